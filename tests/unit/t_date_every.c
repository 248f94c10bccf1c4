/* Every day from 1900 to 2100, as ICU prints it in the names and numbers of the Arab
 * press, in both calendars and all digits, is read as that day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

#include "newsidx/timex.h"

#define TEXT_MAX 256
#define FIRST_YEAR 1900
#define LAST_YEAR 2100

/* The locales are those whose papers use the names; each name is also what CLDR has. */
static const struct {
	const char *locale, *pattern;
} forms[] = {
	/* The four sets of months. */
	{ "ar_EG@numbers=latn", "d MMMM y" },
	{ "ar_SY@numbers=latn", "d MMMM y" },
	{ "ar_DZ@numbers=latn", "d MMMM y" },
	{ "ar_MA@numbers=latn", "d MMMM y" },
	{ "ar_MR@numbers=latn", "EEEE d MMMM y" },
	/* Arabic-Indic digits. */
	{ "ar_EG@numbers=arab", "EEEE، d MMMM y" },
	{ "ar_SY@numbers=arab", "EEEE d MMMM y" },
	{ "ar_EG@numbers=arab", "d/M/y" },
	{ "ar_EG@numbers=arabext", "dd/MM/y" },
	/* Numbers. */
	{ "ar_EG@numbers=latn", "d/M/y" },
	{ "ar_EG@numbers=latn", "dd-MM-y" },
	{ "ar_EG@numbers=latn", "dd.MM.y" },
	{ "ar_EG@numbers=latn", "y-MM-dd" },
	{ "ar_EG@numbers=latn", "y/M/d" },
	{ "ar_EG@numbers=latn", "y.MM.dd" },
	{ "ar_EG@numbers=latn", "d\u200F/M\u200F/y" },
	/* English, as feeds and furniture have it. */
	{ "en_GB@numbers=latn", "EEE, dd MMM y" },
	{ "en_US@numbers=latn", "MMMM d, y" },
	/* The hijra, with its era. */
	{ "ar_SA@calendar=islamic-umalqura;numbers=latn", "d MMMM y هـ" },
	{ "ar_SA@calendar=islamic-umalqura;numbers=arab", "EEEE d MMMM y هـ" },
	{ "ar_SA@calendar=islamic-umalqura;numbers=latn", "d/M/y هـ" },
	{ "ar_SA@calendar=islamic-umalqura;numbers=arab", "y/MM/ddهـ" },
};

static UDateFormat *open_format(const char *locale, const char *pattern)
{
	UErrorCode code = U_ZERO_ERROR;
	UChar wide[TEXT_MAX];
	int32_t n;
	UDateFormat *format;

	u_strFromUTF8(wide, TEXT_MAX, &n, pattern, -1, &code);
	format = udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, u"GMT", -1, wide, n, &code);
	assert_true(U_SUCCESS(code));
	return format;
}

static void print_day(char text[TEXT_MAX], UDateFormat *format, UDate moment)
{
	UErrorCode code = U_ZERO_ERROR;
	UChar wide[TEXT_MAX];
	int32_t n = udat_format(format, moment, wide, TEXT_MAX, NULL, &code);

	u_strToUTF8(text, TEXT_MAX, NULL, wide, n, &code);
	assert_true(U_SUCCESS(code));
}

static bool is_day(const nx_date *date, int year, int month, int day)
{
	return date->precision == NX_PRECISION_DAY && date->year == year && date->month == month &&
	       date->day == day;
}

/* As a field of its own; every seventh day also within a sentence, for time's sake. */
static bool reads_back(const char *text, int year, int month, int day)
{
	char sentence[2 * TEXT_MAX];
	nx_timex timex;
	nx_date date;

	if (!nx_date_parse(&date, nx_str_from(text)) || !is_day(&date, year, month, day))
		return false;
	if (nx_day_number(year, month, day) % 7)
		return true;
	snprintf(sentence, sizeof(sentence), "أعلن في %s أن", text);
	return nx_timex_find(nx_str_from(sentence), 0, NULL, &timex) &&
	       timex.kind == NX_TIMEX_ABSOLUTE && !timex.weekday_conflict &&
	       is_day(&timex.date, year, month, day);
}

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Counts on a calendar of its own, so that a slip in ours cannot hide. */
static void next_day(int *year, int *month, int *day)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (++*day <= lengths[*month - 1] + (*month == 2 && is_leap(*year)))
		return;
	*day = 1;
	if (++*month <= 12)
		return;
	*month = 1;
	++*year;
}

static int check_form(const char *locale, const char *pattern)
{
	UDateFormat *format = open_format(locale, pattern);
	/* Noon of 1 January 1900. */
	UDate moment = -2208945600000.0;
	int year = FIRST_YEAR, month = 1, day = 1, failed = 0, days = 0;
	char text[TEXT_MAX];

	for (; year <= LAST_YEAR && failed < 3; next_day(&year, &month, &day)) {
		print_day(text, format, moment);
		moment += 86400000.0;
		days++;
		if (reads_back(text, year, month, day))
			continue;
		print_error("%s: '%s' is not %d-%02d-%02d\n", locale, text, year, month, day);
		failed++;
	}
	udat_close(format);
	assert_true(failed || days == 73414);
	return failed;
}

static void test_every_day(void **state)
{
	int failed = 0;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		failed += check_form(forms[i].locale, forms[i].pattern);
	assert_int_equal(failed, 0);
}

/* The name of the month in a locale; its fifth day is in 2023. */
static void print_month(char out[TEXT_MAX], const char *locale, int month)
{
	UDateFormat *format = open_format(locale, "LLLL");

	print_day(out, format, (nx_day_number(2023, month, 5) - 2440588) * 86400000.0);
	udat_close(format);
}

static int check_names(const char *first, const char *second, int month)
{
	static const char *const marks[][2] = { { "/", "" }, { " / ", "" }, { " (", ")" },
		{ " - ", "" }, { " «", "»" }, { " [", "]" } };
	char text[3 * TEXT_MAX];
	int failed = 0;
	size_t m;

	for (m = 0; m < sizeof(marks) / sizeof(marks[0]); m++) {
		snprintf(text, sizeof(text), "5 %.99s%s%.99s%s 2023", first, marks[m][0], second,
			marks[m][1]);
		if (reads_back(text, 2023, month, 5))
			continue;
		print_error("'%s' is not read\n", text);
		failed++;
	}
	return failed;
}

/* Each month under each two of its names, in either order and with each mark. */
static void test_doubled_months(void **state)
{
	static const char *const locales[] = { "ar_EG", "ar_SY", "ar_DZ", "ar_MA" };
	char names[4][TEXT_MAX];
	int month, failed = 0, pairs = 0;
	size_t a, b;

	(void)state;
	for (month = 1; month <= 12; month++) {
		for (a = 0; a < 4; a++)
			print_month(names[a], locales[a], month);
		for (a = 0; a < 4; a++)
			for (b = 0; b < 4; b++) {
				if (strcmp(names[a], names[b]) == 0)
					continue;
				failed += check_names(names[a], names[b], month);
				pairs++;
			}
	}
	assert_true(pairs > 80);
	assert_int_equal(failed, 0);
}

static int is_read(const char *text)
{
	nx_timex timex;
	nx_date date;

	if (!nx_date_parse(&date, nx_str_from(text)) &&
		!nx_timex_find(nx_str_from(text), 0, NULL, &timex))
		return 0;
	print_error("'%s' is read\n", text);
	return 1;
}

static int check_no_day(int year, int month)
{
	int days = month == 2 ? 28 + is_leap(year) : strchr("\4\6\11\13", month) ? 30 : 31;
	char text[TEXT_MAX];
	int failed;

	snprintf(text, sizeof(text), "%d/%d/%d", days + 1, month, year);
	failed = is_read(text);
	snprintf(text, sizeof(text), "%02d-%02d-%d", days + 1, month, year);
	failed += is_read(text);
	snprintf(text, sizeof(text), "%d-%02d-%02d", year, month, days + 1);
	failed += is_read(text);
	snprintf(text, sizeof(text), "%d/%d/%02d", days, month, year % 100);
	failed += is_read(text);
	snprintf(text, sizeof(text), "%02d.%02d.%02d", days, month, year % 100);
	failed += is_read(text);
	snprintf(text, sizeof(text), "0/%d/%d", month, year);
	return failed + is_read(text);
}

/* A day too many in every month, years of two digits, and no day at all. */
static void test_no_such_day(void **state)
{
	int year, month, failed = 0;

	(void)state;
	for (year = FIRST_YEAR; year <= LAST_YEAR && failed < 10; year++)
		for (month = 1; month <= 12; month++)
			failed += check_no_day(year, month);
	assert_int_equal(failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_day),
		cmocka_unit_test(test_doubled_months),
		cmocka_unit_test(test_no_such_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
