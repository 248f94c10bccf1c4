#include "store/day_lengths.h"

void day_lengths_init(day_lengths *d, nx_store *store)
{
	*d = (day_lengths){ .store = store, .day = -1, .lengths = NX_BUF_INIT };
}

void day_lengths_release(day_lengths *d)
{
	nx_buf_release(&d->lengths);
}

void day_lengths_forget(day_lengths *d)
{
	d->day = -1;
	d->changed = false;
}

nx_status day_lengths_save(day_lengths *d, nx_error *err)
{
	sqlite3_stmt *stmt;

	if (!d->changed)
		return NX_OK;
	if (!(stmt = store_stmt(d->store, ST_DAY_SET, err)))
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, d->day);
	sqlite3_bind_blob64(stmt, 2, d->lengths.p, d->lengths.n, SQLITE_STATIC);
	d->changed = false;
	return store_run(d->store, stmt, err);
}

static nx_status load(day_lengths *d, int64_t day, nx_error *err)
{
	sqlite3_stmt *stmt;
	nx_status st;

	if (d->day == day)
		return NX_OK;
	if ((st = day_lengths_save(d, err)) != NX_OK)
		return st;
	if (!(stmt = store_stmt(d->store, ST_DAY_LENGTHS, err)))
		return NX_ERR_DB;
	nx_buf_clear(&d->lengths);
	sqlite3_bind_int64(stmt, 1, day);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		nx_buf_add(&d->lengths, (nx_str){ sqlite3_column_blob(stmt, 0),
						(size_t)sqlite3_column_bytes(stmt, 0) });
	else
		nx_buf_addc(&d->lengths, '\0'); /* numbers begin with 1 */
	sqlite3_reset(stmt);
	d->day = day;
	return nx_buf_status(&d->lengths, err);
}

/* Undated articles fill one million after the other below the first day. */
static nx_status load_undated(day_lengths *d, nx_error *err)
{
	sqlite3_stmt *stmt;
	int64_t chunk = d->day;
	nx_status st;

	if (chunk < 0 || chunk >= ROWID_FIRST_DAY) {
		if (!(stmt = store_stmt(d->store, ST_LAST_UNDATED, err)))
			return NX_ERR_DB;
		sqlite3_bind_int64(stmt, 1, ROWID_FIRST_DAY);
		chunk = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
		sqlite3_reset(stmt);
	}
	/* The chunk at hand may be one before the last: an old article was changed. */
	while ((st = load(d, chunk, err)) == NX_OK && d->lengths.n > ROWID_SEQ_MAX &&
		chunk + 1 < ROWID_FIRST_DAY)
		chunk++;
	return st;
}

nx_status day_lengths_new_rowid(day_lengths *d, int64_t day, int64_t *rowid, nx_error *err)
{
	nx_status st = day ? load(d, day, err) : load_undated(d, err);

	if (st != NX_OK)
		return st;
	if (d->lengths.n > ROWID_SEQ_MAX)
		return nx_fail(err, NX_ERR_LIMIT, "more than %lld articles of one day",
			(long long)ROWID_SEQ_MAX);
	*rowid = rowid_make(d->day, (int64_t)d->lengths.n);
	nx_buf_addc(&d->lengths, '\0');
	d->changed = true;
	return nx_buf_status(&d->lengths, err);
}

nx_status day_lengths_set(day_lengths *d, int64_t rowid, size_t tokens, nx_error *err)
{
	size_t seq = (size_t)(rowid & ROWID_SEQ_MAX);
	nx_status st = load(d, rowid_day(rowid), err);

	if (st == NX_OK && seq < d->lengths.n) {
		d->lengths.p[seq] = (char)length_pack(tokens);
		d->changed = true;
	}
	return st;
}
