/* Characters as the bytes they were: windows-1252 turned round. */
#include "text/mojibake_parts.h"

#include <pthread.h>

#include "text/charset_parts.h"

/* windows-1252 has letters and marks below U+0300, punctuation from U+2000 on. */
#define LOW_END 0x300
#define HIGH_START 0x2000
#define HIGH_END 0x2130

static unsigned char low[LOW_END], high[HIGH_END - HIGH_START];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void turn_round(void)
{
	const unsigned *chars = nx_table_chars(NX_TABLE_CP1252);

	for (unsigned b = 0x80; b < 0xA0; b++) {
		if (chars[b] >= 0x100 && chars[b] < LOW_END)
			low[chars[b]] = (unsigned char)b;
		else if (chars[b] >= HIGH_START && chars[b] < HIGH_END)
			high[chars[b] - HIGH_START] = (unsigned char)b;
	}
}

int nx_mojibake_byte(unsigned cp)
{
	int byte = 0;

	if (cp < 0x100)
		return (int)cp;
	pthread_once(&once, turn_round);
	if (cp < LOW_END)
		byte = low[cp];
	else if (cp >= HIGH_START && cp < HIGH_END)
		byte = high[cp - HIGH_START];
	return byte ? byte : NX_NO_BYTE;
}

/* Leads that Arabic news has: Latin-1, Turkish and Slavic names, Arabic; general
 * punctuation to letterlike symbols; the byte order mark and presentation forms;
 * emoji. Others stand in genuine text: sharp s and a closing quotation mark are a
 * letter of N'Ko. */
static int length_of(int b0, int b1)
{
	if ((b0 >= 0xC2 && b0 <= 0xC5) || (b0 >= 0xD8 && b0 <= 0xDB))
		return 2;
	/* Three characters of windows-1252, when text was encoded twice. */
	if ((b0 == 0xC6 && b1 == 0x92) || (b0 == 0xCB && (b1 == 0x86 || b1 == 0x9C)))
		return 2;
	if ((b0 == 0xE2 && b1 >= 0x80 && b1 <= 0x84) || (b0 == 0xEF && b1 >= 0xAC))
		return 3;
	return b0 == 0xF0 && b1 == 0x9F ? 4 : 0;
}

unsigned nx_mojibake_sequence(nx_str text, size_t pos, size_t *end)
{
	char bytes[4];
	size_t at = 0;
	unsigned cp;
	int byte, length = 2;

	for (int i = 0; i < length; i++) {
		if (!nx_mojibake_next(text, &pos, &cp, &byte))
			return 0;
		if (byte < 0x80 || (i > 0 && byte > 0xBF) || (i == 0 && byte < 0xC2))
			return 0;
		bytes[i] = (char)byte;
		if (i == 1 && (length = length_of((unsigned char)bytes[0], byte)) == 0)
			return 0;
	}
	*end = pos;
	cp = nx_utf8_next((nx_str){ bytes, (size_t)length }, &at);
	return cp == NX_REPLACEMENT ? 0 : cp;
}
