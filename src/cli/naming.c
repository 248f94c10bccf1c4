#include "cli/naming.h"

bool naming_read(naming *n, const char *file, const char *model)
{
	*n = (naming){ file, model, NX_BUF_INIT, NULL };
	if (file && !cli_read_names(&n->names, file))
		return false;
	if (file || model)
		n->lexicon = cli_lexicon_of(nx_buf_str(&n->names), file, model);
	return n->lexicon || !(file || model);
}

bool naming_use(naming *n, nx_store *store)
{
	if (n->file)
		return true;
	nx_lexicon_free(n->lexicon); /* without the names of the index */
	n->lexicon = cli_lexicon(store, NULL, n->model);
	return n->lexicon != NULL;
}

bool naming_keep(naming *n, nx_store *store, bool whole)
{
	nx_store_stats stats;
	nx_error err = NX_ERROR_INIT;
	bool changed = false, other = false;

	if (!naming_use(n, store))
		return false;
	if (n->file && nx_store_set_names(store, nx_buf_str(&n->names), &changed, &err) != NX_OK)
		return cli_fail(&err), false;
	if (whole)
		return true;
	if (nx_store_use_model(store, n->lexicon, &other, &err) != NX_OK ||
		(changed && nx_store_stats_get(store, &stats, &err) != NX_OK))
		return cli_fail(&err), false;
	if (changed && stats.articles > 0)
		cli_say("articles indexed before have the names of before; newsidx rebuild "
			"finds those of the table in them");
	if (other)
		cli_say("names in articles indexed before were found by another model; newsidx "
			"rebuild finds all by this one");
	return true;
}

void naming_release(naming *n)
{
	nx_buf_release(&n->names);
	nx_lexicon_free(n->lexicon);
	n->lexicon = NULL;
}
