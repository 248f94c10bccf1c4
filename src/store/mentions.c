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
