/* Saved questions as parts of others, and what can be a name of one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "newsidx/fold.h"
#include "newsidx/query.h"
#include "rows.h"

static const nx_date today = {
	.precision = NX_PRECISION_DAY, .year = 2020, .month = 10, .day = 27, .zone = NX_ZONE_UNKNOWN
};

static int looked_up;

/* "a=x; b?=y@z": the one of this name; its id is its place. */
static nx_status find(
	void *ctx, nx_str name, nx_arena *arena, nx_saved *out, bool *found, nx_error *err)
{
	nx_str rest = *(nx_str *)ctx, one, key, parts;
	nx_buf want = NX_BUF_INIT, have = NX_BUF_INIT;
	int64_t id = 0;

	(void)arena;
	(void)err;
	*found = false;
	looked_up++;
	nx_fold(&want, name);
	while (!*found && nx_str_split(&rest, ';', &one)) {
		one = nx_str_trim(one);
		id++;
		nx_str_split(&one, '=', &key);
		parts = one;
		*out = (nx_saved){ .id = id };
		if (nx_str_ends(key, NX_STR("?"))) {
			out->match = NX_MATCH_ANY;
			key.n--;
		}
		nx_str_split(&parts, '@', &out->query);
		out->filters = parts;
		nx_buf_clear(&have);
		nx_fold(&have, key);
		*found = nx_str_eq(nx_buf_str(&have), nx_buf_str(&want));
	}
	nx_buf_release(&want);
	nx_buf_release(&have);
	return NX_OK;
}

static void parse(nx_buf *got, const nx_str *input)
{
	nx_error err = NX_ERROR_INIT;
	nx_str saved = input[0];
	nx_query query;
	nx_status st;

	nx_query_init(&query);
	query.today = today;
	query.saved = find;
	query.saved_ctx = &saved;
	st = nx_query_parse(&query, input[1], NX_MATCH_ALL, &err);
	if (st == NX_OK)
		nx_query_print(got, &query);
	else
		nx_buf_adds(got, st == NX_ERR_QUERY ? "error" : "another error");
	assert_true(st == NX_OK || strstr(err.text, "itself"));
	nx_query_release(&query);
}

static void rows_hold(void **state)
{
	(void)state;
	check_rows("tests/data/saved.tsv", 2, 20, parse);
}

/* Parsed by itself, with its own match and filters. */
static void one_is_parsed(void **state)
{
	static const nx_str texts[] = { { "---", 3 }, { "", 0 }, { "query:a", 7 } };
	nx_saved saved = {
		.query = NX_STR("a b"), .filters = NX_STR("source:\"c\""), .match = NX_MATCH_ANY
	};
	nx_str none = NX_STR("a=query:a");
	nx_error err = NX_ERROR_INIT;
	nx_buf got = NX_BUF_INIT;
	nx_query query;
	size_t i;

	(void)state;
	nx_query_init(&query);
	assert_int_equal(nx_query_parse_saved(&query, &saved, &err), NX_OK);
	nx_query_print(&got, &query);
	assert_string_equal(
		nx_buf_cstr(&got), "(and (source \"c\") (or (word \"a\") (word \"b\")))");
	nx_buf_release(&got);
	nx_query_release(&query);
	for (i = 0; i < sizeof texts / sizeof *texts; i++) {
		nx_query_init(&query);
		query.saved = find;
		query.saved_ctx = &none;
		err = (nx_error)NX_ERROR_INIT;
		assert_int_equal(
			nx_query_parse_saved(&query, &(nx_saved){ .query = texts[i] }, &err),
			NX_ERR_QUERY);
		assert_non_null(strstr(err.text, i < 2 ? "byte 0" : "itself"));
		nx_query_release(&query);
	}
}

/* The tree of the last of 30 questions, each of which asks twice for the one before. */
static void ask_chain(nx_buf *got, const char *first, const char *second)
{
	nx_buf all = NX_BUF_INIT;
	nx_error err = NX_ERROR_INIT;
	nx_query query;
	nx_str saved;
	size_t i;

	nx_buf_adds(&all, "a0=x");
	for (i = 1; i < 30; i++)
		nx_buf_addf(&all, ";a%zu=y%zu %squery:a%zu) %squery:a%zu)", i, i, first, i - 1,
			second, i - 1);
	saved = nx_buf_str(&all);
	looked_up = 0;
	nx_query_init(&query);
	query.saved = find;
	query.saved_ctx = &saved;
	assert_int_equal(nx_query_parse(&query, NX_STR("query:a29"), NX_MATCH_ALL, &err), NX_OK);
	assert_non_null(strstr(nx_buf_cstr(&query.notes), "left out"));
	nx_query_print(got, &query);
	nx_query_release(&query);
	nx_buf_release(&all);
}

/* No more is looked up than the limit, and no tree is deeper than brackets may be. */
static void many_are_bounded(void **state)
{
	nx_buf got = NX_BUF_INIT;
	size_t i, depth = 0, most = 0;

	(void)state;
	ask_chain(&got, "", "-");
	assert_in_range(looked_up, NX_QUERY_SAVED, 3 * NX_QUERY_SAVED);
	nx_buf_clear(&got);
	ask_chain(&got, "(z أو ", "(v أو ");
	for (i = 0; i < got.n; i++) {
		depth += got.p[i] == '(';
		depth -= got.p[i] == ')';
		most = depth > most ? depth : most;
	}
	assert_in_range(most, 3, 2 * NX_QUERY_DEPTH + 2);
	nx_buf_release(&got);
}

static void names_are_words(void **state)
{
	static const char *const names[] = { "a", "هدنة", "غزة-2024", "a.b", "١", "x:y" };
	static const char *const none[] = { "", "a b", "a\tb", "a\"b", "«a»", "(a)", "a|b", "-a",
		"a\xE2\x80\x8F", "***", "\xC2\xA0", "a\nb", "a\x01" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof names / sizeof *names; i++)
		if (!nx_query_is_name(nx_str_from(names[i])))
			fail_msg("%s is a name", names[i]);
	for (i = 0; i < sizeof none / sizeof *none; i++)
		if (nx_query_is_name(nx_str_from(none[i])))
			fail_msg("%s is no name", none[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_hold),
		cmocka_unit_test(one_is_parsed),
		cmocka_unit_test(many_are_bounded),
		cmocka_unit_test(names_are_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
