/* Parts of a page: head and foot, text with marks, the plot of time. */
#ifndef NX_OUTPUT_HTML_H
#define NX_OUTPUT_HTML_H

#include "newsidx/output.h"

/* Append s as text or the value of an attribute in double quotes: what HTML gives a
 * meaning is escaped, what it does not allow (controls, malformed UTF-8) is U+FFFD. */
void html_text(nx_buf *out, nx_str s);
/* Append an address as the value of an attribute: RFC 3986, what it does not allow as %XX. */
void html_url(nx_buf *out, nx_str s);
/* html_text() with <mark> around the spans, which are in order. */
void html_marked(nx_buf *out, nx_str s, const nx_span *marks, size_t count);

/* Everything up to the contents of <main>. Nothing in the page is loaded or run. */
void html_open(nx_buf *out, nx_str title);
void html_close(nx_buf *out);

/* A bar a month, or a year when they are many, the first at the right. */
void html_chart(nx_buf *out, const nx_overview *overview);

/* The counts of the whole result, a list of values each. */
void html_facets(nx_buf *out, const nx_facets *facets);
/* The begin of a group of articles. */
void html_group(nx_buf *out, nx_print *print);

#endif
