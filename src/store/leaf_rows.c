#include "store/leaf_rows.h"

#include <stdlib.h>

#include "store/match.h"

#define READ_FIRST 64 /* texts, before rows are listed */
#define LEAVES 32     /* of a query: to list the rows of a frequent one takes some milliseconds */
#define ROWS_MOST ((size_t)4 << 20)

typedef struct leaf {
	const nx_node *node;
	bool exact;
	int64_t *rows; /* in ascending order */
	size_t count, cap;
} leaf;

struct leaf_rows {
	leaf items[LEAVES];
	size_t count, rows, read;
};

leaf_rows *leaf_rows_new(void)
{
	return calloc(1, sizeof(leaf_rows));
}

void leaf_rows_free(leaf_rows *leaves)
{
	size_t i;

	for (i = 0; leaves && i < leaves->count; i++)
		free(leaves->items[i].rows);
	free(leaves);
}

void leaf_rows_count(const match_plan *plan)
{
	if (plan->leaves)
		plan->leaves->read++;
}

/* The rows of the expression `match`. */
static nx_status read_rows(nx_store *store, leaf *one, nx_str match, nx_error *err)
{
	sqlite3_stmt *stmt = NULL;
	nx_status st = NX_OK;
	int rc = SQLITE_DONE;

	if (sqlite3_prepare_v2(store->db,
		    "SELECT rowid FROM article_fts WHERE article_fts MATCH ?1", -1, &stmt,
		    NULL) != SQLITE_OK)
		return store_fail(store, err);
	store_bind(stmt, 1, match);
	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		int64_t *rows = nx_vec_room(one->rows, one->count, &one->cap, sizeof *rows);

		if (!rows) {
			st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
			break;
		}
		one->rows = rows;
		rows[one->count++] = sqlite3_column_int64(stmt, 0);
	}
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(store, err);
	sqlite3_finalize(stmt);
	return st;
}

static nx_status list_rows(
	nx_store *store, const match_plan *plan, leaf *one, const nx_node *node, nx_error *err)
{
	match_plan words = { .sql = NX_BUF_INIT };
	maker m = { .plan = &words, .store = store, .lexicon = plan->lexicon, .err = err };
	nx_status st;

	*one = (leaf){ .node = node, .exact = match_is_exact(node) };
	match_words(&m, node);
	st = m.status == NX_OK ? nx_buf_status(&words.sql, err) : m.status;
	if (st == NX_OK)
		st = read_rows(store, one, nx_buf_str(&words.sql), err);
	match_plan_release(&words);
	return st;
}

static bool has_row(const leaf *one, int64_t rowid)
{
	size_t from = 0, to = one->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (one->rows[middle] < rowid)
			from = middle + 1;
		else
			to = middle;
	}
	return from < one->count && one->rows[from] == rowid;
}

nx_status leaf_rows_know(nx_store *store, const match_plan *plan, const nx_node *node,
	int64_t rowid, nx_known *out, nx_error *err)
{
	leaf_rows *leaves = plan->leaves;
	nx_status st = NX_OK;
	size_t i;

	*out = NX_KNOWN_NOT;
	if (!leaves || leaves->read < READ_FIRST)
		return NX_OK;
	for (i = 0; i < leaves->count && leaves->items[i].node != node; i++)
		;
	if (i == leaves->count) {
		if (i == LEAVES || leaves->rows > ROWS_MOST)
			return NX_OK;
		leaves->count++;
		st = list_rows(store, plan, &leaves->items[i], node, err);
		leaves->rows += leaves->items[i].count;
	}
	if (st != NX_OK)
		return st;
	if (!has_row(&leaves->items[i], rowid))
		*out = NX_KNOWN_ABSENT;
	else if (!leaves->items[i].exact)
		*out = NX_KNOWN_THERE;
	return NX_OK;
}
