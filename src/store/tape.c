#include "store/tape.h"

#include <string.h>

void tape_record(nx_buf *recording, const nx_token *token)
{
	char entry[2 * (NX_TOKEN_MAX + 12)];
	size_t n = 0;

	entry[n++] = (char)token->fold.n;
	memcpy(entry + n, token->fold.p, token->fold.n);
	n += token->fold.n;
	if (token->stem.p == token->fold.p) {
		entry[n++] = 0;
	} else {
		entry[n++] = (char)(token->stem.n + 1);
		entry[n++] = MARK_STEM;
		memcpy(entry + n, token->stem.p, token->stem.n);
		n += token->stem.n;
	}
	nx_buf_add(recording, (nx_str){ entry, n });
}

bool tape_next(const char *recording, const tape_part *part, size_t *at, nx_str *fold)
{
	const char *p = recording + *at;

	if (*at >= part->end)
		return false;
	*fold = (nx_str){ p + 1, (unsigned char)*p };
	p += 1 + fold->n;
	*at = (size_t)(p + 1 + (unsigned char)*p - recording);
	return true;
}

bool tape_play(tape *t, size_t length, void *ctx, tape_emit emit, int *rc)
{
	const char *p, *end;

	if (t->next >= t->count || t->parts[t->next].text.n != length)
		return false;
	p = t->recording + t->parts[t->next].start;
	end = t->recording + t->parts[t->next].end;
	t->next++;
	/* FTS5 does not look at the places of tokens that it indexes. */
	for (*rc = SQLITE_OK; *rc == SQLITE_OK && p < end;) {
		int n = (unsigned char)*p++;

		*rc = emit(ctx, 0, p, n, 0, 0);
		p += n;
		n = (unsigned char)*p++;
		if (n && *rc == SQLITE_OK)
			*rc = emit(ctx, FTS5_TOKEN_COLOCATED, p, n, 0, 0);
		p += n;
	}
	return true;
}
