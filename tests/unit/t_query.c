/* What queries mean, as the table of cases has it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "newsidx/query.h"
#include "rows.h"

/* The day on which the table's queries are asked. */
static const nx_date today = {
	.precision = NX_PRECISION_DAY, .year = 2020, .month = 10, .day = 27, .zone = NX_ZONE_UNKNOWN
};

static void parse(nx_buf *got, const nx_str *input)
{
	nx_error err = NX_ERROR_INIT;
	bool any = nx_str_eq(input[1], NX_STR("any"));
	nx_query query;
	nx_status st;

	assert_true(any || nx_str_eq(input[1], NX_STR("all")));
	nx_query_init(&query);
	query.today = today;
	st = nx_query_parse(&query, input[0], any ? NX_MATCH_ANY : NX_MATCH_ALL, &err);
	if (st == NX_OK)
		nx_query_print(got, &query);
	else
		nx_buf_adds(got, "error");
	assert_true(st == NX_OK || (st == NX_ERR_QUERY && strstr(err.text, "byte")));
	nx_query_release(&query);
}

static void rows_hold(void **state)
{
	(void)state;
	check_rows("tests/data/query.tsv", 2, 60, parse);
}

static void text_is_kept(void **state)
{
	nx_query query;
	nx_node *root;

	(void)state;
	nx_query_init(&query);
	assert_int_equal(
		nx_query_parse(&query, NX_STR("title:\"وقفُ النار\""), NX_MATCH_ALL, NULL), NX_OK);
	root = query.root;
	assert_true(nx_str_eq(root->text, NX_STR("وقفُ النار")));
	assert_int_equal(root->column, NX_COLUMN_TITLE);
	assert_int_equal(root->term_count, 2);
	assert_true(nx_str_eq(root->terms[1].stem, NX_STR("نار")));
	nx_query_release(&query);
}

static void too_long_is_refused(void **state)
{
	nx_buf text = NX_BUF_INIT;
	nx_error err = NX_ERROR_INIT;
	nx_query query;

	(void)state;
	while (text.n <= 1 << 20)
		nx_buf_adds(&text, "كتاب ");
	nx_query_init(&query);
	assert_int_equal(
		nx_query_parse(&query, nx_buf_str(&text), NX_MATCH_ALL, &err), NX_ERR_QUERY);
	assert_non_null(strstr(err.text, "longer"));
	assert_int_equal(nx_query_parse(&query, nx_str_slice(nx_buf_str(&text), 0, 1 << 20),
				 NX_MATCH_ALL, &err),
		NX_OK);
	nx_query_release(&query);
	nx_buf_release(&text);
}

static void many_words_count_once(void **state)
{
	nx_buf text = NX_BUF_INIT;
	nx_query query;
	int i;

	(void)state;
	for (i = 0; i < NX_QUERY_WORDS; i++)
		nx_buf_addf(&text, "w%d ", i % (NX_QUERY_WORDS / 2));
	nx_query_init(&query);
	assert_int_equal(nx_query_parse(&query, nx_buf_str(&text), NX_MATCH_ALL, NULL), NX_OK);
	assert_int_equal(query.root->child_count, NX_QUERY_WORDS / 2);
	nx_query_release(&query);
	nx_buf_release(&text);
}

static void notes_hold(const char *text, const char *want)
{
	nx_query query;

	nx_query_init(&query);
	query.today = today;
	assert_int_equal(nx_query_parse(&query, nx_str_from(text), NX_MATCH_ALL, NULL), NX_OK);
	if (*want ? !strstr(nx_buf_cstr(&query.notes), want) : query.notes.n > 0)
		fail_msg("%s: note \"%s\", not \"%s\"", text, nx_buf_cstr(&query.notes), want);
	nx_query_release(&query);
}

/* What is not meant as it may look is said, in a sentence without control characters. */
static void notes_tell(void **state)
{
	nx_buf text = NX_BUF_INIT;
	int i;

	(void)state;
	notes_hold("كتاب", "");
	notes_hold("16:43 https://bbc.com من:القاهرة a: :b", "");
	notes_hold("foo:كتاب", "there is no field \"foo:\"");
	notes_hold("date:\"الآ\x1B[31mن\"", "date: \"الآ [31mن\" is no date");
	notes_hold("date:كتاب", "no date");
	notes_hold("ك*", "too short");
	notes_hold("*كتاب", "only behind a word");
	notes_hold("~من", "too short");
	notes_hold("~covid-19", "one word");
	notes_hold("a NEAR/5 (b OR c)", "NEAR goes between");
	notes_hold("((((((((((((كتاب))))))))))))", "");
	notes_hold("(((((((((((((كتاب)))))))))))))", "12");
	for (i = 0; i < 1001; i++)
		nx_buf_addf(&text, "w%d ", i);
	notes_hold(nx_buf_cstr(&text), "first 256 words");
	nx_buf_clear(&text);
	for (i = 0; i < 100; i++)
		nx_buf_addf(&text, "foo:%d ", i);
	notes_hold(nx_buf_cstr(&text), "\"foo:\"");
	nx_buf_release(&text);
}

/* A hundred mistakes are not told one by one. */
static void notes_are_few(void **state)
{
	nx_buf text = NX_BUF_INIT;
	nx_query query;
	int i;

	(void)state;
	for (i = 0; i < 1000; i++)
		nx_buf_addf(&text, "foo%d:%d ", i, i);
	nx_query_init(&query);
	assert_int_equal(nx_query_parse(&query, nx_buf_str(&text), NX_MATCH_ALL, NULL), NX_OK);
	assert_true(query.notes.n < 4000);
	nx_query_release(&query);
	nx_buf_release(&text);
}

static void spellings_are_measured(void **state)
{
	static const struct {
		const char *a, *b;
		unsigned distance;
	} rows[] = {
		{ "كتاب", "كتاب", 0 },
		{ "قاراباغ", "كاراباغ", 1 }, /* one sound */
		{ "غوغل", "جوجل", 2 },
		{ "كتاب", "كتب", 1 },          /* a long vowel */
		{ "محمد", "مححمد", 1 },        /* a letter doubled */
		{ "كتاب", "كتار", 2 },         /* another letter */
		{ "كتاب", "كتابل", 2 },        /* a letter more */
		{ "باشينيان", "باشنييان", 2 }, /* two exchanged */
		{ "كتاب", "مدرس", 5 },
		{ "كتاب", "اكتئاببي", 5 },
		{ "erdogan", "erdogann", 1 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		nx_str a = nx_str_from(rows[i].a), b = nx_str_from(rows[i].b);

		if (nx_spelling_distance(a, b, 4) != rows[i].distance ||
			nx_spelling_distance(b, a, 4) != rows[i].distance)
			fail_msg("%s, %s: %u and %u, not %u", rows[i].a, rows[i].b,
				nx_spelling_distance(a, b, 4), nx_spelling_distance(b, a, 4),
				rows[i].distance);
	}
	assert_int_equal(nx_spelling_limit(NX_STR("من")), 0);
	assert_int_equal(nx_spelling_limit(NX_STR("كتاب")), 2);
	assert_int_equal(nx_spelling_limit(NX_STR("باشينيان")), 4);
}

static void demands_are_added(void **state)
{
	nx_buf got = NX_BUF_INIT;
	nx_error err = NX_ERROR_INIT;
	nx_query query;

	(void)state;
	nx_query_init(&query);
	assert_int_equal(nx_query_require(&query, NX_NODE_TAG, NX_STR("!"), &err), NX_ERR_QUERY);
	assert_int_equal(nx_query_require(&query, NX_NODE_TAG, NX_STR("سياسة"), &err), NX_OK);
	assert_int_equal(
		nx_query_require(&query, NX_NODE_SOURCE, NX_STR("العربي الجديد"), &err), NX_OK);
	nx_query_print(&got, &query);
	assert_string_equal(
		nx_buf_cstr(&got), "(and (tag \"سياسه\") (source \"العربي\" \"الجديد\"))");
	nx_query_release(&query);

	nx_buf_clear(&got);
	nx_query_init(&query);
	assert_int_equal(nx_query_parse(&query, NX_STR("a b"), NX_MATCH_ANY, &err), NX_OK);
	assert_int_equal(nx_query_require(&query, NX_NODE_ENTITY, NX_STR("بوتين"), &err), NX_OK);
	nx_query_print(&got, &query);
	assert_string_equal(
		nx_buf_cstr(&got), "(and (or (word \"a\") (word \"b\")) (entity \"بوتين\"))");
	nx_query_release(&query);

	nx_buf_clear(&got);
	nx_query_init(&query);
	nx_query_print(&got, &query);
	assert_string_equal(nx_buf_cstr(&got), "(all)");
	nx_query_release(&query);
	nx_buf_release(&got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_hold),
		cmocka_unit_test(text_is_kept),
		cmocka_unit_test(too_long_is_refused),
		cmocka_unit_test(many_words_count_once),
		cmocka_unit_test(notes_tell),
		cmocka_unit_test(notes_are_few),
		cmocka_unit_test(spellings_are_measured),
		cmocka_unit_test(demands_are_added),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
