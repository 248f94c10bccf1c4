#include <stdio.h>
#include <string.h>

#include "newsidx/token.h"
#include "store/internal.h"

/* Step i brings user_version from i to i + 1. Append only: databases of every
 * earlier version exist. SCHEMA.md explains the tables. */
static const char *const migrations[] = {
	"CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
	"CREATE TABLE file(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE,"
	"  size INTEGER, mtime INTEGER);"
	"CREATE TABLE article(id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL,"
	"  ordinal INTEGER NOT NULL, hash INTEGER NOT NULL, docno TEXT, title TEXT,"
	"  date TEXT, date_origin TEXT, source TEXT, author TEXT, section TEXT, tags TEXT,"
	"  url TEXT, keys TEXT NOT NULL, body TEXT);"
	"CREATE UNIQUE INDEX article_place ON article(file_id, ordinal);"
	"CREATE TABLE day(day INTEGER PRIMARY KEY, lengths BLOB NOT NULL);"
	"CREATE TABLE moved(old_id INTEGER PRIMARY KEY, new_id INTEGER NOT NULL);"
	"CREATE TABLE entity(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL,"
	"  UNIQUE(kind, name));"
	"CREATE VIRTUAL TABLE article_fts USING fts5(title, body, keys, content='article',"
	"  content_rowid='id', tokenize='newsidx');"
	/* A batch makes one segment; sixteen of them are merged when they are there. */
	"INSERT INTO article_fts(article_fts, rank) VALUES('automerge', 0);"
	"INSERT INTO article_fts(article_fts, rank) VALUES('hashsize', 67108864);"
	"CREATE VIRTUAL TABLE article_terms USING fts5vocab('article_fts', 'row');",
};

#define SCHEMA_VERSION ((int)(sizeof migrations / sizeof *migrations))

int schema_version(void)
{
	return SCHEMA_VERSION;
}

nx_status store_pragma(nx_store *store, const char *name, int64_t *out, nx_error *err)
{
	char sql[64];
	sqlite3_stmt *stmt = NULL;
	nx_status st = NX_OK;

	snprintf(sql, sizeof sql, "PRAGMA %s", name);
	if (sqlite3_prepare_v2(store->db, sql, -1, &stmt, NULL) != SQLITE_OK ||
		sqlite3_step(stmt) != SQLITE_ROW)
		st = store_fail(store, name, err);
	else
		*out = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return st;
}

static nx_status migrate(nx_store *store, int64_t from, nx_error *err)
{
	char version[64];
	nx_status st = store_exec(store, "BEGIN IMMEDIATE", err);

	for (; st == NX_OK && from < SCHEMA_VERSION; from++)
		st = store_exec(store, migrations[from], err);
	if (st == NX_OK) {
		snprintf(version, sizeof version,
			"PRAGMA application_id = %d; PRAGMA user_version = %d",
			STORE_APPLICATION_ID, SCHEMA_VERSION);
		st = store_exec(store, version, err);
	}
	if (st == NX_OK)
		st = schema_set_version(store, err);
	if (st == NX_OK)
		st = store_exec(store, "COMMIT", err);
	if (st != NX_OK && !sqlite3_get_autocommit(store->db))
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	return st;
}

nx_status schema_set_version(nx_store *store, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_META_SET, err);
	char value[16];

	if (!stmt)
		return NX_ERR_DB;
	snprintf(value, sizeof value, "%d", NX_TOKENIZER_VERSION);
	store_bind(stmt, 1, NX_STR("tokenizer"));
	sqlite3_bind_text(stmt, 2, value, -1, SQLITE_TRANSIENT);
	return store_run(store, stmt, err);
}

static nx_status check_tokenizer(nx_store *store, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_META_GET, err);
	int version = 0;

	if (!stmt)
		return NX_ERR_DB;
	store_bind(stmt, 1, NX_STR("tokenizer"));
	if (sqlite3_step(stmt) == SQLITE_ROW)
		version = sqlite3_column_int(stmt, 0);
	sqlite3_reset(stmt);
	if (version == NX_TOKENIZER_VERSION)
		return NX_OK;
	return nx_fail(err, NX_ERR_SCHEMA,
		"the index was made with tokenizer %d, this newsidx has %d; run newsidx rebuild",
		version, NX_TOKENIZER_VERSION);
}

nx_status schema_prepare(nx_store *store, nx_error *err)
{
	int64_t id = 0, version = 0, pages = 0;
	nx_status st;

	if (store_pragma(store, "application_id", &id, err) != NX_OK ||
		store_pragma(store, "user_version", &version, err) != NX_OK ||
		store_pragma(store, "page_count", &pages, err) != NX_OK)
		return nx_fail(err, NX_ERR_SCHEMA, "not a newsidx database (%s)",
			sqlite3_errmsg(store->db));
	if (id != STORE_APPLICATION_ID) {
		if (pages == 0 && store->mode == NX_STORE_CREATE)
			return migrate(store, 0, err);
		return nx_fail(err, NX_ERR_SCHEMA, pages == 0
							   ? "empty; run newsidx index first"
							   : "an SQLite database, but not newsidx's");
	}
	if (version > SCHEMA_VERSION)
		return nx_fail(err, NX_ERR_SCHEMA,
			"written by a newer newsidx (schema %d, this one knows %d); update newsidx",
			(int)version, SCHEMA_VERSION);
	if (version < SCHEMA_VERSION) {
		if (store->mode == NX_STORE_READ)
			return nx_fail(err, NX_ERR_SCHEMA, "of an older schema (%d); run newsidx rebuild",
				(int)version);
		if ((st = migrate(store, version, err)) != NX_OK)
			return st;
	}
	return store->mode == NX_STORE_REBUILD ? NX_OK : check_tokenizer(store, err);
}
