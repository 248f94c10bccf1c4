/* Any text can be asked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../ask_query.h"
#include "../random_query.h"
#include "newsidx/query.h"
#include "scratch_index.h"

static const nx_date today = {
	.precision = NX_PRECISION_DAY, .year = 2020, .month = 10, .day = 27, .zone = NX_ZONE_UNKNOWN
};

static uint32_t seed = 20201027;

#define LONG_EVERY 500

/* Is refused only when there is no word in it, with the byte. */
static bool is_parsed(nx_str text, nx_match match, size_t *trees)
{
	nx_error err = NX_ERROR_INIT;
	nx_buf tree = NX_BUF_INIT;
	nx_query query;
	nx_status st;
	bool fine;

	nx_query_init(&query);
	query.today = today;
	st = nx_query_parse(&query, text, match, &err);
	fine = st == NX_OK || (st == NX_ERR_QUERY && strstr(err.text, "byte") && !has_word(text));
	if (st == NX_OK)
		nx_query_print(&tree, &query);
	*trees += st == NX_OK;
	fine = fine && !tree.failed && query.notes.n < 8 * 400;
	if (!fine)
		print_error("'%.*s': %s\n", NX_FMT(text), err.text);
	nx_buf_release(&tree);
	nx_query_release(&query);
	return fine;
}

static void any_text_is_parsed(void **state)
{
	nx_buf text = NX_BUF_INIT;
	size_t trees = 0;
	int i, failed = 0;

	(void)state;
	for (i = 0; i < 100000 && failed < 10; i++) {
		if (i % LONG_EVERY == LONG_EVERY - 1)
			long_query(&text, i / LONG_EVERY, &seed);
		else
			random_query(&text, &seed);
		failed +=
			!is_parsed(nx_buf_str(&text), i & 1 ? NX_MATCH_ANY : NX_MATCH_ALL, &trees);
	}
	nx_buf_release(&text);
	assert_int_equal(failed, 0);
	assert_true(trees > 50000);
}

/* One text asked in one way: parsed or refused, and when parsed, searched, with hints where
 * nothing is found. */
static bool ask(nx_store *store, nx_str text, nx_match match, nx_sort sort, int *hits)
{
	nx_search_options options = {
		.sort = sort, .limit = 3, .with_text = true, .with_match = true, .snippet_width = 40
	};
	nx_error err = NX_ERROR_INIT;
	int found;
	nx_status st = ask_query(store, lexicon, text, match, today, &options, &found, &err);

	*hits += found;
	if (st == NX_ERR_QUERY)
		st = NX_OK;
	if (st != NX_OK)
		print_error("'%.*s': %s\n", NX_FMT(text), err.text);
	return st == NX_OK;
}

static const sample samples[] = {
	{ "1", "2020-10-27", "وقف إطلاق النار", "قال بوتين في روسيا إن كتب الكتاب 2.5 مليون.",
		"تاس", "x" },
	{ "2", NULL, "covid-19", "北京 ﷺ x AND OR NOT NEAR author title 1000", NULL, NULL },
};

static void any_text_can_be_asked(void **state)
{
	nx_buf text = NX_BUF_INIT;
	nx_store *store;
	int i, hits = 0, failed = 0;

	(void)state;
	write_file("/a", samples, 2);
	store = open_index(NX_STORE_READ);
	for (i = 0; i < 10000 && failed < 10; i++) {
		if (i % LONG_EVERY == LONG_EVERY - 1)
			long_query(&text, i / LONG_EVERY, &seed);
		else
			random_query(&text, &seed);
		failed += !ask(store, nx_buf_str(&text), NX_MATCH_ALL, NX_SORT_RANK, &hits);
		failed += !ask(store, nx_buf_str(&text), NX_MATCH_ANY,
			i & 1 ? NX_SORT_NEWEST : NX_SORT_OLDEST, &hits);
	}
	nx_store_close(store);
	nx_buf_release(&text);
	assert_int_equal(failed, 0);
	assert_true(hits > 2000);
}

/* FTS5's parser has a stack of a hundred; what nests as deep as it may stays below. */
static void deep_texts_can_be_asked(void **state)
{
	static const char *const levels[] = { "(", "-(", "x -(", "x OR (", "x -(y OR ", "-(x OR -(",
		"title:x -(title:\"x y\" OR -(", "x NEAR/5 y (", "-x* -(" };
	nx_buf text = NX_BUF_INIT;
	nx_store *store;
	size_t i;
	int k, hits = 0, failed = 0;

	(void)state;
	write_file("/a", samples, 2);
	store = open_index(NX_STORE_READ);
	for (i = 0; i < sizeof levels / sizeof *levels; i++) {
		nx_buf_clear(&text);
		for (k = 0; k < 300; k++)
			nx_buf_adds(&text, levels[i]);
		nx_buf_adds(&text, "title:\"x y\"");
		failed += !ask(store, nx_buf_str(&text), NX_MATCH_ALL, NX_SORT_RANK, &hits);
		failed += !ask(store, nx_buf_str(&text), NX_MATCH_ANY, NX_SORT_RANK, &hits);
	}
	/* A phrase that stands in two parts of the tree. */
	failed += !ask(store, NX_STR("(title:زعبلوط) NEAR \"كتب الكتاب\" NEAR/5 قلم"), NX_MATCH_ALL,
		NX_SORT_RANK, &hits);
	nx_buf_clear(&text);
	for (k = 0; k < 200; k++)
		nx_buf_addf(&text, "%sw%d", k ? " NEAR/5 " : "", k);
	failed += !ask(store, nx_buf_str(&text), NX_MATCH_ANY, NX_SORT_RANK, &hits);
	nx_store_close(store);
	nx_buf_release(&text);
	assert_int_equal(failed, 0);
}

/* As many different words as a pasted article has. */
static void long_texts_can_be_asked(void **state)
{
	nx_buf text = NX_BUF_INIT;
	nx_store *store;
	int i, hits = 0;

	(void)state;
	write_file("/a", samples, 2);
	store = open_index(NX_STORE_READ);
	for (i = 0; i < NX_QUERY_WORDS / 2 - 1; i++) /* two words each */
		nx_buf_addf(&text, "كلمة%d ", 5000 + i);
	assert_true(ask(store, nx_buf_str(&text), NX_MATCH_ALL, NX_SORT_RANK, &hits));
	assert_true(ask(store, nx_buf_str(&text), NX_MATCH_ANY, NX_SORT_RANK, &hits));
	nx_buf_adds(&text, "بوتين");
	assert_int_equal(hits, 0);
	assert_true(ask(store, nx_buf_str(&text), NX_MATCH_ANY, NX_SORT_RANK, &hits));
	assert_int_equal(hits, 1);
	nx_store_close(store);
	nx_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_text_is_parsed),
		cmocka_unit_test_setup_teardown(
			any_text_can_be_asked, make_scratch, remove_scratch),
		cmocka_unit_test_setup_teardown(
			deep_texts_can_be_asked, make_scratch, remove_scratch),
		cmocka_unit_test_setup_teardown(
			long_texts_can_be_asked, make_scratch, remove_scratch),
	};

	return cmocka_run_group_tests(tests, NULL, free_lexicon);
}
