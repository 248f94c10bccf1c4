/* The text of a paragraph as lines: a row of a table, a line that was meant to end. */
#include <string.h>

#include "ingest/markdown.h"
#include "newsidx/utf8.h"

/* Nobody wraps at fewer characters than this: a line broken before it was meant to
 * end there, as date lines and bylines are that stand right under each other. */
#define SHORTEST_WRAP 40

/* "|---|:-:|", "+----+----+": the line under a table's head, or between its rows. */
static bool is_table_rule(nx_str row)
{
	size_t dashes = 0, bars = 0;

	for (size_t i = 0; i < row.n; i++) {
		if (!strchr("-=:|+ \t", row.p[i]) || !row.p[i])
			return false;
		dashes += row.p[i] == '-' || row.p[i] == '=';
		bars += row.p[i] == '|' || row.p[i] == '+';
	}
	return dashes > 0 && bars > 0;
}

static bool is_table(nx_str text)
{
	nx_str row;
	bool ruled = false, barred = false;

	while (nx_str_split(&text, NX_MARKDOWN_LINE_END, &row)) {
		if (is_table_rule(row))
			ruled = true;
		else
			barred |= nx_str_find(row, NX_STR("|"), 0) != (size_t)-1;
	}
	return ruled && barred;
}

/* A row is a line, its cells parted by spaces. */
static void add_table(nx_buf *out, nx_str text)
{
	nx_str row;

	while (nx_str_split(&text, NX_MARKDOWN_LINE_END, &row)) {
		size_t start = out->n;

		if (is_table_rule(row))
			continue;
		nx_buf_add(out, row);
		for (size_t i = start; i < out->n; i++) {
			if (out->p[i] == '|')
				out->p[i] = ' ';
		}
		nx_buf_addc(out, '\n');
	}
}

/* Lines of the source that were wrapped are one; short ones were meant to end. */
static void add_wrapped(nx_buf *out, nx_str text)
{
	nx_str line;

	while (nx_str_split(&text, NX_MARKDOWN_LINE_END, &line)) {
		nx_str last = line, rest = line;

		while (nx_str_split(&rest, '\n', &last))
			;
		nx_buf_add(out, line);
		/* A code point has at most four bytes: long lines need no counting. */
		if (last.n < (size_t)SHORTEST_WRAP * 4 && nx_utf8_length(last) < SHORTEST_WRAP)
			nx_buf_addc(out, '\n');
		else
			nx_buf_addc(out, ' ');
	}
}

void nx_markdown_lay_out(nx_buf *out, nx_str text)
{
	if (is_table(text))
		add_table(out, text);
	else
		add_wrapped(out, text);
}
