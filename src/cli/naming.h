/* By what the commands that write find names: --names and --model. */
#ifndef NX_CLI_NAMING_H
#define NX_CLI_NAMING_H

#include "cli/cli.h"

typedef struct naming {
	const char *file, *model; /* as given; NULL for none */
	nx_buf names;
	nx_lexicon *lexicon; /* after naming_keep() */
} naming;

/* Read both files: before the index is opened, so that one which is malformed leaves it
 * alone. False after a report. */
bool naming_read(naming *n, const char *file, const char *model);
/* Let the index keep the table, and remember the model; with `whole` all of its articles
 * are read again now, else say what to do about those that are there. False after a report. */
bool naming_keep(naming *n, nx_store *store, bool whole);
/* The same without writing. */
bool naming_use(naming *n, nx_store *store);
void naming_release(naming *n);

#endif
