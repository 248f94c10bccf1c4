#include <stdlib.h>

#include "store/mentions.h"
#include "store/search.h"

typedef struct bucket {
	int32_t day; /* the first of the period; 0 for an empty slot */
	int64_t articles;
	int64_t last; /* the article that was counted last */
} bucket;

typedef struct timeline {
	nx_store *store;
	nx_period period;
	bool mentioned;
	bucket *buckets; /* open addressing */
	size_t size, used;
	int64_t none;
	int64_t serial; /* of the present article, from 1 */
} timeline;

static int32_t begin_of(nx_period period, int32_t day)
{
	int year, month, of_month;

	nx_day_split(day, &year, &month, &of_month);
	switch (period) {
	case NX_PERIOD_WEEK:
		return day - nx_day_weekday(day);
	case NX_PERIOD_MONTH:
		return nx_day_number(year, month, 1);
	case NX_PERIOD_YEAR:
		return nx_day_number(year, 1, 1);
	case NX_PERIOD_DAY:
		break;
	}
	return day;
}

static bucket *slot_of(bucket *buckets, size_t size, int32_t day)
{
	size_t i = (size_t)(uint32_t)day * 2654435761u & (size - 1);

	while (buckets[i].day != 0 && buckets[i].day != day)
		i = (i + 1) & (size - 1);
	return &buckets[i];
}

static bool grow(timeline *t)
{
	size_t size = t->size ? t->size * 2 : 1024, i;
	bucket *buckets = calloc(size, sizeof *buckets);

	if (!buckets)
		return false;
	for (i = 0; i < t->size; i++)
		if (t->buckets[i].day)
			*slot_of(buckets, size, t->buckets[i].day) = t->buckets[i];
	free(t->buckets);
	t->buckets = buckets;
	t->size = size;
	return true;
}

static nx_status count(timeline *t, int32_t day, nx_error *err)
{
	bucket *b;

	if (t->used * 2 >= t->size && !grow(t))
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	day = begin_of(t->period, day);
	b = slot_of(t->buckets, t->size, day);
	t->used += b->day == 0;
	b->day = day;
	b->articles += b->last != t->serial;
	b->last = t->serial;
	return NX_OK;
}

static bool is_exact_enough(nx_period period, nx_precision precision)
{
	if (period == NX_PERIOD_YEAR)
		return true;
	return precision >= (period == NX_PERIOD_MONTH ? NX_PRECISION_MONTH : NX_PRECISION_DAY);
}

static nx_status add_mentioned(timeline *t, int64_t rowid, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(t->store, ST_ARTICLE_KEYS, err);
	nx_status st;
	bool any = false, row;
	nx_str keys, key;

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, rowid);
	st = store_step(t->store, stmt, &row, err);
	keys = row ? store_column(stmt, 0) : NX_STR_NULL;
	while (st == NX_OK && nx_str_split(&keys, ' ', &key)) {
		nx_precision precision;
		int32_t day;

		if (!mentions_read(key, &precision, &day) || !is_exact_enough(t->period, precision))
			continue;
		any = true;
		st = count(t, day, err);
	}
	t->none += !any;
	sqlite3_reset(stmt);
	return st;
}

static nx_status add(void *ctx, int64_t rowid, nx_error *err)
{
	timeline *t = ctx;

	t->serial++;
	if (t->mentioned)
		return add_mentioned(t, rowid, err);
	if (rowid >= ROWID_FIRST_DATED)
		return count(t, (int32_t)(rowid >> ROWID_SEQ_BITS), err);
	t->none++;
	return NX_OK;
}

static int by_day(const void *a, const void *b)
{
	int32_t x = ((const bucket *)a)->day, y = ((const bucket *)b)->day;

	return (x > y) - (x < y);
}

nx_status nx_store_timeline(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_period period, bool mentioned, nx_timeline_fn fn,
	void *ctx, int64_t *none, nx_error *err)
{
	timeline t = { .store = store, .period = period, .mentioned = mentioned };
	nx_status st = search_rowids(store, query, lexicon, options, add, &t, err);
	size_t i;

	if (st == NX_OK && t.size)
		qsort(t.buckets, t.size, sizeof *t.buckets, by_day);
	for (i = 0; st == NX_OK && i < t.size; i++)
		if (t.buckets[i].day)
			st = fn(ctx, t.buckets[i].day, t.buckets[i].articles, err);
	*none = t.none;
	free(t.buckets);
	return st;
}
