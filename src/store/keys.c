#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "newsidx/fold.h"
#include "newsidx/token.h"
#include "store/internal.h"

void key_of_entity(nx_buf *out, int64_t entity)
{
	if (out->n)
		nx_buf_addc(out, ' ');
	nx_buf_addf(out, "%ce%lld", MARK_KEY, (long long)entity);
}

void key_of_spelling(nx_buf *out, int64_t spelling)
{
	nx_buf_addf(out, "%s%cn%lld", out->n ? " " : "", MARK_KEY, (long long)spelling);
}

void key_of_shown(nx_buf *out, int64_t entity)
{
	nx_buf_addf(out, "%s%cm%lld", out->n ? " " : "", MARK_KEY, (long long)entity);
}

void key_of_name(nx_buf *out, char field, nx_str name)
{
	size_t i, start;

	if (out->n)
		nx_buf_addc(out, ' ');
	nx_buf_addf(out, "%c%c:", MARK_KEY, field);
	start = out->n;
	nx_fold(out, name);
	for (i = start; i < out->n; i++)
		if (out->p[i] == ' ')
			out->p[i] = '_';
}

/* The key that was appended at `start`, or the space before it, goes again if it is
 * there before. */
static void drop_known(nx_buf *out, size_t start)
{
	nx_str rest = { out->p, start }, key = { out->p + start, out->n - start }, known;

	if (key.n && key.p[0] == ' ')
		key = nx_str_slice(key, 1, key.n);
	while (nx_str_split(&rest, ' ', &known))
		if (nx_str_eq(known, key)) {
			out->n = start;
			return;
		}
}

void keys_add_names(nx_buf *out, nx_str source, nx_str tags)
{
	size_t start = out->n;
	nx_str tag;

	if (source.n) {
		key_of_name(out, 's', source);
		drop_known(out, start);
	}
	while (tags.p && nx_str_split(&tags, '\n', &tag)) {
		start = out->n;
		if (tag.n)
			key_of_name(out, 't', tag);
		drop_known(out, start);
	}
}

void keys_add_own(nx_buf *out, int64_t rowid, nx_str author, nx_str section)
{
	size_t start;
	nx_tokens tokens;
	nx_token token;

	if (rowid >= ROWID_FIRST_DATED) {
		int year, month, day;

		nx_day_split((int32_t)rowid_day(rowid), &year, &month, &day);
		nx_buf_addf(
			out, "%s%cp%04d%02d%02d", out->n ? " " : "", MARK_KEY, year, month, day);
	}
	if (section.n)
		key_of_name(out, 'c', section);
	nx_tokens_init(&tokens, author);
	tokens.unstemmed = true;
	while (nx_tokens_next(&tokens, &token)) {
		start = out->n;
		key_of_name(out, 'a', token.fold);
		drop_known(out, start);
	}
	nx_tokens_release(&tokens);
}

void keys_add_words(nx_buf *out, nx_str text)
{
	nx_buf stems = NX_BUF_INIT;
	nx_tokens tokens;
	nx_token token;

	nx_tokens_init(&tokens, text);
	while (nx_tokens_next(&tokens, &token)) {
		nx_buf_addc(out, ' ');
		nx_buf_add(out, token.fold);
		if (token.stem.p != token.fold.p)
			nx_buf_addf(&stems, " %c%.*s", MARK_STEM, NX_FMT(token.stem));
	}
	nx_tokens_release(&tokens);
	nx_buf_add(out, nx_buf_str(&stems));
	out->failed |= stems.failed;
	nx_buf_release(&stems);
}

void key_add_match(nx_buf *out, nx_str key)
{
	size_t i;

	nx_buf_addc(out, '"');
	for (i = 0; i < key.n; i++) {
		nx_buf_addc(out, key.p[i]);
		if (key.p[i] == '"')
			nx_buf_addc(out, '"');
	}
	nx_buf_addc(out, '"');
}

bool key_is_name(nx_str key)
{
	return key.n > 2 && key.p[0] == MARK_KEY && (key.p[1] == 's' || key.p[1] == 't') &&
	       key.p[2] == ':';
}

bool keys_have(nx_str keys, nx_str key, bool prefix)
{
	nx_str one;

	while (nx_str_split(&keys, ' ', &one))
		if (prefix ? nx_str_starts(one, key) : nx_str_eq(one, key))
			return true;
	return false;
}

int64_t key_entity(nx_str key)
{
	int64_t id = 0;
	size_t i;

	if (key.n < 3 || key.p[0] != MARK_KEY || key.p[1] != 'e')
		return 0;
	for (i = 2; i < key.n; i++) {
		if (key.p[i] < '0' || key.p[i] > '9')
			return 0;
		id = id * 10 + (key.p[i] - '0');
	}
	return id;
}

/* Sixteen steps to an octave: 4 % between neighbours, 63,000 tokens at 255; what is
 * longer counts as that long. */
unsigned char length_pack(size_t tokens)
{
	long steps = lround(16 * log2((double)tokens + 1));

	return steps < 255 ? (unsigned char)steps : 255;
}

double length_unpack(unsigned char packed)
{
	return exp2(packed / 16.0) - 1;
}

nx_str store_clean(nx_arena *arena, nx_str s)
{
	size_t i;
	nx_str copy;

	for (i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 && s.p[i] != '\n' && s.p[i] != '\t')
			break;
	if (i == s.n)
		return s;
	copy = nx_arena_str(arena, s);
	for (; copy.p && i < copy.n; i++)
		if ((unsigned char)copy.p[i] < 0x20 && copy.p[i] != '\n' && copy.p[i] != '\t')
			((char *)(uintptr_t)copy.p)[i] = ' ';
	return copy;
}
