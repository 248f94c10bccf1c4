/* A file of HTML: one page, one article. */
#include <string.h>

#include "ingest/html_page.h"
#include "ingest/reader.h"

/* How sure each sign is. A file's name is worth 60. */
enum {
	SURE = 95,
	FRAGMENT = 50, /* a block of HTML may also begin Markdown */
	BY_NAME = 60
};

/* Behind the white space, comments, instructions and declarations that the text begins
 * with. */
static nx_str past_prolog(nx_str s)
{
	size_t end = 0;

	while (end != (size_t)-1 && s.n) {
		bool comment = nx_str_starts(s, NX_STR("<!--"));

		if (nx_html_is_space(s.p[0]))
			end = 1;
		else if (!comment && !nx_str_starts(s, NX_STR("<!")) &&
			 !nx_str_starts(s, NX_STR("<?")))
			break;
		else
			end = nx_str_find(s, comment ? NX_STR("-->") : NX_STR(">"), 1);
		if (end != (size_t)-1 && s.p[0] == '<')
			end += comment ? 3 : 1;
		s = nx_str_slice(s, end, s.n);
	}
	return s;
}

/* By the first tag; a doctype is enough. */
static int first_tag(nx_str head)
{
	size_t n = 1;
	nx_html_tag tag;

	while (head.n && nx_html_is_space(head.p[0]))
		head = nx_str_slice(head, 1, head.n);
	if (nx_html_same(nx_str_slice(head, 0, 14), "<!doctype html"))
		return SURE;
	head = past_prolog(head);
	while (n < head.n && !nx_html_is_space(head.p[n]) && !strchr("/>", head.p[n]))
		n++;
	if (n >= head.n || head.p[0] != '<')
		return 0;
	tag = nx_html_tag_of(nx_str_slice(head, 1, n));
	switch (tag) {
	case NX_TAG_HTML:
	case NX_TAG_HEAD:
	case NX_TAG_BODY:
	case NX_TAG_META:
	case NX_TAG_TITLE:
		return SURE;
	default:
		return tag < NX_TAG_OTHER && nx_html_tag_flags(tag) & (NX_HTML_BLOCK | NX_HTML_RAW)
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
			"HTML: more than %u elements, or too many misplaced tags, attributes or "
			"names, read up to about byte %zu",
			NX_HTML_NODES, cut);
	if (st == NX_OK)
		st = nx_reading_page(reading, &article, err);
done:
	nx_article_release(&article);
	nx_buf_release(&text);
	return st;
}

const nx_reader nx_html_reader = { NX_FORMAT_HTML, detect, read_html };
