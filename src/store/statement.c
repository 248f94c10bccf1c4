/* All SQL with parameters stands here, prepared once per connection. */
#include <string.h>

#include "store/internal.h"

static const char *const sql_of[ST_COUNT] = {
	[ST_META_GET] = "SELECT value FROM meta WHERE key = ?1",
	[ST_META_SET] = "INSERT INTO meta(key, value) VALUES(?1, ?2)"
			" ON CONFLICT(key) DO UPDATE SET value = excluded.value",
	[ST_FILE_LAST] = "SELECT coalesce(max(id), 0) FROM file",
	[ST_FILE_FIND] = "SELECT id, size IS NOT NULL FROM file WHERE path = ?1",
	/* Each reading of standard input is a file of its own: "-#7". */
	[ST_FILE_ADD] = "INSERT INTO file(id, path) VALUES(?1, iif(?2 = '-', '-#' || ?1, ?2))",
	[ST_FILE_OPEN] = "UPDATE file SET size = NULL WHERE id = ?1",
	[ST_FILE_DONE] = "UPDATE file SET size = ?2, mtime = ?3, hash = ?4 WHERE id = ?1",
	[ST_FILE_TIME] = "UPDATE file SET mtime = ?2 WHERE path = ?1",
	[ST_FILE_PATH] = "UPDATE file SET path = ?3, mtime = ?2 WHERE path = ?1",
	[ST_FILE_DROP] = "DELETE FROM file WHERE id = ?1",
	[ST_FILE_LIST] = "SELECT path, size, mtime, hash, id FROM file",
	[ST_FILE_ARTICLES] = "SELECT id, member, ordinal, hash, docno FROM article"
			     " WHERE file_id = ?1 ORDER BY member, ordinal LIMIT ?2",
	[ST_FILE_COPIES] = "SELECT id, member, ordinal, hash, docno FROM copy"
			   " WHERE file_id = ?1 ORDER BY member, ordinal LIMIT ?2",
	[ST_ARTICLE_ADD] =
		"INSERT INTO article(id, file_id, member, ordinal, hash, text_key, docno, title,"
		" date, date_origin, source, author, section, tags, url, keys, body,"
		" alternative_title, dateline, captions, subheadings)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,"
		" ?17, ?18, ?19, ?20, ?21)",
	[ST_ARTICLE_GET] =
		"SELECT docno, title, date, date_origin, source, author, section, tags, url,"
		" (SELECT iif(path LIKE '-#%', '-', path) FROM file WHERE file.id = file_id),"
		" member, alternative_title, dateline, captions, subheadings, body FROM article"
		" WHERE id = ?1",
	[ST_ARTICLE_FACTS] = "SELECT docno, source, title, url, date, tags, file_id, member,"
			     " ordinal, hash, text_key FROM article WHERE id = ?1",
	[ST_ARTICLE_KEYS] = "SELECT keys FROM article WHERE id = ?1",
	[ST_ARTICLE_BYLINE] = "SELECT author, section FROM article WHERE id = ?1",
	[ST_ARTICLE_TEXT] = "SELECT title, body, keys, source, tags FROM article WHERE id = ?1",
	[ST_ARTICLE_JUDGE] = "SELECT keys, coalesce(url, '') || coalesce(char(10) ||"
			     " (SELECT group_concat(url, char(10)) FROM copy"
			     " WHERE copy.article = article.id), '') FROM article WHERE id = ?1",
	[ST_ARTICLE_WORDS] = "SELECT title, body, alternative_title, captions FROM article"
			     " WHERE id = ?1",
	[ST_ARTICLE_DROP] = "DELETE FROM article WHERE id = ?1",
	[ST_ARTICLE_SET_KEYS] = "UPDATE article SET keys = ?2 WHERE id = ?1",
	[ST_ARTICLE_SET_PLACE] = "UPDATE article SET member = ?2, ordinal = ?3 WHERE id = ?1",
	/* Below 0 it stands nowhere; among themselves the rows stay in order. */
	[ST_ARTICLE_DISPLACE] = "UPDATE article SET ordinal = ordinal - (1 << 62)"
				" WHERE id = ?1 AND ordinal >= 0",
	[ST_ARTICLE_PASS] =
		"UPDATE article SET file_id = ?2, member = ?3, ordinal = ?4, hash = ?5,"
		" docno = ?6, source = ?7, url = ?8, tags = ?9, text_key = ?10 WHERE id = ?1",
	[ST_ARTICLE_RENEW] = "UPDATE article SET keys = ?2, text_key = ?3 WHERE id = ?1",
	[ST_COPY_LAST] = "SELECT coalesce(max(id), 0) FROM copy",
	[ST_COPY_ADD] = "INSERT INTO copy(id, article, file_id, member, ordinal, hash, docno,"
			" source, date, url, tags)"
			" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
	[ST_COPY_GET] = "SELECT docno, source, NULL, url, date, tags, file_id, member, ordinal,"
			" hash, article FROM copy WHERE id = ?1",
	[ST_COPY_FIRST] = "SELECT id FROM copy WHERE article = ?1 ORDER BY id LIMIT 1",
	[ST_COPY_LIST] = "SELECT source, tags FROM copy WHERE article = ?1 ORDER BY id",
	[ST_COPY_DOCNO] = "SELECT source FROM copy WHERE article = ?1 AND docno = ?2 LIMIT 16",
	[ST_COPY_SHOW] = "SELECT docno, date, source, url, iif(path LIKE '-#%', '-', path), member"
			 " FROM copy LEFT JOIN file ON file.id = file_id WHERE article = ?1"
			 " ORDER BY copy.id",
	[ST_COPY_SET_PLACE] = "UPDATE copy SET member = ?2, ordinal = ?3 WHERE id = ?1",
	[ST_COPY_DISPLACE] = "UPDATE copy SET ordinal = ordinal - (1 << 62)"
			     " WHERE id = ?1 AND ordinal >= 0",
	[ST_COPY_DROP] = "DELETE FROM copy WHERE id = ?1",
	[ST_COPIES_DROP] = "DELETE FROM copy WHERE article = ?1",
	[ST_COPIES_MOVE] = "UPDATE copy SET article = ?2 WHERE article = ?1",
	/* Some articles of a restarted id share its key: more than a few say that the id is
	 * none, and they are not looked at. */
	[ST_IDENTITY_ADD] = "INSERT OR IGNORE INTO identity(key, article) VALUES(?1, ?2)",
	[ST_IDENTITY_FIND] = "SELECT article FROM identity WHERE key = ?1 LIMIT 17",
	[ST_IDENTITY_HAS] = "SELECT 1 FROM identity WHERE key = ?1 AND article = ?2",
	[ST_IDENTITY_DROP] = "DELETE FROM identity WHERE key = ?1 AND article = ?2",
	[ST_FTS_OF_KEY] = "SELECT rowid FROM article_fts WHERE article_fts MATCH ?1 LIMIT ?2",
	[ST_FTS_ADD] = "INSERT INTO article_fts(rowid, title, body, keys) VALUES(?1, ?2, ?3, ?4)",
	[ST_FTS_DROP] = "INSERT INTO article_fts(article_fts, rowid, title, body, keys)"
			" VALUES('delete', ?1, ?2, ?3, ?4)",
	[ST_TERM_COUNT] = "SELECT doc FROM article_terms WHERE term = ?1",
	[ST_TERM_RANGE] = "SELECT count(*), coalesce(sum(doc), 0) FROM article_terms"
			  " WHERE term >= ?1 AND term < ?2",
	[ST_TERMS] = "SELECT term, doc FROM article_terms WHERE term >= ?1 AND term < ?2",
	[ST_TERMS_MANY] = "SELECT count(*) FROM (SELECT 1 FROM article_terms WHERE term >= ?1"
			  " AND term < ?2 LIMIT ?3)",
	[ST_DATED_RANGE] = "SELECT (SELECT id FROM article WHERE id >= ?1 ORDER BY id LIMIT 1),"
			   " (SELECT max(id) FROM article)",
	[ST_DAY_SET] = "INSERT INTO day(day, lengths) VALUES(?1, ?2)"
		       " ON CONFLICT(day) DO UPDATE SET lengths = excluded.lengths",
	[ST_DAY_LENGTHS] = "SELECT lengths FROM day WHERE day = ?1",
	[ST_LAST_UNDATED] = "SELECT max(day) FROM day WHERE day < ?1",
	[ST_MOVED_ADD] = "INSERT OR REPLACE INTO moved(old_id, new_id) VALUES(?1, ?2)",
	[ST_MOVED_GET] = "SELECT new_id FROM moved WHERE old_id = ?1",
	[ST_ENTITY_ADD] = "INSERT INTO entity(kind, name, key) VALUES(?1, ?2, ?3)",
	/* Each half by its own index: an OR would read all names of the kind. */
	[ST_ENTITY_FIND] = "SELECT id FROM entity WHERE kind = ?1 AND name = ?2"
			   " UNION ALL SELECT id FROM entity WHERE key = ?3 AND +kind = ?1 LIMIT 1",
	[ST_ENTITY_BY_KEY] = "SELECT id, kind FROM entity WHERE key = ?1"
			     " UNION SELECT id, kind FROM entity WHERE name = ?2"
			     " AND kind IN ('person', 'place', 'organization') ORDER BY 1",
	[ST_ENTITY_UNKNOWN] = "SELECT id, kind, name, key FROM entity WHERE key IS NOT NULL",
	[ST_NAME_SPAN] = "SELECT count(*), min(CASE WHEN rowid >= ?2 THEN rowid END), max(rowid)"
			 " FROM article_fts WHERE article_fts MATCH ?1",
	/* The head first. */
	[ST_MERGED_GROUP] =
		"SELECT coalesce((SELECT head FROM merged WHERE entity = ?1), ?1)"
		" UNION ALL SELECT entity FROM merged"
		" WHERE head = coalesce((SELECT head FROM merged WHERE entity = ?1), ?1)",
	[ST_MERGED_ALL] = "SELECT m.entity, m.head, e.kind, e.name, h.kind, h.name FROM merged AS m"
			  " JOIN entity AS e ON e.id = m.entity JOIN entity AS h ON h.id = m.head"
			  " ORDER BY h.name, m.head, e.name, m.entity",
	[ST_MERGED_IDS] = "SELECT entity, head FROM merged ORDER BY entity",
	[ST_MERGED_HEAD] = "SELECT coalesce((SELECT head FROM merged WHERE entity = ?1), ?1)",
	[ST_MERGED_NOW] = "SELECT e.kind, e.name FROM merged AS m JOIN entity AS e ON e.id = m.head"
			  " WHERE m.entity = ?1",
	[ST_MERGED_MOVE] = "UPDATE merged SET head = ?2 WHERE head = ?1",
	[ST_MERGED_ADD] = "INSERT INTO merged(entity, head) VALUES(?1, ?2)",
	[ST_MERGED_DROP] = "DELETE FROM merged WHERE entity = ?1 OR head = ?1",
	[ST_ORIGINAL_FIND] = "SELECT id, last, size, hash, options FROM original"
			     " WHERE file_id = ?1 AND member = ?2 AND ordinal = ?3",
	[ST_ORIGINAL_ADD] =
		"INSERT INTO original(file_id, member, ordinal, last, size, hash, options, page)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	[ST_ORIGINAL_RENEW] = "UPDATE original SET last = ?4, size = ?5, hash = ?6, options = ?7,"
			      " page = ?8 WHERE file_id = ?1 AND member = ?2 AND ordinal = ?3",
	[ST_ORIGINAL_SPAN] = "UPDATE original SET ordinal = ?2, last = ?3 WHERE id = ?1",
	[ST_ORIGINAL_DROP] = "DELETE FROM original WHERE id = ?1",
	[ST_ORIGINAL_DROP_BARE] =
		"DELETE FROM original WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM article AS a"
		" WHERE a.file_id = original.file_id AND a.member = original.member"
		" AND a.ordinal BETWEEN original.ordinal AND original.last) AND NOT EXISTS (SELECT 1"
		" FROM copy AS c WHERE c.file_id = original.file_id AND c.member = original.member"
		" AND c.ordinal BETWEEN original.ordinal AND original.last)",
	[ST_ORIGINAL_OF_ARTICLE] =
		"SELECT o.id FROM (SELECT file_id, member, ordinal FROM article WHERE id = ?1"
		" UNION ALL SELECT file_id, member, ordinal FROM copy WHERE article = ?1) AS p"
		" JOIN original AS o ON o.file_id = p.file_id AND o.member = p.member"
		" AND o.ordinal <= p.ordinal AND o.last >= p.ordinal",
	[ST_ORIGINAL_SHOW] =
		"SELECT iif(path LIKE '-#%', 'standard input', path), a.member, o.size, o.page"
		" FROM article AS a LEFT JOIN file AS f ON f.id = a.file_id"
		" LEFT JOIN original AS o ON o.file_id = a.file_id AND o.member = a.member"
		" AND o.ordinal <= a.ordinal AND o.last >= a.ordinal WHERE a.id = ?1"
		" ORDER BY o.ordinal DESC LIMIT 1",
	/* What was begun to be read anew, and pages of one name in one place, are left alone. */
	[ST_ORIGINAL_AGAIN] = "SELECT o.file_id, o.member, o.ordinal, o.last FROM original AS o"
			      " JOIN file AS f ON f.id = o.file_id WHERE o.id = ?1 AND o.hash = ?2"
			      " AND f.size IS NOT NULL AND NOT EXISTS (SELECT 1 FROM original AS p"
			      " WHERE p.file_id = o.file_id AND p.member = o.member"
			      " AND p.ordinal >> 32 = o.ordinal >> 32 AND p.id <> o.id)",
	[ST_ORIGINAL_NEXT] = "SELECT o.id, iif(f.path LIKE '-#%', '-', f.path), o.member,"
			     " o.options, o.size, o.hash, o.page FROM original AS o"
			     " LEFT JOIN file AS f ON f.id = o.file_id WHERE o.id > ?1"
			     " ORDER BY o.id",
	[ST_FILE_ORIGINALS] = "SELECT id FROM original WHERE file_id = ?1 LIMIT ?2",
	[ST_PAGE_ARTICLES] = "SELECT id, member, ordinal, hash, docno FROM article"
			     " WHERE file_id = ?1 AND member = ?3 AND ordinal BETWEEN ?4 AND ?5"
			     " ORDER BY ordinal LIMIT ?2",
	[ST_PAGE_COPIES] = "SELECT id, member, ordinal, hash, docno FROM copy"
			   " WHERE file_id = ?1 AND member = ?3 AND ordinal BETWEEN ?4 AND ?5"
			   " ORDER BY ordinal LIMIT ?2",
	[ST_COPY_PAGELESS] =
		"SELECT count(*) FROM copy AS c WHERE c.article = ?1 AND NOT EXISTS (SELECT 1"
		" FROM original AS o WHERE o.file_id = c.file_id AND o.member = c.member"
		" AND o.ordinal <= c.ordinal AND o.last >= c.ordinal)",
	[ST_FURNITURE_SET] =
		"INSERT OR REPLACE INTO furniture(key, articles, last) VALUES(?1, ?2, ?3)",
	[ST_FURNITURE_LIST] = "SELECT key, articles, last FROM furniture",
	[ST_FURNITURE_TRIM] = "DELETE FROM furniture WHERE articles < ?1 AND last < ?2",
	[ST_QUESTION_FIND] = "SELECT id, query, filters, any_word FROM question WHERE key = ?1",
	[ST_QUESTION_LIST] = "SELECT id, query, filters, any_word, name, saved, alerted"
			     " FROM question ORDER BY name",
	[ST_QUESTION_SET] =
		"INSERT INTO question(key, name, query, filters, any_word, saved, told)"
		" VALUES(?1, ?2, ?3, ?4, ?5, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'),"
		" coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'arrival'), 0))",
	[ST_QUESTION_DROP] = "DELETE FROM question WHERE id = ?1",
	[ST_QUESTION_TOLD] =
		"UPDATE question SET alerted = strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), told ="
		" coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'arrival'), 0)"
		" WHERE id = ?1",
	[ST_ARRIVAL_ADD] = "INSERT INTO arrival(article) SELECT ?1"
			   " WHERE EXISTS (SELECT 1 FROM question)",
	[ST_TOLD_ADD] = "INSERT OR IGNORE INTO told(article, question) VALUES(?1, ?2)",
	[ST_TOLD_MOVE] = "UPDATE OR REPLACE told SET article = ?2 WHERE article = ?1",
	[ST_TOLD_DROP] = "DELETE FROM told WHERE article = ?1",
	[ST_TOLD_DROP_QUESTION] = "DELETE FROM told WHERE question = ?1",
	[ST_SPELLING_FIND] = "SELECT id FROM spelling WHERE entity = ?1 AND text = ?2",
	[ST_SPELLING_ADD] = "INSERT INTO spelling(entity, text) VALUES(?1, ?2)",
	[ST_SPELLINGS] =
		"WITH one(id) AS (SELECT ?1 UNION SELECT entity FROM merged WHERE head = ?1)"
		" SELECT text, sum(doc) AS articles FROM ("
		"SELECT s.text AS text, t.doc AS doc FROM one CROSS JOIN spelling AS s"
		" ON s.entity = one.id CROSS JOIN article_terms AS t"
		" ON t.term = char(3) || 'n' || s.id UNION ALL "
		"SELECT e.name, t.doc FROM one CROSS JOIN entity AS e ON e.id = one.id"
		" CROSS JOIN article_terms AS t ON t.term = char(3) || 'm' || one.id)"
		" GROUP BY text ORDER BY articles DESC, text",
	[ST_ENTITY_AT] = "SELECT kind, name, key FROM entity WHERE id = ?1",
};

nx_status store_fail(nx_store *store, nx_error *err)
{
	int code = store->db ? sqlite3_errcode(store->db) : SQLITE_NOMEM;
	const char *remedy = "";

	if (code == SQLITE_FULL)
		remedy = nx_message("; make room and run the same command again");
	else if (code == SQLITE_BUSY)
		remedy = nx_message("; another newsidx is writing to it");
	else if (code == SQLITE_CORRUPT)
		remedy = nx_message("; run newsidx check");
	return nx_fail(err, code == SQLITE_NOMEM ? NX_ERR_NOMEM : NX_ERR_DB, "%s: %s%s",
		store->path, store->db ? sqlite3_errmsg(store->db) : nx_message("out of memory"),
		remedy);
}

sqlite3_stmt *store_stmt(nx_store *store, enum stmt_id id, nx_error *err)
{
	sqlite3_stmt **stmt = &store->stmts[id];

	if (*stmt) {
		sqlite3_reset(*stmt);
		sqlite3_clear_bindings(*stmt);
		return *stmt;
	}
	if (sqlite3_prepare_v3(store->db, sql_of[id], -1, SQLITE_PREPARE_PERSISTENT, stmt, NULL) !=
		SQLITE_OK)
		store_fail(store, err);
	return *stmt;
}

void store_forget_stmts(nx_store *store)
{
	int i;

	for (i = 0; i < ST_COUNT; i++) {
		sqlite3_finalize(store->stmts[i]);
		store->stmts[i] = NULL;
	}
}

nx_status store_run(nx_store *store, sqlite3_stmt *stmt, nx_error *err)
{
	nx_status st = NX_OK;

	if (!stmt)
		return err ? err->status : NX_ERR_DB;
	if (sqlite3_step(stmt) != SQLITE_DONE)
		st = store_fail(store, err);
	sqlite3_reset(stmt);
	return st;
}

nx_status store_run_id(nx_store *store, enum stmt_id id, int64_t number, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, id, err);

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, number);
	return store_run(store, stmt, err);
}

nx_status store_run_pair(
	nx_store *store, enum stmt_id id, int64_t first, int64_t second, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, id, err);

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, first);
	sqlite3_bind_int64(stmt, 2, second);
	return store_run(store, stmt, err);
}

nx_status store_step(nx_store *store, sqlite3_stmt *stmt, bool *row, nx_error *err)
{
	int rc = sqlite3_step(stmt);

	*row = rc == SQLITE_ROW;
	return *row || rc == SQLITE_DONE ? NX_OK : store_fail(store, err);
}

nx_status store_find(nx_store *store, enum stmt_id id, int64_t number, int64_t *out, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, id, err);
	nx_status st;
	bool row;

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, number);
	st = store_step(store, stmt, &row, err);
	if (row)
		*out = sqlite3_column_int64(stmt, 0);
	sqlite3_reset(stmt);
	return st;
}

nx_status store_number(nx_store *store, enum stmt_id id, int64_t *out, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, id, err);
	nx_status st = NX_OK;

	if (!stmt)
		return NX_ERR_DB;
	if (sqlite3_step(stmt) == SQLITE_ROW)
		*out = sqlite3_column_int64(stmt, 0);
	else
		st = store_fail(store, err);
	sqlite3_reset(stmt);
	return st;
}

nx_status store_exec(nx_store *store, const char *sql, nx_error *err)
{
	if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return store_fail(store, err);
	return NX_OK;
}

nx_status store_end(nx_store *store, nx_status st, nx_error *err)
{
	if (st == NX_OK)
		st = store_exec(store, "COMMIT", err);
	if (st != NX_OK && !sqlite3_get_autocommit(store->db))
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	return st;
}

void store_bind(sqlite3_stmt *stmt, int index, nx_str s)
{
	if (s.p)
		sqlite3_bind_text64(stmt, index, s.p, s.n, SQLITE_STATIC, SQLITE_UTF8);
	else
		sqlite3_bind_null(stmt, index);
}

nx_str store_column(sqlite3_stmt *stmt, int index)
{
	const char *p = (const char *)sqlite3_column_text(stmt, index);

	return p ? (nx_str){ p, (size_t)sqlite3_column_bytes(stmt, index) } : NX_STR_NULL;
}
