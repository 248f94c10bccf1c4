/* Light stemming of a folded Arabic word: the conjunction, the article with its
 * clusters and the regular endings come off, as long as three letters remain and
 * the word is not on the lists in src/text/data. Roots are not looked for, and
 * single-letter prepositions stay: blind stripping of them costs precision
 * (Nwesri, Tahaghoghi and Scholer 2005).
 *
 * Source: light10 of Larkey, Ballesteros and Connell (2007), with guards. */
#ifndef NEWSIDX_STEM_H
#define NEWSIDX_STEM_H

#include "newsidx/buf.h"

/* Write the stem of `word`, folded Arabic letters of at most 128 bytes, to `out`,
 * which has room for word.n + 2 bytes; returns its length, never 0. */
size_t nx_stem(char *out, nx_str word);

#endif
