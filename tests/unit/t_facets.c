/* Facets and groups against what a reader of all results would count. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "facet_index.h"

static bool is_listed(const nx_facet_counts *counts, reader *r, nx_str key)
{
	size_t i, times = 0;

	for (i = 0; i < counts->count; i++)
		times += counts->values[i].value.p &&
			 nx_str_eq(folded(&r->arena, counts->values[i].value), key);
	if (times > 1)
		fail_msg("%.*s is listed twice", NX_FMT(key));
	return times == 1;
}

static void compare(const nx_facet_counts *counts, reader *r, size_t limit, const char *text)
{
	const char *facet = nx_facet_name(counts->facet);
	int64_t least = INT64_MAX, none = 0;
	size_t i, k, values = 0;

	for (i = 0; i < counts->count; i++) {
		const nx_facet_value *v = &counts->values[i];
		nx_str key = v->value.p ? folded(&r->arena, v->value) : NX_STR_NULL;

		if (count_rows(r, key) != v->articles)
			fail_msg("'%s' %s %.*s: %lld, not %lld", text, facet, NX_FMT(key),
				(long long)v->articles, (long long)count_rows(r, key));
		if (!v->value.p) {
			assert_int_equal(i, counts->count - 1);
			none = v->articles;
			continue;
		}
		values++;
		if (i && nx_facet_is_period(counts->facet))
			assert_true(
				memcmp(counts->values[i - 1].value.p, v->value.p, v->value.n) < 0);
		else if (i)
			assert_true(counts->values[i - 1].articles >= v->articles);
		least = v->articles < least ? v->articles : least;
	}
	assert_true(values <= limit);
	if (counts->facet != NX_FACET_TAG && counts->facet != NX_FACET_ENTITY)
		assert_int_equal(none, count_rows(r, NX_STR_NULL));
	for (i = 0; i < r->count; i++)
		for (k = 0; k < r->rows[i].count; k++)
			if (!is_listed(counts, r, r->rows[i].values[k]) &&
				(values < limit || count_rows(r, r->rows[i].values[k]) > least))
				fail_msg("'%s' %s: %.*s is missing", text, facet,
					NX_FMT(r->rows[i].values[k]));
}

static void counts_are_those_of_a_reader(void **state)
{
	static const size_t limits[] = { SIZE_MAX, 3, 1, 0 };
	reader *r = malloc(sizeof *r);
	size_t i, l;
	int f;

	(void)state;
	for (i = 0; i < COUNT(questions); i++)
		for (f = 0; f < NX_FACETS; f++) {
			*r = (reader){ .facet = (nx_facet)f, .arena = NX_ARENA_INIT };
			read_all(r, questions[i].text, &questions[i].options);
			for (l = 0; l < COUNT(limits); l++) {
				nx_facet_ask one = { (nx_facet)f, limits[l] };
				nx_facets facets;

				ask(&questions[i], &one, 1, &facets);
				assert_int_equal(facets.count, 1);
				assert_int_equal(facets.total, r->count);
				compare(&facets.list[0], r, limits[l], questions[i].text);
				nx_facets_release(&facets);
			}
			nx_arena_release(&r->arena);
		}
	free(r);
}

static void several_at_once_and_none(void **state)
{
	static const nx_facet_ask asks[] = { { NX_FACET_MONTH, 10 }, { NX_FACET_SOURCE, 10 },
		{ NX_FACET_AUTHOR, 2 } };
	reader *r = malloc(sizeof *r);
	nx_facets facets;
	size_t i;

	(void)state;
	ask(&questions[2], asks, COUNT(asks), &facets);
	assert_int_equal(facets.count, COUNT(asks));
	for (i = 0; i < COUNT(asks); i++) {
		*r = (reader){ .facet = asks[i].facet, .arena = NX_ARENA_INIT };
		read_all(r, questions[2].text, &questions[2].options);
		assert_int_equal(facets.list[i].facet, asks[i].facet);
		compare(&facets.list[i], r, asks[i].limit, questions[2].text);
		nx_arena_release(&r->arena);
	}
	nx_facets_release(&facets);
	ask(&questions[2], NULL, 0, &facets);
	assert_int_equal(facets.count, 0);
	assert_true(facets.total > 0);
	nx_facets_release(&facets);
	free(r);
}

/* The spelling shown is that of the newest article. */
static void newest_spelling_is_shown(void **state)
{
	static const nx_facet_ask one = { NX_FACET_AUTHOR, 10 };
	static const int32_t last_days[] = { 2458849, 2458850, 2459216 };
	size_t d, i;

	(void)state;
	for (d = 0; d < COUNT(last_days); d++) {
		question q = { "", { .dated = true, .last_day = last_days[d] } };
		nx_search_options newest = {
			.sort = NX_SORT_NEWEST, .dated = true, .last_day = last_days[d]
		};
		reader *r = malloc(sizeof *r);
		nx_facets facets;

		*r = (reader){ .facet = NX_FACET_AUTHOR, .arena = NX_ARENA_INIT };
		read_all(r, "", &newest);
		ask(&q, &one, 1, &facets);
		for (i = 0; i < facets.list[0].count; i++) {
			nx_str value = facets.list[0].values[i].value, key;
			size_t k = 0;

			if (!value.p)
				continue;
			key = folded(&r->arena, value);
			while (!row_has(&r->rows[k], key))
				k++;
			if (!nx_str_eq(r->rows[k].author, value))
				fail_msg(
					"%.*s, not %.*s", NX_FMT(value), NX_FMT(r->rows[k].author));
		}
		nx_facets_release(&facets);
		nx_arena_release(&r->arena);
		free(r);
	}
}

/* What groups hand over. */
typedef struct listener {
	reader *r;
	size_t limit, group, hits, at; /* row of the reader after the last hit */
	int64_t expected;
	nx_str key;
	nx_str last;
	int direction; /* of periods */
} listener;

static void end_group(const listener *l)
{
	if (l->group)
		assert_int_equal(
			l->hits, l->expected < (int64_t)l->limit ? (size_t)l->expected : l->limit);
}

static nx_status hear_group(void *ctx, const nx_facet_value *group, nx_error *err)
{
	listener *l = ctx;

	(void)err;
	end_group(l);
	l->group++;
	l->hits = l->at = 0;
	l->key = group->value.p ? folded(&l->r->arena, group->value) : NX_STR_NULL;
	l->expected = group->articles;
	if (l->direction && l->last.p && l->key.p) {
		int order = memcmp(l->last.p, l->key.p, l->key.n);

		assert_true(l->direction > 0 ? order < 0 : order > 0);
	}
	l->last = l->key;
	return NX_OK;
}

static nx_status hear_hit(void *ctx, const nx_hit *hit, nx_error *err)
{
	listener *l = ctx;

	(void)err;
	while (l->at < l->r->count && !row_has(&l->r->rows[l->at], l->key))
		l->at++;
	assert_true(l->at < l->r->count);
	assert_string_equal(hit->id, l->r->rows[l->at++].id);
	assert_int_equal(hit->rank, ++l->hits);
	return NX_OK;
}

static void groups_have_the_first_of_their_hits(void **state)
{
	static const nx_sort sorts[] = { NX_SORT_RANK, NX_SORT_NEWEST, NX_SORT_OLDEST };
	static const size_t limits[] = { 0, 2, 100000 };
	reader *r = malloc(sizeof *r);
	size_t i, s, l;
	int f;

	(void)state;
	for (i = 0; i < COUNT(questions); i++)
		for (s = 0; s < COUNT(sorts); s++)
			for (f = 0; f < NX_FACETS; f++) {
				nx_search_options options = questions[i].options;
				nx_facet_ask by = { (nx_facet)f, 4 };
				nx_error err = NX_ERROR_INIT;
				nx_facets facets;

				options.sort = sorts[s];
				*r = (reader){ .facet = (nx_facet)f, .arena = NX_ARENA_INIT };
				read_all(r, questions[i].text, &options);
				ask(&questions[i], &by, 1, &facets);
				for (l = 0; l < COUNT(limits); l++) {
					listener hear = { .r = r, .limit = limits[l] };
					int64_t total = -1;
					nx_query query;

					hear.direction = !nx_facet_is_period(by.facet) ? 0
							 : sorts[s] == NX_SORT_NEWEST  ? -1
										       : 1;
					options.limit = limits[l];
					nx_query_init(&query);
					if (*questions[i].text)
						assert_int_equal(
							nx_query_parse(&query,
								nx_str_from(questions[i].text),
								NX_MATCH_ALL, &err),
							NX_OK);
					if (nx_search_groups(store, &query, lexicon, &options, &by,
						    hear_group, hear_hit, &hear, &total,
						    &err) != NX_OK)
						fail_msg("%s", err.text);
					end_group(&hear);
					assert_int_equal(total, r->count);
					assert_int_equal(hear.group, facets.list[0].count);
					nx_query_release(&query);
				}
				nx_facets_release(&facets);
				nx_arena_release(&r->arena);
			}
	free(r);
}

static void names_of_facets(void **state)
{
	static const struct {
		const char *wrong, *guess;
	} slips[] = { { "sorce", "source" }, { "sources", "source" }, { "tags", "tag" },
		{ "entities", "entity" }, { "moth", "month" }, { "authro", "author" },
		{ "publisher", "source" }, { "category", "section" }, { "categories", NULL },
		{ "person", "entity" }, { "date", "day" }, { "xyz", NULL }, { "", NULL },
		{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL } };
	nx_facet facet;
	size_t i;
	int f;

	(void)state;
	for (f = 0; f < NX_FACETS; f++) {
		assert_true(nx_facet_find(&facet, nx_str_from(nx_facet_name((nx_facet)f))));
		assert_int_equal(facet, f);
		assert_non_null(strstr(nx_facet_names(), nx_facet_name((nx_facet)f)));
	}
	for (i = 0; i < COUNT(slips); i++) {
		const char *guess = nx_facet_guess(nx_str_from(slips[i].wrong));

		assert_false(nx_facet_find(&facet, nx_str_from(slips[i].wrong)));
		if (!guess != !slips[i].guess || (guess && strcmp(guess, slips[i].guess) != 0))
			fail_msg("%s: %s", slips[i].wrong, guess ? guess : "no guess");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_are_those_of_a_reader),
		cmocka_unit_test(several_at_once_and_none),
		cmocka_unit_test(newest_spelling_is_shown),
		cmocka_unit_test(groups_have_the_first_of_their_hits),
		cmocka_unit_test(names_of_facets),
	};

	return cmocka_run_group_tests(tests, make_index, close_index);
}
