/* Is it text, and is the text UTF-8? */
#ifndef NX_INGEST_CHARSET_H
#define NX_INGEST_CHARSET_H

#include "newsidx/buf.h"

/* Judge `head`, the first bytes of a file. NX_ERR_FORMAT says what the file is
 * when it is not text in UTF-8 or a superset of ASCII: UTF-16, or binary. */
nx_status nx_charset_check_head(nx_str head, nx_error *err);

/* What had to be mended. */
typedef struct nx_mending {
	size_t count; /* ill-formed sequences that became U+FFFD */
	size_t first; /* byte where the first one stood, counted from 1 */
} nx_mending;

/* Make *text well-formed UTF-8 without byte order mark.
 *
 * Well-formed text is only viewed. A few ill-formed sequences are each replaced
 * by U+FFFD: the text is then built in `mended`, emptied before, and *text views
 * it. With many, the text is in another encoding: NX_ERR_FORMAT names the first
 * bad byte and the remedy. */
nx_status nx_charset_mend(nx_str *text, nx_buf *mended, nx_mending *what, nx_error *err);

#endif
