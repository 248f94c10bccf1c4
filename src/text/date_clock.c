/* The time of day beside a date, and its zone. */
#include "text/date_parts.h"

#define ZONE_LIMIT (14 * 60) /* Kiritimati is farthest from Greenwich */

/* Hours and minutes after a sign: +3, +03, +0300, +03:00. A minus is a sign after
 * the name of a zone or an exact time; 16:43-18:00 is a span of time. */
static bool read_offset(const nx_date_text *text, size_t pos, bool exact, int *zone, size_t *end)
{
	nx_date_item sign = nx_date_item_at(text, pos), colon, minutes;
	nx_date_item hours = nx_date_item_at(text, sign.end);
	int offset;
	bool full = hours.digits == 4;

	if (sign.kind != NX_ITEM_MARK || (sign.mark != '+' && sign.mark != '-') ||
		hours.kind != NX_ITEM_NUMBER || hours.spaced || hours.digits == 3 ||
		hours.digits > 4)
		return false;
	offset = (int)(full ? hours.value / 100 * 60 + hours.value % 100 : hours.value * 60);
	*end = hours.end;
	colon = nx_date_item_at(text, hours.end);
	minutes = nx_date_item_at(text, colon.end);
	if (!full && nx_date_is_mark(&colon, ':') && !colon.spaced &&
		minutes.kind == NX_ITEM_NUMBER && !minutes.spaced && minutes.digits == 2) {
		offset += (int)minutes.value;
		*end = minutes.end;
	}
	*zone = sign.mark == '-' ? -offset : offset;
	return offset <= ZONE_LIMIT && (sign.mark == '+' || exact || full);
}

static bool read_zone(const nx_date_text *text, size_t pos, bool exact, int *zone, size_t *end)
{
	nx_date_word word = nx_date_word_at(text, pos);
	bool led = word.kind == NX_WORD_ZONE_LEAD;
	int offset;
	size_t behind;

	if (led)
		word = nx_date_word_at(text, word.end);
	if (word.kind != NX_WORD_ZONE && !(led && word.kind == NX_WORD_PLACE))
		return !led && read_offset(text, pos, exact, zone, end);
	*zone = word.value;
	*end = word.end;
	if (word.value == 0 && read_offset(text, word.end, true, &offset, &behind)) {
		*zone = offset;
		*end = behind;
	}
	return true;
}

bool nx_date_zone_at(const nx_date_text *text, size_t pos, bool exact, int *zone, size_t *end)
{
	nx_date_item open = nx_date_item_at(text, pos), close;
	int found;
	size_t behind;

	if (!nx_date_is_mark(&open, '(')) {
		if (!read_zone(text, pos, exact, &found, &behind))
			return false;
	} else {
		if (!read_zone(text, open.end, exact, &found, &behind))
			return false;
		close = nx_date_item_at(text, behind);
		if (!nx_date_is_mark(&close, ')'))
			return false;
		behind = close.end;
	}
	*zone = found;
	*end = behind;
	return true;
}

/* Two digits under 60 behind `mark`, which stands at byte `pos`. */
static bool read_sixtieth(
	const nx_date_text *text, size_t pos, unsigned mark, int *value, size_t *end)
{
	nx_date_item sign = nx_date_item_at(text, pos);
	nx_date_item number = nx_date_item_at(text, sign.end);

	if (!nx_date_is_mark(&sign, mark) || number.kind != NX_ITEM_NUMBER || number.digits != 2 ||
		number.value > 59 || sign.spaced != number.spaced || (sign.spaced && mark != ':'))
		return false;
	*value = (int)number.value;
	*end = number.end;
	return true;
}

static void skip_fraction(const nx_date_text *text, size_t *end)
{
	nx_date_item point = nx_date_item_at(text, *end);
	nx_date_item number = nx_date_item_at(text, point.end);

	if (point.kind == NX_ITEM_MARK && (point.mark == '.' || point.mark == ',') &&
		!point.spaced && number.kind == NX_ITEM_NUMBER && !number.spaced)
		*end = number.end;
}

/* Is the number at byte `pos` the tail of something: 35 in 20:35, 5 in 2.5? */
static bool has_head(const nx_date_text *text, size_t pos)
{
	nx_date_item mark = nx_date_item_before(text, pos);
	nx_date_item number = nx_date_item_before(text, mark.start);

	return mark.kind == NX_ITEM_MARK && (mark.mark == ':' || mark.mark == '.') &&
	       !mark.spaced && number.kind == NX_ITEM_NUMBER && !number.spaced;
}

/* The hour of the day, from the hour on the clock and the half of the day. */
static int hour_of_day(int hour, nx_word_kind half)
{
	if (hour > 12)
		return hour;
	switch (half) {
	case NX_WORD_AM:
	case NX_WORD_SAD:
		return hour == 12 ? 0 : hour;
	case NX_WORD_PM:
	case NX_WORD_MEEM:
		return hour == 12 ? 12 : hour + 12;
	case NX_WORD_NOON:
		return hour < 10 ? hour + 12 : hour;
	case NX_WORD_NIGHT:
		return hour == 12 ? 0 : hour >= 6 ? hour + 12 : hour;
	default:
		return hour;
	}
}

static bool is_half(nx_word_kind kind)
{
	return kind == NX_WORD_AM || kind == NX_WORD_SAD || kind == NX_WORD_PM ||
	       kind == NX_WORD_MEEM || kind == NX_WORD_NOON || kind == NX_WORD_NIGHT;
}

/* 1856 and 185600 behind a T: the basic format of ISO 8601, which is also found
 * behind days in the extended one. */
static bool read_basic(const nx_date_text *text, const nx_date_item *number, nx_date_clock *out)
{
	int64_t value = number->value;

	if (number->kind != NX_ITEM_NUMBER || (number->digits != 4 && number->digits != 6))
		return false;
	if (number->digits == 6) {
		out->second = (int)(value % 100);
		value /= 100;
	}
	out->hour = (int)(value / 100);
	out->minute = (int)(value % 100);
	if (out->hour > 23 || out->minute > 59 || out->second > 59)
		return false;
	out->has_minute = true;
	out->has_second = number->digits == 6;
	if (out->has_second)
		skip_fraction(text, &out->end);
	nx_date_zone_at(text, out->end, true, &out->zone, &out->end);
	return true;
}

bool nx_date_clock_at(const nx_date_text *text, size_t pos, bool led, nx_date_clock *out)
{
	nx_date_item hour = nx_date_item_at(text, pos);
	nx_date_clock clock = { .zone = NX_ZONE_UNKNOWN, .start = hour.start, .end = hour.end };
	bool iso = pos > 0 && (text->str.p[pos - 1] | 0x20) == 't' && !hour.spaced;
	nx_date_word half;
	bool colon, point, exact;

	if (iso && read_basic(text, &hour, &clock)) {
		*out = clock;
		return true;
	}
	if (hour.kind != NX_ITEM_NUMBER || hour.digits > 2 || hour.value > 23 ||
		has_head(text, hour.start))
		return false;
	colon = read_sixtieth(text, clock.end, ':', &clock.minute, &clock.end);
	point = !colon && read_sixtieth(text, clock.end, '.', &clock.minute, &clock.end);
	clock.has_second = colon && read_sixtieth(text, clock.end, ':', &clock.second, &clock.end);
	if (clock.has_second)
		skip_fraction(text, &clock.end);
	clock.has_minute = colon || point;
	half = nx_date_word_at(text, clock.end);
	if (is_half(half.kind))
		clock.end = half.end;
	else if (!colon && !led)
		return false;
	if (!clock.has_minute && !led && (half.kind == NX_WORD_MEEM || half.kind == NX_WORD_SAD))
		return false;
	clock.hour = hour_of_day((int)hour.value, half.kind);
	exact = clock.has_second || iso;
	nx_date_zone_at(text, clock.end, exact, &clock.zone, &clock.end);
	*out = clock;
	return true;
}
