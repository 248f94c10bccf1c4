#include "store/batch.h"

#include <stdlib.h>
#include <string.h>

void batch_clear(batch *b)
{
	size_t i;

	for (i = 0; i < b->count; i++) {
		batch_item *item = &b->items[i];

		free(item->path);
		free(item->former_path);
		free(item->names);
		nx_article_release(&item->article);
	}
	nx_buf_clear(&b->recording);
	b->furniture.count = 0;
	b->count = 0;
	b->bytes = 0;
}

void batch_release(batch *b)
{
	batch_clear(b);
	free(b->items);
	nx_buf_release(&b->recording);
	free(b->furniture.lines);
}

batch_item *batch_add(batch *b)
{
	batch_item *items = nx_vec_room(b->items, b->count, &b->cap, sizeof *items);

	if (!items)
		return NULL;
	b->items = items;
	memset(&items[b->count], 0, sizeof *items);
	return &items[b->count++];
}
