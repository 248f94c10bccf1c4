#include "store/forget.h"

#include <stdlib.h>

#include "store/original.h"

/* Articles and other places that one transaction removes. */
#define PORTION 4096

typedef struct id_list {
	int64_t items[PORTION];
	size_t count;
} id_list;

static nx_status list_rows(
	edit *e, enum stmt_id id, int64_t file, size_t most, id_list *out, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(e->store, id, err);
	int rc = SQLITE_DONE;

	out->count = 0;
	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, file);
	sqlite3_bind_int64(stmt, 2, (int64_t)most);
	while (out->count < most && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		out->items[out->count++] = sqlite3_column_int64(stmt, 0);
	sqlite3_reset(stmt);
	return rc == SQLITE_DONE || rc == SQLITE_ROW ? NX_OK : store_fail(e->store, err);
}

/* As much of a file as `left` allows; what is done is taken off it. A file that is gone
 * to its last place leaves some of it. */
static nx_status forget_some(
	edit *e, int64_t file, id_list *list, size_t *left, uint64_t *removed, nx_error *err)
{
	nx_status st = store_run_id(e->store, ST_FILE_OPEN, file, err);
	bool dropped;
	size_t i;

	list->count = 0;
	if (st == NX_OK && !e->dry)
		st = list_rows(e, ST_FILE_ORIGINALS, file, *left, list, err);
	for (i = 0; st == NX_OK && i < list->count; i++)
		st = store_run_id(e->store, ST_ORIGINAL_DROP, list->items[i], err);
	*left -= list->count;
	/* Other places first, so that no article passes to one of the same file. */
	if (st == NX_OK && *left)
		st = list_rows(e, ST_FILE_COPIES, file, *left, list, err);
	else
		list->count = 0;
	for (i = 0; st == NX_OK && i < list->count; i++)
		st = edit_drop_copy(e, list->items[i], err);
	*left -= list->count;
	if (st == NX_OK && *left)
		st = list_rows(e, ST_FILE_ARTICLES, file, *left, list, err);
	else
		list->count = 0;
	for (i = 0; st == NX_OK && i < list->count; i++) {
		st = place_release(NULL, e, list->items[i], &dropped, err);
		*removed += dropped;
	}
	*left -= list->count;
	if (st == NX_OK && *left)
		st = store_run_id(e->store, ST_FILE_DROP, file, err);
	return st;
}

nx_status forget_files(edit *e, const int64_t *files, size_t count, uint64_t *removed,
	uint64_t *files_removed, nx_error *err)
{
	id_list *list = malloc(sizeof *list);
	size_t left = 0, i;
	nx_status st = list ? NX_OK : nx_fail(err, NX_ERR_NOMEM, "out of memory");

	for (i = 0; st == NX_OK && i < count;) {
		if (left == 0 && (st = edit_begin(e, NULL, err)) == NX_OK)
			left = PORTION;
		if (st == NX_OK)
			st = forget_some(e, files[i], list, &left, removed, err);
		if (st == NX_OK && left) {
			*files_removed += 1;
			left--; /* the row of a file without articles is work too */
			i++;
		}
		if (st == NX_OK && left == 0)
			st = edit_commit(e, err);
	}
	if (st == NX_OK && left)
		st = edit_commit(e, err);
	if (st != NX_OK)
		edit_rollback(e);
	free(list);
	return st;
}

nx_status forget_articles(
	edit *e, const int64_t *rowids, size_t count, uint64_t *removed, nx_error *err)
{
	nx_status st = NX_OK;
	size_t i, end;

	for (i = 0; st == NX_OK && i < count;) {
		end = count - i < PORTION ? count : i + PORTION;
		st = edit_begin(e, NULL, err);
		for (; st == NX_OK && i < end; i++) {
			st = original_note_bare(e, rowids[i], err);
			if (st == NX_OK)
				st = edit_drop_copies(e, rowids[i], err);
			if (st == NX_OK)
				st = edit_drop_article(e, rowids[i], err);
			*removed += st == NX_OK;
		}
		if (st == NX_OK)
			st = edit_commit(e, err);
	}
	if (st != NX_OK)
		edit_rollback(e);
	return st;
}
