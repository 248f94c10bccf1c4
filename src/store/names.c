/* Names and how many articles have them. For the whole index FTS5's vocabulary has
 * the counts; for the matches of a query the keys of each are counted. */
#include <stdlib.h>
#include <string.h>

#include "store/hit.h"

typedef struct name_count {
	int64_t entity, articles;
} name_count;

typedef struct counter {
	nx_store *store;
	name_count *items; /* hash table by entity, open addressing; 0 is empty */
	size_t used, size;
} counter;

static bool grow(counter *c)
{
	size_t size = c->size ? c->size * 2 : 256, i;
	name_count *items = calloc(size, sizeof *items);

	if (!items)
		return false;
	for (i = 0; i < c->size; i++) {
		size_t slot = (size_t)c->items[i].entity & (size - 1);

		if (!c->items[i].entity)
			continue;
		while (items[slot].entity)
			slot = (slot + 1) & (size - 1);
		items[slot] = c->items[i];
	}
	free(c->items);
	c->items = items;
	c->size = size;
	return true;
}

static nx_status add(counter *c, int64_t entity, int64_t articles, nx_error *err)
{
	size_t slot;

	if (entity == 0)
		return NX_OK;
	if (c->used * 2 >= c->size && !grow(c))
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	slot = (size_t)entity & (c->size - 1);
	while (c->items[slot].entity && c->items[slot].entity != entity)
		slot = (slot + 1) & (c->size - 1);
	c->used += c->items[slot].entity == 0;
	c->items[slot].entity = entity;
	c->items[slot].articles += articles;
	return NX_OK;
}

static nx_status add_row(void *ctx, int64_t rowid, nx_error *err)
{
	counter *c = ctx;
	sqlite3_stmt *stmt = store_stmt(c->store, ST_ARTICLE_KEYS, err);
	nx_status st = NX_OK;
	nx_str keys, key;

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, rowid);
	if (sqlite3_step(stmt) == SQLITE_ROW) {
		keys = store_column(stmt, 0);
		while (st == NX_OK && nx_str_split(&keys, ' ', &key))
			st = add(c, key_entity(key), 1, err);
	}
	sqlite3_reset(stmt);
	return st;
}

static nx_status add_all(counter *c, nx_error *err)
{
	sqlite3_stmt *stmt = NULL;
	nx_status st = NX_OK;
	int rc = SQLITE_DONE;

	/* The terms between the mark with "e" and the mark with "f". */
	if (sqlite3_prepare_v2(c->store->db,
		    "SELECT term, doc FROM article_terms WHERE term >= char(3) || 'e'"
		    " AND term < char(3) || 'f'",
		    -1, &stmt, NULL) != SQLITE_OK)
		st = store_fail(c->store, err);
	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		st = add(c, key_entity(store_column(stmt, 0)), sqlite3_column_int64(stmt, 1), err);
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(c->store, err);
	sqlite3_finalize(stmt);
	return st;
}

static int most_first(const void *a, const void *b)
{
	const name_count *x = a, *y = b;

	if (x->articles != y->articles)
		return x->articles > y->articles ? -1 : 1;
	return (x->entity > y->entity) - (x->entity < y->entity);
}

static nx_status give(
	nx_store *store, const name_count *name, nx_entity_fn fn, void *ctx, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_ENTITY_AT, err);
	nx_status st = NX_OK;

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, name->entity);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		st = fn(ctx, store_column(stmt, 1), store_column(stmt, 0), name->articles, err);
	sqlite3_reset(stmt);
	return st;
}

nx_status nx_store_entities(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_entity_fn fn, void *ctx, nx_error *err)
{
	counter c = { .store = store };
	nx_status st;
	size_t i;

	if ((query && query->root) || options->dated)
		st = search_rowids(store, query, lexicon, options, add_row, &c, err);
	else
		st = add_all(&c, err);
	if (st == NX_OK && c.size)
		qsort(c.items, c.size, sizeof *c.items, most_first);
	for (i = 0; st == NX_OK && i < c.size && c.items[i].entity && i < options->limit; i++)
		st = give(store, &c.items[i], fn, ctx, err);
	free(c.items);
	return st;
}
