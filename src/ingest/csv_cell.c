#include "ingest/csv_cell.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/clean.h"

/* \n, \t, \', \xa0, \u0627: what repr() and json.dumps() write. */
static size_t add_escape(nx_buf *out, nx_str s, size_t at)
{
	char digits[5] = "";
	char c = s.p[at];
	size_t n = c == 'u' ? 4 : c == 'x' ? 2 : 0;

	if (n && at + n < s.n) {
		memcpy(digits, s.p + at + 1, n);
		nx_buf_add_cp(out, (unsigned)strtoul(digits, NULL, 16));
		return at + n + 1;
	}
	nx_buf_addc(out, c == 'n' || c == 'r' ? '\n' : c == 't' ? '\t' : c);
	return at + 1;
}

/* Append the string whose quote is at *at; false when it is not closed. */
static bool add_string(nx_buf *out, nx_str s, size_t *at)
{
	char quote = s.p[*at];
	size_t i = *at + 1;

	while (i < s.n && s.p[i] != quote) {
		if (s.p[i] == '\\' && i + 1 < s.n)
			i = add_escape(out, s, i + 1);
		else
			nx_buf_addc(out, s.p[i++]);
	}
	*at = i + 1;
	return i < s.n;
}

static size_t skip_space(nx_str s, size_t at)
{
	while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\n' || s.p[at] == '\r'))
		at++;
	return at;
}

static bool add_items(nx_buf *out, nx_str s, const char *between, bool one_line)
{
	nx_buf item = NX_BUF_INIT;
	size_t at = skip_space(s, 0);
	bool ok = true, first = true;

	while (ok && at < s.n) {
		nx_buf_clear(&item);
		ok = (s.p[at] == '\'' || s.p[at] == '"') && add_string(&item, s, &at);
		if (!ok)
			break;
		if (!first)
			nx_buf_adds(out, between);
		first = false;
		if (one_line)
			nx_clean_line(out, nx_buf_str(&item));
		else
			nx_buf_add(out, nx_buf_str(&item));
		out->failed |= item.failed;
		at = skip_space(s, at);
		ok = at == s.n || s.p[at] == ',';
		at = skip_space(s, at + 1);
	}
	nx_buf_release(&item);
	return ok;
}

bool nx_csv_list(nx_buf *out, nx_str cell, const char *between, bool one_line)
{
	size_t start = out->n;

	cell = nx_str_trim(cell);
	if (cell.n < 2 || cell.p[0] != '[' || cell.p[cell.n - 1] != ']')
		return false;
	if (add_items(out, nx_str_slice(cell, 1, cell.n - 1), between, one_line))
		return true;
	out->n = start;
	return false;
}
