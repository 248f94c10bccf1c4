#include <stdlib.h>
#include <string.h>

#include "store/internal.h"

#define BUSY_MILLISECONDS 5000

void nx_store_close(nx_store *store)
{
	int i;

	if (!store)
		return;
	for (i = 0; i < ST_COUNT; i++)
		sqlite3_finalize(store->stmts[i]);
	sqlite3_close(store->db);
	free(store);
}

static nx_status configure(nx_store *store, nx_error *err)
{
	sqlite3_busy_timeout(store->db, BUSY_MILLISECONDS);
	if (store->mode == NX_STORE_READ)
		return store_exec(store, "PRAGMA query_only = 1", err);
	/* Deleted text is overwritten by default in Debian's SQLite; it doubles the
	 * work of a load, and an index holds nothing that its sources do not. */
	return store_exec(store,
		"PRAGMA secure_delete = OFF; PRAGMA temp_store = MEMORY;"
		" PRAGMA cache_size = -65536; PRAGMA synchronous = NORMAL",
		err);
}

/* A path that SQLite must not take for a URI, nor "" for a temporary database. */
static nx_status open_db(nx_store *store, const char *path, nx_error *err)
{
	int flags = store->mode == NX_STORE_READ     ? SQLITE_OPEN_READONLY
		    : store->mode == NX_STORE_CREATE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
						     : SQLITE_OPEN_READWRITE;
	nx_file_info info;

	if (store->mode != NX_STORE_CREATE) {
		nx_status st = nx_file_stat(&info, path, err);

		if (st != NX_OK)
			return nx_fail(err, NX_ERR_IO, "%s: no index there; run newsidx index first", path);
		if (info.is_dir)
			return nx_fail(err, NX_ERR_IO, "%s: a folder, not an index", path);
	}
	if (sqlite3_open_v2(path, &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		return nx_fail(err, NX_ERR_IO, "%s: %s", path,
			store->db ? sqlite3_errmsg(store->db) : "out of memory");
	return NX_OK;
}

nx_status nx_store_open(nx_store **out, const char *path, nx_store_mode mode, nx_error *err)
{
	nx_store *store = calloc(1, sizeof *store);
	nx_error inner = NX_ERROR_INIT;
	nx_status st;

	*out = NULL;
	if (!store)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	store->mode = mode;
	if ((st = open_db(store, path, err)) != NX_OK)
		goto done;
	if ((st = tokenizer_register(store, &inner)) != NX_OK ||
		(st = rank_register(store, &inner)) != NX_OK ||
		(st = schema_prepare(store, &inner)) != NX_OK ||
		(st = configure(store, &inner)) != NX_OK)
		nx_fail(err, st, "%s: %s", path, inner.text);
done:
	if (st != NX_OK)
		nx_store_close(store);
	else
		*out = store;
	return st;
}
