#include "store/facet_keys.h"

#include <string.h>

static const struct {
	const char *name;
	char field; /* of the key token, 0 when there is none */
	const char *first, *end;
} facets[NX_FACETS] = {
	[NX_FACET_SOURCE] = { "source", 's', "\x03s:", "\x03s;" },
	[NX_FACET_AUTHOR] = { "author", 0, NULL, NULL },
	[NX_FACET_TAG] = { "tag", 't', "\x03t:", "\x03t;" },
	[NX_FACET_SECTION] = { "section", 0, NULL, NULL },
	[NX_FACET_ENTITY] = { "entity", 'e', "\x03\x65", "\x03\x66" },
	[NX_FACET_YEAR] = { "year", 0, NULL, NULL },
	[NX_FACET_MONTH] = { "month", 0, NULL, NULL },
	[NX_FACET_DAY] = { "day", 0, NULL, NULL },
};

const char *nx_facet_name(nx_facet facet)
{
	return facets[facet].name;
}

const char *nx_facet_names(void)
{
	return "source|author|tag|section|entity|year|month|day";
}

bool nx_facet_find(nx_facet *out, nx_str name)
{
	int i;

	for (i = 0; i < NX_FACETS; i++)
		if (nx_str_eq(name, nx_str_from(facets[i].name))) {
			*out = (nx_facet)i;
			return true;
		}
	return false;
}

bool nx_facet_is_period(nx_facet facet)
{
	return facet >= NX_FACET_YEAR;
}

/* Letters to add, drop, change or swap with their neighbour. */
static size_t distance(nx_str a, nx_str b)
{
	size_t rows[3][32], i, k;

	if (a.n > 30 || b.n > 30)
		return 30;
	for (i = 0; i <= a.n; i++) {
		size_t *row = rows[i % 3], *up = rows[(i + 2) % 3], *above = rows[(i + 1) % 3];

		row[0] = i;
		for (k = 1; k <= b.n; k++) {
			bool same = i && a.p[i - 1] == b.p[k - 1];

			row[k] = row[k - 1] + 1;
			if (i && up[k] + 1 < row[k])
				row[k] = up[k] + 1;
			if (i && up[k - 1] + !same < row[k])
				row[k] = up[k - 1] + !same;
			if (i > 1 && k > 1 && a.p[i - 1] == b.p[k - 2] &&
				a.p[i - 2] == b.p[k - 1] && above[k - 2] + 1 < row[k])
				row[k] = above[k - 2] + 1;
		}
	}
	return rows[a.n % 3][b.n];
}

const char *nx_facet_guess(nx_str name)
{
	static const struct {
		const char *other, *name;
	} others[] = { { "paper", "source" }, { "newspaper", "source" }, { "publisher", "source" },
		{ "agency", "source" }, { "site", "source" }, { "byline", "author" },
		{ "writer", "author" }, { "reporter", "author" }, { "keyword", "tag" },
		{ "topic", "tag" }, { "label", "tag" }, { "category", "section" },
		{ "desk", "section" }, { "name", "entity" }, { "entities", "entity" },
		{ "person", "entity" }, { "place", "entity" }, { "organization", "entity" },
		{ "date", "day" } };
	const char *best = NULL;
	size_t least = 3, i; /* two letters off are a slip, more another word */

	if (name.n <= 3)
		least = 2;
	for (i = 0; i < NX_FACETS; i++) {
		size_t off = distance(name, nx_str_from(facets[i].name));

		if (off < least) {
			least = off;
			best = facets[i].name;
		}
	}
	for (i = 0; !best && i < sizeof others / sizeof *others; i++)
		if (distance(name, nx_str_from(others[i].other)) < 2)
			best = others[i].name;
	return best;
}

bool facet_key_range(nx_facet facet, const char **first, const char **end)
{
	if (first) {
		*first = facets[facet].first;
		*end = facets[facet].end;
	}
	return facets[facet].first != NULL;
}

nx_status facet_keys_open(nx_store *store, nx_facet facet, sqlite3_stmt **stmt, nx_error *err)
{
	const char *first, *end;

	facet_key_range(facet, &first, &end);
	if (sqlite3_prepare_v2(store->db,
		    "SELECT term, doc FROM article_terms WHERE term >= ?1 AND term < ?2", -1, stmt,
		    NULL) != SQLITE_OK)
		return store_fail(store, err);
	store_bind(*stmt, 1, nx_str_from(first));
	store_bind(*stmt, 2, nx_str_from(end));
	return NX_OK;
}

bool facet_is_key(nx_facet facet, nx_str token)
{
	if (facet == NX_FACET_ENTITY)
		return key_entity(token) != 0;
	return key_is_name(token) && token.p[1] == facets[facet].field;
}

void facet_add_period(nx_buf *out, nx_facet facet, int32_t day)
{
	int year, month, of_month;

	nx_day_split(day, &year, &month, &of_month);
	nx_buf_addf(out, "%04d", year);
	if (facet >= NX_FACET_MONTH)
		nx_buf_addf(out, "-%02d", month);
	if (facet == NX_FACET_DAY)
		nx_buf_addf(out, "-%02d", of_month);
}

/* Does one of these keys count as this one? */
static bool counts_among(const merges *merged, nx_str keys, nx_str as)
{
	int64_t head = key_entity(as), id;
	nx_str key;

	while (nx_str_split(&keys, ' ', &key))
		if ((id = key_entity(key)) != 0 && merges_head(merged, id) == head)
			return true;
	return false;
}

/* The tokens of the column. */
static nx_status give_tokens(nx_str keys, const merges *merged, nx_facet facet, facet_key_fn fn,
	void *ctx, nx_error *err)
{
	nx_buf scratch = NX_BUF_INIT;
	nx_str rest = keys, key;
	nx_status st = NX_OK;

	while (st == NX_OK && nx_str_split(&rest, ' ', &key)) {
		nx_str before = { keys.p, (size_t)(key.p - keys.p) }, as = key;

		if (!facet_is_key(facet, key))
			continue;
		if (facet == NX_FACET_ENTITY && merged->count) {
			as = merges_key(merged, key, &scratch);
			if (counts_among(merged, before, as))
				continue;
		}
		st = fn(ctx, as, err);
	}
	if (st == NX_OK)
		st = nx_buf_status(&scratch, err);
	nx_buf_release(&scratch);
	return st;
}

void facet_add_folded(nx_buf *out, nx_str text)
{
	size_t start = out->n;

	if (text.n)
		key_of_name(out, 'a', text);
	if (out->n - start <= 3)
		out->n = start;
}

static nx_status give_folded(nx_str text, facet_key_fn fn, void *ctx, nx_error *err)
{
	nx_buf key = NX_BUF_INIT;
	nx_status st;

	facet_add_folded(&key, text);
	st = nx_buf_status(&key, err);
	if (st == NX_OK && key.n)
		st = fn(ctx, nx_buf_str(&key), err);
	nx_buf_release(&key);
	return st;
}

static nx_status give_period(
	nx_facet facet, int64_t rowid, facet_key_fn fn, void *ctx, nx_error *err)
{
	nx_buf period = NX_BUF_INIT;
	nx_status st;

	if (rowid < ROWID_FIRST_DATED)
		return NX_OK;
	facet_add_period(&period, facet, (int32_t)rowid_day(rowid));
	st = nx_buf_status(&period, err);
	if (st == NX_OK)
		st = fn(ctx, nx_buf_str(&period), err);
	nx_buf_release(&period);
	return st;
}

nx_status facet_keys_of(nx_store *store, const merges *merged, nx_facet facet, int64_t rowid,
	facet_key_fn fn, void *ctx, nx_error *err)
{
	sqlite3_stmt *stmt;
	nx_status st = NX_OK;
	int rc;

	if (nx_facet_is_period(facet))
		return give_period(facet, rowid, fn, ctx, err);
	stmt = store_stmt(store, facets[facet].field ? ST_ARTICLE_KEYS : ST_ARTICLE_BYLINE, err);
	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, rowid);
	rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW && facets[facet].field)
		st = give_tokens(store_column(stmt, 0), merged, facet, fn, ctx, err);
	else if (rc == SQLITE_ROW)
		st = give_folded(store_column(stmt, facet == NX_FACET_SECTION), fn, ctx, err);
	else if (rc != SQLITE_DONE)
		st = store_fail(store, err);
	sqlite3_reset(stmt);
	return st;
}

/* Is `text` what the key was made of? */
static bool makes(nx_buf *scratch, char field, nx_str text, nx_str key)
{
	nx_buf_clear(scratch);
	key_of_name(scratch, field, text);
	return nx_str_eq(nx_buf_str(scratch), key);
}

static nx_str spelling_among(
	nx_arena *arena, nx_facet facet, nx_str source, nx_str tags, nx_str key)
{
	nx_buf scratch = NX_BUF_INIT;
	nx_str found = NX_STR_NULL, tag;

	if (facet == NX_FACET_SOURCE && source.p && makes(&scratch, 's', source, key))
		found = nx_arena_str(arena, source);
	while (facet == NX_FACET_TAG && !found.p && tags.p && nx_str_split(&tags, '\n', &tag))
		if (makes(&scratch, 't', tag, key))
			found = nx_arena_str(arena, tag);
	nx_buf_release(&scratch);
	return found;
}

/* How the article, or else another place of it, writes its source or tag. */
static nx_status find_spelling(nx_store *store, nx_facet facet, nx_str key, int64_t rowid,
	nx_arena *arena, nx_str *out, nx_error *err)
{
	static const struct {
		enum stmt_id id;
		int source, tags;
	} places[] = { { ST_ARTICLE_FACTS, 1, 5 }, { ST_COPY_LIST, 0, 1 } };
	nx_status st = NX_OK;
	size_t i;
	bool row;

	for (i = 0; st == NX_OK && !out->p && i < sizeof places / sizeof *places; i++) {
		sqlite3_stmt *stmt = store_stmt(store, places[i].id, err);

		if (!stmt)
			return NX_ERR_DB;
		sqlite3_bind_int64(stmt, 1, rowid);
		while (!out->p && (st = store_step(store, stmt, &row, err)) == NX_OK && row)
			*out = spelling_among(arena, facet, store_column(stmt, places[i].source),
				store_column(stmt, places[i].tags), key);
		sqlite3_reset(stmt);
	}
	return st;
}

static nx_status find_byline(
	nx_store *store, nx_facet facet, int64_t rowid, nx_arena *arena, nx_str *out, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_ARTICLE_BYLINE, err);
	nx_status st;
	bool row;

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, rowid);
	st = store_step(store, stmt, &row, err);
	if (row)
		*out = nx_arena_str(arena, store_column(stmt, facet == NX_FACET_SECTION));
	sqlite3_reset(stmt);
	return st;
}

static nx_status find_entity(
	nx_store *store, nx_str key, nx_arena *arena, nx_facet_value *out, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_ENTITY_AT, err);
	nx_status st;
	bool row;

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, key_entity(key));
	st = store_step(store, stmt, &row, err);
	if (row) {
		out->type = nx_arena_str(arena, store_column(stmt, 0));
		out->value = nx_arena_str(arena, store_column(stmt, 1));
	}
	sqlite3_reset(stmt);
	return st;
}

nx_status facet_show(nx_store *store, nx_facet facet, nx_str key, int64_t rowid, nx_arena *arena,
	nx_facet_value *out, nx_error *err)
{
	nx_status st = NX_OK;

	out->value = out->type = NX_STR_NULL;
	if (facet == NX_FACET_ENTITY)
		st = find_entity(store, key, arena, out, err);
	else if (facets[facet].field)
		st = find_spelling(store, facet, key, rowid, arena, &out->value, err);
	else if (!nx_facet_is_period(facet))
		st = find_byline(store, facet, rowid, arena, &out->value, err);
	/* Without the article, because somebody has just removed it, the key must do. */
	if (st == NX_OK && !out->value.p)
		out->value = nx_arena_str(arena,
			nx_facet_is_period(facet) || key.n < 3 ? key : nx_str_slice(key, 3, key.n));
	return st == NX_OK && arena->failed ? nx_fail(err, NX_ERR_NOMEM, "out of memory") : st;
}
