/* The day of publication, worked out from what an article says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "date_rows.h"
#include "extract/date_infer.h"
#include "extract/phrase.h"

static void unescape(nx_buf *out, nx_str s)
{
	size_t i;

	nx_buf_clear(out);
	for (i = 0; i < s.n; i++) {
		bool escape = s.p[i] == '\\' && i + 1 < s.n && s.p[i + 1] == 'n';

		nx_buf_addc(out, escape ? '\n' : s.p[i]);
		i += escape;
	}
}

static void describe(nx_buf *out, nx_str text)
{
	nx_date date;
	bool found = nx_date_infer(&date, text);

	nx_buf_clear(out);
	nx_date_format(out, &date);
	if (!found)
		nx_buf_adds(out, "none");
}

static void test_table(void **state)
{
	static const char path[] = "tests/data/date_infer.tsv";
	nx_buf file = NX_BUF_INIT, text = NX_BUF_INIT, got = NX_BUF_INIT;
	nx_str rest, field[3];
	int line = 0, rows = 0, failed = 0;

	(void)state;
	assert_int_equal(nx_phrases_load(NULL), NX_OK);
	read_data(&file, path);
	rest = nx_buf_str(&file);
	while (next_row(&rest, field, 3, &line)) {
		assert_true(field[2].n > 0);
		unescape(&text, field[0]);
		describe(&got, nx_buf_str(&text));
		rows++;
		if (nx_str_eq(field[1], nx_buf_str(&got)))
			continue;
		print_error("%s:%d: want %.*s, got %s (%.*s)\n", path, line, NX_FMT(field[1]),
			nx_buf_cstr(&got), NX_FMT(field[2]));
		failed++;
	}
	nx_buf_release(&file);
	nx_buf_release(&text);
	nx_buf_release(&got);
	assert_true(rows > 40);
	assert_int_equal(failed, 0);
}

/* Every day of a leap year and of another, from each of the days around it. */
static void test_every_day(void **state)
{
	static const char *const words[] = { "أول أمس", "أمس", "اليوم", "غدا", "بعد غد" };
	static const char *const weekdays[] = { "الاثنين", "الثلاثاء", "الأربعاء", "الخميس",
		"الجمعة", "السبت", "الأحد" };
	int32_t day = nx_day_number(2019, 1, 1), last = nx_day_number(2020, 12, 31);
	nx_buf text = NX_BUF_INIT;
	int offset;

	(void)state;
	for (; day <= last; day++)
		for (offset = -2; offset <= 2; offset++) {
			int year, month, d;
			nx_date date;

			nx_day_split(day + offset, &year, &month, &d);
			nx_buf_clear(&text);
			nx_buf_addf(&text, "قال %s %s %d/%d/%d إن", words[offset + 2],
				weekdays[nx_day_weekday(day + offset)], d, month, year);
			assert_true(nx_date_infer(&date, nx_buf_str(&text)));
			assert_int_equal(nx_day_number(date.year, date.month, date.day), day);
		}
	nx_buf_release(&text);
}

/* Two days farther apart than two sentences, and more days than a text counts from. */
static void test_limits(void **state)
{
	nx_buf text = NX_BUF_INIT;
	nx_date date;
	int i;

	(void)state;
	nx_buf_adds(&text, "صدر يوم الثلاثاء 24 نوفمبر 2015 ");
	for (i = 0; i < 100; i++)
		nx_buf_adds(&text, "كلمة ");
	nx_buf_adds(&text, "قال أمس الثلاثاء");
	assert_false(nx_date_infer(&date, nx_buf_str(&text)));
	assert_int_equal(date.precision, NX_PRECISION_NONE);
	nx_buf_clear(&text);
	nx_buf_adds(&text, "قال اليوم الجمعة 2 أكتوبر 2020 ");
	assert_true(nx_date_infer(&date, nx_buf_str(&text)));
	for (i = 0; i < 64; i++)
		nx_buf_addf(&text, "%d/%d/2019 ", i % 28 + 1, i % 12 + 1);
	assert_false(nx_date_infer(&date, nx_buf_str(&text)));
	nx_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_every_day),
		cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
