/* Damerau and Levenshtein's distance in its restricted form, with half a step for what
 * Arabic writers confuse. */
#include <pthread.h>
#include <string.h>

#include "base/embed.h"
#include "newsidx/query.h"
#include "newsidx/utf8.h"

NX_EMBED(confusions_tsv, "src/query/data/confusions.tsv")

#define LETTERS_MAX 48 /* longer words have no spelling variants */
#define STEP 2
#define HALF 1
#define LENGTHS 2 /* letters by which the words may differ, however cheap */
#define ARABIC_FIRST 0x0621u
#define ARABIC_LAST 0x064Au

/* Bit j of row i: the letters are confused. */
static uint64_t confused[ARABIC_LAST - ARABIC_FIRST + 1];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static bool is_arabic(unsigned cp)
{
	return cp >= ARABIC_FIRST && cp <= ARABIC_LAST;
}

static void read_table(void)
{
	nx_str rest = confusions_tsv(), line, group;

	while (nx_str_split(&rest, '\n', &line)) {
		size_t i = 0;

		if (nx_str_starts(line, NX_STR("#")) || !nx_str_split(&line, '\t', &group))
			continue;
		while (i < group.n) {
			unsigned a = nx_utf8_next(group, &i);
			size_t j = 0;

			while (j < group.n) {
				unsigned b = nx_utf8_next(group, &j);

				if (is_arabic(a) && is_arabic(b))
					confused[a - ARABIC_FIRST] |= (uint64_t)1
								      << (b - ARABIC_FIRST);
			}
		}
	}
}

static unsigned replace_cost(unsigned a, unsigned b)
{
	if (a == b)
		return 0;
	if (is_arabic(a) && is_arabic(b) && confused[a - ARABIC_FIRST] >> (b - ARABIC_FIRST) & 1)
		return HALF;
	return STEP;
}

/* A letter more on one side: cheap where it doubles the one before, or is a long vowel
 * within the word. */
static unsigned insert_cost(const unsigned *word, size_t i)
{
	unsigned cp = word[i];

	if (i > 0 && (cp == word[i - 1] || cp == 0x0627 /* ALEF */ || cp == 0x0648 /* WAW */ ||
			     cp == 0x064A /* YEH */))
		return HALF;
	return STEP;
}

/* The number of code points, or LETTERS_MAX + 1. */
static size_t letters_of(unsigned out[LETTERS_MAX], nx_str word)
{
	size_t n = 0, pos = 0;

	while (pos < word.n) {
		if (n == LETTERS_MAX)
			return LETTERS_MAX + 1;
		out[n++] = nx_utf8_next(word, &pos);
	}
	return n;
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

static unsigned distance(const unsigned *a, size_t na, const unsigned *b, size_t nb, unsigned limit)
{
	unsigned rows[3][LETTERS_MAX + 1], *before = rows[0], *last = rows[1], *now = rows[2];
	size_t i, j;

	last[0] = 0;
	for (j = 0; j < nb; j++)
		last[j + 1] = last[j] + insert_cost(b, j);
	for (i = 0; i < na; i++) {
		unsigned lowest, *spare = before;

		lowest = now[0] = last[0] + insert_cost(a, i);
		for (j = 0; j < nb; j++) {
			unsigned cost = last[j] + replace_cost(a[i], b[j]);

			cost = least(cost, last[j + 1] + insert_cost(a, i));
			cost = least(cost, now[j] + insert_cost(b, j));
			if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j])
				cost = least(cost, before[j - 1] + STEP);
			now[j + 1] = cost;
			lowest = least(lowest, cost);
		}
		if (lowest > limit)
			return limit + 1;
		before = last;
		last = now;
		now = spare;
	}
	return last[nb] > limit ? limit + 1 : last[nb];
}

unsigned nx_spelling_distance(nx_str a, nx_str b, unsigned limit)
{
	unsigned la[LETTERS_MAX], lb[LETTERS_MAX];
	size_t na, nb;

	pthread_once(&once, read_table);
	na = letters_of(la, a);
	nb = letters_of(lb, b);
	if (na > LETTERS_MAX || nb > LETTERS_MAX || na > nb + LENGTHS || nb > na + LENGTHS)
		return limit + 1;
	return distance(la, na, lb, nb, limit);
}

unsigned nx_spelling_limit(nx_str word)
{
	size_t n = nx_utf8_length(word);

	return n < 3 ? 0 : n <= 5 ? STEP : 2 * STEP;
}
