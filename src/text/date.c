/* Dates in running text and in fields. The search goes from digit to digit; what a
 * digit belongs to is asked of date_core.c. */
#include "text/date_parts.h"

#include "newsidx/utf8.h"

bool nx_date_scan(const nx_date_text *text, size_t from, size_t limit, nx_date_span *out)
{
	nx_str reach = nx_str_slice(text->str, 0, limit);
	size_t pos = nx_date_next_digit(reach, from);

	while (pos < limit) {
		nx_date_item number = nx_date_item_at(text, pos);

		if (nx_date_core_around(text, &number, out))
			return true;
		if (nx_date_hijri_at(text, &number, out)) {
			nx_date_join_gregorian(text, out);
			return true;
		}
		pos = nx_date_next_digit(reach, number.end);
	}
	return false;
}

/* Weekdays on the left are looked for first, since a weekday on the right may
 * be another's; times on the right, since there they stand more often. */
void nx_date_extend(const nx_date_text *text, nx_date_span *span)
{
	nx_date_extend_weekday(text, span);
	if (!span->hijri)
		nx_date_join_hijri(text, span);
	nx_date_extend_after(text, span);
	nx_date_extend_before(text, span);
	if (span->weekday >= 0)
		span->weekday_conflict =
			span->weekday != nx_day_weekday(nx_day_number(span->date.year,
						 span->date.month, span->date.day));
}

bool nx_date_find(nx_str text, size_t from, nx_date_span *out)
{
	nx_date_text search = { .str = text, .floor = from };

	if (from >= text.n || !nx_date_scan(&search, from, text.n, out))
		return false;
	nx_date_extend(&search, out);
	return true;
}

/* May the item stand around the date in a field that holds nothing else? Numbers
 * may when they are of the same day in the calendar of the hijra. */
static bool is_padding(const nx_date_item *item, const nx_date_word *word, bool hijri)
{
	switch (item->kind) {
	case NX_ITEM_END:
		return false;
	case NX_ITEM_NUMBER:
		return hijri && (item->value <= 30 || nx_date_hijri_year_fits(item));
	case NX_ITEM_MARK:
		return item->mark != '+' && item->mark != '%';
	case NX_ITEM_WORD:
		break;
	}
	switch (word->kind) {
	case NX_WORD_LABEL:
	case NX_WORD_OF:
	case NX_WORD_AT:
	case NX_WORD_HOUR:
	case NX_WORD_DAY:
	case NX_WORD_WEEKDAY:
	case NX_WORD_RELATIVE:
	case NX_WORD_YEAR:
	case NX_WORD_HIJRI:
	case NX_WORD_HIJRI_ERA:
	case NX_WORD_MEEM:
	case NX_WORD_COMMON_ERA:
		return true;
	default:
		return false;
	}
}

/* Skip padding up to byte `end`; returns where it stops. */
static size_t skip_padding(const nx_date_text *text, size_t pos, size_t end)
{
	bool hijri = false;
	size_t at = pos;
	int round;

	/* The era comes after its numbers: look for it first. */
	for (round = 0; round < 2; round++) {
		for (at = pos; at < end;) {
			nx_date_item item = nx_date_item_at(text, at);
			nx_date_word word = nx_date_word_at(text, at);

			if (item.kind == NX_ITEM_END || item.start >= end)
				return end;
			if (!is_padding(&item, &word, hijri || round == 0))
				break;
			if (word.kind == NX_WORD_HIJRI || word.kind == NX_WORD_HIJRI_ERA)
				hijri = true;
			at = item.kind == NX_ITEM_WORD ? word.end : item.end;
		}
	}
	return at;
}

static bool from_epoch(nx_date *out, int64_t seconds)
{
	int32_t second = (int32_t)(seconds % 86400);

	/* 1 January 1970 is day 2440588. */
	nx_day_split((int32_t)(seconds / 86400) + 2440588, &out->year, &out->month, &out->day);
	out->hour = second / 3600;
	out->minute = second / 60 % 60;
	out->second = second % 60;
	out->zone = 0;
	out->precision = NX_PRECISION_SECOND;
	return true;
}

/* 20201027 */
static bool from_eight_digits(nx_date *out, int64_t value)
{
	out->year = (int)(value / 10000);
	out->month = (int)(value / 100 % 100);
	out->day = (int)(value % 100);
	out->precision = NX_PRECISION_DAY;
	return nx_date_valid(out->year, out->month, out->day);
}

/* 2020-10 and 10/2020; *end moves behind the second number. */
static bool from_pair(nx_date *out, const nx_date_text *text, const nx_date_item *a, size_t *end)
{
	nx_date_item mark = nx_date_item_at(text, a->end), b = nx_date_item_at(text, mark.end);
	bool year_first = nx_date_year_fits(text, a);
	const nx_date_item *month = year_first ? &b : a;

	if ((!nx_date_is_mark(&mark, '-') && !nx_date_is_mark(&mark, '/') &&
		    !nx_date_is_mark(&mark, '.')) ||
		b.kind != NX_ITEM_NUMBER || month->digits > 2 || month->value < 1 ||
		month->value > 12 || !nx_date_year_fits(text, year_first ? a : &b))
		return false;
	out->year = (int)(year_first ? a->value : b.value);
	out->month = (int)month->value;
	out->precision = NX_PRECISION_MONTH;
	*end = b.end;
	return true;
}

/* Numbers that are dates only because nothing else is there. */
static bool parse_bare(nx_date *out, const nx_date_text *text)
{
	nx_date_item number = nx_date_item_at(text, skip_padding(text, 0, text->str.n));
	size_t end = number.end;

	*out = NX_DATE_NONE;
	if (number.kind != NX_ITEM_NUMBER)
		return false;
	if (!from_pair(out, text, &number, &end)) {
		if (number.digits == 8 && !from_eight_digits(out, number.value))
			return false;
		if (number.digits == 10)
			from_epoch(out, number.value);
		if (number.digits == 13)
			from_epoch(out, number.value / 1000);
		if (nx_date_year_fits(text, &number)) {
			out->year = (int)number.value;
			out->precision = NX_PRECISION_YEAR;
		}
	}
	return out->precision != NX_PRECISION_NONE &&
	       nx_date_word_at(text, end).kind != NX_WORD_HIJRI_ERA &&
	       skip_padding(text, end, text->str.n) >= text->str.n;
}

bool nx_date_parse(nx_date *out, nx_str text)
{
	nx_date_text field = { .str = nx_str_trim(text), .whole = true };
	nx_date_span span;
	bool alone;

	if (nx_date_scan(&field, 0, field.str.n, &span)) {
		nx_date_extend(&field, &span);
		*out = span.date;
		alone = skip_padding(&field, 0, span.start) >= span.start &&
			skip_padding(&field, span.end, field.str.n) >= field.str.n;
	} else {
		alone = parse_bare(out, &field);
	}
	if (!alone)
		*out = NX_DATE_NONE;
	return alone;
}
