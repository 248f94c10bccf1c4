/* The names of articles as keys of the index. */
#include "store/name_ids.h"

#include <stdlib.h>

#include "base/hash.h"

typedef struct name_id {
	const nx_entity *entity;
	int64_t id;
	uint64_t shown; /* hash of the name that the database has for it */
} name_id;

/* By the hash of its entity's id and its text. */
typedef struct spelling_id {
	uint64_t hash;
	int64_t id;
} spelling_id;

struct name_ids {
	nx_store *store;
	name_id *table; /* hash table by entity, open addressing */
	size_t count, size;
	spelling_id *spellings; /* the same, by hash */
	size_t spelling_count, spelling_size;
};

name_ids *name_ids_new(nx_store *store, nx_error *err)
{
	name_ids *ids = calloc(1, sizeof *ids);

	if (ids)
		ids->store = store;
	else
		nx_fail(err, NX_ERR_NOMEM, "out of memory");
	return ids;
}

void name_ids_free(name_ids *ids)
{
	if (ids) {
		free(ids->table);
		free(ids->spellings);
	}
	free(ids);
}

static int compare_spelled(const void *a, const void *b)
{
	const spelled_name *x = a, *y = b;
	uintptr_t p = (uintptr_t)x->entity, q = (uintptr_t)y->entity;

	return p == q ? nx_str_cmp(x->spelling, y->spelling) : (p > q) - (p < q);
}

nx_status names_spelled(const nx_mentions *mentions, const spelled_texts *texts, nx_arena *arena,
	spelled_name **out, size_t *count, nx_error *err)
{
	spelled_name *list = calloc(mentions->count + 1, sizeof *list);
	nx_buf spelling = NX_BUF_INIT;
	size_t found = 0;
	bool failed = list == NULL;

	*out = list;
	*count = 0;
	for (size_t i = 0; i < mentions->count && !failed; i++) {
		const nx_mention *mention = &mentions->items[i];

		if (mention->entity->vague)
			continue;
		nx_buf_clear(&spelling);
		nx_mention_spelling(&spelling, texts->lexicon,
			i < texts->in_body ? texts->body : texts->title, mention);
		list[found++] = (spelled_name){ mention->entity,
			nx_arena_str(arena, nx_buf_str(&spelling)) };
		failed = spelling.failed || arena->failed;
	}
	nx_buf_release(&spelling);
	if (failed)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	qsort(list, found, sizeof *list, compare_spelled);
	for (size_t i = 0; i < found; i++)
		if (i == 0 || compare_spelled(&list[i], &list[*count - 1]) != 0)
			list[(*count)++] = list[i];
	return NX_OK;
}

static name_id *name_slot(name_id *table, size_t size, const nx_entity *entity)
{
	size_t slot = (size_t)((uintptr_t)entity >> 3) * 2654435761u & (size - 1);

	while (table[slot].entity && table[slot].entity != entity)
		slot = (slot + 1) & (size - 1);
	return &table[slot];
}

static bool grow_names(name_ids *ids)
{
	size_t size = ids->size ? ids->size * 2 : 1024, i;
	name_id *table = calloc(size, sizeof *table);

	if (!table)
		return false;
	for (i = 0; i < ids->size; i++)
		if (ids->table[i].entity)
			*name_slot(table, size, ids->table[i].entity) = ids->table[i];
	free(ids->table);
	ids->table = table;
	ids->size = size;
	return true;
}

static nx_status add_entity(nx_store *store, const nx_entity *entity, int64_t *id, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_ENTITY_ADD, err);
	nx_status st;

	if (!stmt)
		return NX_ERR_DB;
	store_bind(stmt, 1, nx_str_from(nx_entity_kind_name(entity->kind)));
	store_bind(stmt, 2, entity->name);
	store_bind(stmt, 3, entity->key);
	if ((st = store_run(store, stmt, err)) == NX_OK)
		*id = sqlite3_last_insert_rowid(store->db);
	return st;
}

static nx_status read_shown(nx_store *store, name_id *name, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_ENTITY_AT, err);
	nx_status st;
	bool row;

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, name->id);
	st = store_step(store, stmt, &row, err);
	if (row)
		name->shown = nx_hash(store_column(stmt, 1));
	sqlite3_reset(stmt);
	return st;
}

/* A name in this database, given its id now if it has none. */
static nx_status find_entity(
	name_ids *ids, const nx_entity *entity, const name_id **out, nx_error *err)
{
	name_id *slot, made = { .entity = entity };
	nx_status st;

	if (ids->count * 2 >= ids->size && !grow_names(ids))
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	slot = name_slot(ids->table, ids->size, entity);
	*out = slot;
	if (slot->entity)
		return NX_OK;
	st = entity_find(ids->store, entity, &made.id, err);
	if (st == NX_OK && made.id == 0)
		st = add_entity(ids->store, entity, &made.id, err);
	if (st == NX_OK)
		st = read_shown(ids->store, &made, err);
	if (st != NX_OK)
		return st;
	*slot = made;
	ids->count++;
	return NX_OK;
}

static spelling_id *spelling_slot(spelling_id *table, size_t size, uint64_t hash)
{
	size_t slot = (size_t)hash & (size - 1);

	while (table[slot].id && table[slot].hash != hash)
		slot = (slot + 1) & (size - 1);
	return &table[slot];
}

static bool grow_spellings(name_ids *ids)
{
	size_t size = ids->spelling_size ? ids->spelling_size * 2 : 4096;
	spelling_id *table = calloc(size, sizeof *table);

	if (!table)
		return false;
	for (size_t i = 0; i < ids->spelling_size; i++)
		if (ids->spellings[i].id)
			*spelling_slot(table, size, ids->spellings[i].hash) = ids->spellings[i];
	free(ids->spellings);
	ids->spellings = table;
	ids->spelling_size = size;
	return true;
}

/* The id of a name's spelling, given to it now if it has none. */
static nx_status find_spelling(
	name_ids *ids, int64_t entity, nx_str spelling, int64_t *out, nx_error *err)
{
	uint64_t hash = nx_hash_stored((uint64_t)entity, spelling);
	spelling_id *slot;
	sqlite3_stmt *stmt;
	nx_status st;
	bool row;

	if (ids->spelling_count * 2 >= ids->spelling_size && !grow_spellings(ids))
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	slot = spelling_slot(ids->spellings, ids->spelling_size, hash);
	*out = slot->id;
	if (slot->id)
		return NX_OK;
	if (!(stmt = store_stmt(ids->store, ST_SPELLING_FIND, err)))
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, entity);
	store_bind(stmt, 2, spelling);
	st = store_step(ids->store, stmt, &row, err);
	if (row)
		*out = sqlite3_column_int64(stmt, 0);
	sqlite3_reset(stmt);
	if (st != NX_OK)
		return st;
	if (*out == 0) {
		if (!(stmt = store_stmt(ids->store, ST_SPELLING_ADD, err)))
			return NX_ERR_DB;
		sqlite3_bind_int64(stmt, 1, entity);
		store_bind(stmt, 2, spelling);
		if ((st = store_run(ids->store, stmt, err)) != NX_OK)
			return st;
		*out = sqlite3_last_insert_rowid(ids->store->db);
	}
	*slot = (spelling_id){ hash, *out };
	ids->spelling_count++;
	return NX_OK;
}

static nx_status add_spelling(
	name_ids *ids, nx_buf *out, const name_id *name, nx_str spelling, nx_error *err)
{
	int64_t id = 0;
	nx_status st = NX_OK;

	if (nx_hash(spelling) == name->shown)
		key_of_shown(out, name->id);
	else if ((st = find_spelling(ids, name->id, spelling, &id, err)) == NX_OK)
		key_of_spelling(out, id);
	return st;
}

static nx_status add_names(
	name_ids *ids, nx_buf *out, const spelled_name *names, size_t count, nx_error *err)
{
	const name_id *name = NULL;
	nx_status st = NX_OK;

	for (size_t i = 0; st == NX_OK && i < count; i++) {
		if (i == 0 || names[i].entity != names[i - 1].entity) {
			st = find_entity(ids, names[i].entity, &name, err);
			if (st == NX_OK)
				key_of_entity(out, name->id);
		}
		if (st == NX_OK)
			st = add_spelling(ids, out, name, names[i].spelling, err);
	}
	return st;
}

nx_status name_ids_keys(name_ids *ids, nx_buf *out, const spelled_name *names, size_t count,
	nx_str source, nx_str tags, nx_str mentions, nx_error *err)
{
	nx_status st;

	nx_buf_clear(out);
	nx_buf_adds(out, KEY_ALL);
	st = add_names(ids, out, names, count, err);
	keys_add_names(out, source, tags);
	if (mentions.n) {
		nx_buf_addc(out, ' ');
		nx_buf_add(out, mentions);
	}
	return st == NX_OK ? nx_buf_status(out, err) : st;
}
