#include "newsidx/highlight.h"

#include <stdlib.h>
#include <string.h>

#include "query/watch.h"

void nx_spans_release(nx_spans *spans)
{
	free(spans->items);
	*spans = (nx_spans)NX_SPANS_INIT;
}

static nx_status add_span(
	nx_spans *spans, size_t start, size_t end, const nx_node *node, nx_error *err)
{
	nx_span *items = nx_vec_room(spans->items, spans->count, &spans->cap, sizeof *items);

	if (!items)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	spans->items = items;
	items[spans->count++] = (nx_span){ start, end, node, node->weight };
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
			if (spans->items[i].weight > last->weight) {
				last->node = spans->items[i].node;
				last->weight = spans->items[i].weight;
			}
			continue;
		}
		spans->items[kept++] = spans->items[i];
	}
	spans->count = kept;
}

typedef struct sink {
	nx_spans *spans;
	const nx_node *near; /* whose words are at hand */
	nx_status status;
	nx_error *err;
} sink;

static bool add_near(void *ctx, const place *const *places, size_t count)
{
	sink *s = ctx;
	size_t i;

	for (i = 0; s->status == NX_OK && i < count; i++)
		s->status = add_span(
			s->spans, places[i]->start, places[i]->end, s->near->children[i], s->err);
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
		s->near = node;
		watch_near(w, node, add_near, s);
		return;
	}
	for (i = 0; i < node->child_count; i++)
		add_words(s, w, node->children[i]);
	found = watches_find(w, node);
	for (i = 0; found && s->status == NX_OK && i < found->count; i++)
		s->status = add_span(
			s->spans, found->places[i].start, found->places[i].end, node, s->err);
}

static nx_status find_words(nx_spans *out, const nx_query *query, const nx_lexicon *lexicon,
	nx_str text, bool is_title, nx_error *err)
{
	watches w = { .arena = NX_ARENA_INIT };
	sink s = { out, NULL, NX_OK, err };

	if (!watches_add(&w, query->root, lexicon, false))
		s.status = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	else
		s.status = watches_read(&w, text, is_title ? NX_COLUMN_TITLE : NX_COLUMN_BODY, err);
	if (s.status == NX_OK)
		add_words(&s, &w, query->root);
	watches_release(&w);
	return s.status;
}

/* A part of the query that asks for a name, and whom the lexicon takes that for. */
typedef struct asked_name {
	const nx_node *node;
	const nx_entity *entity;
} asked_name;

typedef struct asked_names {
	asked_name *items;
	size_t count, cap;
} asked_names;

/* Those that are known; of others the words are looked for. False without memory. */
static bool list_names(asked_names *out, const nx_node *node, const nx_lexicon *lexicon)
{
	const nx_entity *entity;
	asked_name *items;
	size_t i;

	if (!node || node->kind == NX_NODE_NOT)
		return true;
	for (i = 0; i < node->child_count; i++)
		if (!list_names(out, node->children[i], lexicon))
			return false;
	if (node->kind != NX_NODE_ENTITY)
		return true;
	entity = nx_node_entity(node, lexicon);
	if (!entity && !node->name_count)
		return true;
	items = nx_vec_room(out->items, out->count, &out->cap, sizeof *items);
	if (!items)
		return false;
	out->items = items;
	items[out->count++] = (asked_name){ node, entity };
	return true;
}

static bool is_name(const nx_entity *name, const nx_entity *entity)
{
	return name->kind == entity->kind &&
	       (nx_str_eq(name->name, entity->name) ||
		       (entity->key.p && nx_str_eq(name->key, entity->key)));
}

static bool asks(const asked_name *asked, const nx_entity *entity)
{
	const nx_node *node = asked->node;
	size_t i;

	for (i = 0; i < node->name_count; i++)
		if (is_name(&node->names[i], entity))
			return true;
	return !node->name_count && asked->entity == entity;
}

/* The first part of the query that asks for the name. */
static const nx_node *asks_for(const asked_names *names, const nx_entity *entity)
{
	size_t i;

	for (i = 0; i < names->count; i++)
		if (asks(&names->items[i], entity))
			return names->items[i].node;
	return NULL;
}

static nx_status find_names(nx_spans *out, const asked_names *names, const nx_lexicon *lexicon,
	nx_str text, nx_error *err)
{
	nx_mentions mentions = NX_MENTIONS_INIT;
	nx_status st = nx_entities_find(&mentions, lexicon, text, err);
	size_t i;

	for (i = 0; st == NX_OK && i < mentions.count; i++) {
		const nx_mention *one = &mentions.items[i];
		const nx_node *node = asks_for(names, one->entity);

		if (node)
			st = add_span(out, one->start, one->end, node, err);
	}
	nx_mentions_release(&mentions);
	return st;
}

nx_status nx_highlight(nx_spans *out, const nx_query *query, const nx_lexicon *lexicon, nx_str text,
	bool is_title, nx_error *err)
{
	asked_names names = { 0 };
	nx_status st;

	out->count = 0;
	st = find_words(out, query, lexicon, text, is_title, err);
	if (st == NX_OK && lexicon && !list_names(&names, query->root, lexicon))
		st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	if (st == NX_OK && names.count)
		st = find_names(out, &names, lexicon, text, err);
	drop_overlaps(out);
	free(names.items);
	return st;
}
