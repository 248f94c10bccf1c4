#include "extract/dateline_part.h"

#include "extract/phrase.h"
#include "newsidx/date.h"
#include "newsidx/utf8.h"

#define PART_WORDS 9
/* A date without a number, "on Monday". */
#define BARE_DATE_WORDS 3

static unsigned kind_of_mark(unsigned cp, bool spaced)
{
	switch (cp) {
	case '(':
	case ')':
	case ':':
	case '/':
		return cp;
	case ',':
	case 0x060C: /* ARABIC COMMA */
		return ',';
	case '"':
	case 0xAB:
	case 0xBB:
		return '"';
	default: /* dashes, bars and the tatweel that stands for a dash */
		return cp == '-' && !spaced ? '_' : '-';
	}
}

size_t nx_dateline_words(nx_str fold)
{
	size_t words = fold.n > 0;

	for (size_t i = 0; i < fold.n; i++)
		words += fold.p[i] == ' ';
	return words;
}

bool nx_dateline_is_digit(nx_str s)
{
	size_t pos = 0;
	unsigned cp = s.n ? nx_utf8_next(s, &pos) : 0;

	return (cp >= '0' && cp <= '9') || (cp >= 0x0660 && cp <= 0x0669);
}

size_t nx_dateline_first_digit(nx_str text)
{
	size_t pos = 0;

	while (pos < text.n) {
		size_t at = pos;

		nx_utf8_next(text, &pos);
		if (nx_dateline_is_digit(nx_str_slice(text, at, text.n)))
			return at;
	}
	return text.n;
}

/* Numbers, days, months, also without a year. */
static bool is_date(nx_str text)
{
	nx_buf dated = NX_BUF_INIT;
	bool yes = nx_text_is_date_words(text);
	nx_date_span span;

	if (!yes && text.n < 60 && nx_dateline_first_digit(text) < text.n) {
		nx_buf_add(&dated, text);
		if (!nx_date_find(text, 0, &span))
			nx_buf_adds(&dated, " 2020");
		yes = nx_date_find(nx_buf_str(&dated), 0, &span) && span.end >= text.n &&
		      (span.start == 0 || nx_text_is_date_words(nx_str_slice(text, 0, span.start)));
		nx_buf_release(&dated);
	}
	return yes;
}

uint32_t nx_dateline_marks(nx_str text)
{
	nx_buf fold = NX_BUF_INIT;
	uint32_t marks = nx_text_marks(text, &fold);

	nx_buf_release(&fold);
	return marks;
}

static nx_dateline_kind place_kind(uint32_t marks)
{
	return marks & NX_MARK_COUNTRY ? NX_DATELINE_COUNTRY : NX_DATELINE_CITY;
}

bool nx_dateline_is_place(uint32_t marks)
{
	return marks & NX_MARK_PLACE && !(marks & NX_MARK_UNNAMED);
}

/* "Moscow 12 September", "Cairo on Monday". */
static bool take_dated_place(nx_dateline_part *part)
{
	nx_str in = NX_STR("في ");

	for (size_t n = 3; n > 0; n--) {
		size_t end = nx_words_end(part->text, 0, n);
		nx_str place = nx_str_slice(part->text, 0, end), rest;
		uint32_t marks;

		if (end == part->text.n)
			continue;
		marks = nx_dateline_marks(place);
		rest = nx_str_trim(nx_str_slice(part->text, end, part->text.n));
		if (nx_str_starts(rest, in))
			rest = nx_str_slice(rest, in.n, rest.n);
		if (!nx_dateline_is_place(marks) || !is_date(rest))
			continue;
		part->kind = place_kind(marks);
		part->place = place;
		part->dated = true;
		return true;
	}
	return false;
}

void nx_dateline_look(nx_dateline_part *part)
{
	nx_str from = NX_STR("من ");
	size_t words = nx_dateline_words(part->text);
	uint32_t marks;

	part->kind = NX_DATELINE_TEXT;
	if (words > PART_WORDS)
		return;
	marks = nx_dateline_marks(part->text);
	if (nx_dateline_is_place(marks)) {
		part->kind = place_kind(marks);
		part->place = part->text;
	} else if (marks & (NX_MARK_AGENCY | NX_MARK_OUTLET)) {
		part->kind = NX_DATELINE_AGENCY;
	} else if (nx_str_starts(part->text, from) && words > 1 &&
		   words <= NX_DATELINE_NAME_WORDS + 1) {
		part->kind = NX_DATELINE_REPORTER;
	} else if ((words <= BARE_DATE_WORDS ||
			   nx_dateline_first_digit(part->text) < part->text.n) &&
		   !take_dated_place(part) && is_date(part->text)) {
		part->kind = NX_DATELINE_DATE;
	}
}

/* The next part with a letter or digit in it. */
bool nx_dateline_next(nx_str text, size_t *pos, nx_dateline_part *part)
{
	size_t at;
	unsigned cp;

	*part = (nx_dateline_part){ .before = part->behind };
	do {
		bool spaced;

		at = *pos;
		if (!nx_byline_part(text, pos, &part->text))
			return false;
		spaced = *pos < text.n && text.p[*pos] == ' ';
		part->start = (size_t)(part->text.p - text.p);
		part->end = part->start + part->text.n;
		part->behind = 0;
		if (part->end < *pos) {
			size_t last = *pos;

			cp = nx_utf8_prev(text, &last);
			spaced = spaced || (last > at && text.p[last - 1] == ' ');
			part->behind = last >= part->end ? kind_of_mark(cp, spaced) : 0;
		}
		/* Of two marks side by side the bracket says more. */
		if (part->text.n == 0 && part->behind &&
			!(part->before == '(' || part->before == ')'))
			part->before = part->behind;
	} while (part->text.n == 0);
	return true;
}
