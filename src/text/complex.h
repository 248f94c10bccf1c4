/* Words of scripts that are written without spaces (Han, Kana, Thai, Lao, Khmer,
 * Myanmar), found by ICU's dictionaries, and ligatures that stand for several
 * words. */
#ifndef NX_TEXT_COMPLEX_H
#define NX_TEXT_COMPLEX_H

#include "newsidx/buf.h"

struct nx_complex;

/* Take up the run of such characters at byte `start` of `text`, which must stay
 * where it is. NULL when ICU or memory fails. Free with complex_free(). */
struct nx_complex *complex_new(nx_str text, size_t start);
void complex_free(struct nx_complex *run);
/* Write the next word, folded, to `out`, at most `max` bytes; returns its length
 * and its span in the text. At the end returns 0 with *end behind the run. */
size_t complex_next(struct nx_complex *run, char *out, size_t max, size_t *start, size_t *end);

#endif
