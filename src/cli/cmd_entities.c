#include <string.h>

#include "cli/entity_graph.h"
#include "cli/matching.h"
#include "cli/pager.h"
#include "cli/screen.h"

enum {
	OPT_LIMIT = CLI_FILTERS,
	OPT_FORMAT,
	OPT_KIND,
	OPT_WITH,
	OPT_GRAPH,
	OPT_MERGE,
	OPT_SPLIT,
	OPT_CORRECTIONS,
	OPT_SCREEN
};

static const cli_option options[] = {
	CLI_FILTER_OPTIONS,
	[OPT_LIMIT] = { "limit", 'n', "N", "at most N names (50)" },
	[OPT_FORMAT] = { "format", 'f', "FORMAT", "text, tsv or jsonl" },
	[OPT_KIND] = { "kind", 'k', "KIND", "person, place or organization" },
	[OPT_WITH] = { "with", 0, "NAME", "those in the articles of this name, without it" },
	[OPT_GRAPH] = { "graph", 0, "FORMAT", "who stands beside whom: dot, graphml or csv" },
	[OPT_MERGE] = { "merge", 0, NULL, "the names given are all the first of them" },
	[OPT_SPLIT] = { "split", 0, NULL, "the names given are themselves again" },
	[OPT_CORRECTIONS] = { "corrections", 0, NULL, "list what has been merged" },
	SCREEN_OPTION_TABLE(OPT_SCREEN),
	{ NULL, 0, NULL, NULL },
};

typedef struct listing {
	enum { AS_TEXT, AS_TSV, AS_JSONL } format;
	nx_entity_kind kind;
	const char *with;
	int64_t with_id; /* not to be told */
	const entity_graph *graph;
	nx_store *store;
	size_t count, limit;
	nx_buf out;
	nx_print print;
	size_t rows;
	nx_str name; /* whose spellings are told */
	size_t spellings;
} listing;

/* Of a line for readers: what is rarer is mostly misprints. */
enum { SPELLINGS_SHOWN = 4 };

static void add_day(nx_buf *out, int32_t day)
{
	int y, m, d;

	if (!day)
		return;
	nx_day_split(day, &y, &m, &d);
	nx_buf_addf(out, "%04d-%02d-%02d", y, m, d);
}

static nx_status add_spelling(void *ctx, nx_str spelling, int64_t articles, nx_error *err)
{
	listing *l = ctx;
	nx_buf *out = &l->out;
	bool first = l->spellings == 0;

	if (l->format == AS_TEXT) {
		if (l->spellings == SPELLINGS_SHOWN || nx_str_eq(spelling, l->name))
			return NX_OK;
		nx_buf_adds(out, first ? "  (" : ", ");
		nx_print_value(out, &l->print, spelling);
	} else if (l->format == AS_TSV) {
		nx_buf_adds(out, first ? "" : " | ");
		nx_tsv_field(out, spelling);
		nx_buf_addf(out, " %lld", (long long)articles);
	} else {
		nx_buf_adds(out, first ? "{\"spelling\": " : ", {\"spelling\": ");
		nx_json_string(out, spelling);
		nx_buf_addf(out, ", \"articles\": %lld}", (long long)articles);
	}
	l->spellings++;
	return nx_buf_status(out, err);
}

static nx_status add_spellings(listing *l, const nx_name_count *name, nx_error *err)
{
	nx_status st;

	l->name = name->name;
	l->spellings = 0;
	nx_buf_adds(&l->out, l->format == AS_TSV     ? "\t"
			     : l->format == AS_JSONL ? ", \"spellings\": ["
						     : "");
	st = nx_store_spellings(l->store, name->id, add_spelling, l, err);
	if (l->format == AS_JSONL)
		nx_buf_adds(&l->out, "]}");
	else if (l->format == AS_TEXT && l->spellings)
		nx_buf_addc(&l->out, ')');
	nx_buf_addc(&l->out, '\n');
	return st;
}

static void add_text(nx_buf *out, const nx_print *print, const nx_name_count *name)
{
	nx_buf_addf(out, "%7lld  %-12.*s  ", (long long)name->articles, NX_FMT(name->kind));
	nx_print_value(out, print, name->name);
	if (name->first_day) {
		nx_buf_adds(out, "  ");
		add_day(out, name->first_day);
		if (name->last_day != name->first_day) {
			nx_buf_adds(out, " ");
			add_day(out, name->last_day);
		}
	}
}

static void add_tsv(nx_buf *out, const nx_name_count *name)
{
	nx_tsv_field(out, name->name);
	nx_buf_addf(out, "\t%.*s\t%lld\t", NX_FMT(name->kind), (long long)name->articles);
	add_day(out, name->first_day);
	nx_buf_addc(out, '\t');
	add_day(out, name->last_day);
}

static void add_jsonl(nx_buf *out, const nx_name_count *name)
{
	nx_buf_adds(out, "{\"name\": ");
	nx_json_string(out, name->name);
	nx_buf_addf(out, ", \"type\": \"%.*s\", \"articles\": %lld", NX_FMT(name->kind),
		(long long)name->articles);
	if (name->first_day) {
		nx_buf_adds(out, ", \"first\": \"");
		add_day(out, name->first_day);
		nx_buf_adds(out, "\", \"last\": \"");
		add_day(out, name->last_day);
		nx_buf_adds(out, "\"");
	}
}

static nx_status written(listing *l, nx_error *err)
{
	if (nx_buf_status(&l->out, err) != NX_OK)
		return NX_ERR_NOMEM;
	return cli_write(&l->out) ? NX_OK : nx_fail(err, NX_ERR_STOPPED, "output closed");
}

static nx_status print_name(void *ctx, const nx_name_count *name, nx_error *err)
{
	listing *l = ctx;
	nx_status st;

	if (name->id == l->with_id || l->count == l->limit)
		return NX_OK;
	l->count++;
	if (l->graph)
		l->graph->name(&l->out, name);
	else if (l->format == AS_TEXT)
		add_text(&l->out, &l->print, name);
	else if (l->format == AS_TSV)
		add_tsv(&l->out, name);
	else
		add_jsonl(&l->out, name);
	if (!l->graph && (st = add_spellings(l, name, err)) != NX_OK)
		return st;
	return written(l, err);
}

static nx_status print_pair(
	void *ctx, const nx_name_count *a, const nx_name_count *b, int64_t articles, nx_error *err)
{
	listing *l = ctx;

	if (a->id == l->with_id || b->id == l->with_id)
		return NX_OK;
	l->graph->pair(&l->out, a, b, articles);
	return written(l, err);
}

static bool choose(const command *self, const cli_values *v, listing *l)
{
	const char *format = v->value[OPT_FORMAT], *kind = v->value[OPT_KIND],
		   *graph = v->value[OPT_GRAPH];
	int k;

	if (!cli_choice(self, "format", format, "text|tsv|jsonl") ||
		!cli_choice(self, "kind", kind, "person|place|organization") ||
		!cli_choice(self, "graph", graph, "dot|graphml|csv"))
		return false;
	if (format)
		l->format = !strcmp(format, "tsv")     ? AS_TSV
			    : !strcmp(format, "jsonl") ? AS_JSONL
						       : AS_TEXT;
	for (k = 0; kind && k < NX_ENTITY_KINDS; k++)
		if (!strcmp(kind, nx_entity_kind_name((nx_entity_kind)k)))
			break;
	l->kind = kind ? (nx_entity_kind)k : NX_ENTITY_KINDS;
	l->with = v->value[OPT_WITH];
	if (graph)
		l->graph = entity_graph_find(graph);
	if (graph && format)
		return cli_usage(self, "--graph has its own format"), false;
	if (!screen_choose(&l->print, self, v, OPT_SCREEN, &l->rows))
		return false;
	if (l->rows)
		pager_arm(l->rows);
	return true;
}

static nx_status list_names(void *ctx, nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *how, bool *found, nx_error *err)
{
	nx_search_options wider = *how;
	listing *l = ctx;
	nx_status st = NX_OK;

	l->limit = how->limit;
	l->store = store;
	if (l->with) {
		st = nx_store_name_id(store, lexicon, nx_str_from(l->with), &l->with_id, err);
		if (st == NX_ERR_NOTFOUND) /* its words are searched for, and it is not told */
			st = NX_OK;
		wider.limit++;
	}
	if (st == NX_OK && l->graph) {
		l->graph->begin(&l->out);
		st = nx_store_graph(
			store, query, lexicon, &wider, l->kind, print_name, print_pair, l, err);
		l->graph->end(&l->out);
		st = st == NX_OK ? written(l, err) : st;
	} else if (st == NX_OK) {
		st = nx_store_entities(store, query, lexicon, &wider, l->kind, print_name, l, err);
	}
	*found = l->count > 0;
	return st;
}

static nx_status print_correction(
	void *ctx, nx_str name, nx_str kind, nx_str into, nx_str into_kind, nx_error *err)
{
	listing *l = ctx;

	l->count++;
	nx_tsv_field(&l->out, name);
	nx_buf_addf(&l->out, "\t%.*s\t", NX_FMT(kind));
	nx_tsv_field(&l->out, into);
	nx_buf_addf(&l->out, "\t%.*s\n", NX_FMT(into_kind));
	return written(l, err);
}

static int list_corrections(const cli_values *v, listing *l)
{
	nx_store *store = cli_open(v->value[CLI_DB], NX_STORE_READ);
	nx_error err = NX_ERROR_INIT;
	int code = EXIT_FAILED;

	if (!store)
		return code;
	if (nx_store_corrections(store, print_correction, l, &err) == NX_OK ||
		err.status == NX_ERR_STOPPED)
		code = l->count ? EXIT_FOUND : EXIT_NOTHING;
	else
		cli_fail(&err);
	nx_store_close(store);
	return cli_finish(code);
}

/* Those given are all looked for before one is written. */
static nx_status correct_all(
	nx_store *store, const nx_lexicon *lexicon, const cli_values *v, nx_error *err)
{
	bool merge = v->value[OPT_MERGE] != NULL;
	nx_status st = NX_OK;
	int64_t id;
	int i;

	for (i = 0; st == NX_OK && i < v->arg_count; i++)
		st = nx_store_name_id(store, lexicon, nx_str_from(v->args[i]), &id, err);
	for (i = merge; st == NX_OK && i < v->arg_count; i++) {
		nx_str name = nx_str_from(v->args[i]);

		st = merge ? nx_store_merge_names(
				     store, lexicon, nx_str_from(v->args[0]), name, err)
			   : nx_store_split_name(store, lexicon, name, err);
	}
	return st;
}

static int correct(const command *self, const cli_values *v)
{
	nx_store *store = NULL;
	nx_lexicon *lexicon = NULL;
	nx_error err = NX_ERROR_INIT;
	int code = EXIT_FAILED;

	if (v->value[OPT_MERGE] && v->arg_count < 2)
		return cli_usage(self, "--merge takes two names or more");
	if (v->arg_count < 1)
		return cli_usage(self, "--split takes a name");
	store = cli_open(v->value[CLI_DB], NX_STORE_WRITE);
	lexicon = store ? cli_lexicon(store, v->value[CLI_NAMES], v->value[CLI_MODEL]) : NULL;
	if (lexicon && correct_all(store, lexicon, v, &err) == NX_OK)
		code = EXIT_FOUND;
	else if (lexicon)
		code = cli_fail(&err);
	nx_lexicon_free(lexicon);
	nx_store_close(store);
	return code;
}

static int run(const command *self, int argc, char **argv)
{
	listing l = { .out = NX_BUF_INIT };
	nx_search_options how = { .limit = 50 };
	cli_values v;
	int code = cli_parse(self, argc, argv, &v);

	if (code >= 0)
		return code;
	if (!choose(self, &v, &l) ||
		!cli_number(self, "limit", v.value[OPT_LIMIT], 1000000000, &how.limit))
		return EXIT_FAILED;
	if (!!v.value[OPT_MERGE] + !!v.value[OPT_SPLIT] + !!v.value[OPT_CORRECTIONS] > 1)
		return cli_usage(self, "--merge, --split and --corrections go one at a time");
	for (int i = 0; i < v.given_count; i++)
		if (v.given[i] == OPT_WITH)
			v.given[i] = CLI_ENTITY;
	if (v.value[OPT_CORRECTIONS])
		code = list_corrections(&v, &l);
	else if (v.value[OPT_MERGE] || v.value[OPT_SPLIT])
		code = correct(self, &v);
	else
		code = matching_run(self, &v, &how, list_names, &l);
	nx_buf_release(&l.out);
	return code;
}

const command command_entities = {
	"entities",
	"[QUERY...]",
	"List the persons, places and organizations that articles name",
	"  newsidx entities --kind person\n"
	"  newsidx entities كاراباخ --from 2020-10 --to 2020-11\n"
	"  newsidx entities --with بوتين --format tsv | head\n"
	"  newsidx entities --graph graphml --limit 200 >names.graphml\n"
	"  newsidx entities --merge 'ناغورني قره باغ' آرتساخ\n\n"
	"With each name: in how many articles, of which days the first and the last are,\n"
	"and the spellings that all articles have of it; --format tsv and jsonl tell how\n"
	"many have each.\n"
	"--graph is for Gephi and Graphviz: the most frequent names (--limit, 2000 at\n"
	"most) and in how many articles two of them stand. --merge, --split: operands\n"
	"are names; the articles need not be read again, and a rebuild keeps it. Where\n"
	"a name is of several kinds, person:NAME says which.\n",
	options,
	run,
};
