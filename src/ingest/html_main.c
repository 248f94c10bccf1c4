/* Where the article stands on the page. Every line of running text speaks for the
 * elements around it, the further the less; the best element holds the body. The idea
 * is that of Arc90's Readability; the weights were found on Arabic news pages. */
#include <stdlib.h>
#include <string.h>

#include "ingest/html_page.h"

/* How far a line's weight goes up, and what part of it is left at each step. */
#define REACH 8
#define FADE 0.75F
/* How much more an element counts that says it holds the article. */
#define FOR_ARTICLE_BODY 3.0F
#define FOR_CONTENT 1.25F
#define FOR_ARTICLE 1.15F
#define FOR_ROOT 0.9F
/* Of several <article> elements each with that share of the text, in percent, the one
 * with the headline is the article. */
#define ARTICLE_SHARE 15
/* Lines between headline and body. */
#define HEAD_LINES 40

/* The element that is spoken for by a line: not the paragraph, but what holds it. */
static uint32_t holder_of(const nx_html_page *page, uint32_t line)
{
	uint32_t node = page->lines.items[line].block;

	while (node != NX_HTML_ROOT) {
		nx_html_tag tag = (nx_html_tag)page->tree.nodes[node].tag;

		if (tag != NX_TAG_P && tag != NX_TAG_LI && tag != NX_TAG_BLOCKQUOTE &&
			!(nx_html_tag_flags(tag) & (NX_HTML_HEADING | NX_HTML_LIST)) &&
			nx_html_tag_flags(tag) & NX_HTML_BLOCK)
			break;
		node = page->tree.nodes[node].parent;
	}
	return node;
}

static float bonus(const nx_html_page *page, uint32_t node)
{
	float factor = 1;

	if (node == NX_HTML_ROOT)
		return FOR_ROOT;
	if (page->marks[node] & NX_NODE_ARTICLE_BODY)
		factor = FOR_ARTICLE_BODY;
	else if (page->marks[node] & NX_NODE_CONTENT)
		factor = FOR_CONTENT;
	if (page->tree.nodes[node].tag == NX_TAG_ARTICLE)
		factor *= FOR_ARTICLE;
	return factor;
}

/* What is around the element and has lines of its own. */
static uint32_t block_around(const nx_html_page *page, uint32_t node)
{
	do
		node = page->tree.nodes[node].parent;
	while (node != NX_HTML_ROOT &&
		!(nx_html_tag_flags((nx_html_tag)page->tree.nodes[node].tag) & NX_HTML_BLOCK));
	return node;
}

static uint32_t node_end(const nx_html_page *page, uint32_t node)
{
	return node == NX_HTML_ROOT ? page->tree.count : page->tree.nodes[node].end;
}

static uint32_t first_line(const nx_html_page *page, uint32_t node)
{
	return node == NX_HTML_ROOT ? 0 : nx_html_line_at(&page->lines, node);
}

static uint32_t last_line(const nx_html_page *page, uint32_t node)
{
	return nx_html_line_at(&page->lines, node_end(page, node));
}

static bool has_title(const nx_html_page *page, uint32_t node, uint64_t title)
{
	uint32_t i, end = last_line(page, node);

	for (i = first_line(page, node); i < end; i++)
		if (page->hashes[i] == title && !nx_html_line_is_off(page, i))
			return true;
	return false;
}

/* On a page that goes on with other articles, the one with the headline. */
static uint32_t article_of_many(const nx_html_page *page, uint64_t title)
{
	uint64_t total = page->prose[page->lines.count];
	uint32_t found = NX_HTML_ROOT, i;
	size_t articles = 0;

	for (i = 0; title && i < page->tree.count; i++) {
		if ((page->tree.nodes[i].tag != NX_TAG_ARTICLE &&
			    !(page->marks[i] & NX_NODE_ARTICLE_BODY)) ||
			page->marks[i] & NX_NODE_OFF ||
			(uint64_t)nx_html_node_prose(page, i) * 100 < total * ARTICLE_SHARE)
			continue;
		articles++;
		if (found == NX_HTML_ROOT && has_title(page, i, title))
			found = i;
		i = page->tree.nodes[i].end - 1;
	}
	return articles > 1 ? found : NX_HTML_ROOT;
}

/* The element within `scope` that has the most running text close below it. */
static nx_status find_container(nx_html_page *page, uint32_t scope, nx_error *err)
{
	uint32_t root = page->tree.count, i, node, end = last_line(page, scope);
	float *score = calloc(root + 1u, sizeof *score), best = 0, weight;

	if (!score)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory for the elements of a page");
	page->main.container = scope;
	for (i = first_line(page, scope); i < end; i++) {
		weight = (float)nx_html_line_prose(page, i);
		if (weight <= 0 || nx_html_line_is_off(page, i) ||
			nx_html_line_marks(page, i) & NX_NODE_CAPTION)
			continue;
		node = holder_of(page, i);
		for (int step = 0; step < REACH; step++, weight *= FADE) {
			score[node == NX_HTML_ROOT ? root : node] += weight;
			if (node == scope || node == NX_HTML_ROOT)
				break;
			node = block_around(page, node);
		}
	}
	for (i = 0; i <= root; i++) {
		node = i < root ? i : NX_HTML_ROOT;
		if (score[i] > 0 && score[i] * bonus(page, node) > best) {
			best = score[i] * bonus(page, node);
			page->main.container = node;
		}
	}
	free(score);
	return NX_OK;
}

/* What follows the container and is of its kind: the rest of a text that an
 * advertisement parts. */
static uint32_t end_with_siblings(const nx_html_page *page)
{
	uint32_t container = page->main.container, end, limit, i;
	const nx_html_node *nodes = page->tree.nodes, *own;
	nx_str class;

	if (container == NX_HTML_ROOT)
		return page->lines.count;
	own = &nodes[container];
	class = nx_html_node_attribute(&page->tree, container, "class");
	limit = node_end(page, own->parent);
	end = own->end;
	for (i = own->end; i < limit; i = nodes[i].end) {
		bool paragraph = nodes[i].tag == NX_TAG_P || nodes[i].tag == NX_TAG_BLOCKQUOTE;
		nx_str other = nx_html_node_attribute(&page->tree, i, "class");

		if (page->marks[i] & (NX_NODE_OFF | NX_NODE_FOOT) || nodes[i].tag == NX_TAG_NONE ||
			nx_html_node_prose(page, i) == 0)
			continue;
		if (!paragraph &&
			(nodes[i].tag != own->tag || class.n == 0 || !nx_str_eq(class, other)))
			break;
		end = nodes[i].end;
	}
	return nx_html_line_at(&page->lines, end);
}

/* The headline over the body: the nearest line of that wording before the first
 * running text of the container. */
static uint32_t find_title(const nx_html_page *page, uint64_t title)
{
	uint32_t i = page->main.body, end = last_line(page, page->main.container);

	while (i < end && (nx_html_line_prose(page, i) == 0 || nx_html_line_is_off(page, i)) &&
		page->hashes[i] != title)
		i++;
	for (i = i < end ? i + 1 : end; title && i-- > 0;)
		if (page->hashes[i] == title && !nx_html_line_is_off(page, i))
			return i;
	return UINT32_MAX;
}

/* The innermost element around both the container and the headline's line. */
static uint32_t scope_of(const nx_html_page *page)
{
	uint32_t node = page->main.container, first;

	if (page->main.title == UINT32_MAX)
		return node == NX_HTML_ROOT ? node : block_around(page, node);
	first = page->lines.items[page->main.title].first;
	while (node != NX_HTML_ROOT && !(node < first && first < node_end(page, node)))
		node = page->tree.nodes[node].parent;
	return node;
}

/* What stands away from the article is about another one, if about any. */
static void demote_facts(nx_html_page *page)
{
	uint32_t scope = page->main.scope;

	for (size_t i = 0; i < page->fact_count && scope != NX_HTML_ROOT; i++) {
		nx_html_fact *fact = &page->facts[i];

		if (fact->node != NX_HTML_ROOT &&
			(fact->node < scope || fact->node >= node_end(page, scope)))
			fact->rank += NX_RANK_ELSEWHERE;
	}
}

nx_status nx_html_main_find(nx_html_page *page, nx_str title, nx_error *err)
{
	uint64_t hash = nx_html_fold_hash(title);
	nx_html_main *main = &page->main;
	uint32_t i, between = 0;
	nx_status st;

	st = find_container(page, article_of_many(page, hash), err);
	if (st != NX_OK)
		return st;
	main->body = main->start = first_line(page, main->container);
	main->end = end_with_siblings(page);
	main->title = find_title(page, hash);
	if (main->title != UINT32_MAX) {
		for (i = main->title + 1; i < main->body; i++)
			between += !nx_html_line_is_off(page, i);
		if (between <= HEAD_LINES)
			main->start = main->title + 1;
		if (main->body < main->start)
			main->body = main->start;
	}
	main->scope = scope_of(page);
	demote_facts(page);
	return NX_OK;
}
