/* Graphs of names: a node each, and an edge where two stand in the same articles. */
#ifndef NX_CLI_ENTITY_GRAPH_H
#define NX_CLI_ENTITY_GRAPH_H

#include "newsidx/store.h"

/* Each function appends; names come before pairs. */
typedef struct entity_graph {
	const char *format;
	void (*begin)(nx_buf *out);
	void (*name)(nx_buf *out, const nx_name_count *name);
	void (*pair)(nx_buf *out, const nx_name_count *a, const nx_name_count *b, int64_t articles);
	void (*end)(nx_buf *out);
} entity_graph;

/* dot, graphml or csv; NULL for another word. */
const entity_graph *entity_graph_find(const char *format);

#endif
