#include "store/former.h"

#include <stdlib.h>

#include "base/hash.h"

void former_clear(former_places *f)
{
	f->count = f->unseen = 0;
}

void former_release(former_places *f)
{
	int by;

	free(f->rows);
	for (by = 0; by < FORMER_KEYS; by++)
		free(f->heads[by]);
	*f = (former_places){ 0 };
}

uint64_t former_place_key(nx_str member, int64_t ordinal)
{
	return (nx_hash(member) ^ (uint64_t)ordinal) * NX_HASH_FACTOR;
}

uint64_t former_docno_key(nx_str member, nx_str docno)
{
	return docno.n ? (nx_hash(member) * NX_HASH_FACTOR ^ nx_hash(docno)) | 1 : 0;
}

static uint32_t *head_of(former_places *f, former_by by, uint64_t key)
{
	return &f->heads[by][(key * NX_HASH_FACTOR >> 32) & (f->size - 1)];
}

/* Chains hold 1 + the row's number, 0 at their end. */
static void link_row(former_places *f, former_by by, size_t at)
{
	uint32_t *head = head_of(f, by, f->rows[at].keys[by]);

	f->rows[at].next[by] = *head;
	*head = (uint32_t)at + 1;
}

static nx_status add_rows(former_places *f, edit *e, enum stmt_id id, int64_t file_id,
	const former_part *part, int sign, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(e->store, id, err);
	nx_status st = NX_OK;
	int rc = SQLITE_DONE;

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, file_id);
	sqlite3_bind_int64(stmt, 2, -1);
	if (part) {
		store_bind(stmt, 3, part->member);
		sqlite3_bind_int64(stmt, 4, part->first);
		sqlite3_bind_int64(stmt, 5, part->last);
	}
	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		int64_t target = sign * sqlite3_column_int64(stmt, 0);
		nx_str member = store_column(stmt, 1);
		former_row *rows;

		/* An article that another file of this transaction has moved to another day. */
		if (target > 0 && fts_changes_drops(&e->fts, target))
			continue;
		rows = f->count < UINT32_MAX - 1
			       ? nx_vec_room(f->rows, f->count, &f->cap, sizeof *rows)
			       : NULL;
		if (!rows) {
			st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
			continue;
		}
		f->rows = rows;
		rows[f->count++] = (former_row){
			.keys = { former_place_key(member, sqlite3_column_int64(stmt, 2)),
				(uint64_t)sqlite3_column_int64(stmt, 3),
				former_docno_key(member, store_column(stmt, 4)), (uint64_t)target }
		};
	}
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(e->store, err);
	sqlite3_reset(stmt);
	return st;
}

static bool make_heads(former_places *f)
{
	size_t size = f->size ? f->size : 64, i;
	int by;

	while (size < f->count)
		size *= 2;
	for (by = 0; by < FORMER_KEYS; by++) {
		uint32_t *heads = f->heads[by];

		if (size > f->size) {
			heads = realloc(f->heads[by], size * sizeof *heads);
			if (!heads)
				return false;
			f->heads[by] = heads;
		}
		for (i = 0; i < size; i++)
			heads[i] = 0;
	}
	f->size = size;
	return true;
}

nx_status former_load(
	former_places *f, edit *e, int64_t file_id, const former_part *part, nx_error *err)
{
	nx_status st;
	size_t i;
	int by;

	former_clear(f);
	st = add_rows(f, e, part ? ST_PAGE_ARTICLES : ST_FILE_ARTICLES, file_id, part, 1, err);
	if (st == NX_OK)
		st = add_rows(f, e, part ? ST_PAGE_COPIES : ST_FILE_COPIES, file_id, part, -1, err);
	if (st != NX_OK || f->count == 0)
		return st;
	if (!make_heads(f))
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	/* From the last on: chains are in order then. */
	for (i = f->count; i-- > 0;)
		for (by = 0; by < FORMER_KEYS; by++)
			link_row(f, (former_by)by, i);
	f->unseen = f->count;
	return NX_OK;
}

former_row *former_next(former_places *f, former_by by, uint64_t key, former_row *row)
{
	uint32_t *link;

	if (!f->unseen)
		return NULL;
	/* What was seen is taken out on the way: many records may have one hash. */
	for (link = row ? &row->next[by] : head_of(f, by, key); *link;) {
		former_row *at = &f->rows[*link - 1];

		if (at->seen)
			*link = at->next[by];
		else if (at->keys[by] == key)
			return at;
		else
			link = &at->next[by];
	}
	return NULL;
}

void former_retarget(former_places *f, int64_t from, int64_t to)
{
	former_row *row = former_next(f, FORMER_TARGET, (uint64_t)from, NULL);
	uint32_t *link, at;

	if (!row)
		return;
	at = (uint32_t)(row - f->rows) + 1;
	for (link = head_of(f, FORMER_TARGET, (uint64_t)from); *link != at;)
		link = &f->rows[*link - 1].next[FORMER_TARGET];
	*link = row->next[FORMER_TARGET];
	row->keys[FORMER_TARGET] = (uint64_t)to;
	link_row(f, FORMER_TARGET, at - 1);
}

void former_see(former_places *f, former_row *row)
{
	if (!row->seen)
		f->unseen--;
	row->seen = true;
}
