/* What src/text/date*.c share: a date expression is read as numbers, words and
 * marks, the words by the tables in src/text/data. */
#ifndef NX_TEXT_DATE_PARTS_H
#define NX_TEXT_DATE_PARTS_H

#include <stdint.h>

#include "newsidx/date.h"
#include "newsidx/utf8.h"

/* The text under examination. A line end ends every expression, unless the text
 * is a field of its own (`whole`), where it is white space and where years before
 * 1800 are understood, and those of two digits in e-mail's dates. */
typedef struct nx_date_text {
	nx_str str;
	size_t floor; /* nothing before this byte may become part of a span */
	bool whole;
} nx_date_text;

/* nx_utf8_next(), the sequences of two bytes that hold all of the Arabic block first. */
static inline unsigned nx_date_peek(nx_str s, size_t *pos)
{
	const unsigned char *p = (const unsigned char *)s.p + *pos;

	if (p[0] < 0x80) {
		*pos += 1;
		return p[0];
	}
	if (p[0] >= 0xC2 && p[0] < 0xE0 && s.n - *pos > 1 && (p[1] & 0xC0) == 0x80) {
		*pos += 2;
		return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
	}
	return nx_utf8_next(s, pos);
}

typedef enum nx_item_kind {
	NX_ITEM_END = 0, /* end or beginning of text or line */
	NX_ITEM_NUMBER,
	NX_ITEM_WORD,
	NX_ITEM_MARK
} nx_item_kind;

typedef struct nx_date_item {
	nx_item_kind kind;
	size_t start, end; /* bytes of the text */
	bool spaced;       /* white space lies between it and where the reading began */
	unsigned mark;     /* code point of a mark, dashes and slashes joined */
	int64_t value;     /* of a number, no more than 10^15 */
	int digits;
} nx_date_item;

bool nx_date_is_mark(const nx_date_item *item, unsigned mark);
nx_date_item nx_date_item_at(const nx_date_text *text, size_t pos);
/* The item that ends at or before byte `pos`; it may lie before the floor. */
nx_date_item nx_date_item_before(const nx_date_text *text, size_t pos);
/* -1, or the value of a digit: ASCII, Arabic-Indic, extended Arabic-Indic. */
int nx_date_digit(unsigned cp);
/* Append the folded word behind the first `n` bytes of `out`, which has room for `max`.
 * Returns the bytes there are then, or 0 when it does not fit: then it is no word of the
 * tables. Points inside a word vanish. */
size_t nx_date_fold_word(char *out, size_t n, size_t max, nx_str word);
/* Byte offset of the first digit at or after pos, or the text's length. */
size_t nx_date_next_digit(nx_str text, size_t pos);

typedef enum nx_word_kind {
	NX_WORD_NONE = 0,
	NX_WORD_MONTH,      /* value 1 to 12 */
	NX_WORD_MONTH_PAIR, /* tishrin or kanun without its number; value of the first */
	NX_WORD_HIJRI,      /* value 1 to 12 */
	NX_WORD_WEEKDAY,    /* value 0 Monday to 6 Sunday */
	NX_WORD_ORDINAL,    /* a day of the month in words, 1 to 31 */
	NX_WORD_SUFFIX,     /* st nd rd th */
	NX_WORD_ZONE,       /* value minutes east or NX_ZONE_UNKNOWN */
	NX_WORD_PLACE,      /* the same, a zone only after a NX_WORD_ZONE_LEAD */
	NX_WORD_ZONE_LEAD,  /* "in the time of" */
	NX_WORD_AM,
	NX_WORD_PM,
	NX_WORD_NOON,
	NX_WORD_NIGHT,
	NX_WORD_MEEM, /* after a time PM, after a year the common era */
	NX_WORD_SAD,  /* AM in one letter */
	NX_WORD_COMMON_ERA,
	NX_WORD_HIJRI_ERA,
	NX_WORD_OF,       /* between day, month and year */
	NX_WORD_YEAR,     /* "the year" before its number */
	NX_WORD_HOUR,     /* "the hour" before a time */
	NX_WORD_AT,       /* "at", "in" before a time */
	NX_WORD_DAY,      /* "the day" before a weekday or a date */
	NX_WORD_RELATIVE, /* last, next, corresponding to: beside a date's parts */
	NX_WORD_LABEL,    /* "published", "last update" */
	NX_WORD_UNIT,     /* what is counted: the number before it is no year */
	NX_WORD_NUMBERING /* version, phone, number: what follows is no date */
} nx_word_kind;

typedef struct nx_date_word {
	nx_word_kind kind;
	int value;
	size_t start, end; /* of one word or of two, a proclitic left out */
	bool spaced;
} nx_date_word;

/* What the word (or two words) at, or right before, byte `pos` means for a date;
 * kind NX_WORD_NONE when there is no word or it means nothing. */
nx_date_word nx_date_word_at(const nx_date_text *text, size_t pos);
nx_date_word nx_date_word_before(const nx_date_text *text, size_t pos);

/* A time of day as printed, with its zone if one stands there. */
typedef struct nx_date_clock {
	int hour, minute, second;
	bool has_minute, has_second;
	int zone;
	size_t start, end;
} nx_date_clock;

/* The time of day at byte `pos`. After the word for "hour" (`led`) a point may
 * part hour and minute, and the minute may be missing. */
bool nx_date_clock_at(const nx_date_text *text, size_t pos, bool led, nx_date_clock *out);
/* The zone at byte `pos`: moves *end behind it. A bare -05:00 is one only after an
 * `exact` time, of seconds or behind a T. */
bool nx_date_zone_at(const nx_date_text *text, size_t pos, bool exact, int *zone, size_t *end);

bool nx_date_is_month(const nx_date_word *word);
/* The month at byte `pos`, under one name or two. Returns 1 to 12, and *end behind
 * it; 0 when there is none. */
int nx_date_month_at(const nx_date_text *text, size_t pos, size_t *end);
/* Back over the mark that may part two names of one month. */
size_t nx_date_skip_name_mark(const nx_date_text *text, size_t pos);
/* May the mark stand between month and year? */
bool nx_date_is_year_mark(const nx_date_item *item);
/* Where a date could begin whose month ends before byte `pos`, nearest first: at
 * the month, its other name, or a day in words. Returns how many. */
#define NX_DATE_STARTS 4
int nx_date_month_starts(const nx_date_text *text, size_t pos, size_t starts[NX_DATE_STARTS]);

/* Is the number at byte `pos` glued to something that makes it part of another
 * thing: a longer number, a price, a phone number, a code? `sep` is the mark that
 * parts the date's own numbers, 0 when a month's name does. */
bool nx_date_glued_before(const nx_date_text *text, size_t pos, unsigned sep, bool spaced);
/* The same for the number that ends at byte `pos`. */
bool nx_date_glued_after(const nx_date_text *text, size_t pos, unsigned sep);

/* Day, month and year around the number at `number`; the span is theirs alone. */
bool nx_date_core_around(const nx_date_text *text, const nx_date_item *number, nx_date_span *out);
/* The same, when it begins exactly with the item at byte `pos`. */
bool nx_date_core_at(const nx_date_text *text, size_t pos, nx_date_span *out);
/* Take what belongs to the date into the span: the weekday before it; a weekday,
 * time and zone after it; a time and weekday before it. */
bool nx_date_extend_weekday(const nx_date_text *text, nx_date_span *span);
void nx_date_extend_after(const nx_date_text *text, nx_date_span *span);
void nx_date_extend_before(const nx_date_text *text, nx_date_span *span);
/* A year that may stand in this text. */
bool nx_date_year_fits(const nx_date_text *text, const nx_date_item *number);
/* The first date in full at or after byte `from` whose number begins before byte
 * `limit`, without what stands beside it; then take that in. */
bool nx_date_scan(const nx_date_text *text, size_t from, size_t limit, nx_date_span *out);
void nx_date_extend(const nx_date_text *text, nx_date_span *span);

/* Years of the hijra that the calendar knows: 1882 to 2101 of the common era. */
#define NX_HIJRI_FIRST 1300
#define NX_HIJRI_LAST 1525

/* Julian day number of a day of the hijra, 0 when there is no such day; the length
 * of a month, 0 when there is no such month; the year in which a day lies. */
int32_t nx_hijri_day_number(int year, int month, int day);
int nx_hijri_month_length(int year, int month);
int nx_hijri_year_of(int32_t day);

bool nx_date_hijri_year_fits(const nx_date_item *number);
/* The same without the sign of its era: only years that news speaks of, since in
 * 1453 of the common era Constantinople fell. */
bool nx_date_hijri_year_alone(const nx_date_item *number);
/* Behind the sign of the era at byte `pos`, or `pos` itself. */
size_t nx_date_hijri_era(const nx_date_text *text, size_t pos);
/* The month of the hijra at byte `pos` and its year, 0 when none follows. Returns
 * where it ends, or `pos` when there is none. */
size_t nx_date_hijri_month(const nx_date_text *text, size_t pos, int *month, int *year);
/* The day of the hijra that begins with `number`, converted. */
bool nx_date_hijri_at(const nx_date_text *text, const nx_date_item *number, nx_date_span *out);
/* Take the same day in the other calendar, which follows, into the span: the
 * Gregorian date counts. */
void nx_date_join_gregorian(const nx_date_text *text, nx_date_span *span);
void nx_date_join_hijri(const nx_date_text *text, nx_date_span *span);

#endif
