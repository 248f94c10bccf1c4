/* Dates in running text and in fields. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "date_rows.h"
#include "newsidx/timex.h"

static const char *const day_names[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

/* \uXXXX, \n, \t and \\ */
static void unescape(nx_buf *out, nx_str s)
{
	size_t i = 0;

	nx_buf_clear(out);
	while (i < s.n) {
		char hex[5] = "";
		char c = s.p[i++];

		if (c != '\\' || i == s.n) {
			nx_buf_addc(out, c);
			continue;
		}
		c = s.p[i++];
		if (c == 'u' && i + 4 <= s.n) {
			memcpy(hex, s.p + i, 4);
			nx_buf_add_cp(out, (unsigned)strtoul(hex, NULL, 16));
			i += 4;
		} else {
			assert_non_null(strchr("nt\\", c));
			nx_buf_addc(out, c == 'n' ? '\n' : c == 't' ? '\t' : '\\');
		}
	}
}

static void describe(nx_buf *out, bool found, const nx_date_span *span)
{
	nx_buf_clear(out);
	if (!found) {
		nx_buf_adds(out, "none");
		return;
	}
	nx_date_format(out, &span->date);
	if (span->weekday >= 0)
		nx_buf_addf(
			out, " %s%s", day_names[span->weekday], span->weekday_conflict ? "!" : "");
}

/* Is nothing left of what was in the span before? As bytes, since 0xA5 is no bool. */
static bool is_filled(const nx_date_span *span)
{
	unsigned char conflict, hijri;

	memcpy(&conflict, &span->weekday_conflict, 1);
	memcpy(&hijri, &span->hijri, 1);
	return conflict <= 1 && hijri <= 1 && (span->weekday >= 0 || !conflict);
}

static void describe_timex(nx_buf *out, bool found, const nx_timex *timex)
{
	nx_buf_clear(out);
	if (!found) {
		nx_buf_adds(out, "none");
		return;
	}
	nx_timex_value(out, timex);
	if (timex->weekday >= 0)
		nx_buf_addf(out, " %s%s", day_names[timex->weekday],
			timex->weekday_conflict ? "!" : "");
}

static bool is_same(const char *path, int line, nx_str want, nx_str got)
{
	if (nx_str_eq(want, got))
		return true;
	print_error("%s:%d: want '%.*s', got '%.*s'\n", path, line, NX_FMT(want), NX_FMT(got));
	return false;
}

static const char dates_path[] = "tests/data/dates.tsv";

typedef struct date_row {
	nx_str text, reference, value, match, value_then, match_then;
	int line;
} date_row;

/* "=" is the whole text. */
static nx_str match_of(nx_str match, nx_str text)
{
	return nx_str_eq(match, NX_STR("=")) ? text : match;
}

static int check_alone(const date_row *row, nx_str text, nx_buf *got)
{
	nx_buf match = NX_BUF_INIT;
	nx_date_span span;
	bool found;
	int failed;

	memset(&span, 0xA5, sizeof(span));
	found = nx_date_find(text, 0, &span);
	assert_true(!found || is_filled(&span));
	describe(got, found, &span);
	failed = !is_same(dates_path, row->line, row->value, nx_buf_str(got));
	unescape(&match, match_of(row->match, row->text));
	if (found)
		failed += !is_same(dates_path, row->line, nx_buf_str(&match),
			nx_str_slice(text, span.start, span.end));
	nx_buf_release(&match);
	return failed;
}

static int check_with_reference(const date_row *row, nx_str text, nx_buf *got)
{
	nx_buf match = NX_BUF_INIT;
	nx_date reference;
	nx_timex timex;
	bool found;
	int failed;

	if (!nx_date_parse(&reference, row->reference) || reference.zone == NX_ZONE_UNKNOWN)
		fail_msg("%s:%d: no reference with its zone", dates_path, row->line);
	found = nx_timex_find(text, 0, &reference, &timex);
	describe_timex(got, found, &timex);
	failed = !is_same(dates_path, row->line, row->value_then, nx_buf_str(got));
	unescape(&match, match_of(row->match_then, row->text));
	if (found)
		failed += !is_same(dates_path, row->line, nx_buf_str(&match),
			nx_str_slice(text, timex.start, timex.end));
	nx_buf_release(&match);
	return failed;
}

static void test_find_table(void **state)
{
	nx_buf file = NX_BUF_INIT, text = NX_BUF_INIT, got = NX_BUF_INIT;
	nx_str rest, field[7];
	date_row row = { .line = 0 };
	int rows = 0, failed = 0;

	(void)state;
	read_data(&file, dates_path);
	rest = nx_buf_str(&file);
	while (next_row(&rest, field, 7, &row.line)) {
		assert_true(field[4].n > 0);
		row.text = field[0];
		row.reference = field[1];
		row.value = field[2];
		row.match = field[3];
		row.value_then = field[5].n ? field[5] : field[2];
		row.match_then = field[5].n ? field[6] : field[3];
		unescape(&text, row.text);
		failed += check_alone(&row, nx_buf_str(&text), &got);
		failed += check_with_reference(&row, nx_buf_str(&text), &got);
		rows++;
	}
	nx_buf_release(&file);
	nx_buf_release(&text);
	nx_buf_release(&got);
	assert_true(rows >= 250);
	assert_int_equal(failed, 0);
}

static void test_parse_table(void **state)
{
	static const char path[] = "tests/data/date_fields.tsv";
	nx_buf file = NX_BUF_INIT, text = NX_BUF_INIT, got = NX_BUF_INIT;
	nx_str rest, field[3];
	int line = 0, rows = 0, failed = 0;

	(void)state;
	read_data(&file, path);
	rest = nx_buf_str(&file);
	while (next_row(&rest, field, 3, &line)) {
		nx_date_span span = { .weekday = -1 };

		unescape(&text, field[0]);
		describe(&got, nx_date_parse(&span.date, nx_buf_str(&text)), &span);
		failed += !is_same(path, line, field[1], nx_buf_str(&got));
		rows++;
	}
	nx_buf_release(&file);
	nx_buf_release(&text);
	nx_buf_release(&got);
	assert_true(rows > 40);
	assert_int_equal(failed, 0);
}

static const char *const month_names[] = { "يناير", "شباط", "مارس", "أفريل", "أيار", "يونيه",
	"يوليوز", "أغسطس", "أيلول", "تشرين الأول", "نونبر", "كانون الأول/ديسمبر" };

static void print_form(nx_buf *out, int form, int month, int day)
{
	switch (form) {
	case 0:
		nx_buf_addf(out, "%d %s 2020", day, month_names[month - 1]);
		break;
	case 1:
		nx_buf_addf(out, "%d/%d/2020", day, month);
		break;
	case 2:
		nx_buf_addf(out, "2020-%02d-%02d", month, day);
		break;
	case 3:
		nx_buf_addf(out, "%02d.%02d.2020", day, month);
		break;
	default:
		nx_buf_addf(out, "%s %d, 2020", month_names[month - 1], day);
		break;
	}
}

/* Replace ASCII digits by those that begin at code point `zero`. */
static void change_digits(nx_buf *out, nx_str text, unsigned zero)
{
	size_t i;

	for (i = 0; i < text.n; i++) {
		if (text.p[i] >= '0' && text.p[i] <= '9')
			nx_buf_add_cp(out, zero + (unsigned)(text.p[i] - '0'));
		else
			nx_buf_addc(out, text.p[i]);
	}
}

static void test_every_day_of_2020(void **state)
{
	static const unsigned zeros[] = { '0', 0x0660, 0x06F0 };
	nx_buf ascii = NX_BUF_INIT, text = NX_BUF_INIT;
	int32_t day = nx_day_number(2020, 1, 1), last = nx_day_number(2020, 12, 31);

	(void)state;
	for (; day <= last; day++) {
		int year, month, day_of_month, form;
		size_t set;

		nx_day_split(day, &year, &month, &day_of_month);
		for (form = 0; form < 5; form++) {
			nx_buf_clear(&ascii);
			print_form(&ascii, form, month, day_of_month);
			for (set = 0; set < 3; set++) {
				nx_date date;

				nx_buf_clear(&text);
				change_digits(&text, nx_buf_str(&ascii), zeros[set]);
				assert_true(nx_date_parse(&date, nx_buf_str(&text)));
				assert_int_equal(date.precision, NX_PRECISION_DAY);
				assert_int_equal(
					nx_day_number(date.year, date.month, date.day), day);
			}
		}
	}
	nx_buf_release(&ascii);
	nx_buf_release(&text);
}

/* Every date of a text in turn, each from the end of the one before. */
static void test_find_again(void **state)
{
	nx_str text = NX_STR("من 27/10/2020 16:43 إلى 28 أكتوبر 2020 ثم 2020-10-29");
	nx_date_span span;
	size_t from = 0;
	int day;

	(void)state;
	for (day = 27; day <= 29; day++) {
		assert_true(nx_date_find(text, from, &span));
		assert_int_equal(span.date.day, day);
		assert_true(span.start >= from);
		from = span.end;
	}
	assert_false(nx_date_find(text, from, &span));
	assert_false(nx_date_find(text, text.n + 5, &span));
	assert_false(nx_date_find(NX_STR_NULL, 0, &span));
	/* From inside a date nothing of it is a date. */
	assert_false(nx_date_find(NX_STR("27/10/2020"), 1, &span));
	assert_false(nx_date_find(NX_STR("27/10/2020"), 3, &span));
	/* What lies before `from` does not join a span. */
	text = NX_STR("16:43 27/10/2020");
	assert_true(nx_date_find(text, 5, &span));
	assert_int_equal(span.start, 6);
	assert_int_equal(span.date.precision, NX_PRECISION_DAY);
	text = NX_STR("الأحد 27/10/2020");
	assert_true(nx_date_find(text, 4, &span));
	assert_int_equal(span.weekday, -1);
}

static const char *const scraps[] = { "27", "10", "2020", "/", "-", ".", " ", ":", "أكتوبر",
	"تشرين", "الأول", "(", ")", "الأحد", "16:43", "GMT", "+", "م", "هـ", "1436", "رمضان",
	"الموافق", "من", "T", "th", "\n", "\xE2\x80\x8F", "\xD9", "بتوقيت", "عام", "٢٠١٥", "," };

/* Scraps of dates and random bytes in random order: every span lies in the text,
 * after the one before, and holds a date that exists. */
static void test_random_text(void **state)
{
	uint64_t seed = 20201027;
	nx_buf text = NX_BUF_INIT;
	int round, i, found = 0;

	(void)state;
	for (round = 0; round < 20000; round++) {
		nx_date_span span;
		nx_date date;
		size_t from = 0;

		nx_buf_clear(&text);
		for (i = 0; i < 24; i++) {
			unsigned pick;

			seed = seed * 6364136223846793005u + 1442695040888963407u;
			pick = (unsigned)(seed >> 33);
			if (pick % 8 == 0)
				nx_buf_addc(&text, (char)(pick >> 8));
			else
				nx_buf_adds(&text, scraps[pick / 8 % 32]);
		}
		while (nx_date_find(nx_buf_str(&text), from, &span)) {
			assert_true(span.start >= from && span.end > span.start);
			assert_true(span.end <= text.n);
			assert_true(nx_date_valid(span.date.year, span.date.month,
				span.date.day ? span.date.day : 1));
			assert_true(span.date.hour < 24 && span.date.minute < 60);
			from = span.end;
			found++;
		}
		nx_date_parse(&date, nx_buf_str(&text));
	}
	nx_buf_release(&text);
	assert_true(found > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find_table),
		cmocka_unit_test(test_parse_table),
		cmocka_unit_test(test_every_day_of_2020),
		cmocka_unit_test(test_find_again),
		cmocka_unit_test(test_random_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
