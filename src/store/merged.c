/* Names that the user has said to be one. The index keeps the key of each, so that a
 * correction costs nothing, is undone as easily, and outlives a rebuild: a question for one
 * asks for all. */
#include "store/internal.h"

static nx_status add_group(nx_store *store, int64_t id, nx_buf *out, size_t *count, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_MERGED_GROUP, err);
	nx_status st;
	bool row;

	*count = 0;
	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, id);
	for (; (st = store_step(store, stmt, &row, err)) == NX_OK && row; ++*count)
		key_of_entity(out, sqlite3_column_int64(stmt, 0));
	sqlite3_reset(stmt);
	return st == NX_OK ? nx_buf_status(out, err) : st;
}

/* The name as the texts have it, of that kind or of the only one; *kinds counts them. */
static nx_status find_printed(
	nx_store *store, nx_str name, nx_entity_kind kind, int64_t *id, int *kinds, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_ENTITY_BY_KEY, err);
	nx_buf key = NX_BUF_INIT;
	nx_status st;
	bool row = true;

	*id = *kinds = 0;
	if (!stmt)
		return NX_ERR_DB;
	nx_entity_key(&key, name);
	st = nx_buf_status(&key, err);
	store_bind(stmt, 1, nx_buf_str(&key));
	store_bind(stmt, 2, name);
	while (st == NX_OK && (st = store_step(store, stmt, &row, err)) == NX_OK && row) {
		if (kind != NX_ENTITY_KINDS &&
			!nx_str_eq(store_column(stmt, 1), nx_str_from(nx_entity_kind_name(kind))))
			continue;
		if (++*kinds == 1)
			*id = sqlite3_column_int64(stmt, 0);
	}
	sqlite3_reset(stmt);
	nx_buf_release(&key);
	return st;
}

nx_status entity_keys(
	nx_store *store, const nx_lexicon *lexicon, const nx_node *node, nx_buf *out, nx_error *err)
{
	const nx_entity *entity = nx_node_entity(node, lexicon);
	nx_status st;
	int64_t id = 0;
	size_t count;
	int kinds;

	if (entity)
		st = entity_find(store, entity, &id, err);
	else
		st = find_printed(store, node->text, node->entity_kind, &id, &kinds, err);
	if (st == NX_OK && id)
		st = add_group(store, id, out, &count, err);
	/* Of a name that no table has, all its words know more than the key. */
	if (st == NX_OK && !entity && id && count < 2)
		nx_buf_clear(out);
	return st;
}

static nx_status read_names(
	nx_store *store, nx_str keys, nx_node *node, nx_arena *arena, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_ENTITY_AT, err);
	nx_status st = NX_OK;
	nx_str key;
	bool row;

	if (!stmt)
		return NX_ERR_DB;
	while (st == NX_OK && nx_str_split(&keys, ' ', &key)) {
		nx_entity *name = &node->names[node->name_count];

		sqlite3_bind_int64(stmt, 1, key_entity(key));
		st = store_step(store, stmt, &row, err);
		if (row) {
			nx_entity_kind_find(&name->kind, store_column(stmt, 0));
			name->name = nx_arena_str(arena, store_column(stmt, 1));
			name->key = nx_arena_str(arena, store_column(stmt, 2));
			node->name_count++;
		}
		sqlite3_reset(stmt);
	}
	return st == NX_OK && arena->failed ? nx_fail(err, NX_ERR_NOMEM, "out of memory") : st;
}

static nx_status name_node(
	nx_store *store, const nx_lexicon *lexicon, nx_query *query, nx_node *node, nx_error *err)
{
	nx_buf keys = NX_BUF_INIT;
	nx_status st = NX_OK;
	size_t i, count = 1;

	for (i = 0; st == NX_OK && i < node->child_count; i++)
		st = name_node(store, lexicon, query, node->children[i], err);
	node->name_count = 0;
	if (st == NX_OK && node->kind == NX_NODE_ENTITY)
		st = entity_keys(store, lexicon, node, &keys, err);
	for (i = 0; i < keys.n; i++)
		count += keys.p[i] == ' ';
	if (st == NX_OK && count > 1) {
		node->names = nx_arena_alloc(&query->arena, count * sizeof *node->names);
		st = node->names ? read_names(store, nx_buf_str(&keys), node, &query->arena, err)
				 : nx_fail(err, NX_ERR_NOMEM, "out of memory");
	}
	nx_buf_release(&keys);
	return st;
}

nx_status entity_names(nx_store *store, const nx_lexicon *lexicon, nx_query *query, nx_error *err)
{
	int64_t any = 0;
	nx_status st;

	if (!nx_query_asks_names(query))
		return NX_OK;
	st = store_ask(store, "SELECT EXISTS (SELECT 1 FROM merged)", &any, err);
	return st == NX_OK && any ? name_node(store, lexicon, query, query->root, err) : st;
}

nx_status nx_store_name_now(
	nx_store *store, const nx_entity *entity, nx_str *kind, nx_str *name, nx_error *err)
{
	sqlite3_stmt *stmt;
	int64_t id = 0;
	bool row;
	nx_status st = entity_find(store, entity, &id, err);

	*kind = nx_str_from(nx_entity_kind_name(entity->kind));
	*name = entity->name;
	if (st != NX_OK || !id)
		return st;
	if (!(stmt = store_stmt(store, ST_MERGED_NOW, err)))
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, id);
	st = store_step(store, stmt, &row, err);
	if (row) {
		*kind = store_column(stmt, 0);
		*name = store_column(stmt, 1);
	}
	return st;
}

/* "person:NAME" asks for a kind. */
static nx_entity_kind kind_asked(nx_str *name)
{
	for (int k = 0; k < NX_ENTITY_KINDS; k++) {
		nx_str kind = nx_str_from(nx_entity_kind_name((nx_entity_kind)k));

		if (nx_str_starts(*name, kind) && name->n > kind.n && name->p[kind.n] == ':') {
			*name = nx_str_slice(*name, kind.n + 1, name->n);
			return (nx_entity_kind)k;
		}
	}
	return NX_ENTITY_KINDS;
}

static nx_status name_id(
	nx_store *store, const nx_lexicon *lexicon, nx_str name, int64_t *id, nx_error *err)
{
	nx_entity_kind kind = kind_asked(&name);
	const nx_entity *entity = nx_lexicon_find(lexicon, name);
	nx_status st;
	int kinds;

	/* What the articles have as it is written comes first: it is another than the one
	 * it may be taken for. */
	st = find_printed(store, name, kind, id, &kinds, err);
	if (st == NX_OK && kinds > 1)
		return nx_fail(err, NX_ERR_USAGE,
			"\"%.*s\" is the name of several kinds; write person:%.*s, place:%.*s or "
			"organization:%.*s",
			NX_FMT(name), NX_FMT(name), NX_FMT(name), NX_FMT(name));
	if (st == NX_OK && !*id && entity && (kind == NX_ENTITY_KINDS || kind == entity->kind))
		st = entity_find(store, entity, id, err);
	if (st == NX_OK && !*id)
		return nx_fail(
			err, NX_ERR_NOTFOUND, "no article has a name \"%.*s\"", NX_FMT(name));
	return st;
}

nx_status nx_store_name_id(
	nx_store *store, const nx_lexicon *lexicon, nx_str name, int64_t *id, nx_error *err)
{
	nx_status st = name_id(store, lexicon, name, id, err);

	return st == NX_OK ? store_find(store, ST_MERGED_HEAD, *id, id, err) : st;
}

nx_status nx_store_merge_names(
	nx_store *store, const nx_lexicon *lexicon, nx_str name, nx_str other, nx_error *err)
{
	int64_t head = 0, id = 0;
	nx_status st = store_exec(store, "BEGIN IMMEDIATE", err);

	if (st == NX_OK && (st = name_id(store, lexicon, name, &id, err)) == NX_OK)
		st = store_find(store, ST_MERGED_HEAD, id, &head, err);
	if (st == NX_OK && (st = name_id(store, lexicon, other, &id, err)) == NX_OK)
		st = store_find(store, ST_MERGED_HEAD, id, &id, err);
	if (st == NX_OK && id == head)
		st = nx_fail(err, NX_ERR_USAGE, "\"%.*s\" and \"%.*s\" are one name already",
			NX_FMT(name), NX_FMT(other));
	if (st == NX_OK)
		st = store_run_pair(store, ST_MERGED_MOVE, id, head, err);
	if (st == NX_OK)
		st = store_run_pair(store, ST_MERGED_ADD, id, head, err);
	return store_end(store, st, err);
}

nx_status nx_store_split_name(
	nx_store *store, const nx_lexicon *lexicon, nx_str name, nx_error *err)
{
	int64_t id = 0;
	nx_status st = store_exec(store, "BEGIN IMMEDIATE", err);

	if (st == NX_OK)
		st = name_id(store, lexicon, name, &id, err);
	if (st == NX_OK)
		st = store_run_id(store, ST_MERGED_DROP, id, err);
	if (st == NX_OK && sqlite3_changes(store->db) == 0)
		st = nx_fail(err, NX_ERR_NOTFOUND, "\"%.*s\" is merged with no name", NX_FMT(name));
	return store_end(store, st, err);
}

nx_status nx_store_corrections(nx_store *store, nx_correction_fn fn, void *ctx, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_MERGED_ALL, err);
	nx_status st = NX_OK;
	bool row;

	if (!stmt)
		return NX_ERR_DB;
	while (st == NX_OK && (st = store_step(store, stmt, &row, err)) == NX_OK && row)
		st = fn(ctx, store_column(stmt, 3), store_column(stmt, 2), store_column(stmt, 5),
			store_column(stmt, 4), err);
	sqlite3_reset(stmt);
	return st;
}
