/* The tags that the page lists. */
#ifndef NX_EXTRACT_TAGS_H
#define NX_EXTRACT_TAGS_H

#include "extract/anatomy.h"
#include "newsidx/article.h"

/* Add the tags in the lines of that role to the article, whose title and body
 * are there: where a list has lost its separators, their phrases tell the tags apart. */
nx_status nx_tags_collect(nx_article *article, const nx_lines *lines, nx_error *err);

#endif
