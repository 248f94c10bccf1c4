/* Writing: what becomes of articles when files are read again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scratch_index.h"

static bool knows(nx_writer *writer, nx_str path, const nx_file_info *info)
{
	bool known;

	assert_int_equal(nx_writer_knows_file(writer, path, info, &known, NULL), NX_OK);
	return known;
}

static void check_counts(
	nx_write_counts got, unsigned added, unsigned updated, unsigned unchanged, unsigned removed)
{
	assert_int_equal(got.added, added);
	assert_int_equal(got.updated, updated);
	assert_int_equal(got.unchanged, unchanged);
	assert_int_equal(got.removed, removed);
}

static void unchanged_articles_are_left_alone(void **state)
{
	static const sample file[] = {
		{ "a", "2020-10-27", "خبر", "نص أول", "تاس", "سياسة" },
		{ "b", NULL, "خبر", "نص ثان", NULL, NULL },
	};
	static const sample other[] = {
		{ "c", "2020-10-27", "خبر", "نص ثالث", "تاس", "سياسة" },
		{ "d", NULL, "خبر", "نص رابع", NULL, NULL },
	};

	(void)state;
	check_counts(write_file("/a", file, 2), 2, 0, 0, 0);
	check_counts(write_file("/a", file, 2), 0, 0, 2, 0);
	check_ids("خبر", "20201027-1 undated-1");
	check_counts(write_file("/b", other, 2), 2, 0, 0, 0);
	check_ids("خبر", "20201027-1 20201027-2 undated-1 undated-2");
	check_sound();
}

static void changed_article_keeps_its_id(void **state)
{
	static const sample before[] = {
		{ "a", "2020-10-27", "خبر", "حرب", NULL, NULL },
		{ "b", NULL, "خبر", "حرب", NULL, NULL },
		{ "c", "2020-10-27", "خبر", "حرب", NULL, NULL },
	};
	static const sample after[] = {
		{ "a", "2020-10-27T12:00", "خبر", "سلام", NULL, NULL },
		{ "b", NULL, "خبر", "سلام", NULL, NULL },
		{ "c", "2020-10-27", "خبر", "حرب", NULL, NULL },
	};

	(void)state;
	write_file("/a", before, 3);
	check_counts(write_file("/a", after, 3), 0, 2, 1, 0);
	check_ids("خبر", "20201027-1 20201027-2 undated-1");
	check_ids("سلام", "20201027-1 undated-1");
	check_ids("حرب", "20201027-2");
	check_sound();
}

static void moved_article_is_found_by_its_old_ids(void **state)
{
	static const char *const dates[] = { NULL, "2020-10-27", "2019-05-05", "2020-10-27", NULL };
	static const char *const ids[] = { "undated-1", "20201027-1", "20190505-1", "20201027-3",
		"undated-2" };
	sample file[] = { { "a", NULL, "خبر", NULL, NULL, NULL },
		{ "x", "2020-10-26", "آخر", NULL, NULL, NULL } };
	const sample other = { "b", "2020-10-27", "ثالث", NULL, NULL, NULL };
	size_t i, j;

	(void)state;
	for (i = 0; i < 5; i++) {
		file[0].date = dates[i];
		check_counts(write_file("/a", file, 2), i ? 0 : 2, i ? 1 : 0, i ? 1 : 0, 0);
		check_ids("خبر", ids[i]);
		for (j = 0; j <= i; j++)
			check_read(ids[j], "a");
		if (i == 1)
			write_file("/b", &other, 1);
	}
	check_read("20201027-2", "b");
	check_sound();
}

static void missing_article_is_removed(void **state)
{
	static const sample file[] = {
		{ "a", "2020-10-27", "خبر", NULL, NULL, NULL },
		{ "b", "2020-10-27", "خبر", NULL, NULL, NULL },
		{ "c", "2020-10-27", "خبر", NULL, NULL, NULL },
	};
	static const sample other = { "d", "2020-10-27", "خبر", NULL, NULL, NULL };

	(void)state;
	write_file("/a", file, 3);
	check_counts(write_part("/a", file, 1, false), 0, 0, 1, 0);
	check_ids("خبر", "20201027-1 20201027-2 20201027-3");
	check_counts(write_file("/a", file, 2), 0, 0, 2, 1);
	check_ids("خبر", "20201027-1 20201027-2");
	check_read("20201027-3", "-");
	/* An id is given once: what comes now has the next. */
	write_file("/b", &other, 1);
	check_ids("خبر", "20201027-1 20201027-2 20201027-4");
	check_counts(write_file("/a", file, 0), 0, 0, 0, 2);
	check_ids("خبر", "20201027-4");
	check_sound();
}

static void removed_article_does_not_count(void **state)
{
	static const sample file = { "a", "2020-10-27", "خبر", "زار بوتين", "تاس", "سياسة" };

	(void)state;
	write_file("/a", &file, 1);
	check_ids("source:تاس tag:سياسة entity:بوتين", "20201027-1");
	write_file("/a", &file, 0);
	check_ids("source:تاس", "");
	check_ids("tag:سياسة", "");
	check_ids("entity:بوتين", "");
	check_ids("-حرب", "");
}

static void changed_keys_are_found(void **state)
{
	static const sample before = { "a", "2020-10-27", "خبر", "زار بوتين", "تاس", "سياسة" };
	static const sample after = { "a", "2020-10-27", "خبر", "زار ترامب", "سانا", "رياضة" };

	(void)state;
	write_file("/a", &before, 1);
	check_counts(write_file("/a", &after, 1), 0, 1, 0, 0);
	check_ids("source:سانا tag:رياضة entity:ترامب", "20201027-1");
	check_ids("source:تاس", "");
	check_ids("tag:سياسة", "");
	check_ids("entity:بوتين", "");
	check_sound();
}

static void known_files_are_passed_over(void **state)
{
	static const sample file = { "a", "2020-10-27", "خبر", NULL, NULL, NULL };
	nx_file_info same = { .size = 1, .mtime = 1 }, other = { .size = 1, .mtime = 2 };
	nx_write_counts counts;
	nx_writer *writer;
	nx_store *store;

	(void)state;
	write_file("/a", &file, 1);
	write_part("/b", &file, 1, false);
	store = open_index(NX_STORE_WRITE);
	assert_int_equal(nx_writer_open(&writer, store, lexicon, NULL, NULL), NX_OK);
	assert_true(knows(writer, NX_STR("/a"), &same));
	assert_false(knows(writer, NX_STR("/a"), &other));
	assert_false(knows(writer, NX_STR("/b"), &same));
	assert_false(knows(writer, NX_STR("/c"), &same));
	assert_int_equal(nx_writer_finish(writer, &counts, NULL), NX_OK);
	assert_int_equal(counts.files_unchanged, 1);
	nx_writer_close(writer);
	nx_store_close(store);
}

static void unfinished_work_is_dropped(void **state)
{
	static const sample file = { "a", "2020-10-27", "خبر", NULL, NULL, NULL };
	nx_writer *writer;
	nx_store *store;

	(void)state;
	write_file("/a", &file, 1);
	store = open_index(NX_STORE_WRITE);
	assert_int_equal(nx_writer_open(&writer, store, lexicon, NULL, NULL), NX_OK);
	put_file(writer, "/b", &file, 1, true);
	nx_writer_close(writer);
	nx_store_close(store);
	check_ids("خبر", "20201027-1");
	check_sound();
}

/* A file may be named twice, or once with the folder that it is in. */
static void file_may_be_read_twice(void **state)
{
	static const sample before = { "a", "2020-10-27", "خبر", "حرب", NULL, NULL };
	static const sample after = { "a", "2020-10-28", "خبر", "سلام", NULL, NULL };
	nx_store *store = open_index(NX_STORE_CREATE);
	nx_write_counts counts;
	nx_writer *writer;

	(void)state;
	assert_int_equal(nx_writer_open(&writer, store, lexicon, NULL, NULL), NX_OK);
	put_file(writer, "/a", &before, 1, true);
	put_file(writer, "/a", &before, 1, true);
	put_file(writer, "/a", &after, 1, true);
	assert_int_equal(nx_writer_finish(writer, &counts, NULL), NX_OK);
	check_counts(counts, 1, 1, 1, 0);
	nx_writer_close(writer);
	nx_store_close(store);
	check_ids("خبر", "20201028-1");
	check_read("20201027-1", "a");
	check_sound();
}

/* More articles than a batch holds, in several transactions. */
static void batches_join(void **state)
{
	enum { COUNT = 9000 };
	sample *file = calloc(COUNT, sizeof *file);
	char(*docno)[8] = calloc(COUNT, sizeof *docno);
	nx_store *store = open_index(NX_STORE_CREATE);
	nx_write_counts counts;
	nx_writer *writer;
	size_t i;

	(void)state;
	assert_true(file && docno);
	for (i = 0; i < COUNT; i++) {
		snprintf(docno[i], sizeof docno[i], "d%zu", i);
		file[i] =
			(sample){ docno[i], i % 2 ? "2020-10-27" : NULL, "خبر", NULL, NULL, NULL };
	}
	assert_int_equal(nx_writer_open(&writer, store, lexicon, NULL, NULL), NX_OK);
	put_file(writer, "/a", file, COUNT, true);
	put_file(writer, "/a", file, COUNT, true);
	put_file(writer, "/a", file, COUNT - 1000, true);
	assert_int_equal(nx_writer_finish(writer, &counts, NULL), NX_OK);
	check_counts(counts, COUNT, 0, 2 * COUNT - 1000, 1000);
	nx_writer_close(writer);
	nx_store_close(store);
	check_counts(write_file("/a", file, COUNT - 2000), 0, 0, COUNT - 2000, 1000);
	check_read("20201027-3000", "d5999");
	check_read("20201027-4000", "-");
	check_read("undated-1", "d0");
	check_sound();
	free(file);
	free(docno);
}

#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, make_scratch, remove_scratch)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(unchanged_articles_are_left_alone),
		IN_SCRATCH(changed_article_keeps_its_id),
		IN_SCRATCH(moved_article_is_found_by_its_old_ids),
		IN_SCRATCH(missing_article_is_removed),
		IN_SCRATCH(removed_article_does_not_count),
		IN_SCRATCH(changed_keys_are_found),
		IN_SCRATCH(known_files_are_passed_over),
		IN_SCRATCH(unfinished_work_is_dropped),
		IN_SCRATCH(file_may_be_read_twice),
		IN_SCRATCH(batches_join),
	};

	return cmocka_run_group_tests(tests, NULL, free_lexicon);
}
