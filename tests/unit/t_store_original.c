/* Pages as they were read: kept with their file and member, read again by a rebuild. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "record_index.h"
#include "store/pack.h"

#define R(...) ((record){ __VA_ARGS__ })

#define PAGES                                                                                      \
	"SELECT path, member, ordinal, last, o.size FROM original AS o JOIN file AS f"             \
	" ON f.id = file_id ORDER BY path, member, ordinal"

static void packed_page_is_the_page(void **state)
{
	packer p = PACKER_INIT;
	nx_buf page = NX_BUF_INIT, out = NX_BUF_INIT;
	nx_str packed;
	size_t n, i;

	(void)state;
	for (n = 0; n < 200000; n = 2 * n + 1) {
		nx_buf_clear(&page);
		nx_buf_clear(&out);
		for (i = 0; i < n; i++)
			nx_buf_addc(&page, (char)(i * i >> 3));
		nx_buf_adds(&out, "before ");
		assert_int_equal(pack(&p, nx_buf_str(&page), &packed, NULL), NX_OK);
		assert_int_equal(unpack(packed, n, &out, NULL), NX_OK);
		assert_true(nx_str_eq(nx_str_slice(nx_buf_str(&out), 7, out.n), nx_buf_str(&page)));
		assert_int_equal(unpack(packed, n + 1, &out, NULL), NX_ERR_FORMAT);
		assert_int_equal(unpack(packed, SIZE_MAX, &out, NULL), NX_ERR_FORMAT);
		assert_int_equal(unpack(packed, (size_t)-2, &out, NULL), NX_ERR_FORMAT);
		if (n > 100)
			assert_int_equal(
				unpack(nx_str_slice(packed, 0, packed.n - 1), n, &out, NULL),
				NX_ERR_FORMAT);
	}
	assert_int_equal(unpack(NX_STR("no page"), 7, &out, NULL), NX_ERR_FORMAT);
	assert_int_equal(unpack(NX_STR("no page"), (size_t)-2, &out, NULL), NX_ERR_FORMAT);
	assert_int_equal(unpack(NX_STR_NULL, 0, &out, NULL), NX_ERR_FORMAT);
	nx_buf_release(&page);
	nx_buf_release(&out);
	packer_release(&p);
}

/* A member that holds these records, and the page in which they stand, if there is one. */
typedef struct member {
	const char *page, *options;
	record records[3];
	size_t count;
} member;

static void put_members(
	run *r, const char *path, const member *members, size_t count, bool complete)
{
	const nx_file_info info = { .size = 1, .mtime = 1 };
	size_t i, k;

	assert_int_equal(nx_writer_file_begin(r->writer, nx_str_from(path), NULL), NX_OK);
	for (i = 0; i < count; i++) {
		const member *m = &members[i];

		for (k = 0; k < m->count; k++)
			run_put(r, &m->records[k], k + 1);
		if (m->page)
			assert_int_equal(
				nx_writer_original(r->writer, nx_str_from(m->records[0].member),
					m->count, nx_str_from(m->page), nx_str_from(m->options),
					NULL),
				NX_OK);
	}
	assert_int_equal(
		nx_writer_file_end(r->writer, nx_str_from(path), &info, complete, NULL), NX_OK);
}

static nx_write_counts write_members(
	const char *path, const member *members, size_t count, bool complete)
{
	run r = run_begin(NULL);

	put_members(&r, path, members, count, complete);
	return run_end(&r);
}

/* The page of an article, "-" for none. */
static void check_page(const char *id, const char *want)
{
	nx_store *store = open_index(NX_STORE_READ);
	nx_buf page = NX_BUF_INIT;
	nx_error err = NX_ERROR_INIT;
	nx_status st = nx_store_original(store, nx_str_from(id), &page, &err);

	if (st == NX_ERR_NOTFOUND)
		nx_buf_adds(&page, "-");
	else if (st != NX_OK)
		fail_msg("%s", err.text);
	assert_string_equal(nx_buf_cstr(&page), want);
	nx_buf_release(&page);
	nx_store_close(store);
}

static void page_of_each_member(void **state)
{
	const member tar[] = {
		{ "page a", "x=1", { R(.member = "a", .body = LONG("قمح")) }, 1 },
		{ NULL, NULL, { R(.member = "b", .body = LONG("شعير")) }, 1 },
		{ "page c", NULL,
			{ R(.member = "c", .body = LONG("ذرة")),
				R(.member = "c", .body = LONG("عدس")) },
			2 },
		{ "page a again", NULL, { R(.member = "a", .body = LONG("حمص")) }, 1 },
		{ "page a in a row", NULL, { R(.member = "a", .body = LONG("فول")) }, 1 },
	};

	(void)state;
	write_members("/tar", tar, 5, true);
	check_sql(PAGES, "/tar|a|1|1|6\n/tar|a|4294967297|4294967297|12\n"
			 "/tar|a|4294967298|4294967298|15\n/tar|c|1|2|6\n");
	check_page("undated-1", "page a");
	check_page("undated-2", "-");
	check_page("undated-3", "page c");
	check_page("undated-4", "page c");
	check_page("undated-5", "page a again");
	check_page("undated-6", "page a in a row");
	check_page("undated-7", "-");
	check_sound();
}

/* A dump of the same name right before a page: nobody knows where the page begins. */
static void page_after_a_dump_of_its_name(void **state)
{
	const member tar[] = {
		{ NULL, NULL, { R(.member = "a", .body = LONG("قمح")) }, 1 },
		{ "page a", NULL, { R(.member = "a", .body = LONG("شعير")) }, 1 },
	};

	(void)state;
	write_members("/tar", tar, 2, true);
	check_sql(PAGES, "");
	check_sound();
}

static void page_goes_with_its_member(void **state)
{
	const member tar[] = { { "page a", "x=1", { R(.member = "a", .body = LONG("قمح")) }, 1 },
		{ "page b", NULL, { R(.member = "b", .body = LONG("شعير")) }, 1 },
		{ "page c", NULL, { R(.member = "c", .body = LONG("ذرة")) }, 1 } };
	member dump = tar[1], renewed = tar[0];

	(void)state;
	write_members("/tar", tar, 3, true);
	check_said(write_members("/tar", tar + 1, 1, false), "1 unchanged");
	check_sql(PAGES, "/tar|a|1|1|6\n/tar|b|1|1|6\n/tar|c|1|1|6\n");
	check_sound();
	check_said(write_members("/tar", tar, 2, true), "2 unchanged 1 removed");
	check_sql(PAGES, "/tar|a|1|1|6\n/tar|b|1|1|6\n");
	/* The same article, but not in a page any more. */
	dump.page = NULL;
	check_said(write_members("/tar", &dump, 1, true), "1 unchanged 1 removed");
	check_sql(PAGES, "");
	check_sound();
	renewed.page = "page of a";
	write_members("/tar", tar, 1, true);
	check_said(write_members("/tar", &renewed, 1, true), "1 unchanged");
	check_page("undated-4", "page of a");
	check_sql("SELECT options FROM original", "x=1\n");
	renewed.page = "page of z";
	check_said(write_members("/tar", &renewed, 1, true), "1 unchanged");
	check_page("undated-4", "page of z");
	renewed.options = NULL;
	check_said(write_members("/tar", &renewed, 1, true), "1 unchanged");
	check_sql("SELECT options FROM original", "-\n");
	check_sound();
}

static void nothing_is_written_twice(void **state)
{
	const member page = { "page", "x=1", { R(.body = LONG("قمح")) }, 1 };
	const nx_writer_options dry = { .dry_run = true };
	nx_buf before = NX_BUF_INIT, after = NX_BUF_INIT;
	run r;

	(void)state;
	write_members("/a", &page, 1, true);
	run_sql("CREATE TRIGGER t1 BEFORE UPDATE ON original BEGIN SELECT raise(ABORT, 'w'); END;"
		"CREATE TRIGGER t2 BEFORE INSERT ON original BEGIN SELECT raise(ABORT, 'w'); END;"
		"CREATE TRIGGER t3 BEFORE DELETE ON original BEGIN SELECT raise(ABORT, 'w'); END");
	check_said(write_members("/a", &page, 1, true), "1 unchanged");
	assert_int_equal(nx_file_read(&before, index_path, 1 << 24, NULL), NX_OK);
	r = run_begin(&dry);
	put_members(&r, "/b", &page, 1, true);
	put_members(&r, "/a", &page, 0, true);
	run_end(&r);
	assert_int_equal(nx_file_read(&after, index_path, 1 << 24, NULL), NX_OK);
	assert_true(nx_str_eq(nx_buf_str(&before), nx_buf_str(&after)));
	nx_buf_release(&before);
	nx_buf_release(&after);
}

static void copies_have_pages_of_their_own(void **state)
{
	const member a = { "page of a", NULL, { R(.body = LONG("قمح")) }, 1 },
		     b = { "page of b", NULL, { R(.body = LONG("قمح")) }, 1 };
	uint64_t removed;
	nx_store *store;

	(void)state;
	write_members("/a", &a, 1, true);
	check_said(write_members("/b", &b, 1, true), "1 duplicates");
	check_page("undated-1", "page of a");
	check_sql(PAGES, "/a||1|1|9\n/b||1|1|9\n");
	store = open_index(NX_STORE_WRITE);
	assert_int_equal(nx_store_remove_path(store, NX_STR("/a"), &removed, NULL), NX_OK);
	nx_store_close(store);
	check_page("undated-1", "page of b");
	check_sql(PAGES, "/b||1|1|9\n");
	check_sound();
	write_members("/a", &a, 1, true);
	store = open_index(NX_STORE_WRITE);
	assert_int_equal(nx_store_remove(store, &NX_STR("undated-1"), 1, &removed, NULL), NX_OK);
	nx_store_close(store);
	check_sql(PAGES, "");
	check_sound();
}

/* One of two articles of a page is removed, then the other. */
static void page_of_two_goes_with_the_second(void **state)
{
	const member page = { "page", NULL, { R(.body = LONG("قمح")), R(.body = LONG("شعير")) },
		2 };
	const nx_str ids[] = { NX_STR("undated-1"), NX_STR("undated-2") };
	uint64_t removed;
	nx_store *store;

	(void)state;
	write_members("/a", &page, 1, true);
	store = open_index(NX_STORE_WRITE);
	assert_int_equal(nx_store_remove(store, &ids[0], 1, &removed, NULL), NX_OK);
	check_page("undated-2", "page");
	assert_int_equal(nx_store_remove(store, &ids[1], 1, &removed, NULL), NX_OK);
	nx_store_close(store);
	check_sql(PAGES, "");
	check_sound();
}

/* Read the pages again: each now holds the records that `holds` gives it. */
typedef void (*holds_fn)(run *r, const nx_original *page);

static nx_write_counts read_again(holds_fn holds, uint64_t *damaged)
{
	run r = run_begin(NULL);
	nx_error err = NX_ERROR_INIT;
	nx_original page;
	bool more = true;

	*damaged = 0;
	while (more) {
		nx_status st = nx_writer_next_original(r.writer, &page, &more, &err);

		if (st == NX_ERR_FORMAT)
			++*damaged;
		else if (st != NX_OK)
			fail_msg("%s", err.text);
		else if (more)
			holds(&r, &page);
	}
	return run_end(&r);
}

static bool is_page(const nx_original *page, const char *text)
{
	return nx_str_eq(page->page, nx_str_from(text));
}

static void hold_what_they_held(run *r, const nx_original *page)
{
	if (is_page(page, "page a"))
		run_put(r, &R(.member = "a", .body = LONG("قمح"), .sole = true), 1);
	if (is_page(page, "page b")) {
		run_put(r, &R(.member = "b", .body = LONG("شعير")), 1);
		run_put(r, &R(.member = "b", .body = LONG("ذرة")), 2);
	}
	assert_true(nx_str_eq(page->path, NX_STR("/tar")));
	assert_true(
		nx_str_eq(page->options, is_page(page, "page a") ? NX_STR("x=1") : NX_STR_NULL));
}

static void hold_others(run *r, const nx_original *page)
{
	if (is_page(page, "page a"))
		run_put(r,
			&R(.member = "a", .body = LONG("عدس"), .date = "2020-01-02", .sole = true),
			1);
	if (is_page(page, "page b"))
		run_put(r, &R(.member = "b", .body = LONG("شعير")), 1);
}

static void hold_nothing(run *r, const nx_original *page)
{
	(void)r, (void)page;
}

static const member two_pages[] = {
	{ "page a", "x=1", { R(.member = "a", .body = LONG("قمح"), .sole = true) }, 1 },
	{ "page b", NULL,
		{ R(.member = "b", .body = LONG("شعير")), R(.member = "b", .body = LONG("ذرة")) },
		2 },
	{ NULL, NULL, { R(.member = "dump", .body = LONG("سكر")) }, 1 },
};

static void pages_are_read_again(void **state)
{
	nx_buf before = NX_BUF_INIT, after = NX_BUF_INIT;
	uint64_t damaged;

	(void)state;
	write_members("/tar", two_pages, 3, true);
	dump_index(&before);
	check_said(read_again(hold_what_they_held, &damaged), "3 unchanged");
	check_said(read_again(hold_nothing, &damaged), "");
	dump_index(&after);
	assert_string_equal(nx_buf_cstr(&before), nx_buf_cstr(&after));
	check_said(read_again(hold_others, &damaged), "1 updated 1 unchanged 1 removed");
	check_ids("عدس", "20200102-1");
	check_page("undated-1", "page a");
	check_ids("ذرة", "");
	check_ids("سكر", "undated-4");
	check_sql(PAGES, "/tar|a|1|1|6\n/tar|b|1|1|6\n");
	check_sql("SELECT size FROM file", "1\n");
	check_sound();
	check_said(read_again(hold_others, &damaged), "2 unchanged");
	nx_buf_release(&before);
	nx_buf_release(&after);
}

/* A page that is damaged, and a file that was begun to be read, are left alone. */
static void pages_that_are_left_alone(void **state)
{
	uint64_t damaged;

	(void)state;
	write_members("/tar", two_pages, 3, true);
	run_sql("UPDATE original SET page = x'00' WHERE member = 'a'");
	check_said(read_again(hold_others, &damaged), "1 unchanged 1 removed");
	assert_int_equal(damaged, 1);
	run_sql("UPDATE original SET hash = 1");
	check_said(read_again(hold_others, &damaged), "");
	assert_int_equal(damaged, 2);
	remove_scratch(state);
	make_scratch(state);
	write_members("/tar", two_pages, 3, false);
	check_said(read_again(hold_others, &damaged), "");
	check_ids("ذرة", "undated-3");
	check_sound();
}

static void hold_while_another_removes(run *r, const nx_original *page)
{
	run_sql("DELETE FROM original");
	hold_others(r, page);
}

static void hold_while_another_changes(run *r, const nx_original *page)
{
	run_sql("UPDATE original SET hash = hash + 1");
	hold_others(r, page);
}

static void page_that_changes_meanwhile(void **state)
{
	uint64_t damaged;

	(void)state;
	write_members("/tar", two_pages, 3, true);
	check_said(read_again(hold_while_another_changes, &damaged), "");
	check_ids("ذرة", "undated-3");
}

static void page_that_goes_meanwhile(void **state)
{
	uint64_t damaged;

	(void)state;
	write_members("/tar", two_pages, 3, true);
	check_said(read_again(hold_while_another_removes, &damaged), "");
	check_ids("ذرة", "undated-3");
	check_sound();
}

static void hold_new_text(run *r, const nx_original *page)
{
	(void)page;
	run_put(r, &R(.body = LONG("عدس"), .sole = true), 1);
}

static void hold_newer_text(run *r, const nx_original *page)
{
	(void)page;
	run_put(r, &R(.body = LONG("حمص"), .sole = true), 1);
}

/* Both places of an article say something else now: it is the same article. */
static void copies_are_read_again(void **state)
{
	const member a = { "page of a", NULL, { R(.body = LONG("قمح"), .sole = true) }, 1 },
		     b = { "page of b", NULL, { R(.body = LONG("قمح"), .sole = true) }, 1 },
		     dump = { NULL, NULL, { R(.body = LONG("عدس")) }, 1 };
	uint64_t damaged;

	(void)state;
	write_members("/a", &a, 1, true);
	write_members("/b", &b, 1, true);
	check_said(read_again(hold_new_text, &damaged), "1 updated 1 duplicates");
	check_ids("عدس", "undated-1");
	check_ids("قمح", "");
	check_sound();
	check_said(read_again(hold_new_text, &damaged), "2 unchanged");
	/* With a place that is no page the article stays what it says there. */
	check_said(write_members("/c", &dump, 1, true), "1 duplicates");
	check_said(read_again(hold_newer_text, &damaged), "1 added 1 duplicates");
	check_ids("عدس", "undated-1");
	check_ids("حمص", "undated-2");
	check_sql("SELECT a.id, path FROM article AS a JOIN file AS f ON f.id = file_id"
		  " ORDER BY a.id",
		"1|/c\n2|/a\n");
	check_sound();
}

#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, make_scratch, remove_scratch)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(packed_page_is_the_page),
		IN_SCRATCH(page_of_each_member),
		IN_SCRATCH(page_after_a_dump_of_its_name),
		IN_SCRATCH(page_goes_with_its_member),
		IN_SCRATCH(nothing_is_written_twice),
		IN_SCRATCH(copies_have_pages_of_their_own),
		IN_SCRATCH(page_of_two_goes_with_the_second),
		IN_SCRATCH(pages_are_read_again),
		IN_SCRATCH(pages_that_are_left_alone),
		IN_SCRATCH(page_that_goes_meanwhile),
		IN_SCRATCH(page_that_changes_meanwhile),
		IN_SCRATCH(copies_are_read_again),
	};

	return cmocka_run_group_tests(tests, NULL, free_lexicon);
}
