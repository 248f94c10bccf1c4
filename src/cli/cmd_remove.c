#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/stop.h"

enum { OPT_QUERY = CLI_FILTERS, OPT_PATH };

static const cli_option options[] = {
	CLI_FILTER_OPTIONS,
	[OPT_QUERY] = { "query", 0, "QUERY", "the articles that this finds" },
	[OPT_PATH] = { "path", 0, "PATH", "what was read from this file or folder" },
	{ NULL, 0, NULL, NULL },
};

/* Ids that a search gave. */
typedef struct found {
	nx_str *ids;
	size_t count, cap;
	nx_arena arena;
} found;

static nx_status add_id(void *ctx, const nx_hit *hit, nx_error *err)
{
	found *f = ctx;
	nx_str *ids = nx_vec_room(f->ids, f->count, &f->cap, sizeof *ids);

	if (ids) {
		f->ids = ids;
		ids[f->count++] = nx_arena_str(&f->arena, nx_str_from(hit->id));
	}
	return ids && !f->arena.failed ? NX_OK : nx_fail(err, NX_ERR_NOMEM, "out of memory");
}

/* All that the filters and the query find is known before the first is removed. */
static nx_status remove_found(const command *self, const cli_values *v, nx_store *store,
	uint64_t *removed, bool *wrong_use, nx_error *err)
{
	nx_search_options how = { .sort = NX_SORT_OLDEST, .limit = SIZE_MAX };
	const char *text = v->value[OPT_QUERY];
	nx_lexicon *lexicon = NULL;
	nx_status st = NX_OK;
	nx_query query;
	found f = { NULL, 0, 0, NX_ARENA_INIT };

	cli_query(&query, store);
	if (text)
		st = nx_query_parse(&query, nx_str_from(text), NX_MATCH_ALL, err);
	if (st == NX_OK && !cli_apply(self, v, &query, &how)) {
		*wrong_use = true;
		goto done;
	}
	if (st == NX_OK && nx_query_asks_names(&query))
		lexicon = cli_lexicon(store, v->value[CLI_NAMES], v->value[CLI_MODEL]);
	if (st == NX_OK && nx_query_asks_names(&query) && !lexicon) {
		*wrong_use = true;
		goto done;
	}
	if (st == NX_OK)
		st = nx_search(store, &query, lexicon, &how, add_id, &f, NULL, err);
	if (st == NX_OK && f.count)
		st = nx_store_remove(store, f.ids, f.count, removed, err);
	cli_notes(&query.notes);
done:
	nx_query_release(&query);
	nx_lexicon_free(lexicon);
	nx_arena_release(&f.arena);
	free(f.ids);
	return st;
}

static nx_status remove_ids(const cli_values *v, nx_store *store, uint64_t *removed, nx_error *err)
{
	nx_str *ids = calloc((size_t)v->arg_count, sizeof *ids);
	nx_status st;

	if (!ids)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	for (int i = 0; i < v->arg_count; i++)
		ids[i] = nx_str_from(v->args[i]);
	st = nx_store_remove(store, ids, (size_t)v->arg_count, removed, err);
	free(ids);
	return st;
}

static nx_status remove_paths(
	const cli_values *v, nx_store *store, uint64_t *removed, nx_error *err)
{
	nx_buf path = NX_BUF_INIT;
	nx_status st = NX_OK;

	for (int i = 0; st == NX_OK && i < v->given_count; i++) {
		uint64_t here = 0;

		if (v->given[i] != OPT_PATH)
			continue;
		nx_buf_clear(&path);
		cli_absolute(&path, v->given_value[i]);
		st = nx_buf_status(&path, err);
		if (st == NX_OK)
			st = nx_store_remove_path(store, nx_buf_str(&path), &here, err);
		*removed += here;
	}
	nx_buf_release(&path);
	return st;
}

/* One way of saying what is to go; two would leave open whether both must hold. */
static bool says_one_way(const command *self, const cli_values *v)
{
	bool by_search = cli_filters(v) || v->value[OPT_QUERY];
	int ways = (v->arg_count > 0) + (v->value[OPT_PATH] != NULL) + by_search;

	if (ways == 1)
		return true;
	if (ways)
		cli_usage(self, "ids, --path and a query or filter go one at a time");
	else
		cli_usage(self, "ids, --path, --query or a filter is needed");
	return false;
}

static int run(const command *self, int argc, char **argv)
{
	nx_error err = NX_ERROR_INIT;
	nx_status st;
	nx_store *store;
	uint64_t removed = 0;
	bool wrong_use = false;
	cli_values v;
	int code = cli_parse(self, argc, argv, &v);

	if (code >= 0)
		return code;
	if (!says_one_way(self, &v) || !(store = cli_open(v.value[CLI_DB], NX_STORE_WRITE)))
		return EXIT_FAILED;
	if (v.arg_count)
		st = remove_ids(&v, store, &removed, &err);
	else if (v.value[OPT_PATH])
		st = remove_paths(&v, store, &removed, &err);
	else
		st = remove_found(self, &v, store, &removed, &wrong_use, &err);
	nx_store_close(store);
	if (st != NX_OK)
		cli_fail(&err);
	else if (!wrong_use)
		cli_tell_count("%s article removed", "%s articles removed", removed);
	if (wrong_use || (st != NX_OK && st != NX_ERR_NOTFOUND))
		return EXIT_FAILED;
	return st == NX_OK && removed ? EXIT_FOUND : EXIT_NOTHING;
}

const command command_remove = {
	"remove",
	"[ID...]",
	"Remove articles from the index",
	"  newsidx remove 20201027-3 undated-7\n"
	"  newsidx remove --path dumps/2019/\n"
	"  newsidx remove --source وفا --to 2010\n"
	"  newsidx remove --query '\"إعلان مبوب\"'\n\n"
	"The files themselves are left alone. Removed by --path, a file is read anew when\n"
	"it is indexed again, and an article that was found elsewhere too stays. Removed\n"
	"otherwise, an article comes back only when its file changes and is indexed.\n",
	options,
	run,
};
