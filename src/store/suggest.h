/* What a word of a query should perhaps have been. */
#ifndef NX_STORE_SUGGEST_H
#define NX_STORE_SUGGEST_H

#include "store/hit.h"

#define PROPOSALS 5 /* of one word, the best */

typedef struct proposal {
	nx_str text;       /* to be written in the place of the word; in the list's arena */
	unsigned distance; /* as of nx_spelling_distance() */
	int64_t articles;  /* that have it */
	bool is_fold;      /* the text is a word of the index, not yet as it is printed */
} proposal;

typedef struct proposals {
	nx_arena *arena;
	proposal items[PROPOSALS];
	size_t count;
} proposals;

/* Keep `p` if it is one of the best: a nearer one before one that more articles have, and
 * a few letters' difference for ten times as many. Its text is copied. */
void proposals_add(proposals *list, proposal p);

/* suggest_vocabulary.c: words of the index that are spelt nearly as `fold`; with `far` also
 * those with errors in both halves, which take as long again. */
nx_status vocabulary_near(nx_store *store, nx_str fold, bool far, proposals *list, nx_error *err);
/* Append the word of the index as most of a few articles that have it spell it. */
nx_status vocabulary_printed(nx_store *store, nx_str fold, nx_buf *out, nx_error *err);

/* A word or phrase of the query that should perhaps have been another. */
typedef struct site {
	nx_node *node;
	size_t term;  /* of the node, or SITE_WHOLE */
	nx_node *and; /* the node behind, when the two are joined into one word */
	nx_str raw;   /* what is replaced, as typed */
	proposals list;
} site;

#define SITE_WHOLE ((size_t)-1)
#define SITES 8 /* of one query */
#define SPELT 3 /* words of one query, each of which takes some 20 ms */

typedef struct sites {
	nx_arena *arena; /* of the query */
	site items[SITES];
	size_t count;
	size_t spelt; /* words that were looked for in the vocabulary */
} sites;

/* suggest_sites.c: the next place, NULL when there is no room; it is kept if it has proposals. */
site *site_new(sites *all, nx_node *node, size_t term, nx_str raw);
void site_keep(sites *all, const site *one);
/* A node of the words of `text`. */
nx_node site_words(sites *all, nx_str text);
/* The text with another word in the place of `word`, which is a part of it. */
nx_str site_with_word(const site *one, nx_str text, nx_str word, nx_str other);

/* suggest_fields.c: what the value of a field could be, which no article has. */
nx_status sites_add_field(
	sites *all, nx_store *store, const nx_lexicon *lexicon, nx_node *node, nx_error *err);
/* suggest_names.c: the same of a name. */
nx_status propose_names(site *one, nx_store *store, const nx_lexicon *lexicon, nx_error *err);

/* suggest_words.c: what the words of a node, which no article or hardly one has, could be:
 * words that `least` articles have, two that were written together, the other keyboard. */
nx_status sites_add(sites *all, nx_store *store, const nx_lexicon *lexicon, nx_node *node,
	int64_t least, nx_error *err);
/* Two words side by side that could be one. */
nx_status sites_add_joined(
	sites *all, nx_store *store, nx_node *first, nx_node *second, nx_error *err);
/* Write the proposal into the tree; `saved` holds what was there. */
typedef struct saved_nodes {
	nx_node first, second;
} saved_nodes;
bool site_apply(sites *all, const site *one, const proposal *p, saved_nodes *saved);
void site_restore(const site *one, const saved_nodes *saved);
/* Append `text` with the proposal in the place of each such word; false when none is there. A
 * field that is not in the text, because it was an option, is written behind it. */
bool site_write(nx_buf *out, nx_str text, const site *one, nx_str proposed);

/* suggest_parts.c: append a part of the query as one would type it. */
void part_describe(nx_buf *out, const nx_node *node);
/* Append the value of a field, in quotation marks where it needs them. */
void part_add_value(nx_buf *out, nx_str value);
/* Must each article be read to tell whether it has it? */
bool part_reads_texts(const nx_node *node);
/* Does it ask for more than its words? */
bool part_is_strict(const nx_node *node);
/* The same words in any form, in any place, in any order. */
nx_node part_loosened(nx_arena *arena, const nx_node *node);

#endif
