/* search --facet and --group-by. */
#ifndef NX_CLI_FACETING_H
#define NX_CLI_FACETING_H

#include "cli/cli.h"
#include "newsidx/output.h"

typedef struct faceting {
	nx_facet_ask asks[NX_FACETS];
	size_t count;
	bool grouped;
	nx_facet_ask group;
} faceting;

/* What a search is made of, for faceting_answer(). */
typedef struct faceted_search {
	nx_store *store;
	nx_query *query;
	const nx_lexicon *lexicon;
	const nx_search_options *how;
	const nx_printer *printer;
	nx_print *print;
	nx_buf *out;
	/* May be NULL: prints what stands before the hits, with print->facets. */
	nx_status (*head)(void *ctx, nx_error *err);
	nx_hit_fn hit; /* prints one */
	void *ctx;     /* of both */
} faceted_search;

/* Numbers of these options in the command's table. */
typedef struct faceting_options {
	int facet, limit, group_by;
} faceting_options;

/* Read the options; false after a report. */
bool faceting_read(const command *self, const cli_values *values, const faceting_options *options,
	faceting *out);
/* Is anything of it asked for? */
bool faceting_asked(const faceting *f);
/* Print hits or groups with the counts of the whole result; *total is how many articles
 * match. */
nx_status faceting_answer(
	const faceting *f, const faceted_search *search, int64_t *total, nx_error *err);

#endif
