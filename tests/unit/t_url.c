/* What the address of an article tells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ingest/url.h"
#include "rows.h"

static void make_title(nx_buf *got, const nx_str *input)
{
	nx_url_title(got, input[0]);
}

static void titles(void **state)
{
	(void)state;
	check_rows("tests/data/url_title.tsv", 1, 9, make_title);
}

static void hosts(void **state)
{
	static const char *const rows[][2] = { { "https://www.example.org/a", "example.org" },
		{ "http://example.org", "example.org" },
		{ "https://ar.example.org:80/", "ar.example.org" },
		{ "ftp://example.org?x", "example.org" } };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_true(
			nx_str_eq(nx_url_host(nx_str_from(rows[i][0])), nx_str_from(rows[i][1])));
	assert_null(nx_url_host(NX_STR("example.org/a")).p);
	assert_null(nx_url_host(NX_STR("http:///a")).p);
	assert_null(nx_url_host(NX_STR("")).p);
}

static void make_date(nx_buf *got, const nx_str *input)
{
	nx_date date;

	if (nx_url_date(&date, input[0]))
		nx_date_format(got, &date);
}

static void dates(void **state)
{
	(void)state;
	check_rows("tests/data/url_date.tsv", 1, 12, make_date);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(titles), cmocka_unit_test(hosts),
		cmocka_unit_test(dates) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
