/* Two spellings of one word. */
#ifndef NX_ENTITY_LINK_WORD_H
#define NX_ENTITY_LINK_WORD_H

#include "newsidx/buf.h"

/* The longest word that is compared, in letters. */
enum { LINK_LETTERS = 24 };

/* Append the class of each consonant, a byte each; vowels have none. Classes are wider
 * than what link_word_cost() lets pass. */
void link_skeleton(nx_buf *out, nx_str fold);
/* What it costs to take one folded word for another spelling of the other: 0 for the same
 * letters, below 0 when they are two words. */
int link_word_cost(nx_str a, nx_str b);
/* Is the word no Arabic one by its letters, long vowels and lack of an article? */
bool link_word_is_foreign(nx_str fold);

#endif
