/* One page of HTML while its article is looked for. */
#ifndef NX_INGEST_HTML_PAGE_H
#define NX_INGEST_HTML_PAGE_H

#include "ingest/html_lines.h"
#include "ingest/html_words.h"
#include "newsidx/arena.h"
#include "newsidx/article.h"
#include "newsidx/furniture.h"

/* Something that the page says of itself. */
typedef struct nx_html_fact {
	nx_html_field field;
	int rank;      /* the least is the most trusted */
	uint32_t node; /* whose text it is, NX_HTML_ROOT for data that is not shown */
	nx_str value;  /* one line, in the page's arena */
	size_t order;  /* in which it was found */
} nx_html_fact;

/* Ranks that code gives; those of html_meta.tsv are times ten, and one more on an
 * element that the page shows. */
enum {
	NX_RANK_LINKED_DATA = 5,
	NX_RANK_LINKED_PAGE = 8, /* of the page, not of its article */
	NX_RANK_CANONICAL = 10,
	NX_RANK_META = 10,
	NX_RANK_PUBLISHER = 15,
	NX_RANK_SITE = 18,
	NX_RANK_TAG_LINK = 25,
	NX_RANK_TITLE_SITE = 27,  /* what <title> has beside the headline */
	NX_RANK_AUTHOR_SITE = 32, /* an author that is an organization */
	NX_RANK_TIME = 40,
	NX_RANK_BYLINE = 50,
	NX_RANK_WEAK = 60, /* from here on what the page shows is better */
	NX_RANK_TIME_ALONE = 65,
	NX_RANK_DATE_LINE = 68,
	NX_RANK_ELSEWHERE = 100 /* on top, for what stands away from the article */
};

/* What an element is, by its tag and the words of its attributes. */
enum {
	NX_NODE_OFF = 1 << 0, /* it, or what is around it, is not the article's */
	NX_NODE_CAPTION = 1 << 1,
	NX_NODE_BYLINE = 1 << 2,
	NX_NODE_DATE = 1 << 3,
	NX_NODE_CONTENT = 1 << 4,
	NX_NODE_ARTICLE_BODY = 1 << 5, /* schema.org's */
	NX_NODE_FOOT = 1 << 6          /* below the article, and about it */
};

/* Where the article stands. */
typedef struct nx_html_main {
	uint32_t container;  /* NX_HTML_ROOT: all of the page */
	uint32_t scope;      /* the element around container and headline */
	uint32_t start, end; /* lines of the article, its head included */
	uint32_t body;       /* the first line of the container */
	uint32_t title;      /* a line, or UINT32_MAX */
} nx_html_main;

typedef struct nx_html_page {
	nx_html_tree tree;
	nx_html_lines lines;
	uint8_t *marks;   /* NX_NODE_* of each node; all but what makes content go down
	                   * to descendants */
	uint32_t *prose;  /* sum of the weight of running text in the lines before each */
	uint64_t *hashes; /* of each line's fold, 0 for lines too long for a headline */
	nx_arena arena;
	nx_html_fact *facts;
	size_t fact_count, fact_cap;
	nx_str head_title;   /* of <title> */
	nx_str article_body; /* of linked data, any number of lines */
	nx_html_main main;
} nx_html_page;

/* Read the page. Returns NX_OK or NX_ERR_NOMEM; either way it is to be released. */
nx_status nx_html_page_read(nx_html_page *page, nx_str html, nx_error *err);
void nx_html_page_release(nx_html_page *page);

/* Marks of what is around the line. */
unsigned nx_html_line_marks(const nx_html_page *page, uint32_t line);
/* Is the line none of the article's? */
bool nx_html_line_is_off(const nx_html_page *page, uint32_t line);
/* Weight of running text in the line, and in the lines of an element. */
uint32_t nx_html_line_prose(const nx_html_page *page, uint32_t line);
uint32_t nx_html_node_prose(const nx_html_page *page, uint32_t node);
/* Is the line a link, or nearly so? */
bool nx_html_line_is_link(const nx_html_line *line);
/* Hash of a text's fold, 0 without letters and digits. */
uint64_t nx_html_fold_hash(nx_str text);
/* The share, in percent, of the words of the shorter text that the other has. */
int nx_html_likeness(nx_str a, nx_str b);

/* Furniture and content: fills marks (html_furniture.c). */
void nx_html_furniture_mark(nx_html_page *page);

/* Metadata (html_facts.c, html_linked_data.c). A value is cleaned and copied; an empty
 * one is no fact. */
void nx_html_fact_add(
	nx_html_page *page, nx_html_field field, int rank, uint32_t node, nx_str value);
void nx_html_facts_collect(nx_html_page *page);
void nx_html_linked_data_collect(nx_html_page *page);
/* The best facts of a field come first. */
void nx_html_facts_sort(nx_html_page *page);
/* The next fact of the field from *i on, past the furniture; NULL when there is none. */
const nx_html_fact *nx_html_fact_next(const nx_html_page *page, nx_html_field field, size_t *i);

/* The headline (html_title.c): fills article->title unless the page's looks must
 * tell, and adds what the <title> says of the site to the facts. */
void nx_html_title_choose(nx_html_page *page, nx_article *article);
/* A title without what may be the names of section and site. */
nx_str nx_html_title_bare(const nx_html_page *page, nx_str title);
/* A second title, when the title is known, and captions and headings, when it is known
 * where the article stands (html_listed.c). */
void nx_html_second_title_choose(nx_html_page *page, nx_article *article);
void nx_html_listed_choose(const nx_html_page *page, nx_article *article);
/* The other fields (html_fields.c). `weak` is a date that loses against one that the
 * page shows. */
void nx_html_fields_choose(const nx_html_page *page, nx_article *article, nx_date *weak);
/* `weak` authors are for articles that show none. */
void nx_html_author_choose(const nx_html_page *page, nx_article *article, bool weak);
nx_status nx_html_tags_choose(const nx_html_page *page, nx_article *article, nx_error *err);

/* Where the article stands (html_main.c): fills main; `title` may be empty. Facts that
 * stand elsewhere lose their rank. NX_OK or NX_ERR_NOMEM. */
nx_status nx_html_main_find(nx_html_page *page, nx_str title, nx_error *err);
/* The lines of the article without furniture, its title among them, for the extractor
 * of pages (html_main_text.c); `article` has the fields that metadata gave. */
void nx_html_main_text(const nx_html_page *page, const nx_article *article, nx_buf *out);

/* The whole way, from a page to its article, initialised before (html_article.c). *cut
 * is the byte behind which the page was not read, else 0. NX_OK also for a page
 * without an article, or NX_ERR_NOMEM. */
nx_status nx_html_article(
	nx_article *article, nx_str html, nx_furniture *furniture, size_t *cut, nx_error *err);

#endif
