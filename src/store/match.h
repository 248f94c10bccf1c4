/* From the query's tree to FTS5's language: what the files of it share. */
#ifndef NX_STORE_MATCH_H
#define NX_STORE_MATCH_H

#include "store/hit.h"

typedef struct maker {
	match_plan *plan;
	nx_store *store;
	nx_query *query;
	const nx_lexicon *lexicon;
	bool excluded; /* within an exclusion: nothing there ranks */
	bool negative; /* within an odd number of them */
	nx_status status;
	nx_error *err;
} maker;

/* Count the string of FTS5's language that was written last. */
void match_add_phrase(maker *m, phrase_role role);
/* The phrases since `start`, a byte of the expression, are those of this word. */
void match_add_group(maker *m, const nx_node *node, size_t start);
/* match_words.c: a word, a phrase, NEAR, or a name by its words. */
void match_words(maker *m, const nx_node *node);
/* match_keys.c: a key; a name, of which nobody knows, its words; a source ('s'), tag ('t') or
 * section ('c'); all words of an author's name; days [first, last] of the field 'p' or 'd';
 * those of a node within the years that the index has. */
void match_key(maker *m, nx_str key);
void match_entity(maker *m, const nx_node *node);
void match_name(maker *m, char field, nx_str name);
void match_author(maker *m, const nx_node *node);
void match_days(maker *m, char field, int32_t first, int32_t last);
void match_published(maker *m, const nx_node *node);
/* Does it hold a word of which each letter counts? */
bool match_is_exact(const nx_node *node);

#endif
