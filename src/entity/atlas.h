/* Places that are too small or too many to be names wherever their words stand: looked up
 * for what the tagger took for a place. They are read where they lie, data/atlas.tsv, so
 * that they cost nothing when the program starts. */
#ifndef NX_ENTITY_ATLAS_H
#define NX_ENTITY_ATLAS_H

#include "newsidx/buf.h"

/* The name as it is shown of the place with that folded name, its words with a space
 * between them; NX_STR_NULL when there is none. */
nx_str atlas_find(nx_str fold);
/* The same by its name in Latin letters, large or small. */
nx_str atlas_find_latin(nx_str name);
/* How a name is folded there. */
void atlas_fold(nx_buf *out, nx_str name);
size_t atlas_count(void);

#endif
