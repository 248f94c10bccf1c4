/* Memory with one lifetime: many small strings, freed at once. */
#ifndef NEWSIDX_ARENA_H
#define NEWSIDX_ARENA_H

#include "newsidx/buf.h"

typedef struct nx_arena {
	struct nx_arena_block *head;
	bool failed; /* sticky: an allocation has failed since the last reset */
} nx_arena;

#define NX_ARENA_INIT                                                                              \
	{                                                                                          \
		NULL, false                                                                        \
	}

void nx_arena_release(nx_arena *arena);
/* `n` zeroed bytes aligned for any object, or NULL with `failed` set. */
void *nx_arena_alloc(nx_arena *arena, size_t n);
/* A copy of s with a NUL after it; a NULL view stays NULL. */
nx_str nx_arena_str(nx_arena *arena, nx_str s);

/* Make room for item number `count` (from 0) in the array `items` of `size`-byte
 * items whose room is *cap items. Returns the array, moved if it had to grow, or
 * NULL with `items` still valid. The array is freed with free(). */
void *nx_vec_room(void *items, size_t count, size_t *cap, size_t size);

#endif
