/* Pages of HTML to articles: every page in tests/data/ingest/html beside what is
 * expected of it. */
#include "ingest_recorder.h"

#include <dirent.h>

#include "ingest/html_page.h"
#include "ingest/reader.h"
#include "newsidx/file.h"
#include "newsidx/utf8.h"
#include "rows.h"

#define PAGES "tests/data/ingest/html"

static void make_detect(nx_buf *got, const nx_str *input)
{
	nx_str name, head = input[0];
	int sure;

	nx_str_split(&head, '|', &name);
	sure = nx_html_reader.detect(head.p ? head : NX_STR(""), name);
	nx_buf_adds(got, sure > 80 ? "sure" : sure == 60 ? "name" : sure ? "maybe" : "no");
}

static void test_detect(void **state)
{
	(void)state;
	check_rows("tests/data/html_detect.tsv", 1, 30, make_detect);
}

static nx_str field_of(const nx_article *article, nx_str name, nx_buf *date)
{
	if (nx_str_eq(name, NX_STR("title")))
		return article->title;
	if (nx_str_eq(name, NX_STR("source")))
		return article->source;
	if (nx_str_eq(name, NX_STR("author")))
		return article->author;
	if (nx_str_eq(name, NX_STR("section")))
		return article->section;
	if (nx_str_eq(name, NX_STR("url")))
		return article->url;
	if (nx_str_eq(name, NX_STR("origin")))
		return nx_str_from(nx_date_origin_name(article->date_origin));
	if (!nx_str_eq(name, NX_STR("date")))
		fail_msg("no such field: %.*s", NX_FMT(name));
	nx_buf_clear(date);
	if (article->date.precision == NX_PRECISION_NONE)
		return NX_STR_NULL;
	nx_date_format(date, &article->date);
	return nx_buf_str(date);
}

/* "name TAB value": the field is that; "no TAB name": it is absent; body and tag rows
 * come in their order; "tags TAB n": there are n. */
static int check_rows_of(const char *name, const nx_article *article, nx_str rows)
{
	nx_str row, field, got, body = article->body;
	nx_buf date = NX_BUF_INIT;
	int failures = 0, line = 0;
	size_t tags = 0;

	while (nx_str_split(&rows, '\n', &row)) {
		bool holds;

		line++;
		if (row.n == 0 || row.p[0] == '#' || !nx_str_split(&row, '\t', &field))
			continue;
		got = NX_STR_NULL;
		if (nx_str_eq(field, NX_STR("body"))) {
			holds = nx_str_split(&body, '\n', &got) && nx_str_eq(got, row);
		} else if (nx_str_eq(field, NX_STR("tag"))) {
			got = tags < article->tag_count ? article->tags[tags] : NX_STR_NULL;
			tags++;
			holds = nx_str_eq(got, row);
		} else if (nx_str_eq(field, NX_STR("tags"))) {
			holds = article->tag_count == strtoul(row.p, NULL, 10);
		} else if (nx_str_eq(field, NX_STR("no"))) {
			got = field_of(article, row, &date);
			holds = got.p == NULL;
		} else {
			got = field_of(article, field, &date);
			holds = got.p && nx_str_eq(got, row);
		}
		if (holds)
			continue;
		print_error("%s.expect:%d: %.*s is \"%.*s\", not \"%.*s\"\n", name, line,
			NX_FMT(field), NX_FMT(got), NX_FMT(row));
		failures++;
	}
	if (body.p) {
		print_error("%s: the body goes on: \"%.*s\"\n", name, NX_FMT(body));
		failures++;
	}
	nx_buf_release(&date);
	return failures;
}

static int check_page(const char *name, nx_str rows)
{
	recorder r = { .keep = true };
	char path[512];
	int failures;

	snprintf(path, sizeof path, PAGES "/%s.html", name);
	assert_int_equal(run(&r, path, NX_FORMAT_AUTO), NX_OK);
	if (r.articles != 1)
		fail_msg("%s: %s", name, nx_buf_cstr(&r.log));
	failures = check_rows_of(name, &r.kept, rows);
	nx_article_release(&r.kept);
	nx_buf_release(&r.log);
	return failures;
}

static void test_pages(void **state)
{
	struct dirent **names;
	int count = scandir(PAGES, &names, NULL, alphasort), failures = 0, pages = 0;

	(void)state;
	assert_true(count > 0);
	for (int i = 0; i < count; i++) {
		nx_str name = nx_str_from(names[i]->d_name);
		nx_buf rows = NX_BUF_INIT;
		char path[512];

		if (nx_str_ends(name, NX_STR(".expect"))) {
			snprintf(path, sizeof path, PAGES "/%s", names[i]->d_name);
			read_data(&rows, path);
			names[i]->d_name[name.n - strlen(".expect")] = '\0';
			failures += check_page(names[i]->d_name, nx_buf_str(&rows));
			pages++;
		}
		nx_buf_release(&rows);
		free(names[i]);
	}
	free(names);
	assert_true(pages >= 18);
	assert_int_equal(failures, 0);
}

/* A page that is cut anywhere still gives well-formed text. */
static void test_truncated(void **state)
{
	nx_buf page = NX_BUF_INIT;
	size_t n;

	(void)state;
	read_data(&page, PAGES "/broken_json.html");
	for (n = 0; n < page.n; n++) {
		nx_str part = nx_str_slice(nx_buf_str(&page), 0, n);
		nx_article article;
		size_t cut;

		if (nx_utf8_valid(part) != n)
			continue;
		nx_article_init(&article);
		assert_int_equal(nx_html_article(&article, part, NULL, &cut, NULL), NX_OK);
		assert_int_equal(nx_utf8_valid(article.title), article.title.n);
		assert_int_equal(nx_utf8_valid(article.body), article.body.n);
		nx_article_release(&article);
	}
	nx_buf_release(&page);
}

static void test_empty(void **state)
{
	recorder r = { .quiet = true };

	(void)state;
	puts_file("a.html", "<html><head></head><body><img src=x></body></html>");
	assert_int_equal(run(&r, in_dir("a.html"), NX_FORMAT_AUTO), NX_OK);
	assert_int_equal(r.articles, 0);
	assert_non_null(strstr(nx_buf_cstr(&r.log), "refused 1 no article in it"));
	nx_buf_release(&r.log);
}

/* A megabyte of what a damaged or hostile page repeats ends in good time; the runner's
 * time limit is the judge. */
static void test_repeated(void **state)
{
	static const char *const pieces[] = { "<div>", "<div class='a b c'>", "<article><h1>ع</h1>",
		"<p>نص من كلمات، في جملة طويلة، تنتهي بنقطة ولها أكثر من ستين حرفا في السطر.",
		"<a href=x>نص", "<h1>عنوان طويل يتكرر في الصفحة", "<div a b c d e f>",
		"<meta property=og:title content='عنوان'>", "<time datetime=2020-01-01>", "</b>",
		"<span itemprop=author>س", "<form>", "<table><tr><td>", "عنوان - ",
		"<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"ع\"}"
		"</script>",
		"<div class=comment><div class=story>", "<title>" };
	size_t i, limit = 1u << 20;

	(void)state;
	for (i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		nx_buf html = NX_BUF_INIT;
		nx_article article;
		size_t cut;

		nx_article_init(&article);
		nx_buf_adds(&html, "<title>عنوان طويل يتكرر في الصفحة - موقع</title>");
		while (html.n < limit)
			nx_buf_adds(&html, pieces[i]);
		assert_int_equal(
			nx_html_article(&article, nx_buf_str(&html), NULL, &cut, NULL), NX_OK);
		nx_article_release(&article);
		nx_buf_release(&html);
	}
}

/* One tag with as many attributes as fit, linked data as deep as fits. */
static void test_long_tag(void **state)
{
	nx_buf html = NX_BUF_INIT;
	nx_article article;
	size_t cut;

	(void)state;
	nx_article_init(&article);
	nx_buf_adds(&html, "<title>عنوان</title><div ");
	for (int i = 0; i < 200000; i++)
		nx_buf_addf(&html, "a%d ", i);
	nx_buf_adds(&html, "><script type='application/ld+json'>");
	for (int i = 0; i < 200000; i++)
		nx_buf_adds(&html, "[{\"a\":");
	assert_int_equal(nx_html_article(&article, nx_buf_str(&html), NULL, &cut, NULL), NX_OK);
	nx_article_release(&article);
	nx_buf_release(&html);
}

/* Append the pattern many times, '#' as the number of the time. */
static void add_numbered(nx_buf *out, const char *pattern)
{
	for (int i = 0; i < 100000; i++) {
		for (const char *p = pattern; *p; p++) {
			if (*p == '#')
				nx_buf_addf(out, "%d", i);
			else
				nx_buf_addc(out, *p);
		}
	}
}

/* Where the time of libxml2 grows with the square of the input, or has no end: the
 * reading stops, and says where. */
static void test_limits(void **state)
{
	static const struct {
		const char *first, *then;
		bool cut;
	} pages[] = {
		{ "<i>", "</b>", true },
		{ "<i>", "<body>", true },
		{ "<i><p>", "<script></b></script>", false },
		{ "<i>", "<script></scriptx></script>", true },
		{ "<x#>", "", true },
		{ "&x#;", "<y# z#>", true },
		{ "</x#>", "<y#>", true },
		{ "<body x#>", "<y#>", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		nx_buf html = NX_BUF_INIT;
		nx_article article;
		size_t cut;

		nx_article_init(&article);
		nx_buf_adds(&html, "<title>عنوان طويل في الصفحة</title>");
		add_numbered(&html, pages[i].first);
		add_numbered(&html, pages[i].then);
		assert_int_equal(
			nx_html_article(&article, nx_buf_str(&html), NULL, &cut, NULL), NX_OK);
		if ((cut > 0) != pages[i].cut)
			fail_msg("%s%s: cut at %zu", pages[i].first, pages[i].then, cut);
		assert_true(cut < html.n);
		assert_true(article.title.n > 0);
		nx_article_release(&article);
		nx_buf_release(&html);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_detect),
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_truncated),
		IN_DIR(test_empty),
		cmocka_unit_test(test_repeated),
		cmocka_unit_test(test_long_tag),
		cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
