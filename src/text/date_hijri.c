/* Dates in the calendar of the hijra, and the two calendars side by side. */
#include "text/date_parts.h"

/* 1931 to 2028 of the common era. */
#define ALONE_FIRST 1350
#define ALONE_LAST 1450

bool nx_date_hijri_year_fits(const nx_date_item *number)
{
	return number->kind == NX_ITEM_NUMBER && number->digits == 4 &&
	       number->value >= NX_HIJRI_FIRST && number->value <= NX_HIJRI_LAST;
}

bool nx_date_hijri_year_alone(const nx_date_item *number)
{
	return nx_date_hijri_year_fits(number) && number->value >= ALONE_FIRST &&
	       number->value <= ALONE_LAST;
}

size_t nx_date_hijri_era(const nx_date_text *text, size_t pos)
{
	nx_date_word word = nx_date_word_at(text, pos);

	return word.kind == NX_WORD_HIJRI_ERA ? word.end : pos;
}

static bool set_day(nx_date_span *out, int64_t year, int month, int64_t day)
{
	int32_t number = nx_hijri_day_number((int)year, month, (int)day);

	if (!number)
		return false;
	out->date.precision = NX_PRECISION_DAY;
	nx_day_split(number, &out->date.year, &out->date.month, &out->date.day);
	out->hijri = true;
	return true;
}

static bool is_two_digits(const nx_date_item *item)
{
	return item->kind == NX_ITEM_NUMBER && item->digits <= 2;
}

/* The number that ends at byte `pos` is all of itself: an era may follow it. */
static bool ends(const nx_date_text *text, size_t pos, unsigned sep)
{
	return nx_date_hijri_era(text, pos) != pos || !nx_date_glued_after(text, pos, sep);
}

/* 12/9/1436, 1436-09-12 and kin. */
static bool read_numeric(const nx_date_text *text, const nx_date_item *a, nx_date_span *out)
{
	nx_date_item m = nx_date_item_at(text, a->end), b, n, c;
	const nx_date_item *year = a, *day = &c;

	if (!nx_date_is_mark(&m, '/') && !nx_date_is_mark(&m, '-') && !nx_date_is_mark(&m, '.'))
		return false;
	b = nx_date_item_at(text, m.end);
	n = nx_date_item_at(text, b.end);
	c = nx_date_item_at(text, n.end);
	if (!nx_date_is_mark(&n, m.mark) || !is_two_digits(&b) ||
		(m.mark == '.' && (m.spaced || b.spaced || n.spaced || c.spaced)) ||
		nx_date_glued_before(text, a->start, m.mark, m.spaced) ||
		!ends(text, c.end, m.mark))
		return false;
	out->start = a->start;
	out->end = nx_date_hijri_era(text, c.end);
	if (is_two_digits(a)) {
		day = a;
		year = &c;
	}
	return is_two_digits(day) &&
	       (out->end == c.end ? nx_date_hijri_year_alone(year)
				  : nx_date_hijri_year_fits(year)) &&
	       set_day(out, year->value, (int)b.value, day->value);
}

/* The month of the hijra at byte `pos`. */
static nx_date_word month_at(const nx_date_text *text, size_t pos)
{
	nx_date_word word = nx_date_word_at(text, pos);

	if (word.kind == NX_WORD_OF)
		word = nx_date_word_at(text, word.end);
	return word;
}

size_t nx_date_hijri_month(const nx_date_text *text, size_t pos, int *month, int *year)
{
	nx_date_word word = month_at(text, pos);
	nx_date_item item;
	size_t end = word.end;
	int i;

	if (word.kind != NX_WORD_HIJRI)
		return pos;
	*month = word.value;
	*year = 0;
	for (pos = end, i = 0; i < 3; i++) {
		item = nx_date_item_at(text, pos);
		word = nx_date_word_at(text, pos);
		if (word.kind == NX_WORD_OF || word.kind == NX_WORD_YEAR ||
			word.kind == NX_WORD_RELATIVE)
			pos = word.end;
		else if (nx_date_is_year_mark(&item) && item.mark != '(')
			pos = item.end;
		else
			break;
	}
	item = nx_date_item_at(text, pos);
	if (!nx_date_hijri_year_fits(&item) || !ends(text, item.end, 0))
		return end;
	*year = (int)item.value;
	return nx_date_hijri_era(text, item.end);
}

/* 12 Ramadan 1436 */
static bool read_words(const nx_date_text *text, const nx_date_item *day, nx_date_span *out)
{
	nx_date_item mark = nx_date_item_at(text, day->end);
	size_t pos = day->end;
	int month, year;

	if (nx_date_is_mark(&mark, '/') || nx_date_is_mark(&mark, '-'))
		pos = mark.end;
	out->start = day->start;
	out->end = nx_date_hijri_month(text, pos, &month, &year);
	return out->end != pos && year && !nx_date_glued_before(text, day->start, 0, false) &&
	       set_day(out, year, month, day->value);
}

bool nx_date_hijri_at(const nx_date_text *text, const nx_date_item *number, nx_date_span *out)
{
	*out = (nx_date_span){ .date = NX_DATE_NONE, .weekday = -1 };
	if (!is_two_digits(number) && !nx_date_hijri_year_fits(number))
		return false;
	return read_numeric(text, number, out) ||
	       (is_two_digits(number) && read_words(text, number, out));
}

/* Behind the marks and words between the names of one day in two calendars. */
static size_t skip_between(const nx_date_text *text, size_t pos, bool *said)
{
	int i;

	*said = false;
	for (i = 0; i < 5; i++) {
		nx_date_item item = nx_date_item_at(text, pos);
		nx_date_word word = nx_date_word_at(text, pos);

		if (word.kind == NX_WORD_RELATIVE || word.kind == NX_WORD_DAY ||
			word.kind == NX_WORD_WEEKDAY) {
			*said |= word.kind == NX_WORD_RELATIVE;
			pos = word.end;
		} else if (nx_date_is_mark(&item, '-') || nx_date_is_mark(&item, '/') ||
			   nx_date_is_mark(&item, ',') || nx_date_is_mark(&item, '(') ||
			   nx_date_is_mark(&item, '|') || nx_date_is_mark(&item, '=')) {
			*said |= !nx_date_is_mark(&item, ',');
			pos = item.end;
		} else {
			break;
		}
	}
	return pos;
}

/* How far two dates may be from each other that name one day: the moon is not seen
 * everywhere at once. */
#define PEER_DAYS 3

static bool is_near(const nx_date *a, const nx_date *b)
{
	int32_t days =
		nx_day_number(a->year, a->month, a->day) - nx_day_number(b->year, b->month, b->day);

	return days >= -PEER_DAYS && days <= PEER_DAYS;
}

static size_t close_bracket(const nx_date_text *text, size_t pos)
{
	nx_date_item item = nx_date_item_at(text, pos);

	return nx_date_is_mark(&item, ')') ? item.end : pos;
}

/* "Corresponding to" makes the other date the meant one even where it is far off. */
void nx_date_join_gregorian(const nx_date_text *text, nx_date_span *span)
{
	bool said;
	size_t pos = skip_between(text, span->end, &said);
	nx_date_span other;

	if (!nx_date_core_at(text, pos, &other) || other.date.precision < NX_PRECISION_DAY ||
		!(said || is_near(&span->date, &other.date)))
		return;
	other.start = span->start;
	*span = other;
}

void nx_date_join_hijri(const nx_date_text *text, nx_date_span *span)
{
	nx_date_word era = nx_date_word_at(text, span->end);
	bool said, common = era.kind == NX_WORD_MEEM || era.kind == NX_WORD_COMMON_ERA;
	size_t pos = skip_between(text, common ? era.end : span->end, &said);
	nx_date_item number = nx_date_item_at(text, pos);
	nx_date_span other;

	if (span->date.precision >= NX_PRECISION_DAY && nx_date_hijri_at(text, &number, &other) &&
		is_near(&span->date, &other.date))
		span->end = close_bracket(text, other.end);
}
