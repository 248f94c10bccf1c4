/* What a user types, as a tree. Parsing touches no database. */
#ifndef NEWSIDX_QUERY_H
#define NEWSIDX_QUERY_H

#include <stdint.h>

#include "newsidx/arena.h"

typedef enum nx_node_kind {
	NX_NODE_AND,
	NX_NODE_OR,
	NX_NODE_NOT,     /* one child */
	NX_NODE_WORD,    /* terms: one, or several that must stand side by side */
	NX_NODE_PHRASE,  /* terms: as written, side by side */
	NX_NODE_ENTITY,  /* text: a name */
	NX_NODE_SOURCE,  /* text: a paper, agency or site */
	NX_NODE_TAG,     /* text: a tag */
	NX_NODE_MENTIONS /* text: a day, month, year, or a range; first_day, last_day */
} nx_node_kind;

/* One word of the query: its folded form and its stem, never empty. */
typedef struct nx_term {
	nx_str fold;
	nx_str stem;
} nx_term;

typedef struct nx_node {
	nx_node_kind kind;
	bool in_title; /* word or phrase: look in titles only */
	nx_str text;   /* as typed, without quotes and field name */
	nx_term *terms;
	size_t term_count;
	int32_t first_day, last_day; /* Julian day numbers, both included */
	struct nx_node **children;
	size_t child_count, child_cap;
} nx_node;

typedef enum nx_match {
	NX_MATCH_ALL, /* every word must be there */
	NX_MATCH_ANY  /* one is enough, more rank higher */
} nx_match;

typedef struct nx_query {
	nx_arena arena; /* owns the tree */
	nx_node *root;  /* NULL: everything matches */
	nx_buf notes;   /* what the user should be told, one sentence a line */
} nx_query;

void nx_query_init(nx_query *query);
void nx_query_release(nx_query *query);

/* Parse `text`, UTF-8 of at most 1 MB: words, "phrases" and their like in any
 * quotation marks, -word, and the fields entity: source: tag: title: mentions: before
 * a word or a phrase; mentions: takes what nx_date_parse() reads, and "from..to". Anything else is text; bidi controls are dropped. With NX_MATCH_ANY
 * words and phrases are alternatives, the words of a phrase too; fields and
 * exclusions bind all the same.
 *
 * `query` must have been initialised. Errors: NX_ERR_QUERY, with the byte, when
 * nothing in the text can be searched for; NX_ERR_NOMEM. */
nx_status nx_query_parse(nx_query *query, nx_str text, nx_match match, nx_error *err);

/* Demand a name, source or tag besides what the query says. */
nx_status nx_query_require(nx_query *query, nx_node_kind kind, nx_str text, nx_error *err);

/* Does the query ask for a name, so that a lexicon is needed to answer it? */
bool nx_query_asks_names(const nx_query *query);

/* Append the tree as an s-expression: (and (word "fold") (not (phrase "a" "b"))). */
void nx_query_print(nx_buf *out, const nx_query *query);

#endif
