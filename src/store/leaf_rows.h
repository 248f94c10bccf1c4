/* Rows that have a word or phrase of the query, by the full-text index: where many rows must
 * be held against the query, most need not be read then. */
#ifndef NX_STORE_LEAF_ROWS_H
#define NX_STORE_LEAF_ROWS_H

#include "store/internal.h"

typedef struct leaf_rows leaf_rows;

/* NULL without memory. */
leaf_rows *leaf_rows_new(void);
void leaf_rows_free(leaf_rows *leaves);

/* Does the row have this word or phrase? Asked for the first time of it all its rows are
 * listed; nothing is known as long as few texts have been read, of what has many words
 * and of a word of which each letter counts where it is there. */
nx_status leaf_rows_know(nx_store *store, const match_plan *plan, const nx_node *node,
	int64_t rowid, nx_known *out, nx_error *err);
/* A text has been read. */
void leaf_rows_count(const match_plan *plan);

#endif
