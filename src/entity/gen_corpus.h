/* The texts from which classes of words are learnt: numbers of words, one behind the other. */
#ifndef NX_ENTITY_GEN_CORPUS_H
#define NX_ENTITY_GEN_CORPUS_H

#include <stdint.h>

#include "newsidx/arena.h"

/* Words that are too rare for a class of their own, numbers, and the border of a
 * phrase are one word each, and stay in a class each. */
enum { WORD_RARE, WORD_NUMBER, WORD_BORDER, WORD_FIRST };

typedef struct word {
	nx_str fold;
	uint32_t count;
	uint32_t id; /* after the frequent ones are chosen */
} word;

typedef struct corpus {
	nx_arena arena;
	word *words; /* in order of appearance, then of frequency */
	size_t word_count, word_cap;
	uint32_t *slots; /* word number + 1 by hash */
	size_t slot_count;
	uint32_t *text; /* word numbers */
	size_t text_count, text_cap;
} corpus;

/* Say what is wrong, and end the program. */
void corpus_die(const char *what) __attribute__((noreturn));
/* Memory of zeros, or the end of the program. */
void *corpus_memory(size_t count, size_t size);
/* Add a line, words and what is between them. */
void corpus_read(corpus *c, nx_str line);
/* Number the frequent words anew, the most frequent first; the rest is rare. The list of
 * them, *count, is the caller's to free. */
word **corpus_choose(corpus *c, size_t *count);

#endif
