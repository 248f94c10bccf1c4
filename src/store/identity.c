/* Articles that are known from another place. */
#include "store/place.h"

/* One more than are looked at: see ST_IDENTITY_FIND. */
#define MOST_CANDIDATES 17

static nx_status candidates(
	edit *e, int64_t key, int64_t out[MOST_CANDIDATES], size_t *count, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(e->store, ST_IDENTITY_FIND, err);
	int rc = SQLITE_DONE;

	*count = 0;
	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, key);
	while (*count < MOST_CANDIDATES && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		out[(*count)++] = sqlite3_column_int64(stmt, 0);
	sqlite3_reset(stmt);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? NX_OK : store_fail(e->store, err);
}

/* A dry run keeps no texts and trusts the key. */
static nx_status has_words(
	edit *e, const batch_item *item, int64_t rowid, bool *same, nx_error *err)
{
	sqlite3_stmt *row;
	nx_status st;
	bool any;

	*same = e->dry;
	if (e->dry)
		return NX_OK;
	if (!(row = store_stmt(e->store, ST_ARTICLE_TEXT, err)))
		return NX_ERR_DB;
	sqlite3_bind_int64(row, 1, rowid);
	st = store_step(e->store, row, &any, err);
	if (any)
		*same = text_same_words(
			item, e->recording, store_column(row, 0), store_column(row, 1));
	sqlite3_reset(row);
	return st;
}

static nx_status is_record(
	edit *e, const batch_item *item, int64_t rowid, bool *same, nx_error *err)
{
	article_facts facts = item_facts(item);
	record_row row = { 0 };
	nx_status st = record_read_article(&row, e->store, rowid, err);

	*same = st == NX_OK && facts_same_record(&facts, &row.facts);
	record_release(&row);
	return st == NX_ERR_NOTFOUND ? NX_OK : st;
}

nx_status identity_find(edit *e, const batch_item *item, int64_t except, bool by_docno,
	int64_t *rowid, same_kind *kind, nx_error *err)
{
	int64_t list[MOST_CANDIDATES];
	size_t count, i;
	bool same = false;
	nx_status st = candidates(e, item->text_key, list, &count, err);

	*rowid = 0;
	*kind = SAME_NONE;
	for (i = 0; st == NX_OK && !same && i < count; i++) {
		*rowid = list[i];
		if (*rowid != except)
			st = has_words(e, item, *rowid, &same, err);
	}
	*kind = same ? SAME_TEXT : SAME_NONE;
	if (st != NX_OK || same || !by_docno || !item->docno_key)
		return st;
	st = candidates(e, item->docno_key, list, &count, err);
	for (i = 0; st == NX_OK && !same && count < MOST_CANDIDATES && i < count; i++) {
		*rowid = list[i];
		if (*rowid != except)
			st = is_record(e, item, *rowid, &same, err);
	}
	*kind = same ? SAME_RECORD : SAME_NONE;
	return st;
}
