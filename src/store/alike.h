/* How alike the texts of two articles are. */
#ifndef NX_STORE_ALIKE_H
#define NX_STORE_ALIKE_H

#include "store/shingle.h"

typedef struct alike_text {
	int64_t rowid; /* 0 while nothing is read */
	shingle_set shingles;
	uint64_t *stems; /* of all its words; sorted and once each */
	size_t stem_count, stem_cap;
	nx_str *title; /* stems of the title's words that the body has too; in `arena` */
	size_t title_count;
	nx_arena arena;
} alike_text;

/* `out` must be zeroed, or have been read before. NX_ERR_NOTFOUND without a message when
 * there is no such article. */
nx_status alike_read(alike_text *out, nx_store *store, int64_t rowid, nx_error *err);
void alike_release(alike_text *text);

#define ALIKE_SAME 0.8
#define ALIKE_UNITED 0.4

typedef struct alike_degree {
	nx_likeness kind; /* never NX_LIKE_RELATED */
	double score;     /* the part of the shorter text's shingles that the other one has */
	double share;     /* the part of all their shingles that both have */
} alike_degree;

/* Does it make two articles one story? A short one in a longer one does not: the longer
 * one may hold two, which are not of one story then. */
static inline bool alike_is_story(alike_degree degree)
{
	return (degree.kind == NX_LIKE_COPY || degree.kind == NX_LIKE_STORY) &&
	       degree.share >= ALIKE_UNITED;
}

/* Are they so much the same text that they are of one story whatever else is in it? */
static inline bool alike_is_same(alike_degree degree)
{
	return degree.kind == NX_LIKE_COPY && degree.share >= ALIKE_SAME;
}

alike_degree alike_compare(const alike_text *a, const alike_text *b);

/* Texts that were read, the latest of them; pairs are looked at in an order in which the
 * same ones come again. */
typedef struct alike_cache {
	nx_store *store;
	alike_text *texts; /* two neighbours are the places of a row */
	size_t size;
	size_t last; /* place that was used last */
} alike_cache;

/* Room for about `size` texts, a power of two. */
nx_status alike_cache_init(alike_cache *cache, nx_store *store, size_t size, nx_error *err);
void alike_cache_release(alike_cache *cache);
/* Compare two articles. One that is not there is like no other. */
nx_status alike_rows(alike_cache *cache, int64_t a, int64_t b, alike_degree *degree, nx_error *err);

/* story.c: an article of a story. */
typedef struct story_member {
	int64_t rowid;
	alike_degree degree;
} story_member;

/* Fill `out` from the row; its texts live in `arena`. NX_ERR_NOTFOUND without a message
 * when it is gone. */
nx_status story_describe(nx_store *store, const story_member *member, nx_member *out,
	nx_arena *arena, nx_error *err);
/* Was a published before b, as far as is known? */
bool story_is_earlier(const nx_member *a, const nx_member *b);
/* Who of the members was published first. */
size_t story_first(const nx_member *members, size_t count);

/* collapse.c: nx_search() with options->collapse. */
nx_status search_collapsed(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_hit_fn fn, void *ctx, nx_error *err);

/* related.c: articles that share rare words and names with this one, of which so many
 * copies are known, the nearest first. */
typedef struct related_list {
	struct related_item {
		int64_t rowid;
		double score; /* 1 for the article itself */
	} * items;
	size_t count, cap;
} related_list;

nx_status related_find(nx_store *store, int64_t rowid, int64_t copies, size_t limit,
	related_list *out, nx_error *err);

#endif
