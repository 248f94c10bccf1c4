/* What is said where a query has found nothing. */
#ifndef NX_CLI_HINTS_H
#define NX_CLI_HINTS_H

#include "cli/cli.h"

/* On standard error, and the spellings as a JSON list in `list`, which may be NULL. */
void hints_say(nx_store *store, nx_query *query, nx_str text, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_buf *list);

#endif
