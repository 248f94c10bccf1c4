/* Facts about the index, and whether it is sound. */
#include <stdio.h>
#include <string.h>

#include "newsidx/token.h"
#include "store/internal.h"

static nx_status ask(nx_store *store, const char *sql, int64_t *out, nx_error *err)
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
	if ((st = ask(store, "SELECT count(*) FROM article", &out->articles, err)) != NX_OK ||
		(st = ask(store, undated, &out->undated, err)) != NX_OK ||
		(st = ask(store, "SELECT count(*) FROM file", &out->files, err)) != NX_OK ||
		(st = ask(store, "SELECT count(*) FROM entity", &out->entities, err)) != NX_OK ||
		(st = ask(store,
			 "SELECT count(*) FROM article_terms WHERE term >= char(3) || 's:'"
			 " AND term < char(3) || 's;'",
			 &out->sources, err)) != NX_OK ||
		(st = ask(store, oldest, &first, err)) != NX_OK ||
		(st = ask(store, "SELECT max(id) FROM article", &last, err)) != NX_OK ||
		(st = store_pragma(store, "page_count", &pages, err)) != NX_OK ||
		(st = store_pragma(store, "page_size", &page_size, err)) != NX_OK ||
		(st = store_pragma(store, "user_version", &version, err)) != NX_OK)
		return st;
	out->bytes = pages * page_size;
	out->schema_version = (int)version;
	out->tokenizer_version = NX_TOKENIZER_VERSION;
	format_day(out->first, first);
	format_day(out->last, last);
	return NX_OK;
}

static nx_status check_pages(nx_store *store, nx_error *err)
{
	sqlite3_stmt *stmt = NULL;
	nx_status st = NX_OK;
	nx_str answer;

	if (sqlite3_prepare_v2(store->db, "PRAGMA quick_check(1)", -1, &stmt, NULL) != SQLITE_OK ||
		sqlite3_step(stmt) != SQLITE_ROW)
		st = store_fail(store, err);
	if (st == NX_OK) {
		answer = store_column(stmt, 0);
		if (!nx_str_eq(answer, NX_STR("ok")))
			st = nx_fail(err, NX_ERR_DB, "the file is damaged: %.*s", NX_FMT(answer));
	}
	sqlite3_finalize(stmt);
	return st;
}

nx_status nx_store_check(nx_store *store, nx_error *err)
{
	int64_t articles = 0, indexed = 0, stray = 0;
	nx_status st = check_pages(store, err);

	if (st == NX_OK)
		st = ask(store, "SELECT count(*) FROM article", &articles, err);
	if (st == NX_OK)
		st = ask(store, "SELECT count(*) FROM article_fts_docsize", &indexed, err);
	if (st == NX_OK && articles != indexed)
		return nx_fail(err, NX_ERR_DB,
			"%lld articles, but %lld in the full-text index;"
			" run newsidx rebuild",
			(long long)articles, (long long)indexed);
	if (st == NX_OK)
		st = ask(store,
			"SELECT count(*) FROM article WHERE file_id NOT IN (SELECT id FROM file)",
			&stray, err);
	if (st == NX_OK && stray)
		return nx_fail(err, NX_ERR_DB, "%lld articles of files that are not listed",
			(long long)stray);
	/* rank=1: compare the index with the articles, not just with itself. */
	if (st == NX_OK &&
		sqlite3_exec(store->db,
			"INSERT INTO article_fts(article_fts, rank) VALUES('integrity-check', 1)",
			NULL, NULL, NULL) != SQLITE_OK) {
		if ((sqlite3_errcode(store->db) & 0xFF) != SQLITE_CORRUPT)
			return store_fail(store, err);
		st = nx_fail(err, NX_ERR_DB,
			"the full-text index does not agree with the articles (%s); run newsidx rebuild",
			sqlite3_errmsg(store->db));
	}
	return st;
}
