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

/* The ring has room for the window and for what is just behind it. */
enum { WINDOW_SIZE = SPELLING_MAX, WINDOW_RING = 2 * WINDOW_SIZE };

typedef struct window {
	const nx_lexicon *lexicon;
	const nx_mentions *listener; /* whom to tell of each token */
	tagger *tagger;              /* and who labels them */
	nx_str text;
	nx_tokens tokens;
	window_word ring[WINDOW_RING];
	size_t first;      /* number of the window's first word, counted from the text's start */
	size_t count;      /* words in the window; 0 at the end of the text */
	size_t read_end;   /* end of the word read last */
	bool read_initial; /* and whether it is a single letter */
	bool ended;
} window;

/* A window on the first words; the text must stay. Release it after use. */
void window_init(window *w, const nx_lexicon *lexicon, const nx_mentions *listener,
	tagger *t, nx_str text);
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
