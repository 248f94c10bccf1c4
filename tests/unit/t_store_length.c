/* Lengths of articles in one byte: longer ones never pack to less. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/internal.h"

static void lengths_are_packed_in_order(void **state)
{
	size_t n;

	(void)state;
	assert_int_equal(length_pack(0), 0);
	assert_true(length_unpack(0) == 0);
	for (n = 1; n < 100000; n++) {
		double back = length_unpack(length_pack(n));

		assert_true(length_pack(n) >= length_pack(n - 1));
		assert_true(length_pack(n) > 0);
		if (n < 62000 && (back < 0.95 * (double)n - 0.1 || back > 1.05 * (double)n + 0.1))
			fail_msg("%zu comes back as %f", n, back);
	}
	assert_int_equal(length_pack(SIZE_MAX), 255);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lengths_are_packed_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
