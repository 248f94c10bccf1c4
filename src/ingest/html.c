/* A file of HTML: one page, one article. */
#include "ingest/html_page.h"
#include "ingest/reader.h"

/* How sure each sign is. A file's name is worth 60. */
enum {
	SURE = 95,
	FRAGMENT = 50, /* a block of HTML may also begin Markdown */
	BY_NAME = 60
};

/* What the text begins with, comments and instructions passed over; a doctype is
 * enough. */
static int first_tag(nx_str head)
{
	nx_html_lexer lexer = NX_HTML_LEXER(head);
	nx_html_token token;
	size_t i = 0;

	while (i < head.n && nx_html_is_space(head.p[i]))
		i++;
	head = nx_str_slice(head, i, head.n);
	if (head.n < 3 || head.p[0] != '<')
		return 0;
	if (nx_html_same(nx_str_slice(head, 0, 14), "<!doctype html"))
		return SURE;
	lexer.html = head;
	do {
		nx_html_next(&lexer, &token);
	} while (token.kind == NX_HTML_TEXT && nx_str_trim(token.text).n == 0);
	if (token.kind != NX_HTML_START_TAG)
		return 0;
	switch (token.tag) {
	case NX_TAG_HTML:
	case NX_TAG_HEAD:
	case NX_TAG_BODY:
	case NX_TAG_META:
	case NX_TAG_TITLE:
		return SURE;
	default:
		return token.tag < NX_TAG_OTHER &&
				       nx_html_tag_flags(token.tag) & (NX_HTML_BLOCK | NX_HTML_RAW)
			       ? FRAGMENT
			       : 0;
	}
}

static int detect(nx_str head, nx_str name)
{
	static const char *const suffixes[] = { ".html", ".htm", ".xhtml", ".shtml" };
	int sure = first_tag(head);

	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes && sure < BY_NAME; i++)
		if (nx_str_ends(name, nx_str_from(suffixes[i])))
			sure = BY_NAME;
	return sure;
}

static nx_status read_html(nx_reading *reading, nx_error *err)
{
	nx_buf text = NX_BUF_INIT;
	nx_article article;
	size_t cut = 0;
	nx_status st;

	nx_article_init(&article);
	st = nx_reading_text(reading, &text, err);
	if (st != NX_OK || text.n == 0)
		goto done;
	st = nx_html_article(&article, nx_buf_str(&text), nx_reading_furniture(reading), &cut, err);
	if (st == NX_OK && cut)
		st = nx_reading_warn(reading, 1, err,
			"HTML: more than %u elements, read up to byte %zu", NX_HTML_NODES, cut);
	if (st == NX_OK)
		st = nx_reading_page(reading, &article, err);
done:
	nx_article_release(&article);
	nx_buf_release(&text);
	return st;
}

const nx_reader nx_html_reader = { NX_FORMAT_HTML, detect, read_html };
