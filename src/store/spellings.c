/* How articles print a name: each spelling is a key of theirs, which full-text search
 * counts, so that it goes and comes with them. */
#include "store/internal.h"

nx_status nx_store_spellings(
	nx_store *store, int64_t id, nx_spelling_fn fn, void *ctx, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_SPELLINGS, err);
	nx_status st = NX_OK;
	int rc = SQLITE_DONE;

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, id);
	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		st = fn(ctx, store_column(stmt, 0), sqlite3_column_int64(stmt, 1), err);
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(store, err);
	sqlite3_reset(stmt);
	return st;
}
