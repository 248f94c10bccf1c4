/* Where a query's words stand in a text, and the passage worth showing. */
#ifndef NEWSIDX_HIGHLIGHT_H
#define NEWSIDX_HIGHLIGHT_H

#include "newsidx/entity.h"
#include "newsidx/query.h"

/* Bytes from `start` to before `end` of the text searched. */
typedef struct nx_span {
	size_t start, end;
	const nx_node *node; /* the part of the query that it answers, to tell it from others */
	double weight;       /* of that part */
} nx_span;

typedef struct nx_spans {
	nx_span *items;
	size_t count, cap;
} nx_spans;

#define NX_SPANS_INIT                                                                              \
	{                                                                                          \
		NULL, 0, 0                                                                         \
	}

void nx_spans_release(nx_spans *spans);

/* Replace the contents of `out` by the places in `text` that answer the query, in
 * order and without overlap: whole words with their marks. Words that the query
 * excludes do not count, nor those asked for in the title unless `is_title`. Names
 * asked for are found when `lexicon` is given; of one that it does not know, the
 * words. */
nx_status nx_highlight(nx_spans *out, const nx_query *query, const nx_lexicon *lexicon, nx_str text,
	bool is_title, nx_error *err);

/* Choose a passage of at most `width` code points: the one with the rarest (by
 * weight) and most of the query's words, near one another, the first of equals. It begins
 * with a sentence where one begins near, and ends with one where that costs little, else at a
 * word. Only one place, or word, longer than `width` makes it longer; a word of very many
 * letters is cut, though not between a letter and its marks. The result is a part of `text`;
 * *cut_start and *cut_end tell whether something stands before and after it. Without spans it
 * is the beginning. */
nx_str nx_snippet(nx_str text, const nx_spans *spans, size_t width, bool *cut_start, bool *cut_end);

#endif
