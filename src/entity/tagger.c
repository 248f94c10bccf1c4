#include "entity/tagger.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

/* Longer sentences are cut, at a full stop if there is one. */
enum { SENTENCE_LONG = 150, SENTENCE_MAX = 250 };

/* What a word type contributes to the word `offset` words before it, at
 * scores[offset + REACH]. */
typedef struct tagger_cell {
	uint64_t key; /* 0 for an empty cell */
	word_classes classes;
	label_scores scores[2 * REACH + 1];
} tagger_cell;

enum { CELLS = 1 << 15 };

#define NEVER (-(1 << 20))
/* What the context of a word may add to a label: half of it was never missed in five-fold
 * cross-validation. */
#define CLEAR (-3 * MODEL_SCALE / 2)

nx_status tagger_init(tagger *t, const nx_lexicon *lexicon, const model *m, nx_error *err)
{
	nx_status status = NX_OK;

	memset(t, 0, sizeof *t);
	t->lexicon = lexicon;
	if (m)
		t->model = *m;
	else
		status = model_builtin(&t->model, err);
	if (status != NX_OK)
		return status;
	t->cells = calloc(CELLS, sizeof *t->cells);
	return t->cells ? NX_OK : nx_fail(err, NX_ERR_NOMEM, "names: out of memory");
}

void tagger_release(tagger *t)
{
	free(t->words);
	free(t->cells);
	memset(t, 0, sizeof *t);
}

void tagger_begin(tagger *t, nx_str text)
{
	t->text = text;
	t->count = t->sentence = 0;
	t->failed = false;
}

static inline void add_scores(label_scores *to, const label_scores *from)
{
	for (int i = 0; i < 8; i++)
		to->of[i] = (int16_t)(to->of[i] + from->of[i]);
}

static inline void add_weights(label_scores *to, const int8_t *weights)
{
	for (int i = 0; weights && i < TAGS - 1; i++)
		to->of[i] = (int16_t)(to->of[i] + weights[i]);
}

static void fill_cell(tagger_cell *cell, const tagger *t, const nx_token *token)
{
	const word_class_source source = { model_find_classes, &t->model };
	traits word;
	uint64_t keys[TRAITS_MAX * (2 * REACH + 1)];
	uint8_t to[TRAITS_MAX * (2 * REACH + 1)];
	size_t count = 0;

	traits_read(&word, t->lexicon, &source, token->fold, token->stem, token->kind);
	memset(cell, 0, sizeof *cell);
	cell->key = word.key;
	cell->classes = word.classes;
	for (size_t i = 0; i < word.count; i++)
		for (int d = -(int)word.reach[i]; d <= (int)word.reach[i]; d++) {
			keys[count] = trait_key(word.attr[i], d);
			to[count] = (uint8_t)(d + REACH);
			model_prefetch(&t->model, keys[count++]);
		}
	for (size_t i = 0; i < count; i++)
		add_weights(&cell->scores[to[i]], model_weights(&t->model, keys[i]));
}

static bool has_nunation(nx_str word)
{
	for (size_t i = 0; i + 1 < word.n; i++)
		if (word.p[i] == '\xD9' && word.p[i + 1] >= '\x8B' && word.p[i + 1] <= '\x8D')
			return true;
	return false;
}

static bool opens_sentence(const tagger *t, unsigned gap)
{
	size_t length = t->count - t->sentence;

	return length == 0 || gap & GAP_LINE || length >= SENTENCE_MAX ||
	       (length >= SENTENCE_LONG && gap & GAP_STOP);
}

/* A full stop parts names unless it is that of an initial. */
static bool parts_names(unsigned gap, const tagger_word *before)
{
	if (gap & (GAP_COMMA | GAP_COLON))
		return true;
	return gap & GAP_STOP && before && before->end - before->start > 2;
}

void tagger_add(tagger *t, const nx_token *token, unsigned gap)
{
	tagger_word *words = nx_vec_room(t->words, t->count, &t->cap, sizeof *words), *word;
	uint64_t key = nx_hash_stored(0, token->fold);
	tagger_cell *cell = &t->cells[key >> 40 & (CELLS - 1)];
	size_t inside;

	if (!words) {
		t->failed = true;
		return;
	}
	t->words = words;
	if (cell->key != key)
		fill_cell(cell, t, token);
	word = &words[t->count];
	memset(word, 0, sizeof *word);
	word->start = token->start;
	word->end = token->end;
	word->opens = opens_sentence(t, gap);
	word->parted = parts_names(gap, t->count > 0 ? &word[-1] : NULL);
	word->seen = (seen_word){ key, cell->classes, (uint8_t)gap, 0, 0, false };
	if (token->kind == NX_TOKEN_ARABIC && token->end - token->start > token->fold.n)
		word->seen.nunation = has_nunation((nx_str){
			t->text.p + token->start, token->end - token->start });
	if (word->opens)
		t->sentence = t->count;
	inside = t->count - t->sentence;
	word->scores = cell->scores[REACH];
	for (size_t k = 1; k <= REACH && k <= inside; k++) {
		add_scores(&word[-(ptrdiff_t)k].scores, &cell->scores[REACH + k]);
		add_scores(&word->scores, &t->ahead[k - 1][k - 1]);
	}
	memmove(&t->ahead[1], &t->ahead[0], sizeof t->ahead[0] * (REACH - 1));
	for (int k = 1; k <= REACH; k++)
		t->ahead[0][k - 1] = cell->scores[REACH - k];
	t->count++;
}

void tagger_know(
	tagger *t, size_t first, size_t count, nx_entity_kind kind, tagger_belief belief)
{
	for (size_t i = 0; i < count && first + i < t->count; i++) {
		tagger_word *word = &t->words[first + i];

		if (belief == TAGGER_SURE)
			word->seen.known = known_name(kind, i, count);
		else
			word->seen.possible = known_name(kind, i, count);
		word->barred = belief == TAGGER_BARRED ? (uint8_t)(kind + 1) : 0;
	}
}

static void add_keys(const tagger *t, int32_t scores[TAGS], const uint64_t *keys, size_t count)
{
	for (size_t i = 0; i < count; i++)
		model_prefetch(&t->model, keys[i]);
	for (size_t i = 0; i < count; i++) {
		const int8_t *weights = model_weights(&t->model, keys[i]);

		for (int k = 0; weights && k < TAGS - 1; k++)
			scores[k + 1] += weights[k];
	}
}

/* May `tag` follow `before`? Only the first word of a name opens one. */
static inline bool follows(int before, int tag)
{
	return tag == TAG_OUTSIDE || tag % 2 == 1 || before == tag || before == tag - 1;
}

/* Does the word by itself, among such neighbours, tell so clearly that it is no part of a
 * name that the pairs of words need not be looked at? */
static bool clearly_outside(const tagger_word *word)
{
	if (word->seen.known || word->seen.possible)
		return false;
	for (int k = 0; k < TAGS - 1; k++)
		if (word->scores.of[k] > CLEAR)
			return false;
	return true;
}

static void score_word(
	const tagger *t, int32_t scores[TAGS], const seen_word *seen, const tagger_word *word,
	size_t at, size_t count)
{
	uint64_t keys[2 * CONTEXT_MAX];
	size_t n;

	scores[0] = 0;
	for (int k = 0; k < TAGS - 1; k++)
		scores[k + 1] = word->scores.of[k];
	n = context_features(keys, seen, at, count);
	n += known_features(keys + n, seen, at, count);
	add_keys(t, scores, keys, n);
	if (word->barred)
		scores[TAG_FIRST(word->barred - 1)] = scores[TAG_LATER(word->barred - 1)] = NEVER;
	for (int k = 0; word->parted && k < NX_ENTITY_KINDS; k++)
		scores[TAG_LATER(k)] = NEVER;
}

static void sum_pairs(const tagger *t, int32_t pairs[TAGS * TAGS], const seen_word *seen, size_t at)
{
	uint16_t numbers[PAIRS_MAX];
	size_t n = pair_features(numbers, seen, at);

	memset(pairs, 0, sizeof(int32_t) * TAGS * TAGS);
	for (size_t i = 0; i < n; i++) {
		const int16_t *from = t->model.pairs + (size_t)numbers[i] * TAGS * TAGS;

		for (int k = 0; k < TAGS * TAGS; k++)
			pairs[k] += from[k];
	}
}

/* The search as it stands at a word. */
typedef struct search {
	int32_t best[TAGS];
	bool outside; /* the word before is no part of a name, whatever follows */
} search;

/* Nothing but "outside" is possible: the best way there, and where it comes from. */
static int step_outside(search *s, const int32_t pairs[TAGS * TAGS])
{
	int from = TAG_OUTSIDE;

	for (int a = 1; a < TAGS && !s->outside; a++)
		if (s->best[a] + pairs[a * TAGS] > s->best[from] + pairs[from * TAGS])
			from = a;
	for (int b = 1; b < TAGS; b++)
		s->best[b] = NEVER;
	s->best[TAG_OUTSIDE] = 0;
	s->outside = true;
	return from;
}

static void step(search *s, const int32_t pairs[TAGS * TAGS], const int32_t scores[TAGS],
	uint8_t back[TAGS])
{
	int32_t next[TAGS];

	for (int b = 0; b < TAGS; b++) {
		int from = TAG_OUTSIDE;

		next[b] = follows(TAG_OUTSIDE, b) ? s->best[0] + pairs[b] : 2 * NEVER;
		for (int a = 1; a < TAGS && !s->outside; a++) {
			int32_t sum = s->best[a] + pairs[a * TAGS + b];

			if (sum > next[b] && follows(a, b)) {
				next[b] = sum;
				from = a;
			}
		}
		next[b] += scores[b];
		if (next[b] < 2 * NEVER)
			next[b] = 2 * NEVER;
		back[b] = (uint8_t)from;
	}
	memcpy(s->best, next, sizeof next);
	s->outside = false;
}

static void decode_sentence(tagger *t, size_t first, size_t count)
{
	static const int32_t none[TAGS * TAGS];
	seen_word seen[SENTENCE_MAX];
	uint8_t back[SENTENCE_MAX][TAGS];
	int32_t scores[TAGS], pairs[TAGS * TAGS];
	search s = { { 0 }, true };
	int tag = TAG_OUTSIDE;

	for (size_t i = 0; i < count; i++)
		seen[i] = t->words[first + i].seen;
	for (size_t i = 0; i < count; i++) {
		bool clear = clearly_outside(&t->words[first + i]);

		if (i > 0 && !(clear && s.outside))
			sum_pairs(t, pairs, seen, i);
		if (clear) {
			back[i][TAG_OUTSIDE] = (uint8_t)step_outside(&s, i > 0 ? pairs : none);
			continue;
		}
		score_word(t, scores, seen, &t->words[first + i], i, count);
		step(&s, i > 0 ? pairs : none, scores, back[i]);
	}
	for (int b = 1; b < TAGS; b++)
		if (s.best[b] > s.best[tag])
			tag = b;
	for (size_t i = count; i-- > 0;) {
		t->words[first + i].tag = (uint8_t)tag;
		tag = back[i][tag];
	}
}

bool tagger_decode(tagger *t)
{
	size_t first = 0;

	if (t->failed)
		return false;
	while (first < t->count) {
		size_t end = first + 1;

		while (end < t->count && !t->words[end].opens)
			end++;
		decode_sentence(t, first, end - first);
		first = end;
	}
	return true;
}
