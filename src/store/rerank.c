/* To the first step's score come, over the text itself:
 *
 * - character 4-grams of the words, so that what the stemmer did not join, misspellings
 *   and compounds count for something (McNamee and Mayfield 2004);
 * - words of the query that stand side by side as they do there;
 * - the best thirty words of the text, and its first forty: in news the head says what
 *   it is about; and the title.
 *
 * A gram weighs like the rarest word of the query that has it, and a pair like its two
 * words together: with the real frequencies of grams and pairs, which the index would
 * have to keep, the three sets that this was tried on differ by .002 at the most. */
#include "store/rerank.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "newsidx/stem.h"
#include "newsidx/token.h"

/* Found with tests/bench/weights.sh, which tries others, over three sets of questions:
 * headlines that must find their articles, and two of questions on paragraphs. */
#ifndef RERANK_WEIGHTS
#define RERANK_WEIGHTS .grams = 0.4, .pairs = 0.25, .window = 0.5, .lead = 0.8, .title = 1.5
#endif
static const struct {
	double grams, pairs, window, lead, title;
} weights = { RERANK_WEIGHTS };

#define GRAM 4 /* code points */
#define WINDOW 30
#define LEAD 40
/* Words of a query beyond these do not count here. */
#define UNITS 64
/* Words of a text that are read. With 300 the headlines' set loses .005 of R@100, with
 * all of them nothing is gained. */
#define TOKENS 400
/* For one word alone, which has no neighbours: what the head and the title say. */
#define TOKENS_OF_ONE 100
#define GRAMS 1024
#define APART 1000 /* tokens between title and body, which are never side by side */

/* A word of the query. */
typedef struct unit {
	nx_str stem;
	double idf;
} unit;

/* What a word of a text is to the query. */
typedef struct known_word {
	uint64_t hash;
	uint32_t grams; /* where its grams stand in the pool */
	uint16_t gram_count;
	int16_t unit; /* + 1 */
} known_word;

typedef struct event {
	uint32_t at; /* in tokens */
	uint32_t unit;
} event;

typedef struct reader {
	unit units[UNITS];
	size_t unit_count;
	uint8_t pair[UNITS][UNITS]; /* number of the pair + 1 */
	double pair_idf[UNITS];
	size_t pair_count;
	uint64_t gram_hash[2 * GRAMS]; /* open addressing */
	uint16_t gram_at[2 * GRAMS];   /* number + 1 */
	double gram_idf[GRAMS];
	size_t gram_count;
	known_word *words; /* open addressing, a power of two */
	size_t word_count, word_size;
	uint16_t *pool;
	size_t pool_count, pool_cap;
	/* The article at hand. */
	double gram_seen[GRAMS];
	event *events;
	size_t event_count, event_cap, tokens, title_tokens, most_tokens;
	bool failed;
} reader;

static size_t gram_slot(const reader *r, uint64_t hash)
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
	if (i<GRAM && * pos> 0)
		return false;
	*gram = nx_str_slice(word, *pos, end);
	*pos = letter_end(word, *pos);
	return true;
}

static void add_grams(reader *r, nx_str word, double idf)
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

static int find_unit(const reader *r, nx_str stem)
{
	size_t i;

	for (i = 0; i < r->unit_count; i++)
		if (nx_str_eq(r->units[i].stem, stem))
			return (int)i;
	return -1;
}

static int add_unit(reader *r, const nx_term *term, double idf)
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
static void add_group(reader *r, const nx_node *node, double idf, int *last)
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

static void read_query(reader *r, const rank_plan *plan)
{
	int g, last = -1;

	for (g = 0; g < plan->match->groups; g++) {
		const rank_word *word = &plan->words[g];

		if (word->left_out)
			last = -1;
		else
			add_group(r, plan->match->group[g].node, word->idf_stem, &last);
	}
}

static bool grow_words(reader *r)
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

static void learn_word(reader *r, known_word *word, const nx_token *token)
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
static const known_word *know_word(reader *r, const nx_token *token)
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

static void see_unit(reader *r, size_t at, int u)
{
	event *events = nx_vec_room(r->events, r->event_count, &r->event_cap, sizeof *events);

	if (!events) {
		r->failed = true;
		return;
	}
	r->events = events;
	events[r->event_count++] = (event){ (uint32_t)at, (uint32_t)u };
}

/* The words of a text, the first of which is number `from`. */
static void read_text(reader *r, nx_str text, size_t from, double weight)
{
	nx_tokens tokens;
	nx_token token;
	size_t at = from, i;

	nx_tokens_init(&tokens, text);
	tokens.unstemmed = true;
	while (at < from + r->most_tokens && !r->failed && nx_tokens_next(&tokens, &token)) {
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

static double saturate(double n, double norm)
{
	return n * (RANK_K1 + 1) / (n + norm);
}

static double score_grams(reader *r, double norm)
{
	double score = 0;
	size_t i;

	for (i = 0; i < r->gram_count; i++)
		score += r->gram_idf[i] * saturate(r->gram_seen[i], norm);
	return score;
}

static double score_pairs(const reader *r, double norm)
{
	double seen[UNITS] = { 0 }, score = 0;
	size_t i;

	for (i = 1; i < r->event_count; i++) {
		const event *a = &r->events[i - 1], *b = &r->events[i];
		int pair = b->at == a->at + 1 ? r->pair[a->unit][b->unit] : 0;

		if (pair)
			seen[pair - 1]++;
	}
	for (i = 0; i < r->pair_count; i++)
		score += r->pair_idf[i] * saturate(seen[i], norm);
	return score;
}

/* The rarity of the different words in the best window. */
static double score_window(const reader *r)
{
	unsigned seen[UNITS] = { 0 };
	double now = 0, best = 0;
	size_t first = 0, i;

	for (i = 0; i < r->event_count; i++) {
		const event *e = &r->events[i];

		if (seen[e->unit]++ == 0)
			now += r->units[e->unit].idf;
		for (; e->at - r->events[first].at > WINDOW; first++)
			if (--seen[r->events[first].unit] == 0)
				now -= r->units[r->events[first].unit].idf;
		best = now > best ? now : best;
	}
	return best;
}

/* The rarity of the different words before token `end`. */
static double score_before(const reader *r, size_t end)
{
	bool seen[UNITS] = { false };
	double score = 0;
	size_t i;

	for (i = 0; i < r->event_count && r->events[i].at < end; i++)
		if (!seen[r->events[i].unit]) {
			seen[r->events[i].unit] = true;
			score += r->units[r->events[i].unit].idf;
		}
	return score;
}

static double score_text(reader *r, double mean_length)
{
	double norm = RANK_K1 * (1 - RANK_B + RANK_B * (double)r->tokens / mean_length);

	return weights.grams * score_grams(r, norm) + weights.pairs * score_pairs(r, norm) +
	       weights.window * score_window(r) + weights.lead * score_before(r, APART + LEAD) +
	       weights.title * score_before(r, r->title_tokens);
}

/* Add the score of the article's text to that of the first step. */
static nx_status read_article(nx_store *store, reader *r, found *item, double mean, nx_error *err)
{
	sqlite3_stmt *row = store_stmt(store, ST_ARTICLE_TEXT, err);
	int rc;

	if (!row)
		return NX_ERR_DB;
	sqlite3_bind_int64(row, 1, item->rowid);
	if ((rc = sqlite3_step(row)) == SQLITE_ROW) {
		memset(r->gram_seen, 0, r->gram_count * sizeof *r->gram_seen);
		r->event_count = r->tokens = 0;
		read_text(r, store_column(row, 0), 0, RANK_TITLE);
		r->title_tokens = r->tokens;
		read_text(r, store_column(row, 1), APART > r->tokens ? APART : r->tokens + 1, 1);
		item->score += score_text(r, mean);
	}
	sqlite3_reset(row);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		return store_fail(store, err);
	return r->failed ? nx_fail(err, NX_ERR_NOMEM, "out of memory") : NX_OK;
}

/* The scores of those that were not read, below the lowest of the others. */
static void scale_rest(found *items, size_t count, size_t all, double before)
{
	double factor = before > 0 ? items[count - 1].score / before : 1;
	size_t i;

	for (i = count; i < all; i++)
		items[i].score *= factor;
}

nx_status rerank(
	nx_store *store, rank_plan *plan, found *items, size_t count, size_t all, nx_error *err)
{
	reader *r = calloc(1, sizeof *r);
	nx_status st = NX_OK;
	double before;
	size_t i;

	if (!r)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	read_query(r, plan);
	r->most_tokens = r->unit_count > 1 ? TOKENS : TOKENS_OF_ONE;
	before = count ? items[count - 1].score : 0;
	for (i = 0; st == NX_OK && i < count && r->unit_count; i++)
		st = read_article(store, r, &items[i], plan->mean_length, err);
	if (st == NX_OK && count) {
		found_sort(items, count);
		scale_rest(items, count, all, before);
	}
	free(r->words);
	free(r->pool);
	free(r->events);
	free(r);
	return st;
}
