/* Prints how fast expressions of time are found in standard input, and beside it the
 * tokenizer over the same bytes: in turn, five times each, the medians. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "newsidx/timex.h"
#include "newsidx/token.h"

#define ROUNDS 5

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static size_t find_dates(nx_str text)
{
	static const nx_date reference = { NX_PRECISION_DAY, 2015, 7, 21, 0, 0, 0,
		NX_ZONE_UNKNOWN };
	nx_timex timex;
	size_t from = 0, count = 0;

	for (; nx_timex_find(text, from, &reference, &timex); from = timex.end)
		count++;
	return count;
}

static size_t cut_tokens(nx_str text)
{
	nx_tokens tokens;
	nx_token token;
	size_t count = 0;

	nx_tokens_init(&tokens, text);
	while (nx_tokens_next(&tokens, &token))
		count++;
	nx_tokens_release(&tokens);
	return count;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int main(void)
{
	static size_t (*const work[])(nx_str) = { cut_tokens, find_dates };
	static const char *const names[] = { "tokens", "dates" };
	double seconds[2][ROUNDS];
	nx_buf text = NX_BUF_INIT;
	size_t count[2] = { 0, 0 };
	int round, i;

	while (nx_buf_reserve(&text, 65536)) {
		size_t n = fread(text.p + text.n, 1, 65536, stdin);

		if (n == 0)
			break;
		text.n += n;
	}
	for (round = 0; round < ROUNDS; round++)
		for (i = 0; i < 2; i++) {
			double start = now();

			count[i] = work[i](nx_buf_str(&text));
			seconds[i][round] = now() - start;
		}
	for (i = 0; i < 2; i++) {
		qsort(seconds[i], ROUNDS, sizeof(double), compare);
		printf("%zu bytes, %zu %s, %.0f MB/s\n", text.n, count[i], names[i],
			(double)text.n / 1e6 / seconds[i][ROUNDS / 2]);
	}
	printf("dates at %.2f times the tokenizer's speed\n",
		seconds[0][ROUNDS / 2] / seconds[1][ROUNDS / 2]);
	nx_buf_release(&text);
	return 0;
}
