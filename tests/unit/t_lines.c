/* Lines of pages: what they are to the article, and the places with which articles
 * open. */
#include "text_rows.h"

#include "newsidx/extract.h"

static const char *const head =
	"قطار الصحراء يعود إلى سكته بعد توقف طويل\n12 مارس 2021\n"
	"عاد القطار السياحي إلى العمل بين المدينتين بعد توقف دام عامين، ونقل في يومه الأول "
	"ثلاثمئة راكب عبر الصحراء.\n";
static const char *const foot =
	"\nوقالت هيئة السكك الحديدية إن الرحلات تسير ثلاث مرات في الأسبوع، وإن العربات القديمة "
	"جددت في ورش المدينة.\n"
	"ويتوقع القائمون على المشروع أن يزيد عدد الركاب في الشتاء، حين يقصد السياح الصحراء.\n";

static bool has_line(nx_str text, nx_str wanted)
{
	nx_str line;

	while (text.p && nx_str_split(&text, '\n', &line))
		if (nx_str_eq(line, wanted))
			return true;
	return false;
}

/* What each of the lines, which stand between two paragraphs, has become. */
static void make_kinds(nx_buf *out, nx_str lines)
{
	nx_buf page = NX_BUF_INIT;
	nx_article article;
	nx_str line;

	nx_article_init(&article);
	nx_buf_addf(&page, "%s%.*s%s", head, NX_FMT(lines), foot);
	assert_int_equal(nx_extract_page(&article, nx_buf_str(&page), NULL, NULL), NX_OK);
	while (nx_str_split(&lines, '\n', &line)) {
		bool text = has_line(article.body, line);
		bool caption = has_line(article.captions, line);
		bool subheading = has_line(article.subheadings, line);

		assert_false(text && caption);
		assert_false(subheading && !text);
		nx_buf_addf(out, "%s%s", out->n ? " " : "",
			caption      ? "caption"
			: subheading ? "sub-heading"
			: text       ? "text"
				     : "out");
	}
	nx_article_release(&article);
	nx_buf_release(&page);
}

static void test_kinds(void **state)
{
	(void)state;
	check_texts("tests/data/page_lines.tsv", make_kinds);
}

static void make_dateline(nx_buf *out, nx_str body)
{
	nx_article article;

	nx_article_init(&article);
	article.body = nx_arena_str(&article.arena, body);
	assert_int_equal(nx_extract_dateline(&article, NULL), NX_OK);
	assert_true(nx_str_eq(article.body, body));
	nx_buf_add(out, article.dateline);
	nx_article_release(&article);
}

static void test_datelines(void **state)
{
	(void)state;
	check_texts("tests/data/datelines.tsv", make_dateline);
}

static void make_place(nx_buf *out, nx_str field)
{
	nx_buf_add(out, nx_extract_place(field));
}

static void test_places(void **state)
{
	(void)state;
	check_texts("tests/data/dateline_fields.tsv", make_place);
}

/* What an article has already is not looked for. */
static void test_dateline_stays(void **state)
{
	nx_article article;

	(void)state;
	nx_article_init(&article);
	article.dateline = NX_STR("حلب");
	article.body = NX_STR("القاهرة (رويترز) - قال متحدث باسم الشركة إن المصنع عاد إلى العمل.");
	assert_int_equal(nx_extract_dateline(&article, NULL), NX_OK);
	assert_true(nx_str_eq(article.dateline, NX_STR("حلب")));
	nx_article_release(&article);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_datelines),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_dateline_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
