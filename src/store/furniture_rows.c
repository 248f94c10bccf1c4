#include "store/furniture_rows.h"

nx_status furniture_load(nx_store *store, nx_furniture *furniture, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_FURNITURE_LIST, err);
	nx_status st = NX_OK;
	int rc = SQLITE_DONE;

	if (!stmt)
		return NX_ERR_DB;
	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		nx_furniture_line line = { (uint64_t)sqlite3_column_int64(stmt, 0),
			(uint32_t)sqlite3_column_int64(stmt, 1),
			(uint32_t)sqlite3_column_int64(stmt, 2) };

		if (line.key)
			st = nx_furniture_load(furniture, &line, err);
	}
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(store, err);
	sqlite3_reset(stmt);
	return st;
}

nx_status furniture_take(furniture_changes *changes, nx_furniture *furniture, nx_error *err)
{
	if (!furniture)
		return NX_OK;
	changes->horizon = nx_furniture_horizon(furniture);
	return nx_furniture_changes(
		furniture, &changes->lines, &changes->count, &changes->cap, err);
}

static nx_status set(nx_store *store, const nx_furniture_line *line, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_FURNITURE_SET, err);

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, (int64_t)line->key);
	sqlite3_bind_int64(stmt, 2, line->articles);
	sqlite3_bind_int64(stmt, 3, line->last);
	return store_run(store, stmt, err);
}

nx_status furniture_save(nx_store *store, const furniture_changes *changes, nx_error *err)
{
	sqlite3_stmt *stmt;
	nx_status st = NX_OK;
	size_t i;

	for (i = 0; st == NX_OK && i < changes->count; i++)
		st = set(store, &changes->lines[i], err);
	if (st != NX_OK || changes->count == 0 || changes->horizon == 0)
		return st;
	if (!(stmt = store_stmt(store, ST_FURNITURE_TRIM, err)))
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, NX_FURNITURE_ARTICLES);
	sqlite3_bind_int64(stmt, 2, changes->horizon);
	return store_run(store, stmt, err);
}
