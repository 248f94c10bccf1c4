/* Searches of a large index, beside FTS5's own ranking of the same table, and beside
 * each other: prints the ratios.
 *
 *   million DATABASE */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "store/internal.h"

#define RUNS 7
#define WORDS 4

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void fail(const char *why)
{
	fprintf(stderr, "million: %s\n", why);
	exit(2);
}

/* The words that stand in the articles nearest to `share` of all, grammar apart. */
static void choose_words(nx_store *store, double share, char words[WORDS][128])
{
	sqlite3_stmt *stmt;
	int64_t all = 0;
	int i = 0;

	if (store_ask(store, "SELECT count(*) FROM article", &all, NULL) != NX_OK ||
		sqlite3_prepare_v2(store->db,
			"SELECT term, doc FROM article_terms WHERE doc > ?1 / 100 AND "
			"unicode(term) >= 1569 AND length(term) > 3 ORDER BY abs(doc - ?2)",
			-1, &stmt, NULL) != SQLITE_OK)
		fail(sqlite3_errmsg(store->db));
	sqlite3_bind_int64(stmt, 1, all);
	sqlite3_bind_double(stmt, 2, share * (double)all);
	while (i < WORDS && sqlite3_step(stmt) == SQLITE_ROW) {
		nx_str word = store_column(stmt, 0);

		if (word.n > 127 || nx_is_function_word(word))
			continue;
		memcpy(words[i], word.p, word.n);
		words[i++][word.n] = '\0';
		printf("  %.*s: %d of %lld articles\n", NX_FMT(word), sqlite3_column_int(stmt, 1),
			(long long)all);
	}
	sqlite3_finalize(stmt);
	if (i < WORDS)
		fail("too few words");
}

/* The median of some runs, milliseconds. */
static double stock(nx_store *store, const char *match)
{
	double times[RUNS];
	sqlite3_stmt *stmt;
	int i;

	if (sqlite3_prepare_v2(store->db,
		    "SELECT rowid FROM article_fts WHERE article_fts MATCH ?1 "
		    "ORDER BY bm25(article_fts) LIMIT 10",
		    -1, &stmt, NULL) != SQLITE_OK)
		fail(sqlite3_errmsg(store->db));
	for (i = 0; i < RUNS; i++) {
		double start = now();

		sqlite3_bind_text(stmt, 1, match, -1, SQLITE_STATIC);
		while (sqlite3_step(stmt) == SQLITE_ROW)
			continue;
		if (sqlite3_reset(stmt) != SQLITE_OK)
			fail(sqlite3_errmsg(store->db));
		times[i] = now() - start;
	}
	sqlite3_finalize(stmt);
	qsort(times, RUNS, sizeof *times, compare);
	return times[RUNS / 2];
}

static nx_status ignore(void *ctx, const nx_hit *hit, nx_error *err)
{
	(void)hit, (void)err;
	++*(int *)ctx;
	return NX_OK;
}

static double ours(nx_store *store, const char *text, const nx_search_options *options)
{
	double times[RUNS];
	int i, hits = 0;

	for (i = 0; i < RUNS; i++) {
		nx_error err = NX_ERROR_INIT;
		double start = now();
		nx_query query;

		nx_query_init(&query);
		if (nx_query_parse(&query, nx_str_from(text), NX_MATCH_ANY, &err) != NX_OK ||
			nx_search(store, &query, NULL, options, ignore, &hits, NULL, &err) != NX_OK)
			fail(err.text);
		nx_query_release(&query);
		times[i] = now() - start;
	}
	if (!hits)
		fail("nothing found");
	qsort(times, RUNS, sizeof *times, compare);
	return times[RUNS / 2];
}

int main(int argc, char **argv)
{
	nx_search_options ranked = { .limit = 10 },
			  newest = { .limit = 10, .sort = NX_SORT_NEWEST };
	nx_search_options month = { .limit = 10, .dated = true };
	char words[WORDS][128], any[1024] = "", four[1024] = "", one[160];
	nx_error err = NX_ERROR_INIT;
	double whole, theirs;
	nx_store *store;
	int i;

	if (argc != 2)
		fail("usage: million DATABASE");
	if (nx_store_open(&store, argv[1], NX_STORE_READ, &err) != NX_OK)
		fail(err.text);
	choose_words(store, 0.3, words);
	for (i = 0; i < WORDS; i++) {
		snprintf(any + strlen(any), sizeof any - strlen(any), "%s\"%s\"", i ? " OR " : "",
			words[i]);
		snprintf(four + strlen(four), sizeof four - strlen(four), "%s ", words[i]);
	}
	snprintf(one, sizeof one, "\"%s\"", words[0]);
	month.first_day = nx_day_number(2010, 3, 1);
	month.last_day = nx_day_number(2010, 3, 31);

	theirs = stock(store, one);
	whole = ours(store, words[0], &ranked);
	printf("a word, best 10: bm25() %.1f ms, newsidx %.1f ms: 1/%.1f\n", theirs, whole,
		theirs / whole);
	theirs = stock(store, any);
	printf("any of four: bm25() %.1f ms, newsidx %.1f ms: 1/%.1f\n", theirs,
		ours(store, four, &ranked), theirs / ours(store, four, &ranked));
	printf("a month of it: 1/%.1f of the whole; newest 10: %.2f ms\n",
		whole / ours(store, words[0], &month), ours(store, words[0], &newest));
	nx_store_close(store);
	return 0;
}
