/* The articles that match, under what they have: one search gives their order. The best of
 * them are asked for their values; groups that do not have their hits by then are rare, and
 * theirs are found by the lists that go from a value to its articles. */
#include <stdlib.h>

#include "store/best.h"
#include "store/facet_lists.h"
#include "store/hit.h"
#include "store/search.h"

#define ASKED 500 /* articles, before the lists are read */

typedef struct group {
	const nx_facet_value *value;
	found_list hits; /* the number of a row in their order, and the same below 0 as score */
} group;

typedef struct grouping {
	nx_store *store;
	merges merged;
	nx_facet facet;
	nx_arena arena;
	tally places; /* from a key to its group's place */
	group *groups;
	size_t count;
	group *none;    /* of the articles without a value, or NULL */
	size_t missing; /* hits that are still wanted */
	found_list order;
	size_t row; /* at hand */
	bool any;
	/* Rows that were not asked, in ascending order, with their numbers. */
	int64_t *rows;
	size_t *numbers;
	bool *has; /* a value */
	size_t left;
} grouping;

static nx_status out_of_memory(nx_error *err)
{
	return nx_fail(err, NX_ERR_NOMEM, "out of memory");
}

/* A row comes later with a higher number. */
static nx_status put(grouping *g, group *to, size_t row, nx_error *err)
{
	size_t before = to->hits.count;

	if (!found_add(&to->hits, (found){ (int64_t)row, -(double)row }))
		return out_of_memory(err);
	g->missing -= to->hits.count - before;
	return NX_OK;
}

static nx_status put_key(void *ctx, nx_str key, nx_error *err)
{
	grouping *g = ctx;
	const tally_item *item = tally_find(&g->places, key);

	g->any = true;
	return item ? put(g, &g->groups[item->place], g->row, err) : NX_OK;
}

/* A group for each value. */
static nx_status make_groups(
	grouping *g, const nx_facet_counts *counts, const nx_search_options *options, nx_error *err)
{
	bool newest = nx_facet_is_period(g->facet) && options->sort == NX_SORT_NEWEST;
	size_t i, values = counts->count;

	g->count = values;
	g->groups = nx_arena_alloc(&g->arena, (values + 1) * sizeof *g->groups);
	if (g->groups && values && !counts->values[values - 1].value.p)
		g->none = &g->groups[--values];
	for (i = 0; g->groups && i < g->count; i++) {
		size_t from = newest && i < values ? values - 1 - i : i;
		const nx_facet_value *value = &counts->values[from];
		group *to = &g->groups[i];

		to->value = value;
		to->hits.limit = (uint64_t)value->articles < options->limit
					 ? (size_t)value->articles
					 : options->limit;
		g->missing += to->hits.limit;
		if (i < values && !tally_add(&g->places, value->key, 1, 0))
			g->arena.failed = true;
		else if (i < values)
			tally_find(&g->places, value->key)->place = i;
	}
	return g->arena.failed ? out_of_memory(err) : NX_OK;
}

/* Ask the rows for their values, from number g->row on to before number `end`. */
static nx_status ask_rows(grouping *g, size_t end, nx_error *err)
{
	nx_status st = NX_OK;

	for (; st == NX_OK && g->missing && g->row < end; g->row++) {
		g->any = false;
		st = facet_keys_of(g->store, &g->merged, g->facet, g->order.items[g->row].rowid,
			put_key, g, err);
		if (st == NX_OK && !g->any && g->none)
			st = put(g, g->none, g->row, err);
	}
	return st;
}

static int by_row(const void *a, const void *b)
{
	const found *x = a, *y = b;

	return (x->rowid > y->rowid) - (x->rowid < y->rowid);
}

/* The rows that were not asked in the order of the lists. */
static nx_status sort_rest(grouping *g, nx_error *err)
{
	size_t n = g->order.count - g->row, i;
	found *rest = malloc((n + 1) * sizeof *rest);

	g->rows = malloc((n + 1) * sizeof *g->rows);
	g->numbers = malloc((n + 1) * sizeof *g->numbers);
	g->has = calloc(n + 1, sizeof *g->has);
	if (!rest || !g->rows || !g->numbers || !g->has) {
		free(rest);
		return out_of_memory(err);
	}
	for (i = 0; i < n; i++)
		rest[i] = (found){ g->order.items[g->row + i].rowid, (double)(g->row + i) };
	qsort(rest, n, sizeof *rest, by_row);
	for (i = 0; i < n; i++) {
		g->rows[i] = rest[i].rowid;
		g->numbers[i] = (size_t)rest[i].score;
	}
	g->left = n;
	free(rest);
	return NX_OK;
}

static nx_status put_listed(void *ctx, nx_str key, size_t at, nx_error *err)
{
	grouping *g = ctx;
	const tally_item *item = key.n ? tally_find(&g->places, key) : NULL;

	g->has[at] = key.n > 0;
	return item ? put(g, &g->groups[item->place], g->numbers[at], err) : NX_OK;
}

static bool is_full(const group *one)
{
	return one->hits.count == one->hits.limit;
}

static nx_status read_key_list(grouping *g, nx_str key, nx_error *err)
{
	return facet_each_of_key(
		g->store, &g->merged, g->facet, key, g->rows, g->left, put_listed, g, err);
}

/* The rows of all values: those without one are the rest. */
static nx_status read_all_lists(grouping *g, nx_error *err)
{
	sqlite3_stmt *stmt = NULL;
	nx_status st = facet_keys_open(g->store, g->facet, &stmt, err);
	int rc = SQLITE_DONE;

	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		if (facet_is_key(g->facet, store_column(stmt, 0)))
			st = read_key_list(g, store_column(stmt, 0), err);
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(g->store, err);
	sqlite3_finalize(stmt);
	return st;
}

/* Those of the values whose groups are not full. */
static nx_status read_key_lists(grouping *g, nx_error *err)
{
	nx_status st = NX_OK;
	size_t i;

	if (g->none && !is_full(g->none))
		return read_all_lists(g, err);
	for (i = 0; st == NX_OK && i < g->count; i++)
		if (&g->groups[i] != g->none && !is_full(&g->groups[i]))
			st = read_key_list(g, g->groups[i].value->key, err);
	return st;
}

static nx_status read_lists(grouping *g, nx_error *err)
{
	nx_status st = sort_rest(g, err);
	size_t i;

	if (st != NX_OK)
		return st;
	st = facet_key_range(g->facet, NULL, NULL)
		     ? read_key_lists(g, err)
		     : facet_each_byline(g->store, g->facet, g->rows, g->left, put_listed, g, err);
	for (i = 0; st == NX_OK && g->none && i < g->left; i++)
		if (!g->has[i])
			st = put(g, g->none, g->numbers[i], err);
	return st;
}

static nx_status fill(grouping *g, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_error *err)
{
	bool listed = !nx_facet_is_period(g->facet); /* days stand in the row ids */
	nx_status st = NX_OK;
	size_t i;

	g->order.limit = SIZE_MAX;
	st = merges_read(&g->merged, g->store, err);
	if (st == NX_OK && g->missing)
		st = search_found(g->store, query, lexicon, options, &g->order, err);
	if (st == NX_OK)
		st = store_exec(g->store, "SAVEPOINT grouping", err);
	if (st != NX_OK)
		return st;
	st = ask_rows(g, listed && g->order.count > ASKED ? ASKED : g->order.count, err);
	if (st == NX_OK && g->missing && g->row < g->order.count)
		st = read_lists(g, err);
	sqlite3_exec(g->store->db, "RELEASE grouping", NULL, NULL, NULL);
	for (i = 0; i < g->count; i++)
		found_sort(g->groups[i].hits.items, g->groups[i].hits.count);
	return st;
}

static nx_status give_group(const grouping *g, const group *one, nx_query *query,
	const nx_lexicon *lexicon, const nx_search_options *options, nx_hit_fn fn, void *ctx,
	nx_error *err)
{
	nx_status st = NX_OK;
	size_t i;

	for (i = 0; st == NX_OK && i < one->hits.count; i++) {
		found hit = g->order.items[one->hits.items[i].rowid];

		st = hit_give(g->store, query, lexicon, options, hit.rowid, hit.score, i + 1, fn,
			ctx, err);
	}
	return st;
}

static void grouping_release(grouping *g)
{
	size_t i;

	for (i = 0; g->groups && i < g->count; i++)
		free(g->groups[i].hits.items);
	free(g->places.items);
	free(g->order.items);
	free(g->rows);
	free(g->numbers);
	free(g->has);
	merges_release(&g->merged);
	nx_arena_release(&g->arena);
}

nx_status nx_search_groups(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, const nx_facet_ask *by, nx_group_fn begin, nx_hit_fn fn,
	void *ctx, int64_t *total, nx_error *err)
{
	grouping g = { .store = store, .facet = by->facet, .arena = NX_ARENA_INIT };
	nx_facets facets;
	size_t i;
	nx_status st = nx_search_facets(store, query, lexicon, options, by, 1, &facets, err);

	g.places.arena = &g.arena;
	*total = facets.total;
	if (st == NX_OK)
		st = make_groups(&g, &facets.list[0], options, err);
	if (st == NX_OK)
		st = fill(&g, query, lexicon, options, err);
	if (st == NX_OK && options->snippet_width)
		st = hit_weigh_words(store, query, err);
	for (i = 0; st == NX_OK && i < g.count; i++) {
		st = begin(ctx, g.groups[i].value, err);
		if (st == NX_OK)
			st = give_group(&g, &g.groups[i], query, lexicon, options, fn, ctx, err);
	}
	grouping_release(&g);
	nx_facets_release(&facets);
	return st;
}
