/* Markdown: what its reader sees, and what front matter gives. */
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_markdown),
		cmocka_unit_test(test_front_matter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
