/* Stores one batch in one transaction: old articles out, then new ones in, each in
 * ascending row id, because FTS5 ends a segment at every step back. No savepoint an
 * article: FTS5 writes a segment at each. */
#include <stdlib.h>
#include <string.h>

#include "store/batch.h"
#include "store/day_lengths.h"
#include "store/name_ids.h"

typedef struct old_row {
	uint64_t ordinal;
	int64_t rowid, hash;
	bool seen;
} old_row;

struct loader {
	nx_store *store;
	int64_t file_id; /* the file at hand */
	old_row *old;    /* its articles of before, by ordinal */
	size_t old_count, old_cap;
	name_ids *names;
	int64_t *drops; /* row ids to remove */
	size_t drop_count, drop_cap;
	day_lengths lengths;
};

loader *loader_new(nx_store *store, nx_error *err)
{
	loader *l = calloc(1, sizeof *l);

	if (!l) {
		nx_fail(err, NX_ERR_NOMEM, "out of memory");
		return NULL;
	}
	l->store = store;
	day_lengths_init(&l->lengths, store);
	l->names = name_ids_new(store, err);
	if (!l->names) {
		loader_free(l);
		return NULL;
	}
	return l;
}

void loader_free(loader *l)
{
	if (!l)
		return;
	free(l->old);
	name_ids_free(l->names);
	free(l->drops);
	day_lengths_release(&l->lengths);
	free(l);
}

static nx_status no_memory(nx_error *err)
{
	return nx_fail(err, NX_ERR_NOMEM, "out of memory");
}

static nx_status begin_file(loader *l, const batch_item *item, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(l->store, ST_FILE_ADD, err);
	int rc;

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_text(stmt, 1, item->path, -1, SQLITE_STATIC);
	if (sqlite3_step(stmt) != SQLITE_ROW)
		return store_fail(l->store, err);
	l->file_id = sqlite3_column_int64(stmt, 0);
	sqlite3_reset(stmt);

	l->old_count = 0;
	if (!(stmt = store_stmt(l->store, ST_FILE_ROWS, err)))
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, l->file_id);
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		old_row *old = nx_vec_room(l->old, l->old_count, &l->old_cap, sizeof *old);

		if (!old)
			break;
		l->old = old;
		old[l->old_count++] = (old_row){ (uint64_t)sqlite3_column_int64(stmt, 0),
			sqlite3_column_int64(stmt, 1), sqlite3_column_int64(stmt, 2), false };
	}
	sqlite3_reset(stmt);
	return rc == SQLITE_ROW ? no_memory(err) : NX_OK;
}

static int compare_ordinals(const void *a, const void *b)
{
	const old_row *x = a, *y = b;

	return (x->ordinal > y->ordinal) - (x->ordinal < y->ordinal);
}

static nx_status add_drop(loader *l, int64_t rowid, nx_error *err)
{
	int64_t *drops = nx_vec_room(l->drops, l->drop_count, &l->drop_cap, sizeof *drops);

	if (!drops)
		return no_memory(err);
	l->drops = drops;
	drops[l->drop_count++] = rowid;
	return NX_OK;
}

/* Is the article there already, as it is or as it was? */
static nx_status place_article(loader *l, batch_item *item, nx_write_counts *counts, nx_error *err)
{
	old_row key = { item->ordinal, 0, 0, false }, *old = NULL;

	item->file_id = l->file_id;
	if (l->old_count)
		old = bsearch(&key, l->old, l->old_count, sizeof key, compare_ordinals);
	if (!old) {
		counts->added++;
		return NX_OK;
	}
	old->seen = true;
	if (old->hash == item->hash) {
		item->skip = true;
		counts->unchanged++;
		return NX_OK;
	}
	counts->updated++;
	item->old_rowid = old->rowid;
	return add_drop(l, old->rowid, err);
}

static nx_status end_file(loader *l, const batch_item *item, nx_write_counts *counts, nx_error *err)
{
	sqlite3_stmt *stmt;
	nx_status st = NX_OK;
	size_t i;

	if (!item->complete)
		return NX_OK;
	for (i = 0; st == NX_OK && i < l->old_count; i++)
		if (!l->old[i].seen) {
			counts->removed++;
			st = add_drop(l, l->old[i].rowid, err);
		}
	l->old_count = 0;
	if (st != NX_OK)
		return st;
	if (!(stmt = store_stmt(l->store, ST_FILE_DONE, err)))
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, l->file_id);
	sqlite3_bind_int64(stmt, 2, item->info.size);
	sqlite3_bind_int64(stmt, 3, item->info.mtime);
	return store_run(l->store, stmt, err);
}

static nx_status drop_article(loader *l, int64_t rowid, nx_error *err)
{
	sqlite3_stmt *row = store_stmt(l->store, ST_ARTICLE_TEXT, err), *stmt;
	nx_status st;

	if (!row)
		return NX_ERR_DB;
	sqlite3_bind_int64(row, 1, rowid);
	if (sqlite3_step(row) != SQLITE_ROW)
		return store_fail(l->store, err);
	if (!(stmt = store_stmt(l->store, ST_FTS_DROP, err)))
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, rowid);
	store_bind(stmt, 2, store_column(row, 0));
	store_bind(stmt, 3, store_column(row, 1));
	store_bind(stmt, 4, store_column(row, 2));
	st = store_run(l->store, stmt, err);
	sqlite3_reset(row);
	if (st == NX_OK && !(stmt = store_stmt(l->store, ST_ARTICLE_DROP, err)))
		st = NX_ERR_DB;
	if (st == NX_OK) {
		sqlite3_bind_int64(stmt, 1, rowid);
		st = store_run(l->store, stmt, err);
	}
	return st;
}

static int32_t day_of(const nx_article *article)
{
	int32_t first = 0, last;

	if (article->date.precision != NX_PRECISION_NONE)
		nx_date_days(&article->date, &first, &last);
	return first;
}

static nx_status give_rowid(loader *l, batch_item *item, nx_error *err)
{
	int64_t day = day_of(&item->article);
	nx_status st = NX_OK;

	/* An article that was changed keeps its id as long as its day is the same. */
	if (item->old_rowid &&
		(day ? rowid_day(item->old_rowid) == day : item->old_rowid < ROWID_FIRST_DATED))
		item->rowid = item->old_rowid;
	else
		st = day_lengths_new_rowid(&l->lengths, day, &item->rowid, err);
	return st == NX_OK ? day_lengths_set(&l->lengths, item->rowid, item->tokens, err) : st;
}

static void bind_article(
	sqlite3_stmt *stmt, const batch_item *item, nx_str date, nx_str tags, nx_str keys)
{
	const nx_article *a = &item->article;

	sqlite3_bind_int64(stmt, 1, item->rowid);
	sqlite3_bind_int64(stmt, 2, item->file_id);
	sqlite3_bind_int64(stmt, 3, (int64_t)item->ordinal);
	sqlite3_bind_int64(stmt, 4, item->hash);
	store_bind(stmt, 5, a->docno);
	store_bind(stmt, 6, a->title);
	store_bind(stmt, 7, date.n ? date : NX_STR_NULL);
	store_bind(stmt, 8, nx_str_from(nx_date_origin_name(a->date_origin)));
	store_bind(stmt, 9, a->source);
	store_bind(stmt, 10, a->author);
	store_bind(stmt, 11, a->section);
	store_bind(stmt, 12, tags.n ? tags : NX_STR_NULL);
	store_bind(stmt, 13, a->url);
	store_bind(stmt, 14, keys);
	store_bind(stmt, 15, a->body);
}

static nx_status insert_article(loader *l, batch_item *item, const char *recording, nx_buf *date,
	nx_buf *tags, nx_buf *keys, nx_error *err)
{
	nx_article *a = &item->article;
	tape t = { .recording = recording };
	sqlite3_stmt *stmt;
	nx_status st;
	size_t i;

	nx_buf_clear(date);
	nx_buf_clear(tags);
	nx_date_format(date, &a->date);
	for (i = 0; i < a->tag_count; i++) {
		if (i)
			nx_buf_addc(tags, '\n');
		nx_buf_add(tags, a->tags[i]);
	}
	st = name_ids_keys(l->names, keys, item->entities, item->entity_count, a->source,
		nx_buf_str(tags), err);
	if (st != NX_OK)
		return st;
	if (!(stmt = store_stmt(l->store, ST_ARTICLE_ADD, err)))
		return NX_ERR_DB;
	bind_article(stmt, item, nx_buf_str(date), nx_buf_str(tags), nx_buf_str(keys));
	if ((st = store_run(l->store, stmt, err)) != NX_OK)
		return st;
	if (!(stmt = store_stmt(l->store, ST_FTS_ADD, err)))
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, item->rowid);
	store_bind(stmt, 2, a->title);
	store_bind(stmt, 3, a->body);
	store_bind(stmt, 4, nx_buf_str(keys));
	if (a->title.p)
		t.parts[t.count++] = item->title_tape;
	if (a->body.p)
		t.parts[t.count++] = item->body_tape;
	l->store->tape = &t;
	st = store_run(l->store, stmt, err);
	l->store->tape = NULL;
	if (st != NX_OK)
		return st;
	if (item->old_rowid && item->old_rowid != item->rowid) {
		if (!(stmt = store_stmt(l->store, ST_MOVED_ADD, err)))
			return NX_ERR_DB;
		sqlite3_bind_int64(stmt, 1, item->old_rowid);
		sqlite3_bind_int64(stmt, 2, item->rowid);
		st = store_run(l->store, stmt, err);
	}
	return st;
}

static int compare_dates(const void *a, const void *b)
{
	const batch_item *x = *(const batch_item *const *)a, *y = *(const batch_item *const *)b;
	int32_t dx = day_of(&x->article), dy = day_of(&y->article);
	const nx_date *p = &x->article.date, *q = &y->article.date;
	int tx = p->hour * 3600 + p->minute * 60 + p->second;
	int ty = q->hour * 3600 + q->minute * 60 + q->second;

	if (dx != dy)
		return dx < dy ? -1 : 1;
	if (tx != ty)
		return tx < ty ? -1 : 1;
	return (x > y) - (x < y); /* in the order they came */
}

static int compare_rowids(const void *a, const void *b)
{
	const batch_item *x = *(const batch_item *const *)a, *y = *(const batch_item *const *)b;

	return (x->rowid > y->rowid) - (x->rowid < y->rowid);
}

static int compare_drops(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static nx_status place_all(loader *l, batch *b, nx_write_counts *counts, nx_error *err)
{
	nx_status st = NX_OK;
	size_t i;

	for (i = 0; st == NX_OK && i < b->count; i++) {
		batch_item *item = &b->items[i];

		switch (item->kind) {
		case BATCH_FILE_BEGIN:
			st = begin_file(l, item, err);
			break;
		case BATCH_ARTICLE:
			st = place_article(l, item, counts, err);
			break;
		case BATCH_FILE_END:
			st = end_file(l, item, counts, err);
			break;
		}
	}
	return st;
}

static nx_status drop_all(loader *l, nx_error *err)
{
	nx_status st = NX_OK;
	size_t i;

	if (l->drop_count > 1)
		qsort(l->drops, l->drop_count, sizeof *l->drops, compare_drops);
	for (i = 0; st == NX_OK && i < l->drop_count; i++)
		st = drop_article(l, l->drops[i], err);
	return st;
}

static nx_status insert_all(loader *l, batch *b, nx_write_counts *counts, nx_error *err)
{
	batch_item **order = calloc(b->count + 1, sizeof(batch_item *));
	nx_buf date = NX_BUF_INIT, tags = NX_BUF_INIT, keys = NX_BUF_INIT;
	nx_status st = NX_OK;
	size_t i, n = 0;

	if (!order)
		return no_memory(err);
	for (i = 0; i < b->count; i++)
		if (b->items[i].kind == BATCH_ARTICLE && !b->items[i].skip)
			order[n++] = &b->items[i];
	qsort(order, n, sizeof *order, compare_dates);
	for (i = 0; st == NX_OK && i < n; i++) {
		st = give_rowid(l, order[i], err);
		counts->undated += order[i]->article.date.precision == NX_PRECISION_NONE;
	}
	if (st == NX_OK)
		st = day_lengths_save(&l->lengths, err);
	qsort(order, n, sizeof *order, compare_rowids);
	for (i = 0; st == NX_OK && i < n; i++)
		st = insert_article(l, order[i], b->recording.p, &date, &tags, &keys, err);
	nx_buf_release(&date);
	nx_buf_release(&tags);
	nx_buf_release(&keys);
	free(order);
	return st;
}

nx_status loader_store(loader *l, batch *b, nx_write_counts *counts, nx_error *err)
{
	nx_write_counts before = *counts;
	nx_status st = store_exec(l->store, "BEGIN IMMEDIATE", err);

	if (st != NX_OK)
		return st;
	l->drop_count = 0;
	st = place_all(l, b, counts, err);
	if (st == NX_OK)
		st = drop_all(l, err);
	if (st == NX_OK)
		st = insert_all(l, b, counts, err);
	if (st == NX_OK)
		st = store_exec(l->store, "COMMIT", err);
	if (st != NX_OK) {
		if (!sqlite3_get_autocommit(l->store->db))
			sqlite3_exec(l->store->db, "ROLLBACK", NULL, NULL, NULL);
		*counts = before;
		day_lengths_forget(&l->lengths);
	}
	return st;
}
