#include "entity/link.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "entity/link_word.h"

enum { CHAINS = 16384 };

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
	uint32_t *heads; /* CHAINS, by hash of the skeleton; index + 1 */
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
		nx_buf_add(out, lexicon_text(lexicon, words[count]));
	}
}

/* The chain of its skeleton, or LINK_NONE. */
static uint32_t chain_of(nx_buf *skeleton, nx_str fold)
{
	nx_buf_clear(skeleton);
	link_skeleton(skeleton, fold);
	return skeleton->n < 2 ? LINK_NONE
			       : (uint32_t)(nx_hash(nx_buf_str(skeleton)) & (CHAINS - 1));
}

bool link_paths(const nx_lexicon *lexicon, size_t first, link_path_fn fn, void *ctx)
{
	step *steps = read_steps(lexicon);
	nx_buf fold = NX_BUF_INIT, skeleton = NX_BUF_INIT;
	bool fine = steps != NULL;

	for (size_t node = first; fine && node < lexicon->node_count; node++) {
		spell(&fold, lexicon, steps, (uint32_t)node);
		fine = fn(ctx, (uint32_t)node, nx_buf_str(&fold),
			chain_of(&skeleton, nx_buf_str(&fold)));
		fine = fine && !fold.failed && !skeleton.failed;
	}
	nx_buf_release(&fold);
	nx_buf_release(&skeleton);
	free(steps);
	return fine;
}

/* The text stays where it is. */
static bool add_spelling(struct links *links, uint32_t node, nx_str fold, uint32_t chain)
{
	const lexicon_node *end = &links->lexicon->nodes[node];
	spelling *items;

	if (!end->entity || chain == LINK_NONE)
		return true;
	items = nx_vec_room(links->spellings, links->count, &links->cap, sizeof *items);
	if (!items)
		return false;
	links->spellings = items;
	items[links->count++] =
		(spelling){ fold, end->entity, links->heads[chain], end->guard != 0 };
	links->heads[chain] = (uint32_t)links->count;
	return true;
}

static bool add_copy(void *ctx, uint32_t node, nx_str fold, uint32_t chain)
{
	struct links *links = ctx;

	fold = nx_arena_str(&links->arena, fold);
	return !links->arena.failed && add_spelling(links, node, fold, chain);
}

struct links *links_new(const nx_lexicon *lexicon)
{
	struct links *links = calloc(1, sizeof *links);
	bool fine = links != NULL;
	size_t known = lexicon->path_count;

	if (fine) {
		links->lexicon = lexicon;
		links->heads = calloc(CHAINS, sizeof *links->heads);
		fine = links->heads != NULL;
	}
	for (size_t node = 1; fine && node < known; node++) {
		const lexicon_path *path = &lexicon->paths[node];

		fine = add_spelling(links, (uint32_t)node,
			(nx_str){ lexicon->pool + path->at, path->length }, path->chain);
	}
	if (fine && known < lexicon->node_count)
		fine = link_paths(lexicon, known ? known : 1, add_copy, links);
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

/* Does the word stand in spellings of this entity alone, and in no list of words? */
static bool is_owner(const lexicon_word *word, uint32_t entity)
{
	return !word->flags && word->owner == entity;
}

/* May the names be two spellings of one? A word that newsidx knows from elsewhere than
 * other spellings of the same stands for itself: Salim is not Salem. */
static bool same_name(const struct links *links, nx_str fold, const spelling *s)
{
	nx_str a, b, spelt = s->fold;
	int total = 0;

	if (same_letters(fold, spelt))
		return true;
	for (;;) {
		bool more = nx_str_split(&fold, ' ', &a);
		uint32_t known;
		int cost;

		if (more != nx_str_split(&spelt, ' ', &b))
			return false;
		if (!more)
			return total <= 100;
		cost = link_word_cost(a, b);
		known = cost > 0 ? lexicon_word_find(links->lexicon, a) : 0;
		if (cost < 0 || (known && !is_owner(&links->lexicon->words[known], s->entity)))
			return false;
		total += cost;
	}
}

const nx_entity *links_find(const struct links *links, nx_str fold, nx_entity_kind kind)
{
	nx_buf skeleton = NX_BUF_INIT;
	uint32_t found = 0, chain = chain_of(&skeleton, fold),
		 at = chain == LINK_NONE ? 0 : links->heads[chain];
	bool one = true;

	for (; at && one; at = links->spellings[at - 1].next) {
		const spelling *s = &links->spellings[at - 1];

		if (s->entity == found || (s->guarded && kind != NX_ENTITY_KINDS) ||
			(kind != NX_ENTITY_KINDS &&
				links->lexicon->entities[s->entity - 1].kind != kind) ||
			!same_name(links, fold, s))
			continue;
		one = found == 0;
		found = s->entity;
	}
	nx_buf_release(&skeleton);
	return one && found ? &links->lexicon->entities[found - 1] : NULL;
}

const nx_entity *links_find_land(const struct links *links, nx_str fold)
{
	static const nx_str nisba = { "\xD9\x8A\xD9\x87", 4 }; /* YEH, HEH */
	const nx_lexicon *lexicon = links->lexicon;
	const nx_entity *found = NULL;
	nx_buf land = NX_BUF_INIT;
	uint32_t node = 0;
	bool other = false;
	nx_str word;

	while (nx_str_split(&fold, ' ', &word)) {
		uint32_t known = lexicon_word_find(lexicon, word);

		if (nx_str_ends(word, nisba) && !nx_str_starts(word, NX_STR("ال")) &&
			!(lexicon->words[known].flags & WORD_GIVEN)) {
			nx_buf_clear(&land);
			nx_buf_add(&land, nx_str_slice(word, 0, word.n - 2));
			nx_buf_adds(&land, "ا");
			known = lexicon_word_find(lexicon, nx_buf_str(&land));
			other = true;
		}
		node = lexicon_step(lexicon, node, known);
		if (!node)
			break;
	}
	if (node && other && lexicon->nodes[node].entity)
		found = &lexicon->entities[lexicon->nodes[node].entity - 1];
	nx_buf_release(&land);
	return found && found->kind == NX_ENTITY_PLACE ? found : NULL;
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

/* A man with his father and grandfather is the same with his house or without:
 * فيصل بن بندر بن عبد العزيز آل سعود. */
static void drop_house(nx_buf *key)
{
	static const nx_str son = { " \xD8\xA8\xD9\x86 ", 6 }, house = { " \xD8\xA7\xD9\x84 ", 6 };
	size_t sons = 0;

	for (size_t i = 0; i + house.n < key->n; i++) {
		nx_str rest = nx_str_slice(nx_buf_str(key), i, key->n);

		sons += nx_str_starts(rest, son);
		if (sons > 1 && nx_str_starts(rest, house)) {
			key->n = i;
			break;
		}
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
	drop_house(out);
}
