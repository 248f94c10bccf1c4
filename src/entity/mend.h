/* What the tagger's bounds leave out or take in too much: a name that is cut behind "van"
 * or "bin", a title in front, an airport that is called after a king. */
#ifndef NX_ENTITY_MEND_H
#define NX_ENTITY_MEND_H

#include "entity/tagger.h"

/* A name that the tagger found: words of the text. */
typedef struct span {
	size_t first, words;
	nx_entity_kind kind;
} span;

/* Give the span the bounds and the kind that its words and those around it call for; none
 * before word `floor`. False when it is no name of any kind. `scratch` is written to. */
bool mend_span(span *s, const tagger *t, size_t floor, nx_buf *scratch);

#endif
