/* What a user types, as a tree. Parsing touches no database. */
#ifndef NEWSIDX_QUERY_H
#define NEWSIDX_QUERY_H

#include <stdint.h>

#include "newsidx/arena.h"
#include "newsidx/date.h"
#include "newsidx/entity.h"

typedef enum nx_node_kind {
	NX_NODE_AND,
	NX_NODE_OR,
	NX_NODE_NOT,      /* one child */
	NX_NODE_WORD,     /* terms: one, or several that must stand side by side */
	NX_NODE_PHRASE,   /* terms: as written, side by side */
	NX_NODE_NEAR,     /* children: words and phrases, at most `distance` words between them */
	NX_NODE_ENTITY,   /* text: a name, of `entity_kind` */
	NX_NODE_SOURCE,   /* text: a paper, agency or site */
	NX_NODE_TAG,      /* text: a tag */
	NX_NODE_AUTHOR,   /* terms: words of the author's name */
	NX_NODE_SECTION,  /* text: a section of the paper */
	NX_NODE_URL,      /* text: a part of the address */
	NX_NODE_ID,       /* text: a public id */
	NX_NODE_DATE,     /* published within first_day to last_day */
	NX_NODE_MENTIONS, /* speaks of a day within first_day to last_day */
	NX_NODE_RAW       /* text: FTS5's own language */
} nx_node_kind;

/* How near to the query's a word of the text must be. */
typedef enum nx_form {
	NX_FORM_ANY,     /* any regular form of the word; of a phrase, a particle before it */
	NX_FORM_WRITTEN, /* =word: the same after folding */
	NX_FORM_EXACT,   /* ==word: the same letters; only vowel points, tatweel and case differ */
	NX_FORM_PREFIX,  /* word*: begins so after folding */
	NX_FORM_FUZZY    /* ~word: any form, or spelt a little otherwise */
} nx_form;

typedef enum nx_column { NX_COLUMN_ANY, NX_COLUMN_TITLE, NX_COLUMN_BODY } nx_column;

/* One word of the query: its folded form, its stem and its spelling
 * (nx_fold_spelling()), never empty. */
typedef struct nx_term {
	nx_str fold;
	nx_str stem;
	nx_str spelling;
} nx_term;

/* A word of the index that NX_FORM_FUZZY takes for the query's. */
typedef struct nx_variant {
	nx_str word;
	bool is_stem; /* words of this stem, else this word */
} nx_variant;

typedef struct nx_node {
	nx_node_kind kind;
	nx_form form;     /* words and phrases */
	nx_column column; /* words, phrases and NX_NODE_NEAR */
	nx_str text;      /* as typed, without quotes and field name */
	nx_term *terms;
	size_t term_count;
	int distance;
	nx_entity_kind entity_kind;  /* NX_ENTITY_KINDS for any */
	int32_t first_day, last_day; /* Julian day numbers, both included */
	int64_t row;                 /* of an id, filled by whoever has an index */
	nx_entity *names;            /* that the user has made one with this name, itself among
	                              * them: filled by whoever has an index */
	size_t name_count;
	nx_variant *variants; /* filled by whoever has a vocabulary */
	size_t variant_count;
	double weight; /* how rare it is, for choosing a passage: filled by whoever has an index */
	struct nx_node **children;
	size_t child_count, child_cap;
} nx_node;

typedef enum nx_match {
	NX_MATCH_ALL, /* every word must be there */
	NX_MATCH_ANY  /* one is enough, more rank higher */
} nx_match;

/* A question that the user has saved under a name. */
typedef struct nx_saved {
	int64_t id;     /* by which it is known, whatever its name is */
	nx_str query;   /* as it was typed; may be empty when there are filters */
	nx_str filters; /* what must hold besides, as fields: source:"x" from:2020-10-01 */
	nx_match match;
} nx_saved;
/* Find the question of this name; *found is whether there is one. Its texts live in
 * `arena`. */
typedef nx_status (*nx_saved_fn)(
	void *ctx, nx_str name, nx_arena *arena, nx_saved *out, bool *found, nx_error *err);

typedef struct nx_query {
	nx_arena arena; /* owns the tree */
	nx_node *root;  /* NULL: everything matches */
	nx_buf notes;   /* what the user should be told, one sentence a line */
	nx_date today;  /* set it before parsing, and "yesterday" is a day */
	/* Set these, too, and query:NAME is the question of that name; NULL: there is none. */
	nx_saved_fn saved;
	void *saved_ctx;
} nx_query;

void nx_query_init(nx_query *query);
void nx_query_release(nx_query *query);

/* Brackets within one another, words in a query, dates in it, words between those of
 * NEAR, and words of one NEAR; what is beyond is left out or cut, with a note. With as many
 * of the most frequent words an index of 31,000 articles answers within two seconds. */
#define NX_QUERY_DEPTH 12
#define NX_QUERY_WORDS 256
#define NX_QUERY_DATES 16
#define NX_QUERY_DISTANCE 100
#define NX_QUERY_NEAR 16
/* And how often saved questions are looked up in one. */
#define NX_QUERY_SAVED 64

/* Parse `text`, UTF-8 of at most 1 MB:
 *
 *   word  "phrase"  «phrase»      and their like in any quotation marks
 *   =word  ==word  word*  ~word   how near a word must be; = and == before phrases too
 *   a b, a AND b;  a OR b, a | b, a أو b;  -a, NOT a;  ( )
 *   a NEAR/5 b  "a b"~5           the number on either side, in any digits
 *   field:value                   src/query/data/fields.tsv; of title: and body: and the
 *                                 like also field:(a b)
 *   query:name                    a saved question, as if its text stood there in brackets
 *
 * OR, AND, NOT and NEAR in capitals, and أو, are operators only where an operand stands on
 * each side that needs one, words elsewhere. Whatever cannot be an operator is text; bidi
 * controls are dropped. With NX_MATCH_ANY words and phrases are alternatives, the words of a
 * phrase too; fields and exclusions bind all the same.
 *
 * `query` must have been initialised. Errors: NX_ERR_QUERY, with the byte, when
 * nothing in the text can be searched for; NX_ERR_NOMEM. */
nx_status nx_query_parse(nx_query *query, nx_str text, nx_match match, nx_error *err);
/* The same of a saved question. NX_ERR_QUERY, too, when it asks for itself. */
nx_status nx_query_parse_saved(nx_query *query, const nx_saved *saved, nx_error *err);
/* Can this stand behind `query:`, or another field, as it is? It has no spaces, quotation marks, brackets and
 * the like, and a letter or digit. */
bool nx_query_is_name(nx_str name);
/* Take `text` as an expression of FTS5. */
nx_status nx_query_raw(nx_query *query, nx_str text, nx_error *err);

/* Demand a name, source or tag besides what the query says. */
nx_status nx_query_require(nx_query *query, nx_node_kind kind, nx_str text, nx_error *err);

/* Does the query ask for a name, so that a lexicon is needed to answer it? */
bool nx_query_asks_names(const nx_query *query);

/* Whom the lexicon knows by the name of a NX_NODE_ENTITY, of the kind that is asked for;
 * NULL for nobody. `lexicon` may be NULL. */
const nx_entity *nx_node_entity(const nx_node *node, const nx_lexicon *lexicon);

/* Append the tree as an s-expression: (and (word "fold") (not (phrase "a" "b"))). */
void nx_query_print(nx_buf *out, const nx_query *query);

/* How far apart two folded words are spelt: 2 for a letter more, less, another or two
 * exchanged, 1 where that is a common confusion (src/query/data/confusions.tsv, a letter
 * doubled, a long vowel more or less). Returns limit + 1 for anything beyond `limit`. */
unsigned nx_spelling_distance(nx_str a, nx_str b, unsigned limit);
/* How far the spelling of a word may be off: one letter of up to five, two of more. */
unsigned nx_spelling_limit(nx_str word);

/* Append `text` as the same keys would have written it with the keyboard set to Arabic, or
 * from Arabic to Latin letters (src/query/data/keyboard.tsv). False when no key changes. */
bool nx_keyboard_other(nx_buf *out, nx_str text, bool to_arabic);

#endif
