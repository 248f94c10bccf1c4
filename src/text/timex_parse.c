/* Queries: an expression of time and nothing else, in Arabic, in English or short. */
#include "text/timex_parts.h"

#include <strings.h>
#include <string.h>

/* What the command line takes besides the Arabic of the texts. */
static const struct {
	const char *word;
	timex_kind kind;
	int value;
	nx_timex_unit unit;
} english[] = {
	{ "ago", TIMEX_AGO, 0, 0 },
	{ "d", TIMEX_UNIT, 1, NX_UNIT_DAY },
	{ "day", TIMEX_UNIT, 3, NX_UNIT_DAY },
	{ "days", TIMEX_UNIT, 3, NX_UNIT_DAY },
	{ "last", TIMEX_SHIFT, -1, 0 },
	{ "m", TIMEX_UNIT, 1, NX_UNIT_MONTH },
	{ "month", TIMEX_UNIT, 3, NX_UNIT_MONTH },
	{ "months", TIMEX_UNIT, 3, NX_UNIT_MONTH },
	{ "next", TIMEX_SHIFT, 1, 0 },
	{ "this", TIMEX_SHIFT, 0, 0 },
	{ "today", TIMEX_DAY_OFFSET, 0, 0 },
	{ "tomorrow", TIMEX_DAY_OFFSET, 1, 0 },
	{ "w", TIMEX_UNIT, 1, NX_UNIT_WEEK },
	{ "week", TIMEX_UNIT, 3, NX_UNIT_WEEK },
	{ "weeks", TIMEX_UNIT, 3, NX_UNIT_WEEK },
	{ "y", TIMEX_UNIT, 1, NX_UNIT_YEAR },
	{ "year", TIMEX_UNIT, 3, NX_UNIT_YEAR },
	{ "years", TIMEX_UNIT, 3, NX_UNIT_YEAR },
	{ "yesterday", TIMEX_DAY_OFFSET, -1, 0 },
};

static timex_word english_at(const timex_text *t, size_t pos)
{
	timex_word word = { .item = nx_date_item_at(&t->text, pos) };
	nx_str name = nx_str_slice(t->text.str, word.item.start, word.item.end);
	size_t i;

	word.start = word.item.start;
	word.end = word.item.end;
	for (i = 0; word.item.kind == NX_ITEM_WORD && i < sizeof(english) / sizeof(english[0]); i++)
		if (name.n == strlen(english[i].word) &&
			strncasecmp(name.p, english[i].word, name.n) == 0) {
			word.kind = english[i].kind;
			word.value = english[i].value;
			word.unit = english[i].unit;
		}
	return word;
}

/* The day so many days, weeks, months or years ago; of a month that is too short
 * its last day. */
static bool day_ago(const timex_text *t, nx_timex_unit unit, int count, nx_timex *out)
{
	int day = t->reference.day;

	if (unit == NX_UNIT_DAY || unit == NX_UNIT_WEEK)
		return nx_timex_shift(out, &t->reference, NX_UNIT_DAY,
			unit == NX_UNIT_WEEK ? -7 * count : -count);
	if (unit == NX_UNIT_YEAR)
		count *= 12;
	if (!nx_timex_shift(out, &t->reference, NX_UNIT_MONTH, -count))
		return false;
	while (!nx_date_valid(out->date.year, out->date.month, day))
		day--;
	return nx_timex_set_day(out, nx_day_number(out->date.year, out->date.month, day));
}

/* "yesterday", "last week", "3 days ago", "3d" */
static bool read_english(const timex_text *t, nx_timex *out)
{
	timex_word first = english_at(t, 0), second = english_at(t, first.end), third;
	int count = (int)first.item.value;

	out->kind = NX_TIMEX_RELATIVE;
	out->end = second.end;
	if (first.kind == TIMEX_DAY_OFFSET) {
		out->end = first.end;
		return nx_timex_shift(out, &t->reference, NX_UNIT_DAY, first.value);
	}
	if (second.kind != TIMEX_UNIT)
		return false;
	if (first.kind == TIMEX_SHIFT)
		return second.value > 1 &&
		       nx_timex_shift(out, &t->reference, second.unit, first.value);
	if (first.item.kind != NX_ITEM_NUMBER || first.item.digits > 4)
		return false;
	if (second.value == 1)
		return !second.item.spaced && day_ago(t, second.unit, count, out);
	third = english_at(t, second.end);
	out->end = third.end;
	return third.kind == TIMEX_AGO && nx_timex_shift(out, &t->reference, second.unit, -count);
}

bool nx_date_parse_relative(nx_timex *out, nx_str text, const nx_date *reference)
{
	nx_str query = nx_str_trim(text);
	bool dated = reference && reference->precision >= NX_PRECISION_DAY;
	timex_text t = { .text = { .str = query }, .query = true };
	nx_date date;

	*out = (nx_timex){ .date = NX_DATE_NONE, .weekday = -1 };
	if (nx_date_parse(&date, query)) {
		out->end = text.n;
		return nx_timex_set_date(out, &date);
	}
	if (dated)
		t.reference = *reference;
	if (dated && read_english(&t, out) && out->end == query.n)
		return true;
	return nx_timex_find_in(query, 0, reference, true, out) && out->start == 0 &&
	       out->end == query.n && out->first;
}
