/* When the article was published. */
#ifndef NX_EXTRACT_PUBLISHED_H
#define NX_EXTRACT_PUBLISHED_H

#include "extract/anatomy.h"
#include "newsidx/article.h"

/* The date that the head of the page gives, or a dateline in the first paragraph;
 * NX_ORIGIN_NONE with NX_DATE_NONE when neither has one. Dates of the running text,
 * of furniture and of the tail are never taken. */
nx_date_origin nx_published_find(nx_date *out, const nx_lines *lines, const nx_anatomy *anatomy);

#endif
