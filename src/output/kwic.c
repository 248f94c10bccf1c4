#include "newsidx/kwic.h"

#include <stdlib.h>
#include <string.h>

#include "newsidx/token.h"

void nx_kwics_release(nx_kwics *kwics)
{
	free(kwics->items);
	nx_arena_release(&kwics->arena);
	*kwics = (nx_kwics)NX_KWICS_INIT;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Go back from byte `pos` over so many words. */
static size_t words_back(nx_str text, size_t pos, size_t words)
{
	/* What stands against the word, as a quotation mark, belongs to it. */
	while (pos > 0 && !is_space(text.p[pos - 1]))
		pos--;
	while (words-- > 0) {
		while (pos > 0 && is_space(text.p[pos - 1]))
			pos--;
		while (pos > 0 && !is_space(text.p[pos - 1]))
			pos--;
	}
	return pos;
}

static size_t words_on(nx_str text, size_t pos, size_t words)
{
	while (pos < text.n && !is_space(text.p[pos]))
		pos++;
	while (words-- > 0) {
		size_t before = pos;

		while (pos < text.n && is_space(text.p[pos]))
			pos++;
		if (pos == text.n)
			return before;
		while (pos < text.n && !is_space(text.p[pos]))
			pos++;
	}
	return pos;
}

/* A copy on one line. */
static bool keep(nx_arena *arena, nx_str s, nx_str *out)
{
	char *p = nx_arena_alloc(arena, s.n + 1);

	if (!p)
		return false;
	for (size_t i = 0; i < s.n; i++)
		p[i] = is_space(s.p[i]) ? ' ' : s.p[i];
	p[s.n] = '\0';
	*out = (nx_str){ p, s.n };
	return true;
}

static bool add_place(
	nx_kwics *kwics, const nx_kwic *article, nx_str text, nx_span span, size_t words)
{
	nx_kwic *items = nx_vec_room(kwics->items, kwics->count, &kwics->cap, sizeof *items);
	nx_kwic *k;

	if (!items)
		return false;
	kwics->items = items;
	k = &items[kwics->count];
	*k = *article;
	k->start = span.start;
	k->end = span.end;
	k->number = kwics->seen;
	if (!keep(&kwics->arena,
		    nx_str_slice(text, words_back(text, span.start, words), span.start),
		    &k->left) ||
		!keep(&kwics->arena, nx_str_slice(text, span.start, span.end), &k->word) ||
		!keep(&kwics->arena, nx_str_slice(text, span.end, words_on(text, span.end, words)),
			&k->right))
		return false;
	kwics->count++;
	kwics->seen++;
	return true;
}

nx_status nx_kwics_add(nx_kwics *kwics, const nx_hit *hit, size_t words, nx_error *err)
{
	nx_kwic article = { .in_title = true };
	bool ok = hit->mark_count + hit->title_mark_count == 0;

	if (ok)
		return NX_OK;
	memcpy(article.id, hit->id, sizeof article.id);
	ok = keep(&kwics->arena, hit->source, &article.source) &&
	     keep(&kwics->arena, hit->date, &article.date);
	if (!hit->source.p)
		article.source = NX_STR_NULL;
	if (!hit->date.p)
		article.date = NX_STR_NULL;
	for (size_t i = 0; ok && i < hit->title_mark_count; i++)
		ok = add_place(kwics, &article, hit->title, hit->title_marks[i], words);
	article.in_title = false;
	for (size_t i = 0; ok && i < hit->mark_count; i++)
		ok = add_place(kwics, &article, hit->snippet, hit->marks[i], words);
	return ok ? NX_OK : nx_fail(err, NX_ERR_NOMEM, "out of memory");
}

/* The folded words of s, from the last to the first if `backwards`, a byte that is lower
 * than any letter behind each. */
static bool make_key(nx_kwics *kwics, nx_str s, bool backwards, nx_str *key)
{
	nx_buf folds = NX_BUF_INIT, all = NX_BUF_INIT;
	nx_tokens tokens;
	nx_token token;
	size_t end;
	bool ok;

	nx_tokens_init(&tokens, s);
	tokens.unstemmed = true;
	while (nx_tokens_next(&tokens, &token)) {
		nx_buf_add(&folds, token.fold);
		nx_buf_addc(&folds, '\1');
	}
	nx_tokens_release(&tokens);
	for (end = folds.n; backwards && end > 0;) {
		size_t start = end - 1;

		while (start > 0 && folds.p[start - 1] != '\1')
			start--;
		nx_buf_add(&all, nx_str_slice(nx_buf_str(&folds), start, end));
		end = start;
	}
	ok = !folds.failed && !all.failed &&
	     keep(&kwics->arena, nx_buf_str(backwards ? &all : &folds), key);
	nx_buf_release(&folds);
	nx_buf_release(&all);
	return ok;
}

static int by_key(const void *a, const void *b)
{
	const nx_kwic *x = a, *y = b;
	int order = nx_str_cmp(x->key, y->key);

	return order ? order : (x->number > y->number) - (x->number < y->number);
}

static bool copy(nx_arena *arena, nx_str *s)
{
	return !s->p || keep(arena, *s, s);
}

/* Leave only the first `limit`, and nothing of the others' strings. */
static bool drop_others(nx_kwics *kwics, size_t limit)
{
	nx_arena arena = NX_ARENA_INIT;
	bool ok = true;

	for (size_t i = 0; ok && i < limit; i++) {
		nx_kwic *k = &kwics->items[i];

		ok = copy(&arena, &k->date) && copy(&arena, &k->source) && copy(&arena, &k->left) &&
		     copy(&arena, &k->word) && copy(&arena, &k->right) && copy(&arena, &k->key);
	}
	if (!ok) {
		nx_arena_release(&arena);
		return false;
	}
	nx_arena_release(&kwics->arena);
	kwics->arena = arena;
	kwics->count = limit;
	return true;
}

nx_status nx_kwics_sort(nx_kwics *kwics, bool by_left, size_t limit, nx_error *err)
{
	for (size_t i = 0; i < kwics->count; i++) {
		nx_kwic *k = &kwics->items[i];

		if (!k->key.p && !make_key(kwics, by_left ? k->left : k->right, by_left, &k->key))
			return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	}
	if (kwics->count)
		qsort(kwics->items, kwics->count, sizeof *kwics->items, by_key);
	if (kwics->count > limit && !drop_others(kwics, limit)) {
		kwics->count = 0; /* some strings are gone */
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	}
	return NX_OK;
}
