/* Labels the words of a text with the model: the best sequence of labels for each
 * sentence. What a word contributes by itself is summed once for each word type and
 * remembered, so that running text costs little more than its look-ups. */
#ifndef NX_ENTITY_TAGGER_H
#define NX_ENTITY_TAGGER_H

#include "entity/model.h"

typedef struct tagger_word {
	seen_word seen;
	lanes scores;      /* of the traits of the word and its neighbours */
	size_t start, end; /* bytes of the text */
	uint8_t tag;
	bool opens;     /* first word of a sentence */
	bool parted;    /* from the word before it, so that no name goes on here */
	uint8_t barred; /* 1 + the kind of which it is no name */
} tagger_word;

/* No sentence has more words. */
enum { TAGGER_SENTENCE_MAX = 250 };

struct tagger_cell;

typedef struct tagger {
	model model;
	const nx_lexicon *lexicon;
	nx_str text;
	tagger_word *words; /* of the text */
	size_t count, cap;
	size_t sentence;           /* first word of the last sentence */
	lanes ahead[REACH][REACH]; /* of the last words, for those that follow */
	struct tagger_cell *cells; /* in cell_room, each a line of the cache */
	void *cell_room;
	bool failed; /* out of memory */
} tagger;

/* A tagger for texts, one at a time, with that model or, if it is NULL, with the
 * lexicon's; NX_ERR_FORMAT when the model is unfit. Release it
 * after use. */
nx_status tagger_init(tagger *t, const nx_lexicon *lexicon, const model *m, nx_error *err);
void tagger_release(tagger *t);
/* Begin a text, which must stay. */
void tagger_begin(tagger *t, nx_str text);
/* The key of a folded word that is to be added some words later. */
uint64_t tagger_expect(const tagger *t, nx_str fold);
/* The next token of the text, its key, and what stands before it; *as is how the lexicon
 * reads it. */
void tagger_add(tagger *t, const nx_token *token, uint64_t key, unsigned gap, readings *as);
/* The lexicon has a name of `count` words there, or one that is in doubt; or what looks
 * like one can be none; or the words are ordinary ones. */
typedef enum tagger_belief {
	TAGGER_SURE,
	TAGGER_POSSIBLE,
	TAGGER_BARRED,
	TAGGER_ORDINARY
} tagger_belief;
void tagger_know(tagger *t, size_t first, size_t count, nx_entity_kind kind, tagger_belief belief);
/* No name goes on at that word. */
void tagger_part(tagger *t, size_t word);
/* Label all words (decode.c); false when out of memory. */
bool tagger_decode(tagger *t);

#endif
