/* Stores one batch in one transaction. No savepoint an article: FTS5 writes a segment
 * at each. */
#include <stdlib.h>

#include "store/batch.h"
#include "store/dry.h"
#include "store/loader.h"
#include "store/original.h"

loader *loader_new(nx_store *store, const nx_writer_options *options, nx_error *err)
{
	loader *l = calloc(1, sizeof *l);
	nx_status st = NX_OK;

	if (!l) {
		nx_fail(err, NX_ERR_NOMEM, "out of memory");
		return NULL;
	}
	l->options = *options;
	l->reading = (file_reading){ .path = NX_BUF_INIT, .member = NX_BUF_INIT };
	st = edit_init(&l->edit, store, options->dry_run, err);
	if (st == NX_OK && options->dry_run)
		st = dry_begin(store, err);
	if (st != NX_OK) {
		loader_free(l);
		return NULL;
	}
	return l;
}

void loader_free(loader *l)
{
	if (!l)
		return;
	if (l->options.dry_run)
		dry_end(l->edit.store);
	edit_release(&l->edit);
	file_reading_release(&l->reading);
	free(l);
}

static nx_status store_article(loader *l, batch_item *item, nx_write_counts *counts, nx_error *err)
{
	nx_status st;

	/* Another newsidx has changed the page that is read again. */
	if (l->reading.passed_over)
		return NX_OK;
	st = file_reading_number(&l->reading, item, err);
	return st == NX_OK
		       ? place_article(&l->reading, &l->edit, item, l->options.replace, counts, err)
		       : st;
}

static nx_status end_file(loader *l, const batch_item *item, nx_write_counts *counts, nx_error *err)
{
	edit *e = &l->edit;
	sqlite3_stmt *stmt;
	nx_status st = NX_OK;

	if (item->complete)
		st = file_reading_drop_rest(&l->reading, e, counts, err);
	if (st == NX_OK && item->complete)
		st = original_drop_rest(&l->reading, e, err);
	if (st == NX_OK)
		st = file_reading_settle(&l->reading, e, err);
	if (st == NX_OK && item->complete)
		st = file_reading_touch(&l->reading, e, err);
	former_clear(&l->reading.former);
	if (st != NX_OK || !item->complete || item->info.size < 0)
		return st;
	if (!(stmt = store_stmt(e->store, ST_FILE_DONE, err)))
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, l->reading.file_id);
	sqlite3_bind_int64(stmt, 2, item->info.size);
	sqlite3_bind_int64(stmt, 3, item->info.mtime);
	if (item->has_file_hash)
		sqlite3_bind_int64(stmt, 4, (int64_t)item->file_hash);
	return store_run(e->store, stmt, err);
}

static nx_status rename_file(loader *l, const batch_item *item, nx_error *err)
{
	bool renamed = item->kind == BATCH_FILE_PATH;
	const char *former = renamed ? item->former_path : item->path;
	sqlite3_stmt *stmt = store_stmt(l->edit.store, renamed ? ST_FILE_PATH : ST_FILE_TIME, err);

	if (!stmt)
		return NX_ERR_DB;
	store_bind(stmt, 1, nx_str_from(former));
	sqlite3_bind_int64(stmt, 2, item->info.mtime);
	if (renamed)
		store_bind(stmt, 3, nx_str_from(item->path));
	return store_run(l->edit.store, stmt, err);
}

static nx_status store_item(loader *l, batch_item *item, nx_write_counts *counts, nx_error *err)
{
	switch (item->kind) {
	case BATCH_FILE_BEGIN:
		return file_reading_begin(&l->reading, &l->edit, item->path, err);
	case BATCH_ARTICLE:
		return store_article(l, item, counts, err);
	case BATCH_FILE_END:
		return end_file(l, item, counts, err);
	case BATCH_FILE_TIME:
	case BATCH_FILE_PATH:
		return rename_file(l, item, err);
	case BATCH_ORIGINAL:
		return original_store(&l->reading, &l->edit, item, err);
	case BATCH_PAGE_BEGIN:
		return page_again_begin(&l->reading, &l->edit, item, err);
	case BATCH_PAGE_END:
		return page_again_end(&l->reading, &l->edit, counts, err);
	}
	return NX_OK;
}

nx_status loader_store(loader *l, batch *b, nx_write_counts *counts, nx_error *err)
{
	nx_write_counts before = *counts;
	nx_status st = edit_begin(&l->edit, &b->recording, err);
	size_t i;

	for (i = 0; st == NX_OK && i < b->count; i++)
		st = store_item(l, &b->items[i], counts, err);
	if (st == NX_OK)
		st = file_reading_settle(&l->reading, &l->edit, err);
	if (st == NX_OK && !l->options.dry_run)
		st = furniture_save(l->edit.store, &b->furniture, err);
	if (st == NX_OK)
		st = edit_commit(&l->edit, err);
	if (st != NX_OK) {
		edit_rollback(&l->edit);
		*counts = before;
	}
	return st;
}
