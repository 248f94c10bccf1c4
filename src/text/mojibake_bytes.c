/* Characters as the bytes they were: windows-1252 and windows-1256 turned round. */
#include "text/mojibake_parts.h"

#include <pthread.h>

/* Both have letters and marks below U+0700, punctuation from U+2000 on. */
#define LOW_END 0x700
#define HIGH_START 0x2000
#define HIGH_END 0x2130

typedef struct reverse {
	unsigned char low[LOW_END], high[HIGH_END - HIGH_START];
} reverse;

static reverse of_cp1252, of_cp1256;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void turn_round(reverse *r, nx_table table)
{
	const unsigned *chars = nx_table_chars(table);

	for (unsigned b = 0x80; b < 256; b++) {
		if (chars[b] < LOW_END)
			r->low[chars[b]] = (unsigned char)b;
		else if (chars[b] >= HIGH_START && chars[b] < HIGH_END)
			r->high[chars[b] - HIGH_START] = (unsigned char)b;
	}
}

static void turn_both(void)
{
	turn_round(&of_cp1252, NX_TABLE_CP1252);
	turn_round(&of_cp1256, NX_TABLE_CP1256);
}

static int look_up(const reverse *r, unsigned cp)
{
	int byte = 0;

	pthread_once(&once, turn_both);
	if (cp < LOW_END)
		byte = r->low[cp];
	else if (cp >= HIGH_START && cp < HIGH_END)
		byte = r->high[cp - HIGH_START];
	return byte ? byte : NX_NO_BYTE;
}

int nx_mojibake_byte(nx_table table, unsigned cp)
{
	if (cp < 0x80)
		return (int)cp;
	if (table == NX_TABLE_CP1256)
		return look_up(&of_cp1256, cp);
	/* As Latin-1 has it, C1 control characters included. */
	return cp < 0x100 ? (int)cp : look_up(&of_cp1252, cp);
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

unsigned nx_mojibake_sequence(nx_table table, nx_str text, size_t pos, size_t *end)
{
	char bytes[4];
	size_t at = 0;
	unsigned cp;
	int byte, length = 2;

	for (int i = 0; i < length; i++) {
		if (!nx_mojibake_next(table, text, &pos, &cp, &byte))
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
