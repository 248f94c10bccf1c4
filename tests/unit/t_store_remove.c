/* Removal of articles by their ids, and of files with what they hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "record_index.h"

#define R(...) ((record){ __VA_ARGS__ })

/* What a removal says and how many articles it took. */
typedef struct outcome {
	nx_status status;
	uint64_t removed;
} outcome;

static outcome remove_ids(const char *first, const char *second)
{
	const nx_str ids[] = { nx_str_from(first), nx_str_from(second) };
	nx_store *store = open_index(NX_STORE_WRITE);
	outcome o = { NX_OK, 99 };

	o.status = nx_store_remove(store, ids, second ? 2 : 1, &o.removed, NULL);
	nx_store_close(store);
	check_sound();
	return o;
}

static outcome remove_path(const char *path)
{
	nx_store *store = open_index(NX_STORE_WRITE);
	outcome o = { NX_OK, 99 };

	o.status = nx_store_remove_path(store, nx_str_from(path), &o.removed, NULL);
	nx_store_close(store);
	check_sound();
	return o;
}

static void check_outcome(outcome o, nx_status status, uint64_t removed)
{
	assert_int_equal(o.status, status);
	assert_int_equal(o.removed, removed);
}

static void articles_go_by_id(void **state)
{
	const record file[] = { R(.docno = "1", .body = LONG("قمح")),
		R(.docno = "2", .body = LONG("شعير"), .source = "وفا", .tag = "سفر"),
		R(.docno = "3", .body = LONG("ذرة"), .date = "2020-01-02") };
	record moved = file[2];

	(void)state;
	write_records("/a", file, 3);
	check_outcome(remove_ids("undated-1", "undated-9"), NX_ERR_NOTFOUND, 0);
	check_outcome(remove_ids("undated-1", "20200102"), NX_ERR_USAGE, 0);
	check_ids("قمح", "undated-1");
	check_outcome(remove_ids("undated-2", "undated-2"), NX_OK, 1);
	check_ids("شعير", "");
	check_ids("source:وفا", "");
	check_ids("tag:سفر", "");
	check_outcome(remove_ids("undated-2", NULL), NX_ERR_NOTFOUND, 0);
	/* By an id of before, too. */
	moved.date = "2020-01-03";
	write_records("/b", &moved, 1);
	check_outcome(remove_ids("20200102-1", NULL), NX_OK, 1);
	check_ids("", "undated-1");
	check_sql("SELECT count(*) FROM copy", "0\n");
}

/* What was removed by its id comes back only when its file is read again, as another. */
static void removed_article_has_no_successor(void **state)
{
	const record file[] = { R(.body = LONG("قمح")), R(.body = LONG("شعير")) };

	(void)state;
	write_records("/a", file, 2);
	check_outcome(remove_ids("undated-2", NULL), NX_OK, 1);
	check_said(write_records("/a", file, 2), "1 added 1 unchanged");
	check_ids("شعير", "undated-3");
	check_read("undated-2", "-");
}

static void files_go_by_path(void **state)
{
	const record one = R(.docno = "1", .source = "وفا", .tag = "سفر", .body = LONG("قمح")),
		     two = R(.docno = "2", .source = "سانا", .body = LONG("قمح")),
		     three = R(.docno = "3", .body = LONG("شعير")),
		     four = R(.docno = "4", .body = LONG("ذرة")),
		     five = R(.docno = "5", .body = LONG("عدس"));

	(void)state;
	write_records("/in/a", &one, 1);
	write_records("/in/deep/b", &two, 1);
	write_records("/in/deep/c", &three, 1);
	write_records("/in2/d", &four, 1);
	write_records("/i", &five, 1);
	check_outcome(remove_path("/elsewhere"), NX_ERR_NOTFOUND, 0);
	check_outcome(remove_path("/in/dee"), NX_ERR_NOTFOUND, 0);
	/* The article of /in/a has another place. */
	check_outcome(remove_path("/in/a"), NX_OK, 0);
	check_ids("قمح source:سانا", "undated-1");
	check_ids("source:وفا", "");
	check_read("undated-1", "2");
	check_outcome(remove_path("/in/"), NX_OK, 2);
	check_ids("", "undated-3 undated-4");
	check_outcome(remove_path("/in2/d"), NX_OK, 1);
	check_outcome(remove_path("/i"), NX_OK, 1);
	check_sql("SELECT (SELECT count(*) FROM file), (SELECT count(*) FROM article),"
		  " (SELECT count(*) FROM copy), (SELECT count(*) FROM identity),"
		  " (SELECT count(*) FROM article_fts_docsize)",
		"0|0|0|0|0\n");
	check_said(write_records("/in/a", &one, 1), "1 added");
}

/* More than one transaction holds, articles and other places of one file. */
static void large_file_goes_as_a_whole(void **state)
{
	enum { COUNT = 5000 };
	const nx_file_info info = { .size = 1, .mtime = 1 };
	run r = run_begin(NULL);
	char body[300];
	int i, j;

	(void)state;
	for (j = 0; j < 2; j++) {
		const char *path = j ? "/b" : "/a";

		assert_int_equal(nx_writer_file_begin(r.writer, nx_str_from(path), NULL), NX_OK);
		/* All of the first file, every other one again in the second. */
		for (i = 1; i <= COUNT; i += 1 + j) {
			snprintf(body, sizeof body, "كلمة%d " LONG("قمح"), i);
			run_put(&r, &R(.body = body, .source = j ? "سانا" : "وفا"), (uint64_t)i);
		}
		assert_int_equal(
			nx_writer_file_end(r.writer, nx_str_from(path), &info, true, NULL), NX_OK);
	}
	check_said(run_end(&r), "5000 added 2500 duplicates");
	check_outcome(remove_path("/a"), NX_OK, COUNT / 2);
	check_sql("SELECT count(*), count(DISTINCT source), max(source) FROM article",
		"2500|1|سانا\n");
	check_ids("source:وفا", "");
	check_outcome(remove_path("/b"), NX_OK, COUNT / 2);
	check_sql("SELECT count(*) FROM identity", "0\n");
}

#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, make_scratch, remove_scratch)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(articles_go_by_id),
		IN_SCRATCH(removed_article_has_no_successor),
		IN_SCRATCH(files_go_by_path),
		IN_SCRATCH(large_file_goes_as_a_whole),
	};

	return cmocka_run_group_tests(tests, NULL, free_lexicon);
}
