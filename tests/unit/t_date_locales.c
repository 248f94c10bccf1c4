/* Dates as ICU prints them in Arabic: every one is read as the day that it was. The
 * tables of months and weekdays are held against the same locales. */
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
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "base/hash.h"
#include "newsidx/date.h"

#define TEXT_MAX 256

/* The printed text in `out`. */
static const char *to_utf8(char out[TEXT_MAX], const UChar *text, int32_t n)
{
	UErrorCode code = U_ZERO_ERROR;

	u_strToUTF8(out, TEXT_MAX, NULL, text, n, &code);
	assert_true(U_SUCCESS(code));
	return out;
}

static UDateFormat *open_format(
	const char *locale, const char *calendar, const char *digits, UDateFormatStyle style)
{
	UErrorCode code = U_ZERO_ERROR;
	char name[64];
	UDateFormat *format;

	snprintf(name, sizeof(name), "%s@calendar=%s;numbers=%s", locale, calendar, digits);
	format = udat_open(UDAT_NONE, style, name, u"GMT", -1, NULL, 0, &code);
	assert_true(U_SUCCESS(code));
	return format;
}

/* Noon of the day. */
static UDate moment(int32_t day)
{
	return ((double)day - 2440588) * 86400000.0 + 43200000.0;
}

static bool reads_back(const char *text, int32_t day)
{
	nx_date date;

	return nx_date_parse(&date, nx_str_from(text)) && date.precision == NX_PRECISION_DAY &&
	       nx_day_number(date.year, date.month, date.day) == day;
}

/* What all that a format prints follows from: its pattern, and the days of a year, in
 * which every month, weekday and digit comes up. */
static uint64_t fingerprint(UDateFormat *format)
{
	int32_t day = nx_day_number(2020, 1, 1), last = nx_day_number(2021, 2, 1), n;
	UErrorCode code = U_ZERO_ERROR;
	nx_buf printed = NX_BUF_INIT;
	UChar text[TEXT_MAX];
	char utf8[TEXT_MAX];
	uint64_t hash;

	n = udat_toPattern(format, false, text, TEXT_MAX, &code);
	nx_buf_adds(&printed, to_utf8(utf8, text, n));
	for (; day <= last; day++) {
		n = udat_format(format, moment(day), text, TEXT_MAX, NULL, &code);
		nx_buf_adds(&printed, to_utf8(utf8, text, n));
	}
	assert_true(U_SUCCESS(code));
	hash = nx_hash(nx_buf_str(&printed));
	nx_buf_release(&printed);
	return hash;
}

/* Most locales print as others do, which need not be read twice. */
static bool is_known(uint64_t hash)
{
	static uint64_t known[1024];
	static size_t count;
	size_t i;

	for (i = 0; i < count; i++)
		if (known[i] == hash)
			return true;
	assert_true(count < sizeof(known) / sizeof(known[0]));
	known[count++] = hash;
	return false;
}

/* Every day from 1990 to 2035. */
static int check_format(UDateFormat *format, const char *what)
{
	int32_t day = nx_day_number(1990, 1, 1), last = nx_day_number(2035, 12, 31);
	int failed = 0;

	for (; day <= last && failed < 3; day++) {
		UErrorCode code = U_ZERO_ERROR;
		UChar text[TEXT_MAX];
		char utf8[TEXT_MAX];
		int32_t n;

		n = udat_format(format, moment(day), text, TEXT_MAX, NULL, &code);
		assert_true(U_SUCCESS(code));
		if (!reads_back(to_utf8(utf8, text, n), day)) {
			print_error("%s: '%s' is not read\n", what, utf8);
			failed++;
		}
	}
	return failed;
}

static bool is_arabic(const char *locale)
{
	return strcmp(locale, "ar") == 0 || strncmp(locale, "ar_", 3) == 0;
}

static int check_locale(const char *locale)
{
	static const char *const calendars[] = { "gregorian", "islamic-umalqura" };
	static const char *const digits[] = { "latn", "arab" };
	static const UDateFormatStyle styles[] = { UDAT_FULL, UDAT_LONG, UDAT_MEDIUM, UDAT_SHORT };
	int failed = 0;
	size_t c, d, s;

	for (c = 0; c < 2; c++)
		for (d = 0; d < 2; d++)
			for (s = 0; s < 4; s++) {
				UDateFormat *format =
					open_format(locale, calendars[c], digits[d], styles[s]);
				char what[96];

				snprintf(what, sizeof(what), "%s, %s, %s, style %zu", locale,
					calendars[c], digits[d], s);
				if (!is_known(fingerprint(format)))
					failed += check_format(format, what);
				udat_close(format);
			}
	return failed;
}

/* A locale without names of its own differs from its parent in nothing here. */
static void test_printed_dates(void **state)
{
	int32_t i, count = uloc_countAvailable();
	int locales = 0, failed = 0;

	(void)state;
	for (i = 0; i < count; i++) {
		if (!is_arabic(uloc_getAvailable(i)))
			continue;
		failed += check_locale(uloc_getAvailable(i));
		locales++;
	}
	assert_true(locales > 20);
	assert_int_equal(failed, 0);
}

static int check_names(UDateFormat *format, const char *locale, UDateFormatSymbolType type)
{
	bool months = type != UDAT_WEEKDAYS && type != UDAT_STANDALONE_WEEKDAYS;
	int32_t i, count = udat_countSymbols(format, type);
	int failed = 0;

	/* The first weekday has no name, the second is Sunday. */
	for (i = months ? 0 : 1; i < count; i++) {
		UErrorCode code = U_ZERO_ERROR;
		UChar name[TEXT_MAX];
		char utf8[TEXT_MAX], text[2 * TEXT_MAX];
		nx_date_span span;
		bool right;

		to_utf8(utf8, name, udat_getSymbols(format, type, i, name, TEXT_MAX, &code));
		assert_true(U_SUCCESS(code));
		snprintf(text, sizeof(text), months ? "15 %s 2015" : "%s 15/7/2015", utf8);
		right = nx_date_find(nx_str_from(text), 0, &span) && span.start == 0;
		right = right && (months ? span.date.month == i + 1 : span.weekday == (i + 5) % 7);
		if (!right)
			print_error("%s: '%s' is not read\n", locale, text);
		failed += !right;
	}
	return failed;
}

static void test_names(void **state)
{
	static const UDateFormatSymbolType types[] = { UDAT_MONTHS, UDAT_STANDALONE_MONTHS,
		UDAT_SHORT_MONTHS, UDAT_WEEKDAYS, UDAT_STANDALONE_WEEKDAYS };
	int32_t i, count = uloc_countAvailable();
	int failed = 0;
	size_t k;

	(void)state;
	for (i = 0; i < count; i++) {
		const char *locale = uloc_getAvailable(i);
		UDateFormat *format;

		if (!is_arabic(locale))
			continue;
		format = open_format(locale, "gregorian", "latn", UDAT_FULL);
		for (k = 0; k < sizeof(types) / sizeof(types[0]); k++)
			failed += check_names(format, locale, types[k]);
		udat_close(format);
	}
	assert_int_equal(failed, 0);
}

/* The first and last days of the months of the hijra from 1300 to 1524. */
static void test_hijri_months(void **state)
{
	UErrorCode code = U_ZERO_ERROR;
	UCalendar *calendar =
		ucal_open(u"GMT", -1, "ar@calendar=islamic-umalqura", UCAL_DEFAULT, &code);
	int month, failed = 0;

	(void)state;
	for (month = 1300 * 12; month < 1525 * 12; month++) {
		char text[64];
		int32_t day, length;

		ucal_clear(calendar);
		ucal_setDateTime(calendar, month / 12, month % 12, 1, 12, 0, 0, &code);
		day = (int32_t)(ucal_getMillis(calendar, &code) / 86400000.0 + 2440588);
		length = ucal_getLimit(calendar, UCAL_DATE, UCAL_ACTUAL_MAXIMUM, &code);
		assert_true(U_SUCCESS(code));
		snprintf(text, sizeof(text), "1/%d/%dهـ", month % 12 + 1, month / 12);
		failed += !reads_back(text, day);
		snprintf(text, sizeof(text), "%d/%d/%dهـ", length, month % 12 + 1, month / 12);
		failed += !reads_back(text, day + length - 1);
		snprintf(text, sizeof(text), "%d/%d/%dهـ", length + 1, month % 12 + 1, month / 12);
		failed += reads_back(text, day + length);
	}
	ucal_close(calendar);
	assert_int_equal(failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_hijri_months),
		cmocka_unit_test(test_printed_dates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
