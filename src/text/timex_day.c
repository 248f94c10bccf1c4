/* Days as counted from the reference, and weekdays: "yesterday Thursday", "the
 * evening of next Sunday". */
#include "text/timex_parts.h"

bool nx_timex_is_shift(const timex_word *word, int *shift)
{
	if ((word->kind != TIMEX_SHIFT && word->kind != TIMEX_PAST_NOUN) || !word->definite ||
		word->joined || word->prefixed)
		return false;
	*shift = word->kind == TIMEX_PAST_NOUN ? -1 : word->value;
	return true;
}

bool nx_timex_is_anchored(const timex_word *word)
{
	return word->kind == TIMEX_ANCHORED && !word->joined && !word->prefixed;
}

/* "The day" is today, unless what follows makes it the first, the next, the
 * national day, or what precedes the name of a paper, "that" or "times in". */
static bool is_today(const timex_text *t, const timex_word *word, bool led)
{
	timex_word next = nx_timex_word_at(t, word->end);
	timex_word before = nx_timex_word_before(t, word->item.start), count;

	if (t->query)
		return true;
	switch (next.kind) {
	case TIMEX_ORDINAL:
	case TIMEX_DAY_KIND:
	case TIMEX_YEAR_KIND:
	case TIMEX_ARAB:
	case TIMEX_SHIFT:
	case TIMEX_PAST_NOUN:
		return next.joined || !next.definite;
	case TIMEX_ANCHORED:
		return false;
	default:
		break;
	}
	if (led || word->joined || word->prefixed)
		return true;
	if (before.kind == TIMEX_THIS || before.kind == TIMEX_NAME || before.kind == TIMEX_OTHER ||
		before.kind == TIMEX_THAT)
		return false;
	if (before.kind != TIMEX_IN)
		return true;
	count = nx_timex_word_before(t, before.start);
	return count.kind != TIMEX_UNIT && count.kind != TIMEX_NUMERAL &&
	       count.item.kind != NX_ITEM_NUMBER;
}

/* How many days from the reference the words at `word` say. `led`: a part of the
 * day or the word for day stands before them. */
static bool read_offset(
	const timex_text *t, const timex_word *word, bool led, int *offset, size_t *end)
{
	timex_word before = nx_timex_word_before(t, word->item.start);
	timex_word next = nx_timex_word_at(t, word->end);

	*end = word->end;
	*offset = 0;
	switch (word->kind) {
	case TIMEX_TODAY:
		return is_today(t, word, led);
	case TIMEX_TONIGHT:
		if (before.kind == TIMEX_OTHER || before.kind == TIMEX_THAT)
			return false;
		if (nx_timex_is_shift(&next, offset))
			*end = next.end;
		return true;
	case TIMEX_DAY_OFFSET:
		*offset = word->value;
		/* "The first yesterday" is the day before. */
		if (word->value < 0 && next.kind == TIMEX_ORDINAL && next.value == 1 &&
			!next.joined) {
			*offset = -2;
			*end = next.end;
		}
		return next.kind != TIMEX_NEED;
	case TIMEX_MORROW:
		*offset = 1;
		return led || word->prefixed;
	case TIMEX_FIRST:
		if (next.kind == TIMEX_OF)
			next = nx_timex_word_at(t, next.end);
		*offset = -2;
		*end = next.end;
		return next.kind == TIMEX_DAY_OFFSET && next.value < 0;
	case TIMEX_AFTER:
		*offset = 2;
		*end = next.end;
		return next.kind == TIMEX_MORROW ||
		       (next.kind == TIMEX_DAY_OFFSET && next.value > 0 && next.definite);
	default:
		return false;
	}
}

/* Behind one mark or word that may part a day from its weekday or date. */
static size_t skip_link(const timex_text *t, size_t pos)
{
	nx_date_item mark = nx_date_item_at(&t->text, pos);
	nx_date_word word;

	if (nx_date_is_mark(&mark, ',') || nx_date_is_mark(&mark, '('))
		pos = mark.end;
	word = nx_date_word_at(&t->text, pos);
	return word.kind == NX_WORD_RELATIVE || word.kind == NX_WORD_DAY ? word.end : pos;
}

static void take_weekday(const timex_text *t, nx_timex *out)
{
	nx_date_item open = nx_date_item_at(&t->text, out->end), close;
	timex_word word = nx_timex_word_at(t, skip_link(t, out->end));

	if (word.kind != TIMEX_WEEKDAY || word.joined || word.prefixed)
		return;
	out->weekday = word.value;
	out->end = word.end;
	close = nx_date_item_at(&t->text, out->end);
	if (nx_date_is_mark(&open, '(') && nx_date_is_mark(&close, ')'))
		out->end = close.end;
}

/* What may follow a day: its part, and day and month. */
static void take_rest(const timex_text *t, nx_timex *out)
{
	timex_word word = nx_timex_word_at(t, out->end);
	nx_timex date = *out;
	nx_date_item close;
	size_t pos;

	if (word.kind == TIMEX_PART_OF_DAY && !word.joined && !word.prefixed && !word.definite)
		out->end = word.end;
	pos = skip_link(t, out->end);
	word = nx_timex_word_at(t, pos);
	if (word.item.kind != NX_ITEM_NUMBER || !nx_timex_read_day_month(t, &word, &date))
		return;
	close = nx_date_item_at(&t->text, date.end);
	if (nx_date_is_mark(&close, ')') && pos != out->end)
		date.end = close.end;
	*out = date;
}

static bool read_weekday(const timex_text *t, const timex_word *word, nx_timex *out)
{
	timex_word before = nx_timex_word_before(t, word->item.start);
	timex_word next = nx_timex_word_at(t, word->end);
	int shift = 0;

	if (before.kind == TIMEX_OTHER ||
		(before.kind == TIMEX_UNIT && before.unit == NX_UNIT_DAY && before.value == 3))
		return false;
	out->kind = NX_TIMEX_PARTIAL;
	out->end = word->end;
	out->weekday = word->value;
	if (nx_timex_is_anchored(&next)) {
		out->kind = NX_TIMEX_RELATIVE;
		out->unit = NX_UNIT_DAY;
		out->end = next.end;
		return true;
	}
	if (nx_timex_is_shift(&next, &shift)) {
		out->kind = NX_TIMEX_RELATIVE;
		out->end = next.end;
	}
	if (!nx_timex_set_day(out, nx_timex_weekday(&t->reference, word->value, shift)))
		return false;
	take_rest(t, out);
	return true;
}

static bool read_deictic(const timex_text *t, const timex_word *word, bool led, nx_timex *out)
{
	int offset;

	if (!read_offset(t, word, led, &offset, &out->end))
		return false;
	out->kind = NX_TIMEX_RELATIVE;
	out->deictic = true;
	out->offset = offset;
	if (!nx_timex_shift(out, &t->reference, NX_UNIT_DAY, offset))
		return false;
	take_weekday(t, out);
	take_rest(t, out);
	return true;
}

/* "The following day": counted from a day of the story. */
static bool read_anchored_day(const timex_text *t, const timex_word *word, nx_timex *out)
{
	timex_word next = nx_timex_word_at(t, word->end);

	if (!nx_timex_is_anchored(&next))
		return false;
	out->kind = NX_TIMEX_RELATIVE;
	out->unit = NX_UNIT_DAY;
	out->end = next.end;
	return true;
}

bool nx_timex_read_day(const timex_text *t, const timex_word *word, nx_timex *out)
{
	timex_word next = *word;
	bool led = false;
	int i;

	/* "The evening of the day of yesterday", "the morning of this day". */
	for (i = 0; i < 2; i++) {
		if (next.kind != TIMEX_PART_OF_DAY &&
			!(next.kind == TIMEX_UNIT && next.unit == NX_UNIT_DAY && next.value == 1 &&
				!next.definite))
			break;
		led = true;
		next = nx_timex_word_at(t, next.end);
		if (next.joined || next.prefixed)
			return false;
	}
	if (led && next.kind == TIMEX_THIS) {
		next = nx_timex_word_at(t, next.end);
		if (next.kind != TIMEX_TODAY)
			return false;
	}
	if (next.kind == TIMEX_WEEKDAY)
		return read_weekday(t, &next, out);
	if (next.kind == TIMEX_TODAY && read_anchored_day(t, &next, out))
		return true;
	return read_deictic(t, &next, led, out);
}
