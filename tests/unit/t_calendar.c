/* The calendar: day numbers, weekdays, validity, ISO 8601. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "newsidx/date.h"

static void test_days_round_trip(void **state)
{
	int32_t day = nx_day_number(1800, 1, 1), last = nx_day_number(2100, 12, 31);
	int want_year = 1800, want_month = 1, want_day = 1;

	(void)state;
	for (; day <= last; day++) {
		int year, month, day_of_month;

		nx_day_split(day, &year, &month, &day_of_month);
		assert_int_equal(year, want_year);
		assert_int_equal(month, want_month);
		assert_int_equal(day_of_month, want_day);
		assert_int_equal(nx_day_number(year, month, day_of_month), day);
		if (nx_date_valid(want_year, want_month, want_day + 1)) {
			want_day++;
		} else {
			want_day = 1;
			want_month = want_month % 12 + 1;
			want_year += want_month == 1;
		}
	}
	assert_int_equal(want_year, 2101);
}

static void test_known_days(void **state)
{
	(void)state;
	assert_int_equal(nx_day_number(2000, 1, 1), 2451545);
	assert_int_equal(nx_day_number(1970, 1, 1), 2440588);
	assert_int_equal(nx_day_number(1, 1, 1), 1721426);
	assert_int_equal(nx_day_number(9999, 12, 31), 5373484);
	assert_int_equal(nx_day_weekday(nx_day_number(2020, 10, 26)), 0);
	assert_int_equal(nx_day_weekday(nx_day_number(2020, 11, 1)), 6);
	assert_int_equal(nx_day_weekday(-1), 6);
	assert_true(nx_date_valid(2000, 2, 29));
	assert_false(nx_date_valid(1900, 2, 29));
	assert_false(nx_date_valid(2019, 2, 29));
	assert_false(nx_date_valid(2020, 4, 31));
	assert_false(nx_date_valid(2020, 13, 1));
	assert_false(nx_date_valid(2020, 0, 1));
	assert_false(nx_date_valid(2020, 1, 0));
	assert_false(nx_date_valid(0, 1, 1));
	assert_false(nx_date_valid(10000, 1, 1));
}

static void assert_days(nx_date date, int32_t want_first, int32_t want_last)
{
	int32_t first, last;

	nx_date_days(&date, &first, &last);
	assert_int_equal(first, want_first);
	assert_int_equal(last, want_last);
}

static void test_days_meant(void **state)
{
	nx_date date = { NX_PRECISION_YEAR, 2020, 2, 27, 16, 43, 0, NX_ZONE_UNKNOWN };

	(void)state;
	assert_days(date, nx_day_number(2020, 1, 1), nx_day_number(2020, 12, 31));
	date.precision = NX_PRECISION_MONTH;
	assert_days(date, nx_day_number(2020, 2, 1), nx_day_number(2020, 2, 29));
	date.precision = NX_PRECISION_DAY;
	assert_days(date, nx_day_number(2020, 2, 27), nx_day_number(2020, 2, 27));
	date.precision = NX_PRECISION_SECOND;
	assert_days(date, nx_day_number(2020, 2, 27), nx_day_number(2020, 2, 27));
	assert_days(NX_DATE_NONE, 0, -1);
}

static void assert_format(nx_date date, const char *want)
{
	nx_buf got = NX_BUF_INIT;

	nx_date_format(&got, &date);
	assert_string_equal(nx_buf_cstr(&got), want);
	nx_buf_release(&got);
}

static void test_format(void **state)
{
	nx_date date = { NX_PRECISION_YEAR, 622, 7, 6, 5, 4, 3, NX_ZONE_UNKNOWN };

	(void)state;
	assert_format(NX_DATE_NONE, "");
	assert_format(date, "0622");
	date.precision = NX_PRECISION_MONTH;
	assert_format(date, "0622-07");
	date.precision = NX_PRECISION_DAY;
	assert_format(date, "0622-07-06");
	date.precision = NX_PRECISION_MINUTE;
	assert_format(date, "0622-07-06T05:04");
	date.precision = NX_PRECISION_SECOND;
	assert_format(date, "0622-07-06T05:04:03");
	date.zone = 0;
	assert_format(date, "0622-07-06T05:04:03Z");
	date.zone = 210;
	assert_format(date, "0622-07-06T05:04:03+03:30");
	date.zone = -300;
	assert_format(date, "0622-07-06T05:04:03-05:00");
	date.precision = NX_PRECISION_DAY;
	assert_format(date, "0622-07-06");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_days),
		cmocka_unit_test(test_days_round_trip),
		cmocka_unit_test(test_days_meant),
		cmocka_unit_test(test_format),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
