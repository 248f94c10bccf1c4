/* What the words of a text are to a query: for the second step of ranking. */
#ifndef NX_STORE_TEXT_READER_H
#define NX_STORE_TEXT_READER_H

#include "store/rank.h"

/* Words, and grams, of a query beyond these do not count. */
#define UNITS 64
#define GRAMS 1024

/* A word of the query. */
typedef struct unit {
	nx_str stem;
	double idf;
} unit;

/* What a word of a text is to the query. */
typedef struct known_word {
	uint64_t hash;
	uint32_t grams; /* where its grams stand in the pool */
	uint16_t gram_count;
	int16_t unit; /* + 1 */
} known_word;

/* A word of the query in the text. */
typedef struct event {
	uint32_t at; /* in tokens */
	uint32_t unit;
} event;

typedef struct text_reader {
	unit units[UNITS];
	size_t unit_count;
	uint8_t pair[UNITS][UNITS]; /* number of the pair + 1 */
	double pair_idf[UNITS];
	size_t pair_count;
	uint64_t gram_hash[2 * GRAMS]; /* open addressing */
	uint16_t gram_at[2 * GRAMS];   /* number + 1 */
	double gram_idf[GRAMS];
	size_t gram_count;
	known_word *words; /* open addressing, a power of two */
	size_t word_count, word_size;
	uint16_t *pool;
	size_t pool_count, pool_cap;
	/* The article at hand. */
	double gram_seen[GRAMS]; /* weighted occurrences */
	event *events;           /* where words of the query stand, in their order */
	size_t event_count, event_cap, tokens;
	bool failed; /* no memory */
} text_reader;

/* For the words of the plan's query that are not left out. NULL without memory. */
text_reader *text_reader_new(const rank_plan *plan);
void text_reader_free(text_reader *r);
/* Forget the article at hand. */
void text_reader_begin(text_reader *r);
/* Read the first `most` words of a text of it, the first of which is number `from`; its
 * grams count `weight`. */
void text_reader_read(text_reader *r, nx_str text, size_t from, size_t most, double weight);

#endif
