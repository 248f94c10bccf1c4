#include "store/known_files.h"

#include <stdlib.h>

#include "base/hash.h"

void known_files_release(known_files *files)
{
	size_t i;

	for (i = 0; i < files->size; i++)
		free(files->slots[i].path);
	free(files->slots);
	*files = (known_files){ NULL, 0, 0 };
}

/* Where the path stands or belongs. */
static known_file *slot_of(known_file *slots, size_t size, nx_str path)
{
	size_t slot = (size_t)nx_hash(path) & (size - 1);

	while (slots[slot].path && !nx_str_eq(nx_str_from(slots[slot].path), path))
		slot = (slot + 1) & (size - 1);
	return &slots[slot];
}

static bool grow(known_files *files)
{
	size_t size = files->size ? files->size * 2 : 64, i;
	known_file *slots = calloc(size, sizeof *slots);

	if (!slots)
		return false;
	for (i = 0; i < files->size; i++)
		if (files->slots[i].path)
			*slot_of(slots, size, nx_str_from(files->slots[i].path)) = files->slots[i];
	free(files->slots);
	files->slots = slots;
	files->size = size;
	return true;
}

known_file *known_files_find(const known_files *files, nx_str path)
{
	known_file *slot = files->size ? slot_of(files->slots, files->size, path) : NULL;

	return slot && slot->path ? slot : NULL;
}

known_file *known_files_add(known_files *files, nx_str path)
{
	known_file *slot;

	if (files->count * 2 >= files->size && !grow(files))
		return NULL;
	slot = slot_of(files->slots, files->size, path);
	if (slot->path)
		return slot;
	slot->path = strndup(path.p, path.n);
	if (!slot->path)
		return NULL;
	slot->size = slot->mtime = -1;
	files->count++;
	return slot;
}

nx_status known_files_load(known_files *files, nx_store *store, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_FILE_LIST, err);
	nx_status st = NX_OK;
	int rc = SQLITE_DONE;

	if (!stmt)
		return NX_ERR_DB;
	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		known_file *file = known_files_add(files, store_column(stmt, 0));

		if (!file) {
			st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
			continue;
		}
		file->size = sqlite3_column_int64(stmt, 1);
		file->mtime = sqlite3_column_int64(stmt, 2);
	}
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(store, err);
	sqlite3_reset(stmt);
	return st;
}
