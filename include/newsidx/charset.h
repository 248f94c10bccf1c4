/* Encodings of Arabic text other than UTF-8, and text that was read in the wrong one. */
#ifndef NEWSIDX_CHARSET_H
#define NEWSIDX_CHARSET_H

#include "newsidx/buf.h"

/* The canonical name of an encoding under any of the names that ICU knows, in static
 * memory; NULL when there is none. "UTF-8" for UTF-8. */
const char *nx_charset_canonical(nx_str name);

/* Is `bytes` UTF-8, apart from a little damage? *bad counts the ill-formed sequences,
 * *first is where the first one stands, or bytes.n. */
bool nx_charset_is_utf8(nx_str bytes, size_t *bad, size_t *first);

/* The encoding of `bytes` by its letters, one of those that Arabic news comes in:
 * UTF-16LE, UTF-16BE, windows-1256, ISO-8859-6, x-mac-arabic, or windows-1252 for text
 * in Latin letters. NULL for UTF-8 (a little damage allowed) and ASCII, and for bytes
 * that make no sense in any of them. *sure tells whether no other comes near. */
const char *nx_charset_guess(nx_str bytes, bool *sure);

/* Conversion of a stream to UTF-8, piece by piece. */
typedef struct nx_decoder nx_decoder;
/* NX_ERR_USAGE when ICU does not know `encoding`. */
nx_status nx_decoder_open(nx_decoder **out, const char *encoding, nx_error *err);
void nx_decoder_close(nx_decoder *decoder);
/* Append `bytes` as UTF-8 to `out`; a character cut at the end is kept for the next
 * call unless this is the `last` one. What cannot be decoded becomes U+FFFD and is
 * counted in *bad. NX_OK or NX_ERR_NOMEM. */
nx_status nx_decoder_feed(
	nx_decoder *decoder, nx_str bytes, bool last, nx_buf *out, size_t *bad, nx_error *err);

/* Text that was decoded with the wrong table and stored as UTF-8. */
typedef enum nx_mojibake {
	NX_MOJIBAKE_NONE,
	NX_MOJIBAKE_CP1256_AS_LATIN, /* "ÇáÓáÇã": windows-1256 read as Latin-1 or windows-1252 */
	NX_MOJIBAKE_UTF8_AS_LATIN,  /* "Ø§Ù„": UTF-8 read as windows-1252 or Latin-1 */
	NX_MOJIBAKE_UTF8_AS_CP1256, /* "ط§ظ„": UTF-8 read as windows-1256 */
	NX_MOJIBAKE_LOST            /* it is mojibake, but too much was lost to repair it */
} nx_mojibake;

/* Which of these is `text`, well-formed UTF-8? Fast for text that is not. */
nx_mojibake nx_mojibake_detect(nx_str text);
/* Append the text as it was meant to `out`; `kind` is what nx_mojibake_detect() said,
 * neither NONE nor LOST. Parts that are not mojibake stay. *lost counts characters
 * that could not be restored: they are U+FFFD now, harakat are left out. NX_OK or
 * NX_ERR_NOMEM. */
nx_status nx_mojibake_repair(
	nx_buf *out, nx_str text, nx_mojibake kind, size_t *lost, nx_error *err);
/* "windows-1256 read as Latin-1", for messages. */
const char *nx_mojibake_name(nx_mojibake kind);

#endif
