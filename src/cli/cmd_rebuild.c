#include "cli/cli.h"

enum { OPT_DB };

static const cli_option options[] = {
	[OPT_DB] = { "db", 0, "FILE", "the index" },
	{ NULL, 0, NULL, NULL },
};

static int run(const command *self, int argc, char **argv)
{
	nx_error err = NX_ERROR_INIT;
	nx_lexicon *lexicon;
	nx_store *store;
	cli_values v;
	int code = cli_parse(self, argc, argv, &v);

	if (code >= 0)
		return code;
	if (v.arg_count)
		return cli_usage(self, "takes no argument");
	store = cli_open(v.value[OPT_DB], NX_STORE_REBUILD);
	lexicon = store ? cli_lexicon() : NULL;
	code = EXIT_FAILED;
	if (lexicon && nx_store_rebuild(store, lexicon, &err) != NX_OK)
		cli_fail(&err);
	else if (lexicon)
		code = EXIT_FOUND;
	nx_lexicon_free(lexicon);
	nx_store_close(store);
	return code;
}

const command command_rebuild = {
	"rebuild",
	"",
	"Make the words and names of the index anew, after an update of newsidx",
	NULL,
	options,
	run,
};
