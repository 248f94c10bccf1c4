#include "ingest/html_tree.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include "ingest/clean.h"
#include "ingest/html_mend.h"
#include "newsidx/arena.h"

/* libxml2 compares the attributes of a tag with one another, and a misplaced tag with all
 * that is open, so that half a megabyte can take ten seconds, a whole one forty. So many
 * comparisons are allowed for a page, of which the most that were seen needed 71; a
 * megabyte of the worst kind then takes 0.8 seconds. */
#define WORK 20000000
/* Fewer attributes of one tag are not counted. */
#define ATTRIBUTES 64
/* About what the parser keeps of different names; no page was seen with 1,000 bytes of
 * them. It passes over attributes with yet other names, which could be too many before
 * they are counted, and comes to no end with such an element. */
#define NAMES_LIMIT 20000

/* The parser is to see no text before an element: it would make a paragraph of it. */
static const nx_str prefix = { "<body>", 6 };

/* The tree while it is built. */
struct builder {
	nx_html_tree *tree;
	htmlParserCtxtPtr xml;
	uint32_t open[NX_HTML_DEPTH]; /* nodes, outermost first */
	size_t depth;
	size_t too_deep; /* elements that are open and not among them */
	size_t repeated; /* attributes of the present tag */
	size_t work;
	const xmlChar *unnamed; /* where a name was missed last */
	bool names_full;
	bool in_text; /* the last node is a text that may go on */
	bool stopped, failed;
};

/* Nothing more goes into the tree. */
static void stop(struct builder *b)
{
	if (b->stopped)
		return;
	b->stopped = true;
	b->tree->cut = b->xml->input->consumed + (size_t)(b->xml->input->cur - b->xml->input->base);
}

/* Not while the parser reads a text, which it would go on with behind its end. */
static void halt_if_stopped(struct builder *b)
{
	if (b->stopped)
		xmlStopParser(b->xml);
}

static void spend(struct builder *b, size_t work)
{
	b->work += work;
	if (b->work > WORK || b->names_full)
		stop(b);
	halt_if_stopped(b);
}

static bool is_name(const char *name, const void *other)
{
	return name && other && strcmp(name, other) == 0;
}

/* What it says is not printed, only counted. */
static void on_error(void *user, xmlError *error)
{
	struct builder *b = user;
	const xmlChar *at = b->xml->input->cur;

	switch (error->code) {
	case XML_ERR_TAG_NAME_MISMATCH:
		/* Not the end tag within a script. */
		if (error->str2 || !is_name(error->str1, b->xml->name))
			spend(b, (size_t)b->xml->nameNr);
		break;
	case XML_HTML_STRUCURE_ERROR:
		if (!is_name(error->str1, "DOCTYPE"))
			spend(b, (size_t)b->xml->nameNr);
		break;
	case XML_ERR_ATTRIBUTE_REDEFINED:
		spend(b, ++b->repeated);
		break;
	case XML_ERR_NAME_REQUIRED:
		/* The name of an element, which it looks at again and again. */
		if (at == b->unnamed && xmlDictGetUsage(b->xml->dict) > NAMES_LIMIT) {
			xmlDictSetLimit(b->xml->dict, xmlDictGetUsage(b->xml->dict));
			b->names_full = true;
		}
		b->unnamed = at;
		break;
	default:
		break;
	}
}

static nx_html_node *add_node(struct builder *b, nx_html_tag tag)
{
	nx_html_tree *tree = b->tree;
	nx_html_node *nodes, *node;

	if (tree->count == NX_HTML_NODES)
		stop(b);
	if (b->stopped)
		return NULL;
	nodes = nx_vec_room(tree->nodes, tree->count, &tree->cap, sizeof *tree->nodes);
	if (!nodes) {
		b->failed = true;
		stop(b);
		return NULL;
	}
	tree->nodes = nodes;
	node = &nodes[tree->count++];
	*node = (nx_html_node){ .parent = b->depth ? b->open[b->depth - 1] : NX_HTML_ROOT,
		.end = tree->count,
		.at = (uint32_t)tree->text.n,
		.tag = (uint8_t)tag };
	b->in_text = tag == NX_TAG_NONE;
	return node;
}

static void add_attribute(nx_buf *out, const xmlChar *name, const xmlChar *value)
{
	nx_buf_adds(out, (const char *)name);
	nx_buf_addc(out, '\0');
	nx_buf_adds(out, value ? (const char *)value : "");
	nx_buf_addc(out, '\0');
}

static void on_start(void *user, const xmlChar *name, const xmlChar **attributes)
{
	struct builder *b = user;
	nx_html_tag tag = nx_html_tag_of(nx_str_from((const char *)name));
	unsigned flags = nx_html_tag_flags(tag);
	nx_buf *text = &b->tree->text;
	nx_html_node *node;
	size_t n = 0;

	b->repeated = 0;
	if (flags & NX_HTML_NO_NODE || !(node = add_node(b, tag)))
		goto done;
	if (tag == NX_TAG_CUSTOM)
		add_attribute(text, (const xmlChar *)"", name);
	for (; attributes && attributes[2 * n]; n++)
		add_attribute(text, attributes[2 * n], attributes[2 * n + 1]);
	node->n = (uint32_t)(text->n - node->at);
	if (flags & NX_HTML_VOID)
		goto done;
	if (b->depth == NX_HTML_DEPTH)
		b->too_deep++;
	else
		b->open[b->depth++] = b->tree->count - 1;
done:
	/* The parser may have made up a paragraph, for a text that it reads. */
	if (attributes || (tag != NX_TAG_P && !(flags & NX_HTML_NO_NODE)))
		spend(b, n > ATTRIBUTES ? n * n : 0);
}

static void close_last(struct builder *b)
{
	b->tree->nodes[b->open[--b->depth]].end = b->tree->count;
	b->in_text = false;
}

/* Each start comes with an end. */
static void on_end(void *user, const xmlChar *name)
{
	struct builder *b = user;
	nx_html_tag tag = nx_html_tag_of(nx_str_from((const char *)name));

	if (nx_html_tag_flags(tag) & (NX_HTML_NO_NODE | NX_HTML_VOID))
		return;
	if (b->too_deep)
		b->too_deep--;
	else if (b->depth)
		close_last(b);
}

static void on_text(void *user, const xmlChar *text, int n)
{
	struct builder *b = user;

	if (b->stopped || (!b->in_text && !add_node(b, NX_TAG_NONE)))
		return;
	nx_buf_add(&b->tree->text, (nx_str){ (const char *)text, (size_t)n });
	b->tree->nodes[b->tree->count - 1].n += (uint32_t)n;
}

static bool parse(struct builder *b, nx_str html)
{
	b->xml = htmlCreateMemoryParserCtxt(html.p, (int)html.n);
	if (!b->xml)
		return false;
	memset(b->xml->sax, 0, sizeof *b->xml->sax);
	b->xml->sax->startElement = on_start;
	b->xml->sax->endElement = on_end;
	b->xml->sax->characters = b->xml->sax->ignorableWhitespace = on_text;
	b->xml->sax->cdataBlock = on_text; /* of scripts and styles */
	b->xml->sax->serror = on_error;
	b->xml->sax->initialized = XML_SAX2_MAGIC;
	b->xml->userData = b;
	htmlCtxtUseOptions(b->xml, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
					   HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC);
	xmlSwitchEncoding(b->xml, XML_CHAR_ENCODING_UTF8);
	xmlDictSetLimit(b->xml->dict, NAMES_LIMIT);
	htmlParseDocument(b->xml);
	/* Nothing but lack of memory stops it. */
	b->failed |= b->xml->disableSAX && !b->stopped;
	htmlFreeParserCtxt(b->xml);
	return !b->failed;
}

nx_status nx_html_tree_read(nx_html_tree *tree, nx_str html, nx_error *err)
{
	struct builder *b = calloc(1, sizeof *b);
	nx_buf mended = NX_BUF_INIT;
	bool ok = b != NULL;

	*tree = (nx_html_tree){ .text = NX_BUF_INIT };
	nx_buf_add(&mended, prefix);
	nx_html_mend(&mended, html);
	if (ok && !mended.failed && mended.n < INT_MAX) {
		b->tree = tree;
		ok = parse(b, nx_buf_str(&mended));
		while (b->depth)
			close_last(b);
	}
	ok = ok && !mended.failed && mended.n < INT_MAX && !tree->text.failed;
	nx_buf_release(&mended);
	free(b);
	return ok ? NX_OK : nx_fail(err, NX_ERR_NOMEM, "out of memory for the elements of a page");
}

void nx_html_tree_release(nx_html_tree *tree)
{
	free(tree->nodes);
	nx_buf_release(&tree->text);
	*tree = (nx_html_tree){ .text = NX_BUF_INIT };
}

nx_str nx_html_node_content(const nx_html_tree *tree, uint32_t node)
{
	const nx_html_node *n = &tree->nodes[node];

	return nx_str_slice(nx_buf_str(&tree->text), n->at, n->at + n->n);
}

bool nx_html_attribute(nx_str *attributes, nx_str *name, nx_str *value)
{
	return attributes->n && nx_str_split(attributes, '\0', name) &&
	       nx_str_split(attributes, '\0', value);
}

nx_str nx_html_node_attribute(const nx_html_tree *tree, uint32_t node, const char *name)
{
	nx_str rest, found, value;

	if (tree->nodes[node].tag == NX_TAG_NONE)
		return NX_STR_NULL;
	rest = nx_html_node_content(tree, node);
	while (nx_html_attribute(&rest, &found, &value))
		if (nx_str_eq(found, nx_str_from(name)))
			return value;
	return NX_STR_NULL;
}

void nx_html_node_text(const nx_html_tree *tree, uint32_t node, size_t most, nx_buf *out)
{
	nx_buf text = NX_BUF_INIT;
	uint32_t i = node, end = tree->nodes[node].end;

	while (i < end && text.n < most) {
		const nx_html_node *n = &tree->nodes[i];
		unsigned flags = nx_html_tag_flags((nx_html_tag)n->tag);

		if (n->tag == NX_TAG_NONE)
			nx_buf_add(&text, nx_html_node_content(tree, i));
		else if (flags & (NX_HTML_BLOCK | NX_HTML_VOID))
			nx_buf_addc(&text, ' ');
		i = flags & NX_HTML_SKIP && i != node ? n->end : i + 1;
	}
	out->failed |= text.failed;
	nx_clean_line(out, nx_buf_str(&text));
	nx_buf_release(&text);
}
