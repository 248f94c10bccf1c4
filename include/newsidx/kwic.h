/* A concordance: each place where a query's words stand, with what is around it. */
#ifndef NEWSIDX_KWIC_H
#define NEWSIDX_KWIC_H

#include "newsidx/arena.h"
#include "newsidx/output.h"

/* One place. What stands left of the word is what comes before it as one reads, whatever
 * side of it a terminal draws that on. */
typedef struct nx_kwic {
	char id[NX_ID_MAX];
	nx_str date, source;      /* of the article */
	bool in_title;            /* not in its text */
	size_t start, end;        /* bytes of the title or text */
	nx_str left, word, right; /* side by side, on one line */
	nx_str key;               /* what it is sorted by */
	size_t number;
} nx_kwic;

typedef struct nx_kwics {
	nx_kwic *items;
	size_t count, cap;
	size_t seen;    /* places that were added, those that are not kept any more too */
	nx_arena arena; /* of the strings */
} nx_kwics;

#define NX_KWICS_INIT                                                                              \
	{                                                                                          \
		.items = NULL, .arena = NX_ARENA_INIT                                              \
	}

void nx_kwics_release(nx_kwics *kwics);
/* Add the places of an article that was searched for with a passage of NX_PASSAGE_WHOLE:
 * first those of its title. `words` of each side are kept. */
nx_status nx_kwics_add(nx_kwics *kwics, const nx_hit *hit, size_t words, nx_error *err);

/* By the folded words on that side, the nearest first; equal ones stay in their order. Only
 * the first `limit` are kept: called now and then while places are added it bounds the
 * memory, and more may be added. */
nx_status nx_kwics_sort(nx_kwics *kwics, bool by_left, size_t limit, nx_error *err);

/* Append the first `limit` of them. `format` is "text" (the words one under the other),
 * "tsv" (id, date, source, left, word, right), "jsonl" or "html"; `title` is what was asked,
 * for a page that no overview has begun. */
void nx_kwics_print(nx_buf *out, const nx_print *print, nx_str format, nx_str title,
	const nx_kwics *kwics, size_t limit);

#endif
