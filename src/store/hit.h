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

/* search.c: the rows that the days allow, and the query; undated articles only when no
 * day is asked for. */
void search_range(
	const nx_search_options *options, const match_plan *plan, int64_t *first, int64_t *last);

/* search.c: the first list->limit rows that match in the order asked for; list->seen as
 * nx_search() tells it. free(list->items) in any case. */
struct found_list;
nx_status search_found(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, struct found_list *list, nx_error *err);

/* search.c: every row that matches, in ascending order. */
typedef nx_status (*rowid_fn)(void *ctx, int64_t rowid, nx_error *err);
nx_status search_rowids(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, rowid_fn fn, void *ctx, nx_error *err);

#endif
