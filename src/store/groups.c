/* The articles that match, under what they have: one search gives their order, and each
 * is asked for its values until every group has its hits. */
#include <stdlib.h>

#include "store/best.h"
#include "store/facet_keys.h"
#include "store/hit.h"
#include "store/search.h"
#include "store/tally.h"

typedef struct group {
	const nx_facet_value *value;
	found *hits;
	size_t count, wanted;
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
	found row;
	bool any;
} grouping;

static void put(grouping *g, group *to)
{
	if (to->count >= to->wanted)
		return;
	to->hits[to->count++] = g->row;
	g->missing--;
}

static nx_status put_key(void *ctx, nx_str key, nx_error *err)
{
	grouping *g = ctx;
	const tally_item *item = tally_find(&g->places, key);

	(void)err;
	g->any = true;
	if (item)
		put(g, &g->groups[item->place]);
	return NX_OK;
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
		to->wanted = (uint64_t)value->articles < options->limit ? (size_t)value->articles
									: options->limit;
		to->hits = nx_arena_alloc(&g->arena, (to->wanted + 1) * sizeof *to->hits);
		g->missing += to->wanted;
		if (i < values && !tally_add(&g->places, value->key, 1, 0))
			g->arena.failed = true;
		else if (i < values)
			tally_find(&g->places, value->key)->place = i;
	}
	return g->arena.failed ? nx_fail(err, NX_ERR_NOMEM, "out of memory") : NX_OK;
}

static nx_status fill(grouping *g, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_error *err)
{
	found_list list = { .limit = SIZE_MAX };
	nx_status st = NX_OK;
	size_t i;

	st = merges_read(&g->merged, g->store, err);
	if (st == NX_OK && g->missing)
		st = search_found(g->store, query, lexicon, options, &list, err);
	for (i = 0; st == NX_OK && g->missing && i < list.count; i++) {
		g->row = list.items[i];
		g->any = false;
		st = facet_keys_of(g->store, &g->merged, g->facet, g->row.rowid, put_key, g, err);
		if (st == NX_OK && !g->any && g->none)
			put(g, g->none);
	}
	merges_release(&g->merged);
	free(list.items);
	return st;
}

nx_status nx_search_groups(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, const nx_facet_ask *by, nx_group_fn begin, nx_hit_fn fn,
	void *ctx, int64_t *total, nx_error *err)
{
	grouping g = { .store = store, .facet = by->facet, .arena = NX_ARENA_INIT };
	nx_facets facets;
	size_t i, k;
	nx_status st = nx_search_facets(store, query, lexicon, options, by, 1, &facets, err);

	g.places.arena = &g.arena;
	*total = facets.total;
	if (st == NX_OK)
		st = make_groups(&g, &facets.list[0], options, err);
	if (st == NX_OK)
		st = fill(&g, query, lexicon, options, err);
	for (i = 0; st == NX_OK && i < g.count; i++) {
		st = begin(ctx, g.groups[i].value, err);
		for (k = 0; st == NX_OK && k < g.groups[i].count; k++)
			st = hit_give(store, query, lexicon, options, g.groups[i].hits[k].rowid,
				g.groups[i].hits[k].score, k + 1, fn, ctx, err);
	}
	free(g.places.items);
	nx_arena_release(&g.arena);
	nx_facets_release(&facets);
	return st;
}
