/* Months and days without their year, and numbers that are years. */
#include "text/timex_parts.h"

/* What tells the year of a month: behind it "last", "next", "of last year". Fills
 * the kind, the end and *year, 0 when nothing is told. *shift is that of "last",
 * and *shifted tells of it. */
typedef struct told {
	nx_timex_kind kind;
	size_t end;
	int year;
	int shift;
	bool shifted, unresolved;
} told;

static told read_told(const timex_text *t, size_t pos)
{
	timex_word next = nx_timex_word_at(t, pos);
	told of = { .kind = NX_TIMEX_PARTIAL, .end = pos };
	nx_timex year = { .weekday = -1 };

	if (next.kind == TIMEX_HOLY)
		next = nx_timex_word_at(t, of.end = next.end);
	if (nx_timex_is_shift(&next, &of.shift)) {
		of.kind = NX_TIMEX_RELATIVE;
		of.end = next.end;
		of.shifted = true;
	} else if (next.item.kind != NX_ITEM_NUMBER && nx_timex_read_year(t, of.end, &year)) {
		of.kind = year.kind;
		of.end = year.end;
		of.year = year.date.year;
		of.unresolved = of.year == 0;
	}
	return of;
}

static bool set(const timex_text *t, const told *of, bool hijri, int month, int day, nx_timex *out)
{
	const int *shift = of->shifted ? &of->shift : NULL;
	int year = of->year;

	out->kind = of->kind;
	out->end = of->end;
	if (of->unresolved) {
		out->unit = day ? NX_UNIT_DAY : NX_UNIT_MONTH;
		return true;
	}
	if (hijri) {
		year = nx_timex_hijri_year_near(&t->reference, month, day, shift);
		if (!day)
			return nx_timex_set_hijri(out, year, month);
		out->hijri = true;
		day = nx_hijri_day_number(year, month, day);
		return day && nx_timex_set_day(out, day);
	}
	if (!year)
		year = nx_timex_year_near(&t->reference, month, day, shift);
	if (!day)
		return nx_timex_set_month(out, year, month);
	return nx_date_valid(year, month, day) &&
	       nx_timex_set_day(out, nx_day_number(year, month, day));
}

/* "15 of last month" */
static bool read_day_of_month(const timex_text *t, size_t pos, int day, nx_timex *out)
{
	timex_word word = nx_timex_word_at(t, pos), unit = word;

	if (word.kind == TIMEX_THIS)
		unit = nx_timex_word_at(t, word.end);
	if (unit.kind != TIMEX_UNIT || unit.unit != NX_UNIT_MONTH || !unit.definite ||
		!nx_timex_read_period(t, &word, out) || out->unit != NX_UNIT_MONTH)
		return false;
	if (out->date.precision == NX_PRECISION_NONE) {
		out->unit = NX_UNIT_DAY;
		return true;
	}
	return nx_date_valid(out->date.year, out->date.month, day) &&
	       nx_timex_set_day(out, nx_day_number(out->date.year, out->date.month, day));
}

bool nx_timex_read_day_month(const timex_text *t, const timex_word *number, nx_timex *out)
{
	int day = (int)number->item.value, month, year;
	nx_date_word word;
	size_t pos = number->end, end;
	told of;

	if (number->item.digits > 2 || day < 1 || day > 31 ||
		nx_date_glued_before(&t->text, number->start, 0, false))
		return false;
	word = nx_date_word_at(&t->text, pos);
	if (word.kind == NX_WORD_OF)
		pos = word.end;
	if (read_day_of_month(t, pos, day, out))
		return true;
	month = nx_date_month_at(&t->text, pos, &end);
	if (month) {
		of = read_told(t, end);
		return set(t, &of, false, month, day, out);
	}
	end = nx_date_hijri_month(&t->text, pos, &month, &year);
	if (end == pos || year)
		return false;
	of = read_told(t, end);
	return day <= 30 && set(t, &of, true, month, day, out);
}

/* A day in words before the month: "the eleventh of September". */
static int ordinal_before(const timex_text *t, size_t month_end, nx_timex *out)
{
	size_t starts[NX_DATE_STARTS];
	int count = nx_date_month_starts(&t->text, month_end, starts);

	while (count-- > 0) {
		nx_date_word word = nx_date_word_at(&t->text, starts[count]);

		if (word.kind == NX_WORD_ORDINAL) {
			out->start = word.start;
			return word.value;
		}
	}
	return 0;
}

static bool read_hijri_month(const timex_text *t, const timex_word *word, bool cued, nx_timex *out)
{
	int month, year;
	size_t end = nx_date_hijri_month(&t->text, word->item.start, &month, &year);
	told of;

	if (end == word->item.start)
		return false;
	if (year) {
		out->kind = NX_TIMEX_ABSOLUTE;
		out->end = end;
		return nx_timex_set_hijri(out, year, month);
	}
	of = read_told(t, end);
	/* The months are names of men too: Ramadan, Rajab, Shaban. */
	return (cued || t->query || of.end != end) && set(t, &of, true, month, 0, out);
}

/* Does the word before say that the name is that of a month? */
static bool is_cue(const timex_word *before)
{
	return before->kind == TIMEX_IN || before->kind == TIMEX_AGO;
}

bool nx_timex_read_month(const timex_text *t, const timex_word *word, bool cued, nx_timex *out)
{
	timex_word before = nx_timex_word_before(t, word->item.start);
	nx_date_span full;
	size_t end;
	int month, day;
	told of;

	if (nx_date_word_at(&t->text, word->item.start).kind == NX_WORD_HIJRI)
		return read_hijri_month(t, word, cued, out);
	if (nx_date_core_at(&t->text, word->item.start, &full)) {
		out->kind = NX_TIMEX_ABSOLUTE;
		out->end = full.end;
		return nx_timex_set_date(out, &full.date);
	}
	month = nx_date_month_at(&t->text, word->item.start, &end);
	if (!month)
		return false;
	day = ordinal_before(t, end, out);
	of = read_told(t, end);
	return (cued || t->query || day || of.end != end ||
		       (is_cue(&before) && !word->joined && !word->prefixed)) &&
	       set(t, &of, false, month, day, out);
}

/* "10 and 11 April": the first of two days of one month. */
static bool read_first_of_two(const timex_text *t, const timex_word *number, nx_timex *out)
{
	timex_word link = nx_timex_word_at(t, number->end), second = link;

	if (link.kind == TIMEX_AND || link.kind == TIMEX_TO || nx_date_is_mark(&link.item, '-'))
		second = nx_timex_word_at(t, link.end);
	if (second.item.kind != NX_ITEM_NUMBER || second.start == link.start ||
		second.item.value <= number->item.value || number->item.digits > 2 ||
		!nx_timex_read_day_month(t, &second, out) || out->unit != NX_UNIT_DAY ||
		out->date.precision == NX_PRECISION_NONE)
		return false;
	out->end = number->end;
	return nx_timex_set_day(
		out, out->first - (int32_t)(second.item.value - number->item.value));
}

/* How many years in a row ("1914, 1915 and 1916") one cue is taken to cover. */
#define ROW_MAX 4

/* Does something before or around the number say that it is a year? */
static bool has_cue(const timex_text *t, const timex_word *number, int depth)
{
	timex_word before = nx_timex_word_before(t, number->start);
	nx_date_item mark = before.item;
	timex_word other;

	if (t->query)
		return true;
	if (nx_date_is_mark(&mark, '(')) {
		nx_date_item next = nx_date_item_at(&t->text, number->end);

		if (nx_date_is_mark(&next, ')') || nx_date_is_mark(&next, '-'))
			return true;
	}
	if (before.kind == TIMEX_IN || (before.kind == TIMEX_AGO && before.value) ||
		before.kind == TIMEX_BOUND ||
		(before.kind == TIMEX_UNIT && before.unit == NX_UNIT_YEAR))
		return true;
	if (before.kind != TIMEX_AND && before.kind != TIMEX_TO && !nx_date_is_mark(&mark, '-') &&
		!nx_date_is_mark(&mark, ',') && !nx_date_is_mark(&mark, '/'))
		return false;
	other = nx_timex_word_before(t, before.start);
	return depth < ROW_MAX && nx_date_year_fits(&t->text, &other.item) &&
	       has_cue(t, &other, depth + 1);
}

bool nx_timex_read_number(const timex_text *t, const timex_word *number, nx_timex *out)
{
	timex_word next = nx_timex_word_at(t, number->end);

	if (nx_timex_read_day_month(t, number, out) || read_first_of_two(t, number, out))
		return true;
	if (number->item.digits != 4 || !nx_timex_read_year_number(t, number->start, false, out))
		return false;
	if (out->hijri)
		return true;
	/* Round thousands are counts more often than years. */
	if (number->item.value % 1000 == 0 && next.item.kind == NX_ITEM_WORD && !next.definite &&
		next.kind == TIMEX_NONE)
		return false;
	return has_cue(t, number, 0);
}
