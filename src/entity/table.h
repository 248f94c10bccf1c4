/* Reading the fact tables: lines, their words, and messages that name the line. */
#ifndef NX_ENTITY_TABLE_H
#define NX_ENTITY_TABLE_H

#include "entity/lexicon.h"

/* A table that is being read into a lexicon. */
typedef struct fact_table {
	nx_lexicon *lexicon;
	const char *file; /* its path, for messages */
	nx_str rest;
	size_t line; /* number of the line last read */
	nx_error *err;
} fact_table;

/* The next line that is neither empty nor a comment; false at the end. */
bool table_next(fact_table *t, nx_str *line);
/* The next of several values with " | " between them; false at the end. */
bool table_value(nx_str *rest, nx_str *value);
/* The numbers of the words in `text`, added to the lexicon when new: one at least,
 * SPELLING_MAX at most. */
nx_status table_words(fact_table *t, nx_str text, uint32_t words[SPELLING_MAX], size_t *count);

/* عبد الله is also written عبدالله, and أبو ظبي أبوظبي: join such words to the one that
 * follows. Returns the number of words left. */
size_t table_join_compounds(nx_lexicon *lexicon, uint32_t words[SPELLING_MAX], size_t count);
/* The node at the end of these words, added when it is new. */
nx_status table_path(fact_table *t, const uint32_t *words, size_t count, uint32_t *node);

/* NX_ERR_FORMAT with file and line. */
nx_status table_malformed(const fact_table *t, const char *what, nx_str where);
nx_status table_nomem(const fact_table *t);

/* Read all tables of names, and those of the words around them, which must come
 * second. */
nx_status table_read_facts(nx_lexicon *lexicon, nx_error *err);
nx_status table_read_words(nx_lexicon *lexicon, nx_error *err);
/* Read a user's table, which wins over them. */
nx_status table_read_own(nx_lexicon *lexicon, nx_str text, const char *file, nx_error *err);
/* Flag the words that the tagger heeds. */
nx_status table_read_cues(nx_lexicon *lexicon, nx_error *err);

#endif
