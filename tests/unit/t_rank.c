/* Ranking: what is put first, and that it is the same whichever way it is reached. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scratch_index.h"

#define FILLER                                                                                                                                                 \
	" وصل القطار إلى المحطة في الصباح الباكر وكان الجو باردا والناس ينتظرون على الرصيف" \
	" منذ ساعات ثم غادروا جميعا نحو بيوتهم القديمة قرب النهر حيث تنمو أشجار النخيل"

static void ranked(const char *query, nx_match match, size_t offset, size_t limit, nx_buf *out)
{
	nx_search_options options = { .limit = limit, .offset = offset, .with_text = true };
	nx_store *store = open_index(NX_STORE_READ);

	search(out, store, nx_str_from(query), match, &options, list_docno);
	nx_store_close(store);
}

static void check_order(const char *query, nx_match match, const char *want)
{
	nx_buf got = NX_BUF_INIT;

	ranked(query, match, 0, 10, &got);
	assert_string_equal(nx_buf_cstr(&got), want);
	nx_buf_release(&got);
}

static void title_counts_more(void **state)
{
	static const sample samples[] = {
		{ .docno = "body", .title = "خبر", .body = "افتتح المتحف" FILLER },
		{ .docno = "title", .title = "المتحف", .body = "افتتح اليوم" FILLER },
	};

	(void)state;
	write_file("/a", samples, 2);
	check_order("المتحف", NX_MATCH_ALL, "title body");
}

/* Of equals the later article is first: what is to win comes before it. */
static void head_counts_more(void **state)
{
	static const sample samples[] = {
		{ .docno = "head", .body = "افتتح المتحف" FILLER FILLER FILLER },
		{ .docno = "tail", .body = FILLER FILLER FILLER " افتتح المتحف" },
	};

	(void)state;
	write_file("/a", samples, 2);
	check_order("المتحف", NX_MATCH_ALL, "head tail");
}

static void neighbours_count_more(void **state)
{
	static const sample samples[] = {
		{ .docno = "beside", .body = FILLER " قصر مدينة قديمة فيها متحف وطني" },
		{ .docno = "apart", .body = FILLER " متحف مدينة قديمة فيها قصر وطني" },
	};

	(void)state;
	write_file("/a", samples, 2);
	check_order("متحف وطني", NX_MATCH_ANY, "beside apart");
	check_order("متحف وطني", NX_MATCH_ALL, "beside apart");
}

/* Words that the stemmer does not join have letters in common. */
static void grams_bring_likeness(void **state)
{
	static const sample samples[] = {
		{ .docno = "alike", .body = "زار الوزير مدينة اسطنبولية" FILLER },
		{ .docno = "other", .body = "زار الوزير مدينة برلين" FILLER },
	};

	(void)state;
	write_file("/a", samples, 2);
	check_order("وزير اسطنبول", NX_MATCH_ANY, "alike other");
}

/* Grammar does not decide, but whoever asks for nothing else gets it. */
static void grammar_is_left_out(void **state)
{
	static const sample samples[] = {
		{ .docno = "grammar", .body = "من على من على من على من على في في في في" },
		{ .docno = "subject", .body = "المتحف" FILLER FILLER },
	};

	(void)state;
	write_file("/a", samples, 2);
	check_order("من على في المتحف", NX_MATCH_ANY, "subject grammar");
	check_order("من", NX_MATCH_ANY, "grammar");
	check_order("من في", NX_MATCH_ANY, "grammar subject");
}

/* Days asked for do not change who is found, only among whom words are rare. */
static void days_rank_too(void **state)
{
	static const sample samples[] = {
		{ .docno = "one", .date = "2020-10-01", .body = "المتحف والقلعة" FILLER },
		{ .docno = "two", .date = "2020-10-02", .body = "القلعة" FILLER },
		{ .docno = "out", .date = "2021-10-02", .body = "المتحف والقلعة" FILLER },
	};
	nx_search_options options = { .limit = 10, .dated = true };
	nx_store *store;
	nx_buf got = NX_BUF_INIT;

	(void)state;
	write_file("/a", samples, 3);
	store = open_index(NX_STORE_READ);
	options.first_day = nx_day_number(2020, 10, 1);
	options.last_day = nx_day_number(2020, 10, 31);
	search(&got, store, NX_STR("متحف قلعة"), NX_MATCH_ANY, &options, list_docno);
	assert_string_equal(nx_buf_cstr(&got), "one two");
	search(&got, store, NX_STR("متحف قلعة"), NX_MATCH_ALL, &options, list_docno);
	assert_string_equal(nx_buf_cstr(&got), "one");
	nx_buf_release(&got);
	nx_store_close(store);
}

#define MANY 1500

/* Articles of words drawn at random, a few of them in many. */
static void write_many(void)
{
	static const char *const words[] = { "متحف", "قلعة", "نهر", "قطار", "مطار", "ميناء", "جسر",
		"حديقة", "مدرسة", "مسرح", "سوق", "ملعب", "مصنع", "مزرعة", "غابة", "صحراء" };
	static sample samples[MANY];
	static char text[MANY][800], name[MANY][8];
	uint64_t seed = 7;
	int i, k;

	for (i = 0; i < MANY; i++) {
		size_t n = 0;

		for (k = 0; k < 20 + i % 20; k++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			n += (size_t)snprintf(text[i] + n, sizeof text[i] - n, "%s ",
				words[(seed >> 33) % 16 * ((seed >> 40) % 16) / 16]);
		}
		snprintf(name[i], sizeof name[i], "d%d", i);
		samples[i] = (sample){ .docno = name[i], .body = text[i] };
	}
	write_file("/many", samples, MANY);
}

/* Pages of a result make up the whole, nothing twice and nothing left out. */
static void pages_make_the_whole(void **state)
{
	nx_buf whole = NX_BUF_INIT, page = NX_BUF_INIT, pages = NX_BUF_INIT;
	size_t at;

	(void)state;
	write_many();
	ranked("مصنع غابة ملعب", NX_MATCH_ANY, 0, 20, &whole);
	for (at = 0; at < 20; at += 5) {
		ranked("مصنع غابة ملعب", NX_MATCH_ANY, at, 5, &page);
		nx_buf_adds(&pages, at ? " " : "");
		nx_buf_add(&pages, nx_buf_str(&page));
	}
	assert_true(whole.n > 20);
	assert_string_equal(nx_buf_cstr(&whole), nx_buf_cstr(&pages));
	nx_buf_release(&whole);
	nx_buf_release(&page);
	nx_buf_release(&pages);
}

typedef struct tally {
	size_t hits;
	double last;
} tally;

static nx_status falls(void *ctx, const nx_hit *hit, nx_error *err)
{
	tally *t = ctx;

	(void)err;
	assert_true(t->hits == 0 || hit->score <= t->last);
	assert_true(hit->score > 0);
	t->last = hit->score;
	t->hits++;
	return NX_OK;
}

/* Every article that matches is found, read again or not, and scores fall. */
static void scores_fall(void **state)
{
	static const char *const queries[] = { "متحف", "مزرعة", "متحف مصنع", "غابة سوق جسر نهر" };
	nx_search_options options = { .limit = 10000 };
	nx_store *store;
	size_t i;
	int any;

	(void)state;
	write_many();
	store = open_index(NX_STORE_READ);
	for (i = 0; i < 4; i++)
		for (any = 0; any < 2; any++) {
			nx_match match = any ? NX_MATCH_ANY : NX_MATCH_ALL;
			nx_error err = NX_ERROR_INIT;
			tally t = { 0, 0 };
			int64_t count = 0;
			nx_query query;

			nx_query_init(&query);
			assert_int_equal(
				nx_query_parse(&query, nx_str_from(queries[i]), match, &err),
				NX_OK);
			assert_int_equal(
				nx_search(store, &query, lexicon, &options, falls, &t, NULL, &err),
				NX_OK);
			assert_int_equal(
				nx_search_count(store, &query, lexicon, &options, &count, &err),
				NX_OK);
			assert_int_equal(t.hits, count);
			assert_true(count > 0);
			nx_query_release(&query);
		}
	nx_store_close(store);
}

#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, make_scratch, remove_scratch)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(title_counts_more),
		IN_SCRATCH(head_counts_more),
		IN_SCRATCH(neighbours_count_more),
		IN_SCRATCH(grams_bring_likeness),
		IN_SCRATCH(grammar_is_left_out),
		IN_SCRATCH(days_rank_too),
		IN_SCRATCH(pages_make_the_whole),
		IN_SCRATCH(scores_fall),
	};

	return cmocka_run_group_tests(tests, NULL, free_lexicon);
}
