/* Every word of the table of expressions of time does what it says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "date_rows.h"
#include "newsidx/timex.h"

/* For a word of the kind and value (* for any): a text with it, the value of the last
 * expression in it (none; ? not resolved; N the word's own value added to the year
 * 2015, and so on), and whether the text is that expression and nothing else. The
 * reference is 24 December 2015, a Thursday. */
static const struct {
	const char *kind, *value, *text, *want;
	bool whole;
} uses[] = {
	{ "about", "*", "قبل %s 5 سنوات", "2010", true },
	{ "after", "*", "%s غد", "2015-12-26", true },
	{ "age", "*", "الستينيات %s", "none", false },
	{ "ago", "*", "%s 5 سنوات", "2010", true },
	{ "and", "*", "عامي 2010 %s 2012", "2012", false },
	{ "anchored", "*", "العام %s", "?", true },
	{ "arab", "*", "الصيف %s", "none", false },
	{ "article", "*", "القرن %sـ19", "18", true },
	{ "bound", "*", "%s العام الماضي", "2014", true },
	{ "day-kind", "*", "اليوم %s", "none", false },
	{ "day-offset", "-1", "%s", "2015-12-23", true },
	{ "day-offset", "1", "%s", "2015-12-25", true },
	{ "decade", "*", "ال%s", "19%d", true },
	{ "few", "*", "قبل %s أشهر", "PAST_REF", true },
	{ "first", "*", "%s أمس", "2015-12-22", true },
	{ "future", "*", "%s", "FUTURE_REF", true },
	{ "future-noun", "*", "في ال%s", "FUTURE_REF", false },
	{ "half", "*", "ال%s الأول من عام 2015", "2015", true },
	{ "holy", "*", "رمضان %s", "2015-07", true },
	{ "in", "*", "%s 2011", "2011", false },
	{ "moment", "*", "ال%s الحالية", "PRESENT_REF", true },
	{ "morrow", "*", "بعد %s", "2015-12-26", true },
	{ "name", "*", "%s اليوم", "none", false },
	{ "need", "*", "أمس %s", "none", false },
	{ "numeral", "*", "قبل %s سنة", "-%d", true },
	{ "of", "*", "الربع الأول %s 2015", "2015-Q1", true },
	{ "office", "*", "%s العام الحالي", "none", false },
	{ "ordinal", "*", "القرن %s عشر", "%d", true },
	{ "other", "*", "%s الخميس", "none", false },
	{ "part-of-day", "*", "%s أمس", "2015-12-23", true },
	{ "past", "*", "%s", "PAST_REF", true },
	{ "past-noun", "*", "العام ال%s", "2014", true },
	{ "present", "*", "%s", "PRESENT_REF", true },
	{ "quarter", "*", "ال%s الأول من 2015", "2015-Q1", true },
	{ "same", "*", "%s الوقت", "PRESENT_REF", true },
	{ "season", "1", "%s 2015", "2015-SP", true },
	{ "season", "2", "%s 2015", "2015-SU", true },
	{ "season", "3", "%s 2015", "2015-FA", true },
	{ "season", "4", "%s 2015", "2015-WI", true },
	{ "season-lead", "*", "%s الصيف", "2015-SU", true },
	{ "shift", "-1", "العام ال%s", "2014", true },
	{ "shift", "0", "العام ال%s", "2015", true },
	{ "shift", "1", "العام ال%s", "2016", true },
	{ "that", "*", "%s العام", "?", true },
	{ "this", "*", "%s العام", "2015", true },
	{ "to", "*", "عام 2010 %s 2012", "2012", false },
	{ "today", "*", "%s", "2015-12-24", true },
	{ "tonight", "*", "%s", "2015-12-24", true },
	{ "unit-century", "1", "قبل %s", "19", true },
	{ "unit-century", "2", "قبل %s", "18", true },
	{ "unit-day", "1", "قبل %s", "2015-12-23", true },
	{ "unit-day", "2", "قبل %s", "2015-12-22", true },
	{ "unit-decade", "1", "قبل %s", "200", true },
	{ "unit-decade", "2", "قبل %s", "199", true },
	{ "unit-hour", "1", "قبل 24 %s", "2015-12-23", true },
	{ "unit-hour", "2", "قبل %s", "2015-12-24", true },
	{ "unit-minute", "1", "قبل 1440 %s", "2015-12-23", true },
	{ "unit-minute", "2", "قبل %s", "2015-12-24", true },
	{ "unit-month", "1", "قبل %s", "2015-11", true },
	{ "unit-month", "2", "قبل %s", "2015-10", true },
	{ "unit-second", "1", "قبل %s", "2015-12-24", true },
	{ "unit-second", "2", "قبل %s", "2015-12-24", true },
	{ "unit-week", "1", "قبل %s", "2015-W51", true },
	{ "unit-week", "2", "قبل %s", "2015-W50", true },
	{ "unit-year", "1", "قبل %s", "2014", true },
	{ "unit-year", "2", "قبل %s", "2013", true },
	{ "year-kind", "*", "العام %s 2015", "2015", true },
	/* Plurals: many of them, uncounted. */
	{ "*", "3", "قبل %s", "PAST_REF", true },
};

/* The format of the wanted value with the word's own in it. */
static void expect(nx_buf *out, const char *want, int value)
{
	const char *percent = strchr(want, '%');

	if (want[0] == '-' && percent)
		nx_buf_addf(out, "%04d", 2015 - value);
	else if (percent && percent == want)
		nx_buf_addf(out, "%02d", value + 9);
	else if (percent)
		nx_buf_addf(out, "%.2s%d", want, value / 10);
	else
		nx_buf_adds(out, want);
}

/* Replace %s of the text by the word. */
static void fill_in(nx_buf *out, const char *text, nx_str word)
{
	const char *gap = strstr(text, "%s");

	nx_buf_add(out, (nx_str){ text, (size_t)(gap - text) });
	nx_buf_add(out, word);
	nx_buf_adds(out, gap + 2);
}

static bool holds(size_t use, nx_str word, int value)
{
	static const nx_date thursday = { NX_PRECISION_DAY, 2015, 12, 24, 0, 0, 0,
		NX_ZONE_UNKNOWN };
	nx_buf text = NX_BUF_INIT, want = NX_BUF_INIT, got = NX_BUF_INIT;
	nx_timex timex, last = { .end = 0 };
	size_t from = 0;
	bool right, whole;

	fill_in(&text, uses[use].text, word);
	expect(&want, uses[use].want, value);
	while (nx_timex_find(nx_buf_str(&text), from, &thursday, &timex)) {
		last = timex;
		from = timex.end;
	}
	if (!last.end)
		nx_buf_adds(&got, "none");
	else
		nx_timex_value(&got, &last);
	if (!got.n)
		nx_buf_adds(&got, "?");
	whole = last.start == 0 && last.end == text.n;
	right = nx_str_eq(nx_buf_str(&want), nx_buf_str(&got)) && (whole || !uses[use].whole);
	if (!right)
		print_error("'%.*s': want %s, got %s\n", NX_FMT(nx_buf_str(&text)),
			nx_buf_cstr(&want), nx_buf_cstr(&got));
	nx_buf_release(&text);
	nx_buf_release(&want);
	nx_buf_release(&got);
	return right;
}

static size_t find_use(nx_str kind, nx_str value)
{
	size_t i;

	for (i = 0; i < sizeof(uses) / sizeof(uses[0]); i++)
		if ((nx_str_eq(kind, nx_str_from(uses[i].kind)) &&
			    (uses[i].value[0] == '*' ||
				    nx_str_eq(value, nx_str_from(uses[i].value)))) ||
			(uses[i].kind[0] == '*' && nx_str_starts(kind, NX_STR("unit-")) &&
				nx_str_eq(value, nx_str_from(uses[i].value))))
			return i;
	return (size_t)-1;
}

static void test_words(void **state)
{
	static const char path[] = "src/text/data/timex_words.tsv";
	nx_buf file = NX_BUF_INIT;
	nx_str rest, field[3], before = NX_STR("");
	int line = 0, rows = 0, failed = 0;

	(void)state;
	read_data(&file, path);
	rest = nx_buf_str(&file);
	while (next_row(&rest, field, 3, &line)) {
		char digits[8] = "";
		size_t use = find_use(field[1], field[2]);

		memcpy(digits, field[2].p, field[2].n < 7 ? field[2].n : 7);
		if (use == (size_t)-1 || !holds(use, field[0], (int)strtol(digits, NULL, 10))) {
			print_error("%s:%d: does not hold\n", path, line);
			failed++;
		}
		if (nx_str_cmp(before, field[0]) >= 0) {
			print_error("%s:%d: not sorted\n", path, line);
			failed++;
		}
		before = field[0];
		rows++;
	}
	nx_buf_release(&file);
	assert_true(rows > 400);
	assert_int_equal(failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
