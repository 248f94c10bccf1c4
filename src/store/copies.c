/* The other places of an article, for who shows it. */
#include <stdlib.h>
#include <string.h>

#include "store/hit.h"

/* What is said there, unless the article says the same. */
static nx_str differing(nx_arena *arena, sqlite3_stmt *stmt, int column, nx_str own)
{
	nx_str there = store_column(stmt, column);

	return nx_str_eq(there, own) ? NX_STR_NULL : nx_arena_str(arena, there);
}

static void read_copy(
	nx_copy *copy, sqlite3_stmt *stmt, bool with_text, const nx_hit *hit, nx_arena *arena)
{
	*copy = (nx_copy){ .docno = differing(arena, stmt, 0, hit->docno) };
	if (!with_text)
		return;
	copy->date = differing(arena, stmt, 1, hit->date);
	copy->source = differing(arena, stmt, 2, hit->source);
	copy->url = differing(arena, stmt, 3, hit->url);
	copy->path = nx_arena_str(arena, store_column(stmt, 4));
	copy->member = nx_arena_str(arena, store_column(stmt, 5));
	if (!copy->member.n)
		copy->member = NX_STR_NULL;
}

nx_status copies_of_hit(
	nx_store *store, int64_t rowid, bool with_text, nx_hit *hit, nx_arena *arena, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_COPY_SHOW, err);
	nx_copy *list = NULL;
	size_t count = 0, cap = 0;
	nx_status st = NX_OK;
	int rc = SQLITE_DONE;

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, rowid);
	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		nx_copy *more = nx_vec_room(list, count, &cap, sizeof *more);

		if (!more) {
			st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
			continue;
		}
		list = more;
		read_copy(&list[count++], stmt, with_text, hit, arena);
	}
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(store, err);
	sqlite3_reset(stmt);
	if (st == NX_OK && count) {
		nx_copy *kept = nx_arena_alloc(arena, count * sizeof *kept);

		if (kept && !arena->failed) {
			memcpy(kept, list, count * sizeof *kept);
			hit->copies = kept;
			hit->copy_count = count;
		} else {
			st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
		}
	}
	free(list);
	return st;
}
