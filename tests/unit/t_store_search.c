/* Searching: order, pages, counts, days and filters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scratch_index.h"

static const sample file[] = {
	{ "a", "2020-10-27", "حرب في القوقاز", "قال بوتين إن روسيا تريد وقف النار", "تاس",
		"سياسة" },
	{ "b", "2020-10-28", "سلام", "حرب وحرب ثم حرب، قال الرئيس", "تاس", "سياسة خارجية" },
	{ "c", NULL, "حرب", NULL, "العربي الجديد", NULL },
	{ "d", "2019-01-15", "رياضة", "فازت روسيا في مباراة حضرها بوتين بعد الحرب", "سانا",
		"رياضة" },
	{ "e", "2020-10-27", "الحرب والسلام", "كتاب عن روسيا", NULL, "ثقافة" },
	{ "f", NULL, "خبر", "زار ترامب مدرسة", "العربي الجديد", "سياسة" },
	{ "g", "2020-10", "شهر", "حرب طويلة في ذلك الشهر", NULL, NULL },
	{ "h", "2020", "عام", "حرب طويلة في ذلك العام", NULL, NULL },
};
#define FILE_COUNT (sizeof file / sizeof *file)

static const char *const queries[] = {
	"",
	"حرب",
	"الحرب",
	"روسيا حرب",
	"\"وقف النار\"",
	"-حرب",
	"حرب -روسيا",
	"entity:بوتين",
	"tag:سياسة",
	"source:تاس حرب",
	"title:حرب",
	"قال زار كتاب",
	"-source:تاس",
	"لا شيء كهذا",
	"entity:فلان",
};
#define QUERY_COUNT (sizeof queries / sizeof *queries)

static const nx_sort sorts[] = { NX_SORT_RANK, NX_SORT_NEWEST, NX_SORT_OLDEST };

static nx_store *store;

static int make_index(void **state)
{
	if (make_scratch(state) != 0)
		return -1;
	write_file("/a", file, FILE_COUNT);
	store = open_index(NX_STORE_READ);
	return 0;
}

static int close_index(void **state)
{
	nx_store_close(store);
	free_lexicon(state);
	return remove_scratch(state);
}

static void check_search(
	const char *text, nx_match match, const nx_search_options *options, const char *want)
{
	nx_buf got = NX_BUF_INIT;

	search(&got, store, nx_str_from(text), match, options, list_docno);
	if (strcmp(nx_buf_cstr(&got), want) != 0)
		fail_msg("'%s' finds '%s', not '%s'", text, nx_buf_cstr(&got), want);
	nx_buf_release(&got);
}

static void order_is_that_of_dates(void **state)
{
	nx_search_options options = { .limit = 100, .sort = NX_SORT_NEWEST };

	(void)state;
	check_search("", NX_MATCH_ALL, &options, "b e a g h d f c");
	check_search("حرب", NX_MATCH_ALL, &options, "b e a g h d c");
	options.sort = NX_SORT_OLDEST;
	check_search("", NX_MATCH_ALL, &options, "d h g a e b c f");
	check_search("حرب", NX_MATCH_ALL, &options, "d h g a e b c");
	/* Without a word to rank by, the newest are first. */
	options.sort = NX_SORT_RANK;
	check_search("tag:سياسة", NX_MATCH_ALL, &options, "a f");
	check_search("-حرب", NX_MATCH_ALL, &options, "f");
}

typedef struct page {
	nx_buf ids;
	size_t rank; /* of the hit before */
	double score;
} page;

static nx_status add_to_page(void *ctx, const nx_hit *hit, nx_error *err)
{
	page *p = ctx;

	assert_int_equal(hit->rank, ++p->rank);
	assert_true(p->score >= hit->score);
	p->score = hit->score;
	return list_id(&p->ids, hit, err);
}

static void read_page(page *p, const char *text, const nx_search_options *options, int64_t *total)
{
	nx_error err = NX_ERROR_INIT;
	nx_query query;

	nx_query_init(&query);
	if (*text && nx_query_parse(&query, nx_str_from(text), NX_MATCH_ANY, &err) != NX_OK)
		fail_msg("%s", err.text);
	if (nx_search(store, &query, lexicon, options, add_to_page, p, total, &err) != NX_OK)
		fail_msg("%s", err.text);
	nx_query_release(&query);
}

static void check_pages(const char *text, nx_sort sort, size_t size)
{
	nx_search_options options = { .sort = sort, .limit = 100 };
	page whole = { NX_BUF_INIT, 0, 1e9 }, joined = { NX_BUF_INIT, 0, 1e9 };

	read_page(&whole, text, &options, NULL);
	options.limit = size;
	for (; options.offset < FILE_COUNT + size; options.offset += size) {
		size_t before = joined.rank;

		read_page(&joined, text, &options, NULL);
		assert_true(joined.rank - before <= size);
	}
	assert_int_equal(joined.rank, whole.rank);
	assert_true(nx_str_eq(nx_buf_str(&whole.ids), nx_buf_str(&joined.ids)));
	nx_buf_release(&whole.ids);
	nx_buf_release(&joined.ids);
}

static void pages_join(void **state)
{
	size_t i, j, size;

	(void)state;
	for (i = 0; i < QUERY_COUNT; i++)
		for (j = 0; j < sizeof sorts / sizeof *sorts; j++)
			for (size = 1; size < FILE_COUNT + 2; size++)
				check_pages(queries[i], sorts[j], size);
}

/* The count of a search is that of its hits; so is the total, where it is known. */
static void check_count(const char *text, nx_sort sort)
{
	nx_search_options options = { .sort = sort, .limit = 100 };
	page all = { NX_BUF_INIT, 0, 1e9 };
	int64_t count = -2, total = -2;
	nx_query query;
	size_t limit;

	nx_query_init(&query);
	if (*text)
		assert_int_equal(
			nx_query_parse(&query, nx_str_from(text), NX_MATCH_ANY, NULL), NX_OK);
	assert_int_equal(nx_search_count(store, &query, lexicon, &options, &count, NULL), NX_OK);
	nx_query_release(&query);
	read_page(&all, text, &options, &total);
	assert_int_equal(count, all.rank);
	assert_int_equal(total, all.rank);
	for (limit = 0; limit < FILE_COUNT; limit++) {
		page some = { NX_BUF_INIT, 0, 1e9 };

		options.limit = limit;
		read_page(&some, text, &options, &total);
		if (total != count && total != -1)
			fail_msg("'%s', limit %zu: total %lld, not %lld", text, limit,
				(long long)total, (long long)count);
		assert_int_equal(some.rank, all.rank < limit ? all.rank : limit);
		nx_buf_release(&some.ids);
	}
	nx_buf_release(&all.ids);
}

static void counts_agree(void **state)
{
	size_t i, j;

	(void)state;
	for (i = 0; i < QUERY_COUNT; i++)
		for (j = 0; j < sizeof sorts / sizeof *sorts; j++)
			check_count(queries[i], sorts[j]);
}

static void same_search_same_answer(void **state)
{
	nx_search_options options = { .limit = 100 };
	nx_buf first = NX_BUF_INIT, again = NX_BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < QUERY_COUNT; i++) {
		search(&first, store, nx_str_from(queries[i]), NX_MATCH_ANY, &options, list_docno);
		search(&again, store, nx_str_from(queries[i]), NX_MATCH_ANY, &options, list_docno);
		assert_true(nx_str_eq(nx_buf_str(&first), nx_buf_str(&again)));
	}
	nx_buf_release(&first);
	nx_buf_release(&again);
}

static void check_days(const char *text, const char *from, const char *to, const char *want)
{
	nx_search_options options = { .limit = 100, .dated = true };
	nx_date date;
	int32_t ignored;
	size_t i;

	assert_true(nx_date_parse(&date, nx_str_from(from)));
	nx_date_days(&date, &options.first_day, &ignored);
	assert_true(nx_date_parse(&date, nx_str_from(to)));
	nx_date_days(&date, &ignored, &options.last_day);
	options.sort = NX_SORT_OLDEST;
	check_search(text, NX_MATCH_ALL, &options, want);
	/* The other orders find the same number. */
	for (i = 0; i < 2; i++) {
		nx_buf got = NX_BUF_INIT;

		options.sort = sorts[i];
		search(&got, store, nx_str_from(text), NX_MATCH_ALL, &options, list_docno);
		assert_int_equal(got.n, strlen(want));
		nx_buf_release(&got);
	}
}

static void days_limit(void **state)
{
	nx_search_options all = { .limit = 100,
		.dated = true,
		.first_day = 0,
		.last_day = INT32_MAX,
		.sort = NX_SORT_OLDEST };

	(void)state;
	check_days("", "2020-10-27", "2020-10-27", "a e");
	check_days("حرب", "2020-10-27", "2020-10-27", "a e");
	check_days("حرب", "2020-10-28", "2020-10-28", "b");
	check_days("حرب", "2020-10-27", "2020-10-28", "a e b");
	check_days("روسيا", "2020-10-27", "2020-10-28", "a e");
	check_days("حرب", "2020-10", "2020-10", "g a e b");
	check_days("حرب", "2020", "2020", "h g a e b");
	check_days("حرب", "2019", "2020", "d h g a e b");
	check_days("حرب", "2018", "2018", "");
	check_days("حرب", "2020-10-29", "2030", "");
	check_days("حرب", "2020-10-28", "2020-10-27", "");
	check_days("", "0001-01-01", "9999-12-31", "d h g a e b");
	check_days("-حرب", "0001-01-01", "9999-12-31", "");
	/* Days before every date are no way to what has none. */
	check_search("حرب", NX_MATCH_ALL, &all, "d h g a e b");
}

static void filters_limit(void **state)
{
	nx_search_options options = { .limit = 100, .sort = NX_SORT_OLDEST };

	(void)state;
	check_search("source:تاس", NX_MATCH_ALL, &options, "a b");
	check_search("source:\"العربي الجديد\"", NX_MATCH_ALL, &options, "c f");
	check_search("source:\"العربى الجديد\"", NX_MATCH_ALL, &options, "c f");
	check_search("source:العربي", NX_MATCH_ALL, &options, "");
	check_search("tag:سياسة", NX_MATCH_ALL, &options, "a f");
	check_search("tag:سياسه", NX_MATCH_ALL, &options, "a f");
	check_search("tag:\"سياسة خارجية\"", NX_MATCH_ALL, &options, "b");
	check_search("entity:بوتين", NX_MATCH_ALL, &options, "d a");
	check_search("entity:\"فلاديمير بوتين\"", NX_MATCH_ALL, &options, "d a");
	check_search("entity:ترامب", NX_MATCH_ALL, &options, "f");
	check_search("source:تاس حرب", NX_MATCH_ALL, &options, "a b");
	check_search("source:تاس tag:سياسة حرب", NX_MATCH_ALL, &options, "a");
	check_search("source:تاس tag:رياضة", NX_MATCH_ALL, &options, "");
	check_search("روسيا -source:تاس", NX_MATCH_ALL, &options, "d e");
	check_search("-tag:سياسة -tag:رياضة", NX_MATCH_ALL, &options, "h g e b c");
	check_search("-entity:بوتين حرب", NX_MATCH_ALL, &options, "h g e b c");
	check_search("سلام رياضة tag:رياضة", NX_MATCH_ANY, &options, "d");
}

/* A name that newsidx does not know is searched for by its words, and the user told. */
static void unknown_name_is_its_words(void **state)
{
	nx_search_options options = { .limit = 100 };
	nx_buf got = NX_BUF_INIT;
	nx_query query;

	(void)state;
	nx_query_init(&query);
	assert_int_equal(
		nx_query_parse(&query, NX_STR("entity:\"وقف النار\""), NX_MATCH_ALL, NULL), NX_OK);
	assert_int_equal(
		nx_search(store, &query, lexicon, &options, list_docno, &got, NULL, NULL), NX_OK);
	assert_string_equal(nx_buf_cstr(&got), "a");
	assert_non_null(strstr(nx_buf_cstr(&query.notes), "وقف النار"));
	nx_query_release(&query);
	nx_buf_release(&got);
}

static void better_matches_come_first(void **state)
{
	nx_search_options options = { .limit = 1 };

	(void)state;
	check_search("روسيا كتاب", NX_MATCH_ANY, &options, "e");
	check_search("رياضة", NX_MATCH_ANY, &options, "d");
	check_search("روسيا بوتين وقف", NX_MATCH_ANY, &options, "a");
	check_search("الحرب السلام", NX_MATCH_ANY, &options, "e");
	/* Nothing but the word stands in it. */
	check_search("حرب", NX_MATCH_ANY, &options, "c");
}

static nx_status stop_at_second(void *ctx, const nx_hit *hit, nx_error *err)
{
	*(size_t *)ctx = hit->rank;
	return hit->rank == 2 ? nx_fail(err, NX_ERR_STOPPED, "enough") : NX_OK;
}

static void callback_can_stop(void **state)
{
	nx_search_options options = { .limit = 100 };
	nx_error err = NX_ERROR_INIT;
	size_t last = 0, i;
	nx_query query;

	(void)state;
	for (i = 0; i < sizeof sorts / sizeof *sorts; i++) {
		options.sort = sorts[i];
		nx_query_init(&query);
		assert_int_equal(nx_query_parse(&query, NX_STR("حرب"), NX_MATCH_ALL, NULL), NX_OK);
		assert_int_equal(nx_search(store, &query, lexicon, &options, stop_at_second, &last,
					 NULL, &err),
			NX_ERR_STOPPED);
		assert_int_equal(last, 2);
		nx_query_release(&query);
	}
}

/* Each name is in as many articles as a search for it finds. */
static nx_status compare_with_search(void *ctx, const nx_name_count *name, nx_error *err)
{
	nx_search_options options = { .limit = 100 };
	nx_query query;
	int64_t count;

	nx_query_init(&query);
	assert_int_equal(nx_query_require(&query, NX_NODE_ENTITY, name->name, err), NX_OK);
	assert_int_equal(nx_search_count(store, &query, lexicon, &options, &count, err), NX_OK);
	if (count != name->articles)
		fail_msg("%.*s: %lld, but %lld found", NX_FMT(name->name),
			(long long)name->articles, (long long)count);
	nx_query_release(&query);
	++*(int *)ctx;
	return NX_OK;
}

static void names_are_counted(void **state)
{
	nx_search_options options = { .limit = 100 };
	int names = 0;

	(void)state;
	assert_int_equal(nx_store_entities(store, NULL, lexicon, &options, NX_ENTITY_KINDS,
				 compare_with_search, &names, NULL),
		NX_OK);
	assert_true(names >= 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_is_that_of_dates),
		cmocka_unit_test(pages_join),
		cmocka_unit_test(counts_agree),
		cmocka_unit_test(same_search_same_answer),
		cmocka_unit_test(days_limit),
		cmocka_unit_test(filters_limit),
		cmocka_unit_test(unknown_name_is_its_words),
		cmocka_unit_test(better_matches_come_first),
		cmocka_unit_test(callback_can_stop),
		cmocka_unit_test(names_are_counted),
	};

	return cmocka_run_group_tests(tests, make_index, close_index);
}
