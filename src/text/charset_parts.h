/* Encodings of one byte a character, as tables. */
#ifndef NX_TEXT_CHARSET_PARTS_H
#define NX_TEXT_CHARSET_PARTS_H

#include "newsidx/charset.h"

typedef enum nx_table {
	NX_TABLE_CP1256,
	NX_TABLE_ISO8859_6,
	NX_TABLE_MAC_ARABIC,
	NX_TABLE_CP1252,
	NX_TABLES
} nx_table;

/* The name that nx_charset_canonical() gives it. */
const char *nx_table_name(nx_table table);
/* The code point of each of the 256 bytes, NX_REPLACEMENT where there is none, for
 * as long as the program runs. */
const unsigned *nx_table_chars(nx_table table);

/* The endianness of UTF-16 without byte order mark: its name, or NULL when the bytes
 * are no UTF-16 of Arabic, or of ASCII. */
const char *nx_charset_utf16(nx_str bytes);

#endif
