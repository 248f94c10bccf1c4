#include "entity/frozen.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "entity/strangers.h"
#include "entity/table.h"

static uint64_t edge_key(uint32_t node, uint32_t word)
{
	return (uint64_t)node << 32 | word;
}

static size_t edge_slot(uint64_t key, size_t mask)
{
	key *= 0x9E3779B97F4A7C15u;
	return (size_t)(key ^ key >> 32) & mask;
}

/* Keep the table at most half full, so that a miss ends soon. */
static bool table_reserve(lexicon_table *table, bool edges)
{
	size_t size = table->slots ? (table->mask + 1) * 2 : 1024;
	lexicon_slot *old = table->slots;
	size_t i, at;

	if (table->slots && table->count * 2 < table->mask + 1)
		return true;
	table->slots = calloc(size, sizeof(*table->slots));
	if (!table->slots) {
		table->slots = old;
		return false;
	}
	for (i = 0; old && i <= table->mask; i++) {
		if (!old[i].value)
			continue;
		at = edges ? edge_slot(old[i].key, size - 1) : (size_t)old[i].key & (size - 1);
		while (table->slots[at].value)
			at = (at + 1) & (size - 1);
		table->slots[at] = old[i];
	}
	free(old);
	table->mask = size - 1;
	return true;
}

/* The slot that holds the word, or the empty one where it would go. */
static lexicon_slot *word_slot(const nx_lexicon *lexicon, nx_str fold, uint64_t hash)
{
	const lexicon_table *table = &lexicon->word_table;
	size_t at = (size_t)hash & table->mask;

	for (; table->slots[at].value; at = (at + 1) & table->mask)
		if (table->slots[at].key == hash &&
			nx_str_eq(lexicon_text(lexicon, table->slots[at].value), fold))
			break;
	return &table->slots[at];
}

static lexicon_slot *step_slot(const nx_lexicon *lexicon, uint64_t key)
{
	const lexicon_table *table = &lexicon->edge_table;
	size_t at = edge_slot(key, table->mask);

	while (table->slots[at].value && table->slots[at].key != key)
		at = (at + 1) & table->mask;
	return &table->slots[at];
}

/* The filter goes by the upper half of the hash, the table by the lower. */
static size_t filter_cell(uint64_t hash, uint64_t *bit)
{
	*bit = (uint64_t)1 << (hash >> 32 & 63);
	return hash >> 38 & 1023;
}

uint32_t lexicon_word_find(const nx_lexicon *lexicon, nx_str fold)
{
	uint64_t hash = nx_hash(fold), bit;

	if (!(lexicon->filter[filter_cell(hash, &bit)] & bit))
		return 0;
	return word_slot(lexicon, fold, hash)->value;
}

/* A new word at the end; false without memory. */
static bool word_add(nx_lexicon *lexicon, nx_str text)
{
	lexicon_word *words = nx_vec_room(
		lexicon->words, lexicon->word_count, &lexicon->word_cap, sizeof(*words));
	size_t own = lexicon->word_count - lexicon->pool_words;
	nx_str *texts = nx_vec_room(lexicon->texts, own, &lexicon->text_cap, sizeof(*texts));

	lexicon->words = words ? words : lexicon->words;
	lexicon->texts = texts ? texts : lexicon->texts;
	if (!words || !texts)
		return false;
	texts[own] = nx_arena_str(&lexicon->arena, text);
	words[lexicon->word_count] = (lexicon_word){ 0 };
	lexicon->word_count += !lexicon->arena.failed;
	return !lexicon->arena.failed;
}

uint32_t lexicon_word_add(nx_lexicon *lexicon, nx_str fold)
{
	uint64_t hash = nx_hash(fold), bit;
	lexicon_slot *slot;

	if (!table_reserve(&lexicon->word_table, false))
		return 0;
	slot = word_slot(lexicon, fold, hash);
	if (slot->value)
		return slot->value;
	if (!word_add(lexicon, fold))
		return 0;
	slot->key = hash;
	slot->value = (uint32_t)lexicon->word_count - 1;
	lexicon->filter[filter_cell(hash, &bit)] |= bit;
	lexicon->word_table.count++;
	return slot->value;
}

static uint32_t node_add(nx_lexicon *lexicon)
{
	lexicon_node *nodes = nx_vec_room(
		lexicon->nodes, lexicon->node_count, &lexicon->node_cap, sizeof(*nodes));

	if (!nodes)
		return 0;
	lexicon->nodes = nodes;
	nodes[lexicon->node_count] = (lexicon_node){ 0 };
	return (uint32_t)lexicon->node_count++;
}

uint32_t lexicon_step(const nx_lexicon *lexicon, uint32_t node, uint32_t word)
{
	if (!word)
		return 0;
	return node ? step_slot(lexicon, edge_key(node, word))->value : lexicon->words[word].node;
}

uint32_t lexicon_step_add(nx_lexicon *lexicon, uint32_t node, uint32_t word)
{
	uint32_t next = lexicon_step(lexicon, node, word);
	lexicon_slot *slot;

	if (next || !table_reserve(&lexicon->edge_table, true))
		return next;
	next = node_add(lexicon);
	if (!next)
		return 0;
	if (!node) {
		lexicon->words[word].node = next;
		return next;
	}
	slot = step_slot(lexicon, edge_key(node, word));
	*slot = (lexicon_slot){ edge_key(node, word), next };
	lexicon->edge_table.count++;
	lexicon->nodes[node].inner = true;
	return next;
}

uint32_t lexicon_walk(const nx_lexicon *lexicon, const uint32_t *words, size_t count)
{
	uint32_t node = 0;

	for (size_t i = 0; i < count; i++) {
		node = lexicon_step(lexicon, node, words[i]);
		if (!node)
			return 0;
	}
	return node;
}

const char *nx_entity_kind_name(nx_entity_kind kind)
{
	static const char *const names[] = { NX_MESSAGE("person"), NX_MESSAGE("place"),
		NX_MESSAGE("organization") };

	assert(kind < NX_ENTITY_KINDS);
	return names[kind];
}

bool nx_entity_kind_find(nx_entity_kind *out, nx_str name)
{
	int kind = 0;

	while (kind < NX_ENTITY_KINDS &&
		!nx_str_eq(name, nx_str_from(nx_entity_kind_name((nx_entity_kind)kind))))
		kind++;
	*out = (nx_entity_kind)kind;
	return kind < NX_ENTITY_KINDS;
}

nx_status lexicon_begin(nx_lexicon *lexicon, nx_error *err)
{
	word_add(lexicon, NX_STR_NULL);
	node_add(lexicon);
	if (lexicon->word_count == 1 && lexicon->node_count == 1 &&
		table_reserve(&lexicon->word_table, false) &&
		table_reserve(&lexicon->edge_table, true))
		return NX_OK;
	return nx_fail(err, NX_ERR_NOMEM, "lexicon: out of memory");
}

nx_status nx_lexicon_new(nx_lexicon **out, nx_error *err)
{
	return nx_lexicon_new_with(out, NX_STR_NULL, NULL, err);
}

nx_status nx_lexicon_new_with(nx_lexicon **out, nx_str names, const char *file, nx_error *err)
{
	nx_lexicon *lexicon = calloc(1, sizeof(*lexicon));
	nx_status status;

	*out = NULL;
	if (!lexicon)
		return nx_fail(err, NX_ERR_NOMEM, "lexicon: out of memory");
	names = nx_arena_str(&lexicon->arena, names);
	status = lexicon->arena.failed ? nx_fail(err, NX_ERR_NOMEM, "lexicon: out of memory")
				       : lexicon_fill(lexicon, names.n > 0, err);
	if (status == NX_OK && names.n > 0)
		status = table_read_own(lexicon, names, file, err);
	if (status == NX_OK)
		status = strangers_new(&lexicon->strangers, err);
	if (status == NX_OK)
		*out = lexicon;
	else
		nx_lexicon_free(lexicon);
	return status;
}

void nx_lexicon_free(nx_lexicon *lexicon)
{
	if (!lexicon)
		return;
	strangers_free(lexicon->strangers);
	own_model_free(lexicon->own_model);
	free(lexicon->entities);
	free(lexicon->texts);
	if (!lexicon->borrowed) {
		free(lexicon->words);
		free(lexicon->nodes);
		free(lexicon->guards);
		free(lexicon->triggers);
		free(lexicon->word_table.slots);
		free(lexicon->edge_table.slots);
	}
	nx_arena_release(&lexicon->arena);
	free(lexicon);
}

size_t nx_lexicon_count(const nx_lexicon *lexicon)
{
	return lexicon->entity_count;
}

const nx_entity *nx_lexicon_at(const nx_lexicon *lexicon, size_t index)
{
	assert(index < lexicon->entity_count);
	return &lexicon->entities[index];
}

/* Word 0 is none. */
size_t nx_lexicon_words(const nx_lexicon *lexicon)
{
	return lexicon->word_count - 1;
}

nx_str nx_lexicon_word(const nx_lexicon *lexicon, size_t index)
{
	assert(index + 1 < lexicon->word_count);
	return lexicon_text(lexicon, (uint32_t)index + 1);
}
