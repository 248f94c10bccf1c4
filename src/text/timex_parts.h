/* What src/text/timex*.c share: expressions of time are read word by word, the words
 * by src/text/data/timex_words.tsv and the names of months and weekdays. */
#ifndef NX_TEXT_TIMEX_PARTS_H
#define NX_TEXT_TIMEX_PARTS_H

#include "newsidx/timex.h"
#include "text/date_parts.h"

typedef enum timex_kind {
	TIMEX_NONE = 0,
	TIMEX_TODAY,
	TIMEX_DAY_OFFSET, /* value: days from the reference */
	TIMEX_MORROW,     /* tomorrow without its article: after "after", "evening" */
	TIMEX_TONIGHT,
	TIMEX_PART_OF_DAY,
	TIMEX_FIRST, /* "first (of) yesterday" is the day before yesterday */
	TIMEX_AGO,   /* "before", "since": ahead of a count of units */
	TIMEX_AFTER,
	TIMEX_BOUND, /* value 1 beginning, 2 middle, 3 end of a period */
	TIMEX_HALF,
	TIMEX_THIS,
	TIMEX_THAT,
	TIMEX_OTHER,    /* "every", "the like of": what follows is no day of ours */
	TIMEX_SHIFT,    /* value -1 last, 0 this, 1 next */
	TIMEX_ANCHORED, /* next or last as counted from something in the text */
	TIMEX_SEASON,   /* value 1 spring to 4 winter */
	TIMEX_SEASON_LEAD,
	TIMEX_QUARTER,
	TIMEX_ORDINAL, /* value 1 to 10 */
	TIMEX_DECADE,  /* value 20 to 90 */
	TIMEX_AGE,     /* behind a decade of somebody's life */
	TIMEX_MOMENT,  /* value 1 moment, 2 time, 3 period */
	TIMEX_SAME,
	TIMEX_PAST,
	TIMEX_PRESENT,
	TIMEX_FUTURE,
	TIMEX_PAST_NOUN,   /* last, and by itself behind "in" "the past" */
	TIMEX_FUTURE_NOUN, /* "the future", only behind "in" */
	TIMEX_NUMERAL,     /* value: 1 to 1000 and 2000 */
	TIMEX_FEW,         /* some, many */
	TIMEX_ABOUT,       /* about, more than */
	TIMEX_UNIT,        /* value: count_one, two, many */
	TIMEX_MONTH,       /* a name of a month, or the first word of one */
	TIMEX_HIJRI,       /* the same in the calendar of the hijra */
	TIMEX_WEEKDAY,     /* value 0 Monday to 6 Sunday */
	TIMEX_OF,
	TIMEX_IN,
	TIMEX_TO,
	TIMEX_AND,
	TIMEX_ARTICLE,   /* alone, before digits */
	TIMEX_DAY_KIND,  /* behind "the day" makes it another than today */
	TIMEX_NAME,      /* before "today" makes it the name of a paper */
	TIMEX_YEAR_KIND, /* school, fiscal, lunar year */
	TIMEX_OFFICE,    /* before "the general", which is also "the year" */
	TIMEX_HOLY,      /* behind a month */
	TIMEX_NEED,      /* behind "the most pressing", which is also "yesterday" */
	TIMEX_ARAB       /* "the Arab spring" */
} timex_kind;

/* The item at a place, with what it means if it is a word of ours. */
typedef struct timex_word {
	nx_date_item item;
	timex_kind kind;
	int value;
	nx_timex_unit unit; /* of TIMEX_UNIT */
	bool definite;      /* has the article */
	bool joined;        /* "and" is written to it */
	bool prefixed;      /* a preposition is written to it */
	size_t start, end;  /* without proclitics */
} timex_word;

typedef struct timex_text {
	nx_date_text text;
	nx_date reference;
	bool query; /* nothing else is there: names need no cue */
} timex_text;

#define TIMEX_ARTICLE_FOLD "\xD8\xA7\xD9\x84"

/* Let the table of words be filled. */
void nx_timex_load(void);
/* Let nx_timex_next() stop at the folded word, also with its proclitics and article;
 * `article`: it begins with one of its own. */
void nx_timex_may_begin(nx_str fold, bool article);
/* The word at or right before byte `pos`; kind TIMEX_NONE when it means nothing. */
timex_word nx_timex_word_at(const timex_text *t, size_t pos);
timex_word nx_timex_word_before(const timex_text *t, size_t pos);
/* Byte offset of the next digit or word with which an expression may begin, or the
 * text's length. */
size_t nx_timex_next(nx_str text, size_t pos);

/* A count in digits or words at byte `pos`: five, 25, five and twenty. Returns
 * behind it, or `pos` when there is none. */
size_t nx_timex_count(const timex_text *t, size_t pos, int *count);
/* An ordinal to ninety-nine in words, or a number behind the article. */
size_t nx_timex_ordinal(const timex_text *t, size_t pos, int *ordinal);

/* Give the expression its date. They return false when there is no such date. */
bool nx_timex_set_date(nx_timex *out, const nx_date *date);
bool nx_timex_set_day(nx_timex *out, int32_t day);
bool nx_timex_set_month(nx_timex *out, int year, int month);
bool nx_timex_set_quarter(nx_timex *out, int year, int quarter);
bool nx_timex_set_season(nx_timex *out, int year, int season);
bool nx_timex_set_year(nx_timex *out, int year);
bool nx_timex_set_decade(nx_timex *out, int decade);
bool nx_timex_set_century(nx_timex *out, int century);
bool nx_timex_set_hijri(nx_timex *out, int year, int month);
bool nx_timex_set_vague(nx_timex *out, int shift);
/* The unit in which the reference lies, or `count` units from it. */
bool nx_timex_shift(nx_timex *out, const nx_date *reference, nx_timex_unit unit, int count);
/* Leave the first, middle or last of `parts` parts of the days. */
void nx_timex_narrow(nx_timex *out, int part, int parts);
/* The weekday in the week before (-1) or behind (1) the reference, or the nearest
 * that has come (0). */
int32_t nx_timex_weekday(const nx_date *reference, int weekday, int shift);
/* The year that puts month and day nearest to the reference, or on the side of it
 * that `shift` says; 0 when there is none. `day` 0 stands for the month. */
int nx_timex_year_near(const nx_date *reference, int month, int day, const int *shift);
int nx_timex_hijri_year_near(const nx_date *reference, int month, int day, const int *shift);

/* Last, this or next with the article, as it stands behind a noun; else *shift stays. */
bool nx_timex_is_shift(const timex_word *word, int *shift);
/* Next or last as counted from something that we do not know. */
bool nx_timex_is_anchored(const timex_word *word);

/* Read an expression that begins with the word; `out` is then filled but for its
 * start. They return false when there is none. */
bool nx_timex_read_day(const timex_text *t, const timex_word *word, nx_timex *out);
bool nx_timex_read_ago(const timex_text *t, const timex_word *word, nx_timex *out);
bool nx_timex_read_vague(const timex_text *t, const timex_word *word, nx_timex *out);
/* A period: week, month, season, year, decade, century. */
bool nx_timex_read_period(const timex_text *t, const timex_word *word, nx_timex *out);
bool nx_timex_read_season(const timex_text *t, const timex_word *word, nx_timex *out);
bool nx_timex_read_decade(const timex_text *t, const timex_word *word, nx_timex *out);
bool nx_timex_read_century(const timex_text *t, const timex_word *word, nx_timex *out);
/* Its beginning, middle, end, half or quarter. */
bool nx_timex_read_part(const timex_text *t, const timex_word *word, nx_timex *out);
/* The year at byte `pos`: its number, or as "last year", behind "of" or not. */
bool nx_timex_read_year(const timex_text *t, size_t pos, nx_timex *out);
/* The number of a year with an era or without. `named`: "the year" is before it. */
bool nx_timex_read_year_number(const timex_text *t, size_t pos, bool named, nx_timex *out);
/* A month by its name; only if `cued`, or if something behind it says so. Moves the
 * start to a day in words before it. */
bool nx_timex_read_month(const timex_text *t, const timex_word *word, bool cued, nx_timex *out);
/* A day and month without a year that begin with a number. */
bool nx_timex_read_day_month(const timex_text *t, const timex_word *number, nx_timex *out);
/* The same, the first of two days in one month, or a year. */
bool nx_timex_read_number(const timex_text *t, const timex_word *number, nx_timex *out);

/* nx_timex_find(), also for a query, where names need nothing beside them. */
bool nx_timex_find_in(
	nx_str text, size_t from, const nx_date *reference, bool query, nx_timex *out);

#endif
