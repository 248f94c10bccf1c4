/* The second step of ranking: the best of the first, read again with care. */
#ifndef NX_STORE_RERANK_H
#define NX_STORE_RERANK_H

#include "store/rank.h"

/* Give the first `count` of `items`, best first by the first step, their final scores and
 * order. Those behind them are scaled so as to stay behind. */
nx_status rerank(
	nx_store *store, rank_plan *plan, found *items, size_t count, size_t all, nx_error *err);

#endif
