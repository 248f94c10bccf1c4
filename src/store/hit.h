/* From a row id to what the caller sees. */
#ifndef NX_STORE_HIT_H
#define NX_STORE_HIT_H

#include "store/internal.h"

/* Read the article as far as `options` ask for and hand it to `fn`. */
nx_status hit_give(nx_store *store, const nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, int64_t rowid, double score, size_t rank, nx_hit_fn fn,
	void *ctx, nx_error *err);

/* weigh.c: how rare the words are, for choosing passages. */
nx_status hit_weigh_words(nx_store *store, nx_query *query, nx_error *err);

/* The row id that a public id, one of before included, leads to. The article may be gone. */
nx_status store_resolve(nx_store *store, nx_str id, int64_t *rowid, nx_error *err);

/* copies.c: fill the other places of a hit whose fields are read; of each only the docno
 * unless `with_text`. What is as in the article is left out. They live in `arena`. */
nx_status copies_of_hit(nx_store *store, int64_t rowid, bool with_text, nx_hit *hit,
	nx_arena *arena, nx_error *err);

#endif
