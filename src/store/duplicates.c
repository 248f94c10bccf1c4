/* All stories of the index. Articles that share keys are compared by their texts, and those
 * that are alike are united.
 *
 * In memory are, for each article, its id, its keys (8 bytes each) and the pairs that they
 * make (8 bytes each), of which there are as many as articles share keys. */
#include <stdlib.h>
#include <string.h>

#include "store/alike.h"

/* A key in the high bits, an article's number in the low. */
#define ARTICLE_BITS 28
#define ARTICLE_MASK (((uint64_t)1 << ARTICLE_BITS) - 1)

/* Of the articles of one key each is compared with so many that follow. They are in order
 * of time, and what is farther is reached by those between. */
#define NEIGHBOURS 8

/* Keys that two articles must share: a single one is mostly a phrase of an agency. */
#define LEAST_SHARED 2

#define TEXTS 1024

typedef struct number_list {
	uint64_t *items;
	size_t count, cap;
} number_list;

typedef struct stories {
	nx_store *store;
	int64_t *rowids; /* in ascending order */
	size_t count, cap;
	uint32_t *next; /* towards the root of its story */
	uint32_t *size; /* of the story, at its root */
	number_list keys, pairs;
} stories;

static nx_status no_memory(nx_error *err)
{
	return nx_fail(err, NX_ERR_NOMEM, "out of memory");
}

static bool add_number(number_list *list, uint64_t number)
{
	uint64_t *items = nx_vec_room(list->items, list->count, &list->cap, sizeof *items);

	if (!items)
		return false;
	list->items = items;
	items[list->count++] = number;
	return true;
}

static int by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void sort(number_list *list)
{
	if (list->count)
		qsort(list->items, list->count, sizeof *list->items, by_number);
}

static nx_status add_article(stories *s, int64_t rowid, nx_str keys, nx_error *err)
{
	int64_t *rowids = nx_vec_room(s->rowids, s->count, &s->cap, sizeof *rowids);
	nx_str key;

	if (!rowids)
		return no_memory(err);
	if (s->count > ARTICLE_MASK)
		return nx_fail(err, NX_ERR_LIMIT, "%s: more than %llu articles", s->store->path,
			(unsigned long long)ARTICLE_MASK);
	s->rowids = rowids;
	while (nx_str_split(&keys, ' ', &key)) {
		int64_t number = shingle_of_key(key);

		if (number >= 0 &&
			!add_number(&s->keys, (uint64_t)number << ARTICLE_BITS | s->count))
			return no_memory(err);
	}
	rowids[s->count++] = rowid;
	return NX_OK;
}

static nx_status read_keys(stories *s, nx_error *err)
{
	sqlite3_stmt *row = NULL;
	nx_status st = NX_OK;
	int rc = SQLITE_DONE;

	if (sqlite3_prepare_v2(s->store->db, "SELECT id, keys FROM article ORDER BY id", -1, &row,
		    NULL) != SQLITE_OK)
		st = store_fail(s->store, err);
	while (st == NX_OK && (rc = sqlite3_step(row)) == SQLITE_ROW)
		st = add_article(s, sqlite3_column_int64(row, 0), store_column(row, 1), err);
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(s->store, err);
	sqlite3_finalize(row);
	return st;
}

/* A pair for each key that two neighbours share. */
static nx_status make_pairs(stories *s, nx_error *err)
{
	size_t i, k;

	sort(&s->keys);
	for (i = 0; i < s->keys.count; i++) {
		uint64_t key = s->keys.items[i];

		for (k = i + 1; k < s->keys.count && k <= i + NEIGHBOURS; k++) {
			uint64_t other = s->keys.items[k];

			if (key >> ARTICLE_BITS != other >> ARTICLE_BITS)
				break;
			if (key != other && !add_number(&s->pairs, (key & ARTICLE_MASK) << 32 |
									   (other & ARTICLE_MASK)))
				return no_memory(err);
		}
	}
	free(s->keys.items);
	s->keys = (number_list){ 0 };
	sort(&s->pairs);
	return NX_OK;
}

static uint32_t root_of(stories *s, uint32_t article)
{
	while (s->next[article] != article)
		article = s->next[article] = s->next[s->next[article]];
	return article;
}

static void unite(stories *s, uint32_t a, uint32_t b)
{
	a = root_of(s, a);
	b = root_of(s, b);
	if (s->size[a] < s->size[b]) {
		uint32_t swap = a;

		a = b;
		b = swap;
	}
	s->next[b] = a;
	s->size[a] += s->size[b];
}

/* Reports that develop lead from one to the next until the last has nothing of the first:
 * so the roots must be of one story too, unless two are one text. */
static nx_status try_pair(stories *s, alike_cache *cache, uint32_t a, uint32_t b, nx_error *err)
{
	uint32_t x = root_of(s, a), y = root_of(s, b);
	alike_degree degree = { .kind = NX_LIKE_NONE };
	nx_status st = NX_OK;

	if (x == y)
		return NX_OK;
	st = alike_rows(cache, s->rowids[a], s->rowids[b], &degree, err);
	if (st == NX_OK && alike_is_story(degree) && !alike_is_same(degree) && (a != x || b != y))
		st = alike_rows(cache, s->rowids[x], s->rowids[y], &degree, err);
	if (st == NX_OK && alike_is_story(degree))
		unite(s, x, y);
	return st;
}

static nx_status unite_alike(stories *s, nx_error *err)
{
	alike_cache cache;
	nx_status st = alike_cache_init(&cache, s->store, TEXTS, err);
	size_t i, k;

	for (i = 0; st == NX_OK && i < s->pairs.count; i = k) {
		uint64_t pair = s->pairs.items[i];

		for (k = i + 1; k < s->pairs.count && s->pairs.items[k] == pair; k++)
			;
		if (k - i >= LEAST_SHARED)
			st = try_pair(s, &cache, (uint32_t)(pair >> 32), (uint32_t)pair, err);
	}
	alike_cache_release(&cache);
	return st;
}

static nx_status find_stories(stories *s, nx_error *err)
{
	nx_status st = read_keys(s, err);
	uint32_t i;

	if (st == NX_OK)
		st = make_pairs(s, err);
	s->next = calloc(s->count + 1, sizeof *s->next);
	s->size = calloc(s->count + 1, sizeof *s->size);
	if (st == NX_OK && (!s->next || !s->size))
		st = no_memory(err);
	if (st != NX_OK)
		return st;
	for (i = 0; i < s->count; i++) {
		s->next[i] = i;
		s->size[i] = 1;
	}
	st = unite_alike(s, err);
	free(s->pairs.items);
	s->pairs = (number_list){ 0 };
	return st;
}

typedef struct placed {
	uint32_t size, story; /* of its story: articles, and the number of the earliest */
	uint32_t article;
} placed;

static int first_first(const void *a, const void *b)
{
	const nx_member *x = a, *y = b;
	size_t n = strlen(x->id), m = strlen(y->id);

	if (story_is_earlier(x, y) || story_is_earlier(y, x))
		return story_is_earlier(x, y) ? -1 : 1;
	return n != m ? (n < m ? -1 : 1) : strcmp(x->id, y->id);
}

static nx_status tell(
	stories *s, const placed *places, size_t count, nx_story_fn fn, void *ctx, nx_error *err)
{
	nx_member *members = calloc(count, sizeof *members);
	nx_arena arena = NX_ARENA_INIT;
	alike_cache cache = { 0 };
	nx_status st = members ? alike_cache_init(&cache, s->store, 4, err) : no_memory(err);
	size_t i, kept = 0;
	int64_t first = 0, rowid = 0;

	for (i = 0; st == NX_OK && i < count; i++) {
		story_member member = { .rowid = s->rowids[places[i].article] };

		st = story_describe(s->store, &member, &members[kept], &arena, err);
		kept += st == NX_OK;
		if (st == NX_ERR_NOTFOUND)
			st = NX_OK;
	}
	if (st == NX_OK && kept) {
		qsort(members, kept, sizeof *members, first_first);
		st = nx_id_parse(&first, nx_str_from(members[0].id), err);
	}
	for (i = 1; st == NX_OK && i < kept; i++) {
		alike_degree degree;

		st = nx_id_parse(&rowid, nx_str_from(members[i].id), err);
		if (st == NX_OK)
			st = alike_rows(&cache, first, rowid, &degree, err);
		if (st == NX_OK) {
			members[i].likeness = degree.kind;
			members[i].score = degree.score;
		}
	}
	if (st == NX_OK && kept)
		st = fn(ctx, members, kept, err);
	alike_cache_release(&cache);
	nx_arena_release(&arena);
	free(members);
	return st;
}

/* The largest story first, then the earlier one. */
static int by_story(const void *a, const void *b)
{
	const placed *x = a, *y = b;

	if (x->size != y->size)
		return x->size < y->size ? 1 : -1;
	if (x->story != y->story)
		return x->story < y->story ? -1 : 1;
	return (x->article > y->article) - (x->article < y->article);
}

/* The articles of stories of at least `min`, story by story. */
static nx_status place_all(stories *s, size_t min, placed **out, size_t *count, nx_error *err)
{
	uint32_t *earliest = calloc(s->count + 1, sizeof *earliest), i, root;
	nx_status st = earliest ? NX_OK : no_memory(err);
	size_t cap = 0;

	for (i = 0; st == NX_OK && i < s->count; i++) {
		placed *items;

		root = root_of(s, i);
		if (s->size[root] < min)
			continue;
		if (!earliest[root])
			earliest[root] = i + 1;
		if (!(items = nx_vec_room(*out, *count, &cap, sizeof *items))) {
			st = no_memory(err);
			break;
		}
		*out = items;
		items[(*count)++] = (placed){ s->size[root], earliest[root], i };
	}
	if (*count)
		qsort(*out, *count, sizeof **out, by_story);
	free(earliest);
	return st;
}

static nx_status tell_all(
	stories *s, size_t min, size_t limit, nx_story_fn fn, void *ctx, nx_error *err)
{
	placed *places = NULL;
	size_t count = 0, told, i, k;
	nx_status st = place_all(s, min, &places, &count, err);

	for (i = told = 0; st == NX_OK && i < count && told < limit; i = k, told++) {
		for (k = i + 1; k < count && places[k].story == places[i].story; k++)
			;
		st = tell(s, places + i, k - i, fn, ctx, err);
	}
	free(places);
	return st;
}

nx_status nx_store_duplicates(
	nx_store *store, size_t min, size_t limit, nx_story_fn fn, void *ctx, nx_error *err)
{
	stories s = { .store = store };
	nx_status st = find_stories(&s, err);

	if (st == NX_OK)
		st = tell_all(&s, min < 2 ? 2 : min, limit, fn, ctx, err);
	free(s.rowids);
	free(s.next);
	free(s.size);
	free(s.keys.items);
	free(s.pairs.items);
	return st;
}
