/* Reads the tables of names and prints the lexicon that they make, as numbers of C for thaw.c.
 *
 *   gen_lexicon >lexicon.inc */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entity/frozen.h"
#include "entity/link.h"
#include "entity/table.h"

nx_status lexicon_fill(nx_lexicon *lexicon, bool growing, nx_error *err)
{
	nx_status st = lexicon_begin(lexicon, err);

	(void)growing;
	if (st == NX_OK)
		st = table_read_facts(lexicon, err);
	if (st == NX_OK)
		st = table_read_words(lexicon, err);
	return st == NX_OK ? table_read_cues(lexicon, err) : st;
}

static void put(nx_buf *out, const void *items, size_t count, size_t size)
{
	nx_buf_add(out, (nx_str){ items, count * size });
	while (out->n % 8)
		nx_buf_addc(out, '\0');
}

static uint32_t put_text(nx_buf *pool, nx_str text)
{
	size_t at = pool->n;

	nx_buf_add(pool, text);
	return (uint32_t)at;
}

static void put_entities(nx_buf *out, const nx_lexicon *lexicon, nx_buf *pool)
{
	for (size_t i = 0; i < lexicon->entity_count; i++) {
		const nx_entity *e = &lexicon->entities[i];
		frozen_entity one = { put_text(pool, e->name), (uint32_t)e->name.n,
			(uint32_t)e->kind, 0 };

		put(out, &one, 1, sizeof one);
	}
}

static void put_words(nx_buf *out, const nx_lexicon *lexicon, nx_buf *pool)
{
	for (size_t i = 0; i < lexicon->word_count; i++) {
		const lexicon_word *w = &lexicon->words[i];
		nx_str text = lexicon_text(lexicon, (uint32_t)i);
		lexicon_word one = { put_text(pool, text), (uint32_t)text.n, w->node, w->flags,
			w->owner, 0 };

		put(out, &one, 1, sizeof one);
	}
}

/* Field by field: what lies between them is anything, and each build is to be the same. */
static void put_nodes(nx_buf *out, const nx_lexicon *lexicon)
{
	lexicon_node *copy = calloc(lexicon->node_count + 1, sizeof *copy);

	for (size_t i = 0; copy && i < lexicon->node_count; i++) {
		const lexicon_node *node = &lexicon->nodes[i];

		copy[i].entity = node->entity;
		copy[i].guard = node->guard;
		copy[i].inner = node->inner;
		copy[i].single = node->single;
		copy[i].own = node->own;
		copy[i].ordinary = node->ordinary;
	}
	out->failed |= !copy;
	if (copy)
		put(out, copy, lexicon->node_count, sizeof *copy);
	free(copy);
}

static void put_guards(nx_buf *out, const nx_lexicon *lexicon)
{
	lexicon_guard *copy = calloc(lexicon->guard_count + 1, sizeof *copy);

	for (size_t i = 0; copy && i < lexicon->guard_count; i++) {
		copy[i].kind = lexicon->guards[i].kind;
		copy[i].first = lexicon->guards[i].first;
		copy[i].count = lexicon->guards[i].count;
	}
	out->failed |= !copy;
	if (copy)
		put(out, copy, lexicon->guard_count, sizeof *copy);
	free(copy);
}

typedef struct path_list {
	lexicon_path *items;
	nx_buf *pool;
} path_list;

static bool add_path(void *ctx, uint32_t node, nx_str fold, uint32_t chain)
{
	path_list *list = ctx;

	list->items[node] = (lexicon_path){ put_text(list->pool, fold), (uint32_t)fold.n, chain };
	return true;
}

static void put_paths(nx_buf *out, const nx_lexicon *lexicon, nx_buf *pool)
{
	path_list list = { calloc(lexicon->node_count + 1, sizeof *list.items), pool };

	if (!list.items || !link_paths(lexicon, 1, add_path, &list))
		out->failed = true;
	else
		put(out, list.items, lexicon->node_count, sizeof *list.items);
	free(list.items);
}

static void freeze(nx_buf *out, const nx_lexicon *lexicon)
{
	nx_buf pool = NX_BUF_INIT;
	frozen_header header = { .entities = lexicon->entity_count,
		.words = lexicon->word_count,
		.nodes = lexicon->node_count,
		.guards = lexicon->guard_count,
		.triggers = lexicon->trigger_count,
		.word_slots = lexicon->word_table.mask + 1,
		.word_count = lexicon->word_table.count,
		.edge_slots = lexicon->edge_table.mask + 1,
		.edge_count = lexicon->edge_table.count };

	memcpy(header.filter, lexicon->filter, sizeof header.filter);
	put(out, &header, 1, sizeof header);
	put_entities(out, lexicon, &pool);
	put_words(out, lexicon, &pool);
	put_nodes(out, lexicon);
	put_guards(out, lexicon);
	put(out, lexicon->triggers, lexicon->trigger_count, sizeof *lexicon->triggers);
	put(out, lexicon->word_table.slots, header.word_slots, sizeof(lexicon_slot));
	put(out, lexicon->edge_table.slots, header.edge_slots, sizeof(lexicon_slot));
	put_paths(out, lexicon, &pool);
	put(out, pool.p, pool.n, 1);
	out->failed |= pool.failed;
	nx_buf_release(&pool);
}

int main(void)
{
	nx_error err = NX_ERROR_INIT;
	nx_lexicon *lexicon = NULL;
	nx_buf out = NX_BUF_INIT;
	nx_status st = nx_lexicon_new(&lexicon, &err);

	if (st == NX_OK) {
		freeze(&out, lexicon);
		st = nx_buf_status(&out, &err);
	}
	for (size_t i = 0; st == NX_OK && i < out.n; i += 8) {
		uint64_t number;

		memcpy(&number, out.p + i, sizeof number);
		printf("0x%" PRIx64 ",%s", number, i % 64 == 56 ? "\n" : "");
	}
	if (st == NX_OK && (fflush(stdout) != 0 || ferror(stdout)))
		st = nx_fail(&err, NX_ERR_IO, "cannot be written");
	if (st != NX_OK)
		fprintf(stderr, "gen_lexicon: %s\n", err.text);
	nx_buf_release(&out);
	nx_lexicon_free(lexicon);
	return st == NX_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
