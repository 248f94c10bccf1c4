#include "entity/gen_corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "newsidx/token.h"

enum { VOCABULARY_MAX = 65000, FREQUENCY_MIN = 8 };

void corpus_die(const char *what)
{
	fprintf(stderr, "gen_clusters: %s\n", what);
	exit(EXIT_FAILURE);
}

void *corpus_memory(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size);

	if (!p)
		corpus_die("out of memory");
	return p;
}

static void grow_slots(corpus *c)
{
	size_t size = c->slot_count ? c->slot_count * 2 : 1 << 16;
	uint32_t *slots = corpus_memory(size, sizeof *slots);

	for (size_t i = 0; i < c->word_count; i++) {
		size_t at = nx_hash(c->words[i].fold) & (size - 1);

		while (slots[at])
			at = (at + 1) & (size - 1);
		slots[at] = (uint32_t)i + 1;
	}
	free(c->slots);
	c->slots = slots;
	c->slot_count = size;
}

static uint32_t word_of(corpus *c, nx_str fold)
{
	size_t at;

	if (c->word_count * 2 >= c->slot_count)
		grow_slots(c);
	at = nx_hash(fold) & (c->slot_count - 1);
	while (c->slots[at] && !nx_str_eq(c->words[c->slots[at] - 1].fold, fold))
		at = (at + 1) & (c->slot_count - 1);
	if (!c->slots[at]) {
		word *words = nx_vec_room(c->words, c->word_count, &c->word_cap, sizeof *words);

		if (!words)
			corpus_die("out of memory");
		c->words = words;
		words[c->word_count] = (word){ nx_arena_str(&c->arena, fold), 0, 0 };
		c->slots[at] = (uint32_t)++c->word_count;
	}
	c->words[c->slots[at] - 1].count++;
	return c->slots[at] - 1;
}

static void text_add(corpus *c, uint32_t number)
{
	uint32_t *text = nx_vec_room(c->text, c->text_count, &c->text_cap, sizeof *text);

	if (!text)
		corpus_die("out of memory");
	c->text = text;
	if (number != WORD_BORDER || (c->text_count && text[c->text_count - 1] != WORD_BORDER))
		text[c->text_count++] = number;
}

/* Is there something between two words that parts phrases? */
static bool parted(nx_str gap)
{
	for (size_t i = 0; i < gap.n; i++)
		if (strchr(".:!?;,()\"[]", gap.p[i]) || (gap.p[i] & 0xFC) == 0xD8)
			return true;
	return false;
}

void corpus_read(corpus *c, nx_str line)
{
	nx_tokens tokens;
	nx_token token;
	size_t end = 0;

	nx_tokens_init(&tokens, line);
	text_add(c, WORD_BORDER);
	while (nx_tokens_next(&tokens, &token)) {
		if (parted(nx_str_slice(line, end, token.start)))
			text_add(c, WORD_BORDER);
		end = token.end;
		if (token.kind == NX_TOKEN_OTHER)
			text_add(c, WORD_BORDER);
		else if (token.kind == NX_TOKEN_NUMBER)
			text_add(c, WORD_NUMBER);
		else
			text_add(c, WORD_FIRST + word_of(c, token.fold));
	}
	nx_tokens_release(&tokens);
}

static int more_frequent(const void *a, const void *b)
{
	const word *x = *(word *const *)a, *y = *(word *const *)b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return nx_str_cmp(x->fold, y->fold);
}

word **corpus_choose(corpus *c, size_t *count)
{
	word **order = corpus_memory(c->word_count, sizeof *order);

	for (size_t i = 0; i < c->word_count; i++)
		order[i] = &c->words[i];
	qsort(order, c->word_count, sizeof *order, more_frequent);
	*count = 0;
	while (*count < c->word_count && *count < VOCABULARY_MAX &&
		order[*count]->count >= FREQUENCY_MIN) {
		order[*count]->id = WORD_FIRST + (uint32_t)*count;
		++*count;
	}
	for (size_t i = 0; i < c->text_count; i++)
		if (c->text[i] >= WORD_FIRST)
			c->text[i] = c->words[c->text[i] - WORD_FIRST].id;
	return order;
}
