/* An article: what is left of a page when its furniture is gone. */
#ifndef NEWSIDX_ARTICLE_H
#define NEWSIDX_ARTICLE_H

#include "newsidx/arena.h"
#include "newsidx/date.h"

/* Where a date comes from, in falling order of trust. */
typedef enum nx_date_origin {
	NX_ORIGIN_NONE = 0,
	NX_ORIGIN_METADATA, /* a field of the dump or front matter */
	NX_ORIGIN_DATELINE, /* a date line of the page's head */
	NX_ORIGIN_TEXT,     /* a date in the article's first words */
	NX_ORIGIN_INFERRED, /* worked out from what the text says */
	NX_ORIGIN_FILENAME
} nx_date_origin;

/* "metadata", "dateline", "text", "inferred", "filename"; NULL for NONE. */
const char *nx_date_origin_name(nx_date_origin origin);

/* All strings live in the article's arena. An absent value is NX_STR_NULL. */
typedef struct nx_article {
	nx_arena arena;
	nx_str docno; /* the id that a dump gives its article */
	nx_str title;
	nx_str alternative_title; /* another wording of it, or a line beside it */
	nx_date date;
	nx_date_origin date_origin;
	nx_str dateline; /* the place from which the report comes, as printed */
	nx_str source;   /* the paper, agency or site */
	nx_str author;   /* the byline as printed */
	nx_str section;
	nx_str url;
	nx_str *tags;               /* once each, in order of appearance */
	struct nx_tag_set *tag_set; /* to know a tag again; in the arena */
	size_t tag_count, tag_cap;
	nx_str captions;    /* of its pictures, one a line; not in the body */
	nx_str subheadings; /* lines of the body that are, one a line */
	nx_str body;        /* paragraphs and sub-headings, one a line */
} nx_article;

void nx_article_init(nx_article *article);
void nx_article_release(nx_article *article);
/* Add a tag unless one with the same fold is there; false without memory. */
bool nx_article_add_tag(nx_article *article, nx_str tag);
/* Captions and sub-headings are lists, one a line, of at most NX_LISTED_MOST: a page with
 * more is an album or a table. Add a line that is not there yet, else return false. */
#define NX_LISTED_MOST 100
bool nx_listed_add(nx_buf *list, nx_str line);
bool nx_listed_has(nx_str list, nx_str line);
/* Put the list into a field of the article, NX_STR_NULL if it is empty, and release it. */
nx_status nx_listed_keep(nx_article *article, nx_str *field, nx_buf *list, nx_error *err);
/* True when there is neither a title nor a body to find. */
bool nx_article_is_empty(const nx_article *article);

#endif
