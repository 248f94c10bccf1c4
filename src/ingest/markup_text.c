/* Attributes and references, the small parts of markup. */
#include "ingest/markup.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool nx_markup_same(nx_str a, nx_str b)
{
	return a.n == b.n && (a.n == 0 || strncasecmp(a.p, b.p, a.n) == 0);
}

static size_t skip(nx_str s, size_t i, const char *these)
{
	while (i < s.n && s.p[i] && strchr(these, s.p[i]))
		i++;
	return i;
}

static size_t skip_to(nx_str s, size_t i, const char *these)
{
	while (i < s.n && (!s.p[i] || !strchr(these, s.p[i])))
		i++;
	return i;
}

#define SPACE " \t\n\r\f"

bool nx_markup_attribute(nx_str *rest, nx_str *name, nx_str *value)
{
	nx_str s = *rest;
	size_t start = skip(s, 0, SPACE "/="), end = skip_to(s, start, SPACE "/="), i;

	*name = nx_str_slice(s, start, end);
	*value = NX_STR_NULL;
	i = skip(s, end, SPACE);
	if (i >= s.n || s.p[i] != '=') {
		*rest = nx_str_slice(s, end, s.n);
		return name->n > 0;
	}
	i = skip(s, i + 1, SPACE);
	if (i < s.n && (s.p[i] == '"' || s.p[i] == '\'')) {
		const char *quote = memchr(s.p + i + 1, s.p[i], s.n - i - 1);

		end = quote ? (size_t)(quote - s.p) : s.n;
		*value = nx_str_slice(s, i + 1, end);
		end += quote != NULL;
	} else {
		end = skip_to(s, i, SPACE);
		*value = nx_str_slice(s, i, end);
	}
	*rest = nx_str_slice(s, end, s.n);
	return name->n > 0;
}

/* Digits in `base`, all of them, no more than a code point has; else -1. */
static long number_of(nx_str digits, int base)
{
	char text[9] = "", *end;
	long value;

	if (digits.n == 0 || digits.n >= sizeof text)
		return -1;
	memcpy(text, digits.p, digits.n);
	value = strtol(text, &end, base);
	return *end || text[0] == '-' || text[0] == '+' ? -1 : value;
}

/* The code point of a reference without its marks; -1 when it is to stay. Numbers of
 * C1 controls stay: HTML gives them a meaning. */
static long code_point(nx_str reference, nx_str names)
{
	nx_str name, line;
	long cp = -1;

	if (nx_str_starts(reference, NX_STR("#"))) {
		bool hex = reference.n > 1 && (reference.p[1] == 'x' || reference.p[1] == 'X');

		cp = number_of(nx_str_slice(reference, hex ? 2 : 1, reference.n), hex ? 16 : 10);
		return (cp >= 0x80 && cp < 0xA0) || cp == 0 ? -1 : cp;
	}
	while (nx_str_split(&names, '\n', &line)) {
		nx_str rest = line;

		if (nx_str_split(&rest, '\t', &name) && nx_str_eq(name, reference) && rest.p)
			return number_of(rest, 16);
	}
	return cp;
}

void nx_markup_resolve(nx_buf *out, nx_str text, nx_str names)
{
	size_t i = 0;

	while (i < text.n) {
		const char *mark = memchr(text.p + i, '&', text.n - i);
		size_t at = mark ? (size_t)(mark - text.p) : text.n, end;
		long cp = -1;

		nx_buf_add(out, nx_str_slice(text, i, at));
		if (!mark)
			break;
		/* The longest name in HTML has 31 letters. */
		for (end = at + 1; end < text.n && end - at < 33; end++) {
			if (!strchr("#0123456789", text.p[end]) &&
				!((text.p[end] | 0x20) >= 'a' && (text.p[end] | 0x20) <= 'z'))
				break;
		}
		if (end < text.n && text.p[end] == ';' && end > at + 1)
			cp = code_point(nx_str_slice(text, at + 1, end), names);
		if (cp < 0)
			nx_buf_addc(out, '&');
		else if (cp > 0)
			nx_buf_add_cp(out, cp > 0x10FFFF ? 0xFFFD : (unsigned)cp);
		i = cp < 0 ? at + 1 : end + 1;
	}
}
