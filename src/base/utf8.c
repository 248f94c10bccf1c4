#include "newsidx/utf8.h"

/* Length of the sequence that a lead byte opens, and the range of its second
 * byte (Unicode 15, table 3-7). 0 for a byte that opens nothing. */
static int lead(unsigned char b, unsigned char *low, unsigned char *high)
{
	*low = 0x80;
	*high = 0xBF;
	if (b < 0xC2 || b > 0xF4)
		return 0;
	if (b < 0xE0)
		return 2;
	if (b < 0xF0) {
		if (b == 0xE0)
			*low = 0xA0;
		if (b == 0xED)
			*high = 0x9F;
		return 3;
	}
	if (b == 0xF0)
		*low = 0x90;
	if (b == 0xF4)
		*high = 0x8F;
	return 4;
}

/* Reads one sequence; returns its length with *ok false when it is ill-formed. */
static size_t read_one(const unsigned char *p, size_t n, unsigned *cp, bool *ok)
{
	unsigned char low, high;
	int len, i;

	*ok = true;
	if (p[0] < 0x80) {
		*cp = p[0];
		return 1;
	}
	len = lead(p[0], &low, &high);
	*ok = false;
	*cp = NX_REPLACEMENT;
	if (len == 0)
		return 1;
	*cp = p[0] & (0xFFu >> (len + 1));
	for (i = 1; i < len; i++) {
		if ((size_t)i >= n || p[i] < low || p[i] > high) {
			*cp = NX_REPLACEMENT;
			return (size_t)i;
		}
		*cp = *cp << 6 | (p[i] & 0x3Fu);
		low = 0x80;
		high = 0xBF;
	}
	*ok = true;
	return (size_t)len;
}

unsigned nx_utf8_next(nx_str s, size_t *pos)
{
	unsigned cp;
	bool ok;

	*pos += read_one((const unsigned char *)s.p + *pos, s.n - *pos, &cp, &ok);
	return cp;
}

unsigned nx_utf8_prev(nx_str s, size_t *pos)
{
	size_t start = *pos - 1, end;
	size_t limit = *pos > 4 ? *pos - 4 : 0;
	unsigned cp;

	while (start > limit && ((unsigned char)s.p[start] & 0xC0) == 0x80)
		start--;
	end = start;
	cp = nx_utf8_next((nx_str){ s.p, *pos }, &end);
	if (end != *pos) {
		start = *pos - 1;
		cp = NX_REPLACEMENT;
	}
	*pos = start;
	return cp;
}

size_t nx_utf8_put(char out[4], unsigned cp)
{
	if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		cp = NX_REPLACEMENT;
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

size_t nx_utf8_valid(nx_str s)
{
	size_t pos = 0;
	unsigned cp;
	bool ok;

	while (pos < s.n) {
		size_t len = read_one((const unsigned char *)s.p + pos, s.n - pos, &cp, &ok);

		if (!ok)
			return pos;
		pos += len;
	}
	return s.n;
}

size_t nx_utf8_length(nx_str s)
{
	size_t pos = 0, count = 0;

	while (pos < s.n) {
		nx_utf8_next(s, &pos);
		count++;
	}
	return count;
}
