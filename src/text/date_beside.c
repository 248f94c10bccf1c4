/* What belongs to a date beside its day, month and year: the weekday, the time of
 * day and the zone, on either side. */
#include "text/date_parts.h"

#include "newsidx/utf8.h"

static bool is_link(const nx_date_item *item)
{
	if (item->kind != NX_ITEM_MARK)
		return false;
	switch (item->mark) {
	case ',':
	case ':':
	case '-':
	case '/':
	case '|':
	case '(':
	case '[':
	case '@':
	case 0xB7:   /* MIDDLE DOT */
	case 0x2022: /* BULLET */
		return true;
	default:
		return false;
	}
}

static bool is_opening(const nx_date_item *item)
{
	return nx_date_is_mark(item, '(') || nx_date_is_mark(item, '[');
}

/* `pos`, or the end of the bracket that closes there. */
static size_t close_bracket(const nx_date_text *text, size_t pos, bool opened)
{
	nx_date_item item = nx_date_item_at(text, pos);

	if (opened && (nx_date_is_mark(&item, ')') || nx_date_is_mark(&item, ']')))
		return item.end;
	return pos;
}

/* Does another date begin at byte `pos`? Then what stands before it is its own. */
static bool date_follows(const nx_date_text *text, size_t pos)
{
	nx_date_span other;
	int i;

	for (i = 0; i < 3; i++) {
		nx_date_item item = nx_date_item_at(text, pos);
		nx_date_word word = nx_date_word_at(text, pos);

		if (word.kind == NX_WORD_RELATIVE || word.kind == NX_WORD_DAY)
			pos = word.end;
		else if (is_link(&item))
			pos = item.end;
		else
			break;
	}
	return nx_date_core_at(text, pos, &other);
}

static bool is_iso_t(const nx_date_text *text, const nx_date_item *item)
{
	return item->kind == NX_ITEM_WORD && !item->spaced && item->end - item->start == 1 &&
	       (text->str.p[item->start] | 0x20) == 't';
}

static void set_clock(nx_date_span *span, const nx_date_clock *clock)
{
	span->date.precision = clock->has_second ? NX_PRECISION_SECOND : NX_PRECISION_MINUTE;
	span->date.hour = clock->hour;
	span->date.minute = clock->minute;
	span->date.second = clock->second;
	if (clock->zone != NX_ZONE_UNKNOWN)
		span->date.zone = (int16_t)clock->zone;
}

static bool clock_after(const nx_date_text *text, nx_date_span *span)
{
	bool led = false, labelled = false, opened = false;
	size_t pos = span->end;
	nx_date_clock clock;
	int i;

	for (i = 0; i < 6; i++) {
		nx_date_item item = nx_date_item_at(text, pos);
		nx_date_word word = nx_date_word_at(text, pos);

		if (!is_link(&item) && word.kind != NX_WORD_HOUR && word.kind != NX_WORD_AT &&
			word.kind != NX_WORD_LABEL && !(i == 0 && is_iso_t(text, &item)))
			break;
		opened |= is_opening(&item);
		led |= word.kind == NX_WORD_HOUR;
		labelled |= word.kind == NX_WORD_LABEL;
		pos = item.kind == NX_ITEM_WORD ? word.end : item.end;
	}
	if (!nx_date_clock_at(text, pos, led, &clock))
		return false;
	if (labelled && date_follows(text, clock.end))
		return false;
	set_clock(span, &clock);
	span->end = close_bracket(text, clock.end, opened);
	return true;
}

static bool weekday_after(const nx_date_text *text, nx_date_span *span)
{
	nx_date_item item = nx_date_item_at(text, span->end);
	bool opened = is_opening(&item);
	size_t pos = is_link(&item) ? item.end : span->end;
	nx_date_word word = nx_date_word_at(text, pos);

	if (word.kind == NX_WORD_DAY)
		word = nx_date_word_at(text, word.end);
	if (word.kind != NX_WORD_WEEKDAY)
		return false;
	pos = close_bracket(text, word.end, opened);
	if (date_follows(text, pos))
		return false;
	span->weekday = word.value;
	span->end = pos;
	return true;
}

/* A zone that no time has taken: before the time, or of the day itself. */
static bool zone_after(const nx_date_text *text, nx_date_span *span)
{
	nx_date_item item = nx_date_item_at(text, span->end);
	nx_date_word word = nx_date_word_at(text, is_opening(&item) ? item.end : span->end);
	int zone;

	if (word.kind != NX_WORD_ZONE || !nx_date_zone_at(text, span->end, true, &zone, &span->end))
		return false;
	span->date.zone = (int16_t)zone;
	return true;
}

static void skip_era(const nx_date_text *text, nx_date_span *span)
{
	nx_date_word word = nx_date_word_at(text, span->end);

	if (word.kind == NX_WORD_MEEM || word.kind == NX_WORD_COMMON_ERA)
		span->end = word.end;
}

void nx_date_extend_after(const nx_date_text *text, nx_date_span *span)
{
	bool more;

	skip_era(text, span);
	more = span->date.precision >= NX_PRECISION_DAY;
	while (more) {
		more = (span->date.precision == NX_PRECISION_DAY && clock_after(text, span)) ||
		       (span->weekday < 0 && weekday_after(text, span)) ||
		       (span->date.zone == NX_ZONE_UNKNOWN && zone_after(text, span));
	}
}

/* Where the Hijri date that ends before byte `pos` begins, or `pos` itself. */
static size_t hijri_start(const nx_date_text *text, size_t pos)
{
	nx_date_word word = nx_date_word_before(text, pos);
	nx_date_item item =
		nx_date_item_before(text, word.kind == NX_WORD_HIJRI_ERA ? word.start : pos);

	if (!nx_date_hijri_year_fits(&item))
		return pos;
	word = nx_date_word_before(text, item.start);
	if (word.kind == NX_WORD_HIJRI) {
		item = nx_date_item_before(text, word.start);
	} else {
		item = nx_date_item_before(text, nx_date_item_before(text, item.start).start);
		item = nx_date_item_before(text, nx_date_item_before(text, item.start).start);
	}
	return item.kind == NX_ITEM_NUMBER && item.value <= 30 ? item.start : pos;
}

/* Back over marks and words that may part a date from what belongs to it: from a
 * weekday, unless `day` is said between them ("he set on Monday the day of ..."). */
static size_t skip_links_before(const nx_date_text *text, size_t pos, bool day)
{
	int i;

	for (i = 0; i < 4; i++) {
		nx_date_item item = nx_date_item_before(text, pos);
		nx_date_word word = nx_date_word_before(text, pos);

		if (word.kind == NX_WORD_RELATIVE || word.kind == NX_WORD_OF ||
			(day && word.kind == NX_WORD_DAY))
			pos = word.start;
		else if (is_link(&item))
			pos = item.start;
		else
			break;
	}
	return pos;
}

bool nx_date_extend_weekday(const nx_date_text *text, nx_date_span *span)
{
	size_t pos = skip_links_before(text, span->start, false);
	size_t hijri = hijri_start(text, pos);
	nx_date_word word;

	if (span->date.precision < NX_PRECISION_DAY || span->weekday >= 0)
		return false;
	if (hijri != pos)
		pos = skip_links_before(text, hijri, false);
	word = nx_date_word_before(text, pos);
	if (word.kind != NX_WORD_WEEKDAY || word.start < text->floor)
		return false;
	span->weekday = word.value;
	span->start = word.start;
	return true;
}

/* The time whose last part stands before byte `pos`: looked for from number to
 * number backwards, read forwards. */
static bool clock_before(const nx_date_text *text, nx_date_span *span)
{
	size_t pos = span->start, target = skip_links_before(text, span->start, true);
	nx_date_clock clock;
	nx_date_word word;
	int i, zone;

	for (i = 0; i < 9; i++) {
		nx_date_item item = nx_date_item_before(text, pos);
		bool led;

		if (item.kind == NX_ITEM_END || item.start < text->floor)
			return false;
		pos = item.start;
		word = nx_date_word_before(text, pos);
		led = word.kind == NX_WORD_HOUR;
		if (item.kind == NX_ITEM_NUMBER && nx_date_clock_at(text, pos, led, &clock) &&
			(led || clock.has_minute) && clock.end <= span->start &&
			nx_date_item_at(text, clock.end).start >= target)
			break;
	}
	if (i == 9)
		return false;
	set_clock(span, &clock);
	span->start = clock.start;
	if (word.kind == NX_WORD_ZONE && word.start >= text->floor &&
		clock.zone == NX_ZONE_UNKNOWN &&
		nx_date_zone_at(text, word.start, true, &zone, &pos) && pos <= span->start) {
		span->date.zone = (int16_t)zone;
		span->start = word.start;
	}
	return true;
}

void nx_date_extend_before(const nx_date_text *text, nx_date_span *span)
{
	bool more = true;

	while (more) {
		more = nx_date_extend_weekday(text, span) ||
		       (span->date.precision == NX_PRECISION_DAY && clock_before(text, span));
	}
}
