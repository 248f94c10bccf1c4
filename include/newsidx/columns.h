/* How much room text takes in a terminal, and from which side it is read. */
#ifndef NEWSIDX_COLUMNS_H
#define NEWSIDX_COLUMNS_H

#include "newsidx/buf.h"

/* Columns of one code point: 0 for marks, controls and what is invisible, 2 for the wide
 * and fullwidth ones of East Asia (Unicode Standard Annex 11), else 1. */
size_t nx_cp_columns(unsigned cp);
size_t nx_columns(nx_str s);
/* Where a line of at most `columns` columns that begins at byte `from` ends: behind a word
 * if one fits, else between two characters, at least one behind `from`; and at a line end.
 * *next is where the following line begins. */
size_t nx_line_end(nx_str s, size_t from, size_t columns, size_t *next);

/* Is its first letter with a direction of its own one of a script written from right to
 * left (Unicode Standard Annex 9, rule P2)? False for a text without one. */
bool nx_is_rtl(nx_str s);

#endif
