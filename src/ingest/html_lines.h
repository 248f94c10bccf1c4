/* The lines of a page as a reader sees them, before anything is known of what they
 * are to the article. */
#ifndef NX_INGEST_HTML_LINES_H
#define NX_INGEST_HTML_LINES_H

#include "ingest/html_tree.h"

typedef struct nx_html_line {
	uint32_t at, n;    /* in nx_html_lines.text */
	uint32_t first;    /* the text node that it begins with; grows from line to line */
	uint32_t block;    /* the innermost block around its beginning, or NX_HTML_ROOT */
	uint32_t cps;      /* code points */
	uint32_t link_cps; /* of these, in links */
	uint32_t commas;   /* and full stops */
} nx_html_line;

typedef struct nx_html_lines {
	nx_buf text; /* a LF behind each line */
	nx_html_line *items;
	uint32_t count;
	size_t cap;
} nx_html_lines;

#define NX_HTML_LINES_INIT                                                                         \
	{                                                                                          \
		NX_BUF_INIT, NULL, 0, 0                                                            \
	}

/* What the line feeds of the source are. */
typedef enum nx_html_flow {
	NX_HTML_FLOW = 0,   /* white space, but in what is preformatted */
	NX_HTML_KEEP_BLANK, /* an empty line parts paragraphs */
	NX_HTML_KEEP_LINES
} nx_html_flow;

/* Append the lines of the tree: blocks, line breaks, list items and cells begin one;
 * white space and NO-BREAK SPACE are one space, none at the ends. Returns NX_OK or
 * NX_ERR_NOMEM; either way the lines are to be released. */
nx_status nx_html_lines_read(
	nx_html_lines *lines, const nx_html_tree *tree, nx_html_flow flow, nx_error *err);
void nx_html_lines_release(nx_html_lines *lines);

nx_str nx_html_line_text(const nx_html_lines *lines, uint32_t line);
/* The first line that begins at or behind the node. */
uint32_t nx_html_line_at(const nx_html_lines *lines, uint32_t node);

#endif
