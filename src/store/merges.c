#include "store/merges.h"

#include <stdlib.h>

nx_status merges_read(merges *out, nx_store *store, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_MERGED_IDS, err);
	nx_status st = NX_OK;
	bool row;

	*out = (merges){ 0 };
	if (!stmt)
		return NX_ERR_DB;
	while (st == NX_OK && (st = store_step(store, stmt, &row, err)) == NX_OK && row) {
		merged_name *items = nx_vec_room(out->items, out->count, &out->cap, sizeof *items);

		if (!items) {
			st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
			continue;
		}
		out->items = items;
		items[out->count++] = (merged_name){ sqlite3_column_int64(stmt, 0),
			sqlite3_column_int64(stmt, 1) };
	}
	sqlite3_reset(stmt);
	return st;
}

void merges_release(merges *m)
{
	free(m->items);
	*m = (merges){ 0 };
}

static int by_id(const void *a, const void *b)
{
	const merged_name *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

int64_t merges_head(const merges *m, int64_t id)
{
	merged_name key = { id, 0 }, *found = NULL;

	if (m->count)
		found = bsearch(&key, m->items, m->count, sizeof key, by_id);
	return found ? found->head : id;
}

bool merges_is_head(const merges *m, int64_t id)
{
	for (size_t i = 0; i < m->count; i++)
		if (m->items[i].head == id)
			return true;
	return false;
}

nx_str merges_key(const merges *m, nx_str key, nx_buf *scratch)
{
	int64_t id = m->count ? key_entity(key) : 0, head = id ? merges_head(m, id) : 0;

	if (head == id)
		return key;
	nx_buf_clear(scratch);
	key_of_entity(scratch, head);
	return nx_buf_str(scratch);
}

void merges_add_match(const merges *m, nx_buf *out, int64_t head)
{
	nx_buf_addf(out, "\"%ce%lld\"", MARK_KEY, (long long)head);
	for (size_t i = 0; i < m->count; i++)
		if (m->items[i].head == head)
			nx_buf_addf(out, " OR \"%ce%lld\"", MARK_KEY, (long long)m->items[i].id);
}
