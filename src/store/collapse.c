/* A search that shows one article a story: more is searched for than is shown, and what is
 * of the same story is put behind the first of it. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "store/alike.h"
#include "store/hit.h"

/* At first so many times the articles that are shown, and some, are looked at; while there
 * are not enough stories among them, more and more, but not more than MOST_LOOKED_AT, if
 * not more are to be shown. */
#define TIMES 3
#define AND_SOME 30
#define MOST_LOOKED_AT 10000

/* Articles before it with which an article is compared. */
#define MOST_COMPARED 8
/* Of one key. */
#define MOST_OF_KEY 64
#define TEXTS 512

#define NOBODY ((size_t)-1)

typedef struct entry {
	int64_t key;
	size_t item;   /* that has it */
	size_t before; /* entry of the same slot, NOBODY for none */
} entry;

typedef struct item {
	int64_t rowid;
	double score;
	size_t story;        /* its first item, NOBODY when it is of none that is shown */
	size_t next, last;   /* the next of the story; of the first, the last */
	alike_degree degree; /* to the one by which it came to it */
} item;

typedef struct collapse {
	nx_store *store;
	item *items;
	size_t count, cap;
	size_t stories, most; /* there are, and can be shown */
	entry *entries;
	size_t entry_count, entry_cap;
	size_t *slots; /* last entry of each */
	size_t slot_count;
	alike_cache cache;
} collapse;

static nx_status no_memory(nx_error *err)
{
	return nx_fail(err, NX_ERR_NOMEM, "out of memory");
}

static nx_status add_item(void *ctx, const nx_hit *hit, nx_error *err)
{
	collapse *c = ctx;
	item *items = nx_vec_room(c->items, c->count, &c->cap, sizeof *items);
	int64_t rowid = 0;
	nx_status st = nx_id_parse(&rowid, nx_str_from(hit->id), err);

	if (!items)
		return no_memory(err);
	c->items = items;
	items[c->count++] =
		(item){ .rowid = rowid, .score = hit->score, .story = NOBODY, .next = NOBODY };
	return st;
}

typedef struct rival {
	size_t item, shared;
} rival;

static size_t *slot_of(collapse *c, int64_t key)
{
	return &c->slots[((uint64_t)key * NX_HASH_FACTOR >> 20) & (c->slot_count - 1)];
}

static void add_rival(rival *rivals, size_t *count, size_t cap, size_t item_number)
{
	size_t i;

	for (i = 0; i < *count && rivals[i].item != item_number; i++)
		;
	if (i == *count) {
		if (*count == cap)
			return;
		rivals[(*count)++] = (rival){ item_number, 0 };
	}
	rivals[i].shared++;
}

static int most_first(const void *a, const void *b)
{
	const rival *x = a, *y = b;

	if (x->shared != y->shared)
		return x->shared < y->shared ? 1 : -1;
	return (x->item > y->item) - (x->item < y->item);
}

/* Items before this one that share keys with it, those that share most first. */
static nx_status find_rivals(
	collapse *c, size_t number, rival *rivals, size_t cap, size_t *count, nx_error *err)
{
	sqlite3_stmt *row = store_stmt(c->store, ST_ARTICLE_KEYS, err);
	nx_status st;
	nx_str keys, key;
	bool any;

	*count = 0;
	if (!row)
		return NX_ERR_DB;
	sqlite3_bind_int64(row, 1, c->items[number].rowid);
	st = store_step(c->store, row, &any, err);
	keys = any ? store_column(row, 0) : NX_STR_NULL;
	while (st == NX_OK && nx_str_split(&keys, ' ', &key)) {
		int64_t value = shingle_of_key(key);
		size_t *slot, at, seen = 0;
		entry *entries;

		if (value < 0)
			continue;
		slot = slot_of(c, value);
		for (at = *slot; at != NOBODY && seen < MOST_OF_KEY; at = c->entries[at].before)
			if (c->entries[at].key == value) {
				add_rival(rivals, count, cap, c->entries[at].item);
				seen++;
			}
		entries = nx_vec_room(c->entries, c->entry_count, &c->entry_cap, sizeof *entries);
		if (!entries) {
			st = no_memory(err);
			break;
		}
		c->entries = entries;
		entries[c->entry_count] = (entry){ value, number, *slot };
		*slot = c->entry_count++;
	}
	sqlite3_reset(row);
	if (*count)
		qsort(rivals, *count, sizeof *rivals, most_first);
	return st;
}

static void join(collapse *c, size_t number, size_t story, alike_degree degree)
{
	item *first = &c->items[story];

	c->items[number].story = story;
	c->items[number].degree = degree;
	c->items[first->last].next = number;
	first->last = number;
}

/* Is the item of the story of another one before it? If it is one text, yes; else it must be
 * like the first of the story too, see duplicates.c. */
static nx_status compare(
	collapse *c, size_t number, size_t other, alike_degree *degree, nx_error *err)
{
	size_t first = c->items[other].story;
	int64_t rowid = c->items[number].rowid;
	nx_status st = alike_rows(&c->cache, c->items[other].rowid, rowid, degree, err);

	if (st == NX_OK && alike_is_story(*degree) && !alike_is_same(*degree) && other != first)
		st = alike_rows(&c->cache, c->items[first].rowid, rowid, degree, err);
	return st;
}

/* Put the item to its story, or let it begin one. */
static nx_status place(collapse *c, size_t number, nx_error *err)
{
	rival rivals[SHINGLE_KEYS * 8];
	size_t count, tried = 0, i;
	nx_status st = find_rivals(c, number, rivals, sizeof rivals / sizeof *rivals, &count, err);

	for (i = 0; st == NX_OK && i < count && tried < MOST_COMPARED; i++) {
		alike_degree degree;

		if (c->items[rivals[i].item].story == NOBODY)
			continue;
		tried++;
		st = compare(c, number, rivals[i].item, &degree, err);
		if (st == NX_OK && alike_is_story(degree)) {
			join(c, number, c->items[rivals[i].item].story, degree);
			return NX_OK;
		}
	}
	if (st == NX_OK && c->stories < c->most) {
		c->stories++;
		c->items[number].story = c->items[number].last = number;
	}
	return st;
}

static nx_status place_all(collapse *c, nx_error *err)
{
	nx_status st = NX_OK;
	size_t i;

	c->entry_count = c->stories = 0;
	for (c->slot_count = 64; c->slot_count < c->count * SHINGLE_KEYS; c->slot_count *= 2)
		;
	free(c->slots);
	if (!(c->slots = malloc(c->slot_count * sizeof *c->slots)))
		return no_memory(err);
	for (i = 0; i < c->slot_count; i++)
		c->slots[i] = NOBODY;
	for (i = 0; st == NX_OK && i < c->count; i++)
		st = place(c, i, err);
	return st;
}

typedef struct telling {
	nx_hit_fn fn;
	void *ctx;
	const nx_member *members;
	size_t count;
} telling;

static nx_status tell(void *ctx, const nx_hit *hit, nx_error *err)
{
	const telling *t = ctx;
	nx_hit told = *hit;

	told.collapsed = true;
	told.similar = t->members + 1;
	told.similar_count = t->count - 1;
	memcpy(told.first, t->members[story_first(t->members, t->count)].id, sizeof told.first);
	return t->fn(t->ctx, &told, err);
}

static nx_status give_story(collapse *c, size_t first, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, size_t rank, nx_hit_fn fn, void *ctx, nx_error *err)
{
	telling t = { .fn = fn, .ctx = ctx };
	nx_arena arena = NX_ARENA_INIT;
	nx_member *members = NULL;
	size_t cap = 0, i;
	nx_status st = NX_OK;

	for (i = first; st == NX_OK && i != NOBODY; i = c->items[i].next) {
		story_member member = { c->items[i].rowid, c->items[i].degree };
		nx_member *room = nx_vec_room(members, t.count, &cap, sizeof *room);

		if (!room) {
			st = no_memory(err);
			break;
		}
		members = room;
		st = story_describe(c->store, &member, &members[t.count++], &arena, err);
		if (st == NX_ERR_NOTFOUND)
			st = nx_fail(err, st, "no article %s", members[t.count - 1].id);
	}
	t.members = members;
	if (st == NX_OK)
		st = hit_give(c->store, query, lexicon, options, c->items[first].rowid,
			c->items[first].score, rank, tell, &t, err);
	nx_arena_release(&arena);
	free(members);
	return st;
}

static nx_status find(collapse *c, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_error *err)
{
	size_t notes = query->notes.n, limit;
	nx_search_options more = *options;
	nx_status st = NX_OK;

	c->most = options->limit > SIZE_MAX - options->offset ? SIZE_MAX
							      : options->limit + options->offset;
	limit = c->most < MOST_LOOKED_AT ? c->most * TIMES + AND_SOME : c->most;
	more.collapse = more.with_text = more.with_match = false;
	more.snippet_width = more.offset = 0;
	for (;;) {
		more.limit = limit;
		c->count = 0;
		query->notes.n = notes; /* not twice */
		st = nx_search(c->store, query, lexicon, &more, add_item, c, NULL, err);
		if (st == NX_OK)
			st = place_all(c, err);
		if (st != NX_OK || c->stories == c->most || c->count < limit ||
			limit >= MOST_LOOKED_AT)
			return st;
		limit = limit > MOST_LOOKED_AT / 4 ? MOST_LOOKED_AT : limit * 4;
	}
}

nx_status search_collapsed(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_hit_fn fn, void *ctx, nx_error *err)
{
	collapse c = { .store = store };
	size_t rank = 0, i;
	nx_status st = alike_cache_init(&c.cache, store, TEXTS, err);

	if (st == NX_OK)
		st = find(&c, query, lexicon, options, err);
	if (st == NX_OK && options->snippet_width && rank < c.count)
		st = hit_weigh_words(store, query, err);
	for (i = 0; st == NX_OK && i < c.count; i++)
		if (c.items[i].story == i && ++rank > options->offset)
			st = give_story(&c, i, query, lexicon, options, rank, fn, ctx, err);
	alike_cache_release(&c.cache);
	free(c.items);
	free(c.entries);
	free(c.slots);
	return st;
}
