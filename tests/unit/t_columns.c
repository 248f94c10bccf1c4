#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "newsidx/columns.h"

static void columns_are_counted(void **state)
{
	(void)state;
	assert_int_equal(nx_columns(NX_STR("abc")), 3);
	assert_int_equal(nx_columns(NX_STR("كتاب")), 4);
	assert_int_equal(nx_columns(NX_STR("كَتَبَ")), 3);                       /* harakat */
	assert_int_equal(nx_columns(NX_STR("\xE2\x81\xA8x\xE2\x81\xA9")), 1); /* isolates */
	assert_int_equal(nx_columns(NX_STR("日本")), 4);
	assert_int_equal(nx_columns(NX_STR("\xFF")), 1); /* U+FFFD */
	assert_int_equal(nx_columns(NX_STR("")), 0);
}

/* The lines of a text with "|" behind each. */
static void breaks(const char *text, size_t columns, const char *want)
{
	nx_str s = nx_str_from(text);
	nx_buf out = NX_BUF_INIT;
	size_t at = 0, next = 0;

	while (at < s.n) {
		size_t end = nx_line_end(s, at, columns, &next);

		assert_true(next > at && end >= at && end <= next);
		nx_buf_add(&out, nx_str_slice(s, at, end));
		nx_buf_addc(&out, '|');
		at = next;
	}
	assert_string_equal(nx_buf_cstr(&out), want);
	nx_buf_release(&out);
}

static void lines_break_behind_words(void **state)
{
	(void)state;
	breaks("one two three", 7, "one two|three|");
	breaks("one two three", 6, "one|two|three|");
	breaks("one two three", 8, "one two|three|");
	breaks("one two three", 99, "one two three|");
	breaks("باب دار", 4, "باب|دار|");
	breaks("كَتَبَ كَتَبَ", 7, "كَتَبَ كَتَبَ|");
	breaks("abcdefgh", 3, "abc|def|gh|");
	breaks("ab cdefgh", 3, "ab|cde|fgh|");
	breaks("a\nb", 9, "a|b|");
	breaks("日本", 1, "日|本|");
}

static void direction_is_that_of_the_first_letter(void **state)
{
	(void)state;
	assert_true(nx_is_rtl(NX_STR("«2020 كتاب abc")));
	assert_true(nx_is_rtl(NX_STR("\xD7\xA9")));
	assert_false(nx_is_rtl(NX_STR("2020 abc كتاب")));
	assert_false(nx_is_rtl(NX_STR("2020-10-27")));
	assert_false(nx_is_rtl(NX_STR("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_are_counted),
		cmocka_unit_test(lines_break_behind_words),
		cmocka_unit_test(direction_is_that_of_the_first_letter),
	};

	return cmocka_run_group_tests_name("columns", tests, NULL, NULL);
}
