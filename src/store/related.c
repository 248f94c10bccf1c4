/* Articles that speak of the same: the rarest words of the article are searched for, and
 * of what is found those with the same names come first. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "store/alike.h"
#include "store/merges.h"

/* So many words are asked for. With more, long articles of all kinds have some of them. */
#define WORDS 12
/* Words that no article has but this one and its copies find no others, and yet say how
 * much of this one others could have. */
#define LONELY_WORDS 4
#define SEARCHED 50
/* Words of the title say what it is about. */
#define TITLE_WEIGHT 3
#define SCORE_OF_WORDS 0.7
#define SCORE_OF_NAMES 0.3
/* Below, a word or two are the same. */
#define LEAST_SCORE 0.25

typedef struct word {
	nx_str fold, stem;
	double weight;    /* times it is said at first */
	int64_t articles; /* that have it */
} word;

typedef struct word_list {
	word *items;
	size_t count, cap;
	nx_arena arena;
} word_list;

static nx_status add_words(word_list *list, nx_str text, double weight, nx_error *err)
{
	nx_tokens tokens;
	nx_token token;
	nx_status st = NX_OK;

	nx_tokens_init(&tokens, text);
	while (st == NX_OK && nx_tokens_next(&tokens, &token)) {
		word *items;

		if (token.kind == NX_TOKEN_NUMBER || nx_is_function_word(token.fold))
			continue;
		items = nx_vec_room(list->items, list->count, &list->cap, sizeof *items);
		if (!items) {
			st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
			break;
		}
		list->items = items;
		items[list->count++] = (word){ .fold = nx_arena_str(&list->arena, token.fold),
			.stem = nx_arena_str(&list->arena, token.stem),
			.weight = weight };
	}
	nx_tokens_release(&tokens);
	if (st == NX_OK && list->arena.failed)
		st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	return st;
}

static int by_stem(const void *a, const void *b)
{
	const word *x = a, *y = b;
	int order = nx_str_cmp(x->stem, y->stem);

	return order ? order : nx_str_cmp(x->fold, y->fold);
}

static void unite(word_list *list)
{
	size_t i, kept = 0;

	if (list->count)
		qsort(list->items, list->count, sizeof *list->items, by_stem);
	for (i = 0; i < list->count; i++) {
		if (kept && nx_str_eq(list->items[kept - 1].stem, list->items[i].stem))
			list->items[kept - 1].weight += list->items[i].weight;
		else
			list->items[kept++] = list->items[i];
	}
	list->count = kept;
}

/* A word that every fourth article has finds all kinds. */
static nx_status weigh(word_list *list, nx_store *store, nx_error *err)
{
	int64_t all = 0;
	nx_buf term = NX_BUF_INIT;
	nx_status st = store_ask(store, "SELECT count(*) FROM article_fts_docsize", &all, err);
	size_t i;

	for (i = 0; st == NX_OK && i < list->count; i++) {
		word *w = &list->items[i];
		int64_t stems = 0, articles = 0;

		nx_buf_clear(&term);
		nx_buf_addf(&term, "%c%.*s", MARK_STEM, NX_FMT(w->stem));
		st = nx_buf_status(&term, err);
		if (st == NX_OK)
			st = term_articles(store, nx_buf_str(&term), &stems, err);
		if (st == NX_OK)
			st = term_articles(store, w->stem, &articles, err);
		articles += stems;
		w->articles = articles;
		if (articles == 0 || (articles > all / 4 && all > 20))
			w->weight = 0;
		else
			w->weight = (1 + log(w->weight)) * log(1 + (double)all / (double)articles);
	}
	nx_buf_release(&term);
	return st;
}

static int heaviest_first(const void *a, const void *b)
{
	const word *x = a, *y = b;

	return x->weight != y->weight ? (x->weight < y->weight ? 1 : -1) : by_stem(a, b);
}

/* Add the word to those of which any will do. */
static void add_node(nx_query *query, nx_node *root, const word *w)
{
	nx_arena *arena = &query->arena;
	nx_node *node = nx_arena_alloc(arena, sizeof *node);
	nx_term *term = nx_arena_alloc(arena, sizeof *term);

	if (!node || !term)
		return;
	term->fold = term->spelling = nx_arena_str(arena, w->fold);
	term->stem = nx_arena_str(arena, w->stem);
	*node = (nx_node){
		.kind = NX_NODE_WORD, .text = term->fold, .terms = term, .term_count = 1
	};
	root->children[root->child_count++] = node;
}

/* A query for any of the heaviest words; none when nothing else has one of them. */
static nx_status make_query(nx_query *query, const word_list *list, int64_t copies, nx_error *err)
{
	nx_arena *arena = &query->arena;
	nx_node *root = nx_arena_alloc(arena, sizeof *root);
	size_t shared = 0, lonely = 0, i;

	if (root) {
		root->kind = NX_NODE_OR;
		root->child_cap = WORDS + LONELY_WORDS;
		root->children = nx_arena_alloc(arena, root->child_cap * sizeof *root->children);
	}
	for (i = 0; !arena->failed && i < list->count && shared < WORDS; i++) {
		const word *w = &list->items[i];
		bool alone = w->articles <= 1 + copies;

		if (w->weight <= 0 || (alone && lonely == LONELY_WORDS))
			continue;
		lonely += alone;
		shared += !alone;
		add_node(query, root, w);
	}
	query->root = shared ? root : NULL;
	return arena->failed ? nx_fail(err, NX_ERR_NOMEM, "out of memory") : NX_OK;
}

static nx_status add_found(void *ctx, const nx_hit *hit, nx_error *err)
{
	related_list *list = ctx;
	struct related_item *items =
		nx_vec_room(list->items, list->count, &list->cap, sizeof *items);
	int64_t rowid = 0;
	nx_status st = nx_id_parse(&rowid, nx_str_from(hit->id), err);

	if (!items)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	list->items = items;
	items[list->count++] = (struct related_item){ rowid, hit->score };
	return st;
}

static nx_status read_keys(nx_store *store, int64_t rowid, nx_buf *out, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_ARTICLE_KEYS, err);
	nx_status st;
	bool row;

	if (!stmt)
		return NX_ERR_DB;
	nx_buf_clear(out);
	sqlite3_bind_int64(stmt, 1, rowid);
	st = store_step(store, stmt, &row, err);
	if (row)
		nx_buf_add(out, store_column(stmt, 0));
	sqlite3_reset(stmt);
	return st == NX_OK ? nx_buf_status(out, err) : st;
}

/* The part of the names in `keys` that the others have too, merged ones as what they are. */
static double share_names(const merges *merged, nx_str keys, nx_str others)
{
	size_t names = 0, shared = 0;
	nx_str key, other, rest;

	while (nx_str_split(&keys, ' ', &key)) {
		int64_t id = key_entity(key), there;

		if (!id)
			continue;
		names++;
		for (rest = others; nx_str_split(&rest, ' ', &other);)
			if ((there = key_entity(other)) != 0 &&
				merges_head(merged, there) == merges_head(merged, id)) {
				shared++;
				break;
			}
	}
	return names ? (double)shared / (double)names : 0;
}

static int nearest_first(const void *a, const void *b)
{
	const struct related_item *x = a, *y = b;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return (x->rowid > y->rowid) - (x->rowid < y->rowid);
}

/* The article itself has all the words: its score is what there is to be had. */
static nx_status score(nx_store *store, int64_t rowid, related_list *list, nx_error *err)
{
	nx_buf keys = NX_BUF_INIT, others = NX_BUF_INIT;
	merges merged = { 0 };
	nx_status st = read_keys(store, rowid, &keys, err);
	double most = 0;
	size_t i, kept = 0;

	if (st == NX_OK)
		st = merges_read(&merged, store, err);
	for (i = 0; i < list->count; i++)
		if (list->items[i].rowid == rowid || list->items[i].score > most)
			most = list->items[i].score;
	for (i = 0; st == NX_OK && most > 0 && i < list->count; i++) {
		struct related_item item = list->items[i];

		if (item.rowid == rowid)
			continue;
		st = read_keys(store, item.rowid, &others, err);
		item.score = SCORE_OF_WORDS * (item.score < most ? item.score / most : 1) +
			     SCORE_OF_NAMES *
				     share_names(&merged, nx_buf_str(&keys), nx_buf_str(&others));
		if (item.score >= LEAST_SCORE)
			list->items[kept++] = item;
	}
	list->count = kept;
	if (kept)
		qsort(list->items, kept, sizeof *list->items, nearest_first);
	merges_release(&merged);
	nx_buf_release(&keys);
	nx_buf_release(&others);
	return st;
}

static nx_status read_words(nx_store *store, int64_t rowid, word_list *list, nx_error *err)
{
	sqlite3_stmt *row = store_stmt(store, ST_ARTICLE_TEXT, err);
	nx_status st;
	bool any;

	if (!row)
		return NX_ERR_DB;
	sqlite3_bind_int64(row, 1, rowid);
	st = store_step(store, row, &any, err);
	if (any) {
		st = add_words(list, store_column(row, 0), TITLE_WEIGHT, err);
		if (st == NX_OK)
			st = add_words(list, store_column(row, 1), 1, err);
	}
	sqlite3_reset(row);
	unite(list);
	return st;
}

nx_status related_find(nx_store *store, int64_t rowid, int64_t copies, size_t limit,
	related_list *out, nx_error *err)
{
	nx_search_options options = { .limit = limit < SEARCHED ? SEARCHED : limit };
	word_list list = { 0 };
	nx_query query;
	nx_status st = read_words(store, rowid, &list, err);

	nx_query_init(&query);
	if (st == NX_OK)
		st = weigh(&list, store, err);
	if (st == NX_OK && list.count)
		qsort(list.items, list.count, sizeof *list.items, heaviest_first);
	if (st == NX_OK)
		st = make_query(&query, &list, copies, err);
	if (st == NX_OK && query.root)
		st = nx_search(store, &query, NULL, &options, add_found, out, NULL, err);
	if (st == NX_OK)
		st = score(store, rowid, out, err);
	nx_query_release(&query);
	nx_arena_release(&list.arena);
	free(list.items);
	return st;
}
