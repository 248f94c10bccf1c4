#include <string.h>

#include "cli/cli.h"
#include "newsidx/output.h"

enum { OPT_LIMIT = CLI_FILTERS, OPT_FORMAT };

static const cli_option options[] = {
	CLI_FILTER_OPTIONS,
	[OPT_LIMIT] = { "limit", 'n', "N", "at most N names (50)" },
	[OPT_FORMAT] = { "format", 'f', "FORMAT", "text, tsv or jsonl" },
	{ NULL, 0, NULL, NULL },
};

typedef struct listing {
	enum { AS_TEXT, AS_TSV, AS_JSONL } format;
	size_t count;
	nx_buf out;
} listing;

static nx_status print_name(void *ctx, nx_str name, nx_str kind, int64_t articles, nx_error *err)
{
	listing *l = ctx;

	switch (l->format) {
	case AS_TEXT:
		nx_buf_addf(&l->out, "%7lld  %-12.*s  %.*s\n", (long long)articles, NX_FMT(kind),
			NX_FMT(name));
		break;
	case AS_TSV:
		nx_tsv_field(&l->out, name);
		nx_buf_addf(&l->out, "\t%.*s\t%lld\n", NX_FMT(kind), (long long)articles);
		break;
	case AS_JSONL:
		nx_buf_adds(&l->out, "{\"name\": ");
		nx_json_string(&l->out, name);
		nx_buf_addf(&l->out, ", \"type\": \"%.*s\", \"articles\": %lld}\n", NX_FMT(kind),
			(long long)articles);
		break;
	}
	l->count++;
	if (nx_buf_status(&l->out, err) != NX_OK)
		return NX_ERR_NOMEM;
	return cli_write(&l->out) ? NX_OK : nx_fail(err, NX_ERR_STOPPED, "output closed");
}

static bool choose_format(const command *self, const char *value, listing *l)
{
	if (!value || !strcmp(value, "text"))
		l->format = AS_TEXT;
	else if (!strcmp(value, "tsv"))
		l->format = AS_TSV;
	else if (!strcmp(value, "jsonl"))
		l->format = AS_JSONL;
	else
		return cli_usage(self, "--format: \"%s\" is none of text, tsv, jsonl", value),
		       false;
	return true;
}

static int list_names(const command *self, const cli_values *v, listing *l, nx_search_options *how)
{
	nx_store *store = cli_open(v->value[CLI_DB], NX_STORE_READ);
	nx_lexicon *lexicon = NULL;
	nx_error err = NX_ERROR_INIT;
	nx_buf text = NX_BUF_INIT;
	nx_query query;
	nx_status st = NX_OK;
	int i, code = EXIT_FAILED;

	nx_query_init(&query);
	for (i = 0; i < v->arg_count; i++) {
		nx_buf_adds(&text, i ? " " : "");
		nx_buf_adds(&text, v->args[i]);
	}
	if (!store)
		goto done;
	if (text.n)
		st = nx_query_parse(&query, nx_buf_str(&text), NX_MATCH_ALL, &err);
	if (st == NX_OK && !cli_apply(self, v, &query, how))
		goto done;
	if (st == NX_OK && nx_query_asks_names(&query) && !(lexicon = cli_lexicon()))
		goto done;
	if (st == NX_OK)
		st = nx_store_entities(store, &query, lexicon, how, print_name, l, &err);
	if (st == NX_OK || st == NX_ERR_STOPPED)
		code = l->count ? EXIT_FOUND : EXIT_NOTHING;
	else
		cli_fail(&err);
	cli_notes(&query.notes);
	code = cli_finish(code);
done:
	nx_query_release(&query);
	nx_buf_release(&text);
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
	if (!choose_format(self, v.value[OPT_FORMAT], &l) ||
		!cli_number(self, "limit", v.value[OPT_LIMIT], 1000000000, &how.limit))
		return EXIT_FAILED;
	code = list_names(self, &v, &l, &how);
	nx_buf_release(&l.out);
	return code;
}

const command command_entities = {
	"entities",
	"[QUERY...]",
	"List the persons, places and organizations that articles name",
	"  newsidx entities\n"
	"  newsidx entities كاراباخ --from 2020-10 --to 2020-11\n"
	"  newsidx entities --entity بوتين --format tsv | head\n",
	options,
	run,
};
