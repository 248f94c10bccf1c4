#include <stdint.h>
#include <string.h>

#include "cli/pager.h"
#include "cli/screen.h"
#include "newsidx/columns.h"

enum { OPT_DB, OPT_MIN, OPT_LIMIT, OPT_FORMAT, OPT_SCREEN };

static const cli_option options[] = {
	[OPT_DB] = { "db", 0, "FILE", "the index" },
	[OPT_MIN] = { "min", 0, "N", "stories of at least N articles (2)" },
	[OPT_LIMIT] = { "limit", 'n', "N", "at most N stories (all)" },
	[OPT_FORMAT] = { "format", 'f', "FORMAT", "text, json, jsonl or tsv" },
	SCREEN_OPTION_TABLE(OPT_SCREEN),
	{ NULL, 0, NULL, NULL },
};

typedef struct listing {
	enum { AS_TEXT, AS_JSON, AS_JSONL, AS_TSV } format;
	size_t count; /* stories */
	nx_buf out;
	nx_print print;
} listing;

static const char *likeness_of(const nx_member *member, size_t number)
{
	const char *name = nx_likeness_name(member->likeness);

	return number == 0 ? "first" : name ? name : "chain";
}

/* On a terminal what has no room stands in lines of its own. */
static void add_title(listing *l, nx_str title, size_t used)
{
	size_t at = 0, next = title.n, end = title.n, room = l->print.width;

	do {
		if (room)
			end = nx_line_end(title, at, room > 2 * used ? room - used : used, &next);
		nx_buf_addf(&l->out, "%*s", at ? 2 : 0, "");
		nx_print_value(&l->out, &l->print, nx_str_slice(title, at, end));
		nx_buf_addc(&l->out, '\n');
		at = next;
		used = 2;
	} while (at < title.n);
}

static void add_text(listing *l, const nx_member *members, size_t count)
{
	size_t from;

	nx_buf_adds(&l->out, l->count ? "\n" : "");
	from = l->out.n;
	nx_buf_addf(&l->out, "%zu articles: ", count);
	add_title(l, members[0].title, l->out.n - from);
	for (size_t i = 0; i < count; i++) {
		const nx_member *m = &members[i];
		nx_str date = m->date.n ? m->date : NX_STR("-"),
		       source = m->source.n ? m->source : NX_STR("-");

		nx_buf_addf(&l->out, "  %s  %.*s  ", m->id, NX_FMT(date));
		nx_print_value(&l->out, &l->print, source);
		nx_buf_addf(&l->out, "  %s", likeness_of(m, i));
		if (i)
			nx_buf_addf(&l->out, " %.2f", m->score);
		nx_buf_addc(&l->out, '\n');
	}
}

static void add_tsv(listing *l, const nx_member *members, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const nx_member *m = &members[i];
		const nx_str fields[] = { m->date, m->source, m->title };

		nx_buf_addf(&l->out, "%zu\t%zu\t%s\t%s\t%.4f", l->count + 1, count, m->id,
			likeness_of(m, i), i ? m->score : 1.0);
		for (size_t k = 0; k < sizeof fields / sizeof *fields; k++) {
			nx_buf_addc(&l->out, '\t');
			nx_tsv_field(&l->out, fields[k]);
		}
		nx_buf_addc(&l->out, '\n');
	}
}

static void add_field(nx_buf *out, const char *name, nx_str value)
{
	nx_buf_addf(out, ", \"%s\": ", name);
	nx_json_string(out, value);
}

static void add_json(listing *l, const nx_member *members, size_t count)
{
	if (l->format == AS_JSON)
		nx_buf_adds(&l->out, l->count ? ",\n " : "[\n ");
	nx_buf_addf(&l->out, "{\"articles\": %zu, \"first\": \"%s\", \"members\": [", count,
		members[0].id);
	for (size_t i = 0; i < count; i++) {
		const nx_member *m = &members[i];

		nx_buf_addf(&l->out, "%s{\"id\": \"%s\"", i ? ", " : "", m->id);
		add_field(&l->out, "docno", m->docno);
		add_field(&l->out, "date", m->date);
		add_field(&l->out, "source", m->source);
		add_field(&l->out, "title", m->title);
		nx_buf_addf(&l->out, ", \"reason\": \"%s\", \"score\": %.4f}", likeness_of(m, i),
			i ? m->score : 1.0);
	}
	nx_buf_adds(&l->out, "]}");
	if (l->format == AS_JSONL)
		nx_buf_addc(&l->out, '\n');
}

static nx_status print_story(void *ctx, const nx_member *members, size_t count, nx_error *err)
{
	listing *l = ctx;

	if (l->format == AS_TEXT)
		add_text(l, members, count);
	else if (l->format == AS_TSV)
		add_tsv(l, members, count);
	else
		add_json(l, members, count);
	l->count++;
	if (nx_buf_status(&l->out, err) != NX_OK)
		return NX_ERR_NOMEM;
	return cli_write(&l->out) ? NX_OK : nx_fail(err, NX_ERR_STOPPED, "output closed");
}

static bool choose_format(const command *self, const char *value, listing *l)
{
	static const char *const formats[] = { "text", "json", "jsonl", "tsv" };
	unsigned i;

	for (i = 0; value && i < 4 && strcmp(value, formats[i]) != 0; i++)
		;
	l->format = i;
	return cli_choice(self, "format", value, "text|json|jsonl|tsv");
}

static int run(const command *self, int argc, char **argv)
{
	listing l = { .out = NX_BUF_INIT };
	nx_error err = NX_ERROR_INIT;
	size_t min = 2, limit = SIZE_MAX, rows;
	nx_store *store;
	nx_status st;
	cli_values v;
	int code = cli_parse(self, argc, argv, &v);

	if (code >= 0)
		return code;
	if (!choose_format(self, v.value[OPT_FORMAT], &l) ||
		!cli_number(self, "min", v.value[OPT_MIN], 1000000000, &min) ||
		!cli_number(self, "limit", v.value[OPT_LIMIT], 1000000000, &limit) ||
		!screen_choose(&l.print, self, &v, OPT_SCREEN, &rows))
		return EXIT_FAILED;
	if (min < 2)
		return cli_usage(self, "--min: a story of duplicates has at least 2 articles");
	if (!(store = cli_open(v.value[OPT_DB], NX_STORE_READ)))
		return EXIT_FAILED;
	if (rows)
		pager_arm(rows);
	st = nx_store_duplicates(store, min, limit, print_story, &l, &err);
	if (l.format == AS_JSON)
		nx_buf_adds(&l.out, l.count ? "\n]\n" : "[]\n");
	cli_write(&l.out);
	if (st == NX_OK || st == NX_ERR_STOPPED)
		code = l.count ? EXIT_FOUND : EXIT_NOTHING;
	else
		code = cli_fail(&err);
	nx_store_close(store);
	nx_buf_release(&l.out);
	return cli_finish(code);
}

const command command_duplicates = {
	"duplicates",
	"",
	"List the stories that were published more than once",
	"  newsidx duplicates --min 5\n"
	"  newsidx duplicates --format jsonl | jq -r .first\n\n"
	"Articles that are copies of one another or the same story, as newsidx similar\n"
	"calls them, the largest story first; in it who published first, then the others\n"
	"in order of time with their likeness to that one, \"chain\" for those that are\n"
	"only like others among them. Texts that are wholly the same are one article\n"
	"already, whose places newsidx show names.\n"
	"TSV: number of the story, its articles, id, likeness, score, date, source,\n"
	"title.\n",
	options,
	run,
};
