/* Which elements are the article's and which are furniture, by their tags and by what
 * their attributes say. */
#include <string.h>

#include "ingest/html_page.h"

/* An element with that share of the page's running text, in percent, holds the article
 * whatever it is called: a form around all of the page, a "content-with-sidebar". */
#define PROTECTED_SHARE 40

/* What the attributes say of an element. */
struct evidence {
	unsigned words; /* NX_CLASS_WORD_* */
	bool hidden, article_body;
};

static bool holds_word(nx_str value, const char *word)
{
	return nx_str_find(value, nx_str_from(word), 0) != (size_t)-1;
}

/* "display: none" with any white space. */
static bool hides(nx_str style)
{
	nx_str rest = style, part, name;

	while (nx_str_split(&rest, ';', &part)) {
		if (!nx_str_split(&part, ':', &name) || !part.p)
			continue;
		name = nx_str_trim(name);
		part = nx_str_trim(part);
		if ((nx_html_same(name, "display") && nx_str_starts(part, NX_STR("none"))) ||
			(nx_html_same(name, "visibility") && nx_str_starts(part, NX_STR("hidden"))))
			return true;
	}
	return false;
}

static struct evidence examine(nx_str attributes)
{
	struct evidence e = { 0, false, false };
	nx_str name, value;

	while (nx_html_attribute(&attributes, &name, &value)) {
		/* Without a name: a custom element's own. */
		if (name.n == 0 || nx_str_eq(name, NX_STR("class")) ||
			nx_str_eq(name, NX_STR("id")) || nx_str_eq(name, NX_STR("role")))
			e.words |= nx_html_class_marks(value);
		else if (nx_str_eq(name, NX_STR("style")))
			e.hidden |= hides(value);
		else if (nx_str_eq(name, NX_STR("hidden")))
			e.hidden = true;
		else if (nx_str_eq(name, NX_STR("aria-hidden")))
			e.hidden |= nx_html_same(value, "true");
		else if (nx_str_eq(name, NX_STR("itemprop")) || nx_str_eq(name, NX_STR("property")))
			e.article_body |= holds_word(value, "articleBody") ||
					  holds_word(value, "content:encoded");
	}
	return e;
}

static bool is_in_article(const nx_html_page *page, uint32_t node)
{
	uint32_t i;

	for (i = page->tree.nodes[node].parent; i != NX_HTML_ROOT; i = page->tree.nodes[i].parent)
		if (page->tree.nodes[i].tag == NX_TAG_ARTICLE ||
			page->tree.nodes[i].tag == NX_TAG_MAIN)
			return true;
	return false;
}

/* Below the article, with its credits and tags. */
static bool is_foot(const nx_html_page *page, uint32_t node, const struct evidence *e)
{
	if (e->words & NX_CLASS_WORD_FOOT)
		return true;
	return page->tree.nodes[node].tag == NX_TAG_FOOTER && is_in_article(page, node);
}

static bool is_protected(const nx_html_page *page, uint32_t node)
{
	uint64_t total = page->prose[page->lines.count];

	return total && (uint64_t)nx_html_node_prose(page, node) * 100 >= total * PROTECTED_SHARE;
}

static bool is_furniture(
	const nx_html_page *page, uint32_t node, const struct evidence *e, bool headline)
{
	switch (page->tree.nodes[node].tag) {
	case NX_TAG_NAV:
	case NX_TAG_ASIDE:
	case NX_TAG_FOOTER:
	case NX_TAG_MENU:
	case NX_TAG_SEARCH:
	case NX_TAG_FORM:
		return true;
	case NX_TAG_HEADER:
		/* One with the page's headline is the head of the article. */
		return !headline && !is_in_article(page, node);
	default:
		return e->hidden || (e->words & NX_CLASS_WORD_FURNITURE && !headline);
	}
}

static uint8_t marks_of(const nx_html_page *page, uint32_t node, bool headline)
{
	const nx_html_node *n = &page->tree.nodes[node];
	struct evidence e = examine(nx_html_node_content(&page->tree, node));
	uint8_t marks = 0;

	marks |= e.words & NX_CLASS_WORD_CONTENT ? NX_NODE_CONTENT : 0;
	/* A whole post may be called after its author or its picture. */
	if (e.words & (NX_CLASS_WORD_BYLINE | NX_CLASS_WORD_DATE | NX_CLASS_WORD_PICTURE) &&
		nx_html_node_prose(page, node) == 0) {
		marks |= e.words & NX_CLASS_WORD_PICTURE && !headline ? NX_NODE_CAPTION : 0;
		marks |= e.words & NX_CLASS_WORD_BYLINE ? NX_NODE_BYLINE : 0;
		marks |= e.words & NX_CLASS_WORD_DATE ? NX_NODE_DATE : 0;
	}
	if (e.words & NX_CLASS_WORD_CAPTION || n->tag == NX_TAG_FIGCAPTION)
		marks |= NX_NODE_CAPTION;
	if (e.article_body)
		marks |= NX_NODE_ARTICLE_BODY | NX_NODE_CONTENT;
	if (marks & NX_NODE_CAPTION && is_protected(page, node))
		marks &= (uint8_t)~NX_NODE_CAPTION;
	if (!e.article_body && is_furniture(page, node, &e, headline) && !is_protected(page, node))
		marks |= is_foot(page, node, &e) ? NX_NODE_FOOT : NX_NODE_OFF;
	return marks;
}

void nx_html_furniture_mark(nx_html_page *page)
{
	const nx_html_node *nodes = page->tree.nodes;
	uint32_t count = page->tree.count, i, headline = 0;

	for (i = 0; i < count; i++) {
		uint8_t around = nodes[i].parent == NX_HTML_ROOT ? 0 : page->marks[nodes[i].parent];

		page->marks[i] = around & (uint8_t) ~(NX_NODE_CONTENT | NX_NODE_ARTICLE_BODY);
		if (nodes[i].tag == NX_TAG_NONE || around & NX_NODE_OFF)
			continue;
		/* The next first-level heading at or behind this node. */
		for (headline = headline < i ? i : headline;
			headline < count && nodes[headline].tag != NX_TAG_H1; headline++)
			;
		page->marks[i] |= marks_of(page, i, headline < nodes[i].end);
	}
}
