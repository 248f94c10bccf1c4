/* Tables of test cases: inputs, what must come of them, and why, parted by tabs.
 * What nobody can see is written \u{0640} (a code point) or \x{FF} (a byte). */
#ifndef NX_TESTS_ROWS_H
#define NX_TESTS_ROWS_H

#include <stdlib.h>
#include <string.h>

#include "date_rows.h"

#define ROW_FIELDS 4

static inline void unescape(nx_buf *out, nx_str s)
{
	size_t i = 0;

	while (i < s.n) {
		char digits[8] = "";
		size_t n = 0;

		if (i + 4 >= s.n || s.p[i] != '\\' || (s.p[i + 1] != 'u' && s.p[i + 1] != 'x') ||
			s.p[i + 2] != '{') {
			nx_buf_addc(out, s.p[i++]);
			continue;
		}
		while (n < 6 && i + 3 + n < s.n && s.p[i + 3 + n] != '}') {
			digits[n] = s.p[i + 3 + n];
			n++;
		}
		if (s.p[i + 1] == 'u')
			nx_buf_add_cp(out, (unsigned)strtoul(digits, NULL, 16));
		else
			nx_buf_addc(out, (char)strtoul(digits, NULL, 16));
		i += n + 4;
	}
}

/* Make of the unescaped inputs of a row what is to be compared. */
typedef void (*row_fn)(nx_buf *got, const nx_str *input);

/* Run the table at `path`, of at least `least` rows with `inputs` inputs each; print
 * the rows that fail, with their line numbers. */
static inline void check_rows(const char *path, size_t inputs, int least, row_fn make)
{
	nx_buf file = NX_BUF_INIT, got = NX_BUF_INIT, text[ROW_FIELDS] = { NX_BUF_INIT };
	nx_str rest, field[ROW_FIELDS + 2], input[ROW_FIELDS];
	int line = 0, rows = 0, failed = 0;
	size_t i;

	read_data(&file, path);
	rest = nx_buf_str(&file);
	while (next_row(&rest, field, inputs + 2, &line)) {
		for (i = 0; i <= inputs; i++) {
			nx_buf_clear(&text[i]);
			unescape(&text[i], field[i]);
			input[i] = nx_buf_str(&text[i]);
		}
		nx_buf_clear(&got);
		make(&got, input);
		rows++;
		if (nx_str_eq(nx_buf_str(&got), input[inputs]))
			continue;
		print_error("%s:%d: %.*s: got %.*s, not %.*s (%.*s)\n", path, line,
			NX_FMT(field[0]), NX_FMT(nx_buf_str(&got)), NX_FMT(field[inputs]),
			NX_FMT(field[inputs + 1]));
		failed++;
	}
	for (i = 0; i < ROW_FIELDS; i++)
		nx_buf_release(&text[i]);
	nx_buf_release(&got);
	nx_buf_release(&file);
	assert_true(rows >= least);
	assert_int_equal(failed, 0);
}

#endif
