/* What is longer than the screen goes through a pager. */
#ifndef NX_CLI_PAGER_H
#define NX_CLI_PAGER_H

#include <stdbool.h>
#include <stddef.h>

/* The terminal that standard output is: its size by COLUMNS and LINES, else as it says
 * itself, else 80 by 24. False, and nothing is set, when it is none. */
bool pager_screen(size_t *columns, size_t *rows);

/* From now on hold back what is written, until it is more than `rows` lines; then start
 * $PAGER, or less without it, and give it everything. No pager for an empty $PAGER and for
 * "cat". */
void pager_arm(size_t rows);
/* Is it held back? Then it is kept here, and true is returned. *error is the errno of a
 * write that failed, else as it was. */
bool pager_hold(const char *bytes, size_t n, int *error);
/* A message is to come: what is held goes out before it, and what follows is not held. */
void pager_pass(int *error);
/* Write what is still held to standard output, or close the pager's input and wait until
 * the reader has left it. */
void pager_finish(int *error);

#endif
