/* The elements of a page, in a flat array. */
#ifndef NX_INGEST_HTML_TREE_H
#define NX_INGEST_HTML_TREE_H

#include "ingest/html_tag.h"

/* Elements may be open at the same time; deeper ones are taken as brothers of those
 * above, as in browsers. Source: Chromium, maximumHTMLParserDOMTreeDepth. */
#define NX_HTML_DEPTH 512
/* Nodes of one page; the greatest that were seen have some 50,000. */
#define NX_HTML_NODES (1u << 21)

typedef struct nx_html_node {
	uint32_t parent; /* NX_HTML_ROOT at the top */
	uint32_t end;    /* the node behind its last descendant */
	uint32_t at, n;  /* of the content in nx_html_tree.text */
	uint8_t tag;     /* nx_html_tag; NX_TAG_NONE is a text */
} nx_html_node;

#define NX_HTML_ROOT UINT32_MAX

typedef struct nx_html_tree {
	nx_buf text; /* of the texts, and the attributes: name NUL value NUL */
	nx_html_node *nodes;
	uint32_t count;
	size_t cap;
	size_t cut; /* byte, about, where the reading stopped at a limit, else 0 */
} nx_html_tree;

/* Read a page or a fragment of less than 2 GiB, UTF-8 whatever it says of itself, with
 * the parser of libxml2. It stops at NX_HTML_NODES, and where a hostile page would
 * keep it busy. Returns NX_OK or NX_ERR_NOMEM; either way the tree is to be released. */
nx_status nx_html_tree_read(nx_html_tree *tree, nx_str html, nx_error *err);
void nx_html_tree_release(nx_html_tree *tree);

/* The text of a text node, references resolved; of an element the attributes. */
nx_str nx_html_node_content(const nx_html_tree *tree, uint32_t node);
/* Cut the next attribute off *attributes; names are lower case, an attribute without
 * value has an empty one. The name of a custom element comes first, as the value of an
 * attribute without name. False at the end. */
bool nx_html_attribute(nx_str *attributes, nx_str *name, nx_str *value);
/* The value of one attribute, NX_STR_NULL when it is not there. */
nx_str nx_html_node_attribute(const nx_html_tree *tree, uint32_t node, const char *name);
/* Append the text of the node and its descendants, at most about `most` bytes, as one
 * line. What is never text of the page is left out unless `node` is it. */
void nx_html_node_text(const nx_html_tree *tree, uint32_t node, size_t most, nx_buf *out);

#endif
