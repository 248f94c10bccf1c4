/* Facts about the index. */
#include <stdio.h>
#include <string.h>
#include <zstd.h>

#include "newsidx/token.h"
#include "store/internal.h"

nx_status store_ask(nx_store *store, const char *sql, int64_t *out, nx_error *err)
{
	sqlite3_stmt *stmt = NULL;
	nx_status st = NX_OK;

	if (sqlite3_prepare_v2(store->db, sql, -1, &stmt, NULL) != SQLITE_OK ||
		sqlite3_step(stmt) != SQLITE_ROW)
		st = store_fail(store, err);
	else
		*out = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return st;
}

static void format_day(char out[16], int64_t rowid)
{
	int year, month, day;

	if (rowid < ROWID_FIRST_DATED)
		return;
	nx_day_split((int32_t)rowid_day(rowid), &year, &month, &day);
	snprintf(out, 16, "%04d-%02d-%02d", year, month, day);
}

static nx_status read_models(nx_store *store, nx_store_stats *out, nx_error *err)
{
	nx_buf list = NX_BUF_INIT;
	nx_status st = store_models(store, &list, err);
	nx_str rest = nx_buf_str(&list), one;

	while (st == NX_OK && list.n && nx_str_split(&rest, ' ', &one)) {
		out->models++;
		snprintf(out->model, sizeof out->model, "%.*s", NX_FMT(one));
	}
	nx_buf_release(&list);
	return st;
}

nx_status nx_store_stats_get(nx_store *store, nx_store_stats *out, nx_error *err)
{
	int64_t first = 0, last = 0, pages = 0, page_size = 0, version = 0;
	char undated[80], oldest[80];
	nx_status st;

	memset(out, 0, sizeof *out);
	snprintf(undated, sizeof undated, "SELECT count(*) FROM article WHERE id < %lld",
		(long long)ROWID_FIRST_DATED);
	snprintf(oldest, sizeof oldest, "SELECT min(id) FROM article WHERE id >= %lld",
		(long long)ROWID_FIRST_DATED);
	if ((st = store_ask(store, "SELECT count(*) FROM article", &out->articles, err)) != NX_OK ||
		(st = store_ask(store, undated, &out->undated, err)) != NX_OK ||
		(st = store_ask(store, "SELECT count(*) FROM file", &out->files, err)) != NX_OK ||
		(st = store_ask(store, "SELECT count(*) FROM original", &out->pages, err)) !=
			NX_OK ||
		(st = store_ask(store,
			 "SELECT (SELECT count(*) FROM entity) - (SELECT count(*) FROM merged)",
			 &out->entities, err)) != NX_OK ||
		(st = store_ask(store,
			 "SELECT count(*) FROM article_terms WHERE term >= char(3) || 's:'"
			 " AND term < char(3) || 's;'",
			 &out->sources, err)) != NX_OK ||
		(st = store_ask(store, oldest, &first, err)) != NX_OK ||
		(st = store_ask(store, "SELECT max(id) FROM article", &last, err)) != NX_OK ||
		(st = store_pragma(store, "page_count", &pages, err)) != NX_OK ||
		(st = store_pragma(store, "page_size", &page_size, err)) != NX_OK ||
		(st = store_pragma(store, "user_version", &version, err)) != NX_OK)
		return st;
	if ((st = read_models(store, out, err)) != NX_OK)
		return st;
	out->bytes = pages * page_size;
	out->schema_version = (int)version;
	out->tokenizer_version = NX_TOKENIZER_VERSION;
	format_day(out->first, first);
	format_day(out->last, last);
	return NX_OK;
}

void nx_store_libraries(nx_buf *out)
{
	nx_buf_addf(out, "SQLite %s\nzstd %s\n", sqlite3_libversion(), ZSTD_versionString());
}
