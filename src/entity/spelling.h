/* Names as a text prints them, without what is written on to them. */
#ifndef NX_ENTITY_SPELLING_H
#define NX_ENTITY_SPELLING_H

#include "entity/lexicon.h"

/* Has the name that begins at byte `start` lost the alef of its article to the preposition
 * before it? للرياض is ل and الرياض, but للبنان is ل and لبنان. */
bool spelling_lacks_alef(const nx_lexicon *lexicon, nx_str text, size_t start);
/* Append a printed word without marks and tatweel. */
void spelling_add(nx_buf *out, nx_str word);

#endif
