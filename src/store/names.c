/* Names and how many articles have them. For the whole index FTS5's vocabulary has the
 * counts; for the matches of a query they are a facet. */
#include <stdlib.h>

#include "store/facet_keys.h"
#include "store/tally.h"

static nx_status count_all(nx_store *store, tally *t, nx_error *err)
{
	sqlite3_stmt *stmt = NULL;
	nx_status st = NX_OK;
	const char *first, *end;
	int rc = SQLITE_DONE;

	facet_key_range(NX_FACET_ENTITY, &first, &end);
	if (sqlite3_prepare_v2(store->db,
		    "SELECT term, doc FROM article_terms WHERE term >= ?1 AND term < ?2", -1, &stmt,
		    NULL) != SQLITE_OK)
		return store_fail(store, err);
	store_bind(stmt, 1, nx_str_from(first));
	store_bind(stmt, 2, nx_str_from(end));
	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		nx_str term = store_column(stmt, 0);

		if (facet_is_key(NX_FACET_ENTITY, term) &&
			!tally_add(t, term, sqlite3_column_int64(stmt, 1), 0))
			st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	}
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(store, err);
	sqlite3_finalize(stmt);
	return st;
}

static nx_status of_all(nx_store *store, size_t limit, nx_entity_fn fn, void *ctx, nx_error *err)
{
	nx_arena arena = NX_ARENA_INIT;
	tally t = { .arena = &arena };
	nx_status st = count_all(store, &t, err);
	nx_facet_value value;
	size_t i;

	tally_sort(&t, true);
	for (i = 0; st == NX_OK && i < t.used && i < limit; i++) {
		st = facet_show(store, NX_FACET_ENTITY, t.items[i].key, 0, &arena, &value, err);
		if (st == NX_OK)
			st = fn(ctx, value.value, value.type, t.items[i].articles, err);
	}
	free(t.items);
	nx_arena_release(&arena);
	return st;
}

nx_status nx_store_entities(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_entity_fn fn, void *ctx, nx_error *err)
{
	nx_facet_ask ask = { NX_FACET_ENTITY, options->limit };
	nx_facets facets;
	nx_status st;
	size_t i;

	if (!(query && query->root) && !options->dated)
		return of_all(store, options->limit, fn, ctx, err);
	st = nx_search_facets(store, query, lexicon, options, &ask, 1, &facets, err);
	for (i = 0; st == NX_OK && i < facets.list[0].count; i++) {
		const nx_facet_value *value = &facets.list[0].values[i];

		if (value->value.p)
			st = fn(ctx, value->value, value->type, value->articles, err);
	}
	nx_facets_release(&facets);
	return st;
}
