#include <stdlib.h>
#include <string.h>

#include "store/internal.h"
#include "store/rank.h"

#define BUSY_MILLISECONDS 5000

void nx_store_close(nx_store *store)
{
	if (!store)
		return;
	store_forget_stmts(store);
	sqlite3_close(store->db);
	free(store->path);
	free(store);
}

static nx_status configure(nx_store *store, nx_error *err)
{
	if (store->mode == NX_STORE_READ)
		return store_exec(store, "PRAGMA query_only = 1; PRAGMA cache_size = -131072", err);
	/* What a dry run has met goes to temporary tables, on disk when they grow. */
	if (store->mode == NX_STORE_DRY)
		return store_exec(store, "PRAGMA cache_size = -65536", err);
	/* Deleted text is overwritten by default in Debian's SQLite; it doubles the
	 * work of a load, and an index holds nothing that its sources do not. */
	return store_exec(store,
		"PRAGMA secure_delete = OFF; PRAGMA temp_store = MEMORY;"
		" PRAGMA cache_size = -65536; PRAGMA synchronous = NORMAL",
		err);
}

static nx_status open_failed(nx_store *store, nx_error *err)
{
	int reason = store->db ? sqlite3_system_errno(store->db) : 0;

	return nx_fail(err, NX_ERR_IO, "%s: %s", store->path,
		reason      ? nx_message_errno(reason)
		: store->db ? sqlite3_errmsg(store->db)
			    : nx_message("out of memory"));
}

static nx_status open_db(nx_store *store, nx_error *err)
{
	bool reads = store->mode == NX_STORE_READ || store->mode == NX_STORE_DRY;
	int flags = reads                            ? SQLITE_OPEN_READONLY
		    : store->mode == NX_STORE_CREATE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
						     : SQLITE_OPEN_READWRITE;
	nx_file_info info;
	nx_buf name = NX_BUF_INIT;
	nx_status st = nx_file_stat(&info, store->path, NULL);

	if (st == NX_OK && info.is_dir)
		return nx_fail(err, NX_ERR_IO, "%s: a folder, not an index", store->path);
	if (store->mode == NX_STORE_DRY && (st != NX_OK || info.size == 0)) {
		nx_buf_adds(&name, ":memory:");
		flags = SQLITE_OPEN_READWRITE;
	} else if (st != NX_OK && store->mode != NX_STORE_CREATE) {
		return nx_fail(
			err, NX_ERR_IO, "%s: no index there; run newsidx index first", store->path);
	} else {
		/* A file name, whatever it begins with: SQLite takes "file:..." for an address. */
		nx_buf_adds(&name, store->path[0] == '/' ? "" : "./");
		nx_buf_adds(&name, store->path);
	}
	st = nx_buf_cstr(&name) ? NX_OK : nx_buf_status(&name, err);
	/* Its statistics of memory, which nobody reads, take a lock at every allocation. Once
	 * SQLite is at work this says no, and does no harm. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (st == NX_OK &&
		sqlite3_open_v2(name.p, &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		st = open_failed(store, err);
	if (st == NX_OK)
		sqlite3_busy_timeout(store->db, BUSY_MILLISECONDS);
	nx_buf_release(&name);
	return st;
}

nx_status nx_store_open(nx_store **out, const char *path, nx_store_mode mode, nx_error *err)
{
	nx_store *store = calloc(1, sizeof *store);
	nx_status st = NX_OK;

	*out = NULL;
	if (store)
		store->path = strdup(path);
	if (!store || !store->path)
		st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	if (st == NX_OK) {
		store->mode = mode;
		st = open_db(store, err);
	}
	if (st == NX_OK)
		st = tokenizer_register(store, err);
	if (st == NX_OK)
		st = rank_register(store, err);
	if (st == NX_OK)
		st = schema_prepare(store, err);
	if (st == NX_OK)
		st = configure(store, err);
	if (st != NX_OK)
		nx_store_close(store);
	else
		*out = store;
	return st;
}

static nx_status meta_get(nx_store *store, nx_str key, nx_buf *out, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_META_GET, err);
	nx_status st;
	bool row;

	if (!stmt)
		return NX_ERR_DB;
	store_bind(stmt, 1, key);
	st = store_step(store, stmt, &row, err);
	if (row)
		nx_buf_add(out, store_column(stmt, 0));
	sqlite3_reset(stmt);
	return st == NX_OK ? nx_buf_status(out, err) : st;
}

nx_status nx_store_names(nx_store *store, nx_buf *out, nx_error *err)
{
	return meta_get(store, NX_STR("names"), out, err);
}

static nx_status meta_set(nx_store *store, nx_str key, nx_str value, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_META_SET, err);

	if (!stmt)
		return NX_ERR_DB;
	store_bind(stmt, 1, key);
	store_bind(stmt, 2, value);
	return store_run(store, stmt, err);
}

nx_status nx_store_set_names(nx_store *store, nx_str names, bool *changed, nx_error *err)
{
	nx_buf before = NX_BUF_INIT;
	nx_status st = nx_store_names(store, &before, err);

	*changed = st == NX_OK && !nx_str_eq(nx_buf_str(&before), names);
	nx_buf_release(&before);
	if (st != NX_OK || !*changed)
		return st;
	if (names.n == 0)
		return store_exec(store, "DELETE FROM meta WHERE key = 'names'", err);
	return meta_set(store, NX_STR("names"), names, err);
}

nx_status store_set_model(nx_store *store, const nx_lexicon *lexicon, nx_error *err)
{
	char id[NX_MODEL_ID];
	nx_status st = nx_lexicon_model_id(lexicon, id, err);

	return st == NX_OK ? meta_set(store, NX_STR("models"), nx_str_from(id), err) : st;
}

nx_status store_models(nx_store *store, nx_buf *out, nx_error *err)
{
	return meta_get(store, NX_STR("models"), out, err);
}

nx_status nx_store_use_model(nx_store *store, const nx_lexicon *lexicon, bool *other, nx_error *err)
{
	nx_buf before = NX_BUF_INIT, after = NX_BUF_INIT;
	char id[NX_MODEL_ID];
	int64_t any = 0;
	nx_str rest, one, last = NX_STR_NULL;
	nx_status st = nx_lexicon_model_id(lexicon, id, err);

	*other = false;
	if (st == NX_OK)
		st = store_models(store, &before, err);
	if (st == NX_OK)
		st = store_ask(store, "SELECT EXISTS (SELECT 1 FROM article)", &any, err);
	for (rest = nx_buf_str(&before); any && before.n && nx_str_split(&rest, ' ', &one);) {
		last = one;
		if (!nx_str_eq(one, nx_str_from(id)))
			nx_buf_addf(&after, "%.*s ", NX_FMT(one));
	}
	nx_buf_adds(&after, id);
	if (st == NX_OK)
		st = nx_buf_status(&after, err);
	*other = last.n && !nx_str_eq(last, nx_str_from(id));
	if (st == NX_OK && !nx_str_eq(nx_buf_str(&before), nx_buf_str(&after)))
		st = meta_set(store, NX_STR("models"), nx_buf_str(&after), err);
	nx_buf_release(&before);
	nx_buf_release(&after);
	return st;
}
