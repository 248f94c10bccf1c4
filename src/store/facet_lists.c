#include "store/facet_lists.h"

#include <stdlib.h>

#include "store/best.h"

/* The rows that match, which the rows of a value are met with. */
typedef struct meeting {
	nx_store *store;
	const merges *merged;
	nx_facet facet;
	const int64_t *rows; /* in ascending order */
	size_t count;
	bool *has; /* row by row: has any value */
	tally *tally;
} meeting;

static nx_status out_of_memory(nx_error *err)
{
	return nx_fail(err, NX_ERR_NOMEM, "out of memory");
}

/* The first of the rows from `from` on that is not below `row`. */
static size_t leap(const int64_t *rows, size_t count, size_t from, int64_t row)
{
	size_t step = 1, to = from;

	while (to < count && rows[to] < row) {
		from = to + 1;
		to += step;
		step *= 2;
	}
	if (to > count)
		to = count;
	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (rows[middle] < row)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

typedef struct token {
	nx_str text;
	int64_t articles; /* of the whole index */
} token;

typedef struct tokens {
	token *items;
	size_t count, cap;
} tokens;

static int most_first(const void *a, const void *b)
{
	const token *x = a, *y = b;

	return (x->articles < y->articles) - (x->articles > y->articles);
}

/* Names that have been merged are one token, that of the head, with the sum of their articles,
 * which is at least what they have together. */
static nx_status unite_merged(meeting *c, tokens *all, nx_error *err)
{
	nx_buf scratch = NX_BUF_INIT;
	size_t i, k, kept = 0;
	nx_status st;

	for (i = 0; i < all->count; i++) {
		token one = all->items[i];
		nx_str as = merges_key(c->merged, one.text, &scratch);
		bool is_one =
			nx_str_eq(as, one.text) && !merges_is_head(c->merged, key_entity(one.text));

		for (k = is_one ? kept : 0; k < kept && !nx_str_eq(all->items[k].text, as); k++)
			;
		if (k < kept) {
			all->items[k].articles += one.articles;
			continue;
		}
		all->items[kept] = one;
		all->items[kept++].text = nx_arena_str(c->tally->arena, as);
	}
	all->count = kept;
	st = nx_buf_status(&scratch, err);
	nx_buf_release(&scratch);
	return st;
}

static nx_status list_tokens(meeting *c, tokens *out, nx_error *err)
{
	sqlite3_stmt *stmt = NULL;
	nx_status st = facet_keys_open(c->store, c->facet, &stmt, err);
	int rc = SQLITE_DONE;

	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		token *items = nx_vec_room(out->items, out->count, &out->cap, sizeof *items);
		nx_str text = store_column(stmt, 0);

		if (items)
			out->items = items;
		if (!items)
			st = out_of_memory(err);
		else if (facet_is_key(c->facet, text))
			items[out->count++] = (token){ nx_arena_str(c->tally->arena, text),
				sqlite3_column_int64(stmt, 1) };
	}
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(c->store, err);
	sqlite3_finalize(stmt);
	if (st == NX_OK && c->facet == NX_FACET_ENTITY && c->merged->count)
		st = unite_merged(c, out, err);
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, most_first);
	return st == NX_OK && c->tally->arena->failed ? out_of_memory(err) : st;
}

static nx_status prepare_token(
	nx_store *store, const int64_t *rows, size_t count, sqlite3_stmt **stmt, nx_error *err)
{
	if (sqlite3_prepare_v2(store->db,
		    "SELECT rowid FROM article_fts WHERE rowid BETWEEN ?1 AND ?2"
		    " AND article_fts MATCH ?3",
		    -1, stmt, NULL) != SQLITE_OK)
		return store_fail(store, err);
	if (count) {
		sqlite3_bind_int64(*stmt, 1, rows[0]);
		sqlite3_bind_int64(*stmt, 2, rows[count - 1]);
	}
	return NX_OK;
}

/* Those of the rows that have the token. */
static nx_status each_of_token(
	meeting *c, sqlite3_stmt *stmt, nx_str text, facet_row_fn fn, void *ctx, nx_error *err)
{
	nx_buf phrase = NX_BUF_INIT;
	size_t at = 0;
	nx_status st;
	int rc = SQLITE_DONE;

	if (c->facet == NX_FACET_ENTITY)
		merges_add_match(c->merged, &phrase, key_entity(text));
	else
		key_add_match(&phrase, text);
	st = nx_buf_status(&phrase, err);
	store_bind(stmt, 3, nx_buf_str(&phrase));
	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		int64_t row = sqlite3_column_int64(stmt, 0);

		at = leap(c->rows, c->count, at, row);
		if (at < c->count && c->rows[at] == row)
			st = fn(ctx, text, at, err);
	}
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(c->store, err);
	sqlite3_reset(stmt);
	nx_buf_release(&phrase);
	return st;
}

nx_status facet_each_of_key(nx_store *store, const merges *merged, nx_facet facet, nx_str key,
	const int64_t *rows, size_t count, facet_row_fn fn, void *ctx, nx_error *err)
{
	meeting c = {
		.store = store, .merged = merged, .facet = facet, .rows = rows, .count = count
	};
	sqlite3_stmt *stmt = NULL;
	nx_status st = prepare_token(store, rows, count, &stmt, err);

	if (st == NX_OK && count)
		st = each_of_token(&c, stmt, key, fn, ctx, err);
	sqlite3_finalize(stmt);
	return st;
}

typedef struct met {
	meeting *c;
	int64_t articles, last;
} met;

static nx_status count_row(void *ctx, nx_str key, size_t at, nx_error *err)
{
	met *m = ctx;

	(void)key, (void)err;
	m->c->has[at] = true;
	m->articles++;
	m->last = m->c->rows[at];
	return NX_OK;
}

/* How many of the rows have the token. */
static nx_status count_token(
	meeting *c, sqlite3_stmt *stmt, nx_str text, found_list *best, nx_error *err)
{
	met m = { .c = c };
	nx_status st = each_of_token(c, stmt, text, count_row, &m, err);

	if (st == NX_OK && m.articles &&
		(!tally_add(c->tally, text, m.articles, m.last) ||
			!found_add(best, (found){ m.last, (double)m.articles })))
		st = out_of_memory(err);
	return st;
}

/* The tokens that most articles have come first: when no further one can be among the
 * `limit` most frequent, the rest is not read, unless all are needed to tell who has none. */
static nx_status count_by_tokens(meeting *c, size_t limit, nx_error *err)
{
	bool all = c->facet == NX_FACET_SOURCE;
	found_list best = { .limit = limit };
	tokens list = { 0 };
	sqlite3_stmt *stmt = NULL;
	nx_status st = list_tokens(c, &list, err);
	size_t i;

	if (st == NX_OK)
		st = prepare_token(c->store, c->rows, c->count, &stmt, err);
	for (i = 0; st == NX_OK && c->count && i < list.count; i++) {
		if (!all && best.count == limit &&
			(!limit || (double)list.items[i].articles < best.items[0].score))
			break;
		st = count_token(c, stmt, list.items[i].text, &best, err);
	}
	sqlite3_finalize(stmt);
	free(best.items);
	free(list.items);
	return st;
}

/* Rows of the index come with their values side by side. */
nx_status facet_each_byline(nx_store *store, nx_facet facet, const int64_t *rows, size_t count,
	facet_row_fn fn, void *ctx, nx_error *err)
{
	nx_buf text = NX_BUF_INIT, key = NX_BUF_INIT;
	sqlite3_stmt *stmt = NULL;
	nx_status st = NX_OK;
	int64_t before = 0;
	size_t at = 0;
	int rc = SQLITE_DONE;

	if (sqlite3_prepare_v2(store->db,
		    facet == NX_FACET_AUTHOR ? "SELECT author, id FROM article"
					     : "SELECT section, id FROM article",
		    -1, &stmt, NULL) != SQLITE_OK)
		return store_fail(store, err);
	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		nx_str column = store_column(stmt, 0);
		int64_t row = sqlite3_column_int64(stmt, 1);

		if (!nx_str_eq(column, nx_buf_str(&text))) {
			nx_buf_clear(&text);
			nx_buf_add(&text, column);
			nx_buf_clear(&key);
			facet_add_folded(&key, column);
			at = 0;
		}
		if (text.failed || key.failed)
			st = out_of_memory(err);
		if (row < before) /* the same author, another section */
			at = 0;
		before = row;
		at = leap(rows, count, at, row);
		if (st == NX_OK && at < count && rows[at] == row)
			st = fn(ctx, nx_buf_str(&key), at, err);
	}
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(store, err);
	sqlite3_finalize(stmt);
	nx_buf_release(&text);
	nx_buf_release(&key);
	return st;
}

static nx_status count_byline(void *ctx, nx_str key, size_t at, nx_error *err)
{
	meeting *c = ctx;

	if (!key.n)
		return NX_OK;
	c->has[at] = true;
	return tally_add(c->tally, key, 1, c->rows[at]) ? NX_OK : out_of_memory(err);
}

nx_status facet_count_lists(nx_store *store, const merges *merged, nx_facet facet,
	const int64_t *rows, size_t count, size_t limit, tally *t, int64_t *none, nx_error *err)
{
	meeting c = { store, merged, facet, rows, count, calloc(count + 1, sizeof(bool)), t };
	nx_status st;
	size_t i;

	if (!c.has)
		return out_of_memory(err);
	st = facet_key_range(facet, NULL, NULL)
		     ? count_by_tokens(&c, limit, err)
		     : facet_each_byline(store, facet, rows, count, count_byline, &c, err);
	for (i = 0; st == NX_OK && i < count; i++)
		*none += !c.has[i];
	free(c.has);
	return st;
}
