/* Day, month and year: the part of a date expression that makes it one. */
#include "text/date_parts.h"

#include "newsidx/utf8.h"

/* Years of which news speaks. Others are counts, prices or years of the hijra. */
#define YEAR_FIRST 1800
#define YEAR_LAST 2100

bool nx_date_year_fits(const nx_date_text *text, const nx_date_item *number)
{
	if (number->kind != NX_ITEM_NUMBER || number->digits != 4)
		return false;
	if (!text->whole)
		return number->value >= YEAR_FIRST && number->value <= YEAR_LAST;
	/* 1882 to 2076 of the common era are 1300 to 1499 of the hijra, and a field
	 * that holds such a number means the hijra. */
	return number->value >= 1 && (number->value < 1300 || number->value > 1499);
}

/* The year of a date with a month's name. Two digits are one only in a field, between
 * an English name and a time, as e-mail and HTTP once wrote it. Source: RFC 5322,
 * section 4.3. */
static bool read_year(const nx_date_text *text, const nx_date_item *number, bool english, int *year)
{
	nx_date_clock clock;

	*year = (int)number->value;
	if (nx_date_year_fits(text, number))
		return true;
	if (!text->whole || !english || number->kind != NX_ITEM_NUMBER || number->digits != 2 ||
		!nx_date_clock_at(text, number->end, false, &clock))
		return false;
	*year += number->value < 50 ? 2000 : 1900;
	return true;
}

static bool ends_english(const nx_date_text *text, size_t pos)
{
	char last = pos ? (char)(text->str.p[pos - 1] | 0x20) : 0;

	return last >= 'a' && last <= 'z';
}

static bool is_day(const nx_date_item *item)
{
	return item->kind == NX_ITEM_NUMBER && item->digits <= 2 && item->value >= 1 &&
	       item->value <= 31;
}

static bool set_date(nx_date_span *out, int year, int month, int day)
{
	out->date.year = year;
	out->date.month = month;
	out->date.day = day;
	out->date.precision = day ? NX_PRECISION_DAY : NX_PRECISION_MONTH;
	return nx_date_valid(year, month, day ? day : 1);
}

static bool is_decimal(unsigned mark)
{
	return mark == 0x066B /* ARABIC DECIMAL SEPARATOR */ ||
	       mark == 0x066C /* ARABIC THOUSANDS SEPARATOR */;
}

bool nx_date_glued_before(const nx_date_text *text, size_t pos, unsigned sep, bool spaced)
{
	nx_date_item mark = nx_date_item_before(text, pos);
	nx_date_item head = nx_date_item_before(text, mark.start);
	bool number = head.kind == NX_ITEM_NUMBER;

	if (mark.kind == NX_ITEM_NUMBER)
		return !mark.spaced;
	if (mark.kind == NX_ITEM_WORD && mark.spaced)
		return sep && nx_date_word_before(text, pos).kind == NX_WORD_NUMBERING;
	if (mark.kind == NX_ITEM_WORD)
		return (unsigned char)text->str.p[mark.end - 1] < 0x80;
	if (mark.kind != NX_ITEM_MARK)
		return false;
	if (sep && mark.mark == sep && number && mark.spaced == spaced && head.spaced == spaced)
		return true;
	if (mark.spaced)
		return false;
	if (mark.mark == '+' || mark.mark == '$' || mark.mark == '#' || mark.mark == 0x20AC ||
		mark.mark == 0xA3)
		return true;
	if (!number || head.spaced)
		return false;
	return mark.mark == ':' || mark.mark == '.' || is_decimal(mark.mark);
}

/* A time may follow a date at once, and so may Arabic letters and the T of ISO 8601. */
bool nx_date_glued_after(const nx_date_text *text, size_t pos, unsigned sep)
{
	nx_date_item mark = nx_date_item_at(text, pos), tail;
	nx_date_word word = nx_date_word_at(text, pos);
	nx_date_clock clock;

	if (word.kind == NX_WORD_HIJRI_ERA)
		return true;
	if (mark.mark == '%' || mark.mark == 0x066A) /* ARABIC PERCENT SIGN */
		return true;
	if (mark.spaced || mark.kind == NX_ITEM_END)
		return false;
	if (mark.kind == NX_ITEM_WORD) {
		if (word.kind != NX_WORD_NONE || (unsigned char)text->str.p[pos] >= 0x80)
			return false;
		return mark.end - mark.start != 1 || (text->str.p[pos] | 0x20) != 't';
	}
	tail = nx_date_item_at(text, mark.end);
	if (tail.spaced || (mark.mark != sep && !is_decimal(mark.mark)))
		return false;
	if (tail.kind == NX_ITEM_WORD)
		return sep == '.' && (unsigned char)text->str.p[tail.start] < 0x80;
	return tail.kind == NX_ITEM_NUMBER && !nx_date_clock_at(text, mark.end, false, &clock);
}

/* Day and month in the order of the Arab press; the other order only where the
 * numbers leave no choice. */
static bool set_day_month(nx_date_span *out, int year, int day, int month)
{
	if (month > 12 && day <= 12)
		return set_date(out, year, day, month);
	return set_date(out, year, month, day);
}

/* 27/10/2020, 2020-10-27, 27 . 10 . 2020 and kin, from the number `a`. */
static bool read_numeric(const nx_date_text *text, const nx_date_item *a, nx_date_span *out)
{
	nx_date_item m = nx_date_item_at(text, a->end), b, n, c;

	if (!nx_date_is_mark(&m, '/') && !nx_date_is_mark(&m, '-') && !nx_date_is_mark(&m, '.'))
		return false;
	b = nx_date_item_at(text, m.end);
	n = nx_date_item_at(text, b.end);
	c = nx_date_item_at(text, n.end);
	if (!is_day(&b) || !nx_date_is_mark(&n, m.mark) || c.kind != NX_ITEM_NUMBER)
		return false;
	if (m.mark == '.' && (m.spaced || b.spaced || n.spaced || c.spaced))
		return false;
	if (nx_date_glued_before(text, a->start, m.mark, m.spaced) ||
		nx_date_glued_after(text, c.end, m.mark))
		return false;
	out->start = a->start;
	out->end = c.end;
	if (nx_date_year_fits(text, a) && is_day(&c))
		return set_day_month(out, (int)a->value, (int)c.value, (int)b.value);
	if (is_day(a) && nx_date_year_fits(text, &c))
		return set_day_month(out, (int)c.value, (int)a->value, (int)b.value);
	return false;
}

/* Behind a mark and words such as "of the year". Returns false when what stands
 * there makes the number after it a count: "last May 1959 branches", without a
 * day, a bracket or the word for year. */
static bool skip_to_year(const nx_date_text *text, int day, size_t *pos, bool *opened)
{
	bool relative = false, named = false, marked = false;
	int i;

	*opened = false;
	for (i = 0; i < 4; i++) {
		nx_date_item mark = nx_date_item_at(text, *pos);
		nx_date_word word = nx_date_word_at(text, *pos);

		if (word.kind == NX_WORD_OF || word.kind == NX_WORD_YEAR ||
			word.kind == NX_WORD_RELATIVE) {
			relative |= word.kind == NX_WORD_RELATIVE;
			named |= word.kind == NX_WORD_YEAR;
			*pos = word.end;
		} else if (!marked && nx_date_is_year_mark(&mark)) {
			/* A point before the year is the end of a sentence that a
			 * right-to-left editor has put there. */
			if (mark.mark == '.' && !mark.spaced)
				break;
			*opened = mark.mark == '(';
			*pos = mark.end;
			marked = true;
		} else {
			break;
		}
	}
	return !relative || named || *opened || day;
}

/* The year after byte `pos` ends the date. */
static bool finish_with_year(
	const nx_date_text *text, size_t pos, int month, int day, nx_date_span *out)
{
	nx_date_item year, close;
	bool english = ends_english(text, pos), opened;
	int value;

	if (!skip_to_year(text, day, &pos, &opened))
		return false;
	year = nx_date_item_at(text, pos);
	if (!read_year(text, &year, english, &value) || nx_date_glued_after(text, year.end, 0))
		return false;
	/* With a day the number is the year whatever follows: papers write
	 * "arrested on 21 June 2016 a person" without a comma. */
	if (day == 0 && (year.digits == 2 || nx_date_word_at(text, year.end).kind == NX_WORD_UNIT))
		return false;
	close = nx_date_item_at(text, year.end);
	out->end = opened && nx_date_is_mark(&close, ')') ? close.end : year.end;
	return set_date(out, value, month, day);
}

/* Behind what parts a day from its month; a dash with white space counts only
 * when another follows the month: "5 - October 2020" is an item of a list. */
static size_t skip_to_month(const nx_date_text *text, size_t pos, bool *dashed)
{
	nx_date_word word = nx_date_word_at(text, pos);
	nx_date_item mark;
	bool suffix = word.kind == NX_WORD_SUFFIX && !word.spaced;

	if (suffix)
		pos = word.end;
	mark = nx_date_item_at(text, pos);
	*dashed = nx_date_is_mark(&mark, '-') && mark.spaced;
	if (nx_date_is_mark(&mark, '/') || nx_date_is_mark(&mark, '-') ||
		nx_date_is_mark(&mark, '(') || (suffix && nx_date_is_mark(&mark, ',')))
		pos = mark.end;
	word = nx_date_word_at(text, pos);
	return word.kind == NX_WORD_OF ? word.end : pos;
}

/* 27 October 2020, from behind the day. */
static bool read_day_first(const nx_date_text *text, size_t pos, int day, nx_date_span *out)
{
	bool dashed;
	size_t end;
	int month = nx_date_month_at(text, skip_to_month(text, pos, &dashed), &end);
	nx_date_item mark;

	if (!month)
		return false;
	mark = nx_date_item_at(text, end);
	if (nx_date_is_mark(&mark, ')'))
		end = mark.end;
	if (dashed && !(nx_date_is_mark(&mark, '-') && mark.spaced))
		return false;
	return finish_with_year(text, end, month, day, out);
}

/* 2020-Oct-27: only with dashes or slashes, or in a field of its own. */
static bool read_year_first(const nx_date_text *text, const nx_date_item *year, nx_date_span *out)
{
	nx_date_item m = nx_date_item_at(text, year->end), n, day;
	bool marked = nx_date_is_mark(&m, '-') || nx_date_is_mark(&m, '/');
	size_t end;
	int month = nx_date_month_at(text, marked ? m.end : year->end, &end);

	if (!month || !(marked || text->whole))
		return false;
	n = nx_date_item_at(text, end);
	if (marked && !nx_date_is_mark(&n, m.mark))
		return false;
	day = nx_date_item_at(text, marked ? n.end : end);
	out->end = day.end;
	return is_day(&day) && !nx_date_glued_after(text, day.end, 0) &&
	       set_date(out, (int)year->value, month, (int)day.value);
}

/* Feb 18 21:35:43 +0400 2018, as C's asctime() and HTTP's oldest form have it. */
static bool finish_with_clock(
	const nx_date_text *text, size_t pos, int month, int day, nx_date_span *out)
{
	nx_date_clock clock;

	if (!nx_date_clock_at(text, pos, false, &clock) ||
		!finish_with_year(text, clock.end, month, day, out))
		return false;
	out->date.precision = clock.has_second ? NX_PRECISION_SECOND : NX_PRECISION_MINUTE;
	out->date.hour = clock.hour;
	out->date.minute = clock.minute;
	out->date.second = clock.second;
	out->date.zone = (int16_t)clock.zone;
	return true;
}

/* A number right before the month could only be its day, and did not do as one:
 * 31 February 2020 is no date, not February either; nor is it under two names. */
static bool has_bad_day(const nx_date_text *text, size_t pos)
{
	nx_date_word other = nx_date_word_before(text, nx_date_skip_name_mark(text, pos));
	nx_date_item day = nx_date_item_before(text, pos);

	if (nx_date_is_month(&other))
		day = nx_date_item_before(text, other.start);
	return is_day(&day) && !nx_date_glued_before(text, day.start, 0, false);
}

/* October 27, 2020 and October 2020. */
static bool read_month_first(const nx_date_text *text, size_t pos, nx_date_span *out)
{
	nx_date_item day;
	nx_date_word suffix;
	size_t end;
	int month = nx_date_month_at(text, pos, &end);

	if (!month)
		return false;
	if (finish_with_year(text, end, month, 0, out))
		return !has_bad_day(text, pos);
	day = nx_date_item_at(text, end);
	if (!is_day(&day))
		return false;
	suffix = nx_date_word_at(text, day.end);
	end = suffix.kind == NX_WORD_SUFFIX && !suffix.spaced ? suffix.end : day.end;
	return finish_with_year(text, end, month, (int)day.value, out) ||
	       finish_with_clock(text, end, month, (int)day.value, out);
}

bool nx_date_core_at(const nx_date_text *text, size_t pos, nx_date_span *out)
{
	nx_date_item item = nx_date_item_at(text, pos);
	nx_date_word word;

	*out = (nx_date_span){ .date = NX_DATE_NONE, .start = item.start, .weekday = -1 };
	if (item.kind == NX_ITEM_NUMBER) {
		if (read_numeric(text, &item, out))
			return true;
		if (nx_date_glued_before(text, item.start, 0, false))
			return false;
		if (is_day(&item))
			return read_day_first(text, item.end, (int)item.value, out);
		return nx_date_year_fits(text, &item) && read_year_first(text, &item, out);
	}
	word = nx_date_word_at(text, pos);
	out->start = word.start;
	if (word.kind == NX_WORD_ORDINAL)
		return nx_date_word_at(text, word.end).kind == NX_WORD_OF &&
		       read_day_first(text, word.end, word.value, out);
	return nx_date_is_month(&word) && read_month_first(text, pos, out);
}

bool nx_date_core_around(const nx_date_text *text, const nx_date_item *number, nx_date_span *out)
{
	size_t starts[NX_DATE_STARTS];
	int count;

	if (!is_day(number) && !nx_date_year_fits(text, number) && !text->whole)
		return false;
	if (nx_date_core_at(text, number->start, out))
		return true;
	count = nx_date_month_starts(text, number->start, starts);
	while (count-- > 0) {
		if (nx_date_core_at(text, starts[count], out) && out->end > number->start)
			return true;
	}
	return false;
}
