#include "ingest/html_tree.h"

#include <stdlib.h>

#include "ingest/clean.h"
#include "newsidx/arena.h"

/* The tree while it is built. */
struct builder {
	nx_html_tree *tree;
	uint32_t open[NX_HTML_DEPTH]; /* nodes, outermost first */
	size_t depth;
	uint32_t opened[NX_HTML_TAG_COUNT];   /* of each tag among them */
	uint32_t too_deep[NX_HTML_TAG_COUNT]; /* whose end tags are still to come */
};

static nx_html_tag open_tag(const struct builder *b, size_t i)
{
	return (nx_html_tag)b->tree->nodes[b->open[i]].tag;
}

/* Close the elements from `depth` on. */
static void close_from(struct builder *b, size_t depth)
{
	while (b->depth > depth) {
		b->depth--;
		b->opened[open_tag(b, b->depth)]--;
		b->tree->nodes[b->open[b->depth]].end = b->tree->count;
	}
}

static bool is_row_group(nx_html_tag tag)
{
	return tag == NX_TAG_TBODY || tag == NX_TAG_THEAD || tag == NX_TAG_TFOOT;
}

/* Does the element that begins end an open one of that tag, and do elements of that
 * tag keep it from looking further out? HTML standard, "optional tags". */
static bool ends_open(nx_html_tag begins, nx_html_tag open)
{
	switch (begins) {
	case NX_TAG_LI:
		return open == NX_TAG_LI;
	case NX_TAG_DT:
	case NX_TAG_DD:
		return open == NX_TAG_DT || open == NX_TAG_DD;
	case NX_TAG_TD:
	case NX_TAG_TH:
		return open == NX_TAG_TD || open == NX_TAG_TH;
	case NX_TAG_TR:
		return open == NX_TAG_TD || open == NX_TAG_TH || open == NX_TAG_TR;
	case NX_TAG_TBODY:
	case NX_TAG_THEAD:
	case NX_TAG_TFOOT:
		return open == NX_TAG_TD || open == NX_TAG_TH || open == NX_TAG_TR ||
		       is_row_group(open);
	case NX_TAG_OPTION:
		return open == NX_TAG_OPTION;
	case NX_TAG_A:
		return open == NX_TAG_A;
	default:
		return open == NX_TAG_P && nx_html_tag_flags(begins) & NX_HTML_BLOCK;
	}
}

static bool stops_search(nx_html_tag begins, nx_html_tag open)
{
	unsigned flags = nx_html_tag_flags(open);

	if (begins == NX_TAG_TD || begins == NX_TAG_TH || begins == NX_TAG_TR ||
		is_row_group(begins))
		return open == NX_TAG_TABLE;
	if (begins == NX_TAG_LI)
		return flags & (NX_HTML_LIST | NX_HTML_SCOPE);
	if (begins == NX_TAG_DT || begins == NX_TAG_DD)
		return open == NX_TAG_DL || flags & NX_HTML_SCOPE;
	if (begins == NX_TAG_A)
		return flags & NX_HTML_BLOCK;
	return flags & NX_HTML_SCOPE;
}

/* Close what the start tag ends without saying so: the outermost such element before
 * one that stops the search. */
static void close_implied(struct builder *b, nx_html_tag begins)
{
	size_t found = b->depth, i;

	if (!(nx_html_tag_flags(begins) & NX_HTML_BLOCK) && begins != NX_TAG_A &&
		begins != NX_TAG_OPTION)
		return;
	/* Most blocks can only end a paragraph, and mostly none is open. */
	if (ends_open(begins, NX_TAG_P) && b->opened[NX_TAG_P] == 0)
		return;
	for (i = b->depth; i-- > 0;) {
		nx_html_tag open = open_tag(b, i);

		if (ends_open(begins, open))
			found = i;
		else if (stops_search(begins, open))
			break;
		/* The nearest paragraph, link or item is the only one. */
		if (found == i && begins != NX_TAG_TR && !is_row_group(begins))
			break;
	}
	close_from(b, found);
}

/* How far out an end tag may reach. */
static bool stops_end(nx_html_tag ends, nx_html_tag open)
{
	unsigned flags = nx_html_tag_flags(ends), around = nx_html_tag_flags(open);

	if (flags & NX_HTML_BLOCK && !(flags & NX_HTML_SCOPE) && ends != NX_TAG_TR &&
		!is_row_group(ends))
		return around & NX_HTML_SCOPE;
	if (flags & NX_HTML_BLOCK)
		return open == NX_TAG_TABLE && ends != NX_TAG_TABLE;
	return around & NX_HTML_BLOCK;
}

static void end_element(struct builder *b, nx_html_tag tag)
{
	size_t i;

	if (b->too_deep[tag]) {
		b->too_deep[tag]--;
		return;
	}
	/* A form that is opened and closed in different cells closes with its parent. */
	if (b->opened[tag] == 0 || (tag == NX_TAG_FORM && open_tag(b, b->depth - 1) != tag))
		return;
	for (i = b->depth; i-- > 0;) {
		if (open_tag(b, i) == tag) {
			close_from(b, i);
			return;
		}
		if (stops_end(tag, open_tag(b, i)))
			return;
	}
}

static nx_html_node *add_node(struct builder *b, nx_html_tag tag, nx_str source)
{
	nx_html_tree *tree = b->tree;
	nx_html_node *nodes =
			     nx_vec_room(tree->nodes, tree->count, &tree->cap, sizeof *tree->nodes),
		     *node;

	if (!nodes)
		return NULL;
	tree->nodes = nodes;
	node = &nodes[tree->count];
	*node = (nx_html_node){ .parent = b->depth ? b->open[b->depth - 1] : NX_HTML_ROOT,
		.end = tree->count + 1,
		.at = (uint32_t)(source.p ? source.p - tree->html.p : 0),
		.n = (uint32_t)source.n,
		.tag = (uint8_t)tag };
	tree->count++;
	return node;
}

static bool start_element(struct builder *b, const nx_html_token *token)
{
	unsigned flags = nx_html_tag_flags(token->tag);
	uint32_t node = b->tree->count;

	if (flags & NX_HTML_NO_NODE)
		return true;
	close_implied(b, token->tag);
	if (!add_node(b, token->tag, token->attributes))
		return false;
	/* A stray "<div/>" is an open div to browsers; pages written out as XML mean
	 * an empty one, and so does everybody else who writes it. */
	if (flags & NX_HTML_VOID || token->self_closing)
		return true;
	if (b->depth == NX_HTML_DEPTH) {
		b->too_deep[token->tag]++;
		return true;
	}
	b->open[b->depth++] = node;
	b->opened[token->tag]++;
	return true;
}

static bool take(struct builder *b, const nx_html_token *token)
{
	nx_html_node *node;

	if (token->kind == NX_HTML_START_TAG)
		return start_element(b, token);
	if (token->kind == NX_HTML_TEXT) {
		node = add_node(b, NX_TAG_NONE, token->text);
		if (node)
			node->verbatim = token->verbatim;
		return node != NULL;
	}
	if (token->tag == NX_TAG_BR) /* "</br>" breaks the line too */
		return add_node(b, NX_TAG_BR, NX_STR_NULL) != NULL;
	end_element(b, token->tag);
	return true;
}

nx_status nx_html_tree_read(nx_html_tree *tree, nx_str html, nx_error *err)
{
	nx_html_lexer lexer = NX_HTML_LEXER(html);
	struct builder *b = calloc(1, sizeof *b);
	nx_html_token token;
	bool ok = b != NULL;

	*tree = (nx_html_tree){ .html = html };
	if (b)
		b->tree = tree;
	while (ok && nx_html_next(&lexer, &token) != NX_HTML_END) {
		if (tree->count == NX_HTML_NODES) {
			tree->cut = lexer.pos;
			break;
		}
		ok = take(b, &token);
	}
	if (b)
		close_from(b, 0);
	free(b);
	return ok ? NX_OK : nx_fail(err, NX_ERR_NOMEM, "out of memory for the elements of a page");
}

void nx_html_tree_release(nx_html_tree *tree)
{
	free(tree->nodes);
	*tree = (nx_html_tree){ .html = tree->html };
}

nx_str nx_html_node_source(const nx_html_tree *tree, uint32_t node)
{
	const nx_html_node *n = &tree->nodes[node];

	return nx_str_slice(tree->html, n->at, n->at + n->n);
}

nx_str nx_html_node_attribute(const nx_html_tree *tree, uint32_t node, const char *name)
{
	if (tree->nodes[node].tag == NX_TAG_NONE || tree->nodes[node].n == 0)
		return NX_STR_NULL;
	return nx_html_attribute_of(nx_html_node_source(tree, node), name);
}

void nx_html_node_text(const nx_html_tree *tree, uint32_t node, size_t most, nx_buf *out)
{
	nx_buf text = NX_BUF_INIT;
	uint32_t i = node, end = tree->nodes[node].end;

	while (i < end && text.n < most) {
		const nx_html_node *n = &tree->nodes[i];
		unsigned flags = nx_html_tag_flags((nx_html_tag)n->tag);

		if (n->tag == NX_TAG_NONE && n->verbatim)
			nx_buf_add(&text, nx_html_node_source(tree, i));
		else if (n->tag == NX_TAG_NONE)
			nx_html_unescape(&text, nx_html_node_source(tree, i));
		else if (flags & (NX_HTML_BLOCK | NX_HTML_VOID))
			nx_buf_addc(&text, ' ');
		i = flags & NX_HTML_SKIP && i != node ? n->end : i + 1;
	}
	out->failed |= text.failed;
	nx_clean_line(out, nx_buf_str(&text));
	nx_buf_release(&text);
}
