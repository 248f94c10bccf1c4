#include <string.h>

#include "base/hash.h"
#include "newsidx/fold.h"
#include "newsidx/token.h"
#include "query/parts.h"

nx_node *node_new(nx_arena *arena, nx_node_kind kind, nx_str text)
{
	nx_node *node = nx_arena_alloc(arena, sizeof *node);

	if (node) {
		node->kind = kind;
		node->text = nx_arena_str(arena, text);
		node->entity_kind = NX_ENTITY_KINDS;
	}
	return node;
}

void node_add(nx_arena *arena, nx_node *parent, nx_node *child)
{
	if (!parent || !child)
		return;
	if (parent->child_count == parent->child_cap) {
		size_t cap = parent->child_cap ? parent->child_cap * 2 : 4;
		nx_node **grown = nx_arena_alloc(arena, cap * sizeof *grown);

		if (!grown)
			return;
		if (parent->child_count)
			memcpy(grown, parent->children, parent->child_count * sizeof *grown);
		parent->children = grown;
		parent->child_cap = cap;
	}
	parent->children[parent->child_count++] = child;
}

void node_add_terms(nx_arena *arena, nx_node *node)
{
	nx_buf spelling = NX_BUF_INIT;
	nx_tokens tokens;
	nx_token token;
	size_t count = 0;

	nx_tokens_init(&tokens, node->text);
	while (nx_tokens_next(&tokens, &token))
		count++;
	nx_tokens_release(&tokens);
	if (count == 0)
		return;
	node->terms = nx_arena_alloc(arena, count * sizeof *node->terms);
	if (!node->terms)
		return;
	nx_tokens_init(&tokens, node->text);
	while (node->term_count < count && nx_tokens_next(&tokens, &token)) {
		nx_term *term = &node->terms[node->term_count++];

		nx_buf_clear(&spelling);
		nx_fold_spelling(&spelling, nx_str_slice(node->text, token.start, token.end));
		term->fold = nx_arena_str(arena, token.fold);
		term->stem = nx_arena_str(arena, token.stem);
		term->spelling = nx_arena_str(arena, nx_buf_str(&spelling));
	}
	nx_tokens_release(&tokens);
	arena->failed |= spelling.failed;
	nx_buf_release(&spelling);
}

const nx_entity *nx_node_entity(const nx_node *node, const nx_lexicon *lexicon)
{
	const nx_entity *entity = lexicon ? nx_lexicon_find(lexicon, node->text) : NULL;

	if (entity && node->entity_kind != NX_ENTITY_KINDS && node->entity_kind != entity->kind)
		return NULL;
	return entity;
}

bool node_is_words(const nx_node *node)
{
	return node->kind == NX_NODE_WORD || node->kind == NX_NODE_PHRASE ||
	       node->kind == NX_NODE_NEAR;
}

bool node_binds(const nx_node *node)
{
	size_t i;

	if (node->kind != NX_NODE_AND && node->kind != NX_NODE_OR)
		return !node_is_words(node);
	for (i = 0; i < node->child_count; i++)
		if (!node_binds(node->children[i]))
			return false;
	return true;
}

static uint64_t hash_word(const nx_node *node)
{
	uint64_t h = (uint64_t)node->form * 4 + node->column;
	size_t i;

	for (i = 0; i < node->term_count; i++)
		h = h * 31 + nx_hash(node->terms[i].fold);
	return h;
}

static bool same_word(const nx_node *a, const nx_node *b)
{
	size_t i;

	if (a->kind != b->kind || a->form != b->form || a->column != b->column ||
		a->term_count != b->term_count)
		return false;
	for (i = 0; i < a->term_count; i++)
		if (!nx_str_eq(a->terms[i].fold, b->terms[i].fold) ||
			(a->form == NX_FORM_EXACT &&
				!nx_str_eq(a->terms[i].spelling, b->terms[i].spelling)))
			return false;
	return true;
}

/* The slot of a word like this one, or the empty one where it belongs. */
static nx_node **slot_of(nx_node **table, size_t size, const nx_node *word)
{
	size_t slot = (size_t)hash_word(word) & (size - 1);

	while (table[slot] && !same_word(table[slot], word))
		slot = (slot + 1) & (size - 1);
	return &table[slot];
}

bool node_set_add(nx_arena *arena, node_set *set, nx_node *word)
{
	nx_node **slot;
	size_t i;

	if (set->count * 2 >= set->size) {
		size_t size = set->size ? set->size * 2 : 8;
		nx_node **table = nx_arena_alloc(arena, size * sizeof(nx_node *));

		if (!table)
			return true;
		for (i = 0; i < set->size; i++)
			if (set->table[i])
				*slot_of(table, size, set->table[i]) = set->table[i];
		set->table = table;
		set->size = size;
	}
	slot = slot_of(set->table, set->size, word);
	if (*slot)
		return false;
	*slot = word;
	set->count++;
	return true;
}
