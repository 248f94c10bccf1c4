/* The other places of articles, and the keys by which they are found. */
#include <stdlib.h>
#include <string.h>

#include "store/edit.h"

nx_status copy_add_keys(nx_store *store, int64_t rowid, nx_buf *keys, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_COPY_LIST, err);
	int rc;

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, rowid);
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
		keys_add_names(keys, store_column(stmt, 0), store_column(stmt, 1));
	sqlite3_reset(stmt);
	return rc == SQLITE_DONE ? nx_buf_status(keys, err) : store_fail(store, err);
}

static nx_status set_keys(edit *e, int64_t rowid, nx_str old, nx_error *err)
{
	sqlite3_stmt *stmt;
	nx_status st = nx_buf_status(&e->keys, err);

	if (st != NX_OK || nx_str_eq(old, nx_buf_str(&e->keys)))
		return st;
	st = fts_changes_keys(&e->fts, rowid, old, nx_buf_str(&e->keys), err);
	if (st == NX_OK && !(stmt = store_stmt(e->store, ST_ARTICLE_SET_KEYS, err)))
		st = NX_ERR_DB;
	if (st == NX_OK) {
		sqlite3_bind_int64(stmt, 1, rowid);
		store_bind(stmt, 2, nx_buf_str(&e->keys));
		st = store_run(e->store, stmt, err);
	}
	return st;
}

/* The article is found by these too. */
static nx_status add_keys(edit *e, int64_t rowid, nx_str source, nx_str tags, nx_error *err)
{
	sqlite3_stmt *row;
	nx_status st = NX_OK;
	size_t known;

	if (e->dry || (!source.n && !tags.n))
		return NX_OK;
	if (!(row = store_stmt(e->store, ST_ARTICLE_KEYS, err)))
		return NX_ERR_DB;
	sqlite3_bind_int64(row, 1, rowid);
	if (sqlite3_step(row) != SQLITE_ROW)
		return store_fail(e->store, err);
	nx_buf_clear(&e->keys);
	nx_buf_add(&e->keys, store_column(row, 0));
	known = e->keys.n;
	keys_add_names(&e->keys, source, tags);
	if (e->keys.n > known)
		st = set_keys(e, rowid, store_column(row, 0), err);
	sqlite3_reset(row);
	return st;
}

nx_status edit_add_copy(edit *e, int64_t rowid, const article_facts *facts, nx_str tags,
	const record_place *place, int64_t *copy, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(e->store, ST_COPY_ADD, err);
	nx_status st;

	if (!stmt)
		return NX_ERR_DB;
	*copy = ++e->last_copy;
	sqlite3_bind_int64(stmt, 1, *copy);
	sqlite3_bind_int64(stmt, 2, rowid);
	sqlite3_bind_int64(stmt, 3, place->file_id);
	store_bind(stmt, 4, place->member);
	sqlite3_bind_int64(stmt, 5, place->ordinal);
	sqlite3_bind_int64(stmt, 6, place->hash);
	store_bind(stmt, 7, facts->docno);
	store_bind(stmt, 8, facts->source);
	store_bind(stmt, 9, facts->date);
	store_bind(stmt, 10, facts->url);
	store_bind(stmt, 11, tags);
	st = store_run(e->store, stmt, err);
	return st == NX_OK ? add_keys(e, rowid, facts->source, tags, err) : st;
}

nx_status edit_fewer_keys(edit *e, int64_t rowid, nx_error *err)
{
	int64_t *fewer;

	if (e->dry || (e->fewer_count && e->fewer[e->fewer_count - 1] == rowid))
		return NX_OK;
	fewer = nx_vec_room(e->fewer, e->fewer_count, &e->fewer_cap, sizeof *fewer);
	if (!fewer)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	e->fewer = fewer;
	fewer[e->fewer_count++] = rowid;
	return NX_OK;
}

nx_status edit_drop_copy(edit *e, int64_t copy, nx_error *err)
{
	record_row row = { 0 };
	nx_status st = record_read_copy(&row, e->store, copy, err);

	if (st == NX_OK)
		st = store_run_id(e->store, ST_COPY_DROP, copy, err);
	if (st == NX_OK && (row.facts.source.n || row.tags.n))
		st = edit_fewer_keys(e, row.article, err);
	record_release(&row);
	return st == NX_ERR_NOTFOUND ? NX_OK : st;
}

nx_status edit_drop_copies(edit *e, int64_t rowid, nx_error *err)
{
	return store_run_id(e->store, ST_COPIES_DROP, rowid, err);
}

/* The key of the text under the new facts: that of a short one depends on them. In a dry
 * run a long text is not there, and a blob in its place. */
static nx_status key_of_text(
	nx_store *store, int64_t rowid, const article_facts *facts, int64_t *key, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_ARTICLE_TEXT, err);
	nx_status st;
	bool row;

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, rowid);
	st = store_step(store, stmt, &row, err);
	if (row && sqlite3_column_type(stmt, 1) != SQLITE_BLOB)
		*key = same_text_key(
			text_sum_read(store_column(stmt, 0), store_column(stmt, 1)), facts);
	sqlite3_reset(stmt);
	return st;
}

static nx_status swap_key(edit *e, int64_t rowid, int64_t old, int64_t key, nx_error *err)
{
	const int64_t keys[] = { old, key };
	const enum stmt_id ids[] = { ST_IDENTITY_DROP, ST_IDENTITY_ADD };
	nx_status st = NX_OK;
	int i;

	for (i = 0; st == NX_OK && old != key && i < 2; i++) {
		sqlite3_stmt *stmt = keys[i] ? store_stmt(e->store, ids[i], err) : NULL;

		if (!stmt && keys[i])
			return NX_ERR_DB;
		if (!stmt)
			continue;
		sqlite3_bind_int64(stmt, 1, keys[i]);
		sqlite3_bind_int64(stmt, 2, rowid);
		st = store_run(e->store, stmt, err);
	}
	return st;
}

static nx_status take_place(edit *e, int64_t rowid, const record_row *from,
	const article_facts *facts, nx_str tags, int64_t text_key, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(e->store, ST_ARTICLE_PASS, err);

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, rowid);
	sqlite3_bind_int64(stmt, 2, from->place.file_id);
	store_bind(stmt, 3, from->place.member);
	sqlite3_bind_int64(stmt, 4, from->place.ordinal);
	sqlite3_bind_int64(stmt, 5, from->place.hash);
	store_bind(stmt, 6, facts->docno);
	store_bind(stmt, 7, facts->source);
	store_bind(stmt, 8, facts->url);
	store_bind(stmt, 9, tags);
	if (text_key)
		sqlite3_bind_int64(stmt, 10, text_key);
	return store_run(e->store, stmt, err);
}

nx_status edit_pass_on(edit *e, int64_t rowid, int64_t *copy, nx_error *err)
{
	record_row old = { 0 }, from = { 0 };
	article_facts facts;
	int64_t text_key;
	nx_status st;

	*copy = 0;
	st = store_find(e->store, ST_COPY_FIRST, rowid, copy, err);
	if (st != NX_OK || !*copy)
		return st;
	st = record_read_article(&old, e->store, rowid, err);
	if (st == NX_OK)
		st = record_read_copy(&from, e->store, *copy, err);
	if (st == NX_OK)
		st = store_run_id(e->store, ST_COPY_DROP, *copy, err);
	if (st != NX_OK)
		goto done;
	facts = from.facts;
	facts.title = old.facts.title;
	facts.date = old.facts.date;
	text_key = old.text_key;
	st = key_of_text(e->store, rowid, &facts, &text_key, err);
	if (st == NX_OK)
		st = take_place(
			e, rowid, &from, &facts, from.tags.n ? from.tags : old.tags, text_key, err);
	if (st == NX_OK)
		st = swap_key(e, rowid, old.text_key, text_key, err);
	if (st == NX_OK)
		st = swap_key(e, rowid, same_docno_key(old.facts.docno, old.facts.source),
			same_docno_key(facts.docno, facts.source), err);
	if (st == NX_OK)
		st = edit_fewer_keys(e, rowid, err);
done:
	record_release(&old);
	record_release(&from);
	return st;
}

/* The keys that an article has to have: those that its text gave, which stay, and the
 * sources and tags of its places. */
static nx_status settle(edit *e, int64_t rowid, nx_error *err)
{
	sqlite3_stmt *row = store_stmt(e->store, ST_ARTICLE_TEXT, err);
	nx_str rest, key;
	nx_status st;
	bool any;

	if (!row)
		return NX_ERR_DB;
	if (fts_changes_drops(&e->fts, rowid))
		return NX_OK;
	sqlite3_bind_int64(row, 1, rowid);
	st = store_step(e->store, row, &any, err);
	if (!any) {
		sqlite3_reset(row);
		return st;
	}
	nx_buf_clear(&e->keys);
	rest = store_column(row, 2);
	while (nx_str_split(&rest, ' ', &key))
		if (!key_is_name(key)) {
			if (e->keys.n)
				nx_buf_addc(&e->keys, ' ');
			nx_buf_add(&e->keys, key);
		}
	keys_add_names(&e->keys, store_column(row, 3), store_column(row, 4));
	st = copy_add_keys(e->store, rowid, &e->keys, err);
	if (st == NX_OK)
		st = set_keys(e, rowid, store_column(row, 2), err);
	sqlite3_reset(row);
	return st;
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

nx_status edit_settle_keys(edit *e, nx_error *err)
{
	nx_status st = NX_OK;
	size_t i;

	if (e->fewer_count > 1)
		qsort(e->fewer, e->fewer_count, sizeof *e->fewer, by_number);
	for (i = 0; st == NX_OK && i < e->fewer_count; i++)
		if (i == 0 || e->fewer[i] != e->fewer[i - 1])
			st = settle(e, e->fewer[i], err);
	e->fewer_count = 0;
	return st;
}
