/* Fragments of HTML to text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ingest/html_text.h"
#include "newsidx/utf8.h"
#include "rows.h"

static void make_text(nx_buf *got, const nx_str *input)
{
	assert_int_equal(nx_html_text(got, input[0], NULL), NX_OK);
}

static void test_text(void **state)
{
	(void)state;
	check_rows("tests/data/html_text.tsv", 1, 34, make_text);
}

static void make_is_in(nx_buf *got, const nx_str *input)
{
	nx_buf_adds(got, nx_html_is_in(input[0]) ? "yes" : "no");
}

static void test_is_in(void **state)
{
	(void)state;
	check_rows("tests/data/html_is_in.tsv", 1, 40, make_is_in);
}

/* What is there already stays. */
static void test_appends(void **state)
{
	nx_buf out = NX_BUF_INIT;

	(void)state;
	nx_buf_adds(&out, "x");
	assert_int_equal(nx_html_text(&out, NX_STR("<p>y"), NULL), NX_OK);
	assert_true(nx_str_eq(nx_buf_str(&out), NX_STR("xy")));
	nx_buf_release(&out);
}

/* Two megabytes of what a damaged or hostile input repeats end in good time; the
 * runner's time limit is the judge. */
static void test_repeated(void **state)
{
	static const char *const pieces[] = { "<", "&", "<div>", "</div>", "<p>", "<a b='", "<a ",
		"<b>", "</b>", "<!--", "<![CDATA[", "<script>", "</", "&#", "&amp;", "\"", "<td>",
		"<table>", "<li>", "<a href=x>", "<font><p>", "<form></form>", "<select>",
		"x=", "<pre>\n", "-->", "<span>x" };
	size_t i, limit = 2u << 20;

	(void)state;
	for (i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		nx_buf html = NX_BUF_INIT, out = NX_BUF_INIT;

		while (html.n < limit)
			nx_buf_adds(&html, pieces[i]);
		nx_html_is_in(nx_buf_str(&html));
		assert_int_equal(nx_html_text(&out, nx_buf_str(&html), NULL), NX_OK);
		assert_int_equal(nx_utf8_valid(nx_buf_str(&out)), out.n);
		nx_buf_release(&out);
		nx_buf_release(&html);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_is_in),
		cmocka_unit_test(test_appends),
		cmocka_unit_test(test_repeated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
