/* Names that the user has said to be one (merged.c), all at once: for whoever counts or
 * compares the keys of articles, which are what they were before. */
#ifndef NX_STORE_MERGES_H
#define NX_STORE_MERGES_H

#include "store/internal.h"

typedef struct merged_name {
	int64_t id, head; /* what it was, what it is */
} merged_name;

typedef struct merges {
	merged_name *items; /* by id */
	size_t count, cap;
} merges;

nx_status merges_read(merges *out, nx_store *store, nx_error *err);
void merges_release(merges *m);
/* What the name is now: itself, or the head of its group. */
int64_t merges_head(const merges *m, int64_t id);
/* Have others been merged with it? */
bool merges_is_head(const merges *m, int64_t id);
/* The key as it counts now: the same, or that of the head, written to `scratch`. */
nx_str merges_key(const merges *m, nx_str key, nx_buf *scratch);
/* Append the keys of a head and of all that are merged with it, in FTS5's language. */
void merges_add_match(const merges *m, nx_buf *out, int64_t head);

#endif
