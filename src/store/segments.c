/* The full-text index in one piece. Each batch leaves a segment, and a question reads its
 * words' lists in every one: with the seven that 30,000 articles leave, questions of some
 * words take a fifth longer and a search in a new process a tenth. */
#include "store/internal.h"

/* Written in one transaction, so that asking to stop is answered soon. */
#define PAGES_AT_ONCE "2000"

/* Is a quarter of the articles new? If all is written again only then, that makes in the
 * end no more than four times the work of writing it once. */
static nx_status is_worth(nx_store *store, uint64_t fresh, bool *worth, nx_error *err)
{
	sqlite3_stmt *stmt = NULL;
	nx_status st = NX_OK;

	*worth = false;
	if (sqlite3_prepare_v2(store->db, "SELECT sum(length(lengths) - 1) FROM day", -1, &stmt,
		    NULL) != SQLITE_OK ||
		sqlite3_step(stmt) != SQLITE_ROW)
		st = store_fail(store, err);
	else
		*worth = fresh > (uint64_t)sqlite3_column_int64(stmt, 0) / 4;
	sqlite3_finalize(stmt);
	return st;
}

/* One step; *more until there is nothing left to do, which FTS5 tells by changing less than
 * two rows. */
static nx_status merge(nx_store *store, const char *sql, bool *more, nx_error *err)
{
	sqlite3_int64 before = sqlite3_total_changes64(store->db);
	nx_status st = store_exec(store, sql, err);

	*more = st == NX_OK && sqlite3_total_changes64(store->db) - before >= 2;
	return st;
}

nx_status nx_store_merge(nx_store *store, uint64_t fresh, bool (*stop)(void), nx_error *err)
{
	bool more;
	nx_status st = is_worth(store, fresh, &more, err);

	/* The first puts all segments on one level, the others go on with it. */
	if (st == NX_OK && more)
		st = merge(store,
			"INSERT INTO article_fts(article_fts, rank) VALUES('merge', -" PAGES_AT_ONCE
			")",
			&more, err);
	while (st == NX_OK && more && !stop())
		st = merge(store,
			"INSERT INTO article_fts(article_fts, rank) VALUES('merge', " PAGES_AT_ONCE
			")",
			&more, err);
	return st;
}
