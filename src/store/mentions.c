#include "store/mentions.h"

#include "newsidx/timex.h"

/* A chronicle that names more is found by the first ones. */
#define MENTIONS_MAX 256

static bool is_key(const nx_timex *t)
{
	if (t->kind == NX_TIMEX_VAGUE || t->date.year < 1000 || t->date.year > 9999)
		return false;
	switch (t->unit) {
	case NX_UNIT_WEEK:
	case NX_UNIT_QUARTER:
	case NX_UNIT_SEASON:
		return false;
	default:
		return t->date.precision != NX_PRECISION_NONE;
	}
}

/* 20201010, 202010 or 2020. */
static uint32_t number_of(const nx_date *date)
{
	uint32_t number = (uint32_t)date->year;

	if (date->precision >= NX_PRECISION_MONTH)
		number = number * 100 + (uint32_t)date->month;
	if (date->precision >= NX_PRECISION_DAY)
		number = number * 100 + (uint32_t)date->day;
	return number;
}

static void add_text(
	uint32_t seen[MENTIONS_MAX], size_t *count, nx_str text, const nx_date *published)
{
	nx_timex t;
	size_t from = 0, i;

	for (; *count < MENTIONS_MAX && nx_timex_find(text, from, published, &t); from = t.end) {
		uint32_t number = is_key(&t) ? number_of(&t.date) : 0;

		for (i = 0; i < *count && seen[i] != number; i++)
			;
		if (number && i == *count)
			seen[(*count)++] = number;
	}
}

void mentions_keys(nx_buf *out, nx_str title, nx_str body, const nx_date *published)
{
	uint32_t seen[MENTIONS_MAX];
	size_t count = 0, i;

	add_text(seen, &count, title, published);
	add_text(seen, &count, body, published);
	for (i = 0; i < count; i++)
		nx_buf_addf(out, "%s%cd%u", out->n ? " " : "", MARK_KEY, (unsigned)seen[i]);
}

bool mentions_read(nx_str key, nx_precision *precision, int32_t *day)
{
	int number = 0, year, month = 1, first = 1;
	size_t i;

	if ((key.n != 6 && key.n != 8 && key.n != 10) || key.p[0] != MARK_KEY || key.p[1] != 'd')
		return false;
	for (i = 2; i < key.n; i++) {
		if (key.p[i] < '0' || key.p[i] > '9')
			return false;
		number = number * 10 + (key.p[i] - '0');
	}
	*precision = key.n == 6   ? NX_PRECISION_YEAR
		     : key.n == 8 ? NX_PRECISION_MONTH
				  : NX_PRECISION_DAY;
	year = key.n == 6 ? number : key.n == 8 ? number / 100 : number / 10000;
	if (key.n > 6)
		month = key.n == 8 ? number % 100 : number / 100 % 100;
	if (key.n > 8)
		first = number % 100;
	if (!nx_date_valid(year, month, first))
		return false;
	*day = nx_day_number(year, month, first);
	return true;
}
