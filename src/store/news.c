/* What has come for saved questions. The writer notes each article that arrives, or
 * changes, while there are any (`arrival`); a question knows how far it has been told, and
 * which articles it has found (`told`), so that a correction is no news. */
#include "store/news.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "newsidx/saved.h"
#include "store/search.h"

typedef struct news {
	nx_store *store;
	int64_t question;
	bool count_only;
	int64_t *rows;
	size_t count, cap;
} news;

static nx_status know_row(void *ctx, int64_t rowid, nx_error *err)
{
	news *n = ctx;

	n->count++;
	return store_run_pair(n->store, ST_TOLD_ADD, rowid, n->question, err);
}

nx_status news_know(nx_store *store, int64_t question, nx_query *query, const nx_lexicon *lexicon,
	int64_t *matches, nx_error *err)
{
	static const nx_search_options everything;
	news n = { .store = store, .question = question };
	nx_status st = search_rowids(store, query, lexicon, &everything, know_row, &n, err);

	*matches = (int64_t)n.count;
	return st;
}

nx_status news_trim(nx_store *store, nx_error *err)
{
	return store_exec(store,
		"DELETE FROM arrival WHERE number <="
		" coalesce((SELECT min(told) FROM question), 0x7FFFFFFFFFFFFFFF)",
		err);
}

static nx_status add_row(void *ctx, int64_t rowid, nx_error *err)
{
	news *n = ctx;
	int64_t *rows;

	if (n->count_only) {
		n->count++;
		return NX_OK;
	}
	rows = nx_vec_room(n->rows, n->count, &n->cap, sizeof *rows);
	if (!rows)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	n->rows = rows;
	rows[n->count++] = rowid;
	return NX_OK;
}

static nx_status find(news *n, nx_query *query, const nx_lexicon *lexicon, nx_error *err)
{
	static const nx_search_options everything;
	char where[320];

	/* The plus keeps SQLite from asking the full-text index for each of them. */
	snprintf(where, sizeof where,
		" AND +rowid IN (SELECT article FROM arrival WHERE number >"
		" (SELECT told FROM question WHERE id = %" PRId64 ")) AND NOT EXISTS (SELECT 1"
		" FROM told WHERE article = article_fts.rowid AND question = %" PRId64 ")",
		n->question, n->question);
	return search_rowids_where(n->store, query, lexicon, &everything, where, add_row, n, err);
}

nx_status nx_question_news(nx_store *store, const nx_question *question, nx_query *query,
	const nx_lexicon *lexicon, int64_t *count, nx_error *err)
{
	news n = { .store = store, .question = question->asks.id, .count_only = true };
	nx_status st = find(&n, query, lexicon, err);

	*count = (int64_t)n.count;
	return st;
}

nx_status nx_alert_begin(nx_store *store, nx_error *err)
{
	nx_status st = store_exec(store, "BEGIN IMMEDIATE", err);

	return st == NX_OK ? st : store_end(store, st, err);
}

nx_status nx_alert_tell(nx_store *store, const nx_question *question, nx_query *query,
	const nx_lexicon *lexicon, const nx_search_options *options, nx_alert_fn begin,
	nx_hit_fn fn, void *ctx, nx_error *err)
{
	news n = { .store = store, .question = question->asks.id };
	nx_status st = find(&n, query, lexicon, err);
	size_t i;

	if (st == NX_OK && n.count && options->snippet_width)
		st = hit_weigh_words(store, query, err);
	if (st == NX_OK && n.count)
		st = begin(ctx, (int64_t)n.count, err);
	/* Later days have greater numbers. */
	for (i = n.count; st == NX_OK && i-- > 0;) {
		st = hit_give(
			store, query, lexicon, options, n.rows[i], 0, n.count - i, fn, ctx, err);
		if (st == NX_OK)
			st = store_run_pair(store, ST_TOLD_ADD, n.rows[i], n.question, err);
	}
	if (st == NX_OK)
		st = store_run_id(store, ST_QUESTION_TOLD, n.question, err);
	free(n.rows);
	return st;
}

nx_status nx_alert_end(nx_store *store, bool told, nx_error *err)
{
	if (!told) {
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
		return NX_OK;
	}
	return store_end(store, news_trim(store, err), err);
}
