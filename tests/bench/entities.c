/* Prints how fast names are found in standard input, a text a line: bytes, names, MB/s of
 * processor time; beside it the tokenizer alone, which the search for names includes. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "newsidx/entity.h"

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static size_t count_tokens(nx_str text)
{
	size_t count = 0;
	nx_tokens tokens;
	nx_token token;

	nx_tokens_init(&tokens, text);
	while (nx_tokens_next(&tokens, &token))
		count++;
	nx_tokens_release(&tokens);
	return count;
}

int main(void)
{
	nx_buf text = NX_BUF_INIT;
	nx_mentions mentions = NX_MENTIONS_INIT;
	nx_error err = NX_ERROR_INIT;
	nx_lexicon *lexicon;
	nx_str rest, line;
	size_t tokens = 0, names = 0;
	double start, opened, cut, found;

	while (nx_buf_reserve(&text, 65536)) {
		size_t n = fread(text.p + text.n, 1, 65536, stdin);

		if (n == 0)
			break;
		text.n += n;
	}
	start = seconds();
	if (nx_lexicon_new(&lexicon, &err) != NX_OK)
		return EXIT_FAILURE;
	opened = seconds();
	rest = nx_buf_str(&text);
	while (nx_str_split(&rest, '\n', &line))
		tokens += count_tokens(line);
	cut = seconds();
	rest = nx_buf_str(&text);
	while (nx_str_split(&rest, '\n', &line)) {
		mentions.count = 0;
		if (nx_entities_find(&mentions, lexicon, line, &err) != NX_OK)
			return EXIT_FAILURE;
		names += mentions.count;
	}
	found = seconds();
	printf("%zu bytes, %zu tokens, %zu names, lexicon %.1f ms, tokens %.1f MB/s, names %.1f MB/s\n",
		text.n, tokens, names, (opened - start) * 1e3,
		(double)text.n / 1e6 / (cut - opened), (double)text.n / 1e6 / (found - cut));
	nx_mentions_release(&mentions);
	nx_lexicon_free(lexicon);
	nx_buf_release(&text);
	return EXIT_SUCCESS;
}
