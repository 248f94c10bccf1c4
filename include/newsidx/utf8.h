/* UTF-8, one code point at a time. Malformed input is data, not an error: each
 * maximal ill-formed part reads as U+FFFD (Unicode 15, section 3.9, table 3-8). */
#ifndef NEWSIDX_UTF8_H
#define NEWSIDX_UTF8_H

#include "newsidx/buf.h"

#define NX_REPLACEMENT 0xFFFDu

/* The code point at byte *pos of s, which must be < s.n; moves *pos behind it. */
unsigned nx_utf8_next(nx_str s, size_t *pos);
/* The code point that ends before byte *pos, which must be > 0; moves *pos to it. */
unsigned nx_utf8_prev(nx_str s, size_t *pos);
/* Write cp to out; returns the number of bytes, 1 to 4. */
size_t nx_utf8_put(char out[4], unsigned cp);
/* Byte offset of the first ill-formed byte, or s.n when all is well-formed. */
size_t nx_utf8_valid(nx_str s);
/* Number of code points. */
size_t nx_utf8_length(nx_str s);

#endif
