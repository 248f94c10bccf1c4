/* From paths to calls of a sink: walking, standard input, reports. */
#include "ingest_recorder.h"

static void test_records(void **state)
{
	nx_buf want = NX_BUF_INIT;

	(void)state;
	assert_int_equal(nx_file_read(&want, "tests/data/ingest/records.log", 65536, NULL), NX_OK);
	expect_path("tests/data/ingest/records.jsonl", strlen("tests/data/ingest/"),
		nx_buf_cstr(&want));
	nx_buf_release(&want);
}

static void test_pages(void **state)
{
	size_t strip = strlen("tests/data/ingest/");

	(void)state;
	expect_path("tests/data/ingest/front.md", strip,
		"begin front.md\narticle 1 الهدنة: يوم أول\nend complete\n");
	expect_path("tests/data/ingest/plain.md", strip,
		"begin plain.md\narticle 1 عنوان من المتن\nend complete\n");
	expect_path("tests/data/ingest/broken.md", strip,
		"begin broken.md\n"
		"warning 1 front matter, line 3: mapping values are not allowed in this context\n"
		"article 1 الهدنة: يوم أول\nend complete\n");
	expect_path("tests/data/ingest/page.txt", strip,
		"begin page.txt\narticle 1 الهدنة في يومها الأول\nend complete\n");
}

static void test_folder(void **state)
{
	size_t strip = strlen(dir) + 1;

	(void)state;
	assert_int_equal(mkdir(in_dir("b"), 0777), 0);
	assert_int_equal(mkdir(in_dir(".git"), 0777), 0);
	puts_file("b/x.jsonl", "{\"title\":\"x\"}");
	puts_file("b.jsonl", "{\"title\":\"b\"}");
	puts_file("a", "{\"title\":\"a\"}");
	puts_file("Z", "{\"title\":\"Z\"}");
	puts_file(".hidden", "{\"title\":\"h\"}");
	puts_file(".git/g", "{\"title\":\"g\"}");
	assert_int_equal(symlink("a", in_dir("c")), 0);
	assert_int_equal(symlink("b", in_dir("d")), 0);
	assert_int_equal(symlink("..", in_dir("b/up")), 0);
	assert_int_equal(symlink("nowhere", in_dir("e")), 0);
	assert_int_equal(mkfifo(in_dir("f"), 0666), 0);
	expect_path(dir, strip,
		"begin Z\narticle 1 Z\nend complete\n"
		"begin a\narticle 1 a\nend complete\n"
		"begin b/x.jsonl\narticle 1 x\nend complete\n"
		"begin b.jsonl\narticle 1 b\nend complete\n"
		"begin c\narticle 1 a\nend complete\n"
		"refused 0 No such file or directory\n");
	expect_path(in_dir("d/"), strip, "begin d/x.jsonl\narticle 1 x\nend complete\n");
	expect_path(in_dir(".hidden"), strip, "begin .hidden\narticle 1 h\nend complete\n");
	expect_path(in_dir("missing"), 0, "refused 0 No such file or directory\n");
	if (geteuid() != 0) {
		assert_int_equal(chmod(in_dir("b"), 0), 0);
		expect_path(in_dir("b"), 0, "refused 0 Permission denied\n");
		assert_int_equal(chmod(in_dir("b"), 0777), 0);
	}
}

/* Run on "-" with `text` in a pipe as standard input. */
static void expect_input(const char *text, const char *want)
{
	int saved = dup(STDIN_FILENO), ends[2];

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], text, strlen(text)), strlen(text));
	assert_int_equal(close(ends[1]), 0);
	assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	assert_int_equal(close(ends[0]), 0);
	expect_path("-", 0, want);
	assert_int_equal(dup2(saved, STDIN_FILENO), STDIN_FILENO);
	assert_int_equal(close(saved), 0);
}

static void test_standard_input(void **state)
{
	(void)state;
	expect_input("{\"title\":\"a\"}\n{\"title\":\"b\"}\n",
		"begin -\narticle 1 a\narticle 2 b\nend complete\n");
	expect_input("", "begin -\nwarning 0 empty file\nend complete\n");
}

#define REFUSED "refused 2 line 2, column 1: invalid token\n"
#define WARNING "warning 3 line 3: article has neither title nor text\n"

/* Each call can end the run; nothing is called after it. */
static void test_stop(void **state)
{
	static const struct {
		const char *call, *want;
	} cases[] = {
		{ "begin", "begin s\n" },
		{ "article", "begin s\narticle 1 a\n" },
		{ "refused", "begin s\narticle 1 a\n" REFUSED },
		{ "warning", "begin s\narticle 1 a\n" REFUSED WARNING },
		{ "end", "begin s\narticle 1 a\n" REFUSED WARNING "article 3 \nend complete\n" },
	};

	(void)state;
	puts_file("s", "{\"title\":\"a\"}\nx\n{\"id\":1}\n");
	puts_file("t", "{\"title\":\"t\"}\n");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		recorder r = { .strip = strlen(dir) + 1, .stop = cases[i].call };

		assert_int_equal(run(&r, dir, NX_FORMAT_AUTO), NX_ERR_STOPPED);
		expect(&r, cases[i].want);
	}
}

static void test_skip_keep_null(void **state)
{
	recorder r = { .strip = strlen(dir) + 1, .skip = true };
	nx_ingest_sink least = { .ctx = &r, .article = on_article, .refused = on_refused };
	nx_ingest_options options = { .format = NX_FORMAT_JSONL };
	const char *path = puts_file("s", "{\"title\":\"a\",\"tags\":[\"b\"]}\n"
					  "{\"title\":\"c\"}\n");

	(void)state;
	assert_int_equal(run(&r, path, NX_FORMAT_AUTO), NX_OK);
	expect(&r, "begin s\n");
	r.keep = true;
	assert_int_equal(nx_ingest_path(path, &options, &least, NULL), NX_OK);
	expect(&r, "article 1 a\narticle 2 c\n");
	assert_string_equal(r.kept.title.p, "a");
	assert_string_equal(r.kept.tags[0].p, "b");
	nx_article_release(&r.kept);
}

static void test_format_names(void **state)
{
	nx_format format;

	(void)state;
	for (int i = 0; i < NX_FORMATS; i++) {
		const char *name = nx_format_name((nx_format)i);

		assert_non_null(name);
		assert_true(nx_format_from_name(&format, nx_str_from(name)));
		assert_int_equal(format, i);
	}
	assert_false(nx_format_from_name(&format, NX_STR("jason")));
	assert_false(nx_format_from_name(&format, NX_STR("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_records),
		cmocka_unit_test(test_pages),
		IN_DIR(test_folder),
		cmocka_unit_test(test_standard_input),
		IN_DIR(test_stop),
		IN_DIR(test_skip_keep_null),
		cmocka_unit_test(test_format_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
