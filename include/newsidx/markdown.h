/* Text as Markdown. */
#ifndef NEWSIDX_MARKDOWN_H
#define NEWSIDX_MARKDOWN_H

#include "newsidx/buf.h"

/* Append s, which is plain text, so that it reads the same where inline text of CommonMark
 * may stand, at the beginning of a line too; a line end becomes a space. Without memory
 * `out` has failed. */
void nx_markdown_text(nx_buf *out, nx_str s);

#endif
