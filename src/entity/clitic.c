#include "entity/lexicon.h"

#include <string.h>

#include "newsidx/token.h"

/* Folded letters that are written on to the word after them. */
#define LETTER 2 /* bytes */
static const char waw[] = "\xD9\x88", feh[] = "\xD9\x81", beh[] = "\xD8\xA8", kaf[] = "\xD9\x83",
		  lam[] = "\xD9\x84", alef[] = "\xD8\xA7";

static bool begins(nx_str word, const char *letter)
{
	return word.n > LETTER && memcmp(word.p, letter, LETTER) == 0;
}

/* Add a reading if `fold` is a word of ours; returns its flags. */
static uint32_t add(readings *out, const nx_lexicon *lexicon, nx_str fold, unsigned letters)
{
	uint32_t word = lexicon_word_find(lexicon, fold);

	if (word) {
		out->word[out->count] = word;
		out->letters[out->count++] = (uint8_t)letters;
	}
	return lexicon->words[word].flags;
}

/* The readings of `fold`, which stands behind `letters` clitics, without its
 * preposition. */
static void add_behind_preposition(
	readings *out, const nx_lexicon *lexicon, nx_str fold, unsigned letters)
{
	char with_article[NX_TOKEN_MAX + LETTER];
	nx_str rest = { fold.p + LETTER, fold.n - LETTER };

	if (rest.n < 3 * LETTER || !(begins(fold, beh) || begins(fold, kaf) || begins(fold, lam)))
		return;
	/* Before names without an article ك is nearly always their own: كلاوس, كسرت. */
	if (begins(fold, kaf) && !nx_str_starts(rest, NX_STR("ال")))
		return;
	add(out, lexicon, rest, letters + 1);
	/* للكرملين is ل and الكرملين: the article loses its alef, not its lam. */
	if (begins(fold, lam) && begins(rest, lam)) {
		memcpy(with_article, alef, LETTER);
		memcpy(with_article + LETTER, rest.p, rest.n);
		add(out, lexicon, (nx_str){ with_article, rest.n + LETTER }, letters + 1);
	}
}

void readings_of(readings *out, const nx_lexicon *lexicon, nx_str fold)
{
	nx_str rest = { fold.p + LETTER, fold.n - LETTER };

	out->count = 0;
	out->word[0] = 0;
	out->letters[0] = 0;
	if (add(out, lexicon, fold, 0) & WORD_ORDINARY)
		return;
	out->count = 1;
	if (fold.n <= 3 * LETTER || fold.n > NX_TOKEN_MAX)
		return;
	add_behind_preposition(out, lexicon, fold, 0);
	if ((begins(fold, waw) || begins(fold, feh)) &&
		!(add(out, lexicon, rest, 1) & WORD_ORDINARY))
		add_behind_preposition(out, lexicon, rest, 1);
}
