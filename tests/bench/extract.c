/* Prints how fast articles are found in the pages named: without and with learnt
 * furniture, five times each in turn, the medians. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "newsidx/extract.h"
#include "newsidx/file.h"

#define ROUNDS 5
#define BYTES_LEAST 20e6 /* a round */

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double round_of(const nx_buf *pages, int count, size_t bytes, bool learn)
{
	nx_furniture *furniture = NULL;
	double start = now(), done = 0;

	if (learn && nx_furniture_new(&furniture, NULL) != NX_OK)
		abort();
	for (; done < BYTES_LEAST; done += (double)bytes) {
		for (int i = 0; i < count; i++) {
			nx_article article;

			nx_article_init(&article);
			if (nx_extract_page(&article, nx_buf_str(&pages[i]), furniture, NULL) !=
				NX_OK)
				abort();
			nx_article_release(&article);
		}
	}
	nx_furniture_free(furniture);
	return done / 1e6 / (now() - start);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	nx_buf *pages = calloc((size_t)argc, sizeof *pages);
	double plain[ROUNDS], learnt[ROUNDS];
	size_t bytes = 0;

	for (int i = 1; pages && i < argc; i++) {
		if (nx_file_read(&pages[i - 1], argv[i], 1 << 24, NULL) != NX_OK)
			return 2;
		bytes += pages[i - 1].n;
	}
	if (!pages || bytes == 0)
		return 2;
	for (int i = 0; i < ROUNDS; i++) {
		plain[i] = round_of(pages, argc - 1, bytes, false);
		learnt[i] = round_of(pages, argc - 1, bytes, true);
	}
	qsort(plain, ROUNDS, sizeof *plain, by_size);
	qsort(learnt, ROUNDS, sizeof *learnt, by_size);
	printf("%zu bytes in %d pages: %.0f MB/s, with learnt furniture %.0f MB/s\n", bytes,
		argc - 1, plain[ROUNDS / 2], learnt[ROUNDS / 2]);
	for (int i = 0; i + 1 < argc; i++)
		nx_buf_release(&pages[i]);
	free(pages);
	return 0;
}
