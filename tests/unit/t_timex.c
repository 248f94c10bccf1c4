/* Expressions of time: what they mean beside a reference, and as queries. */
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

static void describe(nx_buf *out, const nx_timex *timex)
{
	size_t before = out->n;

	nx_timex_value(out, timex);
	if (out->n == before)
		nx_buf_adds(out, "?");
	if (timex->kind == NX_TIMEX_VAGUE && timex->first)
		nx_buf_adds(out, " ~");
	if (timex->weekday >= 0)
		nx_buf_addf(out, " %s%s", day_names[timex->weekday],
			timex->weekday_conflict ? "!" : "");
	if (timex->hijri)
		nx_buf_adds(out, " h");
}

static nx_date date_of(nx_str text)
{
	nx_date date = NX_DATE_NONE;

	if (!nx_str_eq(text, NX_STR("-")))
		assert_true(nx_date_parse(&date, text));
	return date;
}

/* The values and the matches of all expressions, parted by bars. */
static void find_all(nx_buf *values, nx_buf *matches, nx_str text, const nx_date *reference)
{
	nx_timex timex;
	size_t from = 0;

	nx_buf_clear(values);
	nx_buf_clear(matches);
	while (nx_timex_find(text, from, reference, &timex)) {
		nx_buf_adds(values, values->n ? " | " : "");
		nx_buf_adds(matches, matches->n ? " | " : "");
		describe(values, &timex);
		nx_buf_add(matches, nx_str_slice(text, timex.start, timex.end));
		from = timex.end;
	}
	if (!values->n)
		nx_buf_adds(values, "none");
}

static bool is_same(int line, nx_str want, nx_str got)
{
	if (nx_str_eq(want, got))
		return true;
	print_error("tests/data/timex.tsv:%d: want '%.*s', got '%.*s'\n", line, NX_FMT(want),
		NX_FMT(got));
	return false;
}

/* \n is a line end. */
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

static void test_table(void **state)
{
	nx_buf file = NX_BUF_INIT, text = NX_BUF_INIT, values = NX_BUF_INIT, matches = NX_BUF_INIT;
	nx_str rest, field[5];
	int line = 0, rows = 0, failed = 0;

	(void)state;
	read_data(&file, "tests/data/timex.tsv");
	rest = nx_buf_str(&file);
	while (next_row(&rest, field, 5, &line)) {
		nx_date reference = date_of(field[1]);

		assert_true(field[4].n > 0);
		unescape(&text, field[0]);
		find_all(&values, &matches, nx_buf_str(&text), &reference);
		failed += !is_same(line, field[2], nx_buf_str(&values));
		failed += !is_same(line, nx_str_eq(field[3], NX_STR("=")) ? field[0] : field[3],
			nx_buf_str(&matches));
		rows++;
	}
	nx_buf_release(&file);
	nx_buf_release(&text);
	nx_buf_release(&values);
	nx_buf_release(&matches);
	assert_true(rows > 250);
	assert_int_equal(failed, 0);
}

static const nx_date thursday = { NX_PRECISION_DAY, 2015, 12, 24, 0, 0, 0, NX_ZONE_UNKNOWN };

static void assert_days(const char *text, nx_timex_kind kind, const char *first, const char *last)
{
	nx_date from = date_of(nx_str_from(first)), to = date_of(nx_str_from(last));
	nx_timex timex;

	if (!nx_timex_find(nx_str_from(text), 0, &thursday, &timex))
		fail_msg("'%s' is not found", text);
	if (timex.kind != kind || timex.first != nx_day_number(from.year, from.month, from.day) ||
		timex.last != nx_day_number(to.year, to.month, to.day))
		fail_msg("'%s': kind %d, days %d to %d", text, (int)timex.kind, timex.first,
			timex.last);
}

static void test_days(void **state)
{
	(void)state;
	assert_days("أمس", NX_TIMEX_RELATIVE, "2015-12-23", "2015-12-23");
	assert_days("الخميس", NX_TIMEX_PARTIAL, "2015-12-24", "2015-12-24");
	assert_days("27 أكتوبر 2020", NX_TIMEX_ABSOLUTE, "2020-10-27", "2020-10-27");
	assert_days("الأسبوع الماضي", NX_TIMEX_RELATIVE, "2015-12-14", "2015-12-20");
	assert_days("الشهر الماضي", NX_TIMEX_RELATIVE, "2015-11-01", "2015-11-30");
	assert_days("الربع الأول من 2020", NX_TIMEX_ABSOLUTE, "2020-01-01", "2020-03-31");
	assert_days("صيف 2015", NX_TIMEX_ABSOLUTE, "2015-06-01", "2015-08-31");
	/* Both the winter that ends in the year and the one that begins in it. */
	assert_days("شتاء 2015", NX_TIMEX_ABSOLUTE, "2015-01-01", "2016-02-29");
	assert_days("الشتاء الماضي", NX_TIMEX_RELATIVE, "2014-12-01", "2015-02-28");
	assert_days("الستينيات", NX_TIMEX_ABSOLUTE, "1960-01-01", "1969-12-31");
	assert_days("القرن الماضي", NX_TIMEX_RELATIVE, "1900-01-01", "1999-12-31");
	assert_days("عام 1442هـ", NX_TIMEX_ABSOLUTE, "2020-08-20", "2021-08-08");
	assert_days("رمضان 1442", NX_TIMEX_ABSOLUTE, "2021-04-13", "2021-05-12");
	assert_days("مطلع عام 2015", NX_TIMEX_ABSOLUTE, "2015-01-01", "2015-05-01");
	assert_days("نهاية عام 2015", NX_TIMEX_ABSOLUTE, "2015-09-01", "2015-12-31");
	assert_days("النصف الثاني من الشهر الماضي", NX_TIMEX_RELATIVE, "2015-11-16", "2015-11-30");
	assert_days("اليومين الماضيين", NX_TIMEX_VAGUE, "2015-12-22", "2015-12-23");
	assert_days("الأشهر الثلاثة المقبلة", NX_TIMEX_VAGUE, "2016-01-01", "2016-03-31");
}

static void assert_query(const char *text, const char *want)
{
	nx_buf got = NX_BUF_INIT;
	nx_timex timex;

	if (nx_date_parse_relative(&timex, nx_str_from(text), &thursday)) {
		assert_true(timex.first > 0 && timex.first <= timex.last);
		nx_timex_value(&got, &timex);
	} else {
		nx_buf_adds(&got, "none");
	}
	if (strcmp(nx_buf_cstr(&got), want) != 0)
		fail_msg("'%s': want %s, got %s", text, want, nx_buf_cstr(&got));
	nx_buf_release(&got);
}

static void test_queries(void **state)
{
	nx_timex timex;

	(void)state;
	assert_query("2020-10-27", "2020-10-27");
	assert_query("27 أكتوبر 2020", "2020-10-27");
	assert_query("2020-10", "2020-10");
	assert_query("2020", "2020");
	assert_query("today", "2015-12-24");
	assert_query("Yesterday", "2015-12-23");
	assert_query("tomorrow", "2015-12-25");
	assert_query("3d", "2015-12-21");
	assert_query("2w", "2015-12-10");
	assert_query("6m", "2015-06-24");
	assert_query("1y", "2014-12-24");
	assert_query("3 days ago", "2015-12-21");
	assert_query("2 months ago", "2015-10");
	assert_query("last week", "2015-W51");
	assert_query("this month", "2015-12");
	assert_query("next year", "2016");
	assert_query("اليوم", "2015-12-24");
	assert_query(" أمس ", "2015-12-23");
	assert_query("الأسبوع الماضي", "2015-W51");
	assert_query("قبل يومين", "2015-12-22");
	assert_query("27 أكتوبر", "2015-10-27");
	assert_query("أكتوبر", "2015-10");
	assert_query("رمضان", "2015-07");
	assert_query("الخميس", "2015-12-24");
	assert_query("عام 2015", "2015");
	assert_query("1442هـ", "2021");
	assert_query("صيف 2015", "2015-SU");
	assert_query("ستينيات القرن الماضي", "196");
	assert_query("اليومين الماضيين", "PAST_REF");
	assert_query("", "none");
	assert_query("مؤخرا", "none");
	assert_query("أمس وغدا", "none");
	assert_query("قال أمس", "none");
	assert_query("3 d", "none");
	assert_query("last", "none");
	assert_query("99999y", "none");
	assert_query("9999y", "none");
	assert_false(nx_date_parse_relative(&timex, NX_STR("yesterday"), NULL));
	assert_false(nx_date_parse_relative(&timex, NX_STR("أمس"), NULL));
	assert_true(nx_date_parse_relative(&timex, NX_STR("2020-10-27"), NULL));
}

static void test_unresolved(void **state)
{
	nx_str text = NX_STR("أمس الخميس");
	nx_timex timex;

	(void)state;
	assert_true(nx_timex_find(text, 0, NULL, &timex));
	assert_int_equal(timex.kind, NX_TIMEX_RELATIVE);
	assert_int_equal(timex.date.precision, NX_PRECISION_NONE);
	assert_int_equal(timex.first, 0);
	assert_int_equal(timex.last, 0);
	assert_int_equal(timex.weekday, 3);
	assert_false(timex.weekday_conflict);
	assert_int_equal(timex.end, text.n);
	assert_false(nx_timex_find(text, text.n, NULL, &timex));
	assert_false(nx_timex_find(text, text.n + 5, NULL, &timex));
	assert_false(nx_timex_find(NX_STR_NULL, 0, NULL, &timex));
}

static const char *const scraps[] = { "27", "2020", "/", " ", " ", " ", "(", ")", "،", "أكتوبر",
	"تشرين", "رمضان", "الخميس", "اليوم", "أمس", "غد", "بعد", "قبل", "منذ", "خمسة", "وتسعين",
	"عاما", "العام", "الماضي", "المقبل", "هذا", "مطلع", "الربع", "الأول", "من", "القرن",
	"الستينيات", "صيف", "يومين", "الـ", "و", "1436", "هـ", "الساعة", "16:43", "م", "\n", "\xD9",
	"الأيام", "النصف", "الوقت", "نفسه", "ذلك" };

/* Scraps in random order: every span lies in the text, behind the one before, and
 * what has days has them in order and a value. */
static void test_random_text(void **state)
{
	uint64_t seed = 20151224;
	nx_buf text = NX_BUF_INIT, value = NX_BUF_INIT;
	int round, i, found = 0;

	(void)state;
	for (round = 0; round < 20000; round++) {
		const nx_date *reference = round % 3 ? &thursday : NULL;
		nx_timex timex;
		size_t from = 0;

		nx_buf_clear(&text);
		for (i = 0; i < 24; i++) {
			unsigned pick;

			seed = seed * 6364136223846793005u + 1442695040888963407u;
			pick = (unsigned)(seed >> 33);
			nx_buf_adds(&text, scraps[pick % (sizeof(scraps) / sizeof(scraps[0]))]);
			nx_buf_adds(&text, pick >> 8 & 1 ? " " : "");
		}
		while (nx_timex_find(nx_buf_str(&text), from, reference, &timex)) {
			assert_true(timex.start >= from && timex.end > timex.start);
			assert_true(timex.end <= text.n && timex.first <= timex.last);
			nx_buf_clear(&value);
			nx_timex_value(&value, &timex);
			assert_true(!timex.first == !timex.last);
			assert_true(!timex.first || value.n > 0);
			from = timex.end;
			found++;
		}
		nx_date_parse_relative(&timex, nx_buf_str(&text), reference);
	}
	nx_buf_release(&text);
	nx_buf_release(&value);
	assert_true(found > 10000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_queries),
		cmocka_unit_test(test_unresolved),
		cmocka_unit_test(test_random_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
