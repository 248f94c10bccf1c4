/* Years, seasons, decades and centuries by their names and numbers. */
#include "text/timex_parts.h"

#define YEAR_FIRST 1000 /* behind the word for year; elsewhere the years of dates */
#define SHORT_FIRST 30  /* less than that and it is a count, or a day */

/* Behind the sign of the era at byte `pos`. */
static size_t skip_era(const timex_text *t, size_t pos)
{
	nx_date_word word = nx_date_word_at(&t->text, pos);

	return word.kind == NX_WORD_MEEM || word.kind == NX_WORD_COMMON_ERA ? word.end : pos;
}

/* 1200 thousand, 1500 years: a count. */
static bool is_counted(const timex_text *t, size_t pos)
{
	timex_word next = nx_timex_word_at(t, pos);

	return (next.kind == TIMEX_UNIT && !next.definite && !next.joined && !next.prefixed) ||
	       (next.kind == TIMEX_NUMERAL && !next.joined) ||
	       nx_date_word_at(&t->text, pos).kind == NX_WORD_UNIT;
}

bool nx_timex_read_year_number(const timex_text *t, size_t pos, bool named, nx_timex *out)
{
	timex_word word = nx_timex_word_at(t, pos);
	size_t behind;
	int count;

	if (named && word.kind == TIMEX_YEAR_KIND)
		word = nx_timex_word_at(t, word.end);
	out->kind = NX_TIMEX_ABSOLUTE;
	if (named && word.kind == TIMEX_NUMERAL && !word.joined) {
		out->end = nx_timex_count(t, word.start, &count);
		return count >= YEAR_FIRST && !is_counted(t, out->end) &&
		       nx_timex_set_year(out, count);
	}
	if (word.item.kind != NX_ITEM_NUMBER)
		return false;
	/* "The year 67" is one of the last century. */
	if (named && word.item.digits == 2 && word.item.value >= SHORT_FIRST &&
		!nx_date_glued_after(&t->text, word.end, 0) && !is_counted(t, word.end)) {
		out->end = skip_era(t, word.end);
		return nx_timex_set_year(out, 1900 + (int)word.item.value);
	}
	if (word.item.digits != 4)
		return false;
	if (nx_date_hijri_year_fits(&word.item)) {
		behind = nx_date_hijri_era(&t->text, word.end);
		out->end = behind;
		if (behind != word.end || (named && nx_date_hijri_year_alone(&word.item)))
			return nx_timex_set_hijri(out, (int)word.item.value, 0);
	}
	if (nx_date_glued_after(&t->text, word.end, 0) || is_counted(t, word.end))
		return false;
	out->end = skip_era(t, word.end);
	if (named ? word.item.value < YEAR_FIRST || word.item.value > 2100
		  : !nx_date_year_fits(&t->text, &word.item))
		return false;
	return nx_timex_set_year(out, (int)word.item.value);
}

bool nx_timex_read_year(const timex_text *t, size_t pos, nx_timex *out)
{
	timex_word word = nx_timex_word_at(t, pos);

	if (word.kind == TIMEX_OF || word.kind == TIMEX_IN)
		word = nx_timex_word_at(t, word.end);
	if (word.item.kind == NX_ITEM_NUMBER)
		return nx_timex_read_year_number(t, word.start, false, out);
	return ((word.kind == TIMEX_UNIT && word.unit == NX_UNIT_YEAR) ||
		       word.kind == TIMEX_THIS) &&
	       nx_timex_read_period(t, &word, out) && out->unit == NX_UNIT_YEAR;
}

bool nx_timex_read_century(const timex_text *t, const timex_word *word, nx_timex *out)
{
	timex_word next = nx_timex_word_at(t, word->end), after;
	int ordinal, shift;

	if (!word->definite || word->unit != NX_UNIT_CENTURY || word->value != 1)
		return false;
	if (nx_timex_is_shift(&next, &shift)) {
		out->kind = NX_TIMEX_RELATIVE;
		out->end = next.end;
		return nx_timex_shift(out, &t->reference, NX_UNIT_CENTURY, shift);
	}
	if (next.joined)
		return false;
	out->end = nx_timex_ordinal(t, word->end, &ordinal);
	after = nx_timex_word_at(t, out->end);
	/* Centuries of the hijra, and before the common era. */
	if (out->end == word->end || after.kind == TIMEX_YEAR_KIND || after.kind == TIMEX_AGO)
		return false;
	out->kind = NX_TIMEX_ABSOLUTE;
	return nx_timex_set_century(out, ordinal - 1);
}

/* The century that a decade is of: behind it, or behind "of", when it is a time by
 * itself. Returns whether the decade reaches over it. */
static bool read_its_century(const timex_text *t, size_t pos, nx_timex *century)
{
	timex_word word = nx_timex_word_at(t, pos);
	bool of = word.kind == TIMEX_OF;

	*century = (nx_timex){ .kind = NX_TIMEX_ABSOLUTE, .number = 19 };
	if (of)
		word = nx_timex_word_at(t, word.end);
	if (word.joined || word.prefixed || !nx_timex_read_century(t, &word, century))
		*century = (nx_timex){ .kind = NX_TIMEX_ABSOLUTE, .number = 19 };
	return !of && century->end;
}

bool nx_timex_read_decade(const timex_text *t, const timex_word *word, nx_timex *out)
{
	timex_word next = nx_timex_word_at(t, word->end);
	nx_timex century;
	bool over;

	if (word->kind == TIMEX_UNIT) {
		/* "The first decade of the last century" */
		if (!word->definite || next.kind != TIMEX_ORDINAL || next.joined)
			return false;
		read_its_century(t, next.end, &century);
		out->kind = century.kind;
		out->end = next.end;
		return century.end &&
		       nx_timex_set_decade(out, century.number * 10 + next.value - 1);
	}
	if (next.kind == TIMEX_OF)
		next = nx_timex_word_at(t, next.end);
	over = read_its_century(t, word->end, &century);
	if (next.kind == TIMEX_AGE || (!word->definite && !century.end && !t->query))
		return false;
	out->kind = century.kind;
	out->end = over ? century.end : word->end;
	return nx_timex_set_decade(out, century.number * 10 + word->value / 10);
}

/* The year of the season that the reference lies in, or of the one before or after
 * it that is another. */
static int season_year(const nx_date *reference, int season, int shift)
{
	int32_t day = nx_day_number(reference->year, reference->month, reference->day);
	int year = reference->year - 2, best = reference->year;
	nx_timex it;

	/* January is in the winter of the year before. */
	if (shift == 0)
		return season == 4 && reference->month < 3 ? best - 1 : best;
	for (; year <= reference->year + 1; year++) {
		if (!nx_timex_set_season(&it, year, season))
			continue;
		if (shift < 0 && it.last < day)
			best = year;
		if (shift > 0 && it.first > day)
			return year;
	}
	return best;
}

bool nx_timex_read_season(const timex_text *t, const timex_word *word, nx_timex *out)
{
	timex_word season = *word, next;
	bool led = word->kind == TIMEX_SEASON_LEAD;
	nx_date_word month;
	int shift = 0;

	if (led)
		season = nx_timex_word_at(t, word->end);
	month = nx_date_word_at(&t->text, season.item.start);
	if (season.kind != TIMEX_SEASON || (led && (season.joined || season.prefixed)))
		return false;
	if (month.kind == NX_WORD_HIJRI)
		return !led && nx_timex_read_month(t, &season, false, out);
	next = nx_timex_word_at(t, season.end);
	if (nx_timex_read_year(t, season.end, out)) {
		if (out->date.precision == NX_PRECISION_NONE)
			out->unit = NX_UNIT_SEASON;
		else if (!nx_timex_set_season(out, out->date.year, season.value))
			return false;
		/* "The winter of 2015" may be the one that ended in it. */
		if (season.value == 4 && out->first)
			out->first = nx_day_number(out->date.year, 1, 1);
		return true;
	}
	out->kind = NX_TIMEX_RELATIVE;
	out->end = season.end;
	if (season.definite && nx_timex_is_shift(&next, &shift)) {
		out->end = next.end;
	} else if (!led && word->start == out->start &&
		   (!season.definite || season.value == 1 || next.kind == TIMEX_ARAB)) {
		/* By itself "spring" is many things, the Arab spring among them. */
		return false;
	}
	if (!shift)
		out->kind = out->kind == NX_TIMEX_RELATIVE && out->end == season.end
				    ? NX_TIMEX_PARTIAL
				    : out->kind;
	return nx_timex_set_season(
		out, season_year(&t->reference, season.value, shift), season.value);
}
