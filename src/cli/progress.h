/* How far a run has come, on standard error. */
#ifndef NX_CLI_PROGRESS_H
#define NX_CLI_PROGRESS_H

#include <stdint.h>

#include "cli/cli.h"

/* --progress auto|always|never: auto is a bar on a terminal, nothing elsewhere;
 * always is a line every few seconds where there is no terminal. False after a report. */
bool progress_start(const command *self, const char *when);
/* So many bytes are to be read. Not known, or not all: there is no time left to tell. */
void progress_total(uint64_t bytes, bool complete);
/* Of them so many need not be read. */
void progress_skip(uint64_t bytes);
/* In all so many bytes and articles are read. */
void progress_show(uint64_t bytes, uint64_t articles);
/* Take the bar away before something else is printed; the next progress_show() brings
 * it back. Does nothing when there is none. */
void progress_hide(void);

#endif
