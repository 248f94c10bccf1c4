/* One pass over a text for the places where an expression of time may begin. */
#include "text/timex_parts.h"

#include <pthread.h>
#include <string.h>

#include "text/fold_entry.h"

#define FILTER_BITS 18
#define FOR_THE "\xD9\x84\xD9\x84" /* the article behind the preposition lam */

/* One bit for the hash of each form of a word that may begin an expression; one
 * look at it spares nearly all words the rest. */
static uint64_t filter[1u << (FILTER_BITS - 6)];
/* For U+0600 to U+06FF what fold_letter() returns: no ligature is among them. */
#define LETTER_NONE 0xFFFFu
static uint16_t letters[256];
static pthread_once_t letters_once = PTHREAD_ONCE_INIT;

static inline uint32_t mix(uint32_t hash, unsigned cp)
{
	return (hash + cp) * 0x9E3779B1u;
}

static inline bool filter_has(uint32_t hash)
{
	uint32_t bit = hash >> (32 - FILTER_BITS);

	return filter[bit >> 6] >> (bit & 63) & 1;
}

static uint32_t hash_text(uint32_t hash, const char *text, size_t n)
{
	nx_str s = { text, n };
	size_t pos = 0;

	while (pos < n)
		hash = mix(hash, nx_date_peek(s, &pos));
	return hash;
}

void nx_timex_may_begin(nx_str fold, bool article)
{
	static const char *const conjunctions[] = { "", "و", "ف" };
	static const char *const prefixes[] = { "", "ب", "ل", "ك", TIMEX_ARTICLE_FOLD,
		"ب" TIMEX_ARTICLE_FOLD, "ك" TIMEX_ARTICLE_FOLD, FOR_THE };
	size_t i, j;

	for (i = 0; i < 3; i++) {
		uint32_t start = hash_text(0, conjunctions[i], strlen(conjunctions[i]));

		for (j = 0; j < sizeof(prefixes) / sizeof(prefixes[0]); j++) {
			bool bare = j == 7 && article;
			uint32_t hash = hash_text(start, prefixes[j], strlen(prefixes[j])), bit;

			hash = hash_text(hash, fold.p + (bare ? 4 : 0), fold.n - (bare ? 4u : 0u));
			bit = hash >> (32 - FILTER_BITS);
			filter[bit >> 6] |= (uint64_t)1 << (bit & 63);
		}
	}
}

static void fill_letters(void)
{
	unsigned i;

	for (i = 0; i < 256; i++) {
		uint32_t fold = fold_entry(0x600 + i);
		nx_class class = entry_class(fold);
		unsigned value = fold & ENTRY_VALUE ? fold & ENTRY_VALUE : 0x600 + i;

		letters[i] = class == NX_CLASS_ARABIC ? (uint16_t)value
			     : class == NX_CLASS_DROP ? 0
						      : LETTER_NONE;
	}
}

/* The letter at byte *pos as its fold, 0 when it is dropped, LETTER_NONE when it ends
 * a word; moves *pos behind it unless it ends the word. */
static inline unsigned fold_letter(nx_str text, size_t *pos)
{
	const unsigned char *p = (const unsigned char *)text.p + *pos;
	size_t next = *pos;
	unsigned letter, cp;
	uint32_t fold;

	if (p[0] >= 0xD8 && p[0] <= 0xDB && next + 1 < text.n && (p[1] & 0xC0) == 0x80) {
		letter = letters[(p[0] & 3u) << 6 | (p[1] & 0x3Fu)];
		*pos += letter == LETTER_NONE ? 0 : 2;
		return letter;
	}
	cp = nx_date_peek(text, &next);
	fold = fold_entry(cp);
	if (entry_class(fold) != NX_CLASS_ARABIC && entry_class(fold) != NX_CLASS_DROP)
		return LETTER_NONE;
	*pos = next;
	if (entry_class(fold) == NX_CLASS_DROP)
		return 0;
	return fold & ENTRY_VALUE ? fold & ENTRY_VALUE : cp;
}

size_t nx_timex_next(nx_str text, size_t pos)
{
	const unsigned char *p = (const unsigned char *)text.p;

	nx_timex_load();
	pthread_once(&letters_once, fill_letters);
	while (pos < text.n) {
		size_t start = pos;
		uint32_t hash = 0;
		unsigned letter;

		/* ASCII holds no word of ours. */
		if (p[pos] < 0x80) {
			if (p[pos] >= '0' && p[pos] <= '9')
				return pos;
			pos++;
			continue;
		}
		while (pos < text.n && (letter = fold_letter(text, &pos)) != LETTER_NONE)
			hash = letter ? mix(hash, letter) : hash;
		if (hash && filter_has(hash))
			return start;
		if (pos == start) {
			if (nx_date_next_digit(nx_str_slice(text, pos, pos + 2), 0) == 0)
				return pos;
			nx_date_peek(text, &pos);
		}
	}
	return text.n;
}
