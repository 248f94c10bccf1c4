/* Makes everything anew that follows from the articles: names, lengths, full text. */
#include <stdlib.h>

#include "store/day_lengths.h"
#include "store/name_ids.h"

typedef struct rebuild {
	nx_store *store;
	const nx_lexicon *lexicon;
	name_ids *names;
	day_lengths lengths;
	nx_mentions mentions;
	nx_buf keys;
} rebuild;

/* The article at hand in `row`: id, title, body, source, tags. */
static nx_status renew(rebuild *r, sqlite3_stmt *row, nx_error *err)
{
	const nx_entity **list = NULL;
	sqlite3_stmt *stmt = NULL;
	int64_t rowid = sqlite3_column_int64(row, 0);
	size_t count = 0;
	nx_status st;

	r->mentions.count = 0;
	r->mentions.tokens = 0;
	st = nx_entities_find(&r->mentions, r->lexicon, store_column(row, 2), err);
	if (st == NX_OK)
		st = nx_entities_find(&r->mentions, r->lexicon, store_column(row, 1), err);
	if (st == NX_OK)
		st = names_distinct(&r->mentions, &list, &count, err);
	if (st == NX_OK)
		st = name_ids_keys(r->names, &r->keys, list, count, store_column(row, 3),
			store_column(row, 4), err);
	if (st == NX_OK)
		st = day_lengths_set(&r->lengths, rowid, r->mentions.tokens, err);
	if (st == NX_OK && !(stmt = store_stmt(r->store, ST_ARTICLE_SET_KEYS, err)))
		st = NX_ERR_DB;
	if (st == NX_OK) {
		sqlite3_bind_int64(stmt, 1, rowid);
		store_bind(stmt, 2, nx_buf_str(&r->keys));
		st = store_run(r->store, stmt, err);
	}
	free(list);
	return st;
}

static nx_status renew_all(rebuild *r, nx_error *err)
{
	sqlite3_stmt *row = NULL;
	nx_status st = NX_OK;
	int rc = SQLITE_DONE;

	if (sqlite3_prepare_v2(r->store->db,
		    "SELECT id, title, body, source, tags FROM article ORDER BY id", -1, &row,
		    NULL) != SQLITE_OK)
		st = store_fail(r->store, err);
	while (st == NX_OK && (rc = sqlite3_step(row)) == SQLITE_ROW)
		st = renew(r, row, err);
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(r->store, err);
	sqlite3_finalize(row);
	return st == NX_OK ? day_lengths_save(&r->lengths, err) : st;
}

nx_status nx_store_rebuild(nx_store *store, const nx_lexicon *lexicon, nx_error *err)
{
	rebuild r = { .store = store,
		.lexicon = lexicon,
		.keys = NX_BUF_INIT,
		.names = name_ids_new(store, err) };
	nx_status st = r.names ? store_exec(store, "BEGIN IMMEDIATE", err) : NX_ERR_NOMEM;

	day_lengths_init(&r.lengths, store);
	if (st == NX_OK)
		st = renew_all(&r, err);
	if (st == NX_OK)
		st = store_exec(
			store, "INSERT INTO article_fts(article_fts) VALUES('rebuild')", err);
	if (st == NX_OK)
		st = schema_set_version(store, err);
	if (st == NX_OK)
		st = store_exec(store, "COMMIT", err);
	if (st != NX_OK && !sqlite3_get_autocommit(store->db))
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	nx_mentions_release(&r.mentions);
	day_lengths_release(&r.lengths);
	nx_buf_release(&r.keys);
	name_ids_free(r.names);
	return st;
}
