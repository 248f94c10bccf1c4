/* Prints how fast the tokenizer goes over standard input: bytes, tokens, MB/s. */
#include <stdio.h>
#include <time.h>

#include "newsidx/token.h"

int main(void)
{
	nx_buf text = NX_BUF_INIT;
	nx_tokens tokens;
	nx_token token;
	struct timespec a, b;
	size_t count = 0;
	double seconds;

	while (nx_buf_reserve(&text, 65536)) {
		size_t n = fread(text.p + text.n, 1, 65536, stdin);

		if (n == 0)
			break;
		text.n += n;
	}
	clock_gettime(CLOCK_MONOTONIC, &a);
	nx_tokens_init(&tokens, nx_buf_str(&text));
	while (nx_tokens_next(&tokens, &token))
		count++;
	nx_tokens_release(&tokens);
	clock_gettime(CLOCK_MONOTONIC, &b);
	seconds = (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
	printf("%zu bytes, %zu tokens, %.0f MB/s\n", text.n, count, (double)text.n / 1e6 / seconds);
	nx_buf_release(&text);
	return 0;
}
