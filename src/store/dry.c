#include "store/dry.h"

#include <stdio.h>

typedef struct stand_in {
	const char *table, *columns, *new_values;
} stand_in;

/* The temporary schema comes first when SQLite looks for a name. */
static const stand_in stand_ins[] = {
	{ "file", "id, path, size, mtime, hash",
		"new.id, new.path, new.size, new.mtime, new.hash" },
	{ "article",
		"id, file_id, member, ordinal, hash, text_key, docno, title, date, date_origin,"
		" source, author, section, tags, url, keys, alternative_title, dateline, captions,"
		" subheadings, body",
		"new.id, new.file_id, new.member, new.ordinal, new.hash, new.text_key, new.docno,"
		" new.title, new.date, NULL, new.source, NULL, NULL, new.tags, new.url, '',"
		" NULL, NULL, NULL, NULL,"
		/* Only of a short text does the key depend on more than its words. */
		" iif(typeof(new.body) = 'blob' OR length(new.body) > 2000, x'00', new.body)" },
	{ "copy", "id, article, file_id, member, ordinal, hash, docno, source, date, url, tags",
		"new.id, new.article, new.file_id, new.member, new.ordinal, new.hash, new.docno,"
		" new.source, new.date, new.url, new.tags" },
};

static const char view_sql[] =
	"CREATE TEMP TABLE gone_%1$s(id INTEGER PRIMARY KEY);"
	"CREATE TEMP TABLE new_%1$s AS SELECT %2$s FROM main.%1$s LIMIT 0;"
	"CREATE UNIQUE INDEX temp.new_%1$s_id ON new_%1$s(id);"
	"CREATE TEMP VIEW %1$s AS"
	"  SELECT %2$s FROM main.%1$s WHERE id NOT IN (SELECT id FROM temp.gone_%1$s)"
	"  UNION ALL SELECT %2$s FROM temp.new_%1$s;"
	"CREATE TEMP TRIGGER add_%1$s INSTEAD OF INSERT ON %1$s BEGIN"
	"  INSERT INTO new_%1$s VALUES(%3$s); END;"
	"CREATE TEMP TRIGGER set_%1$s INSTEAD OF UPDATE ON %1$s BEGIN"
	"  DELETE FROM new_%1$s WHERE id = old.id;"
	"  INSERT OR IGNORE INTO gone_%1$s VALUES(old.id);"
	"  INSERT INTO new_%1$s VALUES(%3$s); END;"
	"CREATE TEMP TRIGGER drop_%1$s INSTEAD OF DELETE ON %1$s BEGIN"
	"  DELETE FROM new_%1$s WHERE id = old.id;"
	"  INSERT OR IGNORE INTO gone_%1$s VALUES(old.id); END;";

static const char index_sql[] =
	"CREATE INDEX temp.new_file_path ON new_file(path);"
	"CREATE INDEX temp.new_article_file ON new_article(file_id);"
	"CREATE INDEX temp.new_copy_file ON new_copy(file_id);"
	"CREATE INDEX temp.new_copy_article ON new_copy(article);"
	"CREATE TEMP TABLE gone_identity(key, article, PRIMARY KEY(key, article)) WITHOUT ROWID;"
	"CREATE TEMP TABLE new_identity(key, article, PRIMARY KEY(key, article)) WITHOUT ROWID;"
	"CREATE TEMP VIEW identity AS"
	"  SELECT key, article FROM main.identity AS i WHERE NOT EXISTS"
	"    (SELECT 1 FROM gone_identity AS g WHERE g.key = i.key AND g.article = i.article)"
	"  UNION ALL SELECT key, article FROM new_identity;"
	"CREATE TEMP TRIGGER add_identity INSTEAD OF INSERT ON identity BEGIN"
	"  INSERT OR IGNORE INTO new_identity VALUES(new.key, new.article); END;"
	"CREATE TEMP TRIGGER drop_identity INSTEAD OF DELETE ON identity BEGIN"
	"  DELETE FROM new_identity WHERE key = old.key AND article = old.article;"
	"  INSERT OR IGNORE INTO gone_identity VALUES(old.key, old.article); END;";

nx_status dry_begin(nx_store *store, nx_error *err)
{
	nx_buf sql = NX_BUF_INIT;
	nx_status st;
	size_t i;

	store_forget_stmts(store);
	for (i = 0; i < sizeof stand_ins / sizeof *stand_ins; i++) {
		const stand_in *s = &stand_ins[i];

		nx_buf_addf(&sql, view_sql, s->table, s->columns, s->new_values);
	}
	nx_buf_adds(&sql, index_sql);
	st = nx_buf_cstr(&sql) ? NX_OK : nx_buf_status(&sql, err);
	if (st == NX_OK)
		st = store_exec(store, sql.p, err);
	nx_buf_release(&sql);
	return st;
}

void dry_end(nx_store *store)
{
	static const char *const parts[] = { "file", "article", "copy", "identity" };
	char sql[160];
	size_t i;

	store_forget_stmts(store);
	for (i = 0; i < sizeof parts / sizeof *parts; i++) {
		snprintf(sql, sizeof sql,
			"DROP VIEW IF EXISTS temp.%1$s; DROP TABLE IF EXISTS temp.new_%1$s;"
			" DROP TABLE IF EXISTS temp.gone_%1$s",
			parts[i]);
		sqlite3_exec(store->db, sql, NULL, NULL, NULL);
	}
}
