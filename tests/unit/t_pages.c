/* Text files of one article or of several: each tests/data/ingest/page/NAME.txt gives
 * what NAME.log says. Files "many-*" hold several, files "one-*" rules that part
 * nothing. */
#include "ingest_recorder.h"
#include "article_log.h"

#include <limits.h>

#include "ingest/page_mark.h"

#define FOLDER "tests/data/ingest/page"

static void test_files(void **state)
{
	(void)state;
	check_logs(FOLDER, ".txt", NX_FORMAT_PAGE, 40);
}

static const char *const level_names[] = { "text", "faint", "weak", "clear", "named" };

static void test_marks(void **state)
{
	const char *path = "tests/data/page_marks.tsv";
	nx_buf file = NX_BUF_INIT;
	nx_str rest, line, text, want;
	size_t number = 0, cases = 0, failures = 0;

	(void)state;
	assert_int_equal(nx_file_read(&file, path, 1 << 20, NULL), NX_OK);
	rest = nx_buf_str(&file);
	while (nx_str_split(&rest, '\n', &line)) {
		const char *got;

		number++;
		if (line.n == 0 || nx_str_starts(line, NX_STR("# ")))
			continue;
		assert_true(nx_str_split(&line, '\t', &text) && nx_str_split(&line, '\t', &want));
		if (nx_str_eq(text, NX_STR("\\f")))
			text = NX_STR("\f");
		got = level_names[nx_page_mark_of(text).level];
		cases++;
		if (nx_str_eq(want, nx_str_from(got)))
			continue;
		failures++;
		print_error("%s:%zu: got %s, want %.*s\n", path, number, got, NX_FMT(want));
	}
	nx_buf_release(&file);
	assert_int_not_equal(cases, 0);
	assert_int_equal(failures, 0);
}

static const char *const story =
	"سفينة حاويات عملاقة تجنح وتسد قناة السويس\n\n23 مارس 2021\n\n"
	"جنحت سفينة الحاويات إيفر غيفن صباح الثلاثاء في المجرى الجنوبي من قناة السويس.\n\n"
	"وقالت هيئة القناة إن الرياح الشديدة والعاصفة الرملية حجبتا الرؤية عن طاقم السفينة.\n";

static void write_stories(FILE *f, int count)
{
	for (int i = 0; i < count; i++)
		fprintf(f, "%s====================\n", story);
}

static FILE *begin_file(const char *name)
{
	FILE *f = fopen(in_dir(name), "wb");

	assert_non_null(f);
	return f;
}

/* A dump of any length is held by one article or two. */
static void test_memory(void **state)
{
	recorder r = { .quiet = true };
	FILE *f = begin_file("dump.txt");

	(void)state;
	write_stories(f, 60000); /* beyond NX_PAGE_LIMIT */
	assert_in_range(ftell(f), NX_PAGE_LIMIT + 1, LONG_MAX);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(run(&r, in_dir("dump.txt"), NX_FORMAT_PAGE), NX_OK);
	assert_int_equal(r.articles, 60000);
	assert_in_range(r.memory[1], 0, r.memory[0] + 262144);
	nx_buf_release(&r.log);
}

static void write_lines(FILE *f, size_t bytes, const char *line)
{
	for (size_t n = 0; n < bytes; n += strlen(line))
		fputs(line, f);
}

/* Too long in many lines and too long in one; the articles around are read. */
static void test_long_part(void **state)
{
	static const char *const lines[] = { "كلام كثير يعاد مرة بعد مرة.\n", "كلام بلا نهاية " };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		FILE *f = begin_file("long.txt");
		recorder r = { .strip = strlen(dir) + 1 };

		write_stories(f, 2);
		fputs(story, f);
		write_lines(f, NX_PAGE_LIMIT, lines[i]);
		fputs("\n====================\n", f);
		write_stories(f, 1);
		assert_int_equal(fclose(f), 0);
		assert_int_equal(run(&r, in_dir("long.txt"), NX_FORMAT_PAGE), NX_OK);
		expect(&r, "begin long.txt\n"
			   "article 1 سفينة حاويات عملاقة تجنح وتسد قناة السويس\n"
			   "article 2 سفينة حاويات عملاقة تجنح وتسد قناة السويس\n"
			   "refused 3 line 17: longer than 16777216 bytes, the limit of a page\n"
			   "article 4 سفينة حاويات عملاقة تجنح وتسد قناة السويس\n"
			   "end complete\n");
	}
}

/* Without a mark that parts it a long file is one page that is too long. */
static void test_long_page(void **state)
{
	FILE *f = begin_file("long.txt");

	(void)state;
	fputs(story, f);
	write_lines(f, NX_PAGE_LIMIT, "كلام كثير يعاد مرة بعد مرة.\n-----\n");
	assert_int_equal(fclose(f), 0);
	expect_path(in_dir("long.txt"), strlen(dir) + 1,
		"begin long.txt\nrefused 0 longer than 16777216 bytes, the limit of a page\n"
		"end broken\n");
}

/* Beyond the head of the file, which must be text. */
static void test_damage(void **state)
{
	FILE *f = begin_file("damage.txt");
	recorder r = { .strip = strlen(dir) + 1 };

	(void)state;
	fprintf(f, "=== Document 1 of 4 ===\n%s", story);
	write_lines(f, 16000, "وقالت هيئة القناة إن الحركة متوقفة.\n");
	fprintf(f, "=== Document 2 of 4 ===\n%s%c\n", story, '\0');
	fprintf(f, "=== Document 3 of 4 ===\n%s\xFF\n", story);
	fprintf(f, "=== Document 4 of 4 ===\n....\n");
	assert_int_equal(fclose(f), 0);
	assert_int_equal(run(&r, in_dir("damage.txt"), NX_FORMAT_PAGE), NX_OK);
	expect(&r, "begin damage.txt\n"
		   "article 1 سفينة حاويات عملاقة تجنح وتسد قناة السويس\n"
		   "refused 2 line 257: binary file (NUL at byte 392)\n"
		   "warning 3 1 ill-formed UTF-8 sequences replaced, the first at byte 17303\n"
		   "article 3 سفينة حاويات عملاقة تجنح وتسد قناة السويس\n"
		   "refused 4 line 275: no article in it: neither title nor text found\n"
		   "end complete\n");
}

static void test_stop(void **state)
{
	FILE *f = begin_file("stop.txt");
	recorder r = { .strip = strlen(dir) + 1, .stop = "article" };

	(void)state;
	write_stories(f, 3);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(run(&r, in_dir("stop.txt"), NX_FORMAT_PAGE), NX_ERR_STOPPED);
	expect(&r, "begin stop.txt\narticle 1 سفينة حاويات عملاقة تجنح وتسد قناة السويس\n");
}

/* Wherever the file ends. */
static void test_cut_off(void **state)
{
	static const char *const names[] = { "many-boxed", "many-documents", "many-rules-urls" };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		nx_buf file = NX_BUF_INIT;
		char path[256];

		snprintf(path, sizeof path, FOLDER "/%s.txt", names[i]);
		assert_int_equal(nx_file_read(&file, path, 1 << 20, NULL), NX_OK);
		for (size_t n = 0; n < file.n; n++) {
			recorder r = { .quiet = true };

			assert_int_equal(run(&r, put("cut", file.p, n), NX_FORMAT_PAGE), NX_OK);
			assert_in_range(r.articles, 0, 3);
			nx_buf_release(&r.log);
		}
		nx_buf_release(&file);
	}
}

/* Quadratic time would show: each takes some seconds at the most. */
static void test_hostile(void **state)
{
	static const char *const pieces[] = { "=", "=====\n", "-----\n", "\f", "a\n\f", "\n", "\r",
		"=====\na\n", "-----\na\nb\nc\nd\n", "=====\na\nb\nc\nd\n",
		"http://a\nb\nc\nd\ne\n", "Document 1 of 2\n", "=== 1 ===\na\n",
		"=====\nعنوان من أربع كلمات\n\nنص طويل ينتهي بنقطة ولا يعد فقرة إلا إذا طال حتى "
		"يزيد على ستين حرفا، وهذا كذلك وزيادة، فليكن.\nونص آخر مثله ينتهي بنقطة ولا يعد "
		"فقرة إلا إذا طال حتى يزيد على الحد.\n" };

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		FILE *f = begin_file("hostile.txt");
		recorder r = { .quiet = true };

		write_lines(f, 2000000, pieces[i]);
		assert_int_equal(fclose(f), 0);
		assert_int_equal(run(&r, in_dir("hostile.txt"), NX_FORMAT_PAGE), NX_OK);
		nx_buf_release(&r.log);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_marks),
		IN_DIR(test_memory),
		IN_DIR(test_long_part),
		IN_DIR(test_long_page),
		IN_DIR(test_damage),
		IN_DIR(test_stop),
		IN_DIR(test_cut_off),
		IN_DIR(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
