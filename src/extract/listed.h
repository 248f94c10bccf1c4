/* What an article lists beside its text: captions, sub-headings, a second title. */
#ifndef NX_EXTRACT_LISTED_H
#define NX_EXTRACT_LISTED_H

#include "extract/anatomy.h"
#include "newsidx/article.h"

/* Add the legends of pictures to those that the article has. */
nx_status nx_captions_collect(nx_article *article, const nx_lines *lines, nx_error *err);
/* The sub-headings that the article has are known from markup: those that are lines of
 * the body stay. Without any, lines that look like them are taken. */
nx_status nx_subheadings_collect(nx_article *article, const nx_lines *lines, nx_error *err);
/* The headline that says something else than the title; NX_STR_NULL for none. */
nx_str nx_second_title_find(const nx_lines *lines, const nx_anatomy *anatomy);

#endif
