/* Character references of HTML: "&nbsp;", "&#1575;", "&#x627;". */
#ifndef NX_INGEST_REFERENCE_H
#define NX_INGEST_REFERENCE_H

#include "newsidx/buf.h"

/* Length of the reference that the text begins with, 0 for none; if `cp` is not NULL,
 * with the code point. The semicolon is part of it; numbers and the names of Latin-1 go
 * without, as in browsers. A number that is no character of XML gives U+FFFD, one of a
 * control character that of windows-1252, or a space. */
size_t nx_reference_read(nx_str text, unsigned *cp);

#endif
