/* Tables of texts with line ends, and what comes of each: input TAB expected TAB why.
 * In the input \n \t \r \\ and \xNN stand for bytes; what comes of it is compared with
 * its line ends and tabs written so too. */
#ifndef TEST_TEXT_ROWS_H
#define TEST_TEXT_ROWS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "newsidx/file.h"

static inline void add_unescaped(nx_buf *out, nx_str s)
{
	static const char letters[] = "ntr", meanings[] = "\n\t\r";

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '\\' && i + 1 < s.n) {
			const char *at = strchr(letters, c = s.p[++i]);

			if (at) {
				c = meanings[at - letters];
			} else if (c == 'x' && i + 2 < s.n) {
				char hex[3] = { s.p[i + 1], s.p[i + 2], '\0' };

				c = (char)strtoul(hex, NULL, 16);
				i += 2;
			}
		}
		nx_buf_addc(out, c);
	}
}

static inline void add_escaped(nx_buf *out, nx_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n')
			nx_buf_adds(out, "\\n");
		else if (s.p[i] == '\t')
			nx_buf_adds(out, "\\t");
		else
			nx_buf_addc(out, s.p[i]);
	}
}

/* Run `make` on the input of each row; print the rows that fail, with their line
 * numbers. */
static inline void check_texts(const char *path, void (*make)(nx_buf *out, nx_str input))
{
	nx_buf file = NX_BUF_INIT, input = NX_BUF_INIT, got = NX_BUF_INIT;
	nx_str rest, line, from, want;
	size_t number = 0, cases = 0, failures = 0;

	assert_int_equal(nx_file_read(&file, path, 1 << 20, NULL), NX_OK);
	rest = nx_buf_str(&file);
	while (nx_str_split(&rest, '\n', &line)) {
		number++;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		assert_true(nx_str_split(&line, '\t', &from) && nx_str_split(&line, '\t', &want));
		nx_buf_clear(&input);
		nx_buf_clear(&got);
		add_unescaped(&input, from);
		make(&got, nx_buf_str(&input));
		cases++;
		if (nx_str_eq(nx_buf_str(&got), want))
			continue;
		failures++;
		print_error("%s:%zu: got \"%.*s\", want \"%.*s\"\n", path, number,
			NX_FMT(nx_buf_str(&got)), NX_FMT(want));
	}
	nx_buf_release(&file);
	nx_buf_release(&input);
	nx_buf_release(&got);
	assert_int_not_equal(cases, 0);
	assert_int_equal(failures, 0);
}

#endif
