/* Where the words and phrases of a query stand in a text. */
#ifndef NX_QUERY_WATCH_H
#define NX_QUERY_WATCH_H

#include "newsidx/highlight.h"
#include "newsidx/tier.h"

/* One place of a word or phrase. */
typedef struct place {
	size_t start, end;    /* bytes */
	size_t first, length; /* words of the text: number of the first one, how many */
	nx_tier tier;
} place;

/* A word or phrase on its way through a text. For each length of the sequence so far:
 * where it began, its start + 1 or 0, and the weakest tier in it. */
typedef struct watch {
	const nx_node *node;
	size_t *starts;
	nx_tier *tiers;
	place *places;
	size_t count, cap;
	struct watch *next; /* of those that are looked at together */
} watch;

#define WATCH_SLOTS 64

typedef struct watches {
	watch *items;
	size_t count, cap;
	nx_arena arena;
	/* Of a text that is read: those of one word, under its fold or stem, and those that
	 * every word may move. */
	watch *by_fold[WATCH_SLOTS], *by_stem[WATCH_SLOTS], *always;
} watches;

/* Add a watch for each word and phrase below `node`, those of NEAR included, and for
 * names that nobody knows: those are searched for by their words. Exclusions only with
 * `excluded`. False without memory. */
bool watches_add(watches *w, const nx_node *node, const nx_lexicon *lexicon, bool excluded);
void watches_release(watches *w);
/* Replace the places by those in `text`; none of what is asked for in another column. */
nx_status watches_read(watches *w, nx_str text, nx_column column, nx_error *err);
/* The watch of this word or phrase. */
const watch *watches_find(const watches *w, const nx_node *node);

/* Is this node searched for by its words? */
bool watch_is_words(const nx_node *node, const nx_lexicon *lexicon);

/* The places of a NEAR node's children that stand near one another, as FTS5 has it:
 * calls `fn` with one place of each child. */
typedef bool (*near_fn)(void *ctx, const place *const *places, size_t count);
bool watch_near(const watches *w, const nx_node *node, near_fn fn, void *ctx);

#endif
