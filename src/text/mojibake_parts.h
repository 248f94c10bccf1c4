/* Text as the bytes that it was before it was decoded with the wrong table. */
#ifndef NX_TEXT_MOJIBAKE_PARTS_H
#define NX_TEXT_MOJIBAKE_PARTS_H

#include "newsidx/utf8.h"
#include "text/charset_parts.h"

#define NX_NO_BYTE (-1)

/* The byte that `table`, windows-1252 or windows-1256, reads as `cp`, or NX_NO_BYTE.
 * Of windows-1252 also that of Latin-1, C1 controls included. */
int nx_mojibake_byte(nx_table table, unsigned cp);

/* The next character of the text and the byte it was; false at the end. */
static inline bool nx_mojibake_next(
	nx_table table, nx_str text, size_t *pos, unsigned *cp, int *byte)
{
	if (*pos >= text.n)
		return false;
	*cp = nx_utf8_next(text, pos);
	*byte = *cp < 0x80 ? (int)*cp : nx_mojibake_byte(table, *cp);
	return true;
}

static inline bool nx_mojibake_is_ascii_letter(unsigned cp)
{
	return (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z';
}

/* A letter under windows-1252, or one of windows-1256 that is a C1 control there? */
static inline bool nx_mojibake_is_high_letter(unsigned cp, int byte)
{
	return byte >= 0xC0 ? byte != 0xD7 && byte != 0xF7
			    : cp == 0x0152 || cp == 0x0153 || (cp >= 0x80 && cp < 0xA0);
}

/* A whole UTF-8 sequence at byte `pos` of the text: the character it was, *end behind
 * it; 0 when there is none, or one that Arabic news does not hold. */
unsigned nx_mojibake_sequence(nx_table table, nx_str text, size_t pos, size_t *end);

/* Is the text UTF-8 that was read as windows-1256? Its begin tells. */
bool nx_mojibake_is_utf8_as_cp1256(nx_str text);

/* One pass of repair. All append to `out` and count in *lost what is U+FFFD now. */
void nx_mojibake_repair_utf8(nx_buf *out, nx_str text, size_t *lost);
void nx_mojibake_repair_utf8_as_cp1256(nx_buf *out, nx_str text);
void nx_mojibake_repair_cp1256(nx_buf *out, nx_str text, size_t *lost);

#endif
