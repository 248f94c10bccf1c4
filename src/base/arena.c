#include "newsidx/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Blocks double from small to large: most arenas hold one short article. */
#define FIRST_BLOCK 1024
#define LARGEST_BLOCK 65536
#define ALIGNMENT _Alignof(max_align_t)

struct nx_arena_block {
	struct nx_arena_block *next;
	size_t used, size;
	_Alignas(max_align_t) char data[];
};

void nx_arena_release(nx_arena *arena)
{
	while (arena->head) {
		struct nx_arena_block *next = arena->head->next;

		free(arena->head);
		arena->head = next;
	}
	arena->failed = false;
}

void *nx_arena_alloc(nx_arena *arena, size_t n)
{
	struct nx_arena_block *block = arena->head;
	void *p;

	if (n > SIZE_MAX / 2) {
		arena->failed = true;
		return NULL;
	}
	n = (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (!block || block->size - block->used < n) {
		size_t size = block ? block->size * 2 : FIRST_BLOCK;

		if (size > LARGEST_BLOCK)
			size = LARGEST_BLOCK;
		if (size < n)
			size = n;
		block = malloc(sizeof *block + size);
		if (!block) {
			arena->failed = true;
			return NULL;
		}
		block->next = arena->head;
		block->used = 0;
		block->size = size;
		arena->head = block;
	}
	p = block->data + block->used;
	block->used += n;
	return memset(p, 0, n);
}

nx_str nx_arena_str(nx_arena *arena, nx_str s)
{
	char *p;

	if (!s.p)
		return s;
	p = nx_arena_alloc(arena, s.n + 1);
	if (!p)
		return NX_STR_NULL;
	if (s.n)
		memcpy(p, s.p, s.n);
	return (nx_str){ p, s.n };
}

void *nx_vec_room(void *items, size_t count, size_t *cap, size_t size)
{
	size_t room = *cap ? *cap * 2 : 8;
	void *p;

	if (count < *cap)
		return items;
	if (room > SIZE_MAX / size)
		return NULL;
	p = realloc(items, room * size);
	if (p)
		*cap = room;
	return p;
}
