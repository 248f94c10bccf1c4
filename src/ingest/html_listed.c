/* What markup knows of an article and its text does not show: a second title, captions,
 * sub-headings. */
#include "ingest/html_page.h"
#include "newsidx/extract.h"
#include "newsidx/utf8.h"

#define CAPTION_CPS 300
/* A second title has so many code points and words, and shares words with the title, but
 * not all: those limits, in percent. */
#define TITLE_LEAST_CPS 12
#define TITLE_CPS 200
#define TITLE_WORDS 3
#define ALIKE_LEAST 25
#define ALIKE_MOST 90

static bool is_heading(const nx_html_page *page, uint32_t line)
{
	uint32_t block = page->lines.items[line].block;
	nx_html_tag tag;

	if (block == NX_HTML_ROOT)
		return false;
	tag = (nx_html_tag)page->tree.nodes[block].tag;
	return tag != NX_TAG_H1 && nx_html_tag_flags(tag) & NX_HTML_HEADING;
}

static size_t words_of(nx_str s)
{
	size_t words = s.n > 0;

	for (size_t i = 0; i < s.n; i++)
		words += s.p[i] == ' ';
	return words;
}

/* A word alone and a photographer's name are no legend. */
static bool is_caption(const nx_html_page *page, uint32_t i)
{
	const nx_html_line *line = &page->lines.items[i];
	unsigned marks = nx_html_line_marks(page, i);
	nx_str text = nx_html_line_text(&page->lines, i);

	return marks & NX_NODE_CAPTION && !(marks & (NX_NODE_BYLINE | NX_NODE_DATE)) &&
	       line->cps <= CAPTION_CPS && !nx_html_line_is_link(line) && words_of(text) > 1 &&
	       !nx_str_starts(text, NX_STR("©"));
}

void nx_html_listed_choose(const nx_html_page *page, nx_article *article)
{
	nx_buf captions = NX_BUF_INIT, headings = NX_BUF_INIT;
	size_t count = 0;
	uint32_t i;

	for (i = page->main.start; i < page->main.end && count < NX_LISTED_MOST; i++) {
		nx_str text = nx_html_line_text(&page->lines, i);
		bool caption = is_caption(page, i);
		nx_buf *list = caption ? &captions : &headings;

		if (nx_html_line_is_off(page, i) || i == page->main.title ||
			!(caption || (is_heading(page, i) && i >= page->main.body)))
			continue;
		count += nx_listed_add(list, text);
	}
	/* What the text itself tells stays where markup knows none. */
	if (captions.n && nx_listed_keep(article, &article->captions, &captions, NULL) != NX_OK)
		article->arena.failed = true;
	if (headings.n && nx_listed_keep(article, &article->subheadings, &headings, NULL) != NX_OK)
		article->arena.failed = true;
}

/* Another wording: of the site's names and mottos none shares the title's words. */
static bool is_another(nx_str title, nx_str other)
{
	size_t cps = nx_utf8_length(other);
	int alike = nx_html_likeness(title, other);

	return cps >= TITLE_LEAST_CPS && cps <= TITLE_CPS && words_of(other) >= TITLE_WORDS &&
	       alike >= ALIKE_LEAST && alike <= ALIKE_MOST &&
	       !nx_extract_same_headline(title, other);
}

void nx_html_second_title_choose(nx_html_page *page, nx_article *article)
{
	const nx_html_fact *fact;
	nx_str found = NX_STR_NULL;
	size_t at = 0;
	uint32_t i;

	if (!article->title.n)
		return;
	while (!found.p && (fact = nx_html_fact_next(page, NX_HTML_ALTERNATIVE_TITLE, &at)))
		if (!nx_extract_same_headline(article->title, fact->value))
			found = fact->value;
	for (i = 0; !found.p && i < page->lines.count; i++) {
		uint32_t block = page->lines.items[i].block;
		nx_str text = nx_html_line_text(&page->lines, i);

		if (block != NX_HTML_ROOT && page->tree.nodes[block].tag == NX_TAG_H1 &&
			!nx_html_line_is_off(page, i) && is_another(article->title, text))
			found = text;
	}
	for (at = 0; !found.p && (fact = nx_html_fact_next(page, NX_HTML_TITLE, &at));) {
		nx_str title = nx_html_title_bare(page, fact->value);

		if (is_another(article->title, title))
			found = title;
	}
	if (!found.p && page->head_title.n) {
		nx_str title = nx_html_title_bare(page, page->head_title);

		if (is_another(article->title, title))
			found = title;
	}
	if (found.p)
		article->alternative_title = nx_arena_str(&article->arena, found);
}
