/* The names of articles as keys of the index. */
#include "store/name_ids.h"

#include <stdlib.h>

typedef struct name_id {
	const nx_entity *entity;
	int64_t id;
} name_id;

struct name_ids {
	nx_store *store;
	name_id *table; /* hash table by entity, open addressing */
	size_t count, size;
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
	if (ids)
		free(ids->table);
	free(ids);
}

static int compare_pointers(const void *a, const void *b)
{
	uintptr_t x = (uintptr_t) * (const void *const *)a,
		  y = (uintptr_t) * (const void *const *)b;

	return (x > y) - (x < y);
}

nx_status names_distinct(
	const nx_mentions *mentions, const nx_entity ***out, size_t *count, nx_error *err)
{
	const nx_entity **list = calloc(mentions->count + 1, sizeof *list);
	size_t i, found = 0;

	*out = list;
	*count = 0;
	if (!list)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	for (i = 0; i < mentions->count; i++)
		if (!mentions->items[i].entity->vague)
			list[found++] = mentions->items[i].entity;
	if (found > 1)
		qsort(list, found, sizeof *list, compare_pointers);
	for (i = 0; i < found; i++)
		if (i == 0 || list[i] != list[i - 1])
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

/* The id of a name in this database, given to it now if it has none. */
static nx_status entity_id(name_ids *ids, const nx_entity *entity, int64_t *out, nx_error *err)
{
	name_id *slot;
	sqlite3_stmt *stmt;
	nx_status st;

	if (ids->count * 2 >= ids->size && !grow_names(ids))
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	slot = name_slot(ids->table, ids->size, entity);
	*out = slot->id;
	if (slot->entity)
		return NX_OK;
	if ((st = entity_find(ids->store, entity, out, err)) != NX_OK)
		return st;
	if (*out == 0) {
		if (!(stmt = store_stmt(ids->store, ST_ENTITY_ADD, err)))
			return NX_ERR_DB;
		store_bind(stmt, 1, nx_str_from(nx_entity_kind_name(entity->kind)));
		store_bind(stmt, 2, entity->name);
		store_bind(stmt, 3, entity->key);
		if ((st = store_run(ids->store, stmt, err)) != NX_OK)
			return st;
		*out = sqlite3_last_insert_rowid(ids->store->db);
	}
	slot->entity = entity;
	slot->id = *out;
	ids->count++;
	return NX_OK;
}

nx_status name_ids_keys(name_ids *ids, nx_buf *out, const nx_entity **entities, size_t count,
	nx_str source, nx_str tags, nx_str mentions, nx_error *err)
{
	nx_status st = NX_OK;
	size_t i;

	nx_buf_clear(out);
	nx_buf_adds(out, KEY_ALL);
	for (i = 0; st == NX_OK && i < count; i++) {
		int64_t id = 0;

		if ((st = entity_id(ids, entities[i], &id, err)) == NX_OK)
			key_of_entity(out, id);
	}
	keys_add_names(out, source, tags);
	if (mentions.n) {
		nx_buf_addc(out, ' ');
		nx_buf_add(out, mentions);
	}
	return st == NX_OK ? nx_buf_status(out, err) : st;
}
