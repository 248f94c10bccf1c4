/* Times so long ago, and times that are not told: "five days ago", "recently". */
#include "text/timex_parts.h"

/* Is the one unit a unit of its own, and not the beginning of "before the day of
 * judgment", "before the year 1948", "since the month of March"? */
static bool stands_alone(const timex_word *next)
{
	return !next->definite && next->item.kind != NX_ITEM_NUMBER &&
	       next->kind != TIMEX_WEEKDAY && next->kind != TIMEX_MONTH &&
	       next->kind != TIMEX_HIJRI && next->kind != TIMEX_NUMERAL &&
	       next->kind != TIMEX_DAY_OFFSET && next->kind != TIMEX_MORROW;
}

/* "Two days before the election" counts from the election; "before now" from us. */
static bool counts_from_us(const timex_text *t, const timex_word *ago, size_t *end)
{
	timex_word of = nx_timex_word_at(t, *end), next;

	/* "Since" has no such meaning. */
	if (of.kind != TIMEX_OF || ago->value)
		return true;
	next = nx_timex_word_at(t, of.end);
	if (next.kind != TIMEX_PRESENT)
		return false;
	*end = next.end;
	return true;
}

/* Behind "about", "more than". */
static size_t skip_about(const timex_text *t, size_t pos)
{
	timex_word word = nx_timex_word_at(t, pos);

	if (word.kind != TIMEX_ABOUT)
		return pos;
	pos = word.end;
	word = nx_timex_word_at(t, pos);
	return word.kind == TIMEX_OF ? word.end : pos;
}

bool nx_timex_read_ago(const timex_text *t, const timex_word *ago, nx_timex *out)
{
	size_t pos = skip_about(t, ago->end), behind;
	int count;
	timex_word unit, next;
	bool few;

	behind = nx_timex_count(t, pos, &count);
	unit = nx_timex_word_at(t, behind);
	few = !count && unit.kind == TIMEX_FEW;
	out->end = unit.end;
	if (few && nx_timex_word_at(t, unit.end).kind == TIMEX_UNIT) {
		unit = nx_timex_word_at(t, unit.end);
		out->end = unit.end;
	}
	next = nx_timex_word_at(t, unit.end);
	if (unit.definite || unit.joined || unit.prefixed || !counts_from_us(t, ago, &out->end))
		return false;
	if (unit.kind != TIMEX_UNIT) {
		/* "A little ago", "a while ago" */
		return !count && (few || (unit.kind == TIMEX_MOMENT && unit.value == 3)) &&
		       stands_alone(&next) && nx_timex_set_vague(out, -1);
	}
	if (few || (!count && unit.value == 3))
		return nx_timex_set_vague(out, -1);
	if (!count && unit.value == 1 && !stands_alone(&next))
		return false;
	out->kind = NX_TIMEX_RELATIVE;
	return nx_timex_shift(out, &t->reference, unit.unit, -(count ? count : unit.value));
}

/* "The present time", "at the same time", "the coming period", "at an earlier time",
 * "at the moment". */
static bool read_moment(const timex_text *t, const timex_word *word, nx_timex *out)
{
	timex_word next = nx_timex_word_at(t, word->end);
	int shift;

	out->end = next.end;
	if (word->definite && nx_timex_is_shift(&next, &shift))
		return nx_timex_set_vague(out, shift);
	if (nx_timex_is_anchored(&next) && word->value == 2) {
		if (!word->definite && !next.definite && next.value < 2)
			return nx_timex_set_vague(out, next.value);
		return word->definite && next.value == 2 && nx_timex_set_vague(out, 0);
	}
	out->end = word->end;
	return word->definite && word->value == 1 && !next.definite &&
	       nx_timex_word_before(t, word->item.start).kind == TIMEX_IN &&
	       nx_timex_set_vague(out, 0);
}

bool nx_timex_read_vague(const timex_text *t, const timex_word *word, nx_timex *out)
{
	timex_word next = nx_timex_word_at(t, word->end);

	out->end = word->end;
	switch (word->kind) {
	case TIMEX_PAST:
		/* "In its time" is no time. */
		return nx_timex_word_before(t, word->item.start).kind != TIMEX_IN &&
		       nx_timex_set_vague(out, word->value);
	case TIMEX_PRESENT:
		return nx_timex_set_vague(out, word->value);
	case TIMEX_FUTURE:
		/* "Near to" is no time. */
		return next.kind != TIMEX_OF && nx_timex_set_vague(out, 1);
	case TIMEX_PAST_NOUN:
	case TIMEX_FUTURE_NOUN:
		return word->definite && !word->prefixed &&
		       nx_timex_word_before(t, word->item.start).kind == TIMEX_IN &&
		       nx_timex_set_vague(out, word->value);
	case TIMEX_SAME:
		out->end = next.end;
		return next.kind == TIMEX_MOMENT && next.definite && next.value < 3 &&
		       nx_timex_set_vague(out, 0);
	default:
		return read_moment(t, word, out);
	}
}
