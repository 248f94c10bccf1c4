/* Word lists of src/text/data, made into hash tables by gen_words.c when newsidx
 * is built. */
#ifndef NX_TEXT_WORDS_H
#define NX_TEXT_WORDS_H

#include <stdint.h>
#include <string.h>

#include "newsidx/buf.h"

typedef struct words {
	const char *blob;      /* for each word a byte of length, then its bytes */
	const uint16_t *slots; /* offset into blob + 1, or 0 for an empty slot */
	uint32_t mask;         /* number of slots - 1 */
} words;

extern const words particles;      /* hang before a quotation mark: data/particles.txt */
extern const words root_start;     /* begin like a particle: data/root-start.txt */
extern const words names;          /* of places: data/names.txt */
extern const words root_end;       /* end like a suffix: data/root-end.txt */
extern const words function_words; /* tell nothing of the subject: data/function-words.txt */

/* Two loads that cover a word of up to 16 bytes, mixed by multiplication; the middle
 * of longer words does not count. The generator uses it too. */
static inline uint32_t words_hash(nx_str word)
{
	uint64_t first = 0, last = 0;

	if (word.n >= 8) {
		memcpy(&first, word.p, 8);
		memcpy(&last, word.p + word.n - 8, 8);
	} else {
		memcpy(&first, word.p, word.n);
	}
	first = (first ^ word.n) * 0x9E3779B97F4A7C15u;
	last = (last ^ first >> 32) * 0xC2B2AE3D27D4EB4Fu;
	return (uint32_t)(first >> 32 ^ last >> 32);
}

/* Is the folded `word` on the list? */
bool words_have(const words *list, nx_str word);

#endif
