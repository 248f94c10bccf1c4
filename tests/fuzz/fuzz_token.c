/* Tokens stand in order inside the text, and their folds stay as they are when they
 * are folded again. */
#include <stdint.h>
#include <stdlib.h>

#include "newsidx/fold.h"
#include "newsidx/token.h"
#include "newsidx/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	nx_str text = { (const char *)data, size };
	nx_buf once = NX_BUF_INIT, twice = NX_BUF_INIT;
	nx_tokens tokens;
	nx_token token;
	size_t last = 0, pos = 0, i;
	bool complex = false;

	nx_tokens_init(&tokens, text);
	while (nx_tokens_next(&tokens, &token)) {
		if (token.fold.n == 0 || token.stem.n == 0 || token.fold.n > NX_TOKEN_MAX + 4)
			abort();
		if (token.start < last || token.end <= token.start || token.end > size)
			abort();
		for (i = 0; i < token.fold.n; i++)
			if ((unsigned char)token.fold.p[i] <= ' ' || token.fold.p[i] == '"')
				abort();
		last = token.start;
	}
	nx_tokens_release(&tokens);
	while (pos < size)
		complex |= nx_fold_class(nx_utf8_next(text, &pos)) == NX_CLASS_COMPLEX;
	nx_fold(&once, text);
	nx_fold(&twice, nx_buf_str(&once));
	/* ICU may cut the words of a script without spaces anew. */
	if (!complex && !nx_str_eq(nx_buf_str(&once), nx_buf_str(&twice)))
		abort();
	nx_buf_release(&once);
	nx_buf_release(&twice);
	return 0;
}
