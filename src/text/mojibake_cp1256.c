/* windows-1256 that was read as Latin-1 or windows-1252: each character has its byte,
 * and the byte its letter. */
#include "text/mojibake_parts.h"

static bool is_arabic(unsigned cp)
{
	return (cp >= 0x620 && cp < 0x700) || (cp >= 0xFB50 && cp < 0xFE00) ||
	       (cp >= 0xFE70 && cp < 0xFEFD);
}

static bool has_arabic(nx_str text)
{
	size_t pos = 0;

	while (pos < text.n) {
		if (is_arabic(nx_utf8_next(text, &pos)))
			return true;
	}
	return false;
}

/* Letters beyond ASCII, in words without ASCII letters and in words with them. */
static void count_letters(nx_str line, size_t *pure, size_t *mixed)
{
	size_t pos = 0, count = 0;
	bool ascii = false, more;
	unsigned cp;
	int byte;

	*pure = *mixed = 0;
	do {
		more = nx_mojibake_next(NX_TABLE_CP1252, line, &pos, &cp, &byte);
		if (more && nx_mojibake_is_high_letter(cp, byte)) {
			count++;
		} else if (more && nx_mojibake_is_ascii_letter(cp)) {
			ascii = true;
		} else {
			*(ascii ? mixed : pure) += count;
			count = 0;
			ascii = false;
		}
	} while (more);
}

static void add_decoded(nx_buf *out, unsigned cp, int byte, size_t *lost)
{
	const unsigned *chars = nx_table_chars(NX_TABLE_CP1256);

	/* One of five Persian letters and joiners; nobody knows which. */
	*lost += cp == NX_REPLACEMENT;
	nx_buf_add_cp(out, byte == NX_NO_BYTE ? cp : chars[byte]);
}

static void decode_line(nx_buf *out, nx_str line, size_t *lost)
{
	size_t pos = 0;
	unsigned cp;
	int byte;

	while (nx_mojibake_next(NX_TABLE_CP1252, line, &pos, &cp, &byte))
		add_decoded(out, cp, byte, lost);
}

/* The run of letters beyond ASCII at `pos`, and how many they are. */
static size_t run_at(nx_str line, size_t pos, size_t *end)
{
	size_t count = 0;
	unsigned cp;
	int byte;

	*end = pos;
	while (nx_mojibake_next(NX_TABLE_CP1252, line, &pos, &cp, &byte) &&
		nx_mojibake_is_high_letter(cp, byte)) {
		count++;
		*end = pos;
	}
	return count;
}

static bool is_comma_or_question(unsigned cp)
{
	return cp == 0xA1 || cp == 0xBA || cp == 0xBF;
}

/* A line that has something else in it too: genuine Arabic, or names in Latin
 * letters. Only words are decoded, and what leans on them. */
static void decode_words(nx_buf *out, nx_str line, size_t *lost)
{
	size_t pos = 0, end;
	unsigned before = 0;
	bool decoded = false; /* the word before, spaces apart */

	while (pos < line.n) {
		size_t count = run_at(line, pos, &end), at = pos;
		unsigned after = end < line.n ? nx_utf8_next(line, &(size_t){ end }) : 0;
		bool touches =
			nx_mojibake_is_ascii_letter(before) || nx_mojibake_is_ascii_letter(after);

		if (count) {
			decoded = count >= 3 || (!touches && (count == 2 || decoded));
			if (decoded)
				decode_line(out, nx_str_slice(line, pos, end), lost);
			else
				nx_buf_add(out, nx_str_slice(line, pos, end));
			before = 0;
			pos = end;
			continue;
		}
		before = nx_utf8_next(line, &pos);
		if (decoded && is_comma_or_question(before))
			decode_line(out, nx_str_slice(line, at, pos), lost);
		else
			nx_buf_add(out, nx_str_slice(line, at, pos));
		decoded &= before == ' ';
	}
}

void nx_mojibake_repair_cp1256(nx_buf *out, nx_str text, size_t *lost)
{
	bool whole = !has_arabic(text);
	nx_str line;
	bool first = true;

	while (nx_str_split(&text, '\n', &line)) {
		size_t pure, mixed;

		if (!first)
			nx_buf_addc(out, '\n');
		first = false;
		count_letters(line, &pure, &mixed);
		if (pure >= mixed && (whole || (pure && !has_arabic(line))))
			decode_line(out, line, lost);
		else
			decode_words(out, line, lost);
	}
}
