/* The search for the best sequence of labels. Scores of all labels go side by side
 * through each step. */
#include <string.h>

#include "entity/tagger.h"

/* A word with less than this for every label, by itself and its neighbours, is no part of
 * a name: its context is not looked at. At half a unit more a fiftieth of the names in
 * texts unlike those of the training is lost. */
#define CLEAR 0
/* Paths so much worse than the best way to "outside" are all alike. */
#define FLOOR (-10000)

static lanes all_lanes(int value)
{
	int16_t v = (int16_t)value;

	return (lanes){ v, v, v, v, v, v, v, v };
}

/* Does the word by itself, among such neighbours, tell so clearly that it is no part of a
 * name that the pairs of words need not be looked at? */
static bool clearly_outside(const tagger_word *word)
{
	lanes more = word->scores > all_lanes(CLEAR);

	if (word->seen.known || word->seen.possible)
		return false;
	for (int k = 1; k < TAGS; k++)
		if (more[LANE(k)])
			return false;
	return true;
}

/* Keys of the features that a word has by its context. */
typedef struct context {
	uint64_t keys[2 * CONTEXT_MAX];
	size_t count;
} context;

static void read_context(
	context *out, const tagger *t, const seen_word *seen, size_t at, size_t count)
{
	size_t all = context_features(out->keys, seen, at, count);

	all += known_features(out->keys + all, seen, at, count);
	out->count = 0;
	for (size_t i = 0; i < all; i++) {
		uint64_t key = out->keys[i];

		/* Most are not there, and nobody knows which: no branch. */
		out->keys[out->count] = key;
		out->count += model_present(&t->model, key);
	}
	for (size_t i = 0; i < out->count; i++)
		model_prefetch(&t->model, out->keys[i]);
}

static lanes score_word(const tagger *t, const tagger_word *word, const context *around)
{
	lanes scores = word->scores;

	for (size_t i = 0; i < around->count; i++) {
		const model_feature *f = model_find(&t->model, around->keys[i]);

		if (f)
			scores += model_weights(f);
	}
	scores[LANE(TAG_OUTSIDE)] = 0;
	if (word->barred)
		scores[LANE(TAG_FIRST(word->barred - 1))] = MODEL_NEVER;
	if (word->barred)
		scores[LANE(TAG_LATER(word->barred - 1))] = MODEL_NEVER;
	for (int k = 0; word->parted && k < NX_ENTITY_KINDS; k++)
		scores[LANE(TAG_LATER(k))] = MODEL_NEVER;
	return scores;
}

static void sum_pairs(const tagger *t, model_pair *sum, const seen_word *seen, size_t at)
{
	uint16_t numbers[PAIRS_MAX];
	size_t n = pair_features(numbers, seen, at);

	*sum = t->model.pairs[numbers[0]];
	for (size_t i = 1; i < n; i++)
		for (int a = 0; a < TAGS; a++)
			sum->before[a] += t->model.pairs[numbers[i]].before[a];
}

/* The search as it stands at a word: the score of the best way to each label, less that
 * of the best way to "outside". */
typedef struct search {
	lanes best;
	bool outside; /* the word before is no part of a name, whatever follows */
} search;

/* Nothing but "outside" is possible: where the best way there comes from. */
static int step_outside(search *s, const model_pair *pairs)
{
	int from = TAG_OUTSIDE;
	int most = 0;

	for (int a = TAG_OUTSIDE; a < TAGS && !s->outside; a++) {
		int sum = s->best[LANE(a)] + pairs->before[a][LANE(TAG_OUTSIDE)];

		if (a == TAG_OUTSIDE || sum > most) {
			most = sum;
			from = a;
		}
	}
	s->best = all_lanes(FLOOR);
	s->best[LANE(TAG_OUTSIDE)] = 0;
	s->outside = true;
	return from;
}

static lanes choose(lanes which, lanes yes, lanes no)
{
	return (which & yes) | (~which & no);
}

/* Where the best way to each label comes from. */
static lanes step(search *s, const model_pair *pairs, lanes scores)
{
	lanes next = pairs->before[TAG_OUTSIDE] + s->best[LANE(TAG_OUTSIDE)], from = { 0 };

	for (int a = 1; a < TAGS && !s->outside; a++) {
		lanes sum = pairs->before[a] + s->best[LANE(a)];
		lanes better = sum > next;

		next = choose(better, sum, next);
		from = choose(better, all_lanes(a), from);
	}
	next += scores;
	next -= next[LANE(TAG_OUTSIDE)];
	s->best = choose(next > FLOOR, next, all_lanes(FLOOR));
	s->outside = false;
	return from;
}

static void decode_sentence(tagger *t, size_t first, size_t count)
{
	const tagger_word *words = t->words + first;
	seen_word seen[TAGGER_SENTENCE_MAX];
	bool clear[TAGGER_SENTENCE_MAX + 1];
	context around[2];
	lanes back[TAGGER_SENTENCE_MAX];
	model_pair pairs;
	/* Before the first word stands one that is outside, without weight. */
	search s = { all_lanes(FLOOR), true };
	int tag = TAG_OUTSIDE;

	s.best[LANE(TAG_OUTSIDE)] = 0;
	for (size_t i = 0; i < count; i++) {
		seen[i] = words[i].seen;
		clear[i] = clearly_outside(&words[i]);
	}
	clear[count] = true;
	if (!clear[0])
		read_context(&around[0], t, seen, 0, count);
	for (size_t i = 0; i < count; i++) {
		/* Asked for a word ahead, so that it is there when it is needed. */
		if (!clear[i + 1])
			read_context(&around[(i + 1) % 2], t, seen, i + 1, count);
		if (i == 0)
			pairs = (model_pair){ { { 0 } } };
		else if (!(clear[i] && s.outside))
			sum_pairs(t, &pairs, seen, i);
		if (clear[i])
			back[i][LANE(TAG_OUTSIDE)] = (int16_t)step_outside(&s, &pairs);
		else
			back[i] = step(&s, &pairs, score_word(t, &words[i], &around[i % 2]));
	}
	for (int b = 1; b < TAGS; b++)
		if (s.best[LANE(b)] > s.best[LANE(tag)])
			tag = b;
	for (size_t i = count; i-- > 0;) {
		t->words[first + i].tag = (uint8_t)tag;
		tag = back[i][LANE(tag)];
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
