/* From bytes to a reader: compression, damage, what is refused, limits, memory. */
#include "ingest_recorder.h"

#include "ingest/line_reader.h"

static void test_compressed(void **state)
{
	static const char *const filters[] = { "gzip", "bzip2", "xz", "zstd", "lz4" };

	(void)state;
	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
		recorder r = { .strip = strlen(dir) + 1, .quiet = true };

		assert_int_equal(
			run(&r, put_packed("packed", filters[i], 1000), NX_FORMAT_AUTO), NX_OK);
		expect(&r, "begin packed\nend complete\n");
		assert_int_equal(r.articles, 1000);
	}
	put_packed("packed", "gzip", 0);
	expect_path(in_dir("packed"), strlen(dir) + 1,
		"begin packed\nwarning 0 empty file\nend complete\n");
}

/* What was read before the damage stays, and the file does not count as read. */
static void test_cut_off(void **state)
{
	recorder r = { .quiet = true };
	const char *path = put_packed("cut.gz", "gzip", 100000), *log;
	struct stat st;

	(void)state;
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(truncate(path, st.st_size / 2), 0);
	assert_int_equal(run(&r, path, NX_FORMAT_AUTO), NX_OK);
	assert_in_range(r.articles, 10000, 99999);
	log = nx_buf_cstr(&r.log);
	assert_non_null(strstr(log, "\nrefused 0 compressed data damaged after "));
	assert_non_null(strstr(log, " bytes: truncated gzip input\nend broken\n"));
	nx_buf_release(&r.log);
	assert_int_equal(truncate(path, 100), 0);
	expect_path(path, strlen(dir) + 1,
		"begin cut.gz\n"
		"refused 0 compressed data damaged after 0 bytes: truncated gzip input\n"
		"end broken\n");
}

static void test_refused_contents(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		const char *want;
	} cases[] = {
		{ "", 0, "warning 0 empty file\nend complete\n" },
		{ " \n\n", 3, "warning 0 empty file\nend complete\n" },
		{ "\xEF\xBB\xBF", 3, "warning 0 empty file\nend complete\n" },
		{ "ab\0c", 4, "refused 0 binary file (NUL at byte 3)\nend broken\n" },
		{ "\x01\x02\x03 text", 8,
			"refused 0 binary file (3 control characters)\nend broken\n" },
		{ "%PDF-1.4", 8, "refused 0 binary file (PDF)\nend broken\n" },
		{ "[{}]", 4,
			"refused 1 line 1: no value in it that newsidx knows\nend complete\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char want[256];

		snprintf(want, sizeof want, "begin x\n%s", cases[i].want);
		expect_path(put("x", cases[i].bytes, cases[i].n), strlen(dir) + 1, want);
	}
}

/* A NUL beyond the head, and damage that is mended, are seen in the whole page. */
static void test_whole_page(void **state)
{
	nx_buf page = NX_BUF_INIT;
	recorder r = { .strip = strlen(dir) + 1 };

	(void)state;
	while (page.n < 20000)
		nx_buf_adds(&page, "قال الرئيس إن الهدنة بدأت صباح اليوم.\r\n");
	nx_buf_addc(&page, '\xFF');
	assert_int_equal(run(&r, put("x", page.p, page.n), NX_FORMAT_PAGE), NX_OK);
	assert_non_null(strstr(nx_buf_cstr(&r.log),
		"begin x\nwarning 1 1 ill-formed UTF-8 sequences replaced, the first at byte 20"));
	nx_buf_release(&r.log);
	nx_buf_addc(&page, '\0');
	assert_int_equal(run(&r, put("x", page.p, page.n), NX_FORMAT_PAGE), NX_OK);
	assert_non_null(strstr(nx_buf_cstr(&r.log), "begin x\nrefused 0 binary file (NUL at byte"));
	nx_buf_release(&r.log);
	nx_buf_release(&page);
}

static void put_long(FILE *f, size_t n)
{
	static char block[65536];

	memset(block, 'a', sizeof block);
	for (; n > sizeof block; n -= sizeof block)
		assert_int_equal(fwrite(block, 1, sizeof block, f), sizeof block);
	assert_int_equal(fwrite(block, 1, n, f), n);
}

/* Lines of the limit and one byte more; the run goes on behind. */
static void test_long_line(void **state)
{
	const char *path = in_dir("long.jsonl");
	FILE *f = fopen(path, "wb");
	size_t frame = strlen("{\"title\":\"x\",\"y\":\"\"}");

	(void)state;
	assert_non_null(f);
	fputs("{\"title\":\"first\"}\n", f);
	fputs("{\"title\":\"x\",\"y\":\"", f);
	put_long(f, NX_LINE_LIMIT - frame);
	fputs("\"}\n{\"title\":\"x\",\"y\":\"", f);
	put_long(f, NX_LINE_LIMIT + 1 - frame);
	fputs("\"}\n{\"title\":\"last\"}\n", f);
	assert_int_equal(fclose(f), 0);
	expect_path(path, strlen(dir) + 1,
		"begin long.jsonl\narticle 1 first\narticle 2 x\n"
		"refused 3 line 3: longer than 67108864 bytes, the limit of a line\n"
		"article 4 last\nend complete\n");
}

static void test_long_page(void **state)
{
	const char *path = in_dir("long.txt");
	FILE *f = fopen(path, "wb");

	(void)state;
	assert_non_null(f);
	put_long(f, NX_PAGE_LIMIT + 1);
	assert_int_equal(fclose(f), 0);
	expect_path(path, strlen(dir) + 1,
		"begin long.txt\nrefused 0 longer than 16777216 bytes, the limit of a page\n"
		"end broken\n");
}

static void test_memory(void **state)
{
	recorder r = { .quiet = true };

	(void)state;
	assert_int_equal(run(&r, put_packed("many.gz", "gzip", 100000), NX_FORMAT_AUTO), NX_OK);
	assert_int_equal(r.articles, 100000);
	assert_in_range(r.memory[1], 0, r.memory[0] + 65536);
	nx_buf_release(&r.log);
}

/* With a limit of 3 bytes every case of a line fits into one block. */
static void test_lines(void **state)
{
	static const struct {
		const char *line;
		bool too_long;
	} want[] = { { "abc", false }, { "", false }, { "", true }, { "ab", false }, { "", true },
		{ "c", false }, { "d", false } };
	nx_line_reader lines;
	nx_stream *stream;
	nx_str line;

	(void)state;
	stream = nx_stream_of(NX_STR("abc\n\nabcd\nab\r\nabc\r\nc\nd"));
	assert_non_null(stream);
	nx_line_reader_init(&lines, stream, 3);
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		assert_int_equal(nx_line_reader_next(&lines, &line, NULL), NX_OK);
		assert_true(nx_str_eq(line, nx_str_from(want[i].line)));
		assert_int_equal(lines.too_long, want[i].too_long);
		assert_int_equal(lines.number, i + 1);
	}
	assert_int_equal(nx_line_reader_next(&lines, &line, NULL), NX_OK);
	assert_null(line.p);
	nx_line_reader_release(&lines);
	nx_stream_close(stream);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DIR(test_compressed),
		IN_DIR(test_cut_off),
		IN_DIR(test_refused_contents),
		IN_DIR(test_whole_page),
		IN_DIR(test_long_line),
		IN_DIR(test_long_page),
		IN_DIR(test_memory),
		IN_DIR(test_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
