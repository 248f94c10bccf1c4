/* Markdown that is cut off, or made to take long. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

#include "../piece_stream.h"
#include "ingest/markdown.h"
#include "newsidx/file.h"

#define FOLDER "tests/data/ingest/markdown"
/* Seconds for 200 KB that are made to do harm: they take some hundredths. What takes
 * time by the square of them takes minutes; the rest is for sanitizers. */
#define PATIENCE 4

static nx_status count_article(void *ctx, const nx_place *place, nx_article *article, nx_error *err)
{
	(void)err;
	assert_true(article->title.n || article->body.n);
	assert_int_equal(place->ordinal, ++*(uint64_t *)ctx);
	return NX_OK;
}

static nx_status count_refused(void *ctx, const nx_place *place, const nx_error *why, nx_error *err)
{
	(void)ctx, (void)why, (void)err;
	assert_in_range(place->ordinal, 0, 1);
	return NX_OK;
}

/* Articles in the text. */
static uint64_t count(nx_str text, bool split)
{
	uint64_t articles = 0;
	nx_ingest_options options = { .format = NX_FORMAT_MARKDOWN, .split = split };
	nx_ingest_sink sink = {
		.ctx = &articles, .article = count_article, .refused = count_refused
	};
	piece_stream stream = pieces_of(text, SIZE_MAX);
	nx_reading reading = {
		.stream = &stream.base, .path = NX_STR("x"), .options = &options, .sink = &sink
	};

	assert_int_equal(nx_markdown_reader.read(&reading, NULL), NX_OK);
	return articles;
}

/* Wherever the file ends. */
static void test_cut_off(void **state)
{
	static const char *const names[] = { "yaml", "toml", "json", "marks", "malformed",
		"split-headings", "split-front" };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		nx_buf file = NX_BUF_INIT;
		char path[256];

		snprintf(path, sizeof path, FOLDER "/%s.md", names[i]);
		assert_int_equal(nx_file_read(&file, path, 1 << 20, NULL), NX_OK);
		for (size_t n = 0; n < file.n; n++) {
			nx_str cut = nx_str_slice(nx_buf_str(&file), 0, n);

			assert_in_range(count(cut, false), 0, 1);
			assert_in_range(count(cut, true), 0, 4);
		}
		nx_buf_release(&file);
	}
}

static void check_time(nx_str text, const char *what)
{
	for (int split = 0; split < 2; split++) {
		clock_t begin = clock();
		double seconds;

		count(text, split);
		seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
		if (seconds > PATIENCE)
			fail_msg("\"%s\" %d: %.1f seconds", what, split, seconds);
	}
}

static void check_repeated(const char *head, const char *piece, size_t bytes)
{
	nx_buf text = NX_BUF_INIT;

	nx_buf_adds(&text, head);
	while (text.n < bytes)
		nx_buf_adds(&text, piece);
	check_time(nx_buf_str(&text), piece);
	nx_buf_release(&text);
}

static void test_hostile(void **state)
{
	static const char *const pieces[] = { "[", "![", "*a_ ", "> ", "- ", "1. ", "<div\n",
		"`a``", "[a](<b", "[a](", "a <![CDATA[", "a\n", "&", "<!--", "<?", "<a ", "**a",
		"a*b*", "***a ", "|a|\n|-|\n", "a|b\n", "~~", "{{<", "{%", "{", "[[", "[[a|", "[^",
		"[^a]:", "[a]: b\n", "[a\n]: b\n", "[a]", "- a\n", "> a\n", "  - a\n", "\t", "# ",
		"# a\n", "a\n===\n", ":::", ":::\n", "```\n", "~~~", "\\", "<b>", "<script>",
		"<table><tr><td>", "---\n", "\n---\n", "---\na: b\n", "\n---\ntitle: a\n---\n",
		"+++\n", "+++\na = [", "{\"a\":", "\xE2\x80\x8F", "\xE2\x80\x8F# a\n" };

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
		check_repeated("", pieces[i], 200000);
}

/* As much as front matter may hold, and more. */
static void test_hostile_front(void **state)
{
	static const struct {
		const char *head, *piece, *foot;
	} cases[] = { { "---\na: ", "[", "\n---\n" }, { "---\na: ", "{", "\n---\n" },
		{ "---\na: ", "- ", "\n---\n" }, { "---\n", "a: b\n", "---\n" },
		{ "---\na: b: c\n", "a: b\n", "---\n" }, { "---\na: &a [", "*a, ", "]\n---\n" },
		{ "---\na: ", "!", "\n---\n" }, { "---\na: \"", "\\", "\n---\n" },
		{ "---\na: |\n", " \n", "---\n" }, { "---\na:\n", "? ", "\n---\n" },
		{ "+++\na = ", "[", "\n+++\n" }, { "+++\na = ", "{a=", "\n+++\n" },
		{ "+++\na = [", "1,", "]\n+++\n" }, { "+++\na = 1\n", "[[b]]\n", "+++\n" },
		{ "+++\na", ".a", " = 1\n+++\n" }, { "+++\na = 1\n", "a = 1\n", "+++\n" },
		{ "+++\na = \"", "\\\\", "\n+++\n" }, { "{\"a\":", "[", "}\na" },
		{ "{\"a\":1", ",\"a\":1", "}\na" } };

	(void)state;
	for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
		size_t k = i / 2, bytes = i % 2 ? 16300 : 200000;
		nx_buf text = NX_BUF_INIT;

		nx_buf_adds(&text, cases[k].head);
		while (text.n < bytes)
			nx_buf_adds(&text, cases[k].piece);
		nx_buf_adds(&text, cases[k].foot);
		check_time(nx_buf_str(&text), cases[k].piece);
		nx_buf_release(&text);
	}
}

/* A hundred thousand quotes in one another, on one line and on many; lists that are
 * indented ever deeper. */
static void test_nested(void **state)
{
	nx_buf text = NX_BUF_INIT, tamed = NX_BUF_INIT;

	(void)state;
	check_repeated("", ">", 100000);
	check_repeated("", "> - ", 400000);
	check_repeated("", ">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>> a\n", 200000);
	check_repeated("", "- - - - - - - - - - - - - - - - a\n", 200000);
	for (int depth = 0; depth < 500; depth++) {
		for (int i = 0; i < depth; i++)
			nx_buf_adds(&text, "  ");
		nx_buf_adds(&text, "- a\n");
	}
	check_time(nx_buf_str(&text), "a list in a list");
	nx_buf_clear(&text);
	for (int i = 0; i < 100000; i++)
		nx_buf_adds(&text, "> ");
	nx_buf_adds(&text, "a\n\xE2\x80\x8F- b");
	nx_markdown_tame(&tamed, nx_buf_str(&text));
	assert_in_range(tamed.n, 50, 300);
	assert_true(nx_str_ends(nx_buf_str(&tamed), NX_STR("a\n- b")));
	nx_buf_release(&text);
	nx_buf_release(&tamed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cut_off),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_hostile_front),
		cmocka_unit_test(test_nested),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
