/* Days, times and how Arabic news writes them. Dates are proleptic Gregorian. */
#ifndef NEWSIDX_DATE_H
#define NEWSIDX_DATE_H

#include <stdint.h>

#include "newsidx/buf.h"

typedef enum nx_precision {
	NX_PRECISION_NONE = 0, /* no date at all */
	NX_PRECISION_YEAR,
	NX_PRECISION_MONTH,
	NX_PRECISION_DAY,
	NX_PRECISION_MINUTE,
	NX_PRECISION_SECOND
} nx_precision;

#define NX_ZONE_UNKNOWN INT16_MIN

/* A moment as exactly as it was written; fields beyond the precision are 0. */
typedef struct nx_date {
	nx_precision precision;
	int year;  /* 1 to 9999 */
	int month; /* 1 to 12 */
	int day;   /* 1 to 31 */
	int hour, minute, second;
	int16_t zone; /* minutes east of Greenwich, or NX_ZONE_UNKNOWN */
} nx_date;

#define NX_DATE_NONE ((nx_date){ .precision = NX_PRECISION_NONE, .zone = NX_ZONE_UNKNOWN })

/* Julian day number of a day (1 January 2000 is 2451545), and back.
 * Source: Fliegel and Van Flandern, CACM 11(10), 1968. */
int32_t nx_day_number(int year, int month, int day);
void nx_day_split(int32_t day, int *year, int *month, int *day_of_month);
/* First and last day that the date can mean: a month is all its days. */
void nx_date_days(const nx_date *date, int32_t *first, int32_t *last);
/* 0 Monday to 6 Sunday. */
int nx_day_weekday(int32_t day);
bool nx_date_valid(int year, int month, int day);

/* Append ISO 8601 at the date's own precision: 2020, 2020-10, 2020-10-02,
 * 2020-10-02T16:43, with +03:00 or Z when the zone is known. */
void nx_date_format(nx_buf *out, const nx_date *date);

/* A date expression and where it stands, in bytes of the text searched. */
typedef struct nx_date_span {
	nx_date date;
	size_t start, end;
	int weekday;           /* named beside it, 0 Monday to 6 Sunday, or -1 */
	bool weekday_conflict; /* the weekday named is not that day's */
	bool hijri;            /* converted from the calendar of the hijra (Umm al-Qura) */
} nx_date_span;

/* The first date expression at or after byte `from`; false when there is none.
 * Found: day month year in Arabic and Latin words (four sets of Arabic month
 * names, doubled months), ISO 8601, yyyy.mm.dd, dd/mm/yyyy and their kin, month
 * and year, with the time of day and zone that follow or precede, in ASCII,
 * Arabic-Indic and extended digits. Days of the hijra are converted, unless the
 * Gregorian date stands beside them, which then counts. A bare year is no date. */
bool nx_date_find(nx_str text, size_t from, nx_date_span *out);

/* A text that is a date and nothing else, as a query or a metadata field holds
 * it: all of the above, a bare year, RFC 822 dates, seconds or milliseconds
 * since 1970 with ten or thirteen digits, year and month in numbers, yyyymmdd.
 * White space, brackets, marks and a label ("published on") may stand around it.
 * Returns false for anything else, with `out` NX_DATE_NONE; so for the bare years
 * 1300 to 1499, which are years of the hijra. */
bool nx_date_parse(nx_date *out, nx_str text);

#endif
