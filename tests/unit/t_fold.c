/* Folding, as the table of cases has it, and what must hold of every fold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "newsidx/fold.h"
#include "newsidx/utf8.h"
#include "rows.h"

static void fold(nx_buf *got, const nx_str *input)
{
	nx_fold(got, input[0]);
}

static void fold_twice(nx_buf *got, const nx_str *input)
{
	nx_buf once = NX_BUF_INIT;

	nx_fold(&once, input[1]);
	nx_buf_add(got, nx_buf_str(&once));
	nx_buf_release(&once);
}

static void rows_hold(void **state)
{
	(void)state;
	check_rows("tests/data/fold.tsv", 1, 150, fold);
}

/* What is folded stays as it is. */
static void fold_of_fold_is_fold(void **state)
{
	(void)state;
	check_rows("tests/data/fold.tsv", 1, 150, fold_twice);
}

static void out_of_range_breaks(void **state)
{
	unsigned out[NX_FOLD_MAX];

	(void)state;
	assert_int_equal(nx_fold_class(0x110000), NX_CLASS_BREAK);
	assert_int_equal(nx_fold_class(UINT32_MAX), NX_CLASS_BREAK);
	assert_int_equal(nx_fold_cp(out, UINT32_MAX), 0);
	assert_int_equal(nx_fold_class(NX_REPLACEMENT), NX_CLASS_BREAK);
}

static void fold_is_appended(void **state)
{
	nx_buf out = NX_BUF_INIT;

	(void)state;
	nx_buf_adds(&out, "before:");
	nx_fold(&out, NX_STR(" A  b\n"));
	nx_fold(&out, NX_STR(""));
	nx_fold(&out, NX_STR_NULL);
	assert_true(nx_str_eq(nx_buf_str(&out), NX_STR("before:a b")));
	nx_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_hold),
		cmocka_unit_test(fold_of_fold_is_fold),
		cmocka_unit_test(out_of_range_breaks),
		cmocka_unit_test(fold_is_appended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
