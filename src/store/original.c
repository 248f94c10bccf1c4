#include "store/original.h"

#include <stdlib.h>

#include "base/hash.h"
#include "store/hit.h"
#include "store/pack.h"

static nx_status note(int64_t **list, size_t *count, size_t *cap, int64_t id, nx_error *err)
{
	int64_t *items = nx_vec_room(*list, *count, cap, sizeof *items);

	if (!items)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	*list = items;
	items[(*count)++] = id;
	return NX_OK;
}

/* The row that stands where the page does. */
typedef struct kept_page {
	int64_t id; /* 0: there is none */
	bool same;
} kept_page;

static nx_status find_kept(
	const file_reading *r, edit *e, const batch_item *item, kept_page *out, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(e->store, ST_ORIGINAL_FIND, err);

	nx_status st;
	bool row;

	*out = (kept_page){ 0, false };
	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, r->file_id);
	store_bind(stmt, 2, item->member);
	sqlite3_bind_int64(stmt, 3, r->page_first);
	st = store_step(e->store, stmt, &row, err);
	if (row) {
		out->id = sqlite3_column_int64(stmt, 0);
		out->same = sqlite3_column_int64(stmt, 1) == r->ordinal &&
			    sqlite3_column_int64(stmt, 2) == item->size &&
			    (uint64_t)sqlite3_column_int64(stmt, 3) == item->page_hash &&
			    nx_str_eq(store_column(stmt, 4), item->options);
	}
	sqlite3_reset(stmt);
	return st;
}

static nx_status write_page(
	file_reading *r, edit *e, const batch_item *item, kept_page *kept, nx_error *err)
{
	sqlite3_stmt *stmt;
	nx_status st = file_reading_touch(r, e, err);

	if (st != NX_OK)
		return st;
	stmt = store_stmt(e->store, kept->id ? ST_ORIGINAL_RENEW : ST_ORIGINAL_ADD, err);
	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, r->file_id);
	store_bind(stmt, 2, item->member);
	sqlite3_bind_int64(stmt, 3, r->page_first);
	sqlite3_bind_int64(stmt, 4, r->ordinal);
	sqlite3_bind_int64(stmt, 5, item->size);
	sqlite3_bind_int64(stmt, 6, (int64_t)item->page_hash);
	store_bind(stmt, 7, item->options);
	sqlite3_bind_blob64(stmt, 8, item->packed.p, item->packed.n, SQLITE_STATIC);
	st = store_run(e->store, stmt, err);
	if (st == NX_OK && !kept->id)
		kept->id = sqlite3_last_insert_rowid(e->store->db);
	return st;
}

nx_status original_store(file_reading *r, edit *e, const batch_item *item, nx_error *err)
{
	kept_page kept;
	nx_status st;

	/* A member of the same name before it was a dump, whose records have been counted in. */
	if (r->page_articles != item->articles) {
		r->page_articles = 0;
		return NX_OK;
	}
	r->page_articles = 0;
	st = find_kept(r, e, item, &kept, err);
	if (st == NX_OK && !kept.same)
		st = write_page(r, e, item, &kept, err);
	return st == NX_OK ? note(&r->originals, &r->original_count, &r->original_cap, kept.id, err)
			   : st;
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

nx_status original_drop_rest(file_reading *r, edit *e, nx_error *err)
{
	int64_t *gone = NULL;
	size_t count = 0, cap = 0, i;
	sqlite3_stmt *stmt;
	nx_status st = NX_OK;
	int rc = SQLITE_DONE;

	if (e->dry || !r->file_id)
		return NX_OK;
	if (!(stmt = store_stmt(e->store, ST_FILE_ORIGINALS, err)))
		return NX_ERR_DB;
	if (r->original_count > 1)
		qsort(r->originals, r->original_count, sizeof *r->originals, by_number);
	sqlite3_bind_int64(stmt, 1, r->file_id);
	sqlite3_bind_int64(stmt, 2, -1);
	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		int64_t id = sqlite3_column_int64(stmt, 0);

		if (!r->original_count || !bsearch(&id, r->originals, r->original_count,
						  sizeof *r->originals, by_number))
			st = note(&gone, &count, &cap, id, err);
	}
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(e->store, err);
	sqlite3_reset(stmt);
	if (st == NX_OK && count)
		st = file_reading_touch(r, e, err);
	for (i = 0; st == NX_OK && i < count; i++)
		st = store_run_id(e->store, ST_ORIGINAL_DROP, gone[i], err);
	free(gone);
	return st;
}

nx_status original_note_bare(edit *e, int64_t rowid, nx_error *err)
{
	sqlite3_stmt *stmt;
	nx_status st = NX_OK;
	int rc = SQLITE_DONE;

	if (e->dry)
		return NX_OK;
	if (!(stmt = store_stmt(e->store, ST_ORIGINAL_OF_ARTICLE, err)))
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, rowid);
	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		st = note(
			&e->bare, &e->bare_count, &e->bare_cap, sqlite3_column_int64(stmt, 0), err);
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(e->store, err);
	sqlite3_reset(stmt);
	return st;
}

nx_status original_settle(edit *e, nx_error *err)
{
	nx_status st = NX_OK;
	size_t i;

	for (i = 0; st == NX_OK && i < e->bare_count; i++)
		st = store_run_id(e->store, ST_ORIGINAL_DROP_BARE, e->bare[i], err);
	e->bare_count = 0;
	return st;
}

nx_status original_of_all_copies(edit *e, int64_t rowid, bool *all, nx_error *err)
{
	int64_t pageless = 1;
	nx_status st = store_find(e->store, ST_COPY_PAGELESS, rowid, &pageless, err);

	*all = pageless == 0;
	return st;
}

/* The page of a row whose columns from `at` on are size and page. */
static nx_status unpack_column(sqlite3_stmt *row, int at, nx_buf *page, nx_error *err)
{
	nx_str packed = { sqlite3_column_blob(row, at + 1),
		(size_t)sqlite3_column_bytes(row, at + 1) };

	return unpack(packed, (size_t)sqlite3_column_int64(row, at), page, err);
}

nx_status nx_store_original(nx_store *store, nx_str id, nx_buf *page, nx_error *err)
{
	nx_error why = NX_ERROR_INIT;
	sqlite3_stmt *stmt;
	int64_t rowid = 0;
	nx_status st = store_resolve(store, id, &rowid, err);

	if (st != NX_OK)
		return st;
	if (!(stmt = store_stmt(store, ST_ORIGINAL_SHOW, err)))
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, rowid);
	switch (sqlite3_step(stmt)) {
	case SQLITE_ROW: {
		nx_str path = store_column(stmt, 0), member = store_column(stmt, 1);

		if (sqlite3_column_type(stmt, 3) == SQLITE_NULL)
			st = nx_fail(err, NX_ERR_NOTFOUND,
				"%.*s: no page is kept: it is a record of a dump, or of a page over"
				" 16 MB or indexed before pages were kept; look in %.*s%s%.*s%s",
				NX_FMT(id), NX_FMT(path), member.n ? " (" : "", NX_FMT(member),
				member.n ? ")" : "");
		else if ((st = unpack_column(stmt, 2, page, &why)) != NX_OK)
			st = nx_fail(err, NX_ERR_DB, "%.*s: %s; run newsidx check", NX_FMT(id),
				why.text);
		break;
	}
	case SQLITE_DONE:
		st = nx_fail(err, NX_ERR_NOTFOUND, "no article %.*s", NX_FMT(id));
		break;
	default:
		st = store_fail(store, err);
	}
	sqlite3_reset(stmt);
	return st;
}

static nx_status check_page(sqlite3_stmt *row, nx_buf *page, nx_error *err)
{
	nx_error why = NX_ERROR_INIT;
	nx_str path = store_column(row, 1), member = store_column(row, 2);
	nx_status st;

	nx_buf_clear(page);
	st = unpack_column(row, 4, page, &why);
	if (st == NX_OK &&
		nx_hash_stored(0, nx_buf_str(page)) != (uint64_t)sqlite3_column_int64(row, 3))
		st = nx_fail(&why, NX_ERR_FORMAT, "not the bytes that were read");
	if (st == NX_OK || st == NX_ERR_NOMEM)
		return st == NX_OK ? st : nx_fail(err, st, "%s", why.text);
	return nx_fail(err, NX_ERR_DB,
		"the page kept of %.*s%s%.*s%s is damaged (%s); run newsidx remove --path and index"
		" it again",
		NX_FMT(path), member.n ? " (" : "", NX_FMT(member), member.n ? ")" : "", why.text);
}

nx_status original_check(nx_store *store, nx_error *err)
{
	nx_buf page = NX_BUF_INIT;
	sqlite3_stmt *row = NULL;
	nx_status st = NX_OK;
	int rc = SQLITE_DONE;

	if (sqlite3_prepare_v2(store->db,
		    "SELECT o.id, path, member, o.hash, o.size, page FROM original AS o"
		    " JOIN file ON file.id = file_id ORDER BY o.id",
		    -1, &row, NULL) != SQLITE_OK)
		st = store_fail(store, err);
	while (st == NX_OK && (rc = sqlite3_step(row)) == SQLITE_ROW)
		st = check_page(row, &page, err);
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(store, err);
	sqlite3_finalize(row);
	nx_buf_release(&page);
	return st;
}
