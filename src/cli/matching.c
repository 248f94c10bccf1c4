#include "cli/matching.h"

int matching_run(
	const command *self, const cli_values *v, nx_search_options *how, matching_fn fn, void *ctx)
{
	nx_store *store = cli_open(v->value[CLI_DB], NX_STORE_READ);
	nx_lexicon *lexicon = NULL;
	nx_error err = NX_ERROR_INIT;
	nx_buf text = NX_BUF_INIT;
	nx_query query;
	nx_status st = NX_OK;
	bool found = false;
	int code = EXIT_FAILED;

	cli_query(&query, store);
	cli_operands(&text, v, 0);
	if (!store)
		goto done;
	if (text.n)
		st = nx_query_parse(&query, nx_buf_str(&text), NX_MATCH_ALL, &err);
	if (st == NX_OK && !cli_apply(self, v, &query, how))
		goto done;
	if (st == NX_OK && nx_query_asks_names(&query) &&
		!(lexicon = cli_lexicon(store, v->value[CLI_NAMES], v->value[CLI_MODEL])))
		goto done;
	if (st == NX_OK)
		st = fn(ctx, store, &query, lexicon, how, &found, &err);
	if (st == NX_OK || st == NX_ERR_STOPPED)
		code = found ? EXIT_FOUND : EXIT_NOTHING;
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
