/* UTF-8 that was read as windows-1256. Every byte has its character there, so nothing
 * is lost; every other one is a tah or a zah, the leads of the Arabic block. */
#include "text/mojibake_parts.h"

#define SAMPLE 256 /* bytes looked at, to give up early on plain Arabic */

static bool is_arabic_letter(unsigned cp)
{
	return cp >= 0x620 && cp < 0x700;
}

/* Tah and zah are one letter in 70 of Arabic, a third of the characters here. */
static bool has_many_leads(nx_str text)
{
	size_t leads = 0, arabic = 0;

	if (text.n > SAMPLE)
		text.n = SAMPLE;
	for (size_t i = 0; i + 1 < text.n; i++) {
		unsigned char b = (unsigned char)text.p[i], next = (unsigned char)text.p[i + 1];

		arabic += b >= 0xD8 && b <= 0xDB;
		leads += b == 0xD8 && (next == 0xB7 || next == 0xB8);
	}
	return leads >= 2 && leads * 4 >= arabic;
}

bool nx_mojibake_is_utf8_as_cp1256(nx_str text)
{
	size_t pos = 0, end, adjacent = 0, behind = (size_t)-1;

	if (!has_many_leads(text))
		return false;
	while (pos < text.n && pos < SAMPLE) {
		unsigned cp = nx_mojibake_sequence(NX_TABLE_CP1256, text, pos, &end);

		if (cp) {
			adjacent += is_arabic_letter(cp) && pos == behind;
			pos = behind = end;
		} else {
			nx_utf8_next(text, &pos);
		}
	}
	return adjacent >= 2;
}

/* A word that ends in tah before a comma is a sequence too, but not where genuine
 * letters touch it. */
void nx_mojibake_repair_utf8_as_cp1256(nx_buf *out, nx_str text)
{
	size_t pos = 0, end, ignored;
	bool touched = false;

	while (pos < text.n) {
		unsigned cp = nx_mojibake_sequence(NX_TABLE_CP1256, text, pos, &end);
		size_t start = pos;

		if (cp &&
			(!touched || nx_mojibake_sequence(NX_TABLE_CP1256, text, end, &ignored))) {
			nx_buf_add_cp(out, cp);
			touched = false;
			pos = end;
			continue;
		}
		touched = is_arabic_letter(nx_utf8_next(text, &pos));
		nx_buf_add(out, nx_str_slice(text, start, pos));
	}
}
