#include "store/known_files.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"

void known_files_release(known_files *files)
{
	size_t i;

	for (i = 0; i < files->size; i++) {
		if (files->slots[i])
			free(files->slots[i]->path);
		free(files->slots[i]);
	}
	free(files->slots);
	free(files->by_size);
	*files = (known_files){ NULL, 0, 0, NULL, 0 };
}

/* Where the path stands or belongs. */
static known_file **slot_of(known_file **slots, size_t size, nx_str path)
{
	size_t slot = (size_t)nx_hash(path) & (size - 1);

	while (slots[slot] && !nx_str_eq(nx_str_from(slots[slot]->path), path))
		slot = (slot + 1) & (size - 1);
	return &slots[slot];
}

static bool grow(known_files *files)
{
	size_t size = files->size ? files->size * 2 : 64, i;
	known_file **slots = calloc(size, sizeof *slots);

	if (!slots)
		return false;
	for (i = 0; i < files->size; i++)
		if (files->slots[i])
			*slot_of(slots, size, nx_str_from(files->slots[i]->path)) = files->slots[i];
	free(files->slots);
	files->slots = slots;
	files->size = size;
	return true;
}

known_file *known_files_find(const known_files *files, nx_str path)
{
	return files->size ? *slot_of(files->slots, files->size, path) : NULL;
}

known_file *known_files_add(known_files *files, nx_str path)
{
	known_file *file = known_files_find(files, path);

	if (file)
		return file;
	if (files->count * 2 >= files->size && !grow(files))
		return NULL;
	file = calloc(1, sizeof *file);
	if (!file || !(file->path = strndup(path.p, path.n))) {
		free(file);
		return NULL;
	}
	file->size = file->mtime = -1;
	files->count++;
	*slot_of(files->slots, files->size, path) = file;
	return file;
}

static nx_status add_row(known_files *files, sqlite3_stmt *stmt, nx_error *err)
{
	known_file *file = known_files_add(files, store_column(stmt, 0));

	if (!file)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	file->indexed = true;
	if (sqlite3_column_type(stmt, 1) == SQLITE_NULL)
		return NX_OK;
	file->size = sqlite3_column_int64(stmt, 1);
	file->mtime = sqlite3_column_int64(stmt, 2);
	file->has_hash = sqlite3_column_type(stmt, 3) != SQLITE_NULL;
	file->hash = (uint64_t)sqlite3_column_int64(stmt, 3);
	return NX_OK;
}

/* By size, then by path, so that the answer does not depend on the table. */
static int compare_sizes(const void *a, const void *b)
{
	const former_file *x = a, *y = b;

	if (x->size != y->size)
		return x->size < y->size ? -1 : 1;
	return strcmp(x->file->path, y->file->path);
}

static nx_status sort_by_size(known_files *files, nx_error *err)
{
	size_t i;

	files->by_size = calloc(files->count + 1, sizeof *files->by_size);
	if (!files->by_size)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	for (i = 0; i < files->size; i++) {
		known_file *file = files->slots[i];

		if (file && file->has_hash)
			files->by_size[files->by_size_count++] =
				(former_file){ file->size, file->hash, file };
	}
	qsort(files->by_size, files->by_size_count, sizeof *files->by_size, compare_sizes);
	return NX_OK;
}

nx_status known_files_load(known_files *files, nx_store *store, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_FILE_LIST, err);
	nx_status st = NX_OK;
	int rc = SQLITE_DONE;

	if (!stmt)
		return NX_ERR_DB;
	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		st = add_row(files, stmt, err);
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(store, err);
	sqlite3_reset(stmt);
	return st == NX_OK ? sort_by_size(files, err) : st;
}

static bool is_candidate(const known_file *file)
{
	return !file->met && !file->gone && access(file->path, F_OK) != 0 && errno == ENOENT;
}

known_file *known_files_former(const known_files *files, const char *path, int64_t size)
{
	size_t low = 0, high = files->by_size_count;
	uint64_t hash = 0;
	bool hashed = false;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (files->by_size[middle].size < size)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < files->by_size_count && files->by_size[low].size == size; low++) {
		const former_file *former = &files->by_size[low];

		if ((hashed && former->hash != hash) || !is_candidate(former->file))
			continue;
		/* Read only when there is something to compare it with. */
		if (!hashed && nx_file_hash(&hash, path, NULL) != NX_OK)
			return NULL;
		hashed = true;
		if (former->hash == hash)
			return former->file;
	}
	return NULL;
}

bool path_is_below(nx_str path, nx_str folder)
{
	while (folder.n && folder.p[folder.n - 1] == '/')
		folder.n--;
	return nx_str_starts(path, folder) && (path.n == folder.n || path.p[folder.n] == '/');
}
