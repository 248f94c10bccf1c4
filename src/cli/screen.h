/* The options that say how a terminal is to be used. */
#ifndef NX_CLI_SCREEN_H
#define NX_CLI_SCREEN_H

#include "cli/cli.h"
#include "newsidx/output.h"

/* These stand side by side in a table, from whatever place; SCREEN_OPTION_TABLE(place) is
 * their part of it. */
enum { SCREEN_BIDI, SCREEN_NO_PAGER, SCREEN_OPTIONS };
#define SCREEN_OPTION_TABLE(at)                                                                    \
	[(at) + SCREEN_BIDI] = { "bidi", 0, "HOW", "auto, isolate or none" },                      \
	[(at) + SCREEN_NO_PAGER] = { "no-pager", 0, NULL, "not even when it is long" }

/* Set the width and whether there are isolates; *rows are those of the screen when what is
 * longer goes through a pager (pager_arm), else 0. Without a terminal there is no width.
 * False after a report. */
bool screen_choose(
	nx_print *print, const command *self, const cli_values *values, int at, size_t *rows);

#endif
