/* UTF-16 without byte order mark: every other byte says so. */
#include <string.h>

#include "text/charset_parts.h"

#define SAMPLE 16384 /* bytes looked at */

/* What stands in news; ideographs, which two letters of another encoding make
 * together, and control characters do not. */
static bool is_plausible(unsigned u)
{
	return (u >= 0x20 && u < 0x7F) || (u >= '\t' && u <= '\r') || (u >= 0xA0 && u < 0x180) ||
	       (u >= 0x600 && u < 0x780) || (u >= 0x2000 && u <= 0x206F) || u == 0x20AC ||
	       (u >= 0xD800 && u < 0xE000) || (u >= 0xFB50 && u <= 0xFDFF) ||
	       (u >= 0xFE70 && u <= 0xFEFF);
}

/* Of ASCII, of the Arabic block and its presentation forms: the other way round few
 * are plausible. */
static bool is_telling(unsigned u)
{
	return u >> 8 == 0 || u >> 8 == 0x06 || u >> 8 == 0xFE || u >> 8 == 0xFB;
}

const char *nx_charset_utf16(nx_str bytes)
{
	const unsigned char *p = (const unsigned char *)bytes.p;
	size_t units = (bytes.n < SAMPLE ? bytes.n : SAMPLE) / 2;
	size_t plausible[2] = { 0, 0 }, telling[2] = { 0, 0 };

	if (units < 2 || (!memchr(p, '\0', units * 2) && !memchr(p, 0x06, units * 2)))
		return NULL;
	for (size_t i = 0; i < units; i++) {
		for (int big = 0; big < 2; big++) {
			unsigned u = big ? (unsigned)p[2 * i] << 8 | p[2 * i + 1]
					 : (unsigned)p[2 * i + 1] << 8 | p[2 * i];

			plausible[big] += is_plausible(u);
			telling[big] += is_plausible(u) && is_telling(u);
		}
	}
	for (int big = 0; big < 2; big++) {
		if (telling[big] * 10 >= units * 7 && telling[!big] * 10 <= units * 3 &&
			(units - plausible[big]) * 50 <= units)
			return big ? "UTF-16BE" : "UTF-16LE";
	}
	return NULL;
}
