/* Search: the tree becomes an FTS5 expression; of its matches the best or the latest are
 * kept, and only those are read. */
#include <stdlib.h>
#include <string.h>

#include "newsidx/token.h"
#include "store/alike.h"
#include "store/best.h"
#include "store/hit.h"
#include "store/search.h"

void search_range(
	const nx_search_options *options, const match_plan *plan, int64_t *first, int64_t *last)
{
	*first = options->dated ? rowid_make(options->first_day, 0) : 0;
	*last = options->dated ? rowid_make(options->last_day, ROWID_SEQ_MAX) : INT64_MAX;
	if (options->dated && *first < ROWID_FIRST_DATED)
		*first = ROWID_FIRST_DATED;
	*first = *first < plan->first_row ? plan->first_row : *first;
	*last = *last > plan->last_row ? plan->last_row : *last;
}

nx_status search_fail(nx_store *store, const match_plan *plan, nx_error *err)
{
	if (plan->raw && sqlite3_errcode(store->db) == SQLITE_ERROR)
		return nx_fail(err, NX_ERR_QUERY, "query: %s", sqlite3_errmsg(store->db));
	return store_fail(store, err);
}

nx_status search_prepare(nx_store *store, const char *sql, const match_plan *plan, int64_t first,
	int64_t last, sqlite3_stmt **stmt, nx_error *err)
{
	int next = 1;

	if (sqlite3_prepare_v2(store->db, sql, -1, stmt, NULL) != SQLITE_OK)
		return store_fail(store, err);
	sqlite3_bind_int64(*stmt, next++, first);
	sqlite3_bind_int64(*stmt, next++, last);
	if (plan->sql.n)
		store_bind(*stmt, next, nx_buf_str(&plan->sql));
	return NX_OK;
}

#define FROM_ARTICLE " FROM article WHERE id BETWEEN ?1 AND ?2"

/* Rows in the order of their days; stops as soon as there are enough. */
static nx_status find_by_date(nx_store *store, const match_plan *plan, int64_t first, int64_t last,
	bool newest, found_list *list, nx_error *err)
{
	sqlite3_stmt *stmt = NULL;
	const char *sql = plan->sql.n ? newest ? "SELECT rowid" FROM_FTS " ORDER BY rowid DESC"
					       : "SELECT rowid" FROM_FTS " ORDER BY rowid"
			  : newest    ? "SELECT id" FROM_ARTICLE " ORDER BY id DESC"
				      : "SELECT id" FROM_ARTICLE " ORDER BY id";
	nx_status st;
	int rc = SQLITE_ROW; /* there may be more */

	st = search_prepare(store, sql, plan, first, last, &stmt, err);
	while (st == NX_OK && list->count < list->limit &&
		(rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		bool matches;
		found *items;

		st = match_verify(store, plan, sqlite3_column_int64(stmt, 0), &matches, err);
		if (st != NX_OK || !matches)
			continue;
		items = nx_vec_room(list->items, list->count, &list->cap, sizeof *items);
		if (!items) {
			st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
			break;
		}
		list->items = items;
		items[list->count++] = (found){ sqlite3_column_int64(stmt, 0), 0 };
	}
	if (st == NX_OK && rc != SQLITE_DONE && rc != SQLITE_ROW)
		st = search_fail(store, plan, err);
	if (st == NX_OK)
		list->seen = rc == SQLITE_DONE ? (int64_t)list->count : -1;
	sqlite3_finalize(stmt);
	return st;
}

/* Undated articles have the lowest row ids and yet come last, oldest first too. */
static nx_status find_oldest(nx_store *store, const match_plan *plan, int64_t first, int64_t last,
	found_list *list, nx_error *err)
{
	nx_status st = find_by_date(store, plan,
		first < ROWID_FIRST_DATED ? ROWID_FIRST_DATED : first, last, false, list, err);

	if (st == NX_OK && first < ROWID_FIRST_DATED && list->count < list->limit)
		st = find_by_date(store, plan, first, ROWID_FIRST_DATED - 1, false, list, err);
	return st;
}

static bool is_dated(const nx_search_options *options, const match_plan *plan)
{
	return options->dated || plan->first_row > 0 || plan->last_row < INT64_MAX;
}

nx_status search_found(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, found_list *list, nx_error *err)
{
	match_plan plan;
	bool ranked;
	int64_t first, last;
	nx_status st = match_plan_make(&plan, store, query, lexicon, err);

	if (st != NX_OK)
		goto done;
	search_range(options, &plan, &first, &last);
	ranked = options->sort == NX_SORT_RANK && (plan.ranks || plan.raw);
	/* One transaction for the many statements of ranking, ended before a hit is handed
	 * out: whoever reads them may take their time, and an index run waits. */
	if (ranked)
		st = store_exec(store, "SAVEPOINT ranking", err);
	if (st == NX_OK && ranked)
		st = search_ranked(store, &plan, query->root, is_dated(options, &plan), first, last,
			list, err);
	else if (st == NX_OK && options->sort == NX_SORT_OLDEST)
		st = find_oldest(store, &plan, first, last, list, err);
	else if (st == NX_OK)
		st = find_by_date(store, &plan, first, last, true, list, err);
	if (ranked)
		sqlite3_exec(store->db, "RELEASE ranking", NULL, NULL, NULL);
done:
	match_plan_release(&plan);
	return st;
}

nx_status nx_search(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_hit_fn fn, void *ctx, int64_t *total, nx_error *err)
{
	found_list list = { .limit = options->limit > SIZE_MAX - options->offset
					     ? SIZE_MAX
					     : options->limit + options->offset };
	nx_status st;
	size_t i;

	if (options->collapse) {
		if (total)
			*total = -1;
		return search_collapsed(store, query, lexicon, options, fn, ctx, err);
	}
	st = search_found(store, query, lexicon, options, &list, err);
	if (st == NX_OK && total)
		*total = list.seen;
	if (st == NX_OK && options->snippet_width && list.count > options->offset)
		st = hit_weigh_words(store, query, err);
	for (i = options->offset; st == NX_OK && i < list.count; i++)
		st = hit_give(store, query, lexicon, options, list.items[i].rowid,
			list.items[i].score, i + 1, fn, ctx, err);
	free(list.items);
	return st;
}

/* A walk over the full-text index alone. Without words it is over what every article has:
 * to step through the articles would read them. */
static nx_status prepare_walk(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, const char *sql, match_plan *plan, sqlite3_stmt **stmt,
	nx_error *err)
{
	int64_t first, last;
	nx_status st = match_plan_make(plan, store, query, lexicon, err);

	search_range(options, plan, &first, &last);
	if (st == NX_OK && !plan->sql.n)
		nx_buf_adds(&plan->sql, "\"" KEY_ALL "\"");
	if (st == NX_OK)
		st = nx_buf_status(&plan->sql, err);
	return st == NX_OK ? search_prepare(store, sql, plan, first, last, stmt, err) : st;
}

nx_status search_rowids_where(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, const char *where, rowid_fn fn, void *ctx, nx_error *err)
{
	match_plan plan = { .sql = NX_BUF_INIT };
	sqlite3_stmt *stmt = NULL;
	nx_buf sql = NX_BUF_INIT;
	int rc = SQLITE_DONE;
	nx_status st;

	nx_buf_addf(&sql, "SELECT rowid" FROM_FTS "%s", where);
	if (nx_buf_cstr(&sql))
		st = prepare_walk(store, query, lexicon, options, sql.p, &plan, &stmt, err);
	else
		st = nx_buf_status(&sql, err);

	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		int64_t rowid = sqlite3_column_int64(stmt, 0);
		bool matches;

		st = match_verify(store, &plan, rowid, &matches, err);
		if (st == NX_OK && matches)
			st = fn(ctx, rowid, err);
	}
	if (st == NX_OK && rc != SQLITE_DONE)
		st = search_fail(store, &plan, err);
	sqlite3_finalize(stmt);
	nx_buf_release(&sql);
	match_plan_release(&plan);
	return st;
}

nx_status search_rowids(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, rowid_fn fn, void *ctx, nx_error *err)
{
	return search_rowids_where(store, query, lexicon, options, "", fn, ctx, err);
}

static nx_status count_one(void *ctx, int64_t rowid, nx_error *err)
{
	(void)rowid;
	(void)err;
	++*(int64_t *)ctx;
	return NX_OK;
}

nx_status nx_search_count(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, int64_t *count, nx_error *err)
{
	match_plan plan;
	sqlite3_stmt *stmt = NULL;
	size_t notes = query->notes.n;
	bool verify;
	nx_status st = prepare_walk(
		store, query, lexicon, options, "SELECT count(*)" FROM_FTS, &plan, &stmt, err);

	*count = 0;
	verify = plan.verify;
	if (st == NX_OK && !verify && sqlite3_step(stmt) == SQLITE_ROW)
		*count = sqlite3_column_int64(stmt, 0);
	else if (st == NX_OK && !verify)
		st = search_fail(store, &plan, err);
	sqlite3_finalize(stmt);
	match_plan_release(&plan);
	if (st != NX_OK || !verify)
		return st;
	query->notes.n = notes; /* they are made again */
	return search_rowids(store, query, lexicon, options, count_one, count, err);
}
