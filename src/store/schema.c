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

	/* The text stays the last column, behind which nothing is read cheaply, so that the
	 * table is written anew. Keys of the articles of before are made by a rebuild. */
	"CREATE TABLE article_of_2(id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL,"
	"  member TEXT NOT NULL, ordinal INTEGER NOT NULL, hash INTEGER NOT NULL,"
	"  text_key INTEGER, docno TEXT, title TEXT, date TEXT, date_origin TEXT, source TEXT,"
	"  author TEXT, section TEXT, tags TEXT, url TEXT, keys TEXT NOT NULL, body TEXT);"
	"INSERT INTO article_of_2 SELECT id, file_id, '', ordinal, hash, NULL, docno, title, date,"
	"  date_origin, source, author, section, tags, url, keys, body FROM article ORDER BY id;"
	"DROP TABLE article;"
	"ALTER TABLE article_of_2 RENAME TO article;"
	"CREATE INDEX article_place ON article(file_id, member, ordinal, hash, docno);"
	"ALTER TABLE file ADD COLUMN hash INTEGER;"
	"CREATE TABLE identity(key INTEGER NOT NULL, article INTEGER NOT NULL,"
	"  PRIMARY KEY(key, article)) WITHOUT ROWID;"
	"CREATE TABLE copy(id INTEGER PRIMARY KEY, article INTEGER NOT NULL,"
	"  file_id INTEGER NOT NULL, member TEXT NOT NULL, ordinal INTEGER NOT NULL,"
	"  hash INTEGER NOT NULL, docno TEXT, source TEXT, date TEXT, url TEXT, tags TEXT);"
	"CREATE INDEX copy_article ON copy(article);"
	"CREATE INDEX copy_place ON copy(file_id, member, ordinal, hash, docno);"
	"INSERT INTO meta(key, value) SELECT 'identity', 'partial'"
	"  WHERE EXISTS (SELECT 1 FROM article);",

	"CREATE TABLE furniture(key INTEGER PRIMARY KEY, articles INTEGER NOT NULL,"
	"  last INTEGER NOT NULL);",

	/* The text stays last, see above. The index is made anew as it goes with its table. */
	"CREATE TABLE article_of_4(id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL,"
	"  member TEXT NOT NULL, ordinal INTEGER NOT NULL, hash INTEGER NOT NULL,"
	"  text_key INTEGER, docno TEXT, title TEXT, alternative_title TEXT, date TEXT,"
	"  date_origin TEXT, dateline TEXT, source TEXT, author TEXT, section TEXT, tags TEXT,"
	"  url TEXT, keys TEXT NOT NULL, captions TEXT, subheadings TEXT, body TEXT);"
	"INSERT INTO article_of_4 SELECT id, file_id, member, ordinal, hash, text_key, docno,"
	"  title, NULL, date, date_origin, NULL, source, author, section, tags, url, keys, NULL,"
	"  NULL, body FROM article ORDER BY id;"
	"DROP TABLE article;"
	"ALTER TABLE article_of_4 RENAME TO article;"
	"CREATE INDEX article_place ON article(file_id, member, ordinal, hash, docno);"
	"CREATE INDEX article_byline ON article(section, author);"
	"CREATE TABLE original(id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL,"
	"  member TEXT NOT NULL, ordinal INTEGER NOT NULL, last INTEGER NOT NULL,"
	"  size INTEGER NOT NULL, hash INTEGER NOT NULL, options TEXT, page BLOB NOT NULL);"
	"CREATE UNIQUE INDEX original_place ON original(file_id, member, ordinal);"
	"ALTER TABLE entity ADD COLUMN key TEXT;"
	"CREATE INDEX entity_key ON entity(key);"
	"CREATE TABLE merged(entity INTEGER PRIMARY KEY, head INTEGER NOT NULL);"
	"CREATE INDEX merged_head ON merged(head);"
	"CREATE TABLE question(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,"
	"  name TEXT NOT NULL, query TEXT NOT NULL, filters TEXT NOT NULL,"
	"  any_word INTEGER NOT NULL, saved TEXT NOT NULL, alerted TEXT, told INTEGER NOT NULL);"
	"CREATE TABLE arrival(number INTEGER PRIMARY KEY AUTOINCREMENT,"
	"  article INTEGER NOT NULL);"
	"CREATE TABLE told(article INTEGER NOT NULL, question INTEGER NOT NULL,"
	"  PRIMARY KEY(article, question)) WITHOUT ROWID;"
	"CREATE TABLE spelling(id INTEGER PRIMARY KEY, entity INTEGER NOT NULL,"
	"  text TEXT NOT NULL);"
	"CREATE UNIQUE INDEX spelling_text ON spelling(entity, text);",
};

#define SCHEMA_VERSION ((int)(sizeof migrations / sizeof *migrations))

nx_status store_pragma(nx_store *store, const char *name, int64_t *out, nx_error *err)
{
	char sql[64];
	sqlite3_stmt *stmt = NULL;
	nx_status st = NX_OK;

	snprintf(sql, sizeof sql, "PRAGMA %s", name);
	if (sqlite3_prepare_v2(store->db, sql, -1, &stmt, NULL) != SQLITE_OK ||
		sqlite3_step(stmt) != SQLITE_ROW)
		st = store_fail(store, err);
	else
		*out = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return st;
}

/* What the file's header says of it. */
typedef struct header {
	int64_t id, version, pages;
} header;

static nx_status read_header(nx_store *store, header *out, nx_error *err)
{
	/* The pages first: a schema that another newsidx commits meanwhile brings both. */
	if (store_pragma(store, "page_count", &out->pages, err) == NX_OK &&
		store_pragma(store, "application_id", &out->id, err) == NX_OK &&
		store_pragma(store, "user_version", &out->version, err) == NX_OK)
		return NX_OK;
	if (sqlite3_errcode(store->db) == SQLITE_NOTADB)
		return nx_fail(err, NX_ERR_SCHEMA, "%s: not a newsidx database", store->path);
	return store_fail(store, err);
}

/* Bring the schema up to date. Another newsidx may have done so meanwhile: the header
 * is read again when nobody else can write. */
static nx_status migrate(nx_store *store, nx_error *err)
{
	char version[80];
	header h = { 0 };
	nx_status st = store_exec(store, "BEGIN IMMEDIATE", err);

	if (st == NX_OK)
		st = read_header(store, &h, err);
	for (; st == NX_OK && h.version < SCHEMA_VERSION; h.version++)
		st = store_exec(store, migrations[h.version], err);
	if (st == NX_OK && h.id != STORE_APPLICATION_ID)
		st = schema_set_version(store, err);
	if (st == NX_OK) {
		snprintf(version, sizeof version,
			"PRAGMA application_id = %d; PRAGMA user_version = %d",
			STORE_APPLICATION_ID, SCHEMA_VERSION);
		st = store_exec(store, version, err);
	}
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
	nx_status st;
	bool row;

	if (!stmt)
		return NX_ERR_DB;
	store_bind(stmt, 1, NX_STR("tokenizer"));
	st = store_step(store, stmt, &row, err);
	if (row)
		version = sqlite3_column_int(stmt, 0);
	sqlite3_reset(stmt);
	if (st != NX_OK || version == NX_TOKENIZER_VERSION)
		return st;
	return nx_fail(err, NX_ERR_SCHEMA,
		"%s: made with tokenizer %d, this newsidx has %d; run newsidx rebuild", store->path,
		version, NX_TOKENIZER_VERSION);
}

nx_status schema_prepare(nx_store *store, nx_error *err)
{
	header h;
	nx_status st = read_header(store, &h, err);

	if (st != NX_OK)
		return st;
	if (h.id != STORE_APPLICATION_ID) {
		if (h.pages > 0)
			return nx_fail(err, NX_ERR_SCHEMA,
				"%s: an SQLite database, but not newsidx's", store->path);
		if (store->mode != NX_STORE_CREATE && store->mode != NX_STORE_DRY)
			return nx_fail(err, NX_ERR_SCHEMA, "%s: empty; run newsidx index first",
				store->path);
		return migrate(store, err);
	}
	if (h.version > SCHEMA_VERSION)
		return nx_fail(err, NX_ERR_SCHEMA,
			"%s: written by a newer newsidx (schema %d, this one knows %d); update newsidx",
			store->path, (int)h.version, SCHEMA_VERSION);
	if (h.version < SCHEMA_VERSION) {
		if (store->mode == NX_STORE_READ || store->mode == NX_STORE_DRY)
			return nx_fail(err, NX_ERR_SCHEMA,
				"%s: of an older schema (%d); run newsidx rebuild", store->path,
				(int)h.version);
		if ((st = migrate(store, err)) != NX_OK)
			return st;
	}
	return store->mode == NX_STORE_REBUILD ? NX_OK : check_tokenizer(store, err);
}
