/* The same article in several places is kept once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "record_index.h"

#define MANY 3000

/* Two records, each in a file of its own: is the second known? */
static void check_pair(void **state, record first, record second, bool same, int line)
{
	nx_write_counts n;

	write_records("/a", &first, 1);
	n = write_records("/b", &second, 1);
	if (n.duplicates != same || n.added == same)
		fail_msg("line %d: %s", line, same ? "is not known" : "is taken for known");
	check_sound();
	remove_scratch(state);
	make_scratch(state);
	/* The same within one file. */
	{
		const record both[] = { first, second };

		n = write_records("/a", both, 2);
		assert_int_equal(n.duplicates, same);
	}
	remove_scratch(state);
	make_scratch(state);
}

#define SAME(...) check_pair(state, __VA_ARGS__, true, __LINE__)
#define OTHER(...) check_pair(state, __VA_ARGS__, false, __LINE__)
#define R(...) ((record){ __VA_ARGS__ })

static void same_text(void **state)
{
	SAME(R(.docno = "a", .body = LONG("خبر")), R(.docno = "b", .body = LONG("خبر")));
	SAME(R(.body = LONG("المَدرَسَةُ،")), R(.body = LONG("المدرسه"), .source = "وفا"));
	SAME(R(.title = "عنوان", .body = LONG("خبر")), R(.body = "عنوان\n" LONG("خبر")));
	SAME(R(.body = LONG("أ")), R(.body = LONG("ا")));
	OTHER(R(.body = LONG("خبر")), R(.body = LONG("نبأ")));
	OTHER(R(.body = LONG("خبر")), R(.body = LONG("خبر") " زيادة"));
	OTHER(R(.body = LONG("خبر") " زيادة"), R(.body = LONG("خبر")));
}

static void short_text(void **state)
{
	SAME(R(.title = "كاريكاتير", .source = "وفا", .date = "2020-01-02"),
		R(.title = "كاريكاتير", .source = "وفا", .date = "2020-01-02", .docno = "b"));
	SAME(R(.title = "كاريكاتير"), R(.title = "كاريكاتير"));
	OTHER(R(.title = "كاريكاتير", .source = "وفا", .date = "2020-01-02"),
		R(.title = "كاريكاتير", .source = "وفا", .date = "2020-01-03"));
	OTHER(R(.title = "كاريكاتير", .source = "وفا", .date = "2020-01-02"),
		R(.title = "كاريكاتير", .source = "سانا", .date = "2020-01-02"));
	OTHER(R(.title = "كاريكاتير", .source = "وفا", .date = "2020-01-02", .url = "http://x/1"),
		R(.title = "كاريكاتير", .source = "وفا", .date = "2020-01-02",
			.url = "http://x/2"));
	OTHER(R(.title = "كاريكاتير", .docno = "1"), R(.title = "كاريكاتير", .docno = "2"));
	OTHER(R(.docno = "1"), R(.docno = "2"));
}

static void same_docno(void **state)
{
	SAME(R(.docno = "7", .source = "وفا", .title = "خبر", .body = LONG("قديم")),
		R(.docno = "7", .source = "وفا", .title = "خَبَر", .body = LONG("جديد")));
	SAME(R(.docno = "7", .source = "وفا", .body = LONG("قديم")),
		R(.docno = "7", .source = "وفا", .body = LONG("جديد")));
	SAME(R(.docno = "7", .title = "خبر", .body = LONG("قديم")),
		R(.docno = "7", .title = "خبر", .body = LONG("جديد")));
	SAME(R(.docno = "7", .url = "http://x/1", .title = "خبر", .body = LONG("قديم")),
		R(.docno = "7", .url = "http://x/1", .title = "نبأ", .body = LONG("جديد")));
	SAME(R(.docno = "7", .date = "2020-01-02T10:00", .body = LONG("قديم")),
		R(.docno = "7", .date = "2020-01-02", .body = LONG("جديد")));
	OTHER(R(.docno = "7", .body = LONG("قديم")), R(.docno = "7", .body = LONG("جديد")));
	OTHER(R(.docno = "7", .date = "2020", .body = LONG("قديم")),
		R(.docno = "7", .date = "2020", .body = LONG("جديد")));
	OTHER(R(.docno = "7", .source = "وفا", .title = "خبر", .body = LONG("قديم")),
		R(.docno = "7", .source = "سانا", .title = "خبر", .body = LONG("جديد")));
	OTHER(R(.docno = "7", .source = "وفا", .title = "خبر", .date = "2020-01-02"),
		R(.docno = "7", .source = "وفا", .title = "نبأ", .date = "2021-01-02"));
	OTHER(R(.docno = "7", .source = "وفا", .title = "خبر"),
		R(.docno = "8", .source = "وفا", .title = "خبر", .body = "نص"));
	OTHER(R(.title = "خبر", .body = LONG("قديم")), R(.title = "خبر", .body = LONG("جديد")));
}

/* Each of many small dumps counts from 1: its ids are nobody's names. */
static void restarted_ids_are_told_apart(void **state)
{
	char text[64], date[32], path[16];
	nx_write_counts n;
	run r = run_begin(NULL);
	int i, j;

	(void)state;
	for (i = 0; i < 40; i++) {
		const nx_file_info info = { .size = 1, .mtime = 1 };

		snprintf(path, sizeof path, "/%d", i);
		assert_int_equal(nx_writer_file_begin(r.writer, nx_str_from(path), NULL), NX_OK);
		for (j = 1; j <= 3; j++) {
			char docno[12];

			snprintf(docno, sizeof docno, "%d", j);
			snprintf(text, sizeof text, "خبر رقم %d عن كلمة%d", j, i);
			snprintf(date, sizeof date, "2020-%02d-%02d", i / 28 + 1, i % 28 + 1);
			run_put(&r, &R(.docno = docno, .date = date, .title = text), (uint64_t)j);
		}
		assert_int_equal(
			nx_writer_file_end(r.writer, nx_str_from(path), &info, true, NULL), NX_OK);
	}
	n = run_end(&r);
	check_said(n, "120 added");
	check_sound();
}

static nx_status list_copies(void *ctx, const nx_hit *hit, nx_error *err)
{
	size_t i;

	(void)err;
	nx_buf_addf(ctx, "%.*s", NX_FMT(hit->docno));
	for (i = 0; i < hit->copy_count; i++) {
		const nx_copy *c = &hit->copies[i];

		nx_buf_addf(ctx, " [%.*s|%.*s|%.*s|%.*s|%.*s|%.*s]", NX_FMT(c->docno),
			NX_FMT(c->date), NX_FMT(c->source), NX_FMT(c->url), NX_FMT(c->path),
			NX_FMT(c->member));
	}
	return NX_OK;
}

static void check_hit(const char *query, bool with_text, const char *want)
{
	nx_search_options options = { .sort = NX_SORT_NEWEST, .limit = 10, .with_text = with_text };
	nx_store *store = open_index(NX_STORE_READ);
	nx_buf got = NX_BUF_INIT;

	search(&got, store, nx_str_from(query), NX_MATCH_ALL, &options, list_copies);
	assert_string_equal(nx_buf_cstr(&got), want);
	nx_buf_release(&got);
	nx_store_close(store);
}

/* A hit tells the other places, and is found by what is said there. */
static void other_places_are_told(void **state)
{
	const record one = R(.docno = "a", .source = "وفا", .date = "2020-01-02", .tag = "سفر",
		.url = "http://x/1", .body = LONG("خبر"));
	const record two = R(.docno = "b", .source = "سانا", .date = "2020-01-02", .tag = "نقل",
		.url = "http://y/1", .body = LONG("خَبَر"), .member = "in/b.txt");
	const record three = R(.docno = "a", .source = "وفا", .date = "2020-01-03", .tag = "سفر",
		.url = "http://x/1", .body = LONG("خبر"));
	int together;

	/* In batches of their own, and in one. */
	for (together = 0; together < 2; together++) {
		if (together) {
			run r = run_begin(NULL);

			run_file(&r, "/1", &one, 1);
			run_file(&r, "/2", &two, 1);
			run_file(&r, "-", &three, 1);
			check_said(run_end(&r), "1 added 2 duplicates");
		} else {
			check_said(write_records("/1", &one, 1), "1 added");
			check_said(write_records("/2", &two, 1), "1 duplicates");
			check_said(write_records("-", &three, 1), "1 duplicates");
		}
		check_hit("قطار", true, "a [b||سانا|http://y/1|/2|in/b.txt] [|2020-01-03|||-|]");
		check_hit("قطار", false, "a [b|||||] [|||||]");
		check_ids("source:وفا tag:سفر", "20200102-1");
		check_ids("source:سانا tag:نقل", "20200102-1");
		check_ids("source:سانا tag:نقل قطار الجبال", "20200102-1");
		check_sound();
		/* Without its place it is not found by it. */
		write_records("/2", &two, 0);
		check_ids("source:سانا", "");
		check_ids("tag:نقل", "");
		check_ids("tag:سفر", "20200102-1");
		check_hit("قطار", true, "a [|2020-01-03|||-|]");
		check_sound();
		remove_scratch(state);
		make_scratch(state);
	}
}

static nx_write_counts replace(const char *path, const record *records, size_t count)
{
	const nx_writer_options options = { .replace = true };
	run r = run_begin(&options);

	run_file(&r, path, records, count);
	return run_end(&r);
}

static void later_record_replaces(void **state)
{
	const record old = R(.docno = "7", .source = "وفا", .date = "2020-01-02", .title = "خبر",
		.body = LONG("قديم"), .tag = "سفر");
	record new = R(.docno = "7", .source = "وفا", .date = "2020-01-02", .title = "خبر",
		.body = LONG("جديد"), .tag = "نقل");

	(void)state;
	write_records("/1", &old, 1);
	check_said(write_records("/2", &new, 1), "1 duplicates");
	check_ids("جديد", "");
	check_said(replace("/3", &new, 1), "1 updated");
	check_ids("جديد", "20200102-1");
	check_ids("قديم", "");
	check_ids("tag:سفر tag:نقل", "20200102-1");
	check_sql(ARTICLE_ROWS, "1|7|/3||1\n");
	check_sql(COPY_ROWS, "1|7|/1||1\n1|7|/2||1\n");
	check_sound();
	/* The same text is no later version. */
	check_said(replace("/4", &new, 1), "1 duplicates");
	/* Another day, another id, to which the old one leads. */
	new.date = "2020-01-05";
	new.body = LONG("أجد");
	check_said(replace("/5", &new, 1), "1 updated");
	check_ids("أجد", "20200105-1");
	check_read("20200102-1", "7");
	check_sql("SELECT count(DISTINCT article), count(*) FROM copy", "1|4\n");
	check_sound();
	/* What was read is not read anew: its place is known. */
	check_said(replace("/1", &old, 1), "1 unchanged");
}

static void replaced_within_one_file(void **state)
{
	const record file[] = {
		R(.docno = "7", .source = "وفا", .date = "2020-01-02", .title = "خبر",
			.body = LONG("قمح")),
		R(.docno = "8", .source = "وفا", .date = "2020-01-02", .title = "آخر",
			.body = LONG("غير")),
		R(.docno = "7", .source = "وفا", .date = "2020-01-03", .title = "خبر",
			.body = LONG("شعير")),
		R(.docno = "7", .source = "وفا", .date = "2020-01-03", .title = "خبر",
			.body = LONG("ذرة")),
	};

	(void)state;
	check_said(replace("/1", file, 4), "2 added 2 updated");
	check_ids("ذرة", "20200103-1");
	check_ids("قمح", "");
	check_ids("شعير", "");
	check_read("20200102-1", "7");
	check_sql(COPY_ROWS, "1|7|/1||1\n1|7|/1||3\n");
	check_sound();
	check_said(replace("/1", file, 4), "4 unchanged");
	check_sound();
}

/* What a text was before it was replaced is nobody's text any more, in a dry run too. */
static void replaced_text_is_new_again(void **state)
{
	const record file[] = {
		R(.docno = "7", .source = "وفا", .title = "خبر", .body = LONG("قمح")),
		R(.docno = "7", .source = "وفا", .title = "خبر", .body = LONG("شعير")),
		R(.docno = "8", .source = "سانا", .title = "خبر", .body = LONG("قمح")),
	};
	int dry;

	(void)state;
	for (dry = 1; dry >= 0; dry--) {
		const nx_writer_options options = { .replace = true, .dry_run = dry };
		run r = run_begin(&options);

		run_file(&r, "/1", file, 3);
		check_said(run_end(&r), "2 added 1 updated");
	}
	check_ids("قمح", "undated-2");
	check_sound();
}

/* Standard input read twice. */
static void piped_twice(void **state)
{
	const record dump[] = {
		R(.docno = "1", .body = LONG("أول")),
		R(.title = "عنوان قصير"),
		R(.body = LONG("ثان"), .source = "وفا", .date = "2020-01-02"),
		R(.docno = "9"),
	};

	(void)state;
	check_said(write_records("-", dump, 4), "4 added");
	check_said(write_records("-", dump, 4), "4 duplicates");
	check_said(write_records("-", dump, 4), "4 duplicates");
	check_ids("", "20200102-1 undated-1 undated-2 undated-3");
	check_sound();
}

/* One text in very many places costs no more than many texts. */
static void many_places_of_one_text(void **state)
{
	run r = run_begin(NULL);
	const nx_file_info info = { .size = 1, .mtime = 1 };
	uint64_t i;

	(void)state;
	assert_int_equal(nx_writer_file_begin(r.writer, NX_STR("/a"), NULL), NX_OK);
	for (i = 0; i < MANY; i++)
		run_put(&r, &R(.body = LONG("خبر"), .source = i % 2 ? "وفا" : "سانا"), i + 1);
	assert_int_equal(nx_writer_file_end(r.writer, NX_STR("/a"), &info, true, NULL), NX_OK);
	run_end(&r);
	assert_int_equal(r.counts.duplicates, MANY - 1);
	check_ids("source:وفا source:سانا", "undated-1");
	check_sound();
	write_records("/a", NULL, 0);
	check_sql("SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM copy),"
		  " (SELECT count(*) FROM identity)",
		"0|0|0\n");
	check_sound();
}

#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, make_scratch, remove_scratch)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(same_text),
		IN_SCRATCH(short_text),
		IN_SCRATCH(same_docno),
		IN_SCRATCH(restarted_ids_are_told_apart),
		IN_SCRATCH(other_places_are_told),
		IN_SCRATCH(later_record_replaces),
		IN_SCRATCH(replaced_within_one_file),
		IN_SCRATCH(replaced_text_is_new_again),
		IN_SCRATCH(piped_twice),
		IN_SCRATCH(many_places_of_one_text),
	};

	return cmocka_run_group_tests(tests, NULL, free_lexicon);
}
