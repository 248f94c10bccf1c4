/* Is it text, and in which encoding? Text becomes UTF-8. */
#ifndef NX_INGEST_CHARSET_H
#define NX_INGEST_CHARSET_H

#include "ingest/stream.h"
#include "newsidx/charset.h"

/* Judge `head`, the first bytes of a stream: by byte order mark, then by what is
 * declared (`declared` by whoever sent it, or in the text itself: the head of HTML,
 * an XML declaration), then by its bytes. `forced`, if not NULL, overrules it all.
 * *encoding is NULL for UTF-8 and what is plain ASCII so far, else a name that
 * nx_charset_stream() takes, static or in `forced`. NX_ERR_FORMAT says what the
 * stream is when it is not text. */
nx_status nx_charset_check_head(
	nx_str head, nx_str declared, const char *forced, const char **encoding, nx_error *err);

/* A stream that reads `raw`, whose head may have been looked at, and gives UTF-8
 * without byte order mark. `raw` stays the caller's and must outlive it. */
nx_status nx_charset_stream(nx_stream **out, nx_stream *raw, const char *encoding, nx_error *err);

/* What had to be mended. */
typedef struct nx_mending {
	size_t count;         /* ill-formed sequences that became U+FFFD */
	size_t first;         /* byte where UTF-8 broke first, counted from 1 */
	const char *encoding; /* the encoding it turned out to be in, static, or NULL */
	nx_mojibake mojibake; /* set by nx_reading_clean(), which knows the whole text: */
	size_t lost;          /* the kind that was repaired, or LOST; characters lost in it */
} nx_mending;

/* Make *text, a whole document or line, well-formed UTF-8 without byte order mark.
 *
 * Well-formed text is only viewed. A few ill-formed sequences are each replaced
 * by U+FFFD. With many, the text is in another encoding, which its letters tell:
 * its lines that are not well-formed are decoded. Either way the text is then built
 * in `mended`, emptied before, and *text views it. NX_ERR_FORMAT when no encoding
 * makes sense: the message names the first bad byte and the remedy. */
nx_status nx_charset_mend(nx_str *text, nx_buf *mended, nx_mending *what, nx_error *err);

#endif
