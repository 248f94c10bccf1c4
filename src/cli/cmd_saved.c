#include <string.h>

#include "cli/pager.h"
#include "cli/screen.h"
#include "newsidx/saved.h"

enum { OPT_DB, OPT_FORMAT, OPT_REMOVE, OPT_SCREEN };

static const cli_option options[] = {
	[OPT_DB] = { "db", 0, "FILE", "the index" },
	[OPT_FORMAT] = { "format", 'f', "FORMAT", "text, json, jsonl or tsv" },
	[OPT_REMOVE] = { "remove", 0, "NAME", "forget this question; its articles stay" },
	SCREEN_OPTION_TABLE(OPT_SCREEN),
	{ NULL, 0, NULL, NULL },
};

/* A question and how many articles it finds today. */
typedef struct listed {
	const nx_question *question;
	int64_t articles, news;
} listed;

static const char *match_of(const listed *l)
{
	return l->question->asks.match == NX_MATCH_ANY ? "any" : "all";
}

static void add_text(nx_buf *out, const nx_print *print, const listed *l)
{
	const nx_question *q = l->question;
	nx_str day = q->alerted.p ? nx_str_slice(q->alerted, 0, 10) : NX_STR("-");

	nx_buf_addf(out, "%7lld  %5lld  %-10.*s  ", (long long)l->articles, (long long)l->news,
		NX_FMT(day));
	nx_print_value(out, print, q->name);
	nx_buf_adds(out, "  ");
	if (q->asks.query.n)
		nx_print_value(out, print, q->asks.query);
	nx_buf_adds(out, q->asks.query.n && q->asks.filters.n ? " " : "");
	if (q->asks.filters.n)
		nx_print_value(out, print, q->asks.filters);
	nx_buf_adds(out, q->asks.match == NX_MATCH_ANY ? "  --match any\n" : "\n");
}

static void add_tsv(nx_buf *out, const listed *l)
{
	const nx_question *q = l->question;

	nx_tsv_field(out, q->name);
	nx_buf_addc(out, '\t');
	nx_tsv_field(out, q->asks.query);
	nx_buf_addc(out, '\t');
	nx_tsv_field(out, q->asks.filters);
	nx_buf_addf(out, "\t%s\t%lld\t%lld\t%.*s\t%.*s\n", match_of(l), (long long)l->articles,
		(long long)l->news, NX_FMT(q->saved), NX_FMT(q->alerted));
}

static void add_json(nx_buf *out, const listed *l)
{
	const nx_question *q = l->question;

	nx_buf_adds(out, "{\"name\": ");
	nx_json_string(out, q->name);
	nx_buf_adds(out, ", \"query\": ");
	nx_json_string(out, q->asks.query);
	nx_buf_adds(out, ", \"filters\": ");
	nx_json_string(out, q->asks.filters);
	nx_buf_addf(out,
		", \"match\": \"%s\", \"articles\": %lld, \"new\": %lld, \"saved\": ", match_of(l),
		(long long)l->articles, (long long)l->news);
	nx_json_string(out, q->saved);
	nx_buf_adds(out, ", \"alerted\": ");
	nx_json_string(out, q->alerted);
	nx_buf_addc(out, '}');
}

static void add(nx_buf *out, const nx_print *print, const char *format, const listed *l, bool first)
{
	if (!strcmp(format, "text")) {
		add_text(out, print, l);
	} else if (!strcmp(format, "tsv")) {
		add_tsv(out, l);
	} else {
		if (!strcmp(format, "json"))
			nx_buf_adds(out, first ? "[\n " : ",\n ");
		add_json(out, l);
		nx_buf_adds(out, !strcmp(format, "jsonl") ? "\n" : "");
	}
}

static nx_status count(listed *l, nx_store *store, nx_lexicon **lexicon, nx_error *err)
{
	const nx_search_options how = { 0 };
	nx_query query;
	nx_status st;

	cli_query(&query, store);
	st = nx_query_parse_saved(&query, &l->question->asks, err);
	if (st == NX_OK && !*lexicon && nx_query_asks_names(&query) &&
		!(*lexicon = cli_lexicon(store, NULL, NULL)))
		st = nx_fail(err, NX_ERR_STOPPED, "no names"); /* which was said */
	if (st == NX_OK)
		st = nx_search_count(store, &query, *lexicon, &how, &l->articles, err);
	if (st == NX_OK)
		st = nx_question_news(store, l->question, &query, *lexicon, &l->news, err);
	nx_query_release(&query);
	return st;
}

static int list(nx_store *store, const nx_print *print, const char *format)
{
	nx_lexicon *lexicon = NULL;
	nx_error err = NX_ERROR_INIT;
	nx_buf out = NX_BUF_INIT;
	nx_questions all;
	nx_status st = nx_questions_read(&all, store, &err);
	size_t i;

	for (i = 0; st == NX_OK && i < all.count; i++) {
		listed one = { &all.items[i], 0, 0 };

		st = count(&one, store, &lexicon, &err);
		if (st == NX_OK)
			add(&out, print, format, &one, i == 0);
	}
	if (!strcmp(format, "json"))
		nx_buf_adds(&out, i ? "\n]\n" : "[]\n");
	if (st == NX_OK)
		st = nx_buf_status(&out, &err);
	if (st == NX_OK)
		cli_write(&out);
	else
		cli_fail(&err);
	nx_buf_release(&out);
	nx_questions_release(&all);
	nx_lexicon_free(lexicon);
	return st != NX_OK ? EXIT_FAILED : cli_finish(i ? EXIT_FOUND : EXIT_NOTHING);
}

static int remove_questions(nx_store *store, const cli_values *v)
{
	nx_error err = NX_ERROR_INIT;
	int code = EXIT_FOUND;

	for (int i = 0; i < v->given_count; i++)
		if (v->given[i] == OPT_REMOVE &&
			nx_question_remove(store, nx_str_from(v->given_value[i]), &err) != NX_OK)
			code = cli_fail(&err);
	return code;
}

static int run(const command *self, int argc, char **argv)
{
	const char *format;
	nx_store *store;
	nx_print print = { .width = 0 };
	size_t rows;
	bool removes;
	cli_values v;
	int code = cli_parse(self, argc, argv, &v);

	if (code >= 0)
		return code;
	format = v.value[OPT_FORMAT] ? v.value[OPT_FORMAT] : "text";
	if (!cli_choice(self, "format", format, "text|json|jsonl|tsv"))
		return EXIT_FAILED;
	if (!screen_choose(&print, self, &v, OPT_SCREEN, &rows))
		return EXIT_FAILED;
	removes = v.value[OPT_REMOVE] != NULL;
	store = cli_open(v.value[OPT_DB], removes ? NX_STORE_WRITE : NX_STORE_READ);
	if (!store)
		return EXIT_FAILED;
	if (rows && !removes)
		pager_arm(rows);
	code = removes ? remove_questions(store, &v) : list(store, &print, format);
	nx_store_close(store);
	return code;
}

const command command_saved = {
	"saved",
	"",
	"List the questions that were saved",
	"  newsidx saved\n"
	"  newsidx saved --format jsonl | jq -r 'select(.new > 0) | .name'\n"
	"  newsidx saved --remove wheat\n\n"
	"A line each: how many articles it finds now, how many of them newsidx index\n"
	"--alert would tell, when that was last asked for, the name, the question.\n"
	"TSV: name, query, filters, all or any, articles, new ones, when it was saved and\n"
	"last alerted, in UTC.\n",
	options,
	run,
};
