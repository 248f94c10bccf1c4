/* A file that is read again: which of its records are the articles of before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "record_index.h"

#define R(...) ((record){ __VA_ARGS__ })

/* Records that have nothing but a text: only its words tell them apart. */
#define TEXT(word) R(.body = LONG(word))

static void inserted_record_moves_the_rest(void **state)
{
	const record before[] = { TEXT("قمح"), TEXT("شعير"), TEXT("ذرة") },
		     after[] = { TEXT("سكر"), TEXT("قمح"), TEXT("أرز"), TEXT("شعير"), TEXT("ذرة") };

	(void)state;
	check_said(write_records("/a", before, 3), "3 added");
	check_said(write_records("/a", after, 5), "2 added 3 unchanged");
	check_sql(ARTICLE_ROWS, "1|-|/a||2\n2|-|/a||4\n3|-|/a||5\n4|-|/a||1\n5|-|/a||3\n");
	check_ids("ذرة", "undated-3");
	check_sound();
	check_said(write_records("/a", after, 5), "5 unchanged");
	check_said(write_records("/a", before, 3), "3 unchanged 2 removed");
	check_sql(ARTICLE_ROWS, "1|-|/a||1\n2|-|/a||2\n3|-|/a||3\n");
	check_sound();
}

static void order_does_not_matter(void **state)
{
	const record before[] = { TEXT("قمح"), TEXT("شعير"), TEXT("ذرة") },
		     after[] = { TEXT("ذرة"), TEXT("شعير"), TEXT("قمح") };

	(void)state;
	write_records("/a", before, 3);
	check_said(write_records("/a", after, 3), "3 unchanged");
	check_sql(ARTICLE_ROWS, "1|-|/a||3\n2|-|/a||2\n3|-|/a||1\n");
	check_sound();
}

/* By the docno a record is known wherever it stands, unless all else speaks against it. */
static void docno_tells(void **state)
{
	const record before[] = {
		R(.docno = "1", .title = "خبر", .body = LONG("قمح")),
		R(.docno = "2", .title = "نبأ", .body = LONG("شعير"), .date = "2020-01-02"),
		R(.docno = "3", .body = LONG("ذرة")),
	};
	const record after[] = {
		R(.docno = "3", .body = LONG("عدس")),
		R(.docno = "2", .title = "غيره", .body = LONG("حمص"), .date = "2020-01-02"),
		R(.docno = "1", .title = "خبر", .body = LONG("فول")),
	};
	const record other[] = { R(.docno = "2", .title = "سواه", .body = LONG("كمون"),
		.date = "2021-03-04") };

	(void)state;
	write_records("/a", before, 3);
	check_said(write_records("/a", after, 3), "3 updated");
	check_ids("عدس", "undated-2");
	check_ids("حمص", "20200102-1");
	check_ids("فول", "undated-1");
	check_ids("قمح OR شعير OR ذرة", "");
	check_sound();
	/* Another title and another day: the dump has begun to count anew. */
	check_said(write_records("/a", other, 1), "1 added 3 removed");
	check_read("20200102-1", "-");
	check_sound();
}

/* At the same place it is the same article if the title or the URL is. */
static void place_tells(void **state)
{
	const record before[] = {
		R(.title = "خبر", .body = LONG("قمح")),
		R(.url = "http://x/2", .body = LONG("شعير")),
		R(.title = "آخر", .body = LONG("ذرة")),
	};
	const record after[] = {
		R(.title = "خَبَر", .body = LONG("عدس"), .date = "2020-01-02"),
		R(.url = "http://x/2", .title = "نبأ", .body = LONG("حمص")),
		R(.title = "سواه", .body = LONG("فول")),
	};

	(void)state;
	write_records("/a", before, 3);
	check_said(write_records("/a", after, 3), "1 added 2 updated 1 removed");
	check_ids("عدس", "20200102-1");
	check_ids("حمص", "undated-2");
	check_ids("فول", "undated-4");
	check_ids("ذرة", "");
	check_sound();
}

/* A column that has one title every day, the newest part on top. */
static void parts_of_a_series(void **state)
{
	const record before[] = { R(.title = "كلمة اليوم", .date = "2020-01-02",
					  .body = LONG("قمح")),
		R(.title = "كلمة اليوم", .docno = "1", .body = LONG("شعير")),
		R(.title = "كلمة اليوم", .url = "http://x/1", .body = LONG("ذرة")) };
	const record after[] = { R(.title = "كلمة اليوم", .date = "2020-01-03",
					 .body = LONG("عدس")),
		R(.title = "كلمة اليوم", .docno = "2", .body = LONG("حمص")),
		R(.title = "كلمة اليوم", .url = "http://x/2", .body = LONG("فول")), before[0],
		before[1], before[2] };

	(void)state;
	write_records("/a", before, 3);
	check_said(write_records("/a", after, 6), "3 added 3 unchanged");
	check_ids("قمح", "20200102-1");
	check_ids("شعير", "undated-1");
	check_ids("ذرة", "undated-2");
	check_sound();
}

/* A page is the same page, whatever it says. */
static void sole_article_stays_the_same(void **state)
{
	const record before = R(.title = "خبر", .body = LONG("قمح"), .sole = true),
		     after = R(.title = "سواه", .body = LONG("شعير"), .sole = true),
		     members[] = { R(.title = "خبر", .body = LONG("ذرة"), .member = "a.txt",
					   .sole = true),
			     R(.title = "نبأ", .body = LONG("عدس"), .member = "b.txt", .ordinal = 1,
				     .sole = true) },
		     changed[] = { R(.title = "جديد", .body = LONG("حمص"), .member = "b.txt",
			     .ordinal = 1, .sole = true) };

	(void)state;
	write_records("/a", &before, 1);
	check_said(write_records("/a", &after, 1), "1 updated");
	check_ids("شعير", "undated-1");
	check_ids("قمح", "");
	write_records("/tar", members, 2);
	check_said(write_records("/tar", changed, 1), "1 updated 1 removed");
	check_ids("حمص", "undated-3");
	check_ids("ذرة OR عدس", "");
	check_sound();
}

/* Members of one name, as a tar has them to which was added. */
static void members_of_one_name(void **state)
{
	const record tar[] = {
		R(.body = LONG("قمح"), .member = "a.txt", .ordinal = 1),
		R(.body = LONG("شعير"), .member = "b.txt", .ordinal = 1),
		R(.body = LONG("ذرة"), .member = "a.txt", .ordinal = 1),
		R(.body = LONG("عدس"), .member = "a.txt", .ordinal = 2),
	};

	(void)state;
	check_said(write_records("/tar", tar, 4), "4 added");
	check_sound();
	check_said(write_records("/tar", tar, 4), "4 unchanged");
	check_said(write_records("/tar", tar, 2), "2 unchanged 2 removed");
	check_ids("ذرة", "");
	check_ids("قمح", "undated-1");
	check_sound();
}

/* Of equal records within a file one is the article, the others are its places. */
static void equal_records_of_a_file(void **state)
{
	const record file[] = { TEXT("قمح"), TEXT("قمح"), TEXT("شعير"), TEXT("قمح") };

	(void)state;
	check_said(write_records("/a", file, 4), "2 added 2 duplicates");
	check_said(write_records("/a", file, 4), "4 unchanged");
	/* The article's own place goes: the next has it. */
	check_said(write_records("/a", file + 1, 3), "3 unchanged");
	check_ids("قمح", "undated-1");
	check_sql("SELECT count(*) FROM copy", "1\n");
	check_sound();
	check_said(write_records("/a", file + 2, 1), "1 unchanged 1 removed");
	check_ids("قمح", "");
	check_sound();
}

/* One place of an article changes: for the others it stays what it was. */
static void other_places_keep_the_article(void **state)
{
	const record old = R(.docno = "1", .source = "وفا", .title = "خبر", .body = LONG("قمح")),
		     copy = R(.docno = "2", .source = "سانا", .title = "خبر", .body = LONG("قمح")),
		     new = R(.docno = "1", .source = "وفا", .title = "خبر", .body = LONG("شعير"));

	(void)state;
	write_records("/a", &old, 1);
	check_said(write_records("/b", &copy, 1), "1 duplicates");
	check_said(write_records("/a", &new, 1), "1 added");
	check_ids("قمح", "undated-1");
	check_ids("source:سانا", "undated-1");
	check_ids("شعير source:وفا", "undated-2");
	check_ids("قمح source:وفا", "");
	check_read("undated-1", "2");
	check_sound();
	/* And what becomes the same is joined, findable under both ids. */
	check_said(write_records("/a", &old, 1), "1 duplicates");
	check_ids("قمح", "undated-1");
	check_read("undated-2", "2");
	check_ids("قمح source:وفا", "undated-1");
	check_sound();
}

/* In one transaction one file moves an article to another day, and the file where it
 * stood is read. */
static void moved_by_another_file(void **state)
{
	const nx_writer_options options = { .replace = true };
	const record old = R(.docno = "1", .source = "وفا", .title = "خبر", .date = "2020-01-02",
			     .body = LONG("قمح")),
		     new = R(.docno = "1", .source = "وفا", .title = "خبر", .date = "2020-01-03",
			     .body = LONG("شعير"));
	run r;

	(void)state;
	write_records("/b", &old, 1);
	r = run_begin(&options);
	run_file(&r, "/a", &new, 1);
	run_file(&r, "/b", &old, 1);
	check_said(run_end(&r), "1 updated 1 unchanged");
	check_sql(ARTICLE_ROWS, "1|1|/a||1\n");
	check_sql(COPY_ROWS, "1|1|/b||1\n");
	check_read("20200102-1", "1");
	check_sound();
}

/* A run that ended early, then one to the end, against one that nobody disturbed. */
static void interrupted_run_goes_on(void **state)
{
	const nx_file_info info = { .size = 1, .mtime = 1 };
	const record file[] = {
		R(.docno = "1", .body = LONG("قمح"), .date = "2020-01-02", .source = "وفا"),
		R(.docno = "2", .body = LONG("شعير"), .date = "2020-01-01", .tag = "سفر"),
		R(.docno = "3", .body = LONG("قمح"), .date = "2020-01-02", .source = "سانا"),
		R(.docno = "4", .body = LONG("زار بوتين المدينة")),
		R(.docno = "5", .body = LONG("شعير"), .date = "2020-01-02"),
		R(.docno = "6", .body = LONG("ذرة"), .date = "2020-01-02"),
	};
	nx_buf calm = NX_BUF_INIT, rough = NX_BUF_INIT;
	size_t cut;

	write_records("/a", file, 6);
	dump_index(&calm);
	for (cut = 0; cut <= 6; cut++) {
		run r;

		remove_scratch(state);
		make_scratch(state);
		r = run_begin(NULL);
		run_file_to(&r, "/a", file, cut, false, &info);
		run_end(&r);
		check_sound();
		write_records("/a", file, 6);
		nx_buf_clear(&rough);
		dump_index(&rough);
		assert_string_equal(nx_buf_cstr(&rough), nx_buf_cstr(&calm));
		check_sound();
	}
	nx_buf_release(&calm);
	nx_buf_release(&rough);
}

#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, make_scratch, remove_scratch)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(inserted_record_moves_the_rest),
		IN_SCRATCH(order_does_not_matter),
		IN_SCRATCH(docno_tells),
		IN_SCRATCH(place_tells),
		IN_SCRATCH(parts_of_a_series),
		IN_SCRATCH(moved_by_another_file),
		IN_SCRATCH(sole_article_stays_the_same),
		IN_SCRATCH(members_of_one_name),
		IN_SCRATCH(equal_records_of_a_file),
		IN_SCRATCH(other_places_keep_the_article),
		IN_SCRATCH(interrupted_run_goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, free_lexicon);
}
