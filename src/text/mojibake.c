/* Is it mojibake? Two kinds are full of the bytes C3, which plain Arabic has not; the
 * third begins with every other letter the same. */
#include "newsidx/charset.h"

#include <string.h>

#include "text/mojibake_parts.h"

#define PASSES 4 /* text that was encoded twice, or three times, was met */

const char *nx_mojibake_name(nx_mojibake kind)
{
	switch (kind) {
	case NX_MOJIBAKE_CP1256_AS_LATIN:
		return NX_MESSAGE("windows-1256 read as Latin-1");
	case NX_MOJIBAKE_UTF8_AS_LATIN:
		return NX_MESSAGE("UTF-8 read as windows-1252");
	case NX_MOJIBAKE_UTF8_AS_CP1256:
		return NX_MESSAGE("UTF-8 read as windows-1256");
	case NX_MOJIBAKE_LOST:
		return NX_MESSAGE("letters lost");
	default:
		return "none";
	}
}

/* How often `c` stands in the text, counted as far as `enough`. */
static size_t count_byte(nx_str text, int c, size_t enough)
{
	const char *p = text.p, *end = text.p + text.n;
	size_t count = 0;

	while (count < enough && p < end && (p = memchr(p, c, (size_t)(end - p))) != NULL) {
		count++;
		p++;
	}
	return count;
}

/* Sequences of UTF-8 in windows-1252's letters. Text of people has none: a capital
 * with an accent is followed by a letter. */
typedef struct utf8_signs {
	size_t sequences, adjacent; /* right behind another, or behind a lone lead */
	size_t punctuation;         /* an a with circumflex and the euro sign before it */
	size_t leads;               /* lead bytes of Arabic that lost what followed */
	size_t kept;                /* sequences of the lead that ف has, which loses most */
	size_t high;                /* other letters beyond ASCII, of Latin-1 */
} utf8_signs;

static void count_utf8(utf8_signs *signs, nx_str text)
{
	size_t pos = 0, sequence_end = (size_t)-1, lead_end = (size_t)-1;

	*signs = (utf8_signs){ .sequences = 0 };
	while (pos < text.n) {
		size_t end, start = pos;
		unsigned cp = nx_mojibake_sequence(NX_TABLE_CP1252, text, pos, &end);
		int byte;

		if (cp) {
			signs->sequences++;
			/* Leads behind each other are letters of windows-1256. */
			signs->adjacent += start == sequence_end || start == lead_end;
			signs->punctuation += cp >= 0x2010 && cp <= 0x203A;
			signs->kept += cp >= 0x640 && cp <= 0x652;
			pos = sequence_end = end;
			continue;
		}
		if (!nx_mojibake_next(NX_TABLE_CP1252, text, &pos, &cp, &byte))
			break;
		if (byte >= 0xD8 && byte <= 0xDB) {
			signs->leads++;
			signs->adjacent += start == sequence_end;
			lead_end = pos;
		} else if (nx_mojibake_is_high_letter(cp, byte)) {
			signs->high++;
		}
	}
}

static bool is_utf8_as_latin(const utf8_signs *signs)
{
	if (signs->adjacent >= 8 && signs->sequences >= 8)
		return true;
	/* windows-1256 in the same disguise makes a pair now and then, no more. */
	return signs->sequences && signs->sequences * 8 >= signs->high &&
	       (signs->adjacent >= 2 || signs->punctuation >= 1 || signs->sequences >= 3 ||
		       (signs->adjacent && signs->sequences >= 2 && !signs->high));
}

/* One letter in 12 of that lead is ف. Where most have lost their second byte, it was not ف
 * alone that was lost. */
static bool is_beyond_repair(const utf8_signs *signs)
{
	return signs->leads > 2 + signs->kept / 2;
}

/* Words wholly of letters beyond ASCII, as the bytes they were. */
static void collect_high_words(nx_buf *out, nx_str text)
{
	size_t pos = 0, start = 0, count = 0;
	bool mixed = false;
	unsigned cp;
	int byte;

	while (nx_mojibake_next(NX_TABLE_CP1252, text, &pos, &cp, &byte)) {
		if (nx_mojibake_is_high_letter(cp, byte)) {
			if (count++ == 0)
				start = out->n;
			nx_buf_addc(out, (char)byte);
			continue;
		}
		mixed |= nx_mojibake_is_ascii_letter(cp);
		if (count && (mixed || count < 2) && !out->failed)
			out->n = start;
		else if (count)
			nx_buf_addc(out, ' ');
		mixed = nx_mojibake_is_ascii_letter(cp);
		count = 0;
	}
	if (count && (mixed || count < 2) && !out->failed)
		out->n = start;
}

static bool is_cp1256_as_latin(nx_str text)
{
	nx_buf words = NX_BUF_INIT;
	const char *encoding = NULL;
	bool sure = false;

	collect_high_words(&words, text);
	/* Four letters with the spaces around; names of one letter prove nothing. */
	if (words.n >= 5)
		encoding = nx_charset_guess(nx_buf_str(&words), &sure);
	nx_buf_release(&words);
	return encoding && sure && strcmp(encoding, "windows-1256") == 0;
}

/* Words of question marks or U+FFFD instead of letters. */
static bool is_wiped(nx_str text, unsigned mark)
{
	size_t pos = 0, wiped = 0, words = 0, letters = 0, run = 0;
	unsigned before = ' ';

	while (pos < text.n) {
		unsigned cp = nx_utf8_next(text, &pos);

		/* A row of question marks behind a word is a question. */
		if (cp == mark &&
			(run || before == ' ' || before == '\n' || mark == NX_REPLACEMENT)) {
			run++;
			wiped += run == 2 ? 2 : run > 2;
			words += run == 2;
		} else {
			letters += nx_mojibake_is_ascii_letter(cp) || (cp >= 0x620 && cp < 0x700);
			run = 0;
		}
		before = cp;
	}
	/* Question marks have other uses, code among them. */
	return words >= 3 && wiped >= 8 && wiped * (mark == '?' ? 1 : 3) > letters;
}

/* Two mark characters side by side are rare enough to look closer. */
static bool may_be_wiped(nx_str text, nx_str pair, char first)
{
	const char *p = text.p, *end = text.p + text.n;

	while (p < end && (p = memchr(p, first, (size_t)(end - p))) != NULL) {
		if ((size_t)(end - p) >= pair.n && memcmp(p, pair.p, pair.n) == 0)
			return true;
		p++;
	}
	return false;
}

static nx_mojibake kind_of(nx_str text)
{
	utf8_signs signs;

	if (text.n == 0)
		return NX_MOJIBAKE_NONE;
	if (nx_mojibake_is_utf8_as_cp1256(text))
		return NX_MOJIBAKE_UTF8_AS_CP1256;
	if (count_byte(text, 0xC3, 2) == 2) {
		count_utf8(&signs, text);
		if (is_utf8_as_latin(&signs))
			return is_beyond_repair(&signs) ? NX_MOJIBAKE_LOST
							: NX_MOJIBAKE_UTF8_AS_LATIN;
		if (is_cp1256_as_latin(text))
			return NX_MOJIBAKE_CP1256_AS_LATIN;
	}
	if ((may_be_wiped(text, NX_STR("??"), '?') && is_wiped(text, '?')) ||
		(may_be_wiped(text, NX_STR("\xEF\xBF\xBD\xEF\xBF\xBD"), '\xEF') &&
			is_wiped(text, NX_REPLACEMENT)))
		return NX_MOJIBAKE_LOST;
	return NX_MOJIBAKE_NONE;
}

static void repair_once(nx_buf *out, nx_str text, nx_mojibake kind, size_t *lost)
{
	if (kind == NX_MOJIBAKE_UTF8_AS_LATIN)
		nx_mojibake_repair_utf8(out, text, lost);
	else if (kind == NX_MOJIBAKE_UTF8_AS_CP1256)
		nx_mojibake_repair_utf8_as_cp1256(out, text);
	else
		nx_mojibake_repair_cp1256(out, text, lost);
}

/* More than one letter in twenty lost leaves no text to search. Lost harakat are not
 * among them. */
static bool is_mostly_lost(nx_str text, nx_mojibake kind)
{
	nx_buf repaired = NX_BUF_INIT;
	size_t lost = 0, gaps = 0, length = 0, pos = 0;

	repair_once(&repaired, text, kind, &lost);
	while (lost && pos < repaired.n) {
		gaps += nx_utf8_next(nx_buf_str(&repaired), &pos) == NX_REPLACEMENT;
		length++;
	}
	nx_buf_release(&repaired);
	return gaps > 1 && gaps * 20 > length;
}

nx_mojibake nx_mojibake_detect(nx_str text)
{
	nx_mojibake kind = kind_of(text);

	if (kind == NX_MOJIBAKE_NONE || kind == NX_MOJIBAKE_LOST)
		return kind;
	return is_mostly_lost(text, kind) ? NX_MOJIBAKE_LOST : kind;
}

nx_status nx_mojibake_repair(
	nx_buf *out, nx_str text, nx_mojibake kind, size_t *lost, nx_error *err)
{
	nx_buf before = NX_BUF_INIT, after = NX_BUF_INIT, swap;
	nx_status st;

	*lost = 0;
	repair_once(&after, text, kind, lost);
	for (int pass = 1; pass < PASSES && !after.failed; pass++) {
		kind = kind_of(nx_buf_str(&after));
		if (kind == NX_MOJIBAKE_NONE || kind == NX_MOJIBAKE_LOST)
			break;
		swap = before;
		before = after;
		after = swap;
		nx_buf_clear(&after);
		repair_once(&after, nx_buf_str(&before), kind, lost);
	}
	if (after.failed)
		out->failed = true;
	nx_buf_add(out, nx_buf_str(&after));
	st = nx_buf_status(out, err);
	nx_buf_release(&before);
	nx_buf_release(&after);
	return st;
}
