/* HTML as text, where a value holds a fragment of it. */
#ifndef NX_INGEST_HTML_TEXT_H
#define NX_INGEST_HTML_TEXT_H

#include "newsidx/buf.h"

/* Does the text hold HTML: a tag that HTML knows, a comment, a CDATA section or a
 * character reference? Text with a lone '<' or '&' in it does not. */
bool nx_html_is_in(nx_str text);

/* Append what a reader of the fragment sees to `out`: blocks, line breaks, list
 * items and cells as lines, no tags, comments, scripts or styles, references
 * resolved. `html` is well-formed UTF-8.
 *
 * Where the fragment has no blocks, its line feeds part lines; where it has neither
 * paragraphs nor line breaks, empty lines do. A fragment that is all escaped ("&lt;p
 * &gt;") is read once more. What lies behind a limit of html_tree.h is left out. Returns
 * NX_OK or NX_ERR_NOMEM. */
nx_status nx_html_text(nx_buf *out, nx_str html, nx_error *err);

#endif
