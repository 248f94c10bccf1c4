/* Lines that several articles of a source have: counted, kept, left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "newsidx/extract.h"

#define NOTICE "حمّلوا صحيفة الواحة على هواتفكم مجانا الآن"

static nx_furniture *fresh(void)
{
	nx_furniture *f;

	assert_int_equal(nx_furniture_new(&f, NULL), NX_OK);
	return f;
}

static void add(nx_furniture *f, uint64_t key)
{
	assert_int_equal(nx_furniture_add(f, &key, 1, NULL), NX_OK);
}

static void test_counts_by_source(void **state)
{
	uint64_t a = nx_furniture_key(NX_STR("الواحة"), NX_STR("سطر"));
	uint64_t b = nx_furniture_key(NX_STR("الضفاف"), NX_STR("سطر"));
	nx_furniture *f = fresh();

	(void)state;
	assert_int_not_equal(a, b);
	assert_int_not_equal(a, nx_furniture_key(NX_STR("الواحةسطر"), NX_STR("")));
	add(f, a);
	add(f, a);
	assert_int_equal(nx_furniture_articles(f, a), 2);
	assert_int_equal(nx_furniture_articles(f, b), 0);
	nx_furniture_learning(f, false);
	add(f, a);
	assert_int_equal(nx_furniture_articles(f, a), 2);
	nx_furniture_free(f);
}

/* The key goes to disk: it must not change with the machine or the build. */
static void test_key_is_stable(void **state)
{
	(void)state;
	assert_true(nx_furniture_key(NX_STR("a"), NX_STR("b")) == 0x01D3E38740E22D55u);
}

static void test_changes_are_told_once(void **state)
{
	nx_furniture *f = fresh(), *again = fresh();
	nx_furniture_line *lines = NULL;
	size_t count = 0, cap = 0, i;

	(void)state;
	for (i = 1; i <= 10000; i++)
		add(f, i);
	add(f, 7);
	assert_int_equal(nx_furniture_changes(f, &lines, &count, &cap, NULL), NX_OK);
	assert_int_equal(count, 10000);
	for (i = 0; i < count; i++)
		assert_int_equal(nx_furniture_load(again, &lines[i], NULL), NX_OK);
	assert_int_equal(nx_furniture_articles(again, 7), 2);
	assert_int_equal(nx_furniture_articles(again, 10000), 1);
	count = 0;
	assert_int_equal(nx_furniture_changes(f, &lines, &count, &cap, NULL), NX_OK);
	assert_int_equal(count, 0);
	add(again, 7);
	assert_int_equal(nx_furniture_changes(again, &lines, &count, &cap, NULL), NX_OK);
	assert_int_equal(count, 1);
	assert_int_equal(lines[0].articles, 3);
	assert_int_equal(lines[0].last, 10002);
	free(lines);
	nx_furniture_free(f);
	nx_furniture_free(again);
}

/* Candidates go, furniture stays. */
static void test_memory_is_bounded(void **state)
{
	nx_furniture *f = fresh();
	uint64_t key;

	(void)state;
	for (key = 0; key < 3; key++)
		add(f, 1);
	add(f, 2);
	add(f, 2);
	for (key = 10; key < 10 + NX_FURNITURE_MEMORY + 10; key++)
		add(f, key);
	assert_int_equal(nx_furniture_articles(f, 1), 3);
	assert_int_equal(nx_furniture_articles(f, 2), 0);
	assert_int_equal(nx_furniture_horizon(f), 15);
	add(f, 2);
	assert_int_equal(nx_furniture_articles(f, 2), 1);
	nx_furniture_free(f);
}

/* Article `n` of a site; no two share a line but for the notice. */
static void read_page(
	nx_article *article, nx_furniture *f, int n, const char *top, const char *foot)
{
	nx_buf page = NX_BUF_INIT;

	nx_buf_addf(&page, "%s\n\nالمجلس البلدي رقم %d يقر موازنة العام\n\n", top, n);
	for (int i = 0; i < 4; i++)
		nx_buf_addf(&page,
			"قال عضو المجلس رقم %d في جلسته %d إن الموازنة تزيد %d في المئة على "
			"موازنة العام الماضي، وإن معظمها للطرق والمدارس.\n",
			n, i, n + i);
	nx_buf_addf(&page, "%s\n", foot);
	nx_article_init(article);
	article->source = NX_STR("الواحة");
	assert_int_equal(nx_extract_page(article, nx_buf_str(&page), f, NULL), NX_OK);
	nx_buf_release(&page);
}

static bool has(const nx_article *article, const char *line)
{
	return nx_str_find(article->body, nx_str_from(line), 0) != (size_t)-1;
}

static void test_line_goes_from_the_fourth_article_on(void **state)
{
	nx_furniture *f = fresh();
	nx_article article;

	(void)state;
	for (int n = 1; n <= 5; n++) {
		read_page(&article, f, n, "الواحة", NOTICE " من متجر التطبيقات.");
		assert_int_equal(has(&article, NOTICE), n <= NX_FURNITURE_ARTICLES);
		assert_true(has(&article, "جلسته 3"));
		nx_article_release(&article);
	}
	nx_furniture_free(f);
}

static void test_title_is_found_below_what_is_learnt(void **state)
{
	nx_furniture *f = fresh();
	nx_article article;

	(void)state;
	for (int n = 1; n <= 4; n++) {
		read_page(&article, f, n, NOTICE, "");
		nx_article_release(&article);
	}
	read_page(&article, f, 5, NOTICE, "");
	assert_true(nx_str_eq(article.title, NX_STR("المجلس البلدي رقم 5 يقر موازنة العام")));
	nx_article_release(&article);
	nx_furniture_free(f);
}

/* Editions of one article must not make its text furniture. */
static void test_editions_teach_nothing(void **state)
{
	nx_furniture *f = fresh();
	nx_article article;

	(void)state;
	for (int i = 0; i < 6; i++) {
		read_page(&article, f, 1, "الواحة", "");
		assert_true(has(&article, "جلسته 0") && has(&article, "جلسته 3"));
		nx_article_release(&article);
	}
	nx_furniture_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts_by_source),
		cmocka_unit_test(test_key_is_stable),
		cmocka_unit_test(test_changes_are_told_once),
		cmocka_unit_test(test_memory_is_bounded),
		cmocka_unit_test(test_line_goes_from_the_fourth_article_on),
		cmocka_unit_test(test_title_is_found_below_what_is_learnt),
		cmocka_unit_test(test_editions_teach_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
