#include "ingest/reference.h"

#include <string.h>

#include <libxml/HTMLparser.h>

#include "newsidx/utf8.h"

/* The longest name of HTML 4, the table of libxml2, is "thetasym". */
#define NAME_BYTES 8

/* Numbers from 128 to 159 mean windows-1252 on the web: the HTML standard, "numeric
 * character reference end state". */
static const unsigned windows_1252[32] = { 0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020,
	0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C,
	0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178 };

static int digit_of(char c, unsigned base)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (base == 16 && (c | 0x20) >= 'a' && (c | 0x20) <= 'f')
		return (c | 0x20) - 'a' + 10;
	return -1;
}

/* "#1575;" behind the ampersand; the semicolon may be missing. */
static size_t number(nx_str s, size_t pos, unsigned *cp)
{
	bool hex = pos < s.n && (s.p[pos] | 0x20) == 'x';
	unsigned base = hex ? 16 : 10, value = 0;
	size_t start = pos += hex;
	int digit;

	for (; pos < s.n && (digit = digit_of(s.p[pos], base)) >= 0; pos++)
		if (value < 0x110000)
			value = value * base + (unsigned)digit;
	if (pos == start)
		return 0;
	if (value >= 0x80 && value <= 0x9F && windows_1252[value - 0x80])
		value = windows_1252[value - 0x80];
	/* Control characters have no place in text. */
	if (value && (value < 0x20 || (value >= 0x7F && value <= 0x9F)))
		value = ' ';
	if (value == 0 || value > 0x10FFFF || (value & ~0x7FFu) == 0xD800 || (value | 1) == 0xFFFF)
		value = NX_REPLACEMENT;
	*cp = value;
	return pos + (pos < s.n && s.p[pos] == ';');
}

static bool is_name(char c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
}

size_t nx_reference_read(nx_str text, unsigned *cp)
{
	char name[NAME_BYTES + 1];
	const htmlEntityDesc *entity;
	unsigned value;
	size_t i, n;
	bool closed;

	if (text.n < 3 || text.p[0] != '&')
		return 0;
	if (!cp)
		cp = &value;
	if (text.p[1] == '#')
		return number(text, 2, cp);
	for (i = 1; i < text.n && i <= NAME_BYTES && is_name(text.p[i]); i++)
		;
	n = i - 1;
	if (n == 0)
		return 0;
	memcpy(name, text.p + 1, n);
	name[n] = '\0';
	entity = htmlEntityLookup((const xmlChar *)name);
	if (!entity)
		return 0;
	closed = i < text.n && text.p[i] == ';';
	/* The names of Latin-1 are as old as that they go without, unless this is a
	 * parameter of a URL. */
	if (!closed &&
		(entity->value > 0xFF || (i < text.n && (is_name(text.p[i]) || text.p[i] == '='))))
		return 0;
	*cp = entity->value;
	return i + closed;
}
