/* The names of months: one, or two of the same month side by side. */
#include "text/date_parts.h"

#include "newsidx/utf8.h"

/* Tishrin with its number in digits. */
static int numbered_month(const nx_date_text *text, const nx_date_word *pair, size_t *end)
{
	nx_date_item number = nx_date_item_at(text, pair->end);

	if (number.kind != NX_ITEM_NUMBER || number.digits != 1 || number.value < 1 ||
		number.value > 2)
		return 0;
	*end = number.end;
	/* The first tishrin is October, the first kanun December, as the table has it;
	 * the second is the month after. */
	return number.value == 1 ? pair->value : pair->value % 12 + 1;
}

/* Can the month word mean the month? */
static bool means(const nx_date_word *word, int month)
{
	if (word->kind == NX_WORD_MONTH)
		return word->value == month;
	return word->kind == NX_WORD_MONTH_PAIR &&
	       (word->value == month || word->value % 12 + 1 == month);
}

bool nx_date_is_month(const nx_date_word *word)
{
	return word->kind == NX_WORD_MONTH || word->kind == NX_WORD_MONTH_PAIR;
}

/* Brackets and quotation marks: October "Tishrin I" 2020. */
static bool opens(const nx_date_item *item)
{
	return nx_date_is_mark(item, '(') || nx_date_is_mark(item, '[') ||
	       nx_date_is_mark(item, '"') || nx_date_is_mark(item, 0xAB) ||
	       nx_date_is_mark(item, 0x201C);
}

static bool closes(const nx_date_item *item)
{
	return nx_date_is_mark(item, ')') || nx_date_is_mark(item, ']') ||
	       nx_date_is_mark(item, '"') || nx_date_is_mark(item, 0xBB) ||
	       nx_date_is_mark(item, 0x201D);
}

/* The other name of the month `first`, after a slash, a dash, in brackets or bare.
 * Returns the month, and *end behind it; 0 when there is none. */
static int second_name(const nx_date_text *text, const nx_date_word *first, int month, size_t *end)
{
	nx_date_item mark = nx_date_item_at(text, *end), close;
	bool open = opens(&mark);
	nx_date_word second;

	if (open || nx_date_is_mark(&mark, '/') || nx_date_is_mark(&mark, '-'))
		second = nx_date_word_at(text, mark.end);
	else
		second = nx_date_word_at(text, *end);
	if (!nx_date_is_month(&second))
		return 0;
	if (!month && second.kind == NX_WORD_MONTH && means(first, second.value))
		month = second.value;
	if (!month || !means(&second, month))
		return 0;
	*end = second.end;
	close = nx_date_item_at(text, *end);
	if (open && closes(&close))
		*end = close.end;
	return month;
}

int nx_date_month_at(const nx_date_text *text, size_t pos, size_t *end)
{
	nx_date_word first = nx_date_word_at(text, pos);
	nx_date_item point;
	int month, both;

	if (!nx_date_is_month(&first))
		return 0;
	*end = first.end;
	month = first.kind == NX_WORD_MONTH ? first.value : numbered_month(text, &first, end);
	both = second_name(text, &first, month, end);
	if (both)
		return both;
	point = nx_date_item_at(text, *end);
	if (nx_date_is_mark(&point, '.') && !point.spaced &&
		(unsigned char)text->str.p[*end - 1] < 0x80)
		*end = point.end; /* "Oct." */
	return month;
}

/* Has the word the article, behind a proclitic or not? */
static bool has_article(const nx_date_text *text, const nx_date_word *word)
{
	size_t pos = word->start;
	unsigned first = nx_utf8_next(text->str, &pos);
	unsigned second = pos < word->end ? nx_utf8_next(text->str, &pos) : 0;
	unsigned third = pos < word->end ? nx_utf8_next(text->str, &pos) : 0;
	unsigned const alef = 0x0627, lam = 0x0644;

	return (first == alef && second == lam) || (first == lam && second == lam) ||
	       (second == alef && third == lam);
}

/* A day in words before the month that begins at byte `pos`, or `pos` itself. Not
 * so the first half, week or Friday of a month: there a noun goes before it. */
static size_t ordinal_start(const nx_date_text *text, size_t pos)
{
	nx_date_word word = nx_date_word_before(text, pos), noun;

	if (word.kind != NX_WORD_OF)
		return pos;
	word = nx_date_word_before(text, word.start);
	if (word.kind != NX_WORD_ORDINAL || word.start < text->floor)
		return pos;
	noun = nx_date_word_before(text, word.start);
	if (noun.kind == NX_WORD_DAY || noun.kind == NX_WORD_RELATIVE ||
		(noun.kind == NX_WORD_WEEKDAY && word.value > 5))
		return word.start;
	return noun.end > noun.start && has_article(text, &noun) ? pos : word.start;
}

bool nx_date_is_year_mark(const nx_date_item *item)
{
	return nx_date_is_mark(item, ',') || nx_date_is_mark(item, '-') ||
	       nx_date_is_mark(item, '/') || nx_date_is_mark(item, '(') ||
	       nx_date_is_mark(item, '.');
}

/* Back over what may stand between month and year. */
static size_t skip_from_year(const nx_date_text *text, size_t pos)
{
	int i;

	for (i = 0; i < 5; i++) {
		nx_date_item mark = nx_date_item_before(text, pos);
		nx_date_word word = nx_date_word_before(text, pos);

		if (word.kind == NX_WORD_OF || word.kind == NX_WORD_YEAR ||
			word.kind == NX_WORD_RELATIVE)
			pos = word.start;
		else if (nx_date_is_year_mark(&mark) || closes(&mark))
			pos = mark.start;
		else
			break;
	}
	return pos;
}

size_t nx_date_skip_name_mark(const nx_date_text *text, size_t pos)
{
	nx_date_item mark = nx_date_item_before(text, pos);

	return opens(&mark) || nx_date_is_mark(&mark, '/') || nx_date_is_mark(&mark, '-')
		       ? mark.start
		       : pos;
}

int nx_date_month_starts(const nx_date_text *text, size_t pos, size_t starts[NX_DATE_STARTS])
{
	nx_date_word word;
	size_t day;
	int count = 0, names;

	pos = skip_from_year(text, pos);
	for (names = 0; names < 2; names++) {
		word = nx_date_word_before(text, pos);
		if (!nx_date_is_month(&word) || word.start < text->floor)
			break;
		starts[count++] = word.start;
		day = ordinal_start(text, word.start);
		if (day != word.start)
			starts[count++] = day;
		pos = nx_date_skip_name_mark(text, word.start);
	}
	return count;
}
