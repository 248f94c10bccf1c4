#include "query/lex.h"

#include "newsidx/fold.h"
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

static bool is_bracket(unsigned cp)
{
	return cp == '(' || cp == ')' || cp == 0xFF08 || cp == 0xFF09; /* also fullwidth */
}

/* Does nothing of a word stand here? */
static bool at_word_end(const lexer *lex)
{
	size_t next;
	unsigned cp = lex_look(lex, &next);

	return lex->pos >= lex->text.n || is_space(cp) || opens_quote(cp) || is_bracket(cp) ||
	       cp == '|';
}

nx_str lex_word(lexer *lex)
{
	size_t start = lex->pos;

	while (!at_word_end(lex))
		lex_look(lex, &lex->pos);
	return nx_str_slice(lex->text, start, lex->pos);
}

bool lex_take(lexer *lex, char c)
{
	if (lex->pos >= lex->text.n || lex->text.p[lex->pos] != c)
		return false;
	lex->pos++;
	return true;
}

bool lex_number(lexer *lex, int max, int *out)
{
	size_t start = lex->pos, next;
	unsigned cp, digit[NX_FOLD_MAX];
	int value = 0;

	while (lex->pos < lex->text.n) {
		cp = lex_look(lex, &next);
		if (nx_fold_class(cp) != NX_CLASS_DIGIT || nx_fold_cp(digit, cp) != 1)
			break;
		value = value * 10 + (int)(digit[0] - '0');
		if (value > max)
			value = max;
		lex->pos = next;
	}
	if (lex->pos > start)
		*out = value;
	return lex->pos > start;
}

/* Does something stand here that could be an operand? */
static bool operand_follows(lexer lex)
{
	size_t next;
	unsigned cp;

	if (!lex_skip_spaces(&lex))
		return false;
	cp = lex_look(&lex, &next);
	return cp != ')' && cp != 0xFF09;
}

#define NEAR_DISTANCE 10 /* where NEAR stands without a number */

/* NEAR, NEAR/5, 5/NEAR; and the Arabic word, which needs its number. */
static bool take_near(lexer *lex, int *distance)
{
	static const nx_str names[] = { { "NEAR", 4 },
		{ "\xD9\x82\xD8\xB1\xD8\xA8", 6 } }; /* qurb */
	lexer at = *lex;
	bool numbered = lex_number(&at, NX_QUERY_DISTANCE, distance);
	size_t i;

	if (numbered && !lex_take(&at, '/'))
		return false;
	for (i = 0; i < sizeof names / sizeof *names; i++) {
		nx_str rest = nx_str_slice(at.text, at.pos, at.text.n);

		if (!nx_str_starts(rest, names[i]))
			continue;
		at.pos += names[i].n;
		if (!numbered && lex_take(&at, '/')) {
			if (!lex_number(&at, NX_QUERY_DISTANCE, distance))
				return false;
			numbered = true;
		}
		if (!at_word_end(&at) || (!numbered && i > 0))
			return false;
		if (!numbered)
			*distance = NEAR_DISTANCE;
		*lex = at;
		return true;
	}
	return false;
}

static joint joint_of(nx_str word)
{
	static const struct {
		nx_str word;
		joint joint;
	} words[] = {
		{ { "AND", 3 }, JOINT_AND }, { { "OR", 2 }, JOINT_OR }, { { "NOT", 3 }, JOINT_NOT },
		{ { "\xD8\xA3\xD9\x88", 4 }, JOINT_OR }, /* aw, with its hamza */
		{ { "\xD8\xA7\xD9\x88", 4 }, JOINT_OR }, /* and without */
	};
	size_t i;

	for (i = 0; i < sizeof words / sizeof *words; i++)
		if (nx_str_eq(words[i].word, word))
			return words[i].joint;
	return JOINT_NONE;
}

joint lex_joint(lexer *lex, bool has_left, int *distance)
{
	lexer at = *lex;
	joint found;

	if (lex_take(&at, '|')) {
		while (lex_take(&at, '|'))
			;
		*lex = at;
		return JOINT_OR;
	}
	if (has_left && take_near(&at, distance)) {
		found = JOINT_NEAR;
	} else {
		at = *lex;
		found = joint_of(lex_word(&at));
	}
	if (found == JOINT_NONE || (found != JOINT_NOT && !has_left) || !operand_follows(at))
		return JOINT_NONE;
	*lex = at;
	return found;
}

bool lex_tilde_before(lexer *lex, int *distance)
{
	lexer at = *lex;
	size_t next;

	if (!lex_number(&at, NX_QUERY_DISTANCE, distance) || !lex_take(&at, '~') ||
		at.pos >= at.text.n || !opens_quote(lex_look(&at, &next)))
		return false;
	*lex = at;
	return true;
}

bool lex_tilde_behind(lexer *lex, int *distance)
{
	lexer at = *lex;

	if (!lex_take(&at, '~') || !lex_number(&at, NX_QUERY_DISTANCE, distance) ||
		!at_word_end(&at))
		return false;
	*lex = at;
	return true;
}

field lex_field(lexer *lex, nx_str *name)
{
	field none = { FIELD_NONE, false }, found;
	size_t next, end = lex->pos;
	unsigned cp = 0;

	*name = NX_STR_NULL;
	while (end < lex->text.n) {
		size_t at = end;

		cp = nx_utf8_next(lex->text, &at);
		if (nx_fold_class(cp) != NX_CLASS_ARABIC && nx_fold_class(cp) != NX_CLASS_LETTER &&
			nx_fold_class(cp) != NX_CLASS_DROP)
			break;
		end = at;
	}
	if (end == lex->pos || end >= lex->text.n || (cp != ':' && cp != 0xFF1A))
		return none;
	next = end;
	nx_utf8_next(lex->text, &next);
	if (next >= lex->text.n)
		return none;
	*name = nx_str_slice(lex->text, lex->pos, end);
	end = next;
	cp = nx_utf8_next(lex->text, &next);
	if (is_space(cp) || cp == ')' || cp == '|') {
		*name = NX_STR_NULL;
		return none;
	}
	found = field_find(*name);
	if (found.kind != FIELD_NONE)
		lex->pos = end;
	else if (cp == '/' || cp == ':')
		*name = NX_STR_NULL; /* an address */
	return found;
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
