#include "store/fts_changes.h"

#include <stdlib.h>

void fts_changes_init(fts_changes *c, nx_store *store)
{
	*c = (fts_changes){ .store = store, .kept = NX_ARENA_INIT };
}

void fts_changes_clear(fts_changes *c)
{
	size_t i;

	for (i = 0; i < c->size; i++)
		c->slots[i] = 0;
	c->count = 0;
	nx_arena_release(&c->kept);
}

void fts_changes_release(fts_changes *c)
{
	nx_arena_release(&c->kept);
	free(c->items);
	free(c->slots);
	fts_changes_init(c, c->store);
}

static nx_status no_memory(nx_error *err)
{
	return nx_fail(err, NX_ERR_NOMEM, "out of memory");
}

static size_t *slot_of(const fts_changes *c, size_t *slots, size_t size, int64_t rowid)
{
	size_t slot = (size_t)((uint64_t)rowid * 0x9E3779B97F4A7C15u >> 32) & (size - 1);

	while (slots[slot] && c->items[slots[slot] - 1].rowid != rowid)
		slot = (slot + 1) & (size - 1);
	return &slots[slot];
}

static bool grow(fts_changes *c)
{
	size_t size = c->size ? c->size * 2 : 1024, i;
	size_t *slots = calloc(size, sizeof *slots);

	if (!slots)
		return false;
	for (i = 0; i < c->count; i++)
		*slot_of(c, slots, size, c->items[i].rowid) = i + 1;
	free(c->slots);
	c->slots = slots;
	c->size = size;
	return true;
}

static fts_change *find(const fts_changes *c, int64_t rowid)
{
	size_t *slot = c->size ? slot_of(c, c->slots, c->size, rowid) : NULL;

	return slot && *slot ? &c->items[*slot - 1] : NULL;
}

/* The change of an article, made when there is none: then it is in the index as its
 * row says. NULL without memory. */
static fts_change *change_of(fts_changes *c, int64_t rowid)
{
	fts_change *change = find(c, rowid), *items;

	if (change)
		return change;
	items = nx_vec_room(c->items, c->count, &c->cap, sizeof *items);
	if (!items)
		return NULL;
	c->items = items;
	if (c->count * 2 >= c->size && !grow(c))
		return NULL;
	change = &c->items[c->count];
	*change = (fts_change){ .rowid = rowid, .before = FTS_AS_ROW, .after = FTS_ROW };
	*slot_of(c, c->slots, c->size, rowid) = ++c->count;
	return change;
}

nx_status fts_changes_add(fts_changes *c, batch_item *item, nx_error *err)
{
	fts_change *change = change_of(c, item->rowid);

	if (!change)
		return no_memory(err);
	change->before = FTS_ABSENT;
	change->after = FTS_ITEM;
	change->item = item;
	return NX_OK;
}

nx_status fts_changes_keys(fts_changes *c, int64_t rowid, nx_str old, nx_str keys, nx_error *err)
{
	fts_change *change = change_of(c, rowid);

	if (!change)
		return no_memory(err);
	if (change->before == FTS_AS_ROW && !change->keys.p)
		change->keys = nx_arena_str(&c->kept, old);
	if (change->after == FTS_ITEM)
		change->item->keys = nx_arena_str(&c->kept, keys);
	return c->kept.failed ? no_memory(err) : NX_OK;
}

nx_status fts_changes_replace(fts_changes *c, batch_item *item, nx_error *err)
{
	fts_change *change = change_of(c, item->rowid);
	sqlite3_stmt *row;

	if (!change)
		return no_memory(err);
	if (change->before == FTS_AS_ROW) {
		if (!(row = store_stmt(c->store, ST_ARTICLE_TEXT, err)))
			return NX_ERR_DB;
		sqlite3_bind_int64(row, 1, item->rowid);
		if (sqlite3_step(row) != SQLITE_ROW)
			return store_fail(c->store, err);
		change->before = FTS_KEPT;
		change->title = nx_arena_str(&c->kept, store_column(row, 0));
		change->body = nx_arena_str(&c->kept, store_column(row, 1));
		if (!change->keys.p)
			change->keys = nx_arena_str(&c->kept, store_column(row, 2));
		sqlite3_reset(row);
	}
	change->after = FTS_ITEM;
	change->item = item;
	return c->kept.failed ? no_memory(err) : NX_OK;
}

nx_status fts_changes_drop(fts_changes *c, int64_t rowid, nx_error *err)
{
	fts_change *change = change_of(c, rowid);

	if (!change)
		return no_memory(err);
	change->after = FTS_NOTHING;
	change->drop_row = true;
	return NX_OK;
}

bool fts_changes_drops(const fts_changes *c, int64_t rowid)
{
	const fts_change *change = find(c, rowid);

	return change && change->drop_row;
}

static nx_status drop(fts_changes *c, const fts_change *change, nx_error *err)
{
	sqlite3_stmt *stmt, *row = NULL;
	nx_status st;

	if (!(stmt = store_stmt(c->store, ST_FTS_DROP, err)))
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, change->rowid);
	if (change->before == FTS_KEPT) {
		store_bind(stmt, 2, change->title);
		store_bind(stmt, 3, change->body);
		store_bind(stmt, 4, change->keys);
		return store_run(c->store, stmt, err);
	}
	if (!(row = store_stmt(c->store, ST_ARTICLE_TEXT, err)))
		return NX_ERR_DB;
	sqlite3_bind_int64(row, 1, change->rowid);
	if (sqlite3_step(row) != SQLITE_ROW)
		return store_fail(c->store, err);
	store_bind(stmt, 2, store_column(row, 0));
	store_bind(stmt, 3, store_column(row, 1));
	store_bind(stmt, 4, change->keys.p ? change->keys : store_column(row, 2));
	st = store_run(c->store, stmt, err);
	sqlite3_reset(row);
	return st;
}

static nx_status add_item(
	fts_changes *c, const batch_item *item, const nx_buf *recording, nx_error *err)
{
	const nx_article *a = &item->article;
	sqlite3_stmt *stmt = store_stmt(c->store, ST_FTS_ADD, err);
	tape t = { .recording = recording->p };
	nx_status st;

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, item->rowid);
	store_bind(stmt, 2, a->title);
	store_bind(stmt, 3, a->body);
	store_bind(stmt, 4, item->keys);
	if (a->title.p)
		t.parts[t.count++] = item->title_tape;
	if (a->body.p)
		t.parts[t.count++] = item->body_tape;
	c->store->tape = &t;
	st = store_run(c->store, stmt, err);
	c->store->tape = NULL;
	return st;
}

static nx_status add_row(fts_changes *c, int64_t rowid, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(c->store, ST_FTS_ADD, err),
		     *row = stmt ? store_stmt(c->store, ST_ARTICLE_TEXT, err) : NULL;
	nx_status st;

	if (!row)
		return NX_ERR_DB;
	sqlite3_bind_int64(row, 1, rowid);
	if (sqlite3_step(row) != SQLITE_ROW)
		return store_fail(c->store, err);
	sqlite3_bind_int64(stmt, 1, rowid);
	store_bind(stmt, 2, store_column(row, 0));
	store_bind(stmt, 3, store_column(row, 1));
	store_bind(stmt, 4, store_column(row, 2));
	st = store_run(c->store, stmt, err);
	sqlite3_reset(row);
	return st;
}

static int by_rowid(const void *a, const void *b)
{
	const fts_change *x = a, *y = b;

	return (x->rowid > y->rowid) - (x->rowid < y->rowid);
}

nx_status fts_changes_apply(fts_changes *c, const nx_buf *recording, nx_error *err)
{
	nx_status st = NX_OK;
	size_t i;

	if (c->count > 1)
		qsort(c->items, c->count, sizeof *c->items, by_rowid);
	for (i = 0; st == NX_OK && i < c->count; i++) {
		if (c->items[i].before != FTS_ABSENT)
			st = drop(c, &c->items[i], err);
		if (st == NX_OK && c->items[i].drop_row)
			st = store_run_id(c->store, ST_ARTICLE_DROP, c->items[i].rowid, err);
		if (st == NX_OK && c->items[i].drop_row)
			st = store_run_id(c->store, ST_TOLD_DROP, c->items[i].rowid, err);
	}
	for (i = 0; st == NX_OK && i < c->count; i++) {
		if (c->items[i].after == FTS_ITEM)
			st = add_item(c, c->items[i].item, recording, err);
		else if (c->items[i].after == FTS_ROW)
			st = add_row(c, c->items[i].rowid, err);
		if (st == NX_OK && c->items[i].after != FTS_NOTHING)
			st = store_run_id(c->store, ST_ARRIVAL_ADD, c->items[i].rowid, err);
	}
	fts_changes_clear(c);
	return st;
}
