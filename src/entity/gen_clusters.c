/* Prints src/entity/data/clusters.tsv: classes of words that stand in the same places,
 * learnt from texts without labels on standard input.
 *
 *   newsidx extract NEWS... | gen_clusters >src/entity/data/clusters.tsv
 *
 * Each line of the input is a text; what is not in Arabic letters parts phrases, so
 * that the keys of JSON lines do no harm. Words are moved between classes, most
 * frequent first, as long as that makes pairs of neighbouring classes more probable.
 * The same input gives the same output: nothing is drawn by lot.
 *
 * Source: the exchange algorithm of Martin, Liermann and Ney, "Algorithms for bigram
 * and trigram word clustering" (Speech Communication 24, 1998). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "entity/gen_corpus.h"

enum { ROUNDS = 12, SIZES = 3, LOG_TABLE = 1 << 20 };
static const int sizes[SIZES] = { 32, 128, 512 };

typedef struct pair {
	uint32_t other; /* word */
	uint32_t count;
} pair;

static double *log_table; /* n log n */

static double nlogn(int64_t n)
{
	return n < LOG_TABLE ? log_table[n] : (double)n * log((double)n);
}

/* The neighbours of each word on one side: those of word w are
 * pairs[first[w]] to pairs[first[w + 1]]. */
typedef struct sides {
	pair *pairs;
	size_t *first;
} sides;

static int by_other(const void *a, const void *b)
{
	const pair *x = a, *y = b;

	return (x->other > y->other) - (x->other < y->other);
}

static sides neighbours(const corpus *c, size_t words, bool right)
{
	sides s = { corpus_memory(c->text_count, sizeof(pair)),
		corpus_memory(words + 2, sizeof(size_t)) };
	size_t *fill = corpus_memory(words + 1, sizeof *fill), to = 0, from = 0;

	for (size_t i = 1; i < c->text_count; i++)
		s.first[c->text[right ? i - 1 : i] + 1]++;
	for (size_t w = 0; w < words; w++) {
		s.first[w + 1] += s.first[w];
		fill[w] = s.first[w];
	}
	for (size_t i = 1; i < c->text_count; i++)
		s.pairs[fill[c->text[right ? i - 1 : i]]++] =
			(pair){ c->text[right ? i : i - 1], 1 };
	for (size_t w = 0; w < words; w++) {
		size_t end = s.first[w + 1];

		qsort(s.pairs + from, end - from, sizeof(pair), by_other);
		s.first[w] = to;
		for (; from < end; from++) {
			if (to > s.first[w] && s.pairs[to - 1].other == s.pairs[from].other)
				s.pairs[to - 1].count += s.pairs[from].count;
			else
				s.pairs[to++] = s.pairs[from];
		}
	}
	s.first[words] = to;
	free(fill);
	return s;
}

typedef struct clustering {
	int classes;
	size_t words;
	const sides *left, *right;
	uint16_t *class_of;
	int64_t *joint;      /* joint[a * classes + b]: b follows a */
	int64_t *joint_back; /* the same the other way round, for walks along b */
	int64_t *total;
	/* of the word that is being moved: its neighbours by class */
	int64_t *before, *after;
	int *before_list, *after_list, before_count, after_count;
	int64_t self; /* it follows itself so often */
} clustering;

static void add_joint(clustering *k, int a, int b, int64_t n)
{
	k->joint[a * k->classes + b] += n;
	k->joint_back[b * k->classes + a] += n;
}

static void sum_neighbours(clustering *k, uint32_t w)
{
	for (int i = 0; i < k->before_count; i++)
		k->before[k->before_list[i]] = 0;
	for (int i = 0; i < k->after_count; i++)
		k->after[k->after_list[i]] = 0;
	k->before_count = k->after_count = 0;
	k->self = 0;
	for (size_t i = k->left->first[w]; i < k->left->first[w + 1]; i++) {
		int class = k->class_of[k->left->pairs[i].other];

		if (k->left->pairs[i].other == w)
			continue;
		if (!k->before[class])
			k->before_list[k->before_count++] = class;
		k->before[class] += k->left->pairs[i].count;
	}
	for (size_t i = k->right->first[w]; i < k->right->first[w + 1]; i++) {
		int class = k->class_of[k->right->pairs[i].other];

		if (k->right->pairs[i].other == w) {
			k->self = k->right->pairs[i].count;
			continue;
		}
		if (!k->after[class])
			k->after_list[k->after_count++] = class;
		k->after[class] += k->right->pairs[i].count;
	}
}

/* Put the word whose neighbours are summed into a class, or with sign -1 take it out. */
static void place(clustering *k, int class, int64_t count, int sign)
{
	for (int i = 0; i < k->before_count; i++)
		add_joint(k, k->before_list[i], class, sign * k->before[k->before_list[i]]);
	for (int i = 0; i < k->after_count; i++)
		add_joint(k, class, k->after_list[i], sign * k->after[k->after_list[i]]);
	add_joint(k, class, class, sign * k->self);
	k->total[class] += sign * count;
}

/* What the likelihood gains when the word comes into the class. */
static double gain(const clustering *k, int class, int64_t count)
{
	const int64_t *into = k->joint_back + (size_t) class * (size_t)k->classes;
	const int64_t *from = k->joint + (size_t) class * (size_t)k->classes;
	int64_t own = from[class];
	double sum = nlogn(own + k->before[class] + k->after[class] + k->self) - nlogn(own);

	for (int i = 0; i < k->before_count; i++) {
		int c = k->before_list[i];

		if (c != class)
			sum += nlogn(into[c] + k->before[c]) - nlogn(into[c]);
	}
	for (int i = 0; i < k->after_count; i++) {
		int c = k->after_list[i];

		if (c != class)
			sum += nlogn(from[c] + k->after[c]) - nlogn(from[c]);
	}
	return sum - 2 * (nlogn(k->total[class] + count) - nlogn(k->total[class]));
}

static size_t move_words(clustering *k, const int64_t *counts)
{
	size_t moved = 0;

	for (uint32_t w = WORD_FIRST; w < k->words; w++) {
		int old = k->class_of[w], best = old;
		double most;

		sum_neighbours(k, w);
		place(k, old, counts[w], -1);
		most = gain(k, old, counts[w]);
		for (int c = WORD_FIRST; c < k->classes; c++) {
			double g = c == old ? most : gain(k, c, counts[w]);

			if (g > most + 1e-9) {
				most = g;
				best = c;
			}
		}
		place(k, best, counts[w], 1);
		k->class_of[w] = (uint16_t)best;
		moved += best != old;
	}
	return moved;
}

static uint16_t *cluster(
	size_t words, const int64_t *counts, const sides *left, const sides *right, int size)
{
	clustering k = {
		.classes = size + WORD_FIRST, .words = words, .left = left, .right = right
	};
	size_t cells = (size_t)k.classes * (size_t)k.classes;

	k.class_of = corpus_memory(words, sizeof *k.class_of);
	k.joint = corpus_memory(cells, sizeof *k.joint);
	k.joint_back = corpus_memory(cells, sizeof *k.joint_back);
	k.total = corpus_memory((size_t)k.classes, sizeof *k.total);
	k.before = corpus_memory((size_t)k.classes, sizeof *k.before);
	k.after = corpus_memory((size_t)k.classes, sizeof *k.after);
	k.before_list = corpus_memory((size_t)k.classes, sizeof *k.before_list);
	k.after_list = corpus_memory((size_t)k.classes, sizeof *k.after_list);
	for (size_t w = 0; w < words; w++) {
		k.class_of[w] =
			(uint16_t)(w < WORD_FIRST ? w
						  : WORD_FIRST + (w - WORD_FIRST) % (size_t)size);
		k.total[k.class_of[w]] += counts[w];
	}
	for (size_t w = 0; w < words; w++)
		for (size_t i = right->first[w]; i < right->first[w + 1]; i++)
			add_joint(&k, k.class_of[w], k.class_of[right->pairs[i].other],
				right->pairs[i].count);
	for (int round = 0; round < ROUNDS; round++) {
		size_t moved = move_words(&k, counts);

		fprintf(stderr, "gen_clusters: %d classes, round %d: %zu words moved\n", size,
			round + 1, moved);
		if (moved < words / 1000)
			break;
	}
	free(k.joint);
	free(k.joint_back);
	free(k.total);
	free(k.before);
	free(k.after);
	free(k.before_list);
	free(k.after_list);
	return k.class_of;
}

int main(void)
{
	/* Needed to the end: whoever looks for memory that is lost finds it here. */
	static corpus c;
	static char *line;
	static word **order;
	static int64_t *counts;
	static sides left, right;
	static uint16_t *classes[SIZES];
	size_t cap = 0, count;
	ssize_t n;

	while ((n = getline(&line, &cap, stdin)) >= 0)
		corpus_read(&c, (nx_str){ line, (size_t)n });
	if (ferror(stdin))
		corpus_die("standard input cannot be read");
	order = corpus_choose(&c, &count);
	log_table = corpus_memory(LOG_TABLE, sizeof *log_table);
	for (int i = 2; i < LOG_TABLE; i++)
		log_table[i] = i * log(i);
	left = neighbours(&c, count + WORD_FIRST, false);
	right = neighbours(&c, count + WORD_FIRST, true);
	counts = corpus_memory(count + WORD_FIRST, sizeof *counts);
	for (size_t i = 0; i < c.text_count; i++)
		counts[c.text[i]]++;
	fprintf(stderr, "gen_clusters: %zu words of text, %zu of %zu words are frequent\n",
		c.text_count, count, c.word_count);
	for (int i = 0; i < SIZES; i++)
		classes[i] = cluster(count + WORD_FIRST, counts, &left, &right, sizes[i]);
	printf("# fold\tclass of %d\tclass of %d\tclass of %d\n", sizes[0], sizes[1], sizes[2]);
	for (size_t i = 0; i < count; i++)
		printf("%.*s\t%d\t%d\t%d\n", NX_FMT(order[i]->fold),
			classes[0][WORD_FIRST + i] - WORD_FIRST,
			classes[1][WORD_FIRST + i] - WORD_FIRST,
			classes[2][WORD_FIRST + i] - WORD_FIRST);
	if (fflush(stdout) != 0 || ferror(stdout))
		corpus_die("standard output cannot be written");
	return 0;
}
