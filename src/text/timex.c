/* Expressions of time in running text: one pass over digits and the words with which
 * an expression may begin. */
#include "newsidx/timex.h"

#include "text/timex_parts.h"

/* A date in full may begin inside an expression and go on behind it: "yesterday
 * Thursday 1 October 2020". Its first number is no farther behind than this. */
#define FULL_REACH 96

static bool read_word(const timex_text *t, timex_word *word, nx_timex *out)
{
	switch (word->kind) {
	case TIMEX_TODAY:
	case TIMEX_DAY_OFFSET:
	case TIMEX_MORROW:
	case TIMEX_TONIGHT:
	case TIMEX_PART_OF_DAY:
	case TIMEX_FIRST:
	case TIMEX_AFTER:
	case TIMEX_WEEKDAY:
		return nx_timex_read_day(t, word, out);
	case TIMEX_AGO:
		return nx_timex_read_ago(t, word, out);
	case TIMEX_MOMENT:
	case TIMEX_SAME:
	case TIMEX_PAST:
	case TIMEX_PRESENT:
	case TIMEX_FUTURE:
	case TIMEX_PAST_NOUN:
	case TIMEX_FUTURE_NOUN:
		return nx_timex_read_vague(t, word, out);
	case TIMEX_BOUND:
	case TIMEX_HALF:
	case TIMEX_QUARTER:
		return nx_timex_read_part(t, word, out);
	case TIMEX_MONTH:
	case TIMEX_HIJRI:
		return nx_timex_read_month(t, word, false, out);
	default:
		return nx_timex_read_period(t, word, out);
	}
}

static void from_span(nx_timex *out, const nx_date_span *span)
{
	*out = (nx_timex){ .kind = NX_TIMEX_ABSOLUTE,
		.start = span->start,
		.end = span->end,
		.weekday = span->weekday,
		.weekday_conflict = span->weekday_conflict,
		.hijri = span->hijri };
	nx_timex_set_date(out, &span->date);
}

static void check_weekday(nx_timex *out)
{
	out->weekday_conflict = out->weekday >= 0 && out->unit != NX_UNIT_NONE && out->first &&
				out->weekday != nx_day_weekday(out->first);
}

/* The time of day behind a day, and what else may stand there. */
static void take_clock(const timex_text *t, nx_timex *out)
{
	nx_date_span span = {
		.date = out->date, .start = out->start, .end = out->end, .weekday = out->weekday
	};

	if (out->unit != NX_UNIT_DAY || out->date.precision != NX_PRECISION_DAY)
		return;
	nx_date_extend_after(&t->text, &span);
	nx_timex_set_date(out, &span.date);
	out->end = span.end;
	out->weekday = span.weekday;
}

/* Take what the reference cannot tell back. */
static void unresolve(nx_timex *out, nx_precision known)
{
	nx_precision needed = out->unit >= NX_UNIT_YEAR    ? NX_PRECISION_YEAR
			      : out->unit >= NX_UNIT_MONTH ? NX_PRECISION_MONTH
							   : NX_PRECISION_DAY;

	if (out->kind == NX_TIMEX_ABSOLUTE || known >= needed)
		return;
	out->date = NX_DATE_NONE;
	out->first = out->last = 0;
	out->number = 0;
	out->weekday_conflict = false;
}

/* The number begins a date in full, or part of one. */
static bool read_number(const timex_text *t, const timex_word *word, nx_timex *out)
{
	nx_date_span span;

	if (nx_date_scan(&t->text, word->start, word->end, &span)) {
		nx_date_extend(&t->text, &span);
		from_span(out, &span);
		return true;
	}
	if (!nx_timex_read_number(t, word, out))
		return false;
	take_clock(t, out);
	return true;
}

/* Does the number at byte `number` stand right behind byte `pos`? A day in words may be
 * another: "they set yesterday the third of May 2016". */
static bool number_follows(const timex_text *t, size_t pos, size_t number)
{
	nx_date_item item = nx_date_item_at(&t->text, pos);
	nx_date_word word;

	if (nx_date_is_mark(&item, ',') || nx_date_is_mark(&item, '('))
		pos = item.end;
	word = nx_date_word_at(&t->text, pos);
	if (word.kind == NX_WORD_RELATIVE)
		pos = word.end;
	item = nx_date_item_at(&t->text, pos);
	return item.kind == NX_ITEM_NUMBER && item.start == number;
}

/* The date in full that begins within the expression, or right behind a word such as
 * "today", takes its place with what stands before it. */
static void prefer_full(const timex_text *t, nx_timex *out)
{
	size_t limit =
		out->end + FULL_REACH < t->text.str.n ? out->end + FULL_REACH : t->text.str.n;
	size_t digit = nx_date_next_digit(nx_str_slice(t->text.str, 0, limit), out->start);
	nx_timex words = *out;
	nx_date_span span;

	if (digit >= limit || !nx_date_scan(&t->text, digit, limit, &span))
		return;
	nx_date_extend(&t->text, &span);
	if (span.start >= out->end && !(out->deictic && number_follows(t, out->end, span.start)))
		return;
	from_span(out, &span);
	out->start = span.start < words.start ? span.start : words.start;
	out->deictic = words.deictic;
	out->offset = words.offset;
}

static bool read_at(const timex_text *t, size_t pos, size_t *end, nx_timex *out)
{
	timex_word word = nx_timex_word_at(t, pos);

	*end = word.item.end;
	*out = (nx_timex){ .date = NX_DATE_NONE, .start = word.start, .weekday = -1 };
	if (word.item.kind == NX_ITEM_NUMBER)
		return read_number(t, &word, out);
	if (word.kind == TIMEX_NONE || !read_word(t, &word, out))
		return false;
	take_clock(t, out);
	prefer_full(t, out);
	return true;
}

/* A reference for reading when there is none: what comes of it is taken back. */
static nx_date any_day(const nx_date *reference)
{
	nx_date day = { NX_PRECISION_DAY, 2000, 7, 1, 0, 0, 0, NX_ZONE_UNKNOWN };

	if (!reference || reference->precision == NX_PRECISION_NONE)
		return day;
	if (reference->precision >= NX_PRECISION_DAY)
		return *reference;
	day.year = reference->year;
	if (reference->precision >= NX_PRECISION_MONTH)
		day.month = reference->month;
	return day;
}

bool nx_timex_find_in(nx_str text, size_t from, const nx_date *reference, bool query, nx_timex *out)
{
	timex_text t = { .text = { .str = text, .floor = from },
		.reference = any_day(reference),
		.query = query };
	size_t pos = from, end;

	while (pos < text.n && (pos = nx_timex_next(text, pos)) < text.n) {
		if (read_at(&t, pos, &end, out) && out->start >= from) {
			check_weekday(out);
			unresolve(out, reference ? reference->precision : NX_PRECISION_NONE);
			return true;
		}
		pos = end > pos ? end : pos + 1;
	}
	return false;
}

bool nx_timex_find(nx_str text, size_t from, const nx_date *reference, nx_timex *out)
{
	return nx_timex_find_in(text, from, reference, false, out);
}

const char *nx_timex_kind_name(nx_timex_kind kind)
{
	static const char *const names[] = { "absolute", "partial", "relative", "vague" };

	return names[kind];
}

const char *nx_timex_unit_name(nx_timex_unit unit)
{
	static const char *const names[] = { NULL, "second", "minute", "hour", "day", "week",
		"month", "quarter", "season", "year", "decade", "century" };

	return names[unit];
}

static void value_of_ref(nx_buf *out, nx_timex_ref ref)
{
	static const char *const names[] = { "", "PAST_REF", "PRESENT_REF", "FUTURE_REF" };

	nx_buf_adds(out, names[ref]);
}

void nx_timex_value(nx_buf *out, const nx_timex *timex)
{
	static const char *const seasons[] = { "SP", "SU", "FA", "WI" };
	const nx_date *date = &timex->date;

	if (timex->kind == NX_TIMEX_VAGUE) {
		value_of_ref(out, timex->ref);
		return;
	}
	if (!timex->first)
		return;
	switch (timex->unit) {
	case NX_UNIT_HOUR:
		nx_date_format(out, date);
		nx_buf_addf(out, "T%02d", timex->number);
		break;
	case NX_UNIT_WEEK:
		nx_buf_addf(out, "%04d-W%02d", date->year, timex->number);
		break;
	case NX_UNIT_QUARTER:
		nx_buf_addf(out, "%04d-Q%d", date->year, timex->number);
		break;
	case NX_UNIT_SEASON:
		nx_buf_addf(out, "%04d-%s", date->year, seasons[timex->number - 1]);
		break;
	case NX_UNIT_DECADE:
		nx_buf_addf(out, "%03d", timex->number);
		break;
	case NX_UNIT_CENTURY:
		nx_buf_addf(out, "%02d", timex->number);
		break;
	default:
		nx_date_format(out, date);
		break;
	}
}
