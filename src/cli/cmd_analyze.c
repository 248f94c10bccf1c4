#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "newsidx/output.h"
#include "newsidx/timex.h"
#include "newsidx/token.h"

enum { OPT_FORMAT, OPT_DATE, OPT_REFERENCE, OPT_NAMES, OPT_MODEL };

static const cli_option options[] = {
	[OPT_FORMAT] = { "format", 'f', "FORMAT", "text or jsonl" },
	[OPT_DATE] = { "date", 0, NULL, "only the dates, with all that is known of them" },
	[OPT_REFERENCE] = { "reference", 0, "DATE", "the day that \"yesterday\" counts from" },
	[OPT_NAMES] = { "names", 0, "FILE", "a table of further names" },
	[OPT_MODEL] = { "model", 0, "FILE", "a model of names, instead of newsidx's own" },
	{ NULL, 0, NULL, NULL },
};

typedef struct analyzing {
	nx_lexicon *lexicon;
	bool json;
	bool dates_only;
	nx_mentions mentions;
	nx_str text; /* the one in hand */
	bool any_token;
	nx_date reference;
	nx_buf out;
} analyzing;

static void json_span(nx_buf *out, bool first, nx_str text, size_t start, size_t end)
{
	nx_buf_adds(out, first ? "{\"text\": " : ", {\"text\": ");
	nx_json_string(out, nx_str_slice(text, start, end));
}

static void add_number(nx_buf *out, size_t n)
{
	char digits[3 * sizeof n];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + n % 10);
	while (n /= 10);
	nx_buf_add(out, (nx_str){ digits + at, sizeof digits - at });
}

static void add_field(nx_buf *out, nx_str s)
{
	nx_buf_addc(out, '\t');
	nx_buf_add(out, s);
}

/* What begins a line of text: what it is, where, and how it is printed there. */
static void text_span(nx_buf *out, const char *what, nx_str text, size_t start, size_t end)
{
	nx_buf_adds(out, what);
	nx_buf_addc(out, '\t');
	add_number(out, start);
	nx_buf_addc(out, '\t');
	add_number(out, end);
	add_field(out, nx_str_slice(text, start, end));
}

static void json_place(nx_buf *out, size_t start, size_t end)
{
	nx_buf_adds(out, ", \"start\": ");
	add_number(out, start);
	nx_buf_adds(out, ", \"end\": ");
	add_number(out, end);
}

/* Called while the names are looked for: the text is cut into words once. */
static void add_token(void *ctx, const nx_token *token)
{
	analyzing *a = ctx;

	if (a->json) {
		json_span(&a->out, !a->any_token, a->text, token->start, token->end);
		nx_buf_adds(&a->out, ", \"fold\": ");
		nx_json_string(&a->out, token->fold);
		nx_buf_adds(&a->out, ", \"stem\": ");
		nx_json_string(&a->out, token->stem);
		json_place(&a->out, token->start, token->end);
		nx_buf_addc(&a->out, '}');
	} else {
		text_span(&a->out, "token", a->text, token->start, token->end);
		add_field(&a->out, token->fold);
		add_field(&a->out, token->stem);
		nx_buf_addc(&a->out, '\n');
	}
	a->any_token = true;
}

static void add_entities(analyzing *a, nx_str text)
{
	size_t i;

	for (i = 0; i < a->mentions.count; i++) {
		const nx_mention *m = &a->mentions.items[i];
		const char *kind = nx_entity_kind_name(m->entity->kind);

		if (a->json) {
			json_span(&a->out, i == 0, text, m->start, m->end);
			nx_buf_adds(&a->out, ", \"type\": \"");
			nx_buf_adds(&a->out, kind);
			nx_buf_addc(&a->out, '"');
			json_place(&a->out, m->start, m->end);
			nx_buf_adds(&a->out, ", \"name\": ");
			nx_json_string(&a->out, m->entity->name);
			nx_buf_addc(&a->out, '}');
		} else {
			text_span(&a->out, kind, text, m->start, m->end);
			add_field(&a->out, m->entity->name);
			nx_buf_addc(&a->out, '\n');
		}
	}
}

/* The day, or nothing for 0. */
static void add_day(analyzing *a, int32_t number)
{
	nx_date day = { .precision = NX_PRECISION_DAY, .zone = NX_ZONE_UNKNOWN };
	nx_buf text = NX_BUF_INIT;

	nx_day_split(number, &day.year, &day.month, &day.day);
	if (number)
		nx_date_format(&text, &day);
	if (a->json)
		nx_json_string(&a->out, number ? nx_buf_str(&text) : NX_STR_NULL);
	else
		nx_buf_add(&a->out, nx_buf_str(&text));
	nx_buf_release(&text);
}

static void add_name(analyzing *a, const char *name)
{
	if (a->json)
		nx_json_string(&a->out, name ? nx_str_from(name) : NX_STR_NULL);
	else
		nx_buf_adds(&a->out, name ? name : "");
}

/* What a weekday beside a date says of it. */
static const char *weekday_verdict(const nx_timex *date)
{
	if (date->weekday < 0)
		return NULL;
	if (!date->first)
		return "unknown";
	return date->weekday_conflict ? "wrong" : "right";
}

static void add_date_facts(analyzing *a, const nx_timex *date)
{
	nx_buf_adds(&a->out, a->json ? ", \"kind\": " : "\t");
	add_name(a, nx_timex_kind_name(date->kind));
	nx_buf_adds(&a->out, a->json ? ", \"precision\": " : "\t");
	add_name(a, nx_timex_unit_name(date->unit));
	nx_buf_adds(&a->out, a->json ? ", \"from\": " : "\t");
	add_day(a, date->first);
	nx_buf_adds(&a->out, a->json ? ", \"to\": " : "\t");
	add_day(a, date->last);
	nx_buf_adds(&a->out, a->json ? ", \"weekday\": " : "\t");
	add_name(a, weekday_verdict(date));
}

static void add_date(analyzing *a, nx_str text, const nx_timex *date, bool first)
{
	nx_buf value = NX_BUF_INIT;

	nx_timex_value(&value, date);
	if (a->json) {
		json_span(&a->out, first, text, date->start, date->end);
		nx_buf_adds(&a->out, ", \"value\": ");
		nx_json_string(&a->out, value.n ? nx_buf_str(&value) : NX_STR_NULL);
		json_place(&a->out, date->start, date->end);
	} else {
		text_span(&a->out, "date", text, date->start, date->end);
		add_field(&a->out, nx_buf_str(&value));
	}
	if (a->dates_only)
		add_date_facts(a, date);
	nx_buf_adds(&a->out, a->json ? "}" : "\n");
	nx_buf_release(&value);
}

static void add_dates(analyzing *a, nx_str text)
{
	nx_timex date;
	size_t from = 0;

	while (nx_timex_find(text, from, &a->reference, &date)) {
		add_date(a, text, &date, from == 0);
		from = date.end;
	}
}

static nx_status analyze_line(analyzing *a, nx_str text, nx_error *err)
{
	nx_status st;

	if (!a->dates_only) {
		a->mentions.count = 0;
		a->mentions.on_token = add_token;
		a->mentions.ctx = a;
		a->text = text;
		a->any_token = false;
		nx_buf_adds(&a->out, a->json ? "{\"tokens\": [" : "");
		st = nx_entities_find(&a->mentions, a->lexicon, text, err);
		if (st != NX_OK) {
			nx_buf_clear(&a->out);
			return st;
		}
		nx_buf_adds(&a->out, a->json ? "], \"entities\": [" : "");
		add_entities(a, text);
	}
	if (a->json)
		nx_buf_adds(&a->out, a->dates_only ? "{\"dates\": [" : "], \"dates\": [");
	add_dates(a, text);
	nx_buf_adds(&a->out, a->json ? "]}\n" : "");
	return nx_buf_status(&a->out, err);
}

/* One answer a line, also to an empty one, so that lines in and out pair up. */
static nx_status analyze_stream(analyzing *a, FILE *f, nx_error *err)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	nx_status st = NX_OK;

	while (st == NX_OK && (n = getline(&line, &cap, f)) >= 0) {
		if (n > 0 && line[n - 1] == '\n')
			n--;
		st = analyze_line(a, (nx_str){ line, (size_t)n }, err);
		if (st == NX_OK && !cli_write(&a->out))
			st = nx_fail(err, NX_ERR_STOPPED, "output closed");
	}
	if (st == NX_OK && ferror(f))
		st = nx_fail(err, NX_ERR_IO, "standard input: %s", nx_message_errno(errno));
	free(line);
	return st;
}

static int run(const command *self, int argc, char **argv)
{
	analyzing a = {
		.mentions = NX_MENTIONS_INIT, .reference = NX_DATE_NONE, .out = NX_BUF_INIT
	};
	nx_error err = NX_ERROR_INIT;
	nx_status st = NX_OK;
	const char *format;
	cli_values v;
	int i, code = cli_parse(self, argc, argv, &v);

	if (code >= 0)
		return code;
	format = v.value[OPT_FORMAT] ? v.value[OPT_FORMAT] : "text";
	if (!cli_choice(self, "format", format, "text|jsonl"))
		return EXIT_FAILED;
	a.json = !strcmp(format, "jsonl");
	a.dates_only = v.value[OPT_DATE];
	if (v.value[OPT_REFERENCE] &&
		!nx_date_parse(&a.reference, nx_str_from(v.value[OPT_REFERENCE])))
		return cli_usage(self, "--reference: \"%s\" is not a date; write 2020-10-27",
			v.value[OPT_REFERENCE]);
	if (v.arg_count == 0)
		return cli_usage(self, "no text given (- is standard input)");
	for (i = 0; i < v.arg_count; i++)
		if (!strcmp(v.args[i], "-") && !cli_awaits_data(self))
			return EXIT_FAILED;
	if (!a.dates_only &&
		!(a.lexicon = cli_lexicon(NULL, v.value[OPT_NAMES], v.value[OPT_MODEL])))
		return EXIT_FAILED;
	for (i = 0; st == NX_OK && i < v.arg_count; i++) {
		if (strcmp(v.args[i], "-"))
			st = analyze_line(&a, nx_str_from(v.args[i]), &err);
		else
			st = analyze_stream(&a, stdin, &err);
		cli_write(&a.out);
	}
	code = EXIT_FOUND;
	if (st != NX_OK && st != NX_ERR_STOPPED)
		code = cli_fail(&err);
	nx_mentions_release(&a.mentions);
	nx_buf_release(&a.out);
	nx_lexicon_free(a.lexicon);
	return cli_finish(code);
}

const command command_analyze = {
	"analyze",
	"TEXT...|-",
	"Print the words, names and dates that newsidx sees in a text",
	"  newsidx analyze 'قال الرئيس بوتين في 27 أكتوبر 2020'\n"
	"  newsidx analyze --format jsonl - < lines.txt\n"
	"  newsidx analyze --date --reference 2020-10-02 'قال أمس الخميس'\n\n"
	"With - each line of standard input is a text. Places are bytes of the line.\n",
	options,
	run,
};
