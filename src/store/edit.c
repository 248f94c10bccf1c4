#include "store/edit.h"

#include <stdlib.h>

#include "store/original.h"

/* Above every row id that is given: those of a dry run are nobody's. */
#define DRY_ROWID ((int64_t)1 << 62)

nx_status edit_init(edit *e, nx_store *store, bool dry, nx_error *err)
{
	*e = (edit){ .store = store, .dry = dry, .last_dry = DRY_ROWID, .keys = NX_BUF_INIT };
	day_lengths_init(&e->lengths, store);
	fts_changes_init(&e->fts, store);
	e->names = name_ids_new(store, err);
	return e->names ? NX_OK : NX_ERR_NOMEM;
}

void edit_release(edit *e)
{
	name_ids_free(e->names);
	day_lengths_release(&e->lengths);
	fts_changes_release(&e->fts);
	free(e->fewer);
	free(e->bare);
	nx_buf_release(&e->keys);
	e->names = NULL;
	e->fewer = e->bare = NULL;
}

nx_status edit_begin(edit *e, const nx_buf *recording, nx_error *err)
{
	nx_status st = store_exec(e->store, e->dry ? "BEGIN" : "BEGIN IMMEDIATE", err);

	e->recording = recording;
	e->fewer_count = e->bare_count = 0;
	if (st == NX_OK)
		st = store_number(e->store, ST_FILE_LAST, &e->last_file, err);
	if (st == NX_OK)
		st = store_number(e->store, ST_COPY_LAST, &e->last_copy, err);
	if (st != NX_OK)
		edit_rollback(e);
	return st;
}

nx_status edit_commit(edit *e, nx_error *err)
{
	nx_status st = edit_settle_keys(e, err);

	if (st == NX_OK)
		st = day_lengths_save(&e->lengths, err);
	if (st == NX_OK)
		st = fts_changes_apply(&e->fts, e->recording, err);
	if (st == NX_OK)
		st = original_settle(e, err);
	if (st == NX_OK)
		st = store_exec(e->store, "COMMIT", err);
	return st;
}

void edit_rollback(edit *e)
{
	if (!sqlite3_get_autocommit(e->store->db))
		sqlite3_exec(e->store->db, "ROLLBACK", NULL, NULL, NULL);
	day_lengths_forget(&e->lengths);
	fts_changes_clear(&e->fts);
}

article_facts item_facts(const batch_item *item)
{
	const nx_article *a = &item->article;

	return (article_facts){ a->docno, a->source, a->title, a->url, item->date };
}

record_place item_place(const batch_item *item)
{
	return (record_place){ item->file_id, (int64_t)item->ordinal, item->hash, item->member };
}

void record_release(record_row *row)
{
	nx_arena_release(&row->arena);
}

/* Both kinds of row are selected with the same columns up to the hash. */
static nx_status read_row(
	record_row *row, nx_store *store, enum stmt_id id, int64_t number, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, id, err);
	nx_status st = NX_OK;
	int rc;

	if (!stmt)
		return NX_ERR_DB;
	record_release(row);
	sqlite3_bind_int64(stmt, 1, number);
	rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW) {
		nx_arena *arena = &row->arena;

		row->facts.docno = nx_arena_str(arena, store_column(stmt, 0));
		row->facts.source = nx_arena_str(arena, store_column(stmt, 1));
		row->facts.title = nx_arena_str(arena, store_column(stmt, 2));
		row->facts.url = nx_arena_str(arena, store_column(stmt, 3));
		row->facts.date = nx_arena_str(arena, store_column(stmt, 4));
		row->tags = nx_arena_str(arena, store_column(stmt, 5));
		row->place.file_id = sqlite3_column_int64(stmt, 6);
		row->place.member = nx_arena_str(arena, store_column(stmt, 7));
		row->place.ordinal = sqlite3_column_int64(stmt, 8);
		row->place.hash = sqlite3_column_int64(stmt, 9);
		row->text_key = row->article = sqlite3_column_int64(stmt, 10);
		st = arena->failed ? nx_fail(err, NX_ERR_NOMEM, "out of memory") : NX_OK;
	} else {
		st = rc == SQLITE_DONE ? NX_ERR_NOTFOUND : store_fail(store, err);
	}
	sqlite3_reset(stmt);
	return st;
}

nx_status record_read_article(record_row *row, nx_store *store, int64_t rowid, nx_error *err)
{
	return read_row(row, store, ST_ARTICLE_FACTS, rowid, err);
}

nx_status record_read_copy(record_row *row, nx_store *store, int64_t copy, nx_error *err)
{
	return read_row(row, store, ST_COPY_GET, copy, err);
}
