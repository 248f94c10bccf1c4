/* Counting the values of many articles by lists that go from a value to its articles. */
#ifndef NX_STORE_FACET_LISTS_H
#define NX_STORE_FACET_LISTS_H

#include "store/facet_keys.h"
#include "store/tally.h"

/* Count those of the `rows`, in ascending order, that have each value of the facet, which is
 * no period. Of tags and names at least the `limit` most frequent are counted. *none is
 * raised by the rows without a value that was counted. */
nx_status facet_count_lists(nx_store *store, const merges *merged, nx_facet facet,
	const int64_t *rows, size_t count, size_t limit, tally *t, int64_t *none, nx_error *err);

/* Row number `at` of some has the value; `key` is empty for one without. */
typedef nx_status (*facet_row_fn)(void *ctx, nx_str key, size_t at, nx_error *err);
/* Those of the rows, in ascending order, that have the key of a source, tag or name, of a
 * head also one that is merged with it. */
nx_status facet_each_of_key(nx_store *store, const merges *merged, nx_facet facet, nx_str key,
	const int64_t *rows, size_t count, facet_row_fn fn, void *ctx, nx_error *err);
/* All of the rows with their author or section. */
nx_status facet_each_byline(nx_store *store, nx_facet facet, const int64_t *rows, size_t count,
	facet_row_fn fn, void *ctx, nx_error *err);

#endif
