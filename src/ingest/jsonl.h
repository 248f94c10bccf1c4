/* One line of JSON lines. */
#ifndef NX_INGEST_JSONL_H
#define NX_INGEST_JSONL_H

#include "newsidx/article.h"

/* Put what the JSON object in `line`, line `number` of its file, says into
 * `article`, which must be as after nx_article_init(). A date that
 * cannot be read is in *bad_date, in the article's arena, else NX_STR_NULL.
 * NX_ERR_FORMAT with line, column and reason when `line` is not a JSON object in
 * UTF-8, or has no key that newsidx knows; the article is then as it was. */
nx_status nx_jsonl_article(
	nx_article *article, nx_str line, uint64_t number, nx_str *bad_date, nx_error *err);

#endif
