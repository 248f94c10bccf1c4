#include "entity/link.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "entity/link_word.h"

/* A spelling, in the chain of those with its skeleton. */
typedef struct spelling {
	nx_str fold;           /* words with a space between them */
	uint32_t entity, next; /* index + 1 */
	bool guarded;
} spelling;

struct links {
	const nx_lexicon *lexicon;
	nx_arena arena;
	spelling *spellings;
	size_t count, cap;
	uint32_t *heads; /* by hash of the skeleton; index + 1 */
	size_t mask;
};

/* How each node is reached. */
typedef struct step {
	uint32_t parent, word;
} step;

static step *read_steps(const nx_lexicon *lexicon)
{
	const lexicon_table *edges = &lexicon->edge_table;
	step *steps = calloc(lexicon->node_count, sizeof *steps);

	if (!steps)
		return NULL;
	for (size_t i = 1; i < lexicon->word_count; i++)
		if (lexicon->words[i].node)
			steps[lexicon->words[i].node].word = (uint32_t)i;
	for (size_t i = 0; i <= edges->mask; i++)
		if (edges->slots[i].value)
			steps[edges->slots[i].value] =
				(step){ (uint32_t)(edges->slots[i].key >> 32),
					(uint32_t)edges->slots[i].key };
	return steps;
}

static void spell(nx_buf *out, const nx_lexicon *lexicon, const step *steps, uint32_t node)
{
	uint32_t words[SPELLING_MAX];
	size_t count = 0;

	for (; node && count < SPELLING_MAX; node = steps[node].parent)
		words[count++] = steps[node].word;
	nx_buf_clear(out);
	while (count-- > 0) {
		if (out->n)
			nx_buf_addc(out, ' ');
		nx_buf_add(out, lexicon->words[words[count]].fold);
	}
}

static size_t head_of(const struct links *links, nx_str skeleton)
{
	return (size_t)nx_hash(skeleton) & links->mask;
}

static bool add_spelling(
	struct links *links, const lexicon_node *node, nx_str fold, nx_buf *skeleton)
{
	spelling *items;
	uint32_t *head;

	nx_buf_clear(skeleton);
	link_skeleton(skeleton, fold);
	if (skeleton->n < 2)
		return !skeleton->failed;
	items = nx_vec_room(links->spellings, links->count, &links->cap, sizeof *items);
	if (!items)
		return false;
	links->spellings = items;
	head = &links->heads[head_of(links, nx_buf_str(skeleton))];
	items[links->count++] = (spelling){ nx_arena_str(&links->arena, fold), node->entity, *head,
		node->guard != 0 };
	*head = (uint32_t)links->count;
	return !links->arena.failed;
}

struct links *links_new(const nx_lexicon *lexicon)
{
	struct links *links = calloc(1, sizeof *links);
	step *steps = read_steps(lexicon);
	nx_buf fold = NX_BUF_INIT, skeleton = NX_BUF_INIT;
	bool fine = links && steps;

	if (fine) {
		links->lexicon = lexicon;
		links->mask = 16383;
		links->heads = calloc(links->mask + 1, sizeof *links->heads);
		fine = links->heads != NULL;
	}
	for (uint32_t node = 1; fine && node < lexicon->node_count; node++) {
		if (!lexicon->nodes[node].entity)
			continue;
		spell(&fold, lexicon, steps, node);
		fine = !fold.failed &&
		       add_spelling(links, &lexicon->nodes[node], nx_buf_str(&fold), &skeleton);
	}
	nx_buf_release(&fold);
	nx_buf_release(&skeleton);
	free(steps);
	if (fine)
		return links;
	links_free(links);
	return NULL;
}

void links_free(struct links *links)
{
	if (!links)
		return;
	nx_arena_release(&links->arena);
	free(links->spellings);
	free(links->heads);
	free(links);
}

/* Is it the same but for spaces? */
static bool same_letters(nx_str a, nx_str b)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a.n && a.p[i] == ' ')
			i++;
		while (k < b.n && b.p[k] == ' ')
			k++;
		if (i == a.n || k == b.n)
			return i == a.n && k == b.n;
		if (a.p[i++] != b.p[k++])
			return false;
	}
}

/* May the names be two spellings of one? A word that newsidx knows from elsewhere stands
 * for itself: Salim is not Salem. */
static bool same_name(const nx_lexicon *lexicon, nx_str fold, nx_str spelt)
{
	nx_str a, b;
	int total = 0;

	if (same_letters(fold, spelt))
		return true;
	for (;;) {
		bool more = nx_str_split(&fold, ' ', &a);
		int cost;

		if (more != nx_str_split(&spelt, ' ', &b))
			return false;
		if (!more)
			return total <= 100;
		cost = link_word_cost(a, b);
		if (cost < 0 || (cost > 0 && lexicon_word_find(lexicon, a)))
			return false;
		total += cost;
	}
}

const nx_entity *links_find(const struct links *links, nx_str fold, nx_entity_kind kind)
{
	nx_buf skeleton = NX_BUF_INIT;
	uint32_t found = 0, at;
	bool one = true;

	link_skeleton(&skeleton, fold);
	at = skeleton.n < 2 ? 0 : links->heads[head_of(links, nx_buf_str(&skeleton))];
	for (; at && one; at = links->spellings[at - 1].next) {
		const spelling *s = &links->spellings[at - 1];

		if (s->entity == found || (s->guarded && kind != NX_ENTITY_KINDS) ||
			(kind != NX_ENTITY_KINDS &&
				links->lexicon->entities[s->entity - 1].kind != kind) ||
			!same_name(links->lexicon, fold, s->fold))
			continue;
		one = found == 0;
		found = s->entity;
	}
	nx_buf_release(&skeleton);
	return one && found ? &links->lexicon->entities[found - 1] : NULL;
}

/* A foreign word without doubled letters, and with one letter for g. */
static void add_foreign(nx_buf *out, nx_str word)
{
	static const nx_str jeem = { "\xD8\xAC", 2 }, ghain = { "\xD8\xBA", 2 };
	nx_str last = NX_STR_NULL;

	for (size_t at = 0; at + 2 <= word.n; at += 2) {
		nx_str letter = nx_str_slice(word, at, at + 2);

		if (nx_str_eq(letter, jeem))
			letter = ghain;
		if (!last.p || !nx_str_eq(letter, last))
			nx_buf_add(out, letter);
		last = letter;
	}
}

void link_key(nx_buf *out, nx_str fold)
{
	bool joined = true;
	nx_str word;

	nx_buf_clear(out);
	while (nx_str_split(&fold, ' ', &word)) {
		if (!joined)
			nx_buf_addc(out, ' ');
		joined = nx_str_eq(word, NX_STR("عبد")) || nx_str_eq(word, NX_STR("ابو"));
		if (nx_str_eq(word, NX_STR("ابن")))
			nx_buf_adds(out, "بن");
		else if (word.n % 2 == 0 && link_word_is_foreign(word))
			add_foreign(out, word);
		else
			nx_buf_add(out, word);
	}
}
