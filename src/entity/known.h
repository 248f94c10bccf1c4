/* The names of the lexicon in a text, found by its spellings and their guards. */
#ifndef NX_ENTITY_KNOWN_H
#define NX_ENTITY_KNOWN_H

#include "entity/tagger.h"

typedef struct known_name_found {
	const nx_entity *entity;
	size_t first, words; /* words of the text */
	size_t start, end;   /* bytes of the text, clitics left out */
	bool doubtful;
} known_name_found;

typedef struct known_names {
	known_name_found *items;
	size_t count, cap;
	bool unguarded; /* take every spelling for a name, to see what the guards do */
} known_names;

/* Replace `out` by the names in `text`, in its order, longest spelling first, without
 * overlap, and fill the tagger with the words of the text and what the lexicon knows of
 * them. `mentions` gives the listener for tokens, and the names that are sure already.
 * NX_ERR_NOMEM. */
nx_status known_find(
	known_names *out, const nx_lexicon *lexicon, tagger *t, nx_mentions *mentions, nx_str text);

/* The byte behind `letters` letters of the word at `start` with their marks, or
 * `start` when the letters are not single code points in the text. */
size_t known_behind_letters(nx_str text, size_t start, unsigned letters);
/* The end of the name in text[start, end) with the mark that closes a quotation or
 * bracket inside it. */
size_t known_with_closing_mark(nx_str text, size_t start, size_t end);

#endif
