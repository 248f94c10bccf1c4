/* Weeks, months and years as counted from the reference, and spans of several:
 * "last week", "this year", "the coming two days". */
#include "text/timex_parts.h"

/* "The secretary general" and "the general director" are no years. */
static bool is_office(const timex_text *t, const timex_word *word)
{
	return word->unit == NX_UNIT_YEAR && !word->prefixed &&
	       nx_timex_word_before(t, word->item.start).kind == TIMEX_OFFICE;
}

/* Over "six", "few", "24" between a noun and what says when; *count is theirs. */
static size_t skip_count(const timex_text *t, size_t pos, int *count)
{
	int i;

	for (i = 0; i < 3; i++) {
		timex_word word = nx_timex_word_at(t, pos);

		if (word.item.kind == NX_ITEM_NUMBER && word.item.value <= 1000)
			*count = (int)word.item.value;
		else if (word.kind == TIMEX_NUMERAL && word.definite)
			*count += word.value;
		else if (word.kind != TIMEX_FEW && word.kind != TIMEX_ARTICLE)
			break;
		pos = word.end;
	}
	return pos;
}

/* "The last two days": vague, but the days are known when they are counted. */
static bool read_several(const timex_text *t, const timex_word *unit, nx_timex *out)
{
	int count = unit->value == 2 ? 2 : 0, shift = 0;
	timex_word word = nx_timex_word_at(t, skip_count(t, unit->end, &count));
	nx_timex near, far;

	if (!unit->definite)
		return false;
	out->end = word.end;
	if (nx_timex_is_anchored(&word))
		return word.value < 2 && nx_timex_set_vague(out, word.value);
	if (!nx_timex_is_shift(&word, &shift))
		return false;
	nx_timex_set_vague(out, shift);
	if (count && shift && nx_timex_shift(&near, &t->reference, unit->unit, shift) &&
		nx_timex_shift(&far, &t->reference, unit->unit, shift * count)) {
		out->first = shift < 0 ? far.first : near.first;
		out->last = shift < 0 ? near.last : far.last;
	}
	return true;
}

/* "The last week", "the school year 2015", "the same month". */
static bool read_one(const timex_text *t, const timex_word *unit, nx_timex *out)
{
	timex_word next = nx_timex_word_at(t, unit->end), shifted;
	int shift;

	if (unit->unit == NX_UNIT_YEAR && nx_timex_read_year_number(t, unit->end, true, out))
		return true;
	if (next.kind == TIMEX_YEAR_KIND && unit->unit == NX_UNIT_YEAR)
		next = nx_timex_word_at(t, next.end);
	if (unit->unit < NX_UNIT_WEEK || !unit->definite || is_office(t, unit))
		return false;
	out->kind = NX_TIMEX_RELATIVE;
	out->end = next.end;
	if (nx_timex_is_anchored(&next)) {
		out->unit = unit->unit;
		return true;
	}
	if (!nx_timex_is_shift(&next, &shift))
		return false;
	/* "The current year 2015" */
	shifted = nx_timex_word_at(t, next.end);
	if (unit->unit == NX_UNIT_YEAR && shifted.item.kind == NX_ITEM_NUMBER &&
		nx_timex_read_year_number(t, next.end, true, out))
		return true;
	return nx_timex_shift(out, &t->reference, unit->unit, shift);
}

static bool read_unit(const timex_text *t, const timex_word *unit, nx_timex *out)
{
	timex_word next;

	switch (unit->unit) {
	case NX_UNIT_CENTURY:
		return unit->value == 1 ? nx_timex_read_century(t, unit, out)
					: read_several(t, unit, out);
	case NX_UNIT_DAY:
		if (unit->value == 1)
			return nx_timex_read_day(t, unit, out);
		break;
	case NX_UNIT_DECADE:
		if (unit->value == 1 && nx_timex_read_decade(t, unit, out))
			return true;
		break;
	case NX_UNIT_MONTH:
		next = nx_timex_word_at(t, unit->end);
		if (unit->value == 1 && !unit->definite && !next.joined && !next.prefixed &&
			(next.kind == TIMEX_MONTH || next.kind == TIMEX_HIJRI ||
				next.kind == TIMEX_SEASON))
			return nx_timex_read_month(t, &next, true, out);
		break;
	case NX_UNIT_YEAR:
		/* "The two years 1910 and 1912" */
		if (unit->value == 2 && nx_timex_read_year_number(t, unit->end, true, out))
			return true;
		break;
	default:
		break;
	}
	return unit->value == 1 ? read_one(t, unit, out) : read_several(t, unit, out);
}

/* "This year", "these days", "this evening". */
static bool read_this(const timex_text *t, const timex_word *word, nx_timex *out)
{
	timex_word noun = nx_timex_word_at(t, word->end);

	if (!noun.definite || noun.joined || noun.prefixed ||
		nx_timex_word_before(t, word->item.start).kind == TIMEX_OTHER)
		return false;
	out->end = noun.end;
	out->kind = NX_TIMEX_RELATIVE;
	switch (noun.kind) {
	case TIMEX_TODAY:
	case TIMEX_TONIGHT:
	case TIMEX_PART_OF_DAY:
		return nx_timex_shift(out, &t->reference, NX_UNIT_DAY, 0);
	case TIMEX_WEEKDAY:
		return nx_timex_read_day(t, &noun, out);
	case TIMEX_SEASON:
		return nx_timex_read_season(t, &noun, out);
	case TIMEX_MOMENT:
		return nx_timex_set_vague(out, 0);
	case TIMEX_UNIT:
		if (noun.value > 1)
			return nx_timex_set_vague(out, 0);
		return noun.unit >= NX_UNIT_WEEK &&
		       nx_timex_shift(out, &t->reference, noun.unit, 0);
	default:
		return false;
	}
}

/* "That day", "in that period": a time of the story. */
static bool read_that(const timex_text *t, const timex_word *word, nx_timex *out)
{
	timex_word noun = nx_timex_word_at(t, word->end);

	if (!noun.definite || noun.joined || noun.prefixed)
		return false;
	out->kind = NX_TIMEX_RELATIVE;
	out->end = noun.end;
	out->unit = noun.kind == TIMEX_TODAY ? NX_UNIT_DAY : noun.unit;
	if (noun.kind == TIMEX_MOMENT || (noun.kind == TIMEX_UNIT && noun.value > 1))
		return nx_timex_set_vague(out, -1);
	return noun.kind == TIMEX_TODAY || (noun.kind == TIMEX_UNIT && noun.unit >= NX_UNIT_WEEK);
}

bool nx_timex_read_period(const timex_text *t, const timex_word *word, nx_timex *out)
{
	switch (word->kind) {
	case TIMEX_THIS:
		return read_this(t, word, out);
	case TIMEX_THAT:
		return read_that(t, word, out);
	case TIMEX_UNIT:
		return read_unit(t, word, out);
	case TIMEX_SEASON:
	case TIMEX_SEASON_LEAD:
		return nx_timex_read_season(t, word, out);
	case TIMEX_DECADE:
		return nx_timex_read_decade(t, word, out);
	default:
		return false;
	}
}

/* The period at byte `pos` whose part is meant: also the bare "year", "month". */
static bool read_whole(const timex_text *t, size_t pos, nx_timex *out)
{
	timex_word word = nx_timex_word_at(t, pos);

	if (word.kind == TIMEX_MONTH || word.kind == TIMEX_HIJRI)
		return nx_timex_read_month(t, &word, true, out);
	if (word.item.kind == NX_ITEM_NUMBER)
		return nx_timex_read_year_number(t, pos, false, out);
	/* Of days there is no half, and a weekday's is not looked for. */
	if (word.joined || word.kind == TIMEX_WEEKDAY ||
		(word.kind == TIMEX_UNIT && word.unit < NX_UNIT_WEEK))
		return false;
	if (nx_timex_read_period(t, &word, out))
		return true;
	if (word.kind != TIMEX_UNIT || !word.definite || word.value != 1)
		return false;
	out->kind = NX_TIMEX_RELATIVE;
	out->end = word.end;
	return nx_timex_shift(out, &t->reference, word.unit, 0);
}

static bool read_quarter(const timex_text *t, size_t pos, int quarter, nx_timex *out)
{
	timex_word of = nx_timex_word_at(t, pos), unit;

	if (!nx_timex_read_year(t, pos, out)) {
		unit = nx_timex_word_at(t, of.kind == TIMEX_OF ? of.end : pos);
		if (unit.kind != TIMEX_UNIT || unit.unit != NX_UNIT_YEAR || !unit.definite ||
			!nx_timex_shift(out, &t->reference, NX_UNIT_YEAR, 0))
			return false;
		out->kind = NX_TIMEX_RELATIVE;
		out->end = unit.end;
	}
	if (out->date.precision == NX_PRECISION_NONE) {
		out->unit = NX_UNIT_QUARTER;
		return true;
	}
	return nx_timex_set_quarter(out, out->date.year, quarter);
}

bool nx_timex_read_part(const timex_text *t, const timex_word *word, nx_timex *out)
{
	timex_word next = nx_timex_word_at(t, word->end), of;
	int part = next.value, last;

	if (word->kind == TIMEX_BOUND) {
		if (word->definite || !read_whole(t, word->end, out))
			return false;
		nx_timex_narrow(out, word->value, 3);
		return true;
	}
	/* The first, second or last half or quarter of something. */
	last = word->kind == TIMEX_HALF ? 2 : 4;
	if (!word->definite || next.joined)
		return false;
	if (nx_timex_is_shift(&next, &part) && part < 0)
		part = last;
	else if (next.kind != TIMEX_ORDINAL || next.value > last)
		return false;
	if (word->kind == TIMEX_QUARTER)
		return read_quarter(t, next.end, part, out);
	of = nx_timex_word_at(t, next.end);
	if (of.kind != TIMEX_OF || !read_whole(t, of.end, out))
		return false;
	nx_timex_narrow(out, part, 2);
	return true;
}
