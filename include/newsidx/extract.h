/* From page text that has lost its HTML to an article. */
#ifndef NEWSIDX_EXTRACT_H
#define NEWSIDX_EXTRACT_H

#include "newsidx/article.h"
#include "newsidx/furniture.h"

/* Find title, its second wording, publication date, dateline, source, byline, section,
 * tags, captions, sub-headings and body in `page`, UTF-8 text with one block a line, and
 * put them into `article`.
 *
 * Fields that the article already has (from front matter, say) are kept; captions are
 * added to, and of sub-headings those stay that are lines of the body. `article`
 * must have been initialised; strings are copied into its arena. Lines that
 * `furniture` knows of the article's source are left out, and the page's lines are
 * counted there; it may be NULL. Returns NX_OK also for a page without an article in
 * it: then body and title are empty. */
nx_status nx_extract_page(nx_article *article, nx_str page, nx_furniture *furniture, nx_error *err);

/* Give an article that has no dateline the place with which its body opens, if the
 * opening is made like a dateline. NX_OK or NX_ERR_NOMEM. */
nx_status nx_extract_dateline(nx_article *article, nx_error *err);
/* The place in what a dump calls a dateline, location or city, which may hold a date and
 * an agency too; a part of it, or NX_STR_NULL. */
nx_str nx_extract_place(nx_str dateline);

/* Give an article that has no date the day from which its title and body count, if
 * they leave no doubt of it, with NX_ORIGIN_INFERRED. NX_OK or NX_ERR_NOMEM. */
nx_status nx_extract_infer_date(nx_article *article, nx_error *err);

/* Two headlines that say the same: folded, one is the other or its first words. */
bool nx_extract_same_headline(nx_str a, nx_str b);

#endif
