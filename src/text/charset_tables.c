/* The encodings of one byte a character. ICU is asked once, the rest is looking up. */
#include "text/charset_parts.h"

#include <pthread.h>
#include <stdlib.h>

#include <unicode/ucnv.h>

#include "base/embed.h"
#include "newsidx/utf8.h"

NX_EMBED(mac_arabic_tsv, "src/text/data/mac_arabic.tsv")

static const char *const names[NX_TABLES] = {
	[NX_TABLE_CP1256] = "windows-1256",
	[NX_TABLE_ISO8859_6] = "ISO-8859-6",
	[NX_TABLE_MAC_ARABIC] = "x-mac-arabic",
	[NX_TABLE_CP1252] = "windows-1252",
};

static unsigned chars[NX_TABLES][256];
static pthread_once_t chars_once = PTHREAD_ONCE_INIT;

const char *nx_table_name(nx_table table)
{
	return names[table];
}

/* A byte that ICU cannot decode stays undefined. */
static void ask_icu(unsigned *out, const char *name)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(name, &status);

	for (unsigned b = 0x80; b < 256; b++) {
		const char byte = (char)b;
		UChar unit[2];

		status = U_ZERO_ERROR;
		if (converter && ucnv_toUChars(converter, unit, 2, &byte, 1, &status) == 1)
			out[b] = unit[0];
	}
	ucnv_close(converter);
}

static void read_mac_arabic(unsigned *out)
{
	nx_str rest = mac_arabic_tsv(), line, byte, cp;

	while (nx_str_split(&rest, '\n', &line)) {
		if (line.n == 0 || line.p[0] == '#')
			continue;
		nx_str_split(&line, '\t', &byte);
		nx_str_split(&line, '\t', &cp);
		/* Both end at a TAB, where strtoul() stops. */
		out[strtoul(byte.p, NULL, 16) & 0xFF] = (unsigned)strtoul(cp.p, NULL, 16);
	}
}

static void fill_chars(void)
{
	for (int t = 0; t < NX_TABLES; t++) {
		for (unsigned b = 0; b < 256; b++)
			chars[t][b] = b < 0x80 ? b : NX_REPLACEMENT;
		if (t == NX_TABLE_MAC_ARABIC)
			read_mac_arabic(chars[t]);
		else
			ask_icu(chars[t], names[t]);
	}
}

const unsigned *nx_table_chars(nx_table table)
{
	pthread_once(&chars_once, fill_chars);
	return chars[table];
}
