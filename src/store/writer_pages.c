/* Pages on their way into the database, and out of it to be read again. */
#include <stdlib.h>

#include "base/hash.h"
#include "store/writer.h"

/* So many bytes are fetched at once: the store is the thread's while it stores. */
#define QUEUE_BYTES ((size_t)4 << 20)

void page_queue_release(page_queue *q)
{
	free(q->items);
	nx_arena_release(&q->arena);
	nx_buf_release(&q->page);
	*q = (page_queue){ 0 };
}

static nx_status no_memory(nx_error *err)
{
	return nx_fail(err, NX_ERR_NOMEM, "out of memory");
}

static batch_item *add_item(nx_writer *w, batch_kind kind)
{
	batch_item *item = batch_add(&w->filling);

	if (!item)
		return NULL;
	nx_article_init(&item->article);
	item->kind = kind;
	return item;
}

nx_status nx_writer_original(
	nx_writer *w, nx_str member, uint64_t articles, nx_str page, nx_str options, nx_error *err)
{
	batch_item *item;
	nx_arena *arena;
	nx_str packed;
	nx_status st;

	if (w->dry)
		return NX_OK;
	if ((st = pack(&w->packer, page, &packed, err)) != NX_OK)
		return st;
	if (!(item = add_item(w, BATCH_ORIGINAL)))
		return no_memory(err);
	arena = &item->article.arena;
	item->member = member.n ? nx_arena_str(arena, member) : NX_STR("");
	item->articles = articles;
	item->size = (int64_t)page.n;
	item->page_hash = nx_hash_stored(0, page);
	item->options = options.n ? nx_arena_str(arena, options) : NX_STR_NULL;
	item->packed = nx_arena_str(arena, packed);
	w->filling.bytes += packed.n;
	return arena->failed ? no_memory(err) : writer_check_full(w, err);
}

static nx_status queue_row(page_queue *q, sqlite3_stmt *row, size_t *bytes, nx_error *err)
{
	waiting_page *items = nx_vec_room(q->items, q->count, &q->cap, sizeof *items);
	nx_str packed = { sqlite3_column_blob(row, 6), (size_t)sqlite3_column_bytes(row, 6) };

	if (!items)
		return no_memory(err);
	q->items = items;
	items[q->count++] = (waiting_page){ .id = sqlite3_column_int64(row, 0),
		.path = nx_arena_str(&q->arena, store_column(row, 1)),
		.member = nx_arena_str(&q->arena, store_column(row, 2)),
		.options = nx_arena_str(&q->arena, store_column(row, 3)),
		.size = sqlite3_column_int64(row, 4),
		.hash = (uint64_t)sqlite3_column_int64(row, 5),
		.packed = nx_arena_str(&q->arena, packed) };
	q->last = sqlite3_column_int64(row, 0);
	*bytes += packed.n;
	return q->arena.failed ? no_memory(err) : NX_OK;
}

static nx_status fill_queue(nx_writer *w, nx_error *err)
{
	page_queue *q = &w->pages;
	size_t bytes = 0;
	sqlite3_stmt *row;
	nx_status st = writer_wait(w, err);
	int rc = SQLITE_DONE;

	nx_arena_release(&q->arena);
	q->count = q->next = 0;
	if (st != NX_OK)
		return st;
	if (!(row = store_stmt(w->store, ST_ORIGINAL_NEXT, err)))
		return NX_ERR_DB;
	sqlite3_bind_int64(row, 1, q->last);
	while (st == NX_OK && bytes < QUEUE_BYTES && (rc = sqlite3_step(row)) == SQLITE_ROW)
		st = queue_row(q, row, &bytes, err);
	if (st == NX_OK && rc != SQLITE_DONE && rc != SQLITE_ROW)
		st = store_fail(w->store, err);
	sqlite3_reset(row);
	return st;
}

nx_status writer_page_end(nx_writer *w, nx_error *err)
{
	page_queue *q = &w->pages;
	size_t begin = q->begin;

	if (!begin)
		return NX_OK;
	q->begin = 0;
	w->filling.items[begin - 1].articles = w->filling.count - begin;
	if (!add_item(w, BATCH_PAGE_END))
		return no_memory(err);
	return writer_check_full(w, err);
}

static nx_status begin_page(nx_writer *w, const waiting_page *waiting, nx_error *err)
{
	batch_item *item = add_item(w, BATCH_PAGE_BEGIN);

	if (!item)
		return no_memory(err);
	item->original = waiting->id;
	item->page_hash = waiting->hash;
	w->pages.begin = w->filling.count;
	return NX_OK;
}

nx_status nx_writer_next_original(nx_writer *w, nx_original *out, bool *more, nx_error *err)
{
	page_queue *q = &w->pages;
	const waiting_page *waiting;
	nx_status st = writer_page_end(w, err);

	*more = false;
	if (st == NX_OK && q->next == q->count)
		st = fill_queue(w, err);
	if (st != NX_OK || q->next == q->count)
		return st;
	waiting = &q->items[q->next++];
	*more = true;
	*out = (nx_original){ .path = waiting->path,
		.member = waiting->member.n ? waiting->member : NX_STR_NULL,
		.options = waiting->options };
	nx_buf_clear(&q->page);
	if ((st = unpack(waiting->packed, (size_t)waiting->size, &q->page, err)) != NX_OK)
		return st;
	out->page = nx_buf_str(&q->page);
	if (nx_hash_stored(0, out->page) != waiting->hash)
		return nx_fail(err, NX_ERR_FORMAT, "not the bytes that were read");
	return begin_page(w, waiting, err);
}
