/* Names that the tagger found, held against those of the lexicon in the same words. */
#ifndef NX_ENTITY_OVERLAP_H
#define NX_ENTITY_OVERLAP_H

#include "entity/known.h"
#include "entity/mend.h"

/* The next name at or after word `at`, or false. */
bool span_next(const tagger *t, size_t at, span *out);
/* Does one of the two hold the other, so that they name the same thing? */
bool span_is_known(const known_name_found *name, const span *s);
/* A person's name that the lexicon is sure of does not end before its last word, and a long
 * name in which the tagger sees one of another kind is whole; but what stands behind a body
 * or a country often is no part of it: "the United States of America". Names before number
 * `k` and words before `floor` are done. */
void span_take_in(span *s, const tagger *t, const known_names *known, size_t k, size_t floor);
/* Are there two names of the lexicon or more, with nothing between them and nothing left
 * over? */
bool span_is_row(const span *s, const known_names *known, size_t k);
/* What the tagger cut into parts with nothing between them is one where the lexicon's name
 * holds them all. */
void span_join_parts(span *s, const known_name_found *name, const tagger *t);

#endif
