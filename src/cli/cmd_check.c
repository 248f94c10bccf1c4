#include "cli/cli.h"

enum { OPT_DB };

static const cli_option options[] = {
	[OPT_DB] = { "db", 0, "FILE", "the index" },
	{ NULL, 0, NULL, NULL },
};

static int run(const command *self, int argc, char **argv)
{
	nx_error err = NX_ERROR_INIT;
	nx_store_stats stats;
	nx_store *store;
	cli_values v;
	int code = cli_parse(self, argc, argv, &v);

	if (code >= 0)
		return code;
	/* FTS5's check is an INSERT, though it changes nothing. */
	store = cli_open(v.value[OPT_DB], NX_STORE_WRITE);
	if (!store)
		return EXIT_FAILED;
	if (nx_store_check(store, &err) != NX_OK ||
		nx_store_stats_get(store, &stats, &err) != NX_OK)
		code = cli_fail(&err);
	else {
		printf("ok: schema %d, tokenizer %d, %lld articles\n", stats.schema_version,
			stats.tokenizer_version, (long long)stats.articles);
		code = cli_finish(EXIT_FOUND);
	}
	nx_store_close(store);
	return code;
}

const command command_check = {
	"check",
	"",
	"Make sure that the index is sound and agrees with its articles",
	"  newsidx check --db news.db && cp news.db backup.db\n",
	options,
	run,
};
