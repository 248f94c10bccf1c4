/* Every entry of the tables of date words does what it says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "date_rows.h"
#include "newsidx/date.h"

static int to_int(nx_str s)
{
	char digits[16] = "";

	memcpy(digits, s.p, s.n < 15 ? s.n : 15);
	return (int)strtol(digits, NULL, 10);
}

/* "15 NAME 2015" is found with the month of the table; Hijri names are not. */
static bool month_holds(nx_buf *text, const nx_str *row)
{
	nx_date_span span;
	bool found;

	nx_buf_addf(text, "15 %.*s 2015", NX_FMT(row[0]));
	found = nx_date_find(nx_buf_str(text), 0, &span);
	if (nx_str_eq(row[2], NX_STR("hijri")) || nx_str_eq(row[2], NX_STR("levant-pair")))
		return !found;
	return found && span.start == 0 && span.end == text->n && span.date.day == 15 &&
	       span.date.month == to_int(row[1]);
}

static bool weekday_holds(nx_buf *text, const nx_str *row)
{
	nx_date_span span;

	nx_buf_addf(text, "%.*s 15/7/2015", NX_FMT(row[0]));
	return nx_date_find(nx_buf_str(text), 0, &span) && span.start == 0 &&
	       span.weekday == to_int(row[1]) && span.weekday_conflict == (span.weekday != 2);
}

/* A zone counts by itself, a place only where the text says that it is a zone. */
static bool zone_holds(nx_buf *text, const nx_str *row)
{
	bool unknown = nx_str_eq(row[1], NX_STR("?")), zone = nx_str_eq(row[2], NX_STR("zone"));
	int want = unknown ? NX_ZONE_UNKNOWN : to_int(row[1]);
	nx_date_span span;

	nx_buf_addf(text, "15/7/2015 16:43 بتوقيت %.*s", NX_FMT(row[0]));
	if (!nx_date_find(nx_buf_str(text), 0, &span) || span.date.zone != want ||
		span.end != text->n)
		return false;
	nx_buf_clear(text);
	nx_buf_addf(text, "15/7/2015 16:43 %.*s", NX_FMT(row[0]));
	if (!nx_date_find(nx_buf_str(text), 0, &span))
		return false;
	return span.date.zone == (zone ? want : NX_ZONE_UNKNOWN) && (span.end == text->n) == zone;
}

/* Ordinals are the only words with a value: "ORDINAL من أغسطس 2015" is that day. */
static bool word_holds(nx_buf *text, const nx_str *row)
{
	nx_date_span span;

	if (!nx_str_eq(row[1], NX_STR("ordinal")))
		return row[2].n == 0;
	nx_buf_addf(text, "%.*s من أغسطس 2015", NX_FMT(row[0]));
	return nx_date_find(nx_buf_str(text), 0, &span) && span.start == 0 &&
	       span.date.precision == NX_PRECISION_DAY && span.date.day == to_int(row[2]);
}

static void check_table(const char *path, bool (*holds)(nx_buf *, const nx_str *))
{
	nx_buf file = NX_BUF_INIT, text = NX_BUF_INIT;
	nx_str rest, field[3], before = NX_STR("");
	int line = 0, rows = 0, failed = 0;

	read_data(&file, path);
	rest = nx_buf_str(&file);
	while (next_row(&rest, field, 3, &line)) {
		nx_buf_clear(&text);
		if (!holds(&text, field)) {
			print_error("%s:%d: does not hold\n", path, line);
			failed++;
		}
		if (nx_str_cmp(before, field[0]) > 0) {
			print_error("%s:%d: not sorted\n", path, line);
			failed++;
		}
		before = field[0];
		rows++;
	}
	nx_buf_release(&text);
	assert_true(rows > 30);
	assert_int_equal(failed, 0);
	nx_buf_release(&file);
}

static void test_word_tables(void **state)
{
	(void)state;
	check_table("src/text/data/months.tsv", month_holds);
	check_table("src/text/data/weekdays.tsv", weekday_holds);
	check_table("src/text/data/zones.tsv", zone_holds);
	check_table("src/text/data/date_words.tsv", word_holds);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_word_tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
