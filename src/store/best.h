/* The best of many rows, in bounded memory. */
#ifndef NX_STORE_BEST_H
#define NX_STORE_BEST_H

#include <stdint.h>

#include "newsidx/arena.h"

typedef struct found {
	int64_t rowid;
	double score;
} found;

/* Start with { .limit = how many are kept }. */
typedef struct found_list {
	found *items;
	size_t count, cap, limit;
	int64_t seen; /* how many were offered */
} found_list;

/* Keep the row if it is among the best so far; ties go to the later article. The items
 * are a heap, the lowest first, until found_sort(). False without memory. */
bool found_add(found_list *list, found item);
/* Would it be kept? */
bool found_stays(const found_list *list, found item);
/* The best first. */
void found_sort(found *items, size_t count);

#endif
