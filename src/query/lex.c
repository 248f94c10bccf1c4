#include "query/lex.h"

#include "newsidx/utf8.h"

/* Marks that turn text around on the screen and mean nothing in a query. */
static bool is_bidi_control(unsigned cp)
{
	return cp == 0x061C || cp == 0x200E || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) ||
	       (cp >= 0x2066 && cp <= 0x2069) || cp == 0xFEFF;
}

static bool is_space(unsigned cp)
{
	return cp <= 0x20 || cp == 0x7F || cp == 0x85 || cp == 0xA0 || cp == 0x1680 ||
	       (cp >= 0x2000 && cp <= 0x200B) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F ||
	       cp == 0x3000;
}

/* Does a quoted text begin with this mark? */
static bool opens_quote(unsigned cp)
{
	switch (cp) {
	case '"':
	case 0xAB:   /* LEFT-POINTING DOUBLE ANGLE */
	case 0xBB:   /* the same, typed in right-to-left order */
	case 0x201C: /* LEFT DOUBLE QUOTATION MARK */
	case 0x201D: /* RIGHT DOUBLE QUOTATION MARK */
	case 0x201E: /* DOUBLE LOW-9 QUOTATION MARK */
		return true;
	default:
		return false;
	}
}

/* Curly marks turn with the keyboard and the country: any of them closes another. */
static bool closes_quote(unsigned opening, unsigned cp)
{
	switch (opening) {
	case '"':
		return cp == '"';
	case 0xAB:
		return cp == 0xBB;
	case 0xBB:
		return cp == 0xAB;
	default:
		return cp == 0x201C || cp == 0x201D;
	}
}

unsigned lex_look(const lexer *lex, size_t *next)
{
	*next = lex->pos;
	return lex->pos < lex->text.n ? nx_utf8_next(lex->text, next) : 0;
}

bool lex_quoted(lexer *lex, nx_str *out)
{
	size_t next, start;
	unsigned opening = lex_look(lex, &next);

	if (lex->pos >= lex->text.n || !opens_quote(opening))
		return false;
	start = lex->pos = next;
	while (lex->pos < lex->text.n) {
		if (closes_quote(opening, lex_look(lex, &next))) {
			*out = nx_str_slice(lex->text, start, lex->pos);
			lex->pos = next;
			return true;
		}
		lex->pos = next;
	}
	*out = nx_str_slice(lex->text, start, lex->pos);
	return true;
}

nx_str lex_word(lexer *lex)
{
	size_t start = lex->pos, next;

	while (lex->pos < lex->text.n) {
		unsigned cp = lex_look(lex, &next);

		if (is_space(cp) || opens_quote(cp))
			break;
		lex->pos = next;
	}
	return nx_str_slice(lex->text, start, lex->pos);
}

static const lex_field_name fields[] = {
	{ "entity:", NX_NODE_ENTITY, false },
	{ "source:", NX_NODE_SOURCE, false },
	{ "tag:", NX_NODE_TAG, false },
	{ "title:", NX_NODE_WORD, true },
	{ "mentions:", NX_NODE_MENTIONS, false },
};

const lex_field_name *lex_field(lexer *lex)
{
	nx_str rest = nx_str_slice(lex->text, lex->pos, lex->text.n);
	size_t i;

	for (i = 0; i < sizeof fields / sizeof *fields; i++) {
		nx_str name = nx_str_from(fields[i].name);
		size_t next;

		if (!nx_str_starts(rest, name) || rest.n == name.n)
			continue;
		next = lex->pos + name.n;
		if (is_space(nx_utf8_next(lex->text, &next)))
			continue;
		lex->pos += name.n;
		return &fields[i];
	}
	return NULL;
}

bool lex_skip_spaces(lexer *lex)
{
	size_t next;

	while (lex->pos < lex->text.n) {
		if (!is_space(lex_look(lex, &next)))
			return true;
		lex->pos = next;
	}
	return false;
}

void lex_drop_bidi(nx_buf *out, nx_str text)
{
	size_t pos = 0;

	while (pos < text.n) {
		size_t start = pos;

		if (!is_bidi_control(nx_utf8_next(text, &pos)))
			nx_buf_add(out, nx_str_slice(text, start, pos));
	}
}
