/* Text without what no reader sees. Input is well-formed UTF-8; the result is
 * appended to `out`, whose sticky error tells of lacking memory. */
#ifndef NX_INGEST_CLEAN_H
#define NX_INGEST_CLEAN_H

#include "newsidx/buf.h"

/* A text of many lines: CR LF and CR become LF, other control characters than
 * tab (C0, DEL, C1) become spaces. */
void nx_clean_lines(nx_buf *out, nx_str text);
/* The same, with no space at the ends of lines and of the whole, and at most one
 * empty line between two others. */
void nx_clean_body(nx_buf *out, nx_str text);
/* A text of one line: runs of white space and control characters become one
 * space, none at the ends. */
void nx_clean_line(nx_buf *out, nx_str text);

#endif
