#include "query/watch.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "newsidx/fold.h"
#include "newsidx/particle.h"
#include "newsidx/token.h"

bool watch_is_words(const nx_node *node, const nx_lexicon *lexicon)
{
	if (node->kind == NX_NODE_ENTITY && lexicon)
		return !node->name_count && !nx_node_entity(node, lexicon);
	return node->kind == NX_NODE_WORD || node->kind == NX_NODE_PHRASE;
}

bool watches_add(watches *w, const nx_node *node, const nx_lexicon *lexicon, bool excluded)
{
	watch *items;
	size_t i;

	if (!node || (node->kind == NX_NODE_NOT && !excluded))
		return true;
	for (i = 0; i < node->child_count; i++)
		if (!watches_add(w, node->children[i], lexicon, excluded))
			return false;
	if (!watch_is_words(node, lexicon))
		return true;
	items = nx_vec_room(w->items, w->count, &w->cap, sizeof *items);
	if (!items)
		return false;
	w->items = items;
	items[w->count] = (watch){ .node = node,
		.starts = nx_arena_alloc(&w->arena, (node->term_count + 1) * sizeof(size_t)),
		.tiers = nx_arena_alloc(&w->arena, (node->term_count + 1) * sizeof(nx_tier)) };
	if (!items[w->count].starts || !items[w->count].tiers)
		return false;
	w->count++;
	return true;
}

void watches_release(watches *w)
{
	size_t i;

	for (i = 0; i < w->count; i++)
		free(w->items[i].places);
	free(w->items);
	nx_arena_release(&w->arena);
	*w = (watches){ .arena = NX_ARENA_INIT };
}

static int by_node(const void *key, const void *item)
{
	const nx_node *a = key, *b = ((const watch *)item)->node;

	return (a > b) - (a < b);
}

static int by_address(const void *a, const void *b)
{
	return by_node(((const watch *)a)->node, b);
}

const watch *watches_find(const watches *w, const nx_node *node)
{
	return !w->count ? NULL : bsearch(node, w->items, w->count, sizeof *w->items, by_node);
}

/* The word at hand, with its spelling when somebody has asked for it. */
typedef struct reading {
	nx_str text;
	const nx_token *token;
	nx_buf spelling;
	bool spelt;
} reading;

static nx_str spelling_of(reading *word)
{
	if (!word->spelt) {
		nx_buf_clear(&word->spelling);
		nx_fold_spelling(&word->spelling,
			nx_str_slice(word->text, word->token->start, word->token->end));
		word->spelt = true;
	}
	return nx_buf_str(&word->spelling);
}

/* A word that is its own stem has none in the index: it counts by its fold alone. */
static bool is_variant(const nx_node *node, const nx_token *token)
{
	bool stemmed = !nx_str_eq(token->stem, token->fold);
	size_t i;

	for (i = 0; i < node->variant_count; i++) {
		const nx_variant *v = &node->variants[i];

		if ((!v->is_stem || stemmed) &&
			nx_str_eq(v->word, v->is_stem ? token->stem : token->fold))
			return true;
	}
	return false;
}

static nx_tier term_tier(const nx_node *node, size_t i, reading *word)
{
	const nx_term *term = &node->terms[i];
	const nx_token *token = word->token;
	bool last = i + 1 == node->term_count;

	if (nx_str_eq(term->fold, token->fold)) {
		if (nx_str_eq(term->spelling, spelling_of(word)))
			return NX_TIER_WRITTEN;
		return node->form == NX_FORM_EXACT ? NX_TIER_NO : NX_TIER_FOLDED;
	}
	if (node->form == NX_FORM_PREFIX && last && nx_str_starts(token->fold, term->fold))
		return nx_str_starts(spelling_of(word), term->spelling) ? NX_TIER_WRITTEN
									: NX_TIER_FOLDED;
	if (node->form != NX_FORM_ANY && node->form != NX_FORM_FUZZY)
		return NX_TIER_NO;
	/* A single word is found by its stem; in a sequence words stand as written. */
	if (node->kind == NX_NODE_WORD && node->term_count == 1 &&
		nx_str_eq(term->stem, token->stem))
		return NX_TIER_STEM;
	if (i == 0 && node->term_count > 1 && nx_particle_before(token->fold, term->fold))
		return NX_TIER_STEM;
	return is_variant(node, token) ? NX_TIER_FUZZY : NX_TIER_NO;
}

/* Move the watch over one word; true when its whole sequence ends there. */
static bool advance(watch *w, reading *word)
{
	const nx_token *token = word->token;
	size_t i;

	w->starts[0] = token->start + 1;
	w->tiers[0] = NX_TIER_NO;
	for (i = w->node->term_count; i > 0; i--) {
		nx_tier tier = w->starts[i - 1] ? term_tier(w->node, i - 1, word) : NX_TIER_NO;

		w->starts[i] = tier == NX_TIER_NO ? 0 : w->starts[i - 1];
		w->tiers[i] = tier > w->tiers[i - 1] ? tier : w->tiers[i - 1];
	}
	return w->starts[w->node->term_count] != 0;
}

static nx_status add_place(watch *w, const nx_token *token, size_t number, nx_error *err)
{
	size_t n = w->node->term_count;
	place *places = nx_vec_room(w->places, w->count, &w->cap, sizeof *places);

	if (!places)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	w->places = places;
	places[w->count++] =
		(place){ w->starts[n] - 1, token->end, number + 1 - n, n, w->tiers[n] };
	return NX_OK;
}

static bool is_elsewhere(const nx_node *node, nx_column column)
{
	return node->column != NX_COLUMN_ANY && node->column != column;
}

static size_t slot_of(nx_str word)
{
	return nx_hash(word) % WATCH_SLOTS;
}

/* Where the watch is looked for. One word in any form has the query's stem, as written its
 * fold; what begins so, is spelt nearly so or has a particle before it may be any word. */
static watch **list_of(watches *w, const nx_node *node)
{
	if (node->term_count != 1 || node->form == NX_FORM_PREFIX || node->variant_count)
		return &w->always;
	if (node->form == NX_FORM_WRITTEN || node->form == NX_FORM_EXACT ||
		node->kind != NX_NODE_WORD)
		return &w->by_fold[slot_of(node->terms[0].fold)];
	return &w->by_stem[slot_of(node->terms[0].stem)];
}

/* Ready for the first word of a text. */
static void begin_text(watches *w, nx_column column)
{
	size_t i;

	if (w->count > 1)
		qsort(w->items, w->count, sizeof *w->items, by_address);
	memset(w->by_fold, 0, sizeof w->by_fold);
	memset(w->by_stem, 0, sizeof w->by_stem);
	w->always = NULL;
	for (i = 0; i < w->count; i++) {
		watch *one = &w->items[i], **list = list_of(w, one->node);

		one->count = 0;
		memset(one->starts, 0, (one->node->term_count + 1) * sizeof *one->starts);
		if (is_elsewhere(one->node, column))
			continue;
		one->next = *list;
		*list = one;
	}
}

static nx_status advance_all(watch *list, reading *word, size_t number, nx_error *err)
{
	nx_status st = NX_OK;

	for (; st == NX_OK && list; list = list->next)
		if (advance(list, word))
			st = add_place(list, word->token, number, err);
	return st;
}

nx_status watches_read(watches *w, nx_str text, nx_column column, nx_error *err)
{
	reading word = { .text = text, .spelling = NX_BUF_INIT };
	nx_tokens tokens;
	nx_token token;
	nx_status st = NX_OK;
	size_t number;

	begin_text(w, column);
	nx_tokens_init(&tokens, text);
	word.token = &token;
	for (number = 0; st == NX_OK && w->count > 0 && nx_tokens_next(&tokens, &token); number++) {
		word.spelt = false;
		st = advance_all(w->always, &word, number, err);
		if (st == NX_OK)
			st = advance_all(w->by_fold[slot_of(token.fold)], &word, number, err);
		if (st == NX_OK)
			st = advance_all(w->by_stem[slot_of(token.stem)], &word, number, err);
	}
	if (st == NX_OK)
		st = nx_buf_status(&word.spelling, err);
	nx_buf_release(&word.spelling);
	nx_tokens_release(&tokens);
	return st;
}

bool watch_near(const watches *w, const nx_node *node, near_fn fn, void *ctx)
{
	const place *at[NX_QUERY_NEAR], *end[NX_QUERY_NEAR];
	size_t i, n = node->child_count;

	if (n > NX_QUERY_NEAR)
		return false;
	for (i = 0; i < n; i++) {
		const watch *child = watches_find(w, node->children[i]);

		if (!child || !child->count)
			return false;
		at[i] = child->places;
		end[i] = child->places + child->count;
	}
	for (;;) {
		size_t last = 0, earliest = 0;
		bool near = true;

		for (i = 0; i < n; i++) {
			if (at[i]->first > last)
				last = at[i]->first;
			if (at[i]->first < at[earliest]->first)
				earliest = i;
		}
		for (i = 0; i < n; i++)
			near &= at[i]->first + at[i]->length + (size_t)node->distance >= last;
		if (near && fn(ctx, at, n))
			return true;
		if (++at[earliest] == end[earliest])
			return false;
	}
}
