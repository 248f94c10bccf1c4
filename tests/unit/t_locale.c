#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "newsidx/locale.h"

static void arabic_has_six_forms(void **state)
{
	static const struct {
		uint64_t n;
		nx_plural form;
	} cases[] = { { 0, NX_PLURAL_ZERO }, { 1, NX_PLURAL_ONE }, { 2, NX_PLURAL_TWO },
		{ 3, NX_PLURAL_FEW }, { 10, NX_PLURAL_FEW }, { 11, NX_PLURAL_MANY },
		{ 99, NX_PLURAL_MANY }, { 100, NX_PLURAL_OTHER }, { 102, NX_PLURAL_OTHER },
		{ 103, NX_PLURAL_FEW }, { 111, NX_PLURAL_MANY }, { 1000000, NX_PLURAL_OTHER } };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(nx_plural_of("ar", cases[i].n), cases[i].form);
		assert_int_equal(nx_plural_of("ar_EG", cases[i].n), cases[i].form);
	}
}

static void english_has_two(void **state)
{
	(void)state;
	assert_int_equal(nx_plural_of("en", 1), NX_PLURAL_ONE);
	assert_int_equal(nx_plural_of("en", 0), NX_PLURAL_OTHER);
	assert_int_equal(nx_plural_of("en", 2), NX_PLURAL_OTHER);
	assert_int_equal(nx_plural_of("en_GB", 1), NX_PLURAL_ONE);
}

static void expect_number(const char *locale, uint64_t n, const char *want)
{
	nx_buf out = NX_BUF_INIT;

	nx_locale_number(&out, locale, n);
	assert_string_equal(nx_buf_cstr(&out), want);
	nx_buf_release(&out);
}

static void digits_are_of_the_country(void **state)
{
	(void)state;
	expect_number("ar_EG", 1034567892, "١٠٣٤٥٦٧٨٩٢");
	expect_number("ar_EG", 0, "٠");
	expect_number("ar_MA", 34, "34");
	expect_number("en", UINT64_MAX, "18446744073709551615");
	expect_number("fa", 4, "۴");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arabic_has_six_forms),
		cmocka_unit_test(english_has_two),
		cmocka_unit_test(digits_are_of_the_country),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
