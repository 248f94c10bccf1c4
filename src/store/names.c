/* Names, how many articles have them, and which stand side by side. For the whole index
 * FTS5's vocabulary has the counts; for the matches of a query, and for pairs, the keys of
 * each article are read. */
#include <stdlib.h>
#include <string.h>

#include "store/facet_keys.h"
#include "store/hit.h"
#include "store/merges.h"
#include "store/search.h"

typedef struct name_count {
	int64_t id;                    /* 0 in an empty slot */
	int64_t articles, first, last; /* rows; dated ones only */
	int64_t row;                   /* that was counted last */
	bool merged;                   /* counted by its whole group */
	nx_str name, kind;             /* of those told */
} name_count;

typedef struct counter {
	nx_store *store;
	name_count *items; /* hash table by id, open addressing */
	size_t used, size;
	merges merged;
	/* Of a graph: the names that are told, and their pairs as a square. */
	name_count *names;
	size_t name_count;
	uint32_t *pairs;
	nx_arena arena;
} counter;

static nx_status out_of_memory(nx_error *err)
{
	return nx_fail(err, NX_ERR_NOMEM, "out of memory");
}

static name_count *slot_of(name_count *items, size_t size, int64_t id)
{
	size_t slot = (size_t)id & (size - 1);

	while (items[slot].id && items[slot].id != id)
		slot = (slot + 1) & (size - 1);
	return &items[slot];
}

static bool grow(counter *c)
{
	size_t size = c->size ? c->size * 2 : 256, i;
	name_count *items = calloc(size, sizeof *items);

	if (!items)
		return false;
	for (i = 0; i < c->size; i++)
		if (c->items[i].id)
			*slot_of(items, size, c->items[i].id) = c->items[i];
	free(c->items);
	c->items = items;
	c->size = size;
	return true;
}

static name_count *count_of(counter *c, int64_t id, nx_error *err)
{
	name_count *found;

	if (c->used * 2 >= c->size && !grow(c)) {
		out_of_memory(err);
		return NULL;
	}
	found = slot_of(c->items, c->size, id);
	c->used += found->id == 0;
	found->id = id;
	return found;
}

/* Call `fn` with each name of the article, merged ones as what they are now. */
typedef nx_status (*key_fn)(counter *c, int64_t id, int64_t rowid, nx_error *err);
static nx_status each_key(counter *c, int64_t rowid, key_fn fn, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(c->store, ST_ARTICLE_KEYS, err);
	nx_status st;
	nx_str keys, key;
	bool row;

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, rowid);
	st = store_step(c->store, stmt, &row, err);
	if (row) {
		keys = store_column(stmt, 0);
		while (st == NX_OK && nx_str_split(&keys, ' ', &key)) {
			int64_t id = key_entity(key);

			if (id)
				st = fn(c, merges_head(&c->merged, id), rowid, err);
		}
	}
	sqlite3_reset(stmt);
	return st;
}

static nx_status count_key(counter *c, int64_t id, int64_t rowid, nx_error *err)
{
	name_count *name = count_of(c, id, err);

	if (!name)
		return NX_ERR_NOMEM;
	if (name->row == rowid)
		return NX_OK;
	name->row = rowid;
	name->articles++;
	if (rowid >= ROWID_FIRST_DATED) {
		name->first = name->first && name->first < rowid ? name->first : rowid;
		name->last = name->last > rowid ? name->last : rowid;
	}
	return NX_OK;
}

static nx_status count_row(void *ctx, int64_t rowid, nx_error *err)
{
	return each_key(ctx, rowid, count_key, err);
}

/* What full-text search knows of all names of a group together. */
static nx_status measure(counter *c, name_count *name, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(c->store, ST_NAME_SPAN, err);
	nx_buf match = NX_BUF_INIT;
	nx_status st = NX_OK;

	if (!stmt)
		return NX_ERR_DB;
	merges_add_match(&c->merged, &match, name->id);
	store_bind(stmt, 1, nx_buf_str(&match));
	sqlite3_bind_int64(stmt, 2, ROWID_FIRST_DATED);
	if (sqlite3_step(stmt) == SQLITE_ROW) {
		name->articles = sqlite3_column_int64(stmt, 0);
		name->first = sqlite3_column_int64(stmt, 1);
		name->last = sqlite3_column_int64(stmt, 2);
	} else {
		st = store_fail(c->store, err);
	}
	sqlite3_reset(stmt);
	nx_buf_release(&match);
	return st;
}

static nx_status count_vocabulary(counter *c, nx_error *err)
{
	sqlite3_stmt *stmt = NULL;
	nx_status st = facet_keys_open(c->store, NX_FACET_ENTITY, &stmt, err);
	int rc = SQLITE_DONE;

	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		int64_t id = key_entity(store_column(stmt, 0)), head = merges_head(&c->merged, id);
		name_count *name = id ? count_of(c, head, err) : NULL;

		if (!id)
			continue;
		if (!name)
			st = NX_ERR_NOMEM;
		else if (head != id || merges_is_head(&c->merged, id))
			name->merged = true;
		else
			name->articles = sqlite3_column_int64(stmt, 1);
	}
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(c->store, err);
	sqlite3_finalize(stmt);
	for (size_t i = 0; st == NX_OK && i < c->size; i++)
		if (c->items[i].merged)
			st = measure(c, &c->items[i], err);
	return st;
}

static int most_first(const void *a, const void *b)
{
	const name_count *x = a, *y = b;

	if (x->articles != y->articles)
		return x->articles > y->articles ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

static int32_t day_of(int64_t rowid)
{
	return rowid >= ROWID_FIRST_DATED ? (int32_t)rowid_day(rowid) : 0;
}

/* Read the name; *fits is whether it is of that kind. Views live until the next call. */
static nx_status read_name(counter *c, const name_count *name, nx_entity_kind kind,
	nx_name_count *out, bool *fits, sqlite3_stmt **row, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(c->store, ST_ENTITY_AT, err);
	nx_status st;
	bool any;

	*fits = false;
	*row = stmt;
	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, name->id);
	st = store_step(c->store, stmt, &any, err);
	if (!any)
		return st;
	*out = (nx_name_count){ name->id, store_column(stmt, 1), store_column(stmt, 0),
		name->articles, day_of(name->first), day_of(name->last) };
	*fits = kind == NX_ENTITY_KINDS ||
		nx_str_eq(out->kind, nx_str_from(nx_entity_kind_name(kind)));
	return NX_OK;
}

/* Tell the names, and keep those that are told at the head of the items. */
static nx_status tell(counter *c, size_t limit, nx_entity_kind kind, bool whole, nx_entity_fn fn,
	void *ctx, nx_error *err)
{
	nx_status st = NX_OK;
	size_t i, told = 0;

	if (c->size)
		qsort(c->items, c->size, sizeof *c->items, most_first);
	for (i = 0; st == NX_OK && i < c->used && told < limit; i++) {
		nx_name_count name;
		sqlite3_stmt *row;
		bool fits;

		if (!c->items[i].id || !c->items[i].articles)
			continue;
		st = read_name(c, &c->items[i], kind, &name, &fits, &row, err);
		if (st == NX_OK && fits && whole && !c->items[i].merged)
			st = measure(c, &c->items[i], err);
		if (st == NX_OK && fits) {
			name.first_day = day_of(c->items[i].first);
			name.last_day = day_of(c->items[i].last);
			st = fn(ctx, &name, err);
			c->items[told] = c->items[i];
			c->items[told].name = nx_arena_str(&c->arena, name.name);
			c->items[told++].kind = nx_arena_str(&c->arena, name.kind);
		}
		sqlite3_reset(row);
	}
	c->name_count = told;
	return st == NX_OK && c->arena.failed ? out_of_memory(err) : st;
}

static nx_status count_names(counter *c, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, bool whole, nx_error *err)
{
	nx_status st = merges_read(&c->merged, c->store, err);

	if (st != NX_OK)
		return st;
	return whole ? count_vocabulary(c, err)
		     : search_rowids(c->store, query, lexicon, options, count_row, c, err);
}

static void release(counter *c)
{
	free(c->items);
	merges_release(&c->merged);
	free(c->names);
	free(c->pairs);
	nx_arena_release(&c->arena);
}

nx_status nx_store_entities(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_entity_kind kind, nx_entity_fn fn, void *ctx,
	nx_error *err)
{
	counter c = { .store = store, .arena = NX_ARENA_INIT };
	bool whole = !(query && query->root) && !options->dated;
	nx_status st = count_names(&c, query, lexicon, options, whole, err);

	if (st == NX_OK)
		st = tell(&c, options->limit, kind, whole, fn, ctx, err);
	release(&c);
	return st;
}

static int names_by_id(const void *a, const void *b)
{
	const name_count *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

/* Note that the article has the name, if it is one of those told. */
static nx_status note_key(counter *c, int64_t id, int64_t rowid, nx_error *err)
{
	name_count key = { .id = id }, *found;

	(void)err;
	found = bsearch(&key, c->names, c->name_count, sizeof key, names_by_id);
	if (found)
		found->row = rowid;
	return NX_OK;
}

static nx_status pair_row(void *ctx, int64_t rowid, nx_error *err)
{
	counter *c = ctx;
	nx_status st = each_key(c, rowid, note_key, err);

	for (size_t i = 0; i < c->name_count; i++)
		for (size_t k = i + 1; c->names[i].row == rowid && k < c->name_count; k++)
			c->pairs[i * c->name_count + k] += c->names[k].row == rowid;
	return st;
}

static nx_name_count told_name(const name_count *name)
{
	return (nx_name_count){ name->id, name->name, name->kind, name->articles,
		day_of(name->first), day_of(name->last) };
}

static nx_status tell_pairs(counter *c, nx_pair_fn fn, void *ctx, nx_error *err)
{
	nx_status st = NX_OK;

	for (size_t i = 0; i < c->name_count; i++)
		for (size_t k = i + 1; st == NX_OK && k < c->name_count; k++) {
			nx_name_count a = told_name(&c->names[i]), b = told_name(&c->names[k]);

			if (c->pairs[i * c->name_count + k])
				st = fn(ctx, &a, &b, c->pairs[i * c->name_count + k], err);
		}
	return st;
}

nx_status nx_store_graph(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_entity_kind kind, nx_entity_fn name_fn,
	nx_pair_fn pair_fn, void *ctx, nx_error *err)
{
	counter c = { .store = store, .arena = NX_ARENA_INIT };
	size_t limit = options->limit < NX_GRAPH_MAX ? options->limit : NX_GRAPH_MAX;
	nx_status st = count_names(&c, query, lexicon, options, false, err);

	if (st == NX_OK)
		st = tell(&c, limit, kind, false, name_fn, ctx, err);
	if (st == NX_OK && c.name_count) {
		c.names = calloc(c.name_count, sizeof *c.names);
		c.pairs = calloc(c.name_count * c.name_count, sizeof *c.pairs);
		if (c.names && c.pairs) {
			memcpy(c.names, c.items, c.name_count * sizeof *c.names);
			for (size_t i = 0; i < c.name_count; i++)
				c.names[i].row = 0;
			qsort(c.names, c.name_count, sizeof *c.names, names_by_id);
			st = search_rowids(store, query, lexicon, options, pair_row, &c, err);
		} else {
			st = out_of_memory(err);
		}
		if (st == NX_OK)
			st = tell_pairs(&c, pair_fn, ctx, err);
	}
	release(&c);
	return st;
}
