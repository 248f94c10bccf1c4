/* Folding: what a reader takes for the same letter becomes one code point.
 *
 * The rules are one table for all of Unicode that a generator fills from ICU's
 * properties and NFKC_Casefold at build time (src/text/gen_fold.c); nothing of
 * ICU runs here. Marks, tatweel and invisible characters are dropped, the forms
 * of alef, yeh, kaf and heh are joined, teh marbuta becomes heh, alef maqsura
 * and the hamza seats lose what sets them apart, digits become ASCII, letters
 * with a case become lower. Bare hamza stays.
 *
 * Source of the Arabic rules: the normalization of Larkey, Ballesteros and
 * Connell (SIGIR 2002), widened to the code points met in real news. */
#ifndef NEWSIDX_FOLD_H
#define NEWSIDX_FOLD_H

#include "newsidx/buf.h"

/* What a code point is to the tokenizer. */
typedef enum nx_class {
	NX_CLASS_BREAK = 0, /* ends a word: space, punctuation, symbol */
	NX_CLASS_DROP,      /* part of the word it stands in, and of no weight */
	NX_CLASS_ARABIC,    /* letter of the Arabic script */
	NX_CLASS_LETTER,    /* letter of another script written with spaces */
	NX_CLASS_DIGIT,     /* decimal digit of any script */
	NX_CLASS_COMPLEX    /* a script written without spaces: ICU finds its words */
} nx_class;

nx_class nx_fold_class(unsigned cp);

/* Write the folded form of one code point to `out`, at most NX_FOLD_MAX code
 * points; returns their number, 0 for what is dropped or breaks. */
#define NX_FOLD_MAX 24
size_t nx_fold_cp(unsigned out[NX_FOLD_MAX], unsigned cp);

/* Fold a text: words as they are indexed, one space wherever words break, none
 * at the ends. Two texts that a reader takes for the same have the same fold.
 *
 * `text` is UTF-8; composed and decomposed text fold alike, except for Hangul, Kana
 * and the scripts of India. Malformed bytes break words. The
 * result is appended to `out`, whose sticky error tells of lacking memory. */
void nx_fold(nx_buf *out, nx_str text);

/* Append one word as it is spelt: folded, but with the hamzas, teh marbuta and alef
 * maqsura kept, also those of presentation forms and of letters with a hamza behind
 * them. What is folded alike and spelt alike differs at most in marks, in case and in
 * accents of other scripts. */
void nx_fold_spelling(nx_buf *out, nx_str word);

#endif
