/* Which encoding is it? The one under which the bytes make the likeliest letters.
 *
 * Each candidate has to pay for each byte beyond ASCII, in bits: little for a letter
 * that often stands there, much for what does not belong. ICU's detector was tried
 * and was worse on short texts: it knows of no place in a word. */
#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/embed.h"
#include "newsidx/utf8.h"
#include "text/charset_parts.h"

NX_EMBED(letter_counts_tsv, "src/text/data/letter_counts.tsv")

/* Bits, chosen so that Arabic of any candidate costs less than 5 a byte, in its own
 * encoding, and everything else more than 6. */
#define COST_UNKNOWN_LETTER 8 /* Persian, Urdu */
#define COST_TOUCHING_LATIN 6 /* more, for an Arabic letter beside a Latin one */
#define COST_MARK 5.5f        /* a haraka or tatweel on a letter */
#define COST_MARK_ON_MARK 9   /* other than with shadda */
#define COST_STRAY_MARK 12
#define COST_ACCENT_IN_WORD 3 /* among ASCII letters, where it belongs */
#define COST_ACCENT_IN_ARABIC 6
#define COST_ACCENT_ALONE 6
#define COST_ACCENT_BESIDE_HIGH 9
#define COST_PUNCTUATION 4
#define COST_SYMBOL 8
#define COST_UNDEFINED 14

#define HANDICAP 4      /* of the rarer encodings */
#define MAC_HANDICAP 12 /* of the rarest, in which no byte is undefined */
#define MARGIN 3        /* to the second best, to be sure */
#define MEAN_LIMIT 6    /* a byte, to make sense */
#define MAC_LIMIT 5     /* Cyrillic of DOS comes near 6 */

typedef enum kind {
	OTHER,
	ASCII_LETTER,
	ARABIC,
	MARK,
	SHADDA,
	ACCENTED,
	PUNCTUATION,
	SYMBOL,
	UNDEFINED
} kind;

#define LETTERS 42 /* U+0621 to U+064A */
enum { FIRST, INNER, LAST, ALONE, PLACES };

static float letter_bits[LETTERS + 1][PLACES]; /* the last for letters not counted */
static unsigned char kinds[NX_TABLES][256], letters[NX_TABLES][256];
static pthread_once_t costs_once = PTHREAD_ONCE_INIT;

static void count_letters(float counts[LETTERS][PLACES])
{
	nx_str rest = letter_counts_tsv(), line, field;

	while (nx_str_split(&rest, '\n', &line)) {
		unsigned long cp;

		if (line.n == 0 || line.p[0] == '#')
			continue;
		nx_str_split(&line, '\t', &field);
		cp = strtoul(field.p, NULL, 16);
		for (int place = FIRST; place < ALONE && cp - 0x621 < LETTERS; place++) {
			nx_str_split(&line, '\t', &field);
			/* Half an occurrence for what was never seen. */
			counts[cp - 0x621][place] = strtof(field.p, NULL) + 0.5f;
			counts[cp - 0x621][ALONE] += counts[cp - 0x621][place];
		}
	}
}

static void fill_letter_bits(void)
{
	float counts[LETTERS][PLACES] = { { 0 } };

	count_letters(counts);
	for (int place = 0; place < PLACES; place++) {
		float sum = 0;

		for (int i = 0; i < LETTERS; i++)
			sum += counts[i][place];
		for (int i = 0; i < LETTERS; i++) {
			letter_bits[i][place] = counts[i][place] > 0 ? log2f(sum / counts[i][place])
								     : COST_UNKNOWN_LETTER;
			/* A word of one letter is no common thing. */
			if (place == ALONE)
				letter_bits[i][place] += 2;
		}
		letter_bits[LETTERS][place] = COST_UNKNOWN_LETTER;
	}
}

static bool is_ascii_letter(unsigned cp)
{
	return (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z';
}

static bool is_punctuation(unsigned cp)
{
	return cp == 0xA0 || cp == 0xA1 || cp == 0xAB || cp == 0xBB || cp == 0xBF || cp == 0x60C ||
	       cp == 0x61B || cp == 0x61F || (cp >= 0x660 && cp <= 0x66A) ||
	       (cp >= 0x200C && cp <= 0x2026);
}

static kind kind_of(unsigned cp)
{
	if (cp == NX_REPLACEMENT || (cp >= 0x80 && cp < 0xA0))
		return UNDEFINED;
	if (is_ascii_letter(cp))
		return ASCII_LETTER;
	if (cp < 0x80)
		return OTHER;
	if ((cp >= 0xC0 && cp < 0x180 && cp != 0xD7 && cp != 0xF7) || cp == 0x192)
		return ACCENTED;
	if (cp == 0x651)
		return SHADDA;
	if (cp == 0x640 || (cp >= 0x64B && cp <= 0x652))
		return MARK;
	if (is_punctuation(cp))
		return PUNCTUATION;
	if (cp >= 0x621 && cp <= 0x6D5)
		return ARABIC;
	return SYMBOL;
}

static void fill_costs(void)
{
	fill_letter_bits();
	for (int t = 0; t < NX_TABLES; t++) {
		const unsigned *chars = nx_table_chars((nx_table)t);

		for (unsigned b = 0; b < 256; b++) {
			kinds[t][b] = (unsigned char)kind_of(chars[b]);
			letters[t][b] =
				(unsigned char)(chars[b] - 0x621 < LETTERS ? chars[b] - 0x621
									   : LETTERS);
			/* What MacArabic doubles of ASCII for right-to-left text. */
			if (b >= 0x80 && chars[b] < 0x80)
				kinds[t][b] = PUNCTUATION;
		}
	}
}

static bool is_mark(kind k)
{
	return k == MARK || k == SHADDA;
}

static float arabic_cost(unsigned char letter, kind before, kind after)
{
	bool begins = before != ARABIC && !is_mark(before),
	     ends = after != ARABIC && !is_mark(after);
	int place = begins ? (ends ? ALONE : FIRST) : ends ? LAST : INNER;
	bool touches = before == ASCII_LETTER || before == ACCENTED || after == ASCII_LETTER ||
		       after == ACCENTED;

	return letter_bits[letter][place] + (touches ? COST_TOUCHING_LATIN : 0);
}

static float mark_cost(kind before, kind here)
{
	if (before == MARK || (before == SHADDA && here == SHADDA))
		return here == SHADDA ? COST_MARK : COST_MARK_ON_MARK;
	return before == ARABIC || before == SHADDA ? COST_MARK : COST_STRAY_MARK;
}

static float accent_cost(kind before, kind after, bool latin)
{
	if (before == ARABIC || is_mark(before) || before == ACCENTED || after == ARABIC ||
		is_mark(after) || after == ACCENTED)
		return COST_ACCENT_BESIDE_HIGH;
	if (before != ASCII_LETTER && after != ASCII_LETTER)
		return COST_ACCENT_ALONE;
	return latin ? COST_ACCENT_IN_WORD : COST_ACCENT_IN_ARABIC;
}

/* Bits for all bytes beyond ASCII, and whether Arabic letters are among them. */
static double cost_of(nx_table t, nx_str bytes, bool *arabic)
{
	const unsigned char *p = (const unsigned char *)bytes.p;
	kind before = OTHER;
	double bits = 0;

	*arabic = false;
	for (size_t i = 0; i < bytes.n; i++) {
		kind here = (kind)kinds[t][p[i]];
		kind after = i + 1 < bytes.n ? (kind)kinds[t][p[i + 1]] : OTHER;

		if (here == ARABIC) {
			bits += arabic_cost(letters[t][p[i]], before, after);
			*arabic = true;
		} else if (is_mark(here)) {
			bits += mark_cost(before, here);
		} else if (here == ACCENTED) {
			bits += accent_cost(before, after, t == NX_TABLE_CP1252);
		} else if (p[i] >= 0x80) {
			bits += here == PUNCTUATION ? COST_PUNCTUATION
				: here == SYMBOL    ? COST_SYMBOL
						    : COST_UNDEFINED;
		}
		before = here;
	}
	return bits;
}

/* Damage is rare beside well-formed sequences. A text in another encoding has
 * hardly any of those: in windows-1256 an Arabic letter is one byte, and two of
 * them make a UTF-8 sequence only by accident. */
bool nx_charset_is_utf8(nx_str bytes, size_t *bad, size_t *first)
{
	size_t pos = nx_utf8_valid(bytes), bad_bytes = 0, high_bytes = 0, good_bytes;

	*bad = 0;
	*first = pos;
	if (pos == bytes.n)
		return true;
	for (size_t i = 0; i < bytes.n; i++)
		high_bytes += (unsigned char)bytes.p[i] >= 0x80;
	while (pos < bytes.n) {
		size_t start = pos;

		nx_utf8_next(bytes, &pos);
		bad_bytes += pos - start;
		(*bad)++;
		pos += nx_utf8_valid(nx_str_slice(bytes, pos, bytes.n));
	}
	good_bytes = high_bytes - bad_bytes;
	return *bad * 200 <= good_bytes || (*bad <= 3 && *bad * 4 <= good_bytes);
}

static bool is_same_script(nx_table a, nx_table b)
{
	return (a == NX_TABLE_ISO8859_6 && b == NX_TABLE_MAC_ARABIC) ||
	       (b == NX_TABLE_ISO8859_6 && a == NX_TABLE_MAC_ARABIC);
}

static double handicap_of(nx_table t, bool arabic)
{
	if (t == NX_TABLE_MAC_ARABIC)
		return MAC_HANDICAP;
	return t == NX_TABLE_CP1256 && arabic ? 0 : HANDICAP;
}

static nx_table cheapest(nx_str bytes, double *cost, double *second)
{
	double costs[NX_TABLES];
	nx_table best = NX_TABLE_CP1256;

	for (int t = 0; t < NX_TABLES; t++) {
		bool arabic;

		costs[t] = cost_of((nx_table)t, bytes, &arabic);
		costs[t] += handicap_of((nx_table)t, arabic);
		if (costs[t] < costs[best])
			best = (nx_table)t;
	}
	*cost = costs[best];
	*second = INFINITY;
	for (int t = 0; t < NX_TABLES; t++) {
		/* Both have the same letters; which punctuation it is matters little. */
		if (t != (int)best && !is_same_script((nx_table)t, best) && costs[t] < *second)
			*second = costs[t];
	}
	return best;
}

const char *nx_charset_guess(nx_str bytes, bool *sure)
{
	const char *utf16 = nx_charset_utf16(bytes);
	double cost, second, limit;
	size_t high = 0, bad, first;
	nx_table best;

	*sure = true;
	if (utf16 || nx_charset_is_utf8(bytes, &bad, &first))
		return utf16;
	pthread_once(&costs_once, fill_costs);
	best = cheapest(bytes, &cost, &second);
	for (size_t i = 0; i < bytes.n; i++)
		high += (unsigned char)bytes.p[i] >= 0x80;
	*sure = second - cost >= MARGIN;
	limit = best == NX_TABLE_MAC_ARABIC ? MAC_LIMIT : MEAN_LIMIT;
	if (cost > (double)high * limit + handicap_of(best, true))
		return NULL;
	return nx_table_name(best);
}
