/* What a page says of itself in meta elements, microdata, RDFa, microformats and the
 * marks of its theme. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ingest/clean.h"
#include "ingest/html_json.h"
#include "ingest/html_page.h"
#include "ingest/html_text.h"

/* Longer values are no headline, name or list of tags. */
#define VALUE_BYTES 2000
#define FACTS 4096
/* A byline or a date in an element of its own. */
#define SHORT_CPS 90
#define SHORT_LINES 3
/* Nodes in which a person's name is looked for. */
#define NAME_REACH 30

void nx_html_fact_add(
	nx_html_page *page, nx_html_field field, int rank, uint32_t node, nx_str value)
{
	nx_buf plain = NX_BUF_INIT, line = NX_BUF_INIT;
	nx_html_fact *facts;

	if (value.n == 0 || value.n > VALUE_BYTES || page->fact_count >= FACTS)
		return;
	/* Some sites escape twice. */
	if (nx_html_is_in(value) && nx_html_text(&plain, value, NULL) == NX_OK)
		value = nx_buf_str(&plain);
	nx_clean_line(&line, value);
	value = nx_str_trim(nx_buf_str(&line));
	facts = nx_vec_room(page->facts, page->fact_count, &page->fact_cap, sizeof *page->facts);
	if (facts)
		page->facts = facts;
	else
		page->arena.failed = true;
	if (facts && value.n) {
		facts[page->fact_count] = (nx_html_fact){ field, rank, node,
			nx_arena_str(&page->arena, value), page->fact_count };
		page->fact_count++;
	}
	page->arena.failed |= plain.failed || line.failed;
	nx_buf_release(&plain);
	nx_buf_release(&line);
}

static void add_text(
	nx_html_page *page, nx_html_field field, int rank, uint32_t node, uint32_t shown)
{
	nx_buf text = NX_BUF_INIT;

	nx_html_node_text(&page->tree, node, VALUE_BYTES, &text);
	page->arena.failed |= text.failed;
	nx_html_fact_add(page, field, rank, shown, nx_buf_str(&text));
	nx_buf_release(&text);
}

static nx_str attribute(const nx_html_page *page, uint32_t node, const char *name)
{
	return nx_html_node_attribute(&page->tree, node, name);
}

/* "schema:datePublished" and "http://schema.org/datePublished" are datePublished. */
static nx_str bare_name(nx_str name)
{
	size_t at = nx_str_find(name, NX_STR("schema.org/"), 0);

	if (at != (size_t)-1)
		return nx_str_slice(name, at + 11, name.n);
	return nx_str_starts(name, NX_STR("schema:")) ? nx_str_slice(name, 7, name.n) : name;
}

static void read_meta(nx_html_page *page, uint32_t node)
{
	static const char *const names[] = { "property", "name", "itemprop" };
	nx_str content = attribute(page, node, "content"), rest, name;
	nx_html_field field;
	bool found = false;
	int rank;
	size_t i;

	for (i = 0; i < sizeof names / sizeof *names && content.p && !found; i++) {
		rest = attribute(page, node, names[i]);
		while (!found && rest.n && nx_str_split(&rest, ' ', &name))
			found = nx_html_meta_find(bare_name(name), &field, &rank);
	}
	/* Microdata is about the item that it stands in. */
	if (found)
		nx_html_fact_add(page, field, rank * NX_RANK_META,
			i == sizeof names / sizeof *names ? node : NX_HTML_ROOT, content);
}

static void read_link(nx_html_page *page, uint32_t node)
{
	if (nx_html_same(attribute(page, node, "rel"), "canonical"))
		nx_html_fact_add(page, NX_HTML_URL, NX_RANK_CANONICAL, NX_HTML_ROOT,
			attribute(page, node, "href"));
}

/* The machine's way to write what the element says, if it has one. */
static nx_str machine_value(const nx_html_page *page, uint32_t node)
{
	static const char *const names[] = { "content", "datetime" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		nx_str value = attribute(page, node, names[i]);

		if (nx_str_trim(value).n)
			return value;
	}
	return NX_STR_NULL;
}

/* Is it the name in a microdata item or a microformat's card? */
static bool is_name(const nx_html_page *page, uint32_t node)
{
	nx_str rest = attribute(page, node, "class"), word;

	if (nx_html_same(attribute(page, node, "itemprop"), "name") ||
		nx_html_same(attribute(page, node, "rel"), "author"))
		return true;
	while (rest.n && nx_str_split(&rest, ' ', &word))
		if (nx_html_same(word, "fn"))
			return true;
	return false;
}

/* The name within a person or an organization, the node itself without one. */
static uint32_t name_within(const nx_html_page *page, uint32_t node)
{
	uint32_t i, end = page->tree.nodes[node].end;

	for (i = node + 1; i < end && i < node + NAME_REACH; i++)
		if (page->tree.nodes[i].n && page->tree.nodes[i].tag != NX_TAG_NONE &&
			is_name(page, i))
			return i;
	return node;
}

/* itemprop (microdata) and property (RDFa) of an element that the page shows. */
static bool read_item(nx_html_page *page, uint32_t node, nx_str names)
{
	nx_str name, value;
	nx_html_field field;
	uint32_t holder = node;
	int rank;

	while (names.n && nx_str_split(&names, ' ', &name)) {
		if (!nx_html_meta_find(bare_name(name), &field, &rank))
			continue;
		/* Of items within the article, not of the article: "name", "url", "title". */
		if (field == NX_HTML_URL || (rank >= 4 && field != NX_HTML_DATE))
			continue;
		if (field == NX_HTML_AUTHOR || field == NX_HTML_SOURCE)
			holder = name_within(page, node);
		value = machine_value(page, holder);
		if (value.p)
			nx_html_fact_add(page, field, rank * NX_RANK_META + 1, node, value);
		else
			add_text(page, field, rank * NX_RANK_META + 1, holder, node);
		return true;
	}
	return false;
}

static void read_time(nx_html_page *page, uint32_t node)
{
	nx_str value = machine_value(page, node);
	nx_str class = attribute(page, node, "class");
	unsigned words = nx_html_class_marks(class);
	bool publication = attribute(page, node, "pubdate").p || words & NX_CLASS_WORD_DATE;
	int rank = publication ? NX_RANK_TIME : NX_RANK_TIME_ALONE;
	nx_html_field field = NX_HTML_DATE;

	if (class.n && nx_str_find(class, NX_STR("updated"), 0) != (size_t)-1 &&
		!(words & NX_CLASS_WORD_DATE))
		field = NX_HTML_MODIFIED;
	if (value.p)
		nx_html_fact_add(page, field, rank, node, value);
	else
		add_text(page, field, rank, node, node);
}

/* hAtom: <abbr class="published" title="2012-03-10T08:00:00+03:00">. */
static void read_abbreviated(nx_html_page *page, uint32_t node)
{
	nx_str title = attribute(page, node, "title");

	if (title.n && nx_html_class_marks(attribute(page, node, "class")) & NX_CLASS_WORD_DATE)
		nx_html_fact_add(page, NX_HTML_DATE, NX_RANK_TIME, node, title);
}

static void read_anchor(nx_html_page *page, uint32_t node)
{
	nx_str rest = attribute(page, node, "rel"), word;

	while (rest.n && nx_str_split(&rest, ' ', &word)) {
		if (nx_html_same(word, "tag"))
			add_text(page, NX_HTML_TAG_LIST, NX_RANK_TAG_LINK, node, NX_HTML_ROOT);
		else if (nx_html_same(word, "author"))
			add_text(page, NX_HTML_AUTHOR, NX_RANK_BYLINE, node, node);
	}
}

/* The first line of an element that is called after the author or the date. */
static void read_short(
	nx_html_page *page, uint32_t node, unsigned mark, nx_html_field field, int rank)
{
	uint32_t parent = page->tree.nodes[node].parent, line = nx_html_line_at(&page->lines, node),
		 end = nx_html_line_at(&page->lines, page->tree.nodes[node].end);

	if (!(page->marks[node] & mark) || (parent != NX_HTML_ROOT && page->marks[parent] & mark))
		return;
	if (!(nx_html_tag_flags((nx_html_tag)page->tree.nodes[node].tag) & NX_HTML_BLOCK) ||
		name_within(page, node) != node)
		add_text(page, field, rank, name_within(page, node), node);
	else if (line < end && end - line <= SHORT_LINES &&
		 page->lines.items[line].cps <= SHORT_CPS)
		nx_html_fact_add(page, field, rank, node, nx_html_line_text(&page->lines, line));
}

static void read_element(nx_html_page *page, uint32_t node)
{
	nx_str names = attribute(page, node, "itemprop");
	bool read;

	read = names.n && read_item(page, node, names);
	names = attribute(page, node, "property");
	read |= names.n && read_item(page, node, names);
	if (read)
		return;
	if (page->tree.nodes[node].tag == NX_TAG_TIME)
		read_time(page, node);
	else if (page->tree.nodes[node].tag == NX_TAG_A)
		read_anchor(page, node);
	else
		read_abbreviated(page, node);
	if (!(page->marks[node] & NX_NODE_OFF)) {
		read_short(page, node, NX_NODE_BYLINE, NX_HTML_AUTHOR, NX_RANK_BYLINE);
		read_short(page, node, NX_NODE_DATE, NX_HTML_DATE, NX_RANK_DATE_LINE);
	}
}

void nx_html_facts_collect(nx_html_page *page)
{
	nx_buf title = NX_BUF_INIT;
	uint32_t i;

	for (i = 0; i < page->tree.count; i++) {
		switch (page->tree.nodes[i].tag) {
		case NX_TAG_NONE:
			break;
		case NX_TAG_META:
			read_meta(page, i);
			break;
		case NX_TAG_LINK:
			read_link(page, i);
			break;
		case NX_TAG_TITLE: /* a later one is that of a picture */
			if (title.n == 0)
				nx_html_node_text(&page->tree, i, VALUE_BYTES, &title);
			break;
		default:
			if (page->tree.nodes[i].n)
				read_element(page, i);
		}
	}
	page->head_title = nx_arena_str(&page->arena, nx_str_trim(nx_buf_str(&title)));
	page->arena.failed |= title.failed;
	nx_buf_release(&title);
}

static int compare(const void *a, const void *b)
{
	const nx_html_fact *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

void nx_html_facts_sort(nx_html_page *page)
{
	if (page->fact_count)
		qsort(page->facts, page->fact_count, sizeof *page->facts, compare);
}

const nx_html_fact *nx_html_fact_next(const nx_html_page *page, nx_html_field field, size_t *i)
{
	while (*i < page->fact_count) {
		const nx_html_fact *fact = &page->facts[(*i)++];

		if (fact->field == field &&
			(fact->node == NX_HTML_ROOT || !(page->marks[fact->node] & NX_NODE_OFF)))
			return fact;
	}
	return NULL;
}
