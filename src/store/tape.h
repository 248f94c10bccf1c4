/* The tokens of an article's texts, recorded when it was analysed and played back to
 * FTS5, so that each text is cut into words once. */
#ifndef NX_STORE_TAPE_H
#define NX_STORE_TAPE_H

#include "newsidx/token.h"
#include "store/internal.h"

/* One text's tokens: for each a byte of length and the fold, then a byte of length
 * and the stem behind MARK_STEM, length 0 when the stem is the fold. */
typedef struct tape_part {
	nx_str text;       /* as it is given to FTS5; only its length is looked at */
	size_t start, end; /* of the tokens in the recording */
} tape_part;

void tape_record(nx_buf *recording, const nx_token *token);

/* The next fold of a part, from *at on, which begins with its start; false at its end. */
bool tape_next(const char *recording, const tape_part *part, size_t *at, nx_str *fold);

/* What the tokenizer plays instead of cutting: parts in the order in which FTS5 asks,
 * absent texts left out. */
typedef struct tape {
	const char *recording;
	tape_part parts[2];
	size_t count, next;
} tape;

/* Play the next part, if it is of a text of `length` bytes; false if it is not. */
typedef int (*tape_emit)(void *ctx, int flags, const char *token, int n, int start, int end);
bool tape_play(tape *tape, size_t length, void *ctx, tape_emit emit, int *rc);

#endif
