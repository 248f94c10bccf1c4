#include <string.h>

#include "cli/matching.h"
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

static nx_status list_names(void *ctx, nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *how, bool *found, nx_error *err)
{
	listing *l = ctx;
	nx_status st = nx_store_entities(store, query, lexicon, how, print_name, l, err);

	*found = l->count > 0;
	return st;
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
	code = matching_run(self, &v, &how, list_names, &l);
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
