#include "store/best.h"

#include <stdlib.h>

/* Does a stand below b? */
static bool below(found a, found b)
{
	return a.score != b.score ? a.score < b.score : a.rowid < b.rowid;
}

static bool grow(found_list *list, found item)
{
	found *h = nx_vec_room(list->items, list->count, &list->cap, sizeof *h);
	size_t i;

	if (!h)
		return false;
	list->items = h;
	for (i = list->count++; i > 0 && below(item, h[(i - 1) / 2]); i = (i - 1) / 2)
		h[i] = h[(i - 1) / 2];
	h[i] = item;
	return true;
}

bool found_stays(const found_list *list, found item)
{
	return list->count < list->limit || (list->limit && below(list->items[0], item));
}

bool found_add(found_list *list, found item)
{
	found *h = list->items;
	size_t i, child;

	list->seen++;
	if (list->count < list->limit)
		return grow(list, item);
	if (!found_stays(list, item))
		return true;
	for (i = 0; (child = 2 * i + 1) < list->count; i = child) {
		if (child + 1 < list->count && below(h[child + 1], h[child]))
			child++;
		if (!below(h[child], item))
			break;
		h[i] = h[child];
	}
	h[i] = item;
	return true;
}

static int best_first(const void *a, const void *b)
{
	const found *x = a, *y = b;

	return below(*y, *x) ? -1 : below(*x, *y) ? 1 : 0;
}

void found_sort(found *items, size_t count)
{
	if (count > 1)
		qsort(items, count, sizeof *items, best_first);
}
