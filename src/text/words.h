/* Word lists of src/text/data, made into hash tables by gen_words.c when newsidx
 * is built. */
#ifndef NX_TEXT_WORDS_H
#define NX_TEXT_WORDS_H

#include <stdint.h>

#include "newsidx/buf.h"

typedef struct words {
	const char *blob;      /* for each word a byte of length, then its bytes */
	const uint16_t *slots; /* offset into blob + 1, or 0 for an empty slot */
	uint32_t mask;         /* number of slots - 1 */
} words;

extern const words particles; /* hang before a quotation mark: data/particles.txt */
extern const words root_start; /* begin like a particle: data/root-start.txt */
extern const words root_end;   /* end like a suffix: data/root-end.txt */

/* FNV-1a. */
static inline uint32_t words_hash(nx_str word)
{
	uint32_t h = 2166136261u;
	size_t i;

	for (i = 0; i < word.n; i++)
		h = (h ^ (unsigned char)word.p[i]) * 16777619u;
	return h ^ h >> 15;
}

/* Is the folded `word` on the list? */
bool words_have(const words *list, nx_str word);

#endif
