#include "newsidx/fold.h"
#include "newsidx/timex.h"
#include "newsidx/utf8.h"
#include "query/parts.h"

/* Days that a text may speak of, where the user leaves one end open. */
#define FIRST_YEAR 1900
#define LAST_YEAR 2100

static bool read_days(nx_str text, const nx_date *today, int32_t *first, int32_t *last)
{
	nx_timex t;

	if (!nx_date_parse_relative(&t, text, today) || !t.first)
		return false;
	*first = t.first;
	*last = t.last;
	return true;
}

bool days_read(nx_str text, const nx_date *today, bool mentioned, int32_t *first, int32_t *last)
{
	nx_str from, to;
	size_t at = nx_str_find(text, NX_STR(".."), 0);
	int32_t from_last, to_first;

	if (at == (size_t)-1)
		return read_days(text, today, first, last);
	from = nx_str_trim(nx_str_slice(text, 0, at));
	to = nx_str_trim(nx_str_slice(text, at + 2, text.n));
	*first = from_last = nx_day_number(mentioned ? FIRST_YEAR : 1, 1, 1);
	*last = to_first = nx_day_number(mentioned ? LAST_YEAR : 9999, 12, 31);
	if ((!from.n && !to.n) || (from.n && !read_days(from, today, first, &from_last)) ||
		(to.n && !read_days(to, today, &to_first, last)))
		return false;
	if (from.n && to.n && *first > *last) { /* the display has turned them around */
		*first = to_first;
		*last = from_last;
	}
	if (mentioned && (*first < nx_day_number(FIRST_YEAR - 900, 1, 1) ||
				 *last - *first > 366 * (LAST_YEAR - FIRST_YEAR + 1)))
		return false;
	return *first <= *last;
}

#define WORDS_MAX 9 /* "27 October 2020 .. 10 November 2020" has seven */

static bool is_digit_at(nx_str text, size_t pos)
{
	return pos < text.n && nx_fold_class(nx_utf8_next(text, &pos)) == NX_CLASS_DIGIT;
}

static bool ends_in_digit(nx_str text)
{
	size_t pos = text.n;

	return pos > 0 && nx_fold_class(nx_utf8_prev(text, &pos)) == NX_CLASS_DIGIT;
}

bool days_take(lexer *lex, const nx_date *today, bool mentioned, int32_t *first, int32_t *last)
{
	struct {
		size_t start, end;
	} words[WORDS_MAX];
	lexer at = *lex;
	size_t count = 0;

	while (count < WORDS_MAX && lex_skip_spaces(&at)) {
		words[count].start = at.pos;
		if (!lex_word(&at).n)
			break;
		words[count++].end = at.pos;
	}
	for (; count > 0; count--) {
		/* A number behind a number is another word of the query. */
		if (count > 1 && is_digit_at(lex->text, words[count - 1].start) &&
			ends_in_digit(nx_str_slice(lex->text, 0, words[count - 2].end)))
			continue;
		if (!days_read(nx_str_slice(lex->text, lex->pos, words[count - 1].end), today,
			    mentioned, first, last))
			continue;
		lex->pos = words[count - 1].end;
		return true;
	}
	return false;
}
