/* Files between two runs: unchanged, touched, renamed, gone; and runs that only say what
 * would be done. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

#include <cmocka.h>

#include "record_index.h"

#define R(...) ((record){ __VA_ARGS__ })

static char folder[sizeof scratch + 8];

static const char *path_of(const char *name)
{
	static char paths[4][128];
	static unsigned next;
	char *path = paths[next++ % 4];

	snprintf(path, sizeof paths[0], "%s/%s", folder, name);
	return path;
}

static int make_folder(void **state)
{
	if (make_scratch(state) != 0)
		return -1;
	snprintf(folder, sizeof folder, "%s/in", scratch);
	return mkdir(folder, 0700);
}

static int remove_folder(void **state)
{
	static const char *const names[] = { "a", "b", "c", "d" };
	size_t i;

	for (i = 0; i < sizeof names / sizeof *names; i++)
		unlink(path_of(names[i]));
	return rmdir(folder) == 0 ? remove_scratch(state) : -1;
}

/* A file that holds its word and was written at this time. */
static void make_file(const char *name, const char *word, time_t when)
{
	const struct timespec times[] = { { .tv_sec = when }, { .tv_sec = when } };
	FILE *f = fopen(path_of(name), "wb");

	assert_non_null(f);
	fputs(word, f);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(utimensat(AT_FDCWD, path_of(name), times, 0), 0);
}

/* What newsidx index does with a file that is there: an article of its bytes. */
static bool read_file(run *r, const char *name)
{
	const char *path = path_of(name);
	nx_buf text = NX_BUF_INIT;
	nx_file_info info;
	bool known;
	record rec;

	if (nx_file_stat(&info, path, NULL) != NX_OK)
		return false;
	assert_int_equal(
		nx_writer_knows_file(r->writer, nx_str_from(path), &info, &known, NULL), NX_OK);
	if (known)
		return true;
	assert_int_equal(nx_file_read(&text, path, 1000, NULL), NX_OK);
	rec = R(.title = nx_buf_cstr(&text), .body = LONG(""), .sole = true);
	run_file_to(r, path, &rec, 1, true, &info);
	nx_buf_release(&text);
	return false;
}

/* Read what is there of these files, "abc"; the number of those that are known. */
static unsigned read_all(run *r, const char *names)
{
	unsigned known = 0;
	char name[2] = "";

	for (; *names; names++) {
		name[0] = *names;
		known += read_file(r, name);
	}
	return known;
}

static void check_run(const char *names, unsigned known, const char *said)
{
	run r = run_begin(NULL);

	assert_int_equal(read_all(&r, names), known);
	check_said(run_end(&r), said);
	assert_int_equal(r.counts.files_unchanged, known);
	check_sound();
}

static void read_index(nx_buf *out)
{
	nx_buf_clear(out);
	assert_int_equal(nx_file_read(out, index_path, 1 << 24, NULL), NX_OK);
}

static void unchanged_files_cost_no_write(void **state)
{
	nx_buf before = NX_BUF_INIT, after = NX_BUF_INIT;

	(void)state;
	make_file("a", "قمح", 1000);
	make_file("b", "شعير", 1000);
	check_run("ab", 0, "2 added");
	read_index(&before);
	check_run("ab", 2, "");
	read_index(&after);
	assert_true(nx_str_eq(nx_buf_str(&before), nx_buf_str(&after)));
	/* Another time, the same bytes: the time is remembered, and that is all. */
	make_file("a", "قمح", 2000);
	check_run("ab", 2, "");
	check_sql("SELECT mtime / 1000000000 FROM file ORDER BY path", "2000\n1000\n");
	read_index(&before);
	check_run("ab", 2, "");
	read_index(&after);
	assert_true(nx_str_eq(nx_buf_str(&before), nx_buf_str(&after)));
	/* Other bytes of the same length, another time; then of another length. */
	make_file("a", "فول", 3000);
	check_run("ab", 1, "1 updated");
	make_file("a", "فول وعدس", 3000);
	check_run("ab", 1, "1 updated");
	check_ids("عدس", "undated-1");
	nx_buf_release(&before);
	nx_buf_release(&after);
}

/* Read while it is written: the next run reads it again. */
static void changing_file_is_read_again(void **state)
{
	const record rec = R(.body = LONG("قمح"));
	nx_file_info info;
	run r;

	(void)state;
	make_file("a", "قمح", 1000);
	assert_int_equal(nx_file_stat(&info, path_of("a"), NULL), NX_OK);
	r = run_begin(NULL);
	make_file("a", "فول", 1001); /* as long as before */
	run_file_to(&r, path_of("a"), &rec, 1, true, &info);
	run_end(&r);
	r = run_begin(NULL);
	assert_int_equal(read_all(&r, "a"), 0);
	run_end(&r);
	check_sound();
}

static void renamed_file_keeps_its_articles(void **state)
{
	run r;

	(void)state;
	make_file("a", "قمح", 1000);
	make_file("b", "شعير", 1000);
	check_run("ab", 0, "2 added");
	assert_int_equal(rename(path_of("a"), path_of("c")), 0);
	r = run_begin(NULL);
	assert_int_equal(read_all(&r, "bc"), 2);
	check_said(run_end(&r), "");
	assert_int_equal(r.counts.files_renamed, 1);
	check_sql("SELECT substr(path, -1), mtime / 1000000000 FROM file ORDER BY id",
		"c|1000\nb|1000\n");
	check_ids("قمح", "undated-1");
	check_sound();
	check_run("bc", 2, "");
	/* A second file of these bytes is no renamed one: the first is there. */
	make_file("a", "قمح", 1000);
	check_run("abc", 2, "1 duplicates");
	check_sql("SELECT substr(path, -1) FROM file ORDER BY id", "c\nb\na\n");
}

static nx_status prune(run *r, const char *below, nx_error *err)
{
	return nx_writer_prune(r->writer, nx_str_from(below), err);
}

static void files_that_are_gone_are_pruned(void **state)
{
	const record other = R(.body = LONG("عدس")), near = R(.body = LONG("حمص"));
	char beside[sizeof folder + 8];
	run r;

	(void)state;
	snprintf(beside, sizeof beside, "%s2/x", folder);
	write_records("/elsewhere/x", &other, 1);
	write_records(beside, &near, 1);
	make_file("a", "قمح", 1000);
	make_file("b", "شعير", 1000);
	make_file("c", "ذرة", 1000);
	check_run("abc", 0, "3 added");
	unlink(path_of("b"));
	unlink(path_of("c"));
	check_run("abc", 1, "");
	check_ids("شعير", "undated-4");
	r = run_begin(NULL);
	read_all(&r, "abc");
	assert_int_equal(nx_writer_keep(r.writer, nx_str_from(path_of("c")), NULL), NX_OK);
	assert_int_equal(prune(&r, folder, NULL), NX_OK);
	check_said(run_end(&r), "1 removed");
	assert_int_equal(r.counts.files_removed, 1);
	check_ids("شعير", "");
	check_ids("ذرة", "undated-5");
	check_ids("عدس", "undated-1");
	check_ids("حمص", "undated-2");
	check_sound();
}

static void empty_folder_is_not_pruned(void **state)
{
	nx_error err = NX_ERROR_INIT;
	run r;

	(void)state;
	make_file("a", "قمح", 1000);
	check_run("a", 0, "1 added");
	unlink(path_of("a"));
	r = run_begin(NULL);
	read_all(&r, "a");
	assert_int_equal(prune(&r, folder, &err), NX_ERR_USAGE);
	assert_non_null(strstr(err.text, "newsidx remove --path"));
	check_said(run_end(&r), "");
	check_ids("قمح", "undated-1");
	/* A folder that was never indexed is no mistake. */
	r = run_begin(NULL);
	assert_int_equal(prune(&r, "/elsewhere", &err), NX_OK);
	run_end(&r);
}

static void dry_run_counts_and_writes_nothing(void **state)
{
	const nx_writer_options dry = { .dry_run = true };
	nx_buf before = NX_BUF_INIT, after = NX_BUF_INIT;
	nx_write_counts said;
	run r;
	int i;

	(void)state;
	make_file("a", "قمح", 1000);
	make_file("b", "قمح", 1000);
	make_file("c", "ذرة", 1000);
	r = run_begin(&dry);
	read_all(&r, "abc");
	check_said(run_end(&r), "2 added 1 duplicates");
	assert_int_not_equal(access(index_path, F_OK), 0);
	check_run("abc", 0, "2 added 1 duplicates");
	read_index(&before);
	make_file("a", "عدس", 2000);
	make_file("d", "ذرة", 1000);
	unlink(path_of("b"));
	unlink(path_of("c"));
	for (i = 0; i < 2; i++) {
		r = run_begin(i == 0 ? &dry : NULL);
		read_all(&r, "abcd");
		assert_int_equal(prune(&r, folder, NULL), NX_OK);
		run_end(&r);
		if (i == 0) {
			said = r.counts;
			read_index(&after);
			assert_true(nx_str_eq(nx_buf_str(&before), nx_buf_str(&after)));
		}
	}
	check_said(said, "1 added 1 removed");
	assert_int_equal(said.files_renamed, 1);
	assert_int_equal(said.files_removed, 1);
	assert_memory_equal(&said, &r.counts, sizeof said);
	check_sound();
	nx_buf_release(&before);
	nx_buf_release(&after);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(unchanged_files_cost_no_write),
		IN_FOLDER(changing_file_is_read_again),
		IN_FOLDER(renamed_file_keeps_its_articles),
		IN_FOLDER(files_that_are_gone_are_pruned),
		IN_FOLDER(empty_folder_is_not_pruned),
		IN_FOLDER(dry_run_counts_and_writes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, free_lexicon);
}
