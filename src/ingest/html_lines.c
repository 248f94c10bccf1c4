#include "ingest/html_lines.h"

#include <stdlib.h>
#include <string.h>

#include "newsidx/arena.h"

struct walk {
	nx_html_lines *lines;
	const nx_html_tree *tree;
	uint32_t open[NX_HTML_DEPTH]; /* nodes around the present one */
	size_t depth;
	uint32_t block; /* innermost */
	int links, preformatted;
	bool space; /* stands before the next word */
	bool in_line;
	nx_html_flow flow;
	bool failed;
};

static void end_line(struct walk *w)
{
	nx_html_line *line;

	w->space = false;
	if (!w->in_line)
		return;
	line = &w->lines->items[w->lines->count++];
	line->n = (uint32_t)(w->lines->text.n - line->at);
	nx_buf_addc(&w->lines->text, '\n');
	w->in_line = false;
}

static void begin_line(struct walk *w, uint32_t node)
{
	nx_html_lines *lines = w->lines;
	nx_html_line *items =
		nx_vec_room(lines->items, lines->count, &lines->cap, sizeof *lines->items);

	if (!items) {
		w->failed = true;
		return;
	}
	lines->items = items;
	items[lines->count] =
		(nx_html_line){ .at = (uint32_t)lines->text.n, .first = node, .block = w->block };
	w->in_line = true;
	w->space = false;
}

/* Length of the white space at byte `i`: of ASCII, or NO-BREAK SPACE. */
static size_t space_at(nx_str s, size_t i)
{
	if (nx_html_is_space(s.p[i]))
		return 1;
	return s.p[i] == '\xC2' && i + 1 < s.n && s.p[i + 1] == '\xA0' ? 2 : 0;
}

static void count_word(struct walk *w, nx_str word)
{
	nx_html_line *line = &w->lines->items[w->lines->count];
	uint32_t cps = w->space;
	size_t i;

	for (i = 0; i < word.n; i++) {
		char c = word.p[i];

		cps += (c & 0xC0) != 0x80;
		line->commas += c == ',' || c == '.' ||
				(c == '\xD8' && i + 1 < word.n && word.p[i + 1] == '\x8C');
	}
	line->cps += cps;
	if (w->links)
		line->link_cps += cps;
}

static void add_word(struct walk *w, uint32_t node, nx_str word)
{
	static const nx_str mark = { "\xEF\xBB\xBF", 3 };

	if (!w->in_line) {
		/* Files that were pasted together have byte order marks inside. */
		if (nx_str_starts(word, mark))
			word = nx_str_slice(word, mark.n, word.n);
		if (word.n == 0)
			return;
		begin_line(w, node);
	}
	if (w->failed)
		return;
	count_word(w, word);
	if (w->space)
		nx_buf_addc(&w->lines->text, ' ');
	nx_buf_add(&w->lines->text, word);
	w->space = false;
}

static void add_text(struct walk *w, uint32_t node, nx_str s)
{
	nx_html_flow flow = w->preformatted ? NX_HTML_KEEP_LINES : w->flow;
	size_t i = 0, start, n;
	int feeds;

	while (i < s.n && !w->failed) {
		for (feeds = 0; i < s.n && (n = space_at(s, i)) > 0; i += n) {
			feeds += s.p[i] == '\n';
			w->space = true;
		}
		if ((feeds && flow == NX_HTML_KEEP_LINES) ||
			(feeds > 1 && flow == NX_HTML_KEEP_BLANK))
			end_line(w);
		for (start = i; i < s.n && space_at(s, i) == 0; i++)
			;
		if (i > start)
			add_word(w, node, nx_str_slice(s, start, i));
	}
}

static bool is_link(const nx_html_tree *tree, uint32_t i)
{
	return tree->nodes[i].tag == NX_TAG_A && nx_html_node_attribute(tree, i, "href").p;
}

static bool is_preformatted(const nx_html_tree *tree, uint32_t i)
{
	nx_str style;
	size_t at;

	if (tree->nodes[i].tag == NX_TAG_PRE || tree->nodes[i].tag == NX_TAG_XMP)
		return true;
	style = nx_html_node_attribute(tree, i, "style");
	at = style.p ? nx_str_find(style, NX_STR("white-space:"), 0) : (size_t)-1;
	return at != (size_t)-1 &&
	       nx_str_starts(nx_str_trim(nx_str_slice(style, at + 12, style.n)), NX_STR("pre"));
}

static bool is_block(const nx_html_tree *tree, uint32_t i)
{
	return nx_html_tag_flags((nx_html_tag)tree->nodes[i].tag) & NX_HTML_BLOCK;
}

/* Leave the elements that end before node `i`. */
static void leave(struct walk *w, uint32_t i)
{
	const nx_html_node *nodes = w->tree->nodes;

	while (w->depth && nodes[w->open[w->depth - 1]].end <= i) {
		uint32_t left = w->open[--w->depth];

		w->links -= is_link(w->tree, left);
		w->preformatted -= is_preformatted(w->tree, left);
		if (!is_block(w->tree, left))
			continue;
		end_line(w);
		for (left = nodes[left].parent; left != NX_HTML_ROOT && !is_block(w->tree, left);
			left = nodes[left].parent)
			;
		w->block = left;
	}
}

/* Returns the node to go on with. */
static uint32_t visit(struct walk *w, uint32_t i)
{
	const nx_html_node *node = &w->tree->nodes[i];

	if (node->tag == NX_TAG_NONE) {
		add_text(w, i, nx_html_node_content(w->tree, i));
		return i + 1;
	}
	if (nx_html_tag_flags((nx_html_tag)node->tag) & NX_HTML_SKIP) {
		w->space = true;
		return node->end;
	}
	if (node->tag == NX_TAG_BR || is_block(w->tree, i))
		end_line(w);
	if (node->end == i + 1)
		return i + 1;
	if (is_block(w->tree, i))
		w->block = i;
	w->links += is_link(w->tree, i);
	w->preformatted += is_preformatted(w->tree, i);
	w->open[w->depth++] = i;
	return i + 1;
}

nx_status nx_html_lines_read(
	nx_html_lines *lines, const nx_html_tree *tree, nx_html_flow flow, nx_error *err)
{
	struct walk *w = calloc(1, sizeof *w);
	bool failed = w == NULL;
	uint32_t i = 0;

	if (w) {
		w->lines = lines;
		w->tree = tree;
		w->flow = flow;
		w->block = NX_HTML_ROOT;
		while (i < tree->count && !w->failed) {
			leave(w, i);
			i = visit(w, i);
		}
		end_line(w);
		failed = w->failed || lines->text.failed;
	}
	free(w);
	return failed ? nx_fail(err, NX_ERR_NOMEM, "out of memory for the lines of a page") : NX_OK;
}

void nx_html_lines_release(nx_html_lines *lines)
{
	free(lines->items);
	nx_buf_release(&lines->text);
	*lines = (nx_html_lines)NX_HTML_LINES_INIT;
}

nx_str nx_html_line_text(const nx_html_lines *lines, uint32_t line)
{
	const nx_html_line *item = &lines->items[line];

	return nx_str_slice(nx_buf_str(&lines->text), item->at, item->at + item->n);
}

uint32_t nx_html_line_at(const nx_html_lines *lines, uint32_t node)
{
	uint32_t low = 0, high = lines->count;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (lines->items[mid].first < node)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}
