/* Works on words whose every letter is two bytes of UTF-8, as all letters of the
 * folded Arabic alphabet are; a letter is compared as one 16-bit number. */
#include "newsidx/stem.h"

#include <string.h>

#include "text/words.h"

enum {
	ALEF = 0xD8A7,
	BEH = 0xD8A8,
	TEH = 0xD8AA,
	FEH = 0xD981,
	KAF = 0xD983,
	LAM = 0xD984,
	MEEM = 0xD985,
	NOON = 0xD986,
	HEH = 0xD987,
	WAW = 0xD988,
	YEH = 0xD98A
};

#define STEM_MIN 3 /* letters that must remain: +.004 MRR over light10's two */

static inline size_t letters(nx_str word)
{
	return word.n / 2;
}

static inline unsigned letter(nx_str word, size_t i)
{
	const unsigned char *p = (const unsigned char *)word.p + 2 * i;

	return (unsigned)p[0] << 8 | p[1];
}

/* The letter at place i from the end, 0 the last; 0 when there is none. */
static inline unsigned from_end(nx_str word, size_t i)
{
	return i < letters(word) ? letter(word, letters(word) - 1 - i) : 0;
}

static inline unsigned from_start(nx_str word, size_t i)
{
	return i < letters(word) ? letter(word, i) : 0;
}

static inline nx_str without_start(nx_str word, size_t count)
{
	return (nx_str){ word.p + 2 * count, word.n - 2 * count };
}

static inline nx_str without_end(nx_str word, size_t count)
{
	return (nx_str){ word.p, word.n - 2 * count };
}

/* An ending of one to three letters, written from the last letter backwards. */
typedef struct ending {
	unsigned last, before, third;
} ending;

static inline size_t ending_matches(nx_str word, const ending *e)
{
	if (from_end(word, 0) != e->last)
		return 0;
	if (!e->before)
		return 1;
	if (from_end(word, 1) != e->before)
		return 0;
	if (!e->third)
		return 2;
	return from_end(word, 2) == e->third ? 3 : 0;
}

/* Does the word, or the word less a regular ending, stand on the list of words
 * whose first letters only look like particles? */
static bool starts_with_root(nx_str word)
{
	static const ending endings[] = {
		{ HEH, 0, 0 },
		{ YEH, 0, 0 },
		{ ALEF, 0, 0 },
		{ TEH, 0, 0 },
		{ TEH, ALEF, 0 },
		{ HEH, YEH, 0 },
		{ ALEF, HEH, 0 },
		{ NOON, YEH, 0 },
		{ NOON, WAW, 0 },
		{ NOON, ALEF, 0 },
		{ HEH, TEH, 0 },
		{ ALEF, NOON, 0 },
		{ MEEM, HEH, 0 },
		{ ALEF, WAW, 0 },
		{ NOON, YEH, TEH },
		{ ALEF, HEH, TEH },
		{ NOON, YEH, YEH },
	};
	size_t i;

	if (words_have(&root_start, word))
		return true;
	for (i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t n = ending_matches(word, &endings[i]);

		if (n && words_have(&root_start, without_end(word, n)))
			return true;
	}
	return false;
}

static bool strip_two(nx_str *word)
{
	if (letters(*word) < STEM_MIN + 2)
		return false;
	*word = without_start(*word, 2);
	return true;
}

/* The article with what may stand before it: (waw|feh)? (beh|kaf)? alef lam, or
 * (waw|feh)? lam lam. Its presence makes stripping safe. */
static bool strip_article(nx_str *word)
{
	nx_str rest = *word;
	unsigned first = from_start(rest, 0), second;

	if (first == WAW || first == FEH) {
		rest = without_start(rest, 1);
		first = from_start(rest, 0);
		if (first == ALEF && from_start(rest, 1) == LAM && starts_with_root(rest))
			return false;
	}
	second = from_start(rest, 1);
	if (first == LAM && second == LAM) {
		/* li-l-lajna is written with two lams: the word keeps its own. */
		if (starts_with_root(without_start(rest, 1))) {
			*word = without_start(rest, 1);
			return true;
		}
		if (!strip_two(&rest))
			return false;
		*word = rest;
		return true;
	}
	if ((first == BEH || first == KAF) && second == ALEF && from_start(rest, 2) == LAM) {
		rest = without_start(rest, 1);
		first = ALEF;
		second = LAM;
		if (starts_with_root(rest)) { /* bi-ilgha: alef lam of the root */
			*word = rest;
			return true;
		}
	}
	if (first != ALEF || second != LAM || !strip_two(&rest))
		return false;
	*word = rest;
	return true;
}

static bool is_known(nx_str word)
{
	return words_have(&root_end, word) || words_have(&names, word);
}

static void strip_prefixes(nx_str *word)
{
	unsigned first = from_start(*word, 0);

	if (letters(*word) <= STEM_MIN || (first != WAW && first != ALEF && first != LAM &&
						  first != BEH && first != KAF && first != FEH))
		return;
	if (first == ALEF && from_start(*word, 1) != LAM)
		return;
	if (starts_with_root(*word) || strip_article(word))
		return;
	if (first == WAW) {
		*word = without_start(*word, 1);
		first = from_start(*word, 0);
		if ((first == BEH || first == LAM || first == KAF) &&
			words_have(&names, without_start(*word, 1)))
			*word = without_start(*word, 1);
	} else if (first != ALEF && is_known(without_start(*word, 1)))
		*word = without_start(*word, 1); /* a preposition before it */
}

static void strip_suffixes(nx_str *word)
{
	unsigned last = from_end(*word, 0), before = from_end(*word, 1);

	if (last == ALEF && before == HEH && letters(*word) >= STEM_MIN + 2) {
		*word = without_end(*word, 2);
		/* A teh that the pronoun had opened is the teh marbuta again. */
		if (from_end(*word, 0) == TEH && from_end(*word, 1) != ALEF &&
			letters(*word) > STEM_MIN)
			*word = without_end(*word, 1);
		last = from_end(*word, 0);
		before = from_end(*word, 1);
	}
	if ((last == TEH && before == ALEF) ||
		(last == NOON && (before == YEH || before == WAW || before == ALEF))) {
		if (letters(*word) < STEM_MIN + 2 || words_have(&root_end, *word))
			return;
		*word = without_end(*word, 2);
		/* So has the teh that the dual had opened. */
		if (last == NOON && before != WAW && from_end(*word, 0) == TEH &&
			from_end(*word, 1) != ALEF && letters(*word) > STEM_MIN)
			*word = without_end(*word, 1);
		last = from_end(*word, 0);
		before = from_end(*word, 1);
	}
	/* The nisba keeps its yeh: Suriya, Suriyya, suri and suriyyun are one, sur
	 * (wall) is another. */
	if (before == YEH && (last == HEH || last == ALEF)) {
		if (letters(*word) >= STEM_MIN + 2)
			*word = without_end(*word, 1);
	} else if (last == HEH && letters(*word) > STEM_MIN && !words_have(&root_end, *word)) {
		*word = without_end(*word, 1);
	}
}

static bool all_two_bytes(nx_str word)
{
	size_t i;

	for (i = 0; i < word.n; i += 2)
		if (((unsigned char)word.p[i] & 0xE0) != 0xC0)
			return false;
	return word.n % 2 == 0;
}

size_t nx_stem(char *out, nx_str word)
{
	if (all_two_bytes(word)) {
		strip_prefixes(&word);
		strip_suffixes(&word);
	}
	memcpy(out, word.p, word.n);
	return word.n;
}
