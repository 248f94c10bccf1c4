/* Commands that say something of all articles that a question finds. */
#ifndef NX_CLI_MATCHING_H
#define NX_CLI_MATCHING_H

#include "cli/cli.h"

/* What such a command does with the index and the question. `ctx` is its own; *found
 * is whether it had anything to say. */
typedef nx_status (*matching_fn)(void *ctx, nx_store *store, nx_query *query,
	const nx_lexicon *lexicon, const nx_search_options *options, bool *found, nx_error *err);

/* Open the index, read the question from the operands and the filter from the options
 * (all articles without either), call `fn`, and report. Returns the exit code. */
int matching_run(const command *self, const cli_values *values, nx_search_options *options,
	matching_fn fn, void *ctx);

#endif
