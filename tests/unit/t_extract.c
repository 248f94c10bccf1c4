/* Pages to articles: every page in tests/data/pages beside what is expected of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "extract/phrase.h"
#include "newsidx/extract.h"
#include "newsidx/file.h"
#include "newsidx/fold.h"

#define PAGES "tests/data/pages"
#define LISTS "src/extract/data"

/* One page, its article, and how much of it has been checked. */
struct page {
	nx_article article;
	nx_buf date;
	/* What is left of these to be expected. */
	nx_str body, captions, subheadings;
	size_t tags; /* number of tags expected so far */
};

static nx_str field_of(struct page *page, nx_str name)
{
	const nx_article *a = &page->article;

	if (nx_str_eq(name, NX_STR("title")))
		return a->title;
	if (nx_str_eq(name, NX_STR("alternative_title")))
		return a->alternative_title;
	if (nx_str_eq(name, NX_STR("dateline")))
		return a->dateline;
	if (nx_str_eq(name, NX_STR("captions")))
		return a->captions;
	if (nx_str_eq(name, NX_STR("subheadings")))
		return a->subheadings;
	if (nx_str_eq(name, NX_STR("source")))
		return a->source;
	if (nx_str_eq(name, NX_STR("author")))
		return a->author;
	if (nx_str_eq(name, NX_STR("section")))
		return a->section;
	if (nx_str_eq(name, NX_STR("url")))
		return a->url;
	if (nx_str_eq(name, NX_STR("body")))
		return a->body;
	if (nx_str_eq(name, NX_STR("origin")))
		return nx_str_from(nx_date_origin_name(a->date_origin));
	if (nx_str_eq(name, NX_STR("date"))) {
		nx_buf_clear(&page->date);
		if (a->date.precision == NX_PRECISION_NONE)
			return NX_STR_NULL;
		nx_date_format(&page->date, &a->date);
		return nx_buf_str(&page->date);
	}
	fail_msg("no such field: %.*s", NX_FMT(name));
	return NX_STR_NULL;
}

/* "name TAB value": the field is that; body, tag, caption and subheading rows come in
 * their order. "no
 * TAB name": the field is absent. "tags TAB n": there are n of them. */
static bool row_holds(struct page *page, nx_str name, nx_str value, nx_str *got)
{
	if (nx_str_eq(name, NX_STR("no"))) {
		*got = field_of(page, value);
		return got->p == NULL;
	}
	if (nx_str_eq(name, NX_STR("body")))
		return nx_str_split(&page->body, '\n', got) && nx_str_eq(*got, value);
	if (nx_str_eq(name, NX_STR("caption")))
		return nx_str_split(&page->captions, '\n', got) && nx_str_eq(*got, value);
	if (nx_str_eq(name, NX_STR("subheading")))
		return nx_str_split(&page->subheadings, '\n', got) && nx_str_eq(*got, value);
	if (nx_str_eq(name, NX_STR("tag"))) {
		*got = page->tags < page->article.tag_count ? page->article.tags[page->tags]
							    : NX_STR_NULL;
		page->tags++;
		return nx_str_eq(*got, value);
	}
	if (nx_str_eq(name, NX_STR("tags")))
		return page->article.tag_count == strtoul(value.p, NULL, 10);
	*got = field_of(page, name);
	return got->p && nx_str_eq(*got, value);
}

static int check_page(const char *name, nx_str expected)
{
	struct page page = { .date = NX_BUF_INIT };
	nx_buf path = NX_BUF_INIT, text = NX_BUF_INIT;
	nx_error err = NX_ERROR_INIT;
	int failures = 0, line_number = 0;
	bool body_rows = false;
	nx_str row, field, got;

	nx_article_init(&page.article);
	nx_buf_addf(&path, PAGES "/%s.txt", name);
	assert_int_equal(nx_file_read(&text, nx_buf_cstr(&path), 1 << 20, &err), NX_OK);
	assert_int_equal(nx_extract_page(&page.article, nx_buf_str(&text), NULL, &err), NX_OK);
	page.body = page.article.body;
	page.captions = page.article.captions;
	page.subheadings = page.article.subheadings;
	while (nx_str_split(&expected, '\n', &row)) {
		line_number++;
		if (row.n == 0 || row.p[0] == '#' || !nx_str_split(&row, '\t', &field))
			continue;
		got = NX_STR_NULL;
		body_rows = body_rows || nx_str_eq(field, NX_STR("body"));
		if (row_holds(&page, field, row, &got))
			continue;
		print_error("%s.expect:%d: %.*s is \"%.*s\", not \"%.*s\"\n", name, line_number,
			NX_FMT(field), NX_FMT(got), NX_FMT(row));
		failures++;
	}
	if (body_rows && page.body.p) {
		print_error("%s: the body goes on: \"%.*s\"\n", name, NX_FMT(page.body));
		failures++;
	}
	nx_article_release(&page.article);
	nx_buf_release(&page.date);
	nx_buf_release(&path);
	nx_buf_release(&text);
	return failures;
}

static void test_pages(void **state)
{
	struct dirent **names;
	int count = scandir(PAGES, &names, NULL, alphasort), failures = 0, pages = 0, i;

	(void)state;
	assert_true(count > 0);
	for (i = 0; i < count; i++) {
		nx_str name = nx_str_from(names[i]->d_name);
		nx_buf path = NX_BUF_INIT, expected = NX_BUF_INIT;
		nx_error err = NX_ERROR_INIT;

		if (nx_str_ends(name, NX_STR(".expect"))) {
			nx_buf_addf(&path, PAGES "/%s", names[i]->d_name);
			assert_int_equal(
				nx_file_read(&expected, nx_buf_cstr(&path), 1 << 20, &err), NX_OK);
			names[i]->d_name[name.n - strlen(".expect")] = '\0';
			failures += check_page(names[i]->d_name, nx_buf_str(&expected));
			pages++;
		}
		nx_buf_release(&path);
		nx_buf_release(&expected);
		free(names[i]);
	}
	free(names);
	assert_true(pages >= 12);
	assert_int_equal(failures, 0);
}

/* Fields that a dump gave are not overwritten by what the page shows. */
static void test_given_fields_stay(void **state)
{
	nx_str page = NX_STR("عنوان الصفحة القديم للخبر - صحيفة الضفة\n12 مارس 2015\n"
			     "افتتحت بلدية النخيل السوق الجديد بعد أعمال استمرت عامين.\n"
			     "الوسوم: سوق، بلدية\n");
	nx_article article;
	nx_error err = NX_ERROR_INIT;

	(void)state;
	nx_article_init(&article);
	article.title = nx_arena_str(&article.arena, NX_STR("عنوان"));
	article.date =
		(nx_date){ .precision = NX_PRECISION_YEAR, .year = 2001, .zone = NX_ZONE_UNKNOWN };
	article.date_origin = NX_ORIGIN_METADATA;
	assert_true(nx_article_add_tag(&article, NX_STR("وسم")));
	assert_int_equal(nx_extract_page(&article, page, NULL, &err), NX_OK);
	assert_true(nx_str_eq(article.title, NX_STR("عنوان")));
	assert_int_equal(article.date.year, 2001);
	assert_int_equal(article.date_origin, NX_ORIGIN_METADATA);
	assert_int_equal(article.tag_count, 1);
	assert_true(nx_str_eq(article.source, NX_STR("صحيفة الضفة")));
	assert_true(nx_str_starts(article.body, NX_STR("افتتحت")));
	nx_article_release(&article);
}

static void test_article(void **state)
{
	nx_article article;
	char name[16];
	int i;

	(void)state;
	nx_article_init(&article);
	assert_true(nx_article_is_empty(&article));
	assert_int_equal(article.date.precision, NX_PRECISION_NONE);
	assert_int_equal(article.date.zone, NX_ZONE_UNKNOWN);
	assert_true(nx_article_add_tag(&article, NX_STR("أرمينيا")));
	assert_true(nx_article_add_tag(&article, NX_STR("ارمينيا")));
	assert_true(nx_article_add_tag(&article, NX_STR("أرمينيا ")));
	assert_int_equal(article.tag_count, 1);
	assert_true(nx_str_eq(article.tags[0], NX_STR("أرمينيا")));
	for (i = 0; i < 100; i++) {
		nx_buf tag = NX_BUF_INIT;

		nx_buf_addf(&tag, "tag %d", i);
		assert_true(nx_article_add_tag(&article, nx_buf_str(&tag)));
		nx_buf_release(&tag);
	}
	assert_int_equal(article.tag_count, 101);
	assert_true(nx_str_eq(article.tags[0], NX_STR("أرمينيا")));
	snprintf(name, sizeof name, "tag %d", 99);
	assert_true(nx_str_eq(article.tags[100], nx_str_from(name)));
	assert_true(nx_article_is_empty(&article));
	article.body = nx_arena_str(&article.arena, NX_STR("x"));
	assert_false(nx_article_is_empty(&article));
	nx_article_release(&article);
	assert_null(article.tags);
	assert_string_equal(nx_date_origin_name(NX_ORIGIN_METADATA), "metadata");
	assert_string_equal(nx_date_origin_name(NX_ORIGIN_DATELINE), "dateline");
	assert_string_equal(nx_date_origin_name(NX_ORIGIN_TEXT), "text");
	assert_string_equal(nx_date_origin_name(NX_ORIGIN_INFERRED), "inferred");
	assert_string_equal(nx_date_origin_name(NX_ORIGIN_FILENAME), "filename");
	assert_null(nx_date_origin_name(NX_ORIGIN_NONE));
}

static const struct {
	const char *list, *kind;
	uint32_t mark;
} kinds[] = {
	{ "captions", "label", NX_MARK_LABEL_CAPTION },
	{ "captions", "start", NX_MARK_CAPTION_START },
	{ "datewords", "", NX_MARK_DATE_WORD },
	{ "furniture", "line", NX_MARK_FURNITURE_LINE },
	{ "furniture", "start", NX_MARK_FURNITURE_START },
	{ "furniture", "field", NX_MARK_FURNITURE_FIELD },
	{ "furniture", "part", NX_MARK_FURNITURE_PART },
	{ "furniture", "home", NX_MARK_HOME },
	{ "labels", "date", NX_MARK_LABEL_DATE },
	{ "labels", "updated", NX_MARK_LABEL_UPDATED },
	{ "labels", "source", NX_MARK_LABEL_SOURCE },
	{ "labels", "author", NX_MARK_LABEL_AUTHOR },
	{ "labels", "tags", NX_MARK_LABEL_TAGS },
	{ "labels", "section", NX_MARK_LABEL_SECTION },
	{ "labels", "by", NX_MARK_BY },
	{ "links", "start", NX_MARK_LINK_START },
	{ "links", "block", NX_MARK_LINK_BLOCK },
	{ "places", "", NX_MARK_PLACE },
	{ "places", "country", NX_MARK_COUNTRY },
	{ "places", "unnamed", NX_MARK_UNNAMED },
	{ "sections", "", NX_MARK_SECTION },
	{ "sources", "outlet", NX_MARK_OUTLET },
	{ "sources", "agency", NX_MARK_AGENCY },
	{ "sources", "unnamed", NX_MARK_UNNAMED },
	{ "sources", "word", NX_MARK_SOURCE_WORD },
	{ "tails", "line", NX_MARK_TAIL_LINE },
	{ "tails", "start", NX_MARK_TAIL_START },
};

static uint32_t mark_of(nx_str list, nx_str kind)
{
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (nx_str_eq(list, nx_str_from(kinds[i].list)) &&
			nx_str_eq(kind, nx_str_from(kinds[i].kind)))
			return kinds[i].mark;
	return 0;
}

/* Every entry of a list is found with the mark of its kind and is short enough to be
 * found at the start or within a line; the entries are in order. */
static int check_list(const char *list)
{
	nx_buf path = NX_BUF_INIT, text = NX_BUF_INIT, fold = NX_BUF_INIT;
	nx_error err = NX_ERROR_INIT;
	nx_str rest, row, phrase, last = NX_STR("");
	int failures = 0, line_number = 0;
	size_t i, words;

	nx_buf_addf(&path, LISTS "/%s.tsv", list);
	assert_int_equal(nx_file_read(&text, nx_buf_cstr(&path), 1 << 20, &err), NX_OK);
	rest = nx_buf_str(&text);
	while (nx_str_split(&rest, '\n', &row)) {
		uint32_t mark;

		line_number++;
		if (row.n == 0 || row.p[0] == '#')
			continue;
		if (nx_str_cmp(last, row) >= 0) {
			print_error("%s.tsv:%d: out of order\n", list, line_number);
			failures++;
		}
		last = row;
		nx_str_split(&row, '\t', &phrase);
		mark = mark_of(nx_str_from(list), row.p ? row : NX_STR(""));
		nx_buf_clear(&fold);
		nx_fold(&fold, phrase);
		for (words = 1, i = 0; i < fold.n; i++)
			words += fold.p[i] == ' ';
		if (fold.n && mark && nx_phrase_marks(nx_buf_str(&fold)) & mark &&
			words <= NX_PHRASE_WORDS)
			continue;
		print_error("%s.tsv:%d: does nothing\n", list, line_number);
		failures++;
	}
	nx_buf_release(&path);
	nx_buf_release(&text);
	nx_buf_release(&fold);
	return failures;
}

static void test_lists(void **state)
{
	int failures = 0;
	size_t i;

	(void)state;
	assert_int_equal(nx_phrases_load(NULL), NX_OK);
	for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (i == 0 || strcmp(kinds[i].list, kinds[i - 1].list) != 0)
			failures += check_list(kinds[i].list);
	assert_int_equal(failures, 0);
}

/* A page of a million lines ends in good time; the runner's time limit is the judge. */
static void test_many_lines(void **state)
{
	nx_buf page = NX_BUF_INIT;
	nx_article article;
	nx_error err = NX_ERROR_INIT;
	int i;

	(void)state;
	nx_article_init(&article);
	nx_buf_adds(&page, "بلدية النخيل تفتتح السوق الجديد\n");
	for (i = 0; i < 1200000; i++)
		nx_buf_adds(&page, i % 2 ? "سوق\n" : "نخل\n");
	assert_false(page.failed);
	assert_int_equal(nx_extract_page(&article, nx_buf_str(&page), NULL, &err), NX_OK);
	nx_article_release(&article);
	nx_buf_release(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_given_fields_stay),
		cmocka_unit_test(test_article),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_many_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
