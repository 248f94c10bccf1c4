/* Markdown with front matter, as text and record. */
#ifndef NX_INGEST_MARKDOWN_H
#define NX_INGEST_MARKDOWN_H

#include "newsidx/article.h"

/* What front matter told beside its values. */
typedef struct nx_front_matter {
	nx_str body;     /* the text after it; all of the text when there is none */
	nx_str bad_date; /* date that cannot be read, in the article's arena */
	size_t bad_line; /* line of the file where it stops making sense, or 0 */
	char why[128];   /* the reason for that */
} nx_front_matter;

/* Read YAML between two lines "---" at the start of `text`, UTF-8 with LF, into
 * the fields of `article`. Values below the first level are ignored. Malformed
 * YAML is no failure: keys before `bad_line` count. NX_OK or NX_ERR_NOMEM. */
nx_status nx_front_matter_read(
	nx_article *article, nx_str text, nx_front_matter *out, nx_error *err);

/* Append what a reader of `markdown` (CommonMark) sees to `out`, one block a line:
 * no markup, no HTML tags; a list item, a line of code, the caption of an image is
 * a line. If `title` is empty, the first heading of level 1 goes there too. *titled
 * says whether a heading with the title stands in `out`; others that repeat it are
 * left out. NX_OK or NX_ERR_NOMEM. */
nx_status nx_markdown_text(
	nx_buf *out, nx_buf *title, bool *titled, nx_str markdown, nx_error *err);

/* Both, then the article from what is left. *front is filled in. */
nx_status nx_markdown_article(
	nx_article *article, nx_str text, nx_front_matter *front, nx_error *err);

#endif
