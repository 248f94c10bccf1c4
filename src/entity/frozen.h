/* The lexicon of the tables as it is after they were read, ready to be copied: to read them
 * takes some milliseconds, which each question for a name would wait for. It is made when
 * newsidx is built (gen_lexicon.c) and travels inside the program. Arrays are as in memory,
 * of the same compiler; texts are bytes of a pool. */
#ifndef NX_ENTITY_FROZEN_H
#define NX_ENTITY_FROZEN_H

#include "entity/lexicon.h"

typedef struct frozen_entity {
	uint32_t at, length, kind, unused;
} frozen_entity;

/* Numbers of items of the arrays, which stand behind it in this order, each beginning at a
 * multiple of 8 bytes. */
typedef struct frozen_header {
	uint64_t entities, words, nodes, guards, triggers, word_slots, word_count, edge_slots,
		edge_count;
	uint64_t filter[1024];
} frozen_header;

/* Fill a lexicon that has nothing yet; `growing` when a table is to be added. */
nx_status lexicon_fill(nx_lexicon *lexicon, bool growing, nx_error *err);

#endif
