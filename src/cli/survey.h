/* What a page of results says of all of them. */
#ifndef NX_CLI_SURVEY_H
#define NX_CLI_SURVEY_H

#include "cli/printing.h"

typedef struct survey {
	nx_store *store;
	nx_query *query;
	const nx_lexicon *lexicon;
	const nx_search_options *how;
	nx_str text; /* the query as it was typed */
} survey;

/* Count the whole result by month and source and give it to the printer, which has an
 * overview, with the filters among the options. Notes are left to the search itself. */
nx_status survey_print(
	printing *p, const command *self, const cli_values *values, const survey *s, nx_error *err);

#endif
