/* Counting what the articles of a result have. Days stand in the row ids. For a small
 * result the small columns of each article are read; for a large one lists that go from a
 * value to its articles are met with the rows: those of the full-text index for sources, tags
 * and names, an index of the table for authors and sections. */
#include <stdlib.h>
#include <string.h>

#include "store/facet_lists.h"
#include "store/search.h"

/* The lists are read when at least one article of so many matches. */
#define LISTS_FROM 32

typedef struct counting {
	nx_store *store;
	merges merged;
	nx_arena keys;
	int64_t *rows; /* that match, in ascending order */
	size_t count, cap;
	bool by_lists;
	/* Of the facet at hand. */
	nx_facet facet;
	tally tally;
	int64_t row;
	bool any;     /* the row has a value */
	int64_t none; /* rows without */
} counting;

static nx_status out_of_memory(nx_error *err)
{
	return nx_fail(err, NX_ERR_NOMEM, "out of memory");
}

static nx_status add_row(void *ctx, int64_t rowid, nx_error *err)
{
	counting *c = ctx;
	int64_t *rows = nx_vec_room(c->rows, c->count, &c->cap, sizeof *rows);

	if (!rows)
		return out_of_memory(err);
	c->rows = rows;
	rows[c->count++] = rowid;
	return NX_OK;
}

static nx_status count_key(void *ctx, nx_str key, nx_error *err)
{
	counting *c = ctx;

	c->any = true;
	return tally_add(&c->tally, key, 1, c->row) ? NX_OK : out_of_memory(err);
}

static nx_status count_by_columns(counting *c, nx_error *err)
{
	nx_status st = NX_OK;
	size_t i;

	for (i = 0; st == NX_OK && i < c->count; i++) {
		c->row = c->rows[i];
		c->any = false;
		st = facet_keys_of(c->store, &c->merged, c->facet, c->row, count_key, c, err);
		c->none += !c->any;
	}
	return st;
}

/* Rows of a period stand side by side. */
static nx_status count_periods(counting *c, nx_error *err)
{
	nx_buf period = NX_BUF_INIT;
	nx_status st = NX_OK;
	size_t i = 0, k;

	while (i < c->count && c->rows[i] < ROWID_FIRST_DATED)
		i++;
	c->none = (int64_t)i;
	for (; st == NX_OK && i < c->count; i = k) {
		int64_t day = rowid_day(c->rows[i]);

		for (k = i + 1; k < c->count && rowid_day(c->rows[k]) == day; k++)
			;
		nx_buf_clear(&period);
		facet_add_period(&period, c->facet, (int32_t)day);
		if (period.failed || !tally_add(&c->tally, nx_buf_str(&period), (int64_t)(k - i),
					     c->rows[k - 1]))
			st = out_of_memory(err);
	}
	nx_buf_release(&period);
	return st;
}

static int by_time(const void *a, const void *b)
{
	const nx_facet_value *x = a, *y = b;
	int order =
		memcmp(x->value.p, y->value.p, x->value.n < y->value.n ? x->value.n : y->value.n);

	return order ? order : (x->value.n > y->value.n) - (x->value.n < y->value.n);
}

/* The values to be told from the tally. */
static nx_status choose(counting *c, size_t limit, nx_facets *out, nx_error *err)
{
	nx_facet_counts *counts = &out->list[out->count];
	size_t n, i;
	nx_status st = NX_OK;

	tally_sort(&c->tally, c->facet == NX_FACET_ENTITY);
	n = c->tally.used < limit ? c->tally.used : limit;
	*counts = (nx_facet_counts){ .facet = c->facet };
	counts->values = nx_arena_alloc(&out->arena, (n + 1) * sizeof *counts->values);
	if (!counts->values)
		return out_of_memory(err);
	out->count++;
	for (i = 0; st == NX_OK && i < n; i++) {
		const tally_item *item = &c->tally.items[i];

		counts->values[i].articles = item->articles;
		counts->values[i].key = nx_arena_str(&out->arena, item->key);
		st = facet_show(c->store, c->facet, item->key, item->last, &out->arena,
			&counts->values[i], err);
	}
	counts->count = n;
	if (st == NX_OK && n && nx_facet_is_period(c->facet))
		qsort(counts->values, n, sizeof *counts->values, by_time);
	if (c->none && c->facet != NX_FACET_TAG && c->facet != NX_FACET_ENTITY)
		counts->values[counts->count++] = (nx_facet_value){
			.value = NX_STR_NULL, .type = NX_STR_NULL, .articles = c->none
		};
	return st;
}

static nx_status count_facet(counting *c, const nx_facet_ask *ask, nx_facets *out, nx_error *err)
{
	nx_status st;

	c->facet = ask->facet;
	c->tally = (tally){ .arena = &c->keys };
	c->none = 0;
	if (nx_facet_is_period(c->facet))
		st = count_periods(c, err);
	else if (c->by_lists)
		st = facet_count_lists(c->store, &c->merged, c->facet, c->rows, c->count,
			ask->limit, &c->tally, &c->none, err);
	else
		st = count_by_columns(c, err);
	if (st == NX_OK)
		st = choose(c, ask->limit, out, err);
	free(c->tally.items);
	return st;
}

nx_status nx_search_facets(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, const nx_facet_ask *asks, size_t count, nx_facets *out,
	nx_error *err)
{
	counting c = { .store = store, .keys = NX_ARENA_INIT };
	int64_t all = 0;
	nx_status st;
	size_t i;

	*out = (nx_facets){ .arena = NX_ARENA_INIT };
	out->list = nx_arena_alloc(&out->arena, (count + 1) * sizeof *out->list);
	st = out->list ? search_rowids(store, query, lexicon, options, add_row, &c, err)
		       : out_of_memory(err);
	out->total = (int64_t)c.count;
	/* Also those that are gone, which is near enough and costs a look at each day. */
	if (st == NX_OK)
		st = store_ask(
			store, "SELECT coalesce(sum(length(lengths) - 1), 0) FROM day", &all, err);
	if (st == NX_OK)
		st = merges_read(&c.merged, store, err);
	c.by_lists = out->total >= all / LISTS_FROM;
	for (i = 0; st == NX_OK && i < count; i++)
		st = count_facet(&c, &asks[i], out, err);
	merges_release(&c.merged);
	nx_arena_release(&c.keys);
	free(c.rows);
	return st;
}

void nx_facets_release(nx_facets *facets)
{
	nx_arena_release(&facets->arena);
	*facets = (nx_facets){ .arena = NX_ARENA_INIT };
}
