#include "newsidx/columns.h"

#include <unicode/uchar.h>

#include "newsidx/utf8.h"

size_t nx_cp_columns(unsigned cp)
{
	int width;

	if (cp >= 0x20 && cp < 0x7F)
		return 1;
	switch (u_charType((UChar32)cp)) {
	case U_NON_SPACING_MARK:
	case U_ENCLOSING_MARK:
	case U_FORMAT_CHAR:
	case U_CONTROL_CHAR:
	case U_LINE_SEPARATOR:
	case U_PARAGRAPH_SEPARATOR:
		/* The soft hyphen is a hyphen in terminals. */
		return cp == 0xAD;
	default:
		break;
	}
	width = u_getIntPropertyValue((UChar32)cp, UCHAR_EAST_ASIAN_WIDTH);
	return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

size_t nx_columns(nx_str s)
{
	size_t columns = 0, pos = 0;

	while (pos < s.n)
		columns += nx_cp_columns(nx_utf8_next(s, &pos));
	return columns;
}

size_t nx_line_end(nx_str s, size_t from, size_t columns, size_t *next)
{
	size_t pos = from, used = 0, end = 0;

	while (pos < s.n) {
		size_t at = pos;
		unsigned cp = nx_utf8_next(s, &pos);

		if (cp == ' ' || cp == '\n' || cp == '\t' || cp == '\r') {
			end = at;
			*next = pos;
			if (cp == '\n')
				return end;
		}
		used += nx_cp_columns(cp);
		if (used <= columns || (cp == ' ' && end == at))
			continue;
		if (end > from)
			return end;
		if (at == from)
			at = pos;
		*next = at;
		return at;
	}
	*next = s.n;
	return s.n;
}

bool nx_is_rtl(nx_str s)
{
	size_t pos = 0;

	while (pos < s.n) {
		switch (u_charDirection((UChar32)nx_utf8_next(s, &pos))) {
		case U_RIGHT_TO_LEFT:
		case U_RIGHT_TO_LEFT_ARABIC:
			return true;
		case U_LEFT_TO_RIGHT:
			return false;
		default:
			break;
		}
	}
	return false;
}
