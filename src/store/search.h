/* The rows that a question finds. */
#ifndef NX_STORE_SEARCH_H
#define NX_STORE_SEARCH_H

#include "store/internal.h"

struct found_list; /* best.h */

/* The rows that the days allow, and the query; undated articles only when no
 * day is asked for. */
void search_range(
	const nx_search_options *options, const match_plan *plan, int64_t *first, int64_t *last);

/* The first list->limit rows that match in the order asked for; list->seen as
 * nx_search() tells it. free(list->items) in any case. */
nx_status search_found(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, struct found_list *list, nx_error *err);

/* Every row that matches, in ascending order. */
typedef nx_status (*rowid_fn)(void *ctx, int64_t rowid, nx_error *err);
nx_status search_rowids(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, rowid_fn fn, void *ctx, nx_error *err);
/* Only those that SQL, which begins with " AND ", also leaves. */
nx_status search_rowids_where(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, const char *where, rowid_fn fn, void *ctx, nx_error *err);

#define FROM_FTS " FROM article_fts WHERE rowid BETWEEN ?1 AND ?2 AND article_fts MATCH ?3"

/* A statement with the two rows and, when it has a third parameter, the plan's expression. */
nx_status search_prepare(nx_store *store, const char *sql, const match_plan *plan, int64_t first,
	int64_t last, sqlite3_stmt **stmt, nx_error *err);
/* A failure to run it: of an expression that the user has written, his. */
nx_status search_fail(nx_store *store, const match_plan *plan, nx_error *err);

/* ranked.c: the best list->limit of the rows between the two, `dated` when days limit them. */
nx_status search_ranked(nx_store *store, const match_plan *plan, const nx_node *root, bool dated,
	int64_t first, int64_t last, struct found_list *list, nx_error *err);

#endif
