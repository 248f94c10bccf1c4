/* Removal by id and by path. */
#include <stdlib.h>

#include "store/forget.h"
#include "store/hit.h"
#include "store/known_files.h"

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* The articles that the ids lead to, ascending, once each. */
static nx_status resolve(nx_store *store, const nx_str *ids, size_t count, int64_t *rowids,
	size_t *found, nx_error *err)
{
	nx_status st = NX_OK;
	size_t i, n = 0;

	for (i = 0; st == NX_OK && i < count; i++) {
		sqlite3_stmt *stmt;
		bool row;

		st = store_resolve(store, ids[i], &rowids[i], err);
		if (st != NX_OK)
			return st;
		if (!(stmt = store_stmt(store, ST_ARTICLE_KEYS, err)))
			return NX_ERR_DB;
		sqlite3_bind_int64(stmt, 1, rowids[i]);
		st = store_step(store, stmt, &row, err);
		if (st == NX_OK && !row)
			st = nx_fail(err, NX_ERR_NOTFOUND, "no article %.*s", NX_FMT(ids[i]));
		sqlite3_reset(stmt);
	}
	if (st != NX_OK || !count)
		return st;
	qsort(rowids, count, sizeof *rowids, by_number);
	for (i = 0; i < count; i++)
		if (i == 0 || rowids[i] != rowids[i - 1])
			rowids[n++] = rowids[i];
	*found = n;
	return NX_OK;
}

nx_status nx_store_remove(
	nx_store *store, const nx_str *ids, size_t count, uint64_t *removed, nx_error *err)
{
	int64_t *rowids = calloc(count + 1, sizeof *rowids);
	size_t found = 0;
	edit e;
	nx_status st = edit_init(&e, store, false, err);

	*removed = 0;
	if (!rowids)
		st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	if (st == NX_OK)
		st = resolve(store, ids, count, rowids, &found, err);
	if (st == NX_OK)
		st = forget_articles(&e, rowids, found, removed, err);
	edit_release(&e);
	free(rowids);
	return st;
}

typedef struct file_list {
	int64_t *items;
	size_t count, cap;
} file_list;

static nx_status list_files(nx_store *store, nx_str path, file_list *out, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_FILE_LIST, err);
	nx_status st = NX_OK;
	int rc = SQLITE_DONE;

	if (!stmt)
		return NX_ERR_DB;
	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		int64_t *items;

		if (!path_is_below(store_column(stmt, 0), path))
			continue;
		items = nx_vec_room(out->items, out->count, &out->cap, sizeof *items);
		if (!items) {
			st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
			continue;
		}
		out->items = items;
		items[out->count++] = sqlite3_column_int64(stmt, 4);
	}
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(store, err);
	sqlite3_reset(stmt);
	return st;
}

nx_status nx_store_remove_path(nx_store *store, nx_str path, uint64_t *removed, nx_error *err)
{
	file_list files = { NULL, 0, 0 };
	uint64_t files_removed = 0;
	edit e;
	nx_status st = edit_init(&e, store, false, err);

	*removed = 0;
	if (st == NX_OK)
		st = list_files(store, path, &files, err);
	if (st == NX_OK && !files.count)
		st = nx_fail(
			err, NX_ERR_NOTFOUND, "%.*s: nothing is indexed from there", NX_FMT(path));
	if (st == NX_OK)
		st = forget_files(&e, files.items, files.count, removed, &files_removed, err);
	edit_release(&e);
	free(files.items);
	return st;
}
