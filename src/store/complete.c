/* Names that begin in a given way. Sources and tags are not listed anywhere as they are
 * written; the vocabulary has their keys, and of each an article is asked. */
#include <stdlib.h>
#include <string.h>

#include "newsidx/fold.h"
#include "store/internal.h"

typedef struct listing {
	nx_store *store;
	char field; /* of the keys: 's' or 't' */
	size_t limit;
	nx_str *names;
	size_t count, cap;
	nx_arena arena;
} listing;

static nx_status add(listing *l, nx_str name, nx_error *err)
{
	nx_str *names = nx_vec_room(l->names, l->count, &l->cap, sizeof *names);

	if (!names)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	l->names = names;
	names[l->count++] = nx_arena_str(&l->arena, name);
	return l->arena.failed ? nx_fail(err, NX_ERR_NOMEM, "out of memory") : NX_OK;
}

/* Of the lines of a source or of tags, the one that has this key. */
static nx_status add_of_key(listing *l, nx_str lines, nx_str term, bool *found, nx_error *err)
{
	nx_buf key = NX_BUF_INIT;
	nx_status st = NX_OK;
	nx_str line;

	while (st == NX_OK && !*found && nx_str_split(&lines, '\n', &line)) {
		nx_buf_clear(&key);
		key_of_name(&key, l->field, line);
		if (nx_str_eq(nx_buf_str(&key), term)) {
			*found = true;
			st = add(l, line, err);
		}
	}
	nx_buf_release(&key);
	return st;
}

/* One article that has the key says how it is written; another place of it may. */
static nx_status add_term(listing *l, nx_str term, sqlite3_stmt *ask, nx_error *err)
{
	nx_buf match = NX_BUF_INIT;
	nx_status st = NX_OK;
	bool found = false;
	int rc = SQLITE_DONE;

	nx_buf_addf(&match, "keys : \"%.*s\"", NX_FMT(term));
	st = nx_buf_status(&match, err);
	if (st == NX_OK) {
		sqlite3_reset(ask);
		store_bind(ask, 1, nx_buf_str(&match));
		while (st == NX_OK && !found && (rc = sqlite3_step(ask)) == SQLITE_ROW)
			st = add_of_key(l, store_column(ask, 0), term, &found, err);
		if (st == NX_OK && !found && rc != SQLITE_DONE)
			st = store_fail(l->store, err);
		sqlite3_reset(ask);
	}
	nx_buf_release(&match);
	return st;
}

static nx_status prepare(nx_store *store, const char *sql, sqlite3_stmt **out, nx_error *err)
{
	if (sqlite3_prepare_v2(store->db, sql, -1, out, NULL) == SQLITE_OK)
		return NX_OK;
	return store_fail(store, err);
}

static nx_status list_keys(listing *l, nx_str prefix, nx_error *err)
{
	static const char terms_sql[] = "SELECT term FROM article_terms WHERE term >= ?1 AND"
					" term < ?2";
	const char *ask_sql = l->field == 's'
				      ? "WITH one(id) AS (SELECT rowid FROM article_fts WHERE"
					" article_fts MATCH ?1 LIMIT 1) SELECT source FROM"
					" article, one USING (id) UNION ALL SELECT source"
					" FROM copy, one WHERE article = one.id"
				      : "WITH one(id) AS (SELECT rowid FROM article_fts WHERE"
					" article_fts MATCH ?1 LIMIT 1) SELECT tags FROM"
					" article, one USING (id) UNION ALL SELECT tags"
					" FROM copy, one WHERE article = one.id";
	sqlite3_stmt *terms = NULL, *ask = NULL;
	nx_buf first = NX_BUF_INIT, last = NX_BUF_INIT;
	int rc = SQLITE_DONE;
	nx_status st;

	key_of_name(&first, l->field, prefix);
	nx_buf_add(&last, nx_buf_str(&first));
	nx_buf_add_cp(&last, 0x10FFFF);
	if ((st = nx_buf_status(&last, err)) != NX_OK ||
		(st = prepare(l->store, terms_sql, &terms, err)) != NX_OK ||
		(st = prepare(l->store, ask_sql, &ask, err)) != NX_OK)
		goto done;
	store_bind(terms, 1, nx_buf_str(&first));
	store_bind(terms, 2, nx_buf_str(&last));
	while (st == NX_OK && l->count < l->limit && (rc = sqlite3_step(terms)) == SQLITE_ROW)
		st = add_term(l, store_column(terms, 0), ask, err);
	if (st == NX_OK && l->count < l->limit && rc != SQLITE_DONE)
		st = store_fail(l->store, err);
done:
	sqlite3_finalize(terms);
	sqlite3_finalize(ask);
	nx_buf_release(&first);
	nx_buf_release(&last);
	return st;
}

/* Names that a table has as they are. */
static nx_status list_names(listing *l, const char *sql, nx_str prefix, nx_error *err)
{
	sqlite3_stmt *stmt = NULL;
	int rc = SQLITE_DONE;
	nx_status st = prepare(l->store, sql, &stmt, err);

	if (st == NX_OK) {
		store_bind(stmt, 1, prefix.p ? prefix : NX_STR(""));
		sqlite3_bind_int64(stmt, 2, (sqlite3_int64)l->limit);
		while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
			st = add(l, store_column(stmt, 0), err);
		if (st == NX_OK && rc != SQLITE_DONE)
			st = store_fail(l->store, err);
	}
	sqlite3_finalize(stmt);
	return st;
}

/* Of those that have been merged one is enough, unless only it begins so. */
static nx_status list_entities(listing *l, nx_str prefix, nx_error *err)
{
	return list_names(l,
		"SELECT DISTINCT name FROM entity AS e WHERE name >= ?1 AND name < ?1 ||"
		" char(0x10FFFF) AND NOT EXISTS (SELECT 1 FROM merged AS m JOIN entity AS h ON"
		" h.id = m.head WHERE m.entity = e.id AND h.name >= ?1 AND h.name < ?1 ||"
		" char(0x10FFFF)) ORDER BY name LIMIT ?2",
		prefix, err);
}

static nx_status list_questions(listing *l, nx_str prefix, nx_error *err)
{
	nx_buf fold = NX_BUF_INIT;
	nx_status st;

	nx_fold(&fold, prefix);
	st = nx_buf_status(&fold, err);
	if (st == NX_OK)
		st = list_names(l,
			"SELECT name FROM question WHERE key >= ?1 AND key < ?1 || char(0x10FFFF)"
			" ORDER BY name LIMIT ?2",
			nx_buf_str(&fold), err);
	nx_buf_release(&fold);
	return st;
}

static int by_bytes(const void *a, const void *b)
{
	return nx_str_cmp(*(const nx_str *)a, *(const nx_str *)b);
}

nx_status nx_store_complete(nx_store *store, nx_listed kind, nx_str prefix, size_t limit,
	nx_name_fn fn, void *ctx, nx_error *err)
{
	listing l = { .store = store,
		.field = kind == NX_LISTED_SOURCE ? 's' : 't',
		.limit = limit,
		.arena = NX_ARENA_INIT };
	nx_status st = kind == NX_LISTED_ENTITY     ? list_entities(&l, prefix, err)
		       : kind == NX_LISTED_QUESTION ? list_questions(&l, prefix, err)
						    : list_keys(&l, prefix, err);

	if (l.count)
		qsort(l.names, l.count, sizeof *l.names, by_bytes);
	for (size_t i = 0; st == NX_OK && i < l.count; i++)
		st = fn(ctx, l.names[i], err);
	nx_arena_release(&l.arena);
	free(l.names);
	return st;
}
