#include "store/text_reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "newsidx/stem.h"
#include "newsidx/token.h"

#define GRAM 4 /* code points */

static size_t gram_slot(const text_reader *r, uint64_t hash)
{
	size_t slot = hash & (2 * GRAMS - 1);

	while (r->gram_at[slot] && r->gram_hash[slot] != hash)
		slot = (slot + 1) & (2 * GRAMS - 1);
	return slot;
}

/* Folded words are valid UTF-8. */
static size_t letter_end(nx_str word, size_t pos)
{
	for (pos++; pos < word.n && ((unsigned char)word.p[pos] & 0xC0) == 0x80; pos++)
		continue;
	return pos;
}

/* The next gram of a word; a word of GRAM letters or less is its own. */
static bool next_gram(nx_str word, size_t *pos, nx_str *gram)
{
	size_t end = *pos, i;

	if (*pos >= word.n)
		return false;
	for (i = 0; i < GRAM && end < word.n; i++)
		end = letter_end(word, end);
	if (*pos > 0 && i < GRAM)
		return false;
	*gram = nx_str_slice(word, *pos, end);
	*pos = letter_end(word, *pos);
	return true;
}

static void add_grams(text_reader *r, nx_str word, double idf)
{
	size_t pos = 0;
	nx_str gram;

	while (r->gram_count < GRAMS && next_gram(word, &pos, &gram)) {
		uint64_t hash = nx_hash(gram);
		size_t slot = gram_slot(r, hash);
		uint16_t at = r->gram_at[slot];

		if (!at) {
			r->gram_hash[slot] = hash;
			r->gram_idf[r->gram_count++] = idf;
			r->gram_at[slot] = (uint16_t)r->gram_count;
		} else if (r->gram_idf[at - 1] < idf) {
			r->gram_idf[at - 1] = idf;
		}
	}
}

static int find_unit(const text_reader *r, nx_str stem)
{
	size_t i;

	for (i = 0; i < r->unit_count; i++)
		if (nx_str_eq(r->units[i].stem, stem))
			return (int)i;
	return -1;
}

static int add_unit(text_reader *r, const nx_term *term, double idf)
{
	int at = find_unit(r, term->stem);

	if (at < 0 && r->unit_count < UNITS) {
		at = (int)r->unit_count++;
		r->units[at] = (unit){ term->stem, idf };
	}
	add_grams(r, term->fold, idf);
	return at;
}

/* The words of the query in their order; `last` is the one before. */
static void add_group(text_reader *r, const nx_node *node, double idf, int *last)
{
	size_t i;

	for (i = 0; i < node->term_count; i++) {
		int at = add_unit(r, &node->terms[i], idf / (double)node->term_count);

		if (at >= 0 && *last >= 0 && r->pair_count < UNITS && !r->pair[*last][at]) {
			r->pair_idf[r->pair_count++] = r->units[*last].idf + r->units[at].idf;
			r->pair[*last][at] = (uint8_t)r->pair_count;
		}
		*last = at;
	}
}

text_reader *text_reader_new(const rank_plan *plan)
{
	text_reader *r = calloc(1, sizeof *r);
	int g, last = -1;

	for (g = 0; r && g < plan->match->groups; g++) {
		const rank_word *word = &plan->words[g];

		if (word->left_out)
			last = -1;
		else
			add_group(r, plan->match->group[g].node, word->idf_stem, &last);
	}
	return r;
}

void text_reader_free(text_reader *r)
{
	if (!r)
		return;
	free(r->words);
	free(r->pool);
	free(r->events);
	free(r);
}

void text_reader_begin(text_reader *r)
{
	memset(r->gram_seen, 0, r->gram_count * sizeof *r->gram_seen);
	r->event_count = r->tokens = 0;
}

static bool grow_words(text_reader *r)
{
	size_t size = r->word_size ? r->word_size * 2 : 8192, i, slot;
	known_word *words = calloc(size, sizeof *words);

	if (!words)
		return false;
	for (i = 0; i < r->word_size; i++) {
		if (!r->words[i].hash)
			continue;
		for (slot = r->words[i].hash & (size - 1); words[slot].hash;)
			slot = (slot + 1) & (size - 1);
		words[slot] = r->words[i];
	}
	free(r->words);
	r->words = words;
	r->word_size = size;
	return true;
}

static void learn_word(text_reader *r, known_word *word, const nx_token *token)
{
	char stem[NX_TOKEN_MAX + 8];
	nx_str form = token->fold, gram;
	size_t pos = 0;

	if (token->kind == NX_TOKEN_ARABIC)
		form = (nx_str){ stem, nx_stem(stem, token->fold) };
	word->unit = (int16_t)(find_unit(r, form) + 1);
	word->grams = (uint32_t)r->pool_count;
	while (next_gram(token->fold, &pos, &gram)) {
		size_t slot = gram_slot(r, nx_hash(gram));
		uint16_t *pool;

		if (!r->gram_at[slot])
			continue;
		pool = nx_vec_room(r->pool, r->pool_count, &r->pool_cap, sizeof *pool);
		if (!pool) {
			r->failed = true;
			return;
		}
		r->pool = pool;
		pool[r->pool_count++] = (uint16_t)(r->gram_at[slot] - 1);
		word->gram_count++;
	}
}

/* What the word is to the query; the same words come again and again. */
static const known_word *know_word(text_reader *r, const nx_token *token)
{
	uint64_t hash = nx_hash(token->fold) | 1;
	size_t slot;

	if (r->word_count * 2 >= r->word_size && !grow_words(r)) {
		r->failed = true;
		return NULL;
	}
	for (slot = hash & (r->word_size - 1); r->words[slot].hash;
		slot = (slot + 1) & (r->word_size - 1))
		if (r->words[slot].hash == hash)
			return &r->words[slot];
	r->words[slot].hash = hash;
	r->word_count++;
	learn_word(r, &r->words[slot], token);
	return &r->words[slot];
}

static void see_unit(text_reader *r, size_t at, int u)
{
	event *events = nx_vec_room(r->events, r->event_count, &r->event_cap, sizeof *events);

	if (!events) {
		r->failed = true;
		return;
	}
	r->events = events;
	events[r->event_count++] = (event){ (uint32_t)at, (uint32_t)u };
}

void text_reader_read(text_reader *r, nx_str text, size_t from, size_t most, double weight)
{
	nx_tokens tokens;
	nx_token token;
	size_t at = from, i;

	nx_tokens_init(&tokens, text);
	tokens.unstemmed = true;
	while (at < from + most && !r->failed && nx_tokens_next(&tokens, &token)) {
		const known_word *word = know_word(r, &token);

		if (word && word->unit)
			see_unit(r, at, word->unit - 1);
		for (i = 0; word && i < word->gram_count; i++)
			r->gram_seen[r->pool[word->grams + i]] += weight;
		at++;
	}
	nx_tokens_release(&tokens);
	r->tokens += at - from;
}
