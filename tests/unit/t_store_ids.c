/* Ids: how they are written, in which order they are given, and how many there are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scratch_index.h"
#include "store/internal.h"

static void check_id(int64_t rowid, const char *id)
{
	char got[NX_ID_MAX];
	int64_t back = 0;

	nx_id_format(got, rowid);
	assert_string_equal(got, id);
	assert_int_equal(nx_id_parse(&back, nx_str_from(id), NULL), NX_OK);
	assert_true(back == rowid);
}

static void ids_go_round(void **state)
{
	int32_t day;
	int64_t rowid, back;
	char id[NX_ID_MAX];

	(void)state;
	check_id(rowid_make(nx_day_number(2020, 10, 27), 3), "20201027-3");
	check_id(rowid_make(nx_day_number(1, 1, 1), 1), "00010101-1");
	check_id(rowid_make(nx_day_number(9999, 12, 31), ROWID_SEQ_MAX), "99991231-1048575");
	check_id(7, "undated-7");
	check_id(1048577, "undated-1048577");
	for (day = nx_day_number(1999, 12, 1); day < nx_day_number(2001, 3, 1); day++) {
		rowid = rowid_make(day, 1 + day % ROWID_SEQ_MAX);
		nx_id_format(id, rowid);
		assert_int_equal(nx_id_parse(&back, nx_str_from(id), NULL), NX_OK);
		assert_true(back == rowid);
	}
	assert_int_equal(nx_id_parse(&back, NX_STR(" 20201027-3\n"), NULL), NX_OK);
	assert_true(back == rowid_make(nx_day_number(2020, 10, 27), 3));
}

static void other_texts_are_no_ids(void **state)
{
	static const char *const texts[] = {
		"",
		"x",
		"-",
		"20201027",
		"20201027-",
		"20201027-0",
		"20201027-1048576",
		"20201332-1",
		"20200230-1",
		"00000101-1",
		"20201027_3",
		"20201027-3x",
		"2020-10-27",
		"20201027--3",
		"20201027-99999999999999999999",
		"undated",
		"undated-",
		"undated-0",
		"undated--7",
		"undated-7x",
		"undated-99999999999999999999",
		"Undated-7",
		"٢٠٢٠١٠٢٧-٣",
	};
	nx_error err = NX_ERROR_INIT;
	int64_t rowid;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (nx_id_parse(&rowid, nx_str_from(texts[i]), &err) != NX_ERR_USAGE)
			fail_msg("'%s' is taken for an id", texts[i]);
		assert_non_null(strstr(err.text, "20201027-3"));
	}
}

static void ids_follow_the_dates(void **state)
{
	static const sample file[] = {
		{ "a", "2020-10-28", "خبر", NULL, NULL, NULL },
		{ "b", NULL, "خبر", NULL, NULL, NULL },
		{ "c", "2020-10-27T18:00", "خبر", NULL, NULL, NULL },
		{ "d", "1999-01-01", "خبر", NULL, NULL, NULL },
		{ "e", "2020-10-27T09:30", "خبر", NULL, NULL, NULL },
		{ "f", NULL, "خبر", NULL, NULL, NULL },
		{ "g", "2020-10", "خبر", NULL, NULL, NULL },
		{ "h", "2020", "خبر", NULL, NULL, NULL },
	};

	(void)state;
	assert_int_equal(write_file("/a", file, 8).undated, 2);
	check_ids("خبر", "19990101-1 20200101-1 20201001-1 20201027-1 20201027-2 20201028-1"
			 " undated-1 undated-2");
	/* Within a day in order of arrival, so that an interrupted run gives the same. */
	check_read("20201027-1", "c");
	check_read("20201027-2", "e");
	check_read("20201028-1", "a");
	check_read("undated-1", "b");
	check_read("20201027-3", "-");
	check_sound();
}

/* Undated articles go on where a million are counted, and where two are. */
static void undated_articles_have_no_limit(void **state)
{
	static const sample before = { "a", NULL, "خبر", "حرب", NULL, NULL };
	static const sample after[] = { { "a", NULL, "خبر", "سلام", NULL, NULL },
		{ "b", NULL, "خبر", NULL, NULL, NULL },
		{ "c", "2020-10-27", "خبر", NULL, NULL, NULL } };

	(void)state;
	write_file("/a", &before, 1);
	run_sql("UPDATE day SET lengths = zeroblob(1048576) WHERE day = 0;"
		"INSERT INTO day(day, lengths) VALUES(1, zeroblob(1048576))");
	assert_int_equal(write_file("/a", after, 3).updated, 1);
	check_ids("خبر", "20201027-1 undated-1 undated-2097153");
	check_read("undated-2097153", "b");
}

static void day_has_a_limit(void **state)
{
	static const sample file = { "a", "2020-10-27", "خبر", NULL, NULL, NULL },
			    other = { "b", "2020-10-27", "خبر", NULL, "تاس", NULL };
	nx_error err = NX_ERROR_INIT;
	nx_writer *writer;
	nx_store *store;

	(void)state;
	write_file("/a", &file, 1);
	run_sql("UPDATE day SET lengths = zeroblob(1048576) WHERE day > 1");
	store = open_index(NX_STORE_WRITE);
	assert_int_equal(nx_writer_open(&writer, store, lexicon, NULL, NULL), NX_OK);
	put_file(writer, "/b", &other, 1, true);
	assert_int_equal(nx_writer_finish(writer, NULL, &err), NX_ERR_LIMIT);
	assert_non_null(strstr(err.text, "1048575"));
	nx_writer_close(writer);
	nx_store_close(store);
	check_ids("خبر", "20201027-1");
}

#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, make_scratch, remove_scratch)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_go_round),
		cmocka_unit_test(other_texts_are_no_ids),
		IN_SCRATCH(ids_follow_the_dates),
		IN_SCRATCH(undated_articles_have_no_limit),
		IN_SCRATCH(day_has_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, free_lexicon);
}
