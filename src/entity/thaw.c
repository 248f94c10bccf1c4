#include <stdlib.h>
#include <string.h>

#include "entity/frozen.h"

static const uint64_t frozen[] = {
#include "lexicon.inc"
};

/* What is left to be read. */
typedef struct source {
	const char *at;
	bool in_place, failed;
} source;

static const void *take(source *s, size_t count, size_t size)
{
	const char *at = s->at;

	s->at += (count * size + 7) / 8 * 8;
	return at;
}

/* The same, to be added to or as it is: to touch all of it for the first time would take
 * longer than most searches. Nobody writes to what cannot be added to. */
static void *borrow(source *s, size_t count, size_t size, size_t *cap)
{
	const void *from = take(s, count, size);
	void *to;

	if (s->in_place)
		return (void *)(uintptr_t)from;
	to = malloc((count + 1) * size);
	if (!to)
		s->failed = true;
	else
		memcpy(to, from, count * size);
	if (cap)
		*cap = to ? count + 1 : 0;
	return to;
}

static void copy_table(source *s, lexicon_table *table, uint64_t slots, uint64_t count)
{
	table->slots = borrow(s, (size_t)slots, sizeof *table->slots, NULL);
	table->mask = (size_t)slots - 1;
	table->count = (size_t)count;
}

static bool make_entities(nx_lexicon *lexicon, const frozen_entity *from, const char *pool)
{
	nx_entity *to = calloc(lexicon->entity_count + 1, sizeof *to);

	lexicon->entities = to;
	lexicon->entity_cap = lexicon->entity_count + 1;
	for (size_t i = 0; to && i < lexicon->entity_count; i++)
		to[i] = (nx_entity){ .kind = (nx_entity_kind)from[i].kind,
			.name = { pool + from[i].at, from[i].length } };
	return to != NULL;
}

nx_status lexicon_fill(nx_lexicon *lexicon, bool growing, nx_error *err)
{
	source s = { (const char *)frozen, !growing, false };
	const frozen_header *header = take(&s, 1, sizeof *header);
	const frozen_entity *entities = take(&s, (size_t)header->entities, sizeof *entities);

	lexicon->borrowed = !growing;
	lexicon->entity_count = (size_t)header->entities;
	lexicon->word_count = lexicon->pool_words = (size_t)header->words;
	lexicon->node_count = (size_t)header->nodes;
	lexicon->guard_count = (size_t)header->guards;
	lexicon->trigger_count = (size_t)header->triggers;
	lexicon->words =
		borrow(&s, lexicon->word_count, sizeof *lexicon->words, &lexicon->word_cap);
	lexicon->nodes =
		borrow(&s, lexicon->node_count, sizeof *lexicon->nodes, &lexicon->node_cap);
	lexicon->guards =
		borrow(&s, lexicon->guard_count, sizeof *lexicon->guards, &lexicon->guard_cap);
	lexicon->triggers = borrow(
		&s, lexicon->trigger_count, sizeof *lexicon->triggers, &lexicon->trigger_cap);
	copy_table(&s, &lexicon->word_table, header->word_slots, header->word_count);
	copy_table(&s, &lexicon->edge_table, header->edge_slots, header->edge_count);
	lexicon->path_count = lexicon->node_count;
	lexicon->paths = take(&s, lexicon->path_count, sizeof *lexicon->paths);
	lexicon->pool = s.at;
	memcpy(lexicon->filter, header->filter, sizeof lexicon->filter);
	s.failed |= !make_entities(lexicon, entities, s.at);
	return s.failed ? nx_fail(err, NX_ERR_NOMEM, "lexicon: out of memory") : NX_OK;
}
