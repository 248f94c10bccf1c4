/* Many questions in a file: a line QID<TAB>QUERY each. */
#ifndef NX_CLI_QUERIES_H
#define NX_CLI_QUERIES_H

#include "newsidx/buf.h"

/* Hand over each line of the file at `path`, "-" for standard input; empty ones are passed
 * over. `answer` returns an exit code, and so does this: EXIT_FAILED when a line or an
 * answer failed, which stops nothing, else EXIT_FOUND when an answer did. */
int queries_read(const char *path, int (*answer)(void *ctx, nx_str qid, nx_str query), void *ctx);

#endif
