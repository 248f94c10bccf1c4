/* What ingest makes of texts: one line of tests/data/ingest/<topic>.tsv a case. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/charset.h"
#include "ingest/markdown.h"
#include "ingest/reader.h"

/* Text of a column: \n \t \r \\ and \xNN stand for bytes. */
static void unescape(nx_buf *out, nx_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '\\' && i + 1 < s.n) {
			c = s.p[++i];
			if (c == 'n')
				c = '\n';
			else if (c == 't')
				c = '\t';
			else if (c == 'r')
				c = '\r';
			else if (c == 'x' && i + 2 < s.n) {
				char hex[3] = { s.p[i + 1], s.p[i + 2], '\0' };

				c = (char)strtoul(hex, NULL, 16);
				i += 2;
			}
		}
		nx_buf_addc(out, c);
	}
}

static void add_escaped(nx_buf *out, nx_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n')
			nx_buf_adds(out, "\\n");
		else if (s.p[i] == '\t')
			nx_buf_adds(out, "\\t");
		else
			nx_buf_addc(out, s.p[i]);
	}
}

static void add_field(nx_buf *out, const char *name, nx_str value)
{
	if (!value.p)
		return;
	if (out->n)
		nx_buf_adds(out, "; ");
	nx_buf_addf(out, "%s=", name);
	add_escaped(out, value);
}

static void describe(nx_buf *out, const nx_article *article)
{
	nx_buf text = NX_BUF_INIT;

	add_field(out, "docno", article->docno);
	add_field(out, "title", article->title);
	if (article->date.precision != NX_PRECISION_NONE) {
		nx_buf_addf(&text, "%04d-%02d-%02d %s", article->date.year, article->date.month,
			article->date.day, nx_date_origin_name(article->date_origin));
		add_field(out, "date", nx_buf_str(&text));
	}
	add_field(out, "source", article->source);
	add_field(out, "author", article->author);
	add_field(out, "section", article->section);
	add_field(out, "url", article->url);
	nx_buf_clear(&text);
	for (size_t i = 0; i < article->tag_count; i++)
		nx_buf_addf(&text, "%s%.*s", i ? "|" : "", NX_FMT(article->tags[i]));
	if (text.n)
		add_field(out, "tags", nx_buf_str(&text));
	add_field(out, "body", article->body);
	nx_buf_release(&text);
}

/* Run `make` on the first column of each line and compare with the second. */
static void run_lines(const char *path, void (*make)(nx_buf *out, nx_str input), bool escaped)
{
	nx_buf file = NX_BUF_INIT, input = NX_BUF_INIT, got = NX_BUF_INIT;
	nx_str rest, line, from, want;
	size_t number = 0, cases = 0, failures = 0;

	assert_int_equal(nx_file_read(&file, path, 1 << 20, NULL), NX_OK);
	rest = nx_buf_str(&file);
	while (nx_str_split(&rest, '\n', &line)) {
		number++;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		assert_true(nx_str_split(&line, '\t', &from) && nx_str_split(&line, '\t', &want));
		nx_buf_clear(&input);
		nx_buf_clear(&got);
		if (escaped)
			unescape(&input, from);
		else
			nx_buf_add(&input, from);
		make(&got, nx_buf_str(&input));
		cases++;
		if (nx_str_eq(nx_buf_str(&got), want))
			continue;
		failures++;
		print_error("%s:%zu: got \"%.*s\", want \"%.*s\"\n", path, number,
			NX_FMT(nx_buf_str(&got)), NX_FMT(want));
	}
	nx_buf_release(&file);
	nx_buf_release(&input);
	nx_buf_release(&got);
	assert_int_not_equal(cases, 0);
	assert_int_equal(failures, 0);
}

static void make_markdown(nx_buf *out, nx_str input)
{
	nx_buf title = NX_BUF_INIT, text = NX_BUF_INIT;
	bool titled;

	assert_int_equal(nx_markdown_text(&text, &title, &titled, input, NULL), NX_OK);
	assert_int_equal(titled, title.n != 0);
	add_escaped(out, nx_buf_str(&title));
	nx_buf_adds(out, "\\n");
	add_escaped(out, nx_str_trim(nx_buf_str(&text)));
	nx_buf_release(&title);
	nx_buf_release(&text);
}

static void make_front_matter(nx_buf *out, nx_str input)
{
	nx_front_matter front;
	nx_article article;

	nx_article_init(&article);
	assert_int_equal(nx_front_matter_read(&article, input, &front, NULL), NX_OK);
	describe(out, &article);
	add_field(out, "bad date", front.bad_date);
	if (front.bad_line)
		nx_buf_addf(out, "%sline %zu", out->n ? "; " : "", front.bad_line);
	add_field(out, "rest", front.body);
	nx_article_release(&article);
}

static void make_mended(nx_buf *out, nx_str input)
{
	nx_buf mended = NX_BUF_INIT;
	nx_mending what;
	nx_error err = NX_ERROR_INIT;

	if (nx_charset_mend(&input, &mended, &what, &err) != NX_OK) {
		nx_buf_addf(out, "not UTF-8 at %zu", what.first);
		assert_non_null(strstr(err.text, "iconv"));
	} else {
		nx_buf_add(out, input);
		if (what.count)
			nx_buf_addf(out, "; mended %zu at %zu", what.count, what.first);
	}
	nx_buf_release(&mended);
}

static void make_format(nx_buf *out, nx_str input)
{
	const nx_reader *reader;
	nx_str name;

	assert_true(nx_str_split(&input, '|', &name));
	reader = nx_reader_for(NX_FORMAT_AUTO, input, name);
	nx_buf_adds(
		out, reader->format == NX_FORMAT_AUTO ? "foreign" : nx_format_name(reader->format));
}

static void test_markdown(void **state)
{
	(void)state;
	run_lines("tests/data/ingest/markdown.tsv", make_markdown, true);
}

static void test_front_matter(void **state)
{
	(void)state;
	run_lines("tests/data/ingest/front_matter.tsv", make_front_matter, true);
}

static void test_charset(void **state)
{
	(void)state;
	run_lines("tests/data/ingest/charset.tsv", make_mended, true);
}

static void test_detect(void **state)
{
	(void)state;
	run_lines("tests/data/ingest/detect.tsv", make_format, true);
}

/* One damaged sequence in 200 bytes of other text is the most that is mended. */
static void test_share_of_damage(void **state)
{
	nx_buf text = NX_BUF_INIT, mended = NX_BUF_INIT;
	nx_mending what;
	nx_str view;

	(void)state;
	for (int i = 0; i < 10; i++) {
		for (int k = 0; k < 100; k++)
			nx_buf_add_cp(&text, 0x0639 /* AIN */);
		nx_buf_addc(&text, '\xFF');
	}
	view = nx_buf_str(&text);
	assert_int_equal(nx_charset_mend(&view, &mended, &what, NULL), NX_OK);
	assert_int_equal(what.count, 10);
	assert_int_equal(what.first, 201);
	assert_int_equal(view.n, 10 * 203);
	nx_buf_adds(&text, "\xFE");
	view = nx_buf_str(&text);
	assert_int_equal(nx_charset_mend(&view, &mended, &what, NULL), NX_ERR_FORMAT);
	nx_buf_release(&text);
	nx_buf_release(&mended);
}

/* The title of front matter marks the head of the article, so that its first
 * paragraph is not taken for the title. */
static void test_title_above(void **state)
{
	const nx_str text = NX_STR("---\ntitle: الهدنة في يومها الأول\n---\n\n"
				   "بدأت الهدنة صباح اليوم\n\n"
				   "قال الرئيس إن الهدنة التي أعلنت أمس بدأت في المنطقة كلها.\n\n"
				   "وأضاف أن المفاوضات ستستأنف في الأسبوع المقبل.\n");
	nx_front_matter front;
	nx_article article;

	(void)state;
	nx_article_init(&article);
	assert_int_equal(nx_markdown_article(&article, text, &front, NULL), NX_OK);
	assert_true(nx_str_eq(article.title, NX_STR("الهدنة في يومها الأول")));
	assert_true(nx_str_starts(article.body, NX_STR("بدأت الهدنة صباح اليوم\nقال")));
	nx_article_release(&article);
}

/* Quadratic time would show: these take seconds then, and milliseconds now. */
static void test_hostile_markdown(void **state)
{
	static const char *const pieces[] = { "[", "![", "*a_ ", "> ", "[a](<b", "a <![CDATA[",
		"- ", "a\n", "<div\n", "&", "`a``" };
	nx_buf text = NX_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		nx_front_matter front;
		nx_article article;

		nx_buf_clear(&text);
		while (text.n < 200000)
			nx_buf_adds(&text, pieces[i]);
		nx_article_init(&article);
		assert_int_equal(
			nx_markdown_article(&article, nx_buf_str(&text), &front, NULL), NX_OK);
		nx_article_release(&article);
	}
	nx_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_markdown),
		cmocka_unit_test(test_front_matter),
		cmocka_unit_test(test_charset),
		cmocka_unit_test(test_detect),
		cmocka_unit_test(test_share_of_damage),
		cmocka_unit_test(test_title_above),
		cmocka_unit_test(test_hostile_markdown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
