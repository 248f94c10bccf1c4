/* Makes everything anew that follows from the articles: names, lengths, identity, full
 * text. */
#include <stdlib.h>

#include "store/edit.h"
#include "store/mentions.h"
#include "store/shingle.h"

typedef struct rebuild {
	nx_store *store;
	const nx_lexicon *lexicon;
	name_ids *names;
	day_lengths lengths;
	nx_mentions mentions;
	shingle_set shingles;
	nx_buf keys, text_keys;
} rebuild;

/* The columns that are read of each article. */
enum {
	COL_ID,
	COL_TITLE,
	COL_BODY,
	COL_SOURCE,
	COL_TAGS,
	COL_DOCNO,
	COL_URL,
	COL_DATE,
	COL_ALTERNATIVE_TITLE,
	COL_CAPTIONS,
	COL_AUTHOR,
	COL_SECTION
};

static nx_status add_identity(rebuild *r, int64_t key, int64_t rowid, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(r->store, ST_IDENTITY_ADD, err);

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, key);
	sqlite3_bind_int64(stmt, 2, rowid);
	return store_run(r->store, stmt, err);
}

/* Its keys are written to the row and, so that it is known again, to the table. */
static nx_status renew_row(rebuild *r, sqlite3_stmt *row, nx_error *err)
{
	nx_str title = store_column(row, COL_TITLE), body = store_column(row, COL_BODY);
	article_facts facts = { store_column(row, COL_DOCNO), store_column(row, COL_SOURCE), title,
		store_column(row, COL_URL), store_column(row, COL_DATE) };
	int64_t rowid = sqlite3_column_int64(row, COL_ID),
		text_key = same_text_key(text_sum_read(title, body), &facts),
		docno_key = same_docno_key(facts.docno, facts.source);
	sqlite3_stmt *stmt = store_stmt(r->store, ST_ARTICLE_RENEW, err);
	nx_status st;

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, rowid);
	store_bind(stmt, 2, nx_buf_str(&r->keys));
	sqlite3_bind_int64(stmt, 3, text_key);
	st = store_run(r->store, stmt, err);
	if (st == NX_OK)
		st = add_identity(r, text_key, rowid, err);
	return st == NX_OK && docno_key ? add_identity(r, docno_key, rowid, err) : st;
}

static nx_status find_text_keys(rebuild *r, sqlite3_stmt *row, nx_error *err)
{
	nx_date published = NX_DATE_NONE;

	if (!nx_date_parse(&published, store_column(row, COL_DATE)))
		published = NX_DATE_NONE;
	nx_buf_clear(&r->text_keys);
	mentions_keys(&r->text_keys, store_column(row, COL_TITLE), store_column(row, COL_BODY),
		&published);
	shingle_keys_read(&r->text_keys, &r->shingles, store_column(row, COL_TITLE),
		store_column(row, COL_BODY));
	return nx_buf_status(&r->text_keys, err);
}

static nx_status renew(rebuild *r, sqlite3_stmt *row, nx_error *err)
{
	spelled_texts texts = { r->lexicon, store_column(row, COL_BODY),
		store_column(row, COL_TITLE), 0 };
	nx_arena arena = NX_ARENA_INIT;
	spelled_name *list = NULL;
	int64_t rowid = sqlite3_column_int64(row, COL_ID);
	size_t count = 0;
	nx_status st;

	r->mentions.count = 0;
	r->mentions.tokens = 0;
	st = nx_entities_find(&r->mentions, r->lexicon, texts.body, err);
	texts.in_body = r->mentions.count;
	if (st == NX_OK)
		st = nx_entities_find(&r->mentions, r->lexicon, texts.title, err);
	if (st == NX_OK)
		st = names_spelled(&r->mentions, &texts, &arena, &list, &count, err);
	if (st == NX_OK)
		st = find_text_keys(r, row, err);
	if (st == NX_OK)
		st = name_ids_keys(r->names, &r->keys, list, count, store_column(row, COL_SOURCE),
			store_column(row, COL_TAGS), nx_buf_str(&r->text_keys), err);
	if (st == NX_OK) {
		keys_add_own(&r->keys, rowid, store_column(row, COL_AUTHOR),
			store_column(row, COL_SECTION));
		keys_add_words(&r->keys, store_column(row, COL_ALTERNATIVE_TITLE));
		keys_add_words(&r->keys, store_column(row, COL_CAPTIONS));
		st = copy_add_keys(r->store, rowid, &r->keys, err);
	}
	if (st == NX_OK)
		st = day_lengths_set(&r->lengths, rowid, r->mentions.tokens, err);
	if (st == NX_OK)
		st = renew_row(r, row, err);
	free(list);
	nx_arena_release(&arena);
	return st;
}

static nx_status renew_all(rebuild *r, nx_error *err)
{
	sqlite3_stmt *row = NULL;
	nx_status st = NX_OK;
	int rc = SQLITE_DONE;

	if (sqlite3_prepare_v2(r->store->db,
		    "SELECT id, title, body, source, tags, docno, url, date,"
		    " alternative_title, captions, author, section FROM article ORDER BY id",
		    -1, &row, NULL) != SQLITE_OK)
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
		.text_keys = NX_BUF_INIT,
		.names = name_ids_new(store, err) };
	nx_status st = r.names ? store_exec(store, "BEGIN IMMEDIATE", err) : NX_ERR_NOMEM;

	day_lengths_init(&r.lengths, store);
	if (st == NX_OK)
		st = store_exec(store, "DELETE FROM identity", err);
	if (st == NX_OK)
		st = renew_all(&r, err);
	if (st == NX_OK)
		st = store_exec(store, "DELETE FROM meta WHERE key = 'identity'", err);
	if (st == NX_OK)
		st = store_exec(
			store, "INSERT INTO article_fts(article_fts) VALUES('rebuild')", err);
	if (st == NX_OK)
		st = store_set_model(store, lexicon, err);
	if (st == NX_OK)
		st = schema_set_version(store, err);
	if (st == NX_OK)
		st = store_exec(store, "COMMIT", err);
	if (st != NX_OK && !sqlite3_get_autocommit(store->db))
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	nx_mentions_release(&r.mentions);
	shingle_set_release(&r.shingles);
	day_lengths_release(&r.lengths);
	nx_buf_release(&r.keys);
	nx_buf_release(&r.text_keys);
	name_ids_free(r.names);
	return st;
}
