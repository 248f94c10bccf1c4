/* All SQL with parameters stands here, prepared once per connection. */
#include <string.h>

#include "store/internal.h"

static const char *const sql_of[ST_COUNT] = {
	[ST_META_GET] = "SELECT value FROM meta WHERE key = ?1",
	[ST_META_SET] = "INSERT INTO meta(key, value) VALUES(?1, ?2)"
			" ON CONFLICT(key) DO UPDATE SET value = excluded.value",
	/* Each reading of standard input is a file of its own: "-#7". */
	[ST_FILE_ADD] = "INSERT INTO file(path) VALUES(iif(?1 = '-', '-#' ||"
			" (SELECT coalesce(max(id), 0) + 1 FROM file), ?1))"
			" ON CONFLICT(path) DO UPDATE SET size = NULL RETURNING id",
	[ST_FILE_DONE] = "UPDATE file SET size = ?2, mtime = ?3 WHERE id = ?1",
	[ST_FILE_LIST] = "SELECT path, size, mtime FROM file WHERE size IS NOT NULL",
	[ST_FILE_ROWS] =
		"SELECT ordinal, id, hash FROM article WHERE file_id = ?1 ORDER BY ordinal",
	[ST_ARTICLE_ADD] =
		"INSERT INTO article(id, file_id, ordinal, hash, docno, title, date, date_origin,"
		" source, author, section, tags, url, keys, body)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
	[ST_ARTICLE_GET] =
		"SELECT docno, title, date, date_origin, source, author, section, tags, url,"
		" (SELECT iif(path LIKE '-#%', '-', path) FROM file WHERE file.id = file_id), body FROM article WHERE id = ?1",
	[ST_ARTICLE_KEYS] = "SELECT keys FROM article WHERE id = ?1",
	[ST_ARTICLE_TEXT] = "SELECT title, body, keys, source, tags FROM article WHERE id = ?1",
	[ST_ARTICLE_DROP] = "DELETE FROM article WHERE id = ?1",
	[ST_ARTICLE_SET_KEYS] = "UPDATE article SET keys = ?2 WHERE id = ?1",
	[ST_FTS_ADD] = "INSERT INTO article_fts(rowid, title, body, keys) VALUES(?1, ?2, ?3, ?4)",
	[ST_FTS_DROP] = "INSERT INTO article_fts(article_fts, rowid, title, body, keys)"
			" VALUES('delete', ?1, ?2, ?3, ?4)",
	[ST_DAY_SET] = "INSERT INTO day(day, lengths) VALUES(?1, ?2)"
		       " ON CONFLICT(day) DO UPDATE SET lengths = excluded.lengths",
	[ST_DAY_LENGTHS] = "SELECT lengths FROM day WHERE day = ?1",
	[ST_LAST_UNDATED] = "SELECT max(day) FROM day WHERE day < ?1",
	[ST_MOVED_ADD] = "INSERT OR REPLACE INTO moved(old_id, new_id) VALUES(?1, ?2)",
	[ST_MOVED_GET] = "SELECT new_id FROM moved WHERE old_id = ?1",
	[ST_ENTITY_ADD] = "INSERT INTO entity(kind, name) VALUES(?1, ?2)",
	[ST_ENTITY_FIND] = "SELECT id FROM entity WHERE kind = ?1 AND name = ?2",
	[ST_ENTITY_AT] = "SELECT kind, name FROM entity WHERE id = ?1",
};

nx_status store_fail(nx_store *store, nx_error *err)
{
	int code = store->db ? sqlite3_errcode(store->db) : SQLITE_NOMEM;
	const char *remedy = "";

	if (code == SQLITE_FULL)
		remedy = "; make room and run the same command again";
	else if (code == SQLITE_BUSY)
		remedy = "; another newsidx is writing to it";
	else if (code == SQLITE_CORRUPT)
		remedy = "; run newsidx check";
	return nx_fail(err, code == SQLITE_NOMEM ? NX_ERR_NOMEM : NX_ERR_DB, "%s: %s%s",
		store->path, store->db ? sqlite3_errmsg(store->db) : "out of memory", remedy);
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

nx_status store_exec(nx_store *store, const char *sql, nx_error *err)
{
	if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return store_fail(store, err);
	return NX_OK;
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
