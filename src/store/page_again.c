/* A page that is kept is read once more: in one transaction its articles take the place
 * of those it held. */
#include "store/original.h"

#define AGAIN_SHIFT 32

static nx_status find_page(file_reading *r, edit *e, const batch_item *item, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(e->store, ST_ORIGINAL_AGAIN, err);
	int rc;

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, item->original);
	sqlite3_bind_int64(stmt, 2, (int64_t)item->page_hash);
	rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW) {
		nx_buf_clear(&r->member);
		r->page = item->original;
		r->file_id = sqlite3_column_int64(stmt, 0);
		nx_buf_add(&r->member, store_column(stmt, 1));
		r->page_span[0] = sqlite3_column_int64(stmt, 2);
		r->page_span[1] = sqlite3_column_int64(stmt, 3);
	}
	sqlite3_reset(stmt);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? nx_buf_status(&r->member, err)
						     : store_fail(e->store, err);
}

nx_status page_again_begin(file_reading *r, edit *e, const batch_item *item, nx_error *err)
{
	former_part part;
	nx_status st = file_reading_begin(r, e, "-", err);

	if (st == NX_OK)
		st = find_page(r, e, item, err);
	/* Without articles it cannot be read any more. */
	r->passed_over = !r->page || !item->articles;
	if (st != NX_OK || r->passed_over)
		return st;
	r->has_member = true;
	r->again = (uint32_t)(r->page_span[0] >> AGAIN_SHIFT);
	r->ordinal = -1;
	part = (former_part){ nx_buf_str(&r->member), r->page_span[0], r->page_span[1] };
	st = former_load(&r->former, e, r->file_id, &part, err);
	r->same_count = r->former.count == item->articles;
	return st;
}

/* Where its articles stand may have changed: at its begin there may be one more. */
static nx_status set_span(const file_reading *r, edit *e, nx_error *err)
{
	sqlite3_stmt *stmt;

	if (r->page_first == r->page_span[0] && r->ordinal == r->page_span[1])
		return NX_OK;
	if (!(stmt = store_stmt(e->store, ST_ORIGINAL_SPAN, err)))
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, r->page);
	sqlite3_bind_int64(stmt, 2, r->page_first);
	sqlite3_bind_int64(stmt, 3, r->ordinal);
	return store_run(e->store, stmt, err);
}

nx_status page_again_end(file_reading *r, edit *e, nx_write_counts *counts, nx_error *err)
{
	nx_status st;

	if (r->passed_over)
		return NX_OK;
	st = file_reading_drop_rest(r, e, counts, err);
	if (st == NX_OK)
		st = file_reading_settle(r, e, err);
	if (st == NX_OK)
		st = set_span(r, e, err);
	former_clear(&r->former);
	r->page = 0;
	return st;
}
