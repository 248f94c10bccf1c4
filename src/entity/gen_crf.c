/* Training of the tagger: a conditional random field over a chain of labels, by
 * stochastic gradient steps over sentences in an order drawn by a fixed seed.
 *
 * Source: Lafferty, McCallum and Pereira (ICML 2001); the schedule of the steps and the
 * scaled weights are those of Bottou's crfsgd. exp() is written out here, so that every
 * machine makes the same model. */
#include <stdlib.h>
#include <string.h>

#include "entity/gen_model.h"

enum { SENTENCE_MAX = 260 };
#define FIRST_STEP 0.1
#define SMALLEST_SCALE 1e-6

typedef struct trainer {
	const feature_set *f;
	const training *how;
	weights w;
	double scale; /* of all weights */
	uint32_t random;
	/* of the sentence in hand, all scaled so that nothing overflows */
	double unary[SENTENCE_MAX][TAGS], pair[SENTENCE_MAX][TAGS * TAGS];
	double ahead[SENTENCE_MAX][TAGS], behind[SENTENCE_MAX][TAGS];
	bool hidden;
} trainer;

static uint32_t draw(trainer *t)
{
	t->random ^= t->random << 13;
	t->random ^= t->random >> 17;
	t->random ^= t->random << 5;
	return t->random;
}

static double power_of_e(double x)
{
	double k, r, sum = 1, term = 1;
	int64_t bits;

	if (x < -700)
		return 0;
	if (x > 700)
		x = 700;
	k = (double)(int)(x * 1.4426950408889634 + (x < 0 ? -0.5 : 0.5));
	r = x - k * 0.69314718055994531;
	for (int i = 1; i < 14; i++) {
		term *= r / i;
		sum += term;
	}
	bits = ((int64_t)k + 1023) << 52;
	memcpy(&r, &bits, sizeof r);
	return sum * r;
}

static bool follows(int before, int tag)
{
	return tag == TAG_OUTSIDE || tag % 2 == 1 || before == tag || before == tag - 1;
}

static size_t features_end(const trainer *t, size_t word)
{
	return t->hidden ? t->f->known[word] : t->f->first[word + 1];
}

static size_t pairs_end(const trainer *t, size_t word)
{
	size_t count = t->f->pair_count[word];

	return t->hidden && count > 3 ? 3 : count;
}

/* Potentials of a sentence: exponentials of the sums of weights. */
static void potentials(trainer *t, size_t first, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t word = first + i;
		double sum[TAGS * TAGS] = { 0 }, most = -1e300;

		for (size_t k = t->f->first[word]; k < features_end(t, word); k++) {
			const float *w = t->w.unary + (size_t)t->f->list[k] * TAGS;

			for (int y = 0; y < TAGS; y++)
				sum[y] += (double)w[y];
		}
		for (int y = 0; y < TAGS; y++)
			if (sum[y] > most)
				most = sum[y];
		for (int y = 0; y < TAGS; y++)
			t->unary[i][y] = i > 0 || follows(TAG_OUTSIDE, y)
						 ? power_of_e((sum[y] - most) * t->scale)
						 : 0;
		if (i == 0)
			continue;
		memset(sum, 0, sizeof sum);
		for (size_t k = 0; k < pairs_end(t, word); k++) {
			const float *w = t->w.pairs + (size_t)t->f->pairs[word][k] * TAGS * TAGS;

			for (int q = 0; q < TAGS * TAGS; q++)
				sum[q] += (double)w[q];
		}
		for (int q = 0; q < TAGS * TAGS; q++)
			t->pair[i][q] =
				follows(q / TAGS, q % TAGS) ? power_of_e(sum[q] * t->scale) : 0;
	}
}

static void normalize(double v[TAGS])
{
	double sum = 0;

	for (int y = 0; y < TAGS; y++)
		sum += v[y];
	for (int y = 0; y < TAGS && sum > 0; y++)
		v[y] /= sum;
}

static void run_both_ways(trainer *t, size_t count)
{
	memcpy(t->ahead[0], t->unary[0], sizeof t->ahead[0]);
	normalize(t->ahead[0]);
	for (size_t i = 1; i < count; i++) {
		for (int b = 0; b < TAGS; b++) {
			double sum = 0;

			for (int a = 0; a < TAGS; a++)
				sum += t->ahead[i - 1][a] * t->pair[i][a * TAGS + b];
			t->ahead[i][b] = sum * t->unary[i][b];
		}
		normalize(t->ahead[i]);
	}
	for (int y = 0; y < TAGS; y++)
		t->behind[count - 1][y] = 1;
	for (size_t i = count - 1; i-- > 0;) {
		for (int a = 0; a < TAGS; a++) {
			double sum = 0;

			for (int b = 0; b < TAGS; b++)
				sum += t->pair[i + 1][a * TAGS + b] * t->unary[i + 1][b] *
				       t->behind[i + 1][b];
			t->behind[i][a] = sum;
		}
		normalize(t->behind[i]);
	}
}

static void step_pairs(trainer *t, size_t first, size_t i, double step)
{
	size_t word = first + i;
	double expected[TAGS * TAGS], sum = 0;
	float change[TAGS * TAGS];

	for (int q = 0; q < TAGS * TAGS; q++) {
		int a = q / TAGS, b = q % TAGS;

		expected[q] = t->ahead[i - 1][a] * t->pair[i][q] * t->unary[i][b] * t->behind[i][b];
		sum += expected[q];
	}
	for (int q = 0; q < TAGS * TAGS; q++)
		change[q] = (float)(-step * expected[q] / (sum > 0 ? sum : 1));
	change[t->f->gold[word - 1] * TAGS + t->f->gold[word]] += (float)step;
	for (size_t k = 0; k < pairs_end(t, word); k++) {
		float *w = t->w.pairs + (size_t)t->f->pairs[word][k] * TAGS * TAGS;

		for (int q = 0; q < TAGS * TAGS; q++)
			w[q] += change[q];
	}
}

static void learn(trainer *t, size_t first, size_t count, double rate)
{
	double step = rate / t->scale * (double)t->f->weight[first];

	t->hidden = draw(t) % 1000 < t->how->forgetful * 1000;
	potentials(t, first, count);
	run_both_ways(t, count);
	for (size_t i = 0; i < count; i++) {
		double expected[TAGS];
		float change[TAGS];

		for (int y = 0; y < TAGS; y++)
			expected[y] = t->ahead[i][y] * t->behind[i][y];
		normalize(expected);
		for (int y = 0; y < TAGS; y++)
			change[y] = (float)(-step * expected[y]);
		change[t->f->gold[first + i]] += (float)step;
		for (size_t k = t->f->first[first + i]; k < features_end(t, first + i); k++) {
			float *w = t->w.unary + (size_t)t->f->list[k] * TAGS;

			for (int y = 0; y < TAGS; y++)
				w[y] += change[y];
		}
		if (i > 0)
			step_pairs(t, first, i, step);
	}
}

static void rescale(trainer *t)
{
	for (size_t i = 0; i < (t->f->count + 1) * TAGS; i++)
		t->w.unary[i] = (float)(t->w.unary[i] * t->scale);
	for (size_t i = 0; i < (size_t)PAIR_COUNT * TAGS * TAGS; i++)
		t->w.pairs[i] = (float)(t->w.pairs[i] * t->scale);
	t->scale = 1;
}

/* Where sentences begin, as words[0] to words[count], the last being the end. */
static size_t *sentence_starts(const feature_set *f, size_t *count)
{
	size_t *starts = some(f->words + 1, sizeof *starts);

	*count = 0;
	for (size_t w = 0; w < f->words; w++)
		if (f->opens[w])
			starts[(*count)++] = w;
	starts[*count] = f->words;
	return starts;
}

weights crf_train(const feature_set *f, const training *how)
{
	trainer *t = some(1, sizeof *t);
	size_t count, done = 0, *starts = sentence_starts(f, &count);
	size_t *order = some(count, sizeof *order);
	double decay = 1 / (how->strength * (double)count);
	weights result;

	t->f = f;
	t->how = how;
	t->scale = 1;
	t->random = how->seed;
	t->w.unary = some((f->count + 1) * TAGS, sizeof(float));
	t->w.pairs = some((size_t)PAIR_COUNT * TAGS * TAGS, sizeof(float));
	for (size_t i = 0; i < count; i++)
		order[i] = i;
	for (int epoch = 0; epoch < how->epochs; epoch++) {
		for (size_t i = count; i-- > 1;) {
			size_t j = draw(t) % (i + 1), swap = order[i];

			order[i] = order[j];
			order[j] = swap;
		}
		for (size_t i = 0; i < count; i++, done++) {
			double rate = 1 / (1 / FIRST_STEP + decay * (double)done);
			size_t first = starts[order[i]];

			t->scale *= 1 - rate * decay;
			if (t->scale < SMALLEST_SCALE)
				rescale(t);
			learn(t, first, starts[order[i] + 1] - first, rate);
		}
	}
	rescale(t);
	result = t->w;
	free(order);
	free(starts);
	free(t);
	return result;
}

void weights_free(weights *w)
{
	free(w->unary);
	free(w->pairs);
}
