#include "newsidx/highlight.h"

#include <stdlib.h>
#include <string.h>

#include "newsidx/fold.h"
#include "newsidx/particle.h"
#include "newsidx/token.h"
#include "newsidx/utf8.h"

void nx_spans_release(nx_spans *spans)
{
	free(spans->items);
	*spans = (nx_spans)NX_SPANS_INIT;
}

static nx_status add_span(nx_spans *spans, size_t start, size_t end, nx_error *err)
{
	nx_span *items = nx_vec_room(spans->items, spans->count, &spans->cap, sizeof *items);

	if (!items)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	spans->items = items;
	items[spans->count++] = (nx_span){ start, end };
	return NX_OK;
}

/* A word or phrase of the query on its way through a text. `seen` remembers where
 * the last terms of it that matched began, for the sequence that may be growing. */
typedef struct watch {
	const nx_node *node;
	size_t *starts; /* for each length of the sequence so far, its start + 1 */
} watch;

typedef struct watches {
	watch *items;
	size_t count, cap;
	nx_arena arena;
} watches;

/* Words and phrases to watch for, and names that nobody knows: those are searched for
 * by their words. */
static bool collect(watches *w, const nx_node *node, const nx_lexicon *lexicon, bool is_title)
{
	size_t i;

	if (!node || node->kind == NX_NODE_NOT)
		return true;
	for (i = 0; i < node->child_count; i++)
		if (!collect(w, node->children[i], lexicon, is_title))
			return false;
	if (node->in_title && !is_title)
		return true;
	if (node->kind == NX_NODE_WORD || node->kind == NX_NODE_PHRASE ||
		(node->kind == NX_NODE_ENTITY && lexicon &&
			!nx_lexicon_find(lexicon, node->text))) {
		watch *items = nx_vec_room(w->items, w->count, &w->cap, sizeof *items);

		if (!items)
			return false;
		w->items = items;
		items[w->count].node = node;
		items[w->count].starts =
			nx_arena_alloc(&w->arena, (node->term_count + 1) * sizeof(size_t));
		if (!items[w->count].starts)
			return false;
		w->count++;
	}
	return true;
}

static bool term_matches(const nx_node *node, size_t i, const nx_token *token)
{
	/* A single word is found by its stem; in a sequence words stand as written. */
	if (node->kind == NX_NODE_WORD && node->term_count == 1)
		return nx_str_eq(node->terms[i].stem, token->stem);
	if (i == 0 && node->term_count > 1 && nx_particle_before(token->fold, node->terms[0].fold))
		return true;
	return nx_str_eq(node->terms[i].fold, token->fold);
}

/* Move the watch over one token; true when its whole sequence ends there. */
static bool advance(watch *w, const nx_token *token, size_t *start)
{
	size_t i;
	bool whole = false;

	w->starts[0] = token->start + 1;
	for (i = w->node->term_count; i > 0; i--) {
		if (w->starts[i - 1] && term_matches(w->node, i - 1, token)) {
			w->starts[i] = w->starts[i - 1];
			if (i == w->node->term_count) {
				whole = true;
				*start = w->starts[i] - 1;
			}
		} else {
			w->starts[i] = 0;
		}
	}
	return whole;
}

static int by_start(const void *a, const void *b)
{
	const nx_span *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return (x->end < y->end) - (x->end > y->end);
}

static void drop_overlaps(nx_spans *spans)
{
	size_t i, kept = 0;

	if (spans->count > 1)
		qsort(spans->items, spans->count, sizeof *spans->items, by_start);
	for (i = 0; i < spans->count; i++) {
		nx_span *last = kept ? &spans->items[kept - 1] : NULL;

		if (last && spans->items[i].start < last->end) {
			if (spans->items[i].end > last->end)
				last->end = spans->items[i].end;
			continue;
		}
		spans->items[kept++] = spans->items[i];
	}
	spans->count = kept;
}

static nx_status find_words(nx_spans *out, const nx_query *query, const nx_lexicon *lexicon,
	nx_str text, bool is_title, nx_error *err)
{
	watches w = { NULL, 0, 0, NX_ARENA_INIT };
	nx_tokens tokens;
	nx_token token;
	nx_status st = NX_OK;
	size_t i, start = 0;

	nx_tokens_init(&tokens, text);
	if (!collect(&w, query->root, lexicon, is_title)) {
		st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
		goto done;
	}
	while (st == NX_OK && w.count > 0 && nx_tokens_next(&tokens, &token))
		for (i = 0; st == NX_OK && i < w.count; i++)
			if (advance(&w.items[i], &token, &start))
				st = add_span(out, start, token.end, err);
done:
	nx_tokens_release(&tokens);
	free(w.items);
	nx_arena_release(&w.arena);
	return st;
}

static bool asks_for(const nx_node *node, const nx_lexicon *lexicon, const nx_entity *entity)
{
	size_t i;

	if (!node || node->kind == NX_NODE_NOT)
		return false;
	if (node->kind == NX_NODE_ENTITY)
		return !entity || nx_lexicon_find(lexicon, node->text) == entity;
	for (i = 0; i < node->child_count; i++)
		if (asks_for(node->children[i], lexicon, entity))
			return true;
	return false;
}

static nx_status find_names(
	nx_spans *out, const nx_query *query, const nx_lexicon *lexicon, nx_str text, nx_error *err)
{
	nx_mentions mentions = NX_MENTIONS_INIT;
	nx_status st = nx_entities_find(&mentions, lexicon, text, err);
	size_t i;

	for (i = 0; st == NX_OK && i < mentions.count; i++)
		if (asks_for(query->root, lexicon, mentions.items[i].entity))
			st = add_span(out, mentions.items[i].start, mentions.items[i].end, err);
	nx_mentions_release(&mentions);
	return st;
}

nx_status nx_highlight(nx_spans *out, const nx_query *query, const nx_lexicon *lexicon, nx_str text,
	bool is_title, nx_error *err)
{
	nx_status st;

	out->count = 0;
	st = find_words(out, query, lexicon, text, is_title, err);
	if (st == NX_OK && lexicon && asks_for(query->root, lexicon, NULL))
		st = find_names(out, query, lexicon, text, err);
	drop_overlaps(out);
	return st;
}

/* The window of `width` code points with the most spans: two fingers over them. */
static size_t best_start(nx_str text, const nx_spans *spans, size_t bytes)
{
	size_t first = 0, last, best = 0, best_count = 0;

	for (last = 0; last < spans->count; last++) {
		while (spans->items[last].end - spans->items[first].start > bytes && first < last)
			first++;
		if (last - first + 1 > best_count) {
			best_count = last - first + 1;
			best = spans->items[first].start;
		}
	}
	(void)text;
	return best;
}

static bool is_break(nx_str text, size_t pos)
{
	return pos == 0 || pos >= text.n || text.p[pos] == ' ' || text.p[pos] == '\n' ||
	       text.p[pos - 1] == ' ' || text.p[pos - 1] == '\n';
}

/* Go back from `pos` by at most `chars` code points to the beginning of a word, not
 * over the end of a paragraph. */
static size_t back_to_word(nx_str text, size_t pos, size_t chars)
{
	size_t at = pos, word = pos;

	while (at > 0 && chars-- > 0 && text.p[at - 1] != '\n') {
		nx_utf8_prev(text, &at);
		if (is_break(text, at) && text.p[at] != ' ')
			word = at;
	}
	return word;
}

#define LONG_WORD 64 /* code points; what is longer may be cut */

/* Where the word around `pos` ends; false when that is far. */
static bool word_end(nx_str text, size_t pos, size_t *end)
{
	size_t i;

	for (i = 0; i < LONG_WORD && !is_break(text, pos); i++)
		nx_utf8_next(text, &pos);
	*end = pos;
	return is_break(text, pos);
}

/* Go on by at most `chars` code points to the end of a word, by more when there is
 * but one; a text without spaces is cut, but not between a letter and its mark. */
static size_t on_to_word(nx_str text, size_t pos, size_t chars)
{
	size_t at = pos, word = pos, next;

	while (at < text.n && chars-- > 0) {
		nx_utf8_next(text, &at);
		if (at == text.n || text.p[at] == ' ' || text.p[at] == '\n')
			word = at;
	}
	if (word > pos || word_end(text, at, &word))
		return word;
	for (next = at; next < text.n; at = next)
		if (nx_fold_class(nx_utf8_next(text, &next)) != NX_CLASS_DROP)
			break;
	return at;
}

nx_str nx_snippet(nx_str text, const nx_spans *spans, size_t width, bool *cut_start, bool *cut_end)
{
	size_t start = 0, end, hit = 0, i;

	if (spans && spans->count) {
		/* Arabic letters are two bytes, so this is about `width` of them. */
		hit = best_start(text, spans, width * 2);
		start = back_to_word(text, hit, width / 4);
	}
	end = on_to_word(text, start, width);
	for (i = 0; spans && i < spans->count; i++)
		if ((spans->items[i].start < end || spans->items[i].start == hit) &&
			spans->items[i].end > end)
			end = spans->items[i].end;
	*cut_start = start > 0;
	*cut_end = end < text.n;
	return nx_str_slice(text, start, end);
}
