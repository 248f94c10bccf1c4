/* The segments of the full-text index, merged when a run has stored much. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scratch_index.h"

static const sample articles[] = {
	{ "a", "2020-10-01", "هدنة في كاراباخ", "أعلن الطرفان الهدنة", "وكالة", NULL },
	{ "b", "2020-10-02", "قمة في القاهرة", "بحث القادة الهدنة", "وكالة", NULL },
	{ "c", "2020-10-03", "أسعار النفط", "ارتفعت الأسعار", "صحيفة", NULL },
	{ "d", "2020-10-04", "خرق الهدنة", "تبادل الطرفان التهم", "صحيفة", NULL },
};
#define COUNT (sizeof articles / sizeof *articles)

static int segments(void)
{
	sqlite3 *db;
	sqlite3_stmt *stmt;
	int n;

	assert_int_equal(sqlite3_open(index_path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(DISTINCT segid) FROM article_fts_idx",
				 -1, &stmt, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	n = sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return n;
}

static void write_runs(void)
{
	char path[8];
	size_t i;

	for (i = 0; i < COUNT; i++) {
		snprintf(path, sizeof path, "f%zu", i);
		write_file(path, &articles[i], 1);
	}
}

static bool never(void)
{
	return false;
}

static bool at_once(void)
{
	return true;
}

static void merge(uint64_t fresh, bool (*stop)(void))
{
	nx_store *store = open_index(NX_STORE_WRITE);
	nx_error err = NX_ERROR_INIT;

	if (nx_store_merge(store, fresh, stop, &err) != NX_OK ||
		nx_store_check(store, &err) != NX_OK)
		fail_msg("%s", err.text);
	nx_store_close(store);
}

static void a_small_run_merges_nothing(void **state)
{
	(void)state;
	write_runs();
	assert_int_equal(segments(), COUNT);
	merge(0, never);
	assert_int_equal(segments(), COUNT);
	merge(COUNT / 4, never);
	assert_int_equal(segments(), COUNT);
}

static void a_big_run_leaves_one_segment_and_the_same_answers(void **state)
{
	(void)state;
	write_runs();
	check_ids("الهدنة", "20201001-1 20201002-1 20201004-1");
	merge(COUNT, never);
	assert_int_equal(segments(), 1);
	check_ids("الهدنة", "20201001-1 20201002-1 20201004-1");
}

static void asked_to_stop_the_index_stays_sound(void **state)
{
	(void)state;
	write_runs();
	merge(COUNT, at_once);
	check_ids("الهدنة", "20201001-1 20201002-1 20201004-1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_small_run_merges_nothing, make_scratch, remove_scratch),
		cmocka_unit_test_setup_teardown(a_big_run_leaves_one_segment_and_the_same_answers,
			make_scratch, remove_scratch),
		cmocka_unit_test_setup_teardown(
			asked_to_stop_the_index_stays_sound, make_scratch, remove_scratch),
	};

	return cmocka_run_group_tests(tests, NULL, free_lexicon);
}
