/* Search: the tree becomes an FTS5 expression, its matches go through a heap of the
 * best, and only those are read. */
#include <stdlib.h>
#include <string.h>

#include "store/hit.h"

typedef struct found {
	int64_t rowid;
	double score;
} found;

typedef struct found_list {
	found *items;
	size_t count, cap, limit;
	int64_t seen;
} found_list;

/* Does a stand below b? Ties go to the later article. */
static bool below(found a, found b)
{
	return a.score != b.score ? a.score < b.score : a.rowid < b.rowid;
}

/* Keep the best `limit`, the lowest of them first: a binary heap. */
static bool heap_add(found_list *list, found item)
{
	size_t i, child;
	found *h;

	list->seen++;
	if (list->limit == 0)
		return true;
	if (list->count < list->limit) {
		h = nx_vec_room(list->items, list->count, &list->cap, sizeof *h);
		if (!h)
			return false;
		list->items = h;
		for (i = list->count++; i > 0 && below(item, h[(i - 1) / 2]); i = (i - 1) / 2)
			h[i] = h[(i - 1) / 2];
		h[i] = item;
		return true;
	}
	h = list->items;
	if (!below(h[0], item))
		return true;
	for (i = 0; (child = 2 * i + 1) < list->count; i = child) {
		if (child + 1 < list->count && below(h[child + 1], h[child]))
			child++;
		if (!below(h[child], item))
			break;
		h[i] = h[child];
	}
	h[i] = item;
	return true;
}

static int best_first(const void *a, const void *b)
{
	const found *x = a, *y = b;

	return below(*y, *x) ? -1 : below(*x, *y) ? 1 : 0;
}

/* The rows that the days allow; undated articles only when no day is asked for. */
static void row_range(const nx_search_options *options, int64_t *first, int64_t *last)
{
	*first = options->dated ? rowid_make(options->first_day, 0) : 0;
	*last = options->dated ? rowid_make(options->last_day, ROWID_SEQ_MAX) : INT64_MAX;
	if (options->dated && *first < ROWID_FIRST_DATED)
		*first = ROWID_FIRST_DATED;
}

static nx_status prepare(nx_store *store, const char *sql, const match_plan *plan, int64_t first,
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

#define FROM_FTS " FROM article_fts WHERE rowid BETWEEN ?1 AND ?2 AND article_fts MATCH ?3"
#define FROM_ARTICLE " FROM article WHERE id BETWEEN ?1 AND ?2"

static nx_status find_ranked(nx_store *store, const match_plan *plan, int64_t first, int64_t last,
	found_list *list, nx_error *err)
{
	sqlite3_stmt *stmt = NULL;
	nx_status st;
	int rc = SQLITE_DONE;

	store->plan = rank_plan_new(store, plan, err);
	if (!store->plan)
		return NX_ERR_NOMEM;
	st = prepare(store, "SELECT rowid, nx_rank(article_fts)" FROM_FTS, plan, first, last, &stmt,
		err);
	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		if (!heap_add(list, (found){ sqlite3_column_int64(stmt, 0),
					    sqlite3_column_double(stmt, 1) }))
			st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(store, err);
	sqlite3_finalize(stmt);
	rank_plan_free(store->plan);
	store->plan = NULL;
	if (list->count > 1)
		qsort(list->items, list->count, sizeof *list->items, best_first);
	return st;
}

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

	st = prepare(store, sql, plan, first, last, &stmt, err);
	while (st == NX_OK && list->count < list->limit &&
		(rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		found *items = nx_vec_room(list->items, list->count, &list->cap, sizeof *items);

		if (!items) {
			st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
			break;
		}
		list->items = items;
		items[list->count++] = (found){ sqlite3_column_int64(stmt, 0), 0 };
	}
	if (st == NX_OK && rc != SQLITE_DONE && rc != SQLITE_ROW)
		st = store_fail(store, err);
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

nx_status nx_search(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_hit_fn fn, void *ctx, int64_t *total, nx_error *err)
{
	match_plan plan;
	found_list list = { .limit = options->limit > SIZE_MAX - options->offset
					     ? SIZE_MAX
					     : options->limit + options->offset };
	bool ranked;
	int64_t first, last;
	size_t i;
	nx_status st =
		match_plan_make(&plan, store, query, lexicon, options->sort == NX_SORT_RANK, err);

	if (st != NX_OK)
		goto done;
	row_range(options, &first, &last);
	ranked = options->sort == NX_SORT_RANK && plan.ranks;
	if (ranked)
		st = find_ranked(store, &plan, first, last, &list, err);
	else if (options->sort == NX_SORT_OLDEST)
		st = find_oldest(store, &plan, first, last, &list, err);
	else
		st = find_by_date(store, &plan, first, last, true, &list, err);
	if (total)
		*total = list.seen;
	for (i = options->offset; st == NX_OK && i < list.count; i++)
		st = hit_give(store, query, lexicon, options, list.items[i].rowid,
			list.items[i].score, i + 1, fn, ctx, err);
done:
	free(list.items);
	match_plan_release(&plan);
	return st;
}

nx_status search_rowids(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, rowid_fn fn, void *ctx, nx_error *err)
{
	match_plan plan;
	sqlite3_stmt *stmt = NULL;
	int64_t first, last;
	int rc = SQLITE_DONE;
	nx_status st = match_plan_make(&plan, store, query, lexicon, false, err);

	row_range(options, &first, &last);
	if (st == NX_OK)
		st = prepare(store, plan.sql.n ? "SELECT rowid" FROM_FTS : "SELECT id" FROM_ARTICLE,
			&plan, first, last, &stmt, err);
	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		st = fn(ctx, sqlite3_column_int64(stmt, 0), err);
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(store, err);
	sqlite3_finalize(stmt);
	match_plan_release(&plan);
	return st;
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
	*count = 0;
	return search_rowids(store, query, lexicon, options, count_one, count, err);
}
