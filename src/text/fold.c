#include "newsidx/fold.h"

#include <stdint.h>

#include "newsidx/token.h"
#include "text/fold_entry.h"

#include "fold_table.inc"

const uint32_t *fold_expansion(uint32_t entry)
{
	return fold_expand + (entry & ENTRY_VALUE);
}

nx_class nx_fold_class(unsigned cp)
{
	return entry_class(fold_entry(cp));
}

size_t nx_fold_cp(unsigned out[NX_FOLD_MAX], unsigned cp)
{
	uint32_t entry = fold_entry(cp);
	nx_class class = entry_class(entry);
	size_t n = 1, i;

	if (class == NX_CLASS_BREAK || class == NX_CLASS_DROP)
		return 0;
	if (!(entry & ENTRY_EXPANDS)) {
		out[0] = entry & ENTRY_VALUE ? entry & ENTRY_VALUE : cp;
		return 1;
	}
	n = fold_expansion(entry)[0];
	for (i = 0; i < n; i++)
		out[i] = fold_expansion(entry)[i + 1];
	return n;
}

void nx_fold(nx_buf *out, nx_str text)
{
	nx_tokens tokens;
	nx_token token;
	bool first = true;

	nx_tokens_init(&tokens, text);
	tokens.unstemmed = true;
	while (nx_tokens_next(&tokens, &token)) {
		if (!first)
			nx_buf_addc(out, ' ');
		nx_buf_add(out, token.fold);
		first = false;
	}
	nx_tokens_release(&tokens);
}
