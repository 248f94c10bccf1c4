/* Expressions of time in Arabic: dates in full, dates without a year, what counts
 * from the day of publication ("yesterday", "last month", "five days ago"), years,
 * decades and centuries, and vague words ("now", "recently"). */
#ifndef NEWSIDX_TIMEX_H
#define NEWSIDX_TIMEX_H

#include "newsidx/date.h"

typedef enum nx_timex_kind {
	NX_TIMEX_ABSOLUTE = 0, /* says everything: "27/10/2020", "the year 1948" */
	NX_TIMEX_PARTIAL,      /* lacks something: "27 October", "Thursday" */
	NX_TIMEX_RELATIVE,     /* counts from the reference: "yesterday", "last year" */
	NX_TIMEX_VAGUE         /* names no day: "recently", "the coming days" */
} nx_timex_kind;

/* What an expression measures by; of vague ones NX_UNIT_NONE. */
typedef enum nx_timex_unit {
	NX_UNIT_NONE = 0,
	NX_UNIT_SECOND,
	NX_UNIT_MINUTE,
	NX_UNIT_HOUR,
	NX_UNIT_DAY,
	NX_UNIT_WEEK,
	NX_UNIT_MONTH,
	NX_UNIT_QUARTER,
	NX_UNIT_SEASON,
	NX_UNIT_YEAR,
	NX_UNIT_DECADE,
	NX_UNIT_CENTURY
} nx_timex_unit;

/* Where a vague expression points. */
typedef enum nx_timex_ref {
	NX_REF_NONE = 0,
	NX_REF_PAST,
	NX_REF_PRESENT,
	NX_REF_FUTURE
} nx_timex_ref;

typedef struct nx_timex {
	nx_timex_kind kind;
	nx_timex_unit unit;
	/* As exact as the unit allows: of a week the month and of a quarter or season
	 * the year in which most of it lies; NX_DATE_NONE for decades, centuries, what
	 * is vague and what is unresolved. */
	nx_date date;
	/* Julian days of the first and last day that may be meant, 0 if none can be
	 * told. A vague expression may have them: "the last two days". */
	int32_t first, last;
	/* Of an hour its number; of a week that of ISO 8601; of a quarter 1 to 4; of a
	 * season 1 spring to 4 winter; of a decade the year without its last digit, of
	 * a century without its last two. */
	int number;
	nx_timex_ref ref;
	size_t start, end;     /* bytes of the text */
	int weekday;           /* named beside it, 0 Monday to 6 Sunday, or -1 */
	bool weekday_conflict; /* the weekday named is not that day's */
	bool hijri;            /* converted from the calendar of the hijra */
	/* It says, whatever else it says, how many days the day is from the reference:
	 * "yesterday Thursday 1 October 2020" is -1. */
	bool deictic;
	int offset; /* days, of one that is deictic */
} nx_timex;

/* The first expression at or after byte `from`; false when there is none.
 *
 * `reference` is the day, and if known the time, from which the text counts: that
 * of its publication. It may be NULL or less exact than a day; then expressions
 * that need more are found but not resolved. A weekday alone is the nearest one
 * that has come, a day without its year the nearest to the reference; weeks are
 * those of ISO 8601, and a winter bears the year in which it begins. Dates in the
 * calendar of the hijra are those of Umm al-Qura; their months and years become the
 * Gregorian ones in which the greater part of them lies, `first` and `last` are
 * exact. Numbers are years only where something says so. A proclitic ("in", "and")
 * before the expression is no part of it. */
bool nx_timex_find(nx_str text, size_t from, const nx_date *reference, nx_timex *out);

/* "absolute", "partial", "relative", "vague"; "second" to "century", NULL for
 * NX_UNIT_NONE. */
const char *nx_timex_kind_name(nx_timex_kind kind);
const char *nx_timex_unit_name(nx_timex_unit unit);

/* Append the value as TIMEX3 writes it: 2015-12-24T14:00, 2015-12-24, 2015-W52,
 * 2015-12, 2015-Q1, 2015-WI (SP SU FA), 2015, 196 (a decade), 19 (a century),
 * PAST_REF, PRESENT_REF, FUTURE_REF; nothing when the expression is unresolved.
 * Source: TimeML annotation guidelines 1.2.1, section 2.2. */
void nx_timex_value(nx_buf *out, const nx_timex *timex);

/* A text that is one such expression and nothing else, as a query holds it: all of
 * the above and what nx_date_parse() reads; a month's name alone; "today",
 * "yesterday", "tomorrow", "3 days ago", "last week", "this month" and so on; and
 * 3d, 2w, 6m, 1y for the day so long ago. Returns false for anything else, and when
 * no day can be told. */
bool nx_date_parse_relative(nx_timex *out, nx_str text, const nx_date *reference);

#endif
