/* Labels the words of a text with the model: the best sequence of labels for each
 * sentence. What a word contributes by itself is summed once for each word type and
 * remembered, so that running text costs little more than its look-ups. */
#ifndef NX_ENTITY_TAGGER_H
#define NX_ENTITY_TAGGER_H

#include "entity/model.h"

/* One for each label but the first, and room to add eight at a time. */
typedef struct label_scores {
	int16_t of[8];
} label_scores;

typedef struct tagger_word {
	seen_word seen;
	label_scores scores; /* of the traits of the word and its neighbours */
	size_t start, end;   /* bytes of the text */
	uint8_t tag;
	bool opens;  /* first word of a sentence */
	bool parted; /* from the word before it, so that no name goes on here */
	uint8_t barred; /* 1 + the kind of which it is no name */
} tagger_word;

struct tagger_cell;

typedef struct tagger {
	model model;
	const nx_lexicon *lexicon;
	nx_str text;
	tagger_word *words; /* of the text */
	size_t count, cap;
	size_t sentence; /* first word of the last sentence */
	label_scores ahead[REACH][REACH]; /* of the last words, for those that follow */
	struct tagger_cell *cells;
	bool failed; /* out of memory */
} tagger;

/* A tagger for texts, one at a time, with that model or, if it is NULL, with the one in the
 * program; NX_ERR_FORMAT when the model is unfit. Release it
 * after use. */
nx_status tagger_init(tagger *t, const nx_lexicon *lexicon, const model *m, nx_error *err);
void tagger_release(tagger *t);
/* Begin a text, which must stay. */
void tagger_begin(tagger *t, nx_str text);
/* The next token of the text, and what stands before it. */
void tagger_add(tagger *t, const nx_token *token, unsigned gap);
/* The lexicon has a name of `count` words there, or one that is in doubt; or what looks
 * like one can be none. */
typedef enum tagger_belief { TAGGER_SURE, TAGGER_POSSIBLE, TAGGER_BARRED } tagger_belief;
void tagger_know(
	tagger *t, size_t first, size_t count, nx_entity_kind kind, tagger_belief belief);
/* Label all words; false when out of memory. */
bool tagger_decode(tagger *t);

#endif
