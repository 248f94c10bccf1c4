/* Whether the index is sound. */
#include "store/original.h"
#include "store/shingle.h"

static nx_status check_pages(nx_store *store, nx_error *err)
{
	sqlite3_stmt *stmt = NULL;
	nx_status st = NX_OK;
	nx_str answer;

	if (sqlite3_prepare_v2(store->db, "PRAGMA quick_check(1)", -1, &stmt, NULL) != SQLITE_OK ||
		sqlite3_step(stmt) != SQLITE_ROW)
		st = store_fail(store, err);
	if (st == NX_OK) {
		answer = store_column(stmt, 0);
		if (!nx_str_eq(answer, NX_STR("ok")))
			st = nx_fail(err, NX_ERR_DB, "the file is damaged: %.*s", NX_FMT(answer));
	}
	sqlite3_finalize(stmt);
	return st;
}

/* Questions that a sound index answers with 0. */
static const struct {
	const char *sql, *what;
} questions[] = {
	{ "SELECT count(*) FROM article WHERE file_id NOT IN (SELECT id FROM file)",
		NX_MESSAGE("articles of files that are not listed") },
	{ "SELECT count(*) FROM copy WHERE file_id NOT IN (SELECT id FROM file)",
		NX_MESSAGE("other places in files that are not listed") },
	{ "SELECT count(*) FROM copy WHERE article NOT IN (SELECT id FROM article)",
		NX_MESSAGE("other places of articles that are not there") },
	/* Below 0 are records whose place others have taken while a file is read again. */
	{ "SELECT count(*) FROM (SELECT 1 FROM (SELECT file_id, member, ordinal FROM article"
	  " UNION ALL SELECT file_id, member, ordinal FROM copy) WHERE ordinal >= 0"
	  " GROUP BY file_id, member, ordinal HAVING count(*) > 1)",
		NX_MESSAGE("places of files where two records stand") },
	{ "SELECT count(*) FROM original WHERE file_id NOT IN (SELECT id FROM file)",
		NX_MESSAGE("pages of files that are not listed") },
	{ "SELECT count(*) FROM original AS o JOIN file ON file.id = o.file_id"
	  " WHERE file.size IS NOT NULL AND NOT EXISTS (SELECT 1 FROM article AS a"
	  " WHERE a.file_id = o.file_id AND a.member = o.member"
	  " AND a.ordinal BETWEEN o.ordinal AND o.last) AND NOT EXISTS (SELECT 1 FROM copy AS c"
	  " WHERE c.file_id = o.file_id AND c.member = o.member"
	  " AND c.ordinal BETWEEN o.ordinal AND o.last)",
		NX_MESSAGE("pages that are kept of no article") },
	{ "SELECT count(*) FROM identity WHERE article NOT IN (SELECT id FROM article)",
		NX_MESSAGE("keys of articles that are not there; run newsidx rebuild") },
	/* Another article under such an id would be no news. */
	{ "SELECT count(*) FROM told WHERE article NOT IN (SELECT id FROM article)"
	  " OR question NOT IN (SELECT id FROM question)",
		NX_MESSAGE("notes of what a question was told, without the article or question") },
};

static nx_status check_tables(nx_store *store, nx_error *err)
{
	int64_t wrong = 0;
	nx_status st = NX_OK;
	size_t i;

	for (i = 0; st == NX_OK && i < sizeof questions / sizeof *questions; i++) {
		st = store_ask(store, questions[i].sql, &wrong, err);
		if (st == NX_OK && wrong)
			st = nx_fail(err, NX_ERR_DB, "%lld %s", (long long)wrong,
				nx_message(questions[i].what));
	}
	return st;
}

static nx_status has_key(nx_store *store, int64_t key, int64_t rowid, bool *has, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_IDENTITY_HAS, err);
	nx_status st;

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, key);
	sqlite3_bind_int64(stmt, 2, rowid);
	st = store_step(store, stmt, has, err);
	sqlite3_reset(stmt);
	return st;
}

/* The keys of one article: id, docno, source, title, url, date, text_key, body. */
static nx_status check_keys(nx_store *store, sqlite3_stmt *row, int64_t *keys, nx_error *err)
{
	article_facts facts = { store_column(row, 1), store_column(row, 2), store_column(row, 3),
		store_column(row, 4), store_column(row, 5) };
	int64_t rowid = sqlite3_column_int64(row, 0), docno_key, text_key;
	bool known = true, same;
	char id[NX_ID_MAX];
	nx_status st = NX_OK;

	/* An article of before the table was made. */
	if (sqlite3_column_type(row, 6) == SQLITE_NULL)
		return NX_OK;
	docno_key = same_docno_key(facts.docno, facts.source);
	text_key = same_text_key(text_sum_read(facts.title, store_column(row, 7)), &facts);
	same = text_key == sqlite3_column_int64(row, 6);
	if (same)
		st = has_key(store, text_key, rowid, &known, err);
	if (st == NX_OK && known && docno_key)
		st = has_key(store, docno_key, rowid, &known, err);
	*keys += 1 + (docno_key != 0);
	if (st != NX_OK || (same && known))
		return st;
	nx_id_format(id, rowid);
	return nx_fail(err, NX_ERR_DB,
		"%s: the article is not known by its %s; run newsidx rebuild", id,
		same ? nx_message("keys") : nx_message("text"));
}

/* Does the article have the keys of its shingles, and no others? */
static nx_status check_shingles(
	sqlite3_stmt *row, shingle_set *set, nx_buf *wanted, nx_buf *found, nx_error *err)
{
	nx_str keys = store_column(row, 8), key;
	nx_status st;
	char id[NX_ID_MAX];

	if (sqlite3_column_type(row, 6) == SQLITE_NULL)
		return NX_OK;
	nx_buf_clear(wanted);
	nx_buf_clear(found);
	shingle_keys_read(wanted, set, store_column(row, 3), store_column(row, 7));
	while (nx_str_split(&keys, ' ', &key))
		if (shingle_of_key(key) >= 0) {
			if (found->n)
				nx_buf_addc(found, ' ');
			nx_buf_add(found, key);
		}
	st = nx_buf_status(wanted, err);
	if (st == NX_OK)
		st = nx_buf_status(found, err);
	if (st != NX_OK || nx_str_eq(nx_buf_str(wanted), nx_buf_str(found)))
		return st;
	nx_id_format(id, sqlite3_column_int64(row, 0));
	return nx_fail(err, NX_ERR_DB,
		"%s: the shingles are not those of the text; run newsidx rebuild", id);
}

static nx_status check_identity(nx_store *store, nx_error *err)
{
	nx_buf shingles = NX_BUF_INIT, known = NX_BUF_INIT;
	shingle_set set = { 0 };
	sqlite3_stmt *row = NULL;
	int64_t wanted = 0, found = 0, partial = 0, keyless = 0;
	nx_status st = NX_OK;
	int rc = SQLITE_DONE;

	if (sqlite3_prepare_v2(store->db,
		    "SELECT id, docno, source, title, url, date, text_key, body, keys FROM article"
		    " ORDER BY id",
		    -1, &row, NULL) != SQLITE_OK)
		st = store_fail(store, err);
	while (st == NX_OK && (rc = sqlite3_step(row)) == SQLITE_ROW) {
		keyless += sqlite3_column_type(row, 6) == SQLITE_NULL;
		st = check_keys(store, row, &wanted, err);
		if (st == NX_OK)
			st = check_shingles(row, &set, &shingles, &known, err);
	}
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(store, err);
	sqlite3_finalize(row);
	shingle_set_release(&set);
	nx_buf_release(&shingles);
	nx_buf_release(&known);
	if (st == NX_OK)
		st = store_ask(store, "SELECT count(*) FROM identity", &found, err);
	if (st == NX_OK)
		st = store_ask(
			store, "SELECT count(*) FROM meta WHERE key = 'identity'", &partial, err);
	if (st == NX_OK && keyless && !partial)
		st = nx_fail(err, NX_ERR_DB, "%lld articles have no keys; run newsidx rebuild",
			(long long)keyless);
	if (st == NX_OK && found != wanted)
		st = nx_fail(err, NX_ERR_DB,
			"%lld keys of articles, but %lld are stored; run newsidx rebuild",
			(long long)wanted, (long long)found);
	return st;
}

static nx_status check_index(nx_store *store, nx_error *err)
{
	/* rank=1: compare the index with the articles, not just with itself. */
	if (sqlite3_exec(store->db,
		    "INSERT INTO article_fts(article_fts, rank) VALUES('integrity-check', 1)", NULL,
		    NULL, NULL) == SQLITE_OK)
		return NX_OK;
	if ((sqlite3_errcode(store->db) & 0xFF) != SQLITE_CORRUPT)
		return store_fail(store, err);
	return nx_fail(err, NX_ERR_DB,
		"the full-text index does not agree with the articles (%s); run newsidx rebuild",
		sqlite3_errmsg(store->db));
}

nx_status nx_store_check(nx_store *store, nx_error *err)
{
	int64_t articles = 0, indexed = 0;
	nx_status st = check_pages(store, err);

	if (st == NX_OK)
		st = store_ask(store, "SELECT count(*) FROM article", &articles, err);
	if (st == NX_OK)
		st = store_ask(store, "SELECT count(*) FROM article_fts_docsize", &indexed, err);
	if (st == NX_OK && articles != indexed)
		return nx_fail(err, NX_ERR_DB,
			"%lld articles, but %lld in the full-text index; run newsidx rebuild",
			(long long)articles, (long long)indexed);
	if (st == NX_OK)
		st = check_tables(store, err);
	if (st == NX_OK)
		st = original_check(store, err);
	if (st == NX_OK)
		st = check_index(store, err);
	return st == NX_OK ? check_identity(store, err) : st;
}
