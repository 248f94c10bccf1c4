/* Tables of test cases and of facts: rows of fields parted by tabs. */
#ifndef NX_TESTS_DATE_ROWS_H
#define NX_TESTS_DATE_ROWS_H

#include "newsidx/file.h"

static inline void read_data(nx_buf *out, const char *path)
{
	nx_error err = NX_ERROR_INIT;

	if (nx_file_read(out, path, 1 << 20, &err) != NX_OK)
		fail_msg("%s", err.text);
}

/* The next line that is no comment, cut at its tabs; false at the end. */
static inline bool next_row(nx_str *rest, nx_str *field, size_t fields, int *line_number)
{
	nx_str line;
	size_t i;

	while (nx_str_split(rest, '\n', &line)) {
		(*line_number)++;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		for (i = 0; i < fields; i++) {
			field[i] = NX_STR("");
			nx_str_split(&line, '\t', &field[i]);
		}
		return true;
	}
	return false;
}

#endif
