#include "newsidx/highlight.h"

#include <stdlib.h>
#include <string.h>

#include "newsidx/fold.h"
#include "newsidx/utf8.h"
#include "query/watch.h"

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

typedef struct sink {
	nx_spans *spans;
	nx_status status;
	nx_error *err;
} sink;

static bool add_near(void *ctx, const place *const *places, size_t count)
{
	sink *s = ctx;
	size_t i;

	for (i = 0; s->status == NX_OK && i < count; i++)
		s->status = add_span(s->spans, places[i]->start, places[i]->end, s->err);
	return s->status != NX_OK;
}

/* Words and phrases by themselves, those of NEAR only where they stand near. */
static void add_words(sink *s, const watches *w, const nx_node *node)
{
	const watch *found;
	size_t i;

	if (!node || node->kind == NX_NODE_NOT || s->status != NX_OK)
		return;
	if (node->kind == NX_NODE_NEAR) {
		watch_near(w, node, add_near, s);
		return;
	}
	for (i = 0; i < node->child_count; i++)
		add_words(s, w, node->children[i]);
	found = watches_find(w, node);
	for (i = 0; found && s->status == NX_OK && i < found->count; i++)
		s->status =
			add_span(s->spans, found->places[i].start, found->places[i].end, s->err);
}

static nx_status find_words(nx_spans *out, const nx_query *query, const nx_lexicon *lexicon,
	nx_str text, bool is_title, nx_error *err)
{
	watches w = { .arena = NX_ARENA_INIT };
	sink s = { out, NX_OK, err };

	if (!watches_add(&w, query->root, lexicon, false))
		s.status = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	else
		s.status = watches_read(&w, text, is_title ? NX_COLUMN_TITLE : NX_COLUMN_BODY, err);
	if (s.status == NX_OK)
		add_words(&s, &w, query->root);
	watches_release(&w);
	return s.status;
}

static bool asks_for(const nx_node *node, const nx_lexicon *lexicon, const nx_entity *entity)
{
	size_t i;

	if (!node || node->kind == NX_NODE_NOT)
		return false;
	if (node->kind == NX_NODE_ENTITY)
		return !entity || (nx_lexicon_find(lexicon, node->text) == entity &&
					  !watch_is_words(node, lexicon));
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
