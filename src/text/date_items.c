/* Cuts the neighbourhood of a digit into numbers, words and marks. */
#include "text/date_parts.h"

#include "text/fold_entry.h"

/* Numbers longer than this are cut; no date form has more digits. */
#define DIGITS_MAX 15

int nx_date_digit(unsigned cp)
{
	if (cp >= '0' && cp <= '9')
		return (int)(cp - '0');
	if (cp >= 0x0660 && cp <= 0x0669) /* ARABIC-INDIC DIGITs */
		return (int)(cp - 0x0660);
	if (cp >= 0x06F0 && cp <= 0x06F9) /* EXTENDED ARABIC-INDIC DIGITs */
		return (int)(cp - 0x06F0);
	return -1;
}

/* Works on bytes: most of a text has no digit, and every line passes here. */
size_t nx_date_next_digit(nx_str text, size_t pos)
{
	const unsigned char *p = (const unsigned char *)text.p;

	for (; pos < text.n; pos++) {
		unsigned char b = p[pos];

		if (b < 0x80) {
			if (b >= '0' && b <= '9')
				return pos;
		} else if ((b == 0xD9 || b == 0xDB) && pos + 1 < text.n) {
			unsigned first = b == 0xD9 ? 0xA0 : 0xB0;

			if (p[pos + 1] >= first && p[pos + 1] <= first + 9)
				return pos;
			pos++;
		}
	}
	return text.n;
}

static bool is_line_end(unsigned cp)
{
	return cp == '\n' || cp == '\r' || cp == 0x2028 || cp == 0x2029;
}

static bool is_space(unsigned cp)
{
	return cp <= ' ' || cp == 0x7F || cp == 0x85 || cp == 0xA0 || cp == 0x1680 ||
	       (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F || cp == 0x205F || cp == 0x3000;
}

/* Direction marks and joiners: inside a word they are part of it, around it not. */
static bool is_invisible(unsigned cp)
{
	return cp == 0x061C || cp == 0x00AD || (cp >= 0x200B && cp <= 0x200F) ||
	       (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x206F) || cp == 0xFEFF;
}

static bool is_letter(unsigned cp)
{
	nx_class class = entry_class(fold_entry(cp));

	return class == NX_CLASS_ARABIC || class == NX_CLASS_LETTER;
}

static bool is_dropped(unsigned cp)
{
	return is_invisible(cp) || entry_class(fold_entry(cp)) == NX_CLASS_DROP;
}

static unsigned joined_mark(unsigned cp)
{
	switch (cp) {
	case 0x2010: /* HYPHEN */
	case 0x2011: /* NON-BREAKING HYPHEN */
	case 0x2012: /* FIGURE DASH */
	case 0x2013: /* EN DASH */
	case 0x2014: /* EM DASH */
	case 0x2015: /* HORIZONTAL BAR */
	case 0x2212: /* MINUS SIGN */
		return '-';
	case '\\':
	case 0x060D: /* ARABIC DATE SEPARATOR */
	case 0x2044: /* FRACTION SLASH */
	case 0x2215: /* DIVISION SLASH */
		return '/';
	case 0x060C: /* ARABIC COMMA */
		return ',';
	case 0x2236: /* RATIO */
	case 0xFF1A: /* FULLWIDTH COLON */
		return ':';
	default:
		return cp;
	}
}

static void read_number(nx_str s, nx_date_item *item)
{
	size_t pos = item->start;

	while (pos < s.n) {
		size_t next = pos;
		int digit = nx_date_digit(nx_date_peek(s, &next));

		if (digit < 0)
			break;
		if (item->digits++ < DIGITS_MAX)
			item->value = item->value * 10 + digit;
		pos = next;
	}
	item->kind = NX_ITEM_NUMBER;
	item->end = pos;
}

/* Returns the number of letters read from `pos`; *end behind the last of them and
 * the marks it carries. */
static size_t read_letters(nx_str s, size_t pos, size_t *end)
{
	size_t letters = 0;

	while (pos < s.n) {
		unsigned cp = nx_date_peek(s, &pos);

		if (is_letter(cp))
			letters++;
		else if (!is_dropped(cp))
			break;
		if (!is_invisible(cp))
			*end = pos;
	}
	return letters;
}

/* Letters parted by points are one word: a.m., ت.غ */
static void read_word(nx_str s, nx_date_item *item)
{
	size_t end = item->start, letters;

	item->kind = NX_ITEM_WORD;
	letters = read_letters(s, item->start, &item->end);
	while (letters == 1 && item->end + 1 < s.n && s.p[item->end] == '.') {
		letters = read_letters(s, item->end + 1, &end);
		if (letters == 1)
			item->end = end;
	}
}

bool nx_date_is_mark(const nx_date_item *item, unsigned mark)
{
	return item->kind == NX_ITEM_MARK && item->mark == mark;
}

nx_date_item nx_date_item_at(const nx_date_text *text, size_t pos)
{
	nx_str s = text->str;
	nx_date_item item = { .kind = NX_ITEM_END, .start = pos, .end = pos };

	while (pos < s.n) {
		size_t next = pos;
		unsigned cp = nx_date_peek(s, &next);

		item.start = pos;
		item.end = next;
		if (is_line_end(cp) && !text->whole)
			break;
		if (is_space(cp)) {
			item.spaced = true;
		} else if (nx_date_digit(cp) >= 0) {
			read_number(s, &item);
			break;
		} else if (is_letter(cp)) {
			read_word(s, &item);
			break;
		} else if (!is_dropped(cp)) {
			item.kind = NX_ITEM_MARK;
			item.mark = joined_mark(cp);
			break;
		}
		pos = next;
	}
	return item;
}

/* Byte offset where the run of digits or of letters that ends at `pos` begins. */
static size_t run_start(nx_str s, size_t pos, bool digits)
{
	while (pos > 0) {
		size_t before = pos;
		unsigned cp = nx_utf8_prev(s, &before);

		if (digits ? nx_date_digit(cp) < 0 : !is_letter(cp) && !is_dropped(cp))
			break;
		pos = before;
	}
	return pos;
}

nx_date_item nx_date_item_before(const nx_date_text *text, size_t pos)
{
	nx_str s = text->str;
	nx_date_item item = { .kind = NX_ITEM_END, .start = pos, .end = pos };
	bool spaced = false;

	while (pos > 0) {
		size_t before = pos;
		unsigned cp = nx_utf8_prev(s, &before);
		bool digit = nx_date_digit(cp) >= 0;

		if (is_line_end(cp) && !text->whole)
			break;
		if (is_space(cp)) {
			spaced = true;
		} else if (!is_dropped(cp)) {
			if (digit || is_letter(cp))
				before = run_start(s, pos, digit);
			item = nx_date_item_at(text, before);
			break;
		}
		pos = before;
	}
	item.spaced = spaced;
	return item;
}
