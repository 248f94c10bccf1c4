#include <string.h>

#include "cli/faceting.h"
#include "cli/hints.h"
#include "cli/printing.h"
#include "cli/queries.h"
#include "cli/survey.h"

enum {
	OPT_MATCH = CLI_FILTERS,
	OPT_SORT,
	OPT_LIMIT,
	OPT_OFFSET,
	OPT_COUNT,
	OPT_FACET,
	OPT_FACET_LIMIT,
	OPT_GROUP_BY,
	OPT_PRINT,
	OPT_QUERIES = OPT_PRINT + PRINT_OPTIONS,
	OPT_EXPLAIN,
	OPT_RAW,
	OPT_COLLAPSE,
	OPT_SUGGEST,
	OPT_CONTEXT,
	OPT_FULL
};

static const cli_option options[] = {
	CLI_FILTER_OPTIONS,
	[OPT_MATCH] = { "match", 0, "all|any", "all words must be there, or one is enough" },
	[OPT_SORT] = { "sort", 0, "rank|newest|oldest", "order of the results" },
	[OPT_LIMIT] = { "limit", 'n', "N", "at most N results (10), of each group (3)" },
	[OPT_OFFSET] = { "offset", 0, "N", "leave out the first N" },
	[OPT_COUNT] = { "count", 'c', NULL, "print how many articles match, nothing else" },
	[OPT_FACET] = { "facet", 0, "FACET,...", "count all results by these" },
	[OPT_FACET_LIMIT] = { "facet-limit", 0, "N", "at most N values of each, or groups (10)" },
	[OPT_GROUP_BY] = { "group-by", 0, "FACET", "show the results under each value" },
	PRINT_OPTION_TABLE(
		OPT_PRINT, "text, json, jsonl, tsv, csv, ids, paths, trec, html or markdown"),
	[OPT_QUERIES] = { "queries", 0, "FILE", "answer lines QID<TAB>QUERY of FILE (- is stdin)" },
	[OPT_EXPLAIN] = { "explain", 0, NULL, "print what the query means, and do not search" },
	[OPT_RAW] = { "raw", 0, NULL, "the query is an expression of SQLite's FTS5" },
	[OPT_COLLAPSE] = { "collapse", 0, NULL, "one article a story, the others named with it" },
	[OPT_SUGGEST] = { "suggest", 0, "HOW", "say, json or never: what would find more" },
	[OPT_CONTEXT] = { "context", 0, "N", "passages of at most N characters (200)" },
	[OPT_FULL] = { "full", 0, NULL, "the whole text instead of a passage" },
	{ NULL, 0, NULL, NULL },
};

typedef struct search {
	const command *self;
	nx_store *store;
	nx_lexicon *lexicon;
	const cli_values *values;
	nx_match match;
	nx_search_options how;
	bool count_only, explain, raw, quiet;
	faceting facets;
	printing printing;
	nx_buf suggestions;
	/* The present one of the queries. */
	nx_query *query;
	nx_str text;
} search;

static int count_hits(search *s, nx_query *query)
{
	nx_error err = NX_ERROR_INIT;
	int64_t count = 0;

	if (nx_search_count(s->store, query, s->lexicon, &s->how, &count, &err) != NX_OK)
		return cli_fail(&err);
	if (s->printing.print.qid.p)
		nx_buf_addf(&s->printing.out, "%.*s\t", NX_FMT(s->printing.print.qid));
	nx_buf_addf(&s->printing.out, "%lld\n", (long long)count);
	cli_write(&s->printing.out);
	return count ? EXIT_FOUND : EXIT_NOTHING;
}

static int explain(search *s, nx_query *query)
{
	nx_error err = NX_ERROR_INIT;

	if (nx_search_explain(s->store, query, s->lexicon, &s->how, &s->printing.out, &err) !=
		NX_OK)
		return cli_fail(&err);
	cli_write(&s->printing.out);
	return EXIT_FOUND;
}

static nx_status parse(search *s, nx_query *query, nx_str text, nx_error *err)
{
	cli_query(query, s->store);
	if (!text.n)
		return NX_OK;
	return s->raw ? nx_query_raw(query, text, err) : nx_query_parse(query, text, s->match, err);
}

/* What is printed before the articles, of the query that is being answered. */
static nx_status print_head(void *ctx, nx_error *err)
{
	search *s = ctx;

	return survey_print(&s->printing, s->self, s->values,
		&(survey){ s->store, s->query, s->lexicon, &s->how, s->text }, err);
}

static nx_status print_hit(void *ctx, const nx_hit *hit, nx_error *err)
{
	return printing_hit(&((search *)ctx)->printing, hit, err);
}

static int count_facets(search *s, nx_query *query)
{
	const nx_printer *printer = s->printing.printer;
	const faceted_search one = { s->store, query, s->lexicon, &s->how, printer,
		&s->printing.print, &s->printing.out, printer->overview ? print_head : NULL,
		print_hit, s };
	nx_error err = NX_ERROR_INIT;
	int64_t total = 0;

	printing_arm(&s->printing);
	if (faceting_answer(&s->facets, &one, &total, &err) != NX_OK &&
		err.status != NX_ERR_STOPPED)
		return cli_fail(&err);
	return total ? EXIT_FOUND : EXIT_NOTHING;
}

/* How many there are, for whoever reads them on a terminal. */
static void summarize(const search *s, int64_t total, size_t shown)
{
	if (!cli_verbose() && (!s->printing.printer->needs_snippet || s->printing.print.qid.p ||
				      !cli_on_terminal()))
		return;
	if (shown && shown < s->how.limit) /* they are all seen */
		total = (int64_t)(s->how.offset + shown);
	cli_tell_results(total, shown);
}

static int find(search *s, nx_query *query)
{
	nx_error err = NX_ERROR_INIT;
	size_t before = s->printing.print.count;
	nx_status st = NX_OK;
	int64_t total = -1;

	if (s->printing.printer->overview)
		st = print_head(s, &err);
	if (st == NX_OK)
		st = nx_search(s->store, query, s->lexicon, &s->how, print_hit, s, &total, &err);
	if (st != NX_OK && st != NX_ERR_STOPPED)
		return cli_fail(&err);
	if (st == NX_OK)
		summarize(s, total, s->printing.print.count - before);
	return s->printing.print.count > before ? EXIT_FOUND : EXIT_NOTHING;
}

/* Answer one query; text may be empty when a filter stands for it. */
static int answer(search *s, nx_str text)
{
	nx_query query;
	nx_error err = NX_ERROR_INIT;
	int code = EXIT_FAILED;

	s->query = &query;
	s->text = text;
	if (parse(s, &query, text, &err) != NX_OK) {
		cli_fail(&err);
		goto done;
	}
	if (!cli_apply(s->self, s->values, &query, &s->how))
		goto done;
	/* Making the lexicon takes longer than most searches. */
	if (nx_query_asks_names(&query) && !s->lexicon &&
		!(s->lexicon = cli_lexicon(
			  s->store, s->values->value[CLI_NAMES], s->values->value[CLI_MODEL])))
		goto done;
	if (s->explain)
		code = explain(s, &query);
	else if (s->count_only)
		code = count_hits(s, &query);
	else if (faceting_asked(&s->facets))
		code = count_facets(s, &query);
	else
		code = find(s, &query);
	cli_notes(&query.notes);
	if (code == EXIT_NOTHING && !s->quiet && !s->count_only && !s->printing.print.qid.p &&
		!faceting_asked(&s->facets) && s->how.limit > 0 && s->how.offset == 0)
		hints_say(s->store, &query, text, s->lexicon, &s->how,
			s->printing.print.with_suggestions ? &s->suggestions : NULL);
done:
	nx_query_release(&query);
	return code;
}

static int answer_line(void *ctx, nx_str qid, nx_str query)
{
	search *s = ctx;

	s->printing.print.qid = qid;
	return answer(s, query);
}

/* Where counts of the whole result and groups have no place. */
static bool choose_facets(const command *self, const cli_values *v, search *s)
{
	static const faceting_options numbers = { OPT_FACET, OPT_FACET_LIMIT, OPT_GROUP_BY };
	const char *option;

	if (!faceting_read(self, v, &numbers, &s->facets))
		return false;
	option = s->facets.grouped ? "group-by" : "facet";
	if (s->facets.grouped)
		s->how.limit = 3;
	if (!faceting_asked(&s->facets))
		return true;
	if (v->value[OPT_QUERIES])
		return cli_usage(self, "--%s goes without --queries", option), false;
	if (s->count_only)
		return cli_usage(self, "--%s goes without --count; --limit 0 shows no results",
			       option),
		       false;
	if (s->facets.grouped && v->value[OPT_OFFSET])
		return cli_usage(self, "--group-by goes without --offset"), false;
	if (!s->printing.printer->group)
		return cli_usage(self,
			       "--%s goes with --format text, json, jsonl, tsv, html or markdown",
			       option),
		       false;
	return true;
}

/* Hits and counts have other columns. */
static bool is_one_table(const command *self, const search *s)
{
	if (!s->facets.count || !s->how.limit ||
		s->printing.printer != nx_printer_find(NX_STR("tsv")))
		return true;
	cli_usage(self, "--facet with --format tsv goes with --limit 0");
	return false;
}

static bool choose(const command *self, const cli_values *v, search *s)
{
	const char *sort = v->value[OPT_SORT], *suggest = v->value[OPT_SUGGEST];
	size_t context = 200;

	s->self = self;
	s->values = v;
	s->how.limit = 10;
	if (!cli_match(self, v->value[OPT_MATCH], &s->match) ||
		!cli_choice(self, "sort", sort, "rank|newest|oldest") ||
		!cli_choice(self, "suggest", suggest, "say|json|never"))
		return false;
	if (sort)
		s->how.sort = !strcmp(sort, "rank")     ? NX_SORT_RANK
			      : !strcmp(sort, "newest") ? NX_SORT_NEWEST
							: NX_SORT_OLDEST;
	if (!printing_choose(&s->printing, self, v, OPT_PRINT, nx_printer_names()))
		return false;
	if (v->value[OPT_QUERIES] && !strcmp(v->value[OPT_QUERIES], "-"))
		s->printing.rows = 0; /* each answer at once */
	s->printing.print.with_qid = v->value[OPT_QUERIES] != NULL;
	s->quiet = suggest && !strcmp(suggest, "never");
	s->printing.print.with_suggestions = suggest && !strcmp(suggest, "json");
	if (s->printing.print.with_suggestions && strcmp(s->printing.printer->name, "json"))
		return cli_usage(self, "--suggest json goes with --format json"), false;
	s->count_only = v->value[OPT_COUNT] != NULL;
	s->explain = v->value[OPT_EXPLAIN] != NULL;
	s->raw = v->value[OPT_RAW] != NULL;
	s->how.collapse = v->value[OPT_COLLAPSE] != NULL;
	s->printing.print.with_story = s->how.collapse;
	if (s->count_only && s->how.collapse)
		return cli_usage(self, "--count counts articles and goes without --collapse"),
		       false;
	if (!choose_facets(self, v, s))
		return false;
	if (s->printing.print.with_suggestions && faceting_asked(&s->facets))
		return cli_usage(self, "--suggest json goes without --facet and --group-by"), false;
	if (v->value[OPT_CONTEXT] && v->value[OPT_FULL])
		return cli_usage(self, "--context goes without --full"), false;
	if (!cli_number(self, "context", v->value[OPT_CONTEXT], 1000000, &context))
		return false;
	s->printing.print.whole = v->value[OPT_FULL] != NULL;
	nx_print_needs(s->printing.printer, &s->printing.print, &s->how);
	if (s->how.snippet_width)
		s->how.snippet_width = s->printing.print.whole ? NX_PASSAGE_WHOLE : context;
	return cli_number(self, "limit", v->value[OPT_LIMIT], 1000000000, &s->how.limit) &&
	       cli_number(self, "offset", v->value[OPT_OFFSET], 1000000000, &s->how.offset) &&
	       is_one_table(self, s);
}

static int run(const command *self, int argc, char **argv)
{
	cli_values v;
	search s = { .printing = { .out = NX_BUF_INIT } };
	nx_buf text = NX_BUF_INIT;
	int code = cli_parse(self, argc, argv, &v);
	bool whole;

	if (code >= 0)
		return code;
	code = EXIT_FAILED;
	if (!choose(self, &v, &s))
		goto done;
	cli_operands(&text, &v, 0);
	if (v.value[OPT_QUERIES] && v.arg_count) {
		cli_usage(self, "--queries goes without a query");
		goto done;
	}
	if (!v.value[OPT_QUERIES] && !text.n && !cli_filters(&v)) {
		cli_usage(self, "a query or a filter is needed");
		goto done;
	}
	if (v.value[OPT_QUERIES] && !strcmp(v.value[OPT_QUERIES], "-") && !cli_awaits_data(self))
		goto done;
	s.store = cli_open(v.value[CLI_DB], NX_STORE_READ);
	if (!s.store)
		goto done;
	whole = !s.count_only && !s.explain && !faceting_asked(&s.facets);
	if (whole)
		printing_begin(&s.printing);
	code = v.value[OPT_QUERIES] ? queries_read(v.value[OPT_QUERIES], answer_line, &s)
				    : answer(&s, nx_buf_str(&text));
	s.printing.print.suggestions = nx_buf_str(&s.suggestions);
	if (whole)
		printing_end(&s.printing);
	code = cli_finish(code);
done:
	nx_lexicon_free(s.lexicon);
	nx_store_close(s.store);
	printing_release(&s.printing);
	nx_buf_release(&s.suggestions);
	nx_buf_release(&text);
	return code;
}

const command command_search = {
	"search",
	"QUERY...",
	"Find articles by words, phrases, names and dates",
	"  newsidx search كاراباخ\n"
	"  newsidx search '\"وقف إطلاق النار\"' --from 2020-10-01 --to 2020-10-31\n"
	"  newsidx search --entity بوتين --sort newest --format jsonl | jq -r .title\n"
	"  newsidx search كاراباخ --limit 0 --facet source,month\n"
	"  newsidx search كاراباخ --group-by month --limit 1\n"
	"  newsidx search هدنة --collapse --sort oldest\n\n"
	"Words match whatever their harakat, spelling of alef, article and regular\n"
	"ending; all must be there. In a query:\n"
	"  \"a b\"  «a b»         a phrase as written\n"
	"  a OR b  a | b  a أو b  one of them        -a  NOT a   not this one\n"
	"  (a OR b) c           brackets\n"
	"  =a  ==a              as written; with its hamza, ة and ى too\n"
	"  a*  ~a               words that begin so; other spellings\n"
	"  a NEAR/5 b  \"a b\"~5  at most 5 words apart; also 5/NEAR, 5~\"a b\"\n"
	"  title: body: source: author: tag: section: url: id: entity: person: place:\n"
	"  org: mentions: date: from: to:   before a word, a \"phrase\" or (brackets);\n"
	"  also عنوان: نص: مصدر: كاتب: وسم: قسم: رابط: معرف: اسم: شخص: مكان: منظمة:\n"
	"  يذكر: تاريخ: من: إلى:\n"
	"  date:2020-10  date:2020-10..2020-12  date:أكتوبر 2020  date:yesterday\n"
	"  date:2w..            the last two weeks\n"
	"  query:NAME  سؤال:NAME  a saved question (newsidx save), as if in brackets\n"
	"Quotation marks and brackets close at the end; what cannot be an operator is\n"
	"text. What is left out or not understood is said on standard error; so is, where\n"
	"nothing is found, which word is the reason and what would find something.\n\n"
	"With --collapse the same report in several papers is shown once, as the article\n"
	"that ranks best, or comes first in the order asked for; --limit counts stories.\n\n"
	"A FACET is source, author, tag, section, entity, year, month or day. --facet\n"
	"counts the whole result, the most frequent value first and periods in order of\n"
	"time; with --limit 0 there are only the counts.\n",
	options,
	run,
};
