/* What one thread needs to find names: kept from text to text for what it remembers of
 * words. */
#ifndef NX_ENTITY_RECOGNIZER_H
#define NX_ENTITY_RECOGNIZER_H

#include "entity/known.h"

typedef struct recognizer {
	const nx_lexicon *lexicon;
	tagger tagger;
	known_names known;
	nx_buf fold, name;
	struct recognizer *next; /* of those that are free */
} recognizer;

/* The model must stay; NULL is the one in the program. */
nx_status recognizer_new(
	recognizer **out, const nx_lexicon *lexicon, const model *m, nx_error *err);
void recognizer_free(recognizer *r);
/* nx_entities_find() with this recognizer. */
nx_status recognizer_run(recognizer *r, nx_mentions *out, nx_str text, nx_error *err);

#endif
