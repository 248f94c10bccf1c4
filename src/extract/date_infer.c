#include "extract/date_infer.h"

#include "extract/phrase.h"
#include "newsidx/timex.h"
#include "newsidx/token.h"

/* A text that names more days than this is a chronicle, and counts from none. */
#define CLUES_MAX 64
/* Days before this are no news of ours; years up to the last make plans. */
#define YEAR_FIRST 1990
#define YEAR_LAST 2100
/* How many bytes, some two sentences, may lie between a day and the word that counts
 * from the same day. Of fifteen days named with their weekday within it all were right,
 * of seven farther off four (41,191 articles of known day, SaudiNewsNet and Jawhara FM). */
#define NEAR 500
/* Bytes around a day, some thirty words, in which what was issued that day is named. */
#define CLAUSE 400
#define STATEMENTS 8

/* "Yesterday Thursday": the text appears on a Friday. */
typedef struct anchor {
	int weekday, offset;
	size_t start, end;
} anchor;

/* A day named in full. */
typedef struct named_day {
	int32_t day;
	bool weekday; /* named with it */
	bool hijri;
	size_t start, end;
} named_day;

/* "Yesterday Thursday 1 October" */
typedef struct yearless {
	int month, day, weekday, offset;
} yearless;

typedef struct clues {
	anchor anchors[CLUES_MAX];
	named_day days[CLUES_MAX];
	yearless partials[CLUES_MAX];
	size_t anchor_count, day_count, partial_count;
	int weekday;  /* of publication, as the anchors have it, or -1 */
	int32_t told; /* the day of publication as told in full, or 0 */
	bool years[YEAR_LAST - YEAR_FIRST + 1];
	int last_year;
	bool contradicts;
} clues;

static int weekday_from(int weekday, int offset)
{
	return (weekday - offset + 7) % 7;
}

static void add_anchor(clues *c, const nx_timex *t)
{
	int weekday = weekday_from(t->weekday, t->offset);

	c->contradicts |= c->weekday >= 0 && c->weekday != weekday;
	c->weekday = weekday;
	c->anchors[c->anchor_count++] = (anchor){ t->weekday, t->offset, t->start, t->end };
}

static void add_year(clues *c, int year)
{
	if (year > c->last_year)
		c->last_year = year;
	if (year >= YEAR_FIRST && year <= YEAR_LAST)
		c->years[year - YEAR_FIRST] = true;
}

/* A day named in full, from which the text may count. */
static void add_day(clues *c, const nx_timex *t)
{
	int32_t told = t->first - t->offset;

	c->days[c->day_count++] =
		(named_day){ t->first, t->weekday >= 0, t->hijri, t->start, t->end };
	if (!t->deictic)
		return;
	/* The moon makes days of the hijra uncertain by one. */
	c->contradicts |= t->weekday_conflict || (c->told && c->told != told);
	if (t->weekday >= 0 || !t->hijri)
		c->told = told;
}

static void add(clues *c, const nx_timex *t, int32_t reference)
{
	bool is_day = t->date.precision >= NX_PRECISION_DAY && t->first;

	if (t->kind == NX_TIMEX_ABSOLUTE && t->date.precision >= NX_PRECISION_YEAR)
		add_year(c, t->date.year);
	if (t->deictic && t->weekday >= 0)
		add_anchor(c, t);
	if (is_day && t->kind == NX_TIMEX_ABSOLUTE)
		add_day(c, t);
	else if (is_day && t->deictic && t->weekday >= 0 && !t->hijri &&
		 t->first != reference + t->offset)
		c->partials[c->partial_count++] =
			(yearless){ t->date.month, t->date.day, t->weekday, t->offset };
}

static bool collect(clues *c, nx_str text)
{
	/* Any day does: what is read of it is how far others are from it, and a leap
	 * year lets 29 February be read. */
	static const nx_date reference = { NX_PRECISION_DAY, 2000, 7, 1, 0, 0, 0, NX_ZONE_UNKNOWN };
	int32_t day = nx_day_number(reference.year, reference.month, reference.day);
	nx_timex t;
	size_t from = 0;

	for (; nx_timex_find(text, from, &reference, &t); from = t.end) {
		if (c->anchor_count == CLUES_MAX || c->day_count == CLUES_MAX ||
			c->partial_count == CLUES_MAX)
			return false;
		add(c, &t, day);
	}
	return !c->contradicts;
}

/* The days without a year, in the only year spoken of that fits their weekday. */
static int32_t from_yearless(const clues *c)
{
	int32_t told = 0;
	size_t i;
	int year;

	for (i = 0; i < c->partial_count; i++)
		for (year = YEAR_FIRST; year <= YEAR_LAST; year++) {
			const yearless *p = &c->partials[i];
			int32_t day;

			if (!c->years[year - YEAR_FIRST] || !nx_date_valid(year, p->month, p->day))
				continue;
			day = nx_day_number(year, p->month, p->day);
			if (nx_day_weekday(day) != p->weekday)
				continue;
			if (told && told != day - p->offset)
				return 0;
			told = day - p->offset;
		}
	return told;
}

/* Of the paragraph around byte `at`, the CLAUSE bytes before it, and so many behind. */
static nx_str clause_around(nx_str text, size_t at, size_t behind)
{
	size_t from = at, to = at;

	while (from > 0 && at - from < CLAUSE && text.p[from - 1] != '\n')
		from--;
	while (to < text.n && to - at < behind && text.p[to] != '\n')
		to++;
	return nx_str_slice(text, from, to);
}

/* The stems of what is issued on a day. */
static size_t find_statements(uint64_t stems[STATEMENTS], nx_str clause)
{
	nx_tokens tokens;
	nx_token token;
	size_t n = 0;

	nx_tokens_init(&tokens, clause);
	while (n < STATEMENTS && nx_tokens_next(&tokens, &token))
		if (nx_phrase_marks(token.fold) & NX_MARK_STATEMENT)
			stems[n++] = nx_hash(token.stem);
	nx_tokens_release(&tokens);
	return n;
}

/* "The communiqué ... of 1 October 2020", "in the communiqué ... yesterday Thursday":
 * two paragraphs that tell of one thing. */
static bool tell_of_one_statement(nx_str text, const named_day *day, const anchor *a)
{
	uint64_t one[STATEMENTS], two[STATEMENTS];
	nx_str before = clause_around(text, day->start, 0);
	nx_str around = clause_around(text, a->start, CLAUSE);
	size_t ones, twos, i, k;

	if (before.p < around.p + around.n && around.p < before.p + before.n)
		return false;
	ones = find_statements(one, before);
	twos = find_statements(two, around);
	for (i = 0; i < ones; i++)
		for (k = 0; k < twos; k++)
			if (one[i] == two[k])
				return true;
	return false;
}

static bool is_near(const named_day *day, const anchor *a)
{
	return day->start < a->end ? day->end + NEAR >= a->start : a->end + NEAR >= day->start;
}

/* The last day that is named in full, if close by its weekday is said of today or
 * yesterday. Alone that is a coincidence more often than not: 2 of 26 were right
 * (Jawhara FM), whatever other words the two places share. So the weekday must be named
 * with the day as well, or it is the only day, and of one statement. That second way is
 * by what the words mean, not by measurement: none of 41,491 articles has such a pair. */
static int32_t from_same_weekday(const clues *c, nx_str text)
{
	const named_day *last = NULL;
	bool only = true;
	size_t i;

	for (i = 0; i < c->day_count; i++) {
		only &= c->days[i].day == c->days[0].day;
		if (!last || c->days[i].day > last->day ||
			(c->days[i].day == last->day && c->days[i].weekday))
			last = &c->days[i];
	}
	if (!last || last->hijri)
		return 0;
	for (i = 0; i < c->anchor_count; i++) {
		const anchor *a = &c->anchors[i];

		if (a->offset <= 0 && a->weekday == nx_day_weekday(last->day) && is_near(last, a) &&
			(last->weekday || (only && tell_of_one_statement(text, last, a))))
			return last->day - a->offset;
	}
	return 0;
}

/* The day of publication, or 0. */
static int32_t infer(const clues *c, nx_str text)
{
	int32_t told = c->told ? c->told : from_yearless(c);
	int year, month, day;

	if (!told)
		told = from_same_weekday(c, text);
	if (!told || (c->weekday >= 0 && nx_day_weekday(told) != c->weekday))
		return 0;
	nx_day_split(told, &year, &month, &day);
	if (year < YEAR_FIRST || year > YEAR_LAST)
		return 0;
	/* History is told in earlier years. */
	return !c->told && year < c->last_year ? 0 : told;
}

bool nx_date_infer(nx_date *out, nx_str text)
{
	clues c = { .weekday = -1 };
	int32_t told;

	*out = NX_DATE_NONE;
	told = collect(&c, text) ? infer(&c, text) : 0;
	if (!told)
		return false;
	out->precision = NX_PRECISION_DAY;
	nx_day_split(told, &out->year, &out->month, &out->day);
	return true;
}
