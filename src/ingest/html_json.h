/* JSON as pages hold it. */
#ifndef NX_INGEST_HTML_JSON_H
#define NX_INGEST_HTML_JSON_H

#include <jansson.h>

#include "newsidx/buf.h"

/* Read JSON as it should be or, failing that, as it was meant: with line feeds and
 * quotation marks inside strings, commas before brackets, comments, CDATA marks and
 * quotes written "&quot;". NULL when that fails too; else to be freed with
 * json_decref(). */
json_t *nx_html_json(nx_str text);

#endif
