/* Markdown: what its reader sees, what front matter gives, and where a file of several
 * articles is parted. */
#include "article_log.h"
#include "text_rows.h"

#include "ingest/markdown.h"

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
		nx_date_format(&text, &article->date);
		nx_buf_addf(&text, " %s", nx_date_origin_name(article->date_origin));
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

static void make_markdown(nx_buf *out, nx_str input)
{
	nx_markdown_part part = { .line = 0 };
	nx_markdown *document;

	assert_int_equal(nx_markdown_open(&document, input, NULL), NX_OK);
	nx_markdown_read(document, false, &part);
	assert_int_equal(part.titled, part.title.n != 0);
	add_escaped(out, nx_buf_str(&part.title));
	nx_buf_adds(out, "\\n");
	add_escaped(out, nx_str_trim(nx_buf_str(&part.text)));
	if (part.captions.n) {
		nx_buf_adds(out, " ![");
		add_escaped(out, nx_str_trim(nx_buf_str(&part.captions)));
		nx_buf_addc(out, ']');
	}
	nx_markdown_part_release(&part);
	nx_markdown_close(document);
}

static void make_front_matter(nx_buf *out, nx_str input)
{
	nx_front_matter front;
	nx_record_report report;
	nx_article article;

	nx_article_init(&article);
	assert_int_equal(nx_front_matter_read(&front, input, NULL, NULL), NX_OK);
	assert_int_equal(nx_record_apply(&article, &front.record, &report, NULL), NX_OK);
	describe(out, &article);
	add_field(out, "summary", front.summary);
	add_field(out, "bad date", report.bad_date);
	if (front.bad_line)
		nx_buf_addf(out, "%sline %zu: %s", out->n ? "; " : "", front.bad_line, front.why);
	add_field(out, "rest", front.body);
	nx_article_release(&article);
	nx_front_matter_release(&front);
}

static void test_markdown(void **state)
{
	(void)state;
	check_texts("tests/data/ingest/markdown.tsv", make_markdown);
}

static void test_front_matter(void **state)
{
	(void)state;
	check_texts("tests/data/ingest/front_matter.tsv", make_front_matter);
}

/* Files "split-*" are read with an article at each heading. */
static void test_files(void **state)
{
	(void)state;
	check_logs("tests/data/ingest/markdown", ".md", NX_FORMAT_MARKDOWN, 14);
}

/* The parts of a document, one after the other. */
static void test_parts(void **state)
{
	static const struct {
		size_t line;
		bool at_heading, titled;
		const char *title, *text;
	} want[] = { { 1, false, false, "", "مقدمة\n" }, { 3, true, true, "أ", "أ\nنص\nج\nد\n" },
		{ 11, true, true, "ب", "ب\n" } };
	nx_markdown *document;
	nx_markdown_part part = { .line = 9 };

	(void)state;
	assert_int_equal(nx_markdown_open(&document,
				 NX_STR("مقدمة\n\n# أ\n\nنص\n\n> # ج\n\n- # د\n\nب\n=\n"), NULL),
		NX_OK);
	assert_int_equal(nx_markdown_headings(document), 2);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(nx_markdown_at_heading(document), want[i].at_heading);
		part = (nx_markdown_part){ .line = 9 };
		assert_true(nx_markdown_read(document, true, &part));
		assert_int_equal(part.line, want[i].line);
		assert_int_equal(part.titled, want[i].titled);
		assert_string_equal(nx_buf_cstr(&part.title), want[i].title);
		assert_string_equal(nx_buf_cstr(&part.text), want[i].text);
		nx_markdown_part_release(&part);
	}
	part = (nx_markdown_part){ .line = 9 };
	assert_false(nx_markdown_at_heading(document));
	assert_false(nx_markdown_read(document, true, &part));
	assert_int_equal(part.line, 0);
	nx_markdown_part_release(&part);
	nx_markdown_close(document);
	nx_markdown_close(NULL);
}

/* Where front matter begins, at the start and further on. */
static void test_where(void **state)
{
	static const struct {
		const char *text;
		int next; /* line, 0 for none */
		bool opens, is_json;
	} cases[] = {
		{ "---\ntitle: أ\n---\n", 0, true, false },
		{ "---\ntitle: أ\n", 0, true, false },
		{ "---\nالعنوان: أ\n", 0, false, false },
		{ "---\nالعنوان: أ\n...\n", 0, true, false },
		{ "---\n\n---\n", 0, false, false },
		{ "+++\na = 1\n", 0, true, false },
		{ "+++\nنص\n+++\n", 0, false, false },
		{ "{\"title\": 1}\n\nنص", 0, false, true },
		{ "{\"title\": 1}\n", 0, false, false },
		{ "{\"title\": 1}\n{\"title\": 2}\n", 0, false, false },
		{ "{\"title\": 1},\n", 0, false, false },
		{ "{الجهاد}\nنص", 0, false, false },
		{ "نص\n\n---\ntitle: أ\n---\n", 3, false, false },
		{ "نص\n---\ntitle: أ\n---\n", 0, false, false },
		{ "نص\n\n---\nsource: أ\n---\n", 0, false, false },
		{ "نص\n\n---\nsource: أ\ndate: ب\n---\n", 3, false, false },
		{ "نص\n\n---\na: أ\nb: ب\n---\n", 0, false, false },
		{ "نص\n\n---\ntitle: أ\n\n", 0, false, false },
		{ "نص\n\n---\n\n---\ntitle: أ\n---\n", 5, false, false },
		{ "\n \n---\ntitle: أ\n---\n", 3, true, false },
		{ "\n\n{\"title\": 1}\n\nنص", 0, false, true },
		{ "---\ntitle: أ\n---\n\n---\ntitle: ب\n---\n", 5, true, false },
		{ "", 0, false, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		nx_str text = nx_str_from(cases[i].text);
		size_t next = nx_front_matter_next(text, NULL);
		int line = next != (size_t)-1;

		for (size_t k = 0; line && k < next; k++)
			line += text.p[k] == '\n';
		if (line != cases[i].next || nx_front_matter_opens(text) != cases[i].opens ||
			nx_front_matter_is_json(text) != cases[i].is_json)
			fail_msg("\"%s\": %d", cases[i].text, line);
	}
}

/* The keys of --field count in front matter as elsewhere. */
static void test_field_keys(void **state)
{
	static const nx_field_key keys[] = { { "title", "كذا" }, { "source", "meta.from" } };
	const nx_ingest_options options = { .fields = keys, .field_count = 2 };
	nx_front_matter front;

	(void)state;
	assert_int_equal(
		nx_front_matter_read(&front,
			NX_STR("---\nكذا: أ\ntitle: ب\nmeta: {from: س}\n---\nنص"), &options, NULL),
		NX_OK);
	assert_true(nx_str_eq(front.record.value[NX_FIELD_TITLE], NX_STR("أ")));
	assert_true(nx_str_eq(front.record.value[NX_FIELD_SOURCE], NX_STR("س")));
	assert_int_equal(front.body_line, 6);
	nx_front_matter_release(&front);
	assert_int_equal(nx_front_matter_next(NX_STR("نص\n\n---\nكذا: أ\n---\n"), &options), 6);
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
	nx_record_report report;
	nx_article article;

	(void)state;
	nx_article_init(&article);
	assert_int_equal(nx_front_matter_read(&front, text, NULL, NULL), NX_OK);
	assert_int_equal(nx_markdown_article(&article, &front, &report, NULL), NX_OK);
	assert_true(nx_str_eq(article.title, NX_STR("الهدنة في يومها الأول")));
	assert_true(nx_str_starts(article.body, NX_STR("بدأت الهدنة صباح اليوم\nقال")));
	nx_article_release(&article);
	nx_front_matter_release(&front);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_markdown),
		cmocka_unit_test(test_front_matter),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_where),
		cmocka_unit_test(test_field_keys),
		cmocka_unit_test(test_title_above),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
