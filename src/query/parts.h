/* What the files that build the tree share. */
#ifndef NX_QUERY_PARTS_H
#define NX_QUERY_PARTS_H

#include "query/lex.h"

/* node.c. All of them take a NULL node, which stands for lacking memory or for nothing
 * that can be searched for. */
nx_node *node_new(nx_arena *arena, nx_node_kind kind, nx_str text);
void node_add(nx_arena *arena, nx_node *parent, nx_node *child);
/* Fill node->terms from its text. */
void node_add_terms(nx_arena *arena, nx_node *node);
/* A word or phrase, or NEAR. */
bool node_is_words(const nx_node *node);
/* Must it hold whatever else is asked, where one word is enough: is it a field or an
 * exclusion, or made of nothing else? */
bool node_binds(const nx_node *node);

/* Words of one list, so that each is asked once: it must not weigh twice. */
typedef struct node_set {
	nx_node **table; /* open addressing */
	size_t count, size;
} node_set;
/* Add a word or phrase; false when one like it is there. */
bool node_set_add(nx_arena *arena, node_set *set, nx_node *word);

/* days.c: a day, month, year or span of days, "from..to", "from..", "..to"; either way
 * round. With `mentioned` open ends are those of the years that texts speak of. */
bool days_read(nx_str text, const nx_date *today, bool mentioned, int32_t *first, int32_t *last);
/* The longest run of words from the lexer's place that is one; takes them. */
bool days_take(lexer *lex, const nx_date *today, bool mentioned, int32_t *first, int32_t *last);

/* A saved question whose text is being read, and the one in whose text it stands. */
typedef struct open_saved {
	int64_t id;
	const struct open_saved *outer;
} open_saved;

typedef struct parser {
	nx_query *query;
	nx_arena *arena;
	nx_match match;
	lexer lex;
	field around; /* of the brackets at hand */
	int depth;
	int above; /* brackets, and saved questions, round the text at hand */
	const open_saved *open;
	size_t ignored; /* brackets that were opened too deep */
	size_t words, dates, told, expanded;
	bool full;        /* as many words as may be */
	nx_status status; /* of looking up saved questions */
	nx_error *err;
} parser;

/* item.c: one word, phrase, field with its value or bracket. NULL when it holds nothing
 * that can be searched for; then it may have moved on or not. */
nx_node *parse_item(parser *p);
/* Where nothing could be taken as it was meant, a field without a value or a number beside
 * no phrase: the words of the whole text; NULL where there are none. */
nx_node *parse_as_text(parser *p);
/* item.c: a word or phrase with its signs. */
nx_node *parse_words(parser *p, nx_column column);
nx_column column_of(field f);
/* saved.c: the name of a saved question, behind its field. */
nx_node *parse_saved(parser *p);
/* parse.c: what stands in a bracket, or the whole query. */
nx_node *parse_group(parser *p);
/* The items must all hold; those of one that says so itself become its own. NULL for none. */
nx_node *parse_all_of(parser *p, nx_node *a, nx_node *b);
/* Add a sentence to the notes, a few at most. */
void parse_note(parser *p, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
