#include "store/tally.h"

#include <stdlib.h>
#include <string.h>

static size_t hash_of(nx_str key)
{
	uint64_t h = 14695981039346656037u;
	size_t i;

	for (i = 0; i < key.n; i++)
		h = (h ^ (unsigned char)key.p[i]) * 1099511628211u;
	return (size_t)(h ^ h >> 32);
}

/* The key's slot, or the empty one where it belongs. */
static tally_item *slot_of(tally_item *items, size_t size, nx_str key)
{
	size_t i = hash_of(key) & (size - 1);

	while (items[i].key.p && !nx_str_eq(items[i].key, key))
		i = (i + 1) & (size - 1);
	return &items[i];
}

static bool grow(tally *t)
{
	size_t size = t->size ? t->size * 2 : 64, i;
	tally_item *items = calloc(size, sizeof *items);

	if (!items)
		return false;
	for (i = 0; i < t->size; i++)
		if (t->items[i].key.p)
			*slot_of(items, size, t->items[i].key) = t->items[i];
	free(t->items);
	t->items = items;
	t->size = size;
	return true;
}

bool tally_add(tally *t, nx_str key, int64_t articles, int64_t last)
{
	tally_item *item;

	if (t->used * 2 >= t->size && !grow(t))
		return false;
	item = slot_of(t->items, t->size, key);
	if (!item->key.p) {
		nx_str copy = nx_arena_str(t->arena, key);

		if (!copy.p)
			return false;
		item->key = copy;
		t->used++;
	}
	item->articles += articles;
	if (last > item->last)
		item->last = last;
	return true;
}

tally_item *tally_find(const tally *t, nx_str key)
{
	tally_item *item = t->size ? slot_of(t->items, t->size, key) : NULL;

	return item && item->key.p ? item : NULL;
}

static int by_key(nx_str x, nx_str y)
{
	int order = memcmp(x.p, y.p, x.n < y.n ? x.n : y.n);

	return order ? order : (x.n > y.n) - (x.n < y.n);
}

static int most_first(const void *a, const void *b)
{
	const tally_item *x = a, *y = b;

	if (x->articles != y->articles)
		return x->articles > y->articles ? -1 : 1;
	return by_key(x->key, y->key);
}

static int most_first_numbers(const void *a, const void *b)
{
	const tally_item *x = a, *y = b;

	if (x->articles == y->articles && x->key.n != y->key.n)
		return x->key.n < y->key.n ? -1 : 1;
	return most_first(a, b);
}

void tally_sort(tally *t, bool numbers)
{
	size_t i, n = 0;

	for (i = 0; i < t->size; i++)
		if (t->items[i].key.p)
			t->items[n++] = t->items[i];
	if (n)
		qsort(t->items, n, sizeof *t->items, numbers ? most_first_numbers : most_first);
	t->size = 0;
}
