/* The words of a text, as many at a time as a spelling may have, with the words just
 * before them. */
#ifndef NX_ENTITY_WINDOW_H
#define NX_ENTITY_WINDOW_H

#include "entity/tagger.h"
#include "newsidx/token.h"

typedef struct window_word {
	readings as;
	size_t start, end; /* bytes of the text */
	bool joined;       /* nothing but space and the like parts it from the word before */
} window_word;

/* The ring has room for the window, for what is just behind it, and for the words that
 * wait to come into it. */
enum { WINDOW_SIZE = SPELLING_MAX, WINDOW_BEHIND = SPELLING_MAX, WINDOW_RING = 64 };

/* A token that was read some words ahead of the window, so that what the tagger remembers
 * of it comes from memory meanwhile. */
typedef struct waiting_token {
	nx_token token;
	unsigned gap;
	uint64_t key;
	char fold[NX_TOKEN_MAX], stem[NX_TOKEN_MAX];
} waiting_token;
enum { WAITING = 4 };

typedef struct window {
	const nx_lexicon *lexicon;
	const nx_mentions *listener; /* whom to tell of each token */
	tagger *tagger;              /* and who labels them */
	nx_str text;
	nx_tokens tokens;
	window_word ring[WINDOW_RING];
	size_t first; /* number of the window's first word, counted from the text's start */
	size_t count; /* words in the window; 0 at the end of the text */
	waiting_token waiting[WAITING];
	size_t waiting_count; /* tokens behind the window's last */
	size_t read;          /* tokens read so far */
	size_t read_end;      /* end of the word read last */
	bool read_initial;    /* and whether it is a single letter */
	bool ended;
} window;

/* A window on the first words; the text must stay. Release it after use. */
void window_init(
	window *w, const nx_lexicon *lexicon, const nx_mentions *listener, tagger *t, nx_str text);
void window_release(window *w);
/* Pass over `count` words, of those in the window. */
void window_advance(window *w, size_t count);

/* The window's word number `index`, from 0. */
static inline const window_word *window_at(const window *w, size_t index)
{
	return &w->ring[(w->first + index) % WINDOW_RING];
}

/* The word `back` words before the window's first, with nothing that parts a phrase
 * between them, or NULL. */
const window_word *window_before(const window *w, size_t back);

#endif
