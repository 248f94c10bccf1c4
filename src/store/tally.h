/* How many articles have a key: a hash table from texts to counts. */
#ifndef NX_STORE_TALLY_H
#define NX_STORE_TALLY_H

#include <stdint.h>

#include "newsidx/arena.h"

typedef struct tally_item {
	nx_str key; /* p is NULL in an empty slot */
	int64_t articles;
	int64_t last; /* the highest row that was counted */
	size_t place; /* for the caller */
} tally_item;

/* Start with { .arena = where keys are copied to }; free(items) ends it. */
typedef struct tally {
	nx_arena *arena;
	tally_item *items; /* open addressing, until tally_sort() */
	size_t used, size;
} tally;

/* Count `articles` more for the key. False without memory. */
bool tally_add(tally *t, nx_str key, int64_t articles, int64_t last);
/* NULL when it was never counted. */
tally_item *tally_find(const tally *t, nx_str key);
/* Bring the `used` items to the front, the most frequent first, else by their keys; with
 * `numbers` the shorter key comes before the longer one. Then nothing is found any more. */
void tally_sort(tally *t, bool numbers);

#endif
