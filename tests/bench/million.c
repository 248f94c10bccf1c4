/* Searches of a large index, beside FTS5's own ranking of the same table, and beside
 * each other: prints the ratios. Names are those that the most articles have; the lexicon
 * is there before.
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

static const nx_lexicon *lexicon;

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
			nx_search(store, &query, lexicon, options, ignore, &hits, NULL, &err) !=
				NX_OK)
			fail(err.text);
		nx_query_release(&query);
		times[i] = now() - start;
	}
	if (!hits)
		fail("nothing found");
	qsort(times, RUNS, sizeof *times, compare);
	return times[RUNS / 2];
}

typedef struct name_list {
	char of[2][160]; /* as queries ask for them */
	size_t count;
} name_list;

static nx_status add_name(void *ctx, const nx_name_count *name, nx_error *err)
{
	name_list *list = ctx;

	(void)err;
	printf("  %.*s: %lld articles\n", NX_FMT(name->name), (long long)name->articles);
	snprintf(list->of[list->count++], sizeof list->of[0], "%.*s:\"%.*s\"",
		name->kind.p[0] == 'o' ? 3 : (int)name->kind.n, name->kind.p, NX_FMT(name->name));
	return NX_OK;
}

/* The same question by a word and by a name. */
static void compare_with(nx_store *store, const char *what, const char *word, const char *name,
	const nx_search_options *options)
{
	double by_word = ours(store, word, options), by_name = ours(store, name, options);

	printf("%s: a word %.2f ms, a name %.2f ms: %.2f\n", what, by_word, by_name,
		by_name / by_word);
}

static void compare_names(nx_store *store, char words[WORDS][128], const nx_search_options *month)
{
	nx_search_options ranked = { .limit = 10 }, two = { .limit = 2 },
			  newest = { .limit = 10, .sort = NX_SORT_NEWEST };
	nx_error err = NX_ERROR_INIT;
	name_list names = { .count = 0 };
	char both[640], other[960];
	nx_lexicon *made;

	if (nx_lexicon_new(&made, &err) != NX_OK ||
		nx_store_entities(store, NULL, made, &two, NX_ENTITY_PLACE, add_name, &names,
			&err) != NX_OK ||
		names.count < 2)
		fail(err.text);
	lexicon = made;
	compare_with(store, "best 10", words[0], names.of[0], &ranked);
	compare_with(store, "newest 10", words[0], names.of[0], &newest);
	compare_with(store, "of a month", words[0], names.of[0], month);
	snprintf(both, sizeof both, "%s %s", words[0], words[1]);
	snprintf(other, sizeof other, "%s %s", words[0], names.of[0]);
	compare_with(store, "beside a word", both, other, &ranked);
	compare_with(store, "beside a word, newest", both, other, &newest);
	compare_with(store, "beside a word, of a month", both, other, month);
	nx_lexicon_free(made);
	lexicon = NULL;
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
	compare_names(store, words, &month);
	nx_store_close(store);
	return 0;
}
