#include <string.h>

#include "cli/cli.h"
#include "newsidx/output.h"

enum { OPT_DB, OPT_FORMAT };

static const cli_option options[] = {
	[OPT_DB] = { "db", 0, "FILE", "the index" },
	[OPT_FORMAT] = { "format", 'f', "FORMAT", "text or json" },
	{ NULL, 0, NULL, NULL },
};

static void as_text(nx_buf *out, const nx_store_stats *s)
{
	nx_buf_addf(out, "articles   %lld\n", (long long)s->articles);
	nx_buf_addf(out, "undated    %lld\n", (long long)s->undated);
	if (s->first[0])
		nx_buf_addf(out, "from       %s\nto         %s\n", s->first, s->last);
	nx_buf_addf(out, "files      %lld\n", (long long)s->files);
	nx_buf_addf(out, "pages      %lld\n", (long long)s->pages);
	nx_buf_addf(out, "sources    %lld\n", (long long)s->sources);
	nx_buf_addf(out, "names      %lld\n", (long long)s->entities);
	nx_buf_addf(out, "bytes      %lld\n", (long long)s->bytes);
	nx_buf_addf(out, "schema     %d\ntokenizer  %d\n", s->schema_version, s->tokenizer_version);
	if (s->models)
		nx_buf_addf(out, "model      %s%s\n", s->model,
			s->models > 1 ? " (the last of several)" : "");
}

static void as_json(nx_buf *out, const nx_store_stats *s)
{
	nx_buf_addf(out,
		"{\"articles\": %lld, \"undated\": %lld, \"from\": ", (long long)s->articles,
		(long long)s->undated);
	nx_json_string(out, s->first[0] ? nx_str_from(s->first) : NX_STR_NULL);
	nx_buf_adds(out, ", \"to\": ");
	nx_json_string(out, s->last[0] ? nx_str_from(s->last) : NX_STR_NULL);
	nx_buf_addf(out,
		", \"files\": %lld, \"pages\": %lld, \"sources\": %lld, \"names\": %lld,"
		" \"bytes\": %lld, \"schema\": %d, \"tokenizer\": %d, \"models\": %d, \"model\": ",
		(long long)s->files, (long long)s->pages, (long long)s->sources,
		(long long)s->entities, (long long)s->bytes, s->schema_version,
		s->tokenizer_version, s->models);
	nx_json_string(out, s->models ? nx_str_from(s->model) : NX_STR_NULL);
	nx_buf_adds(out, "}\n");
}

static int run(const command *self, int argc, char **argv)
{
	nx_error err = NX_ERROR_INIT;
	nx_buf out = NX_BUF_INIT;
	nx_store_stats stats;
	nx_store *store;
	const char *format;
	cli_values v;
	int code = cli_parse(self, argc, argv, &v);

	if (code >= 0)
		return code;
	format = v.value[OPT_FORMAT] ? v.value[OPT_FORMAT] : "text";
	if (!cli_choice(self, "format", format, "text|json"))
		return EXIT_FAILED;
	store = cli_open(v.value[OPT_DB], NX_STORE_READ);
	if (!store)
		return EXIT_FAILED;
	if (nx_store_stats_get(store, &stats, &err) != NX_OK) {
		code = cli_fail(&err);
	} else {
		if (!strcmp(format, "json"))
			as_json(&out, &stats);
		else
			as_text(&out, &stats);
		cli_write(&out);
		code = cli_finish(EXIT_FOUND);
	}
	nx_store_close(store);
	nx_buf_release(&out);
	return code;
}

const command command_stats = {
	"stats",
	"",
	"Print what the index holds",
	"  newsidx stats\n"
	"  newsidx stats --format json | jq .articles\n",
	options,
	run,
};
