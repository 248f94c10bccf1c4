/* What was meant by a name that is none. */
#ifndef NX_CLI_NEAREST_H
#define NX_CLI_NEAREST_H

#include "newsidx/buf.h"

/* Letters left out, added, changed or swapped with their neighbour that lie between two
 * names; names longer than 40 bytes are far from each other. */
size_t nearest_distance(nx_str a, nx_str b);

/* The best of the names that were offered so far. */
typedef struct nearest {
	nx_str name; /* what was typed */
	const char *best;
	size_t distance;
	size_t beginning; /* names offered that begin with what was typed */
} nearest;

#define NEAREST_INIT(typed)                                                                        \
	{                                                                                          \
		(typed), NULL, 0, 0                                                                \
	}

/* A name that is too far from what was typed to be meant by it is passed over: more
 * than one slip in three letters, or more than two in all. */
void nearest_offer(nearest *n, const char *name);

#endif
