/* Tokens: the one place where text becomes words. Documents, queries, names and
 * highlighting all pass through it; a second way of cutting words would be a
 * silent miss. */
#ifndef NEWSIDX_TOKEN_H
#define NEWSIDX_TOKEN_H

#include "newsidx/buf.h"

/* Version of everything that decides which tokens a text gives: folding table,
 * word breaking, stemmer and its word lists, keys of articles. Part of the file format: raise it
 * when the output for any text changes. */
#define NX_TOKENIZER_VERSION 3

/* A word longer than this many folded bytes is cut there; its span stays whole. */
#define NX_TOKEN_MAX 128

typedef enum nx_token_kind {
	NX_TOKEN_ARABIC, /* a word in Arabic letters */
	NX_TOKEN_OTHER,  /* a word of another script, digits in it allowed */
	NX_TOKEN_NUMBER  /* digits; decimal point as '.', no thousands separator */
} nx_token_kind;

typedef struct nx_token {
	nx_token_kind kind;
	nx_str fold;  /* folded form, never empty */
	nx_str stem;  /* light stem; the same bytes as fold when nothing came off */
	size_t start; /* bytes of the text: the word as printed, with the marks */
	size_t end;   /* and tatweel that follow its last letter */
} nx_token;

/* A walk over a text that must stay where it is. The views in a token live until
 * the next call of nx_tokens_next(). Release only after use of nx_tokens_init(). */
typedef struct nx_tokens {
	nx_str text;
	size_t pos;
	struct nx_complex *complex; /* words of a run that ICU has cut, or NULL */
	bool unstemmed;             /* set it to have the folds as stems, in less time */
	char fold[NX_TOKEN_MAX + 8];
	char stem[NX_TOKEN_MAX + 8];
} nx_tokens;

void nx_tokens_init(nx_tokens *tokens, nx_str text);
void nx_tokens_release(nx_tokens *tokens);
/* The next word in order of the text; false at the end. */
bool nx_tokens_next(nx_tokens *tokens, nx_token *out);

/* Is the folded word one of grammar, as prepositions, conjunctions and pronouns are? */
bool nx_is_function_word(nx_str fold);

#endif
