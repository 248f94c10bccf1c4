/* What an article counts for in a facet, as a key. */
#ifndef NX_STORE_FACET_KEYS_H
#define NX_STORE_FACET_KEYS_H

#include "newsidx/facets.h"
#include "store/merges.h"

typedef nx_status (*facet_key_fn)(void *ctx, nx_str key, nx_error *err);

/* Hand the article's keys to `fn`, each once; there may be none. Of sources, tags and
 * names they are the tokens of the column `keys`, of merged names that of the head. */
nx_status facet_keys_of(nx_store *store, const merges *merged, nx_facet facet, int64_t rowid,
	facet_key_fn fn, void *ctx, nx_error *err);
/* The tokens of a facet's keys in the full-text index are from *first on, below *end.
 * False when they are not in it. `first` may be NULL. */
bool facet_key_range(nx_facet facet, const char **first, const char **end);
/* A statement that gives them all, with the number of articles of each; close it. */
nx_status facet_keys_open(nx_store *store, nx_facet facet, sqlite3_stmt **stmt, nx_error *err);
bool facet_is_key(nx_facet facet, nx_str token);
/* The key of an author or section, appended; nothing when there is no word in it. */
void facet_add_folded(nx_buf *out, nx_str text);
/* A period that has this day, appended. */
void facet_add_period(nx_buf *out, nx_facet facet, int32_t day);
/* The value as it is shown; `rowid` is an article that has it. Copied to `arena`. */
nx_status facet_show(nx_store *store, nx_facet facet, nx_str key, int64_t rowid, nx_arena *arena,
	nx_facet_value *out, nx_error *err);

#endif
