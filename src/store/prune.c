/* Files that are in the index and no longer in their folder. */
#include <stdlib.h>
#include <string.h>

#include "store/forget.h"
#include "store/writer.h"

typedef struct gone_files {
	known_file **files; /* by path */
	int64_t *ids;
	size_t count;
	bool met; /* one of the folder was */
} gone_files;

static bool is_kept(const nx_writer *w, nx_str path)
{
	size_t i;

	for (i = 0; i < w->kept_count; i++)
		if (path_is_below(path, nx_str_from(w->kept[i])))
			return true;
	return false;
}

static int by_path(const void *a, const void *b)
{
	const known_file *x = *(const known_file *const *)a, *y = *(const known_file *const *)b;

	return strcmp(x->path, y->path);
}

static nx_status find_gone(const nx_writer *w, nx_str folder, gone_files *out, nx_error *err)
{
	size_t i;

	out->files = calloc(w->files.count + 1, sizeof(known_file *));
	out->ids = calloc(w->files.count + 1, sizeof *out->ids);
	if (!out->files || !out->ids)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	for (i = 0; i < w->files.size; i++) {
		known_file *file = w->files.slots[i];

		if (!file || !path_is_below(nx_str_from(file->path), folder))
			continue;
		out->met |= file->met;
		if (file->indexed && !file->met && !file->gone &&
			!is_kept(w, nx_str_from(file->path)))
			out->files[out->count++] = file;
	}
	qsort(out->files, out->count, sizeof *out->files, by_path);
	return NX_OK;
}

/* Their rows; a file of which another newsidx has taken care has none. */
static nx_status find_ids(const nx_writer *w, gone_files *gone, size_t *count, nx_error *err)
{
	nx_status st = NX_OK;
	size_t i;
	bool row;

	*count = 0;
	for (i = 0; st == NX_OK && i < gone->count; i++) {
		sqlite3_stmt *stmt = store_stmt(w->store, ST_FILE_FIND, err);

		if (!stmt)
			return NX_ERR_DB;
		store_bind(stmt, 1, nx_str_from(gone->files[i]->path));
		st = store_step(w->store, stmt, &row, err);
		if (row)
			gone->ids[(*count)++] = sqlite3_column_int64(stmt, 0);
		sqlite3_reset(stmt);
		gone->files[i]->gone = true;
	}
	return st;
}

nx_status nx_writer_prune(nx_writer *w, nx_str folder, nx_error *err)
{
	gone_files gone = { 0 };
	nx_status st = writer_hand_over(w, err);
	size_t count = 0;

	if (st == NX_OK)
		st = writer_wait(w, err);
	if (st == NX_OK)
		st = find_gone(w, folder, &gone, err);
	if (st == NX_OK && gone.count && !gone.met)
		st = nx_fail(err, NX_ERR_USAGE,
			"%.*s: none of the files indexed from it is there, so nothing is removed;"
			" if they are meant to go, run newsidx remove --path",
			NX_FMT(folder));
	if (st == NX_OK)
		st = find_ids(w, &gone, &count, err);
	if (st == NX_OK && count)
		st = forget_files(&w->loader->edit, gone.ids, count, &w->counts.removed,
			&w->files_removed, err);
	free(gone.files);
	free(gone.ids);
	return st;
}
