/* From page text that has lost its HTML to an article. */
#ifndef NEWSIDX_EXTRACT_H
#define NEWSIDX_EXTRACT_H

#include "newsidx/article.h"
#include "newsidx/furniture.h"

/* Find title, publication date, source, byline, section, tags and body in `page`,
 * UTF-8 text with one block a line, and put them into `article`.
 *
 * Fields that the article already has (from front matter, say) are kept. `article`
 * must have been initialised; strings are copied into its arena. Lines that
 * `furniture` knows of the article's source are left out, and the page's lines are
 * counted there; it may be NULL. Returns NX_OK also for a page without an article in
 * it: then body and title are empty. */
nx_status nx_extract_page(nx_article *article, nx_str page, nx_furniture *furniture, nx_error *err);

/* Give an article that has no date the day from which its title and body count, if
 * they leave no doubt of it, with NX_ORIGIN_INFERRED. NX_OK or NX_ERR_NOMEM. */
nx_status nx_extract_infer_date(nx_article *article, nx_error *err);

#endif
