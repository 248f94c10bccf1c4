#include "store/alike.h"

#include <stdlib.h>

#include "base/hash.h"
#include "newsidx/utf8.h"

/* Measured on 30,000 articles of fourteen papers in three weeks, see SCHEMA.md: above
 * ALIKE_SAME or COPY_CONTAINED all pairs that were looked at were right; below LEAST_SHARE
 * a short text stands in a round-up, or in both stand the same lines of background. */
#define COPY_CONTAINED 0.9
#define STORY_CONTAINED 0.65
#define LEAST_SHARE 0.3
/* Between texts of which one has no date. */
#define UNDATED_SHARE 0.5
#define STORY_DAYS 3

#define TITLE_WORDS 32

static int by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static size_t sort_numbers(uint64_t *items, size_t count)
{
	size_t i, kept = 0;

	if (count)
		qsort(items, count, sizeof *items, by_number);
	for (i = 0; i < count; i++)
		if (kept == 0 || items[i] != items[kept - 1])
			items[kept++] = items[i];
	return kept;
}

static bool has_stem(const alike_text *text, nx_str stem)
{
	uint64_t hash = nx_hash(stem);

	return text->stem_count &&
	       bsearch(&hash, text->stems, text->stem_count, sizeof *text->stems, by_number);
}

static void add_stem(alike_text *out, nx_str stem)
{
	uint64_t *stems = nx_vec_room(out->stems, out->stem_count, &out->stem_cap, sizeof *stems);

	if (!stems) {
		out->shingles.failed = true;
		return;
	}
	out->stems = stems;
	stems[out->stem_count++] = nx_hash(stem);
}

static void read_body(alike_text *out, nx_str body)
{
	nx_tokens tokens;
	nx_token token;

	shingle_set_break(&out->shingles);
	nx_tokens_init(&tokens, body);
	while (nx_tokens_next(&tokens, &token)) {
		shingle_set_word(&out->shingles, token.fold);
		add_stem(out, token.stem);
	}
	nx_tokens_release(&tokens);
	out->stem_count = sort_numbers(out->stems, out->stem_count);
}

/* After the body. What the body does not say too is the headline writer's. */
static void read_title(alike_text *out, nx_str title)
{
	nx_tokens tokens;
	nx_token token;

	out->title_count = 0;
	out->title = nx_arena_alloc(&out->arena, TITLE_WORDS * sizeof *out->title);
	shingle_set_break(&out->shingles);
	nx_tokens_init(&tokens, title);
	while (nx_tokens_next(&tokens, &token)) {
		shingle_set_word(&out->shingles, token.fold);
		if (out->title && out->title_count < TITLE_WORDS && has_stem(out, token.stem) &&
			!nx_is_function_word(token.fold))
			out->title[out->title_count++] = nx_arena_str(&out->arena, token.stem);
	}
	nx_tokens_release(&tokens);
}

static void add_title_stems(alike_text *out, nx_str title)
{
	nx_tokens tokens;
	nx_token token;

	nx_tokens_init(&tokens, title);
	while (nx_tokens_next(&tokens, &token))
		add_stem(out, token.stem);
	nx_tokens_release(&tokens);
	out->stem_count = sort_numbers(out->stems, out->stem_count);
}

nx_status alike_read(alike_text *out, nx_store *store, int64_t rowid, nx_error *err)
{
	sqlite3_stmt *row = store_stmt(store, ST_ARTICLE_TEXT, err);
	nx_status st = NX_OK;
	int rc;

	if (!row)
		return NX_ERR_DB;
	nx_arena_release(&out->arena);
	shingle_set_clear(&out->shingles);
	out->stem_count = 0;
	out->rowid = rowid;
	sqlite3_bind_int64(row, 1, rowid);
	rc = sqlite3_step(row);
	if (rc == SQLITE_ROW) {
		read_body(out, store_column(row, 1));
		read_title(out, store_column(row, 0));
		add_title_stems(out, store_column(row, 0));
		shingle_set_sort(&out->shingles);
		if (out->shingles.failed || out->arena.failed)
			st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	} else {
		st = rc == SQLITE_DONE ? NX_ERR_NOTFOUND : store_fail(store, err);
	}
	sqlite3_reset(row);
	if (st != NX_OK)
		out->rowid = 0;
	return st;
}

void alike_release(alike_text *text)
{
	shingle_set_release(&text->shingles);
	nx_arena_release(&text->arena);
	free(text->stems);
	*text = (alike_text){ 0 };
}

#define WORD_MAX 24

/* One letter or two apart, as spellings of a foreign name are. */
static bool is_spelling_of(nx_str x, nx_str y)
{
	unsigned a[WORD_MAX], b[WORD_MAX];
	size_t n = 0, m = 0, pos, i, k, allowed;
	unsigned char row[WORD_MAX + 1], diagonal, above;

	for (pos = 0; pos < x.n && n < WORD_MAX;)
		a[n++] = nx_utf8_next(x, &pos);
	for (pos = 0; pos < y.n && m < WORD_MAX;)
		b[m++] = nx_utf8_next(y, &pos);
	if (n < 4 || m < 4 || (a[0] >= '0' && a[0] <= '9'))
		return false;
	allowed = n < 5 || m < 5 ? 1 : 2;
	for (k = 0; k <= m; k++)
		row[k] = (unsigned char)k;
	for (i = 1; i <= n; i++) {
		diagonal = row[0];
		row[0] = (unsigned char)i;
		for (k = 1; k <= m; k++) {
			unsigned char best = (unsigned char)(diagonal + (a[i - 1] != b[k - 1]));

			above = row[k];
			if (above + 1 < best)
				best = (unsigned char)(above + 1);
			if (row[k - 1] + 1 < best)
				best = (unsigned char)(row[k - 1] + 1);
			diagonal = above;
			row[k] = best;
		}
	}
	return row[m] <= allowed;
}

/* The words of a title that its body has and that nothing of the other article says. */
static size_t own_words(const alike_text *text, const alike_text *other, nx_str *out)
{
	size_t count = 0, i;

	for (i = 0; i < text->title_count; i++)
		if (!has_stem(other, text->title[i]))
			out[count++] = text->title[i];
	return count;
}

/* "The leaders congratulate the president of A", and of B: the words around are the same
 * each time, while each text has a name or number in its title that the other one lacks. */
static bool is_template(const alike_text *a, const alike_text *b)
{
	nx_str x[TITLE_WORDS], y[TITLE_WORDS];
	size_t n = own_words(a, b, x), m = own_words(b, a, y), i, k, left = n;

	for (i = 0; i < n; i++) {
		for (k = 0; k < m && !is_spelling_of(x[i], y[k]); k++)
			;
		if (k < m) {
			y[k] = y[--m];
			left--;
		}
	}
	return left > 0 && m > 0;
}

static int64_t days_between(int64_t a, int64_t b, bool *dated)
{
	int64_t x = rowid_day(a), y = rowid_day(b);

	*dated = a >= ROWID_FIRST_DATED && b >= ROWID_FIRST_DATED;
	return *dated ? x > y ? x - y : y - x : 0;
}

static nx_likeness judge(const alike_text *a, const alike_text *b, double share, double contained)
{
	bool dated, near,
		copy = share >= ALIKE_SAME || (contained >= COPY_CONTAINED && share >= LEAST_SHARE);
	int64_t days = days_between(a->rowid, b->rowid, &dated);

	near = dated ? days <= STORY_DAYS : share >= UNDATED_SHARE;
	if (copy && dated && near)
		return NX_LIKE_COPY;
	if (contained >= STORY_CONTAINED && share >= LEAST_SHARE && (copy || near) &&
		!is_template(a, b))
		return copy ? NX_LIKE_COPY : NX_LIKE_STORY;
	return contained >= COPY_CONTAINED && share < LEAST_SHARE ? NX_LIKE_PART : NX_LIKE_NONE;
}

alike_degree alike_compare(const alike_text *a, const alike_text *b)
{
	size_t shared = shingle_sets_share(&a->shingles, &b->shingles),
	       least = a->shingles.count < b->shingles.count ? a->shingles.count
							     : b->shingles.count;
	double all = (double)(a->shingles.count + b->shingles.count - shared), contained, share;

	if (!shared || a->shingles.words < SHINGLE_WORDS || b->shingles.words < SHINGLE_WORDS)
		return (alike_degree){ .kind = NX_LIKE_NONE };
	contained = (double)shared / (double)least;
	share = (double)shared / all;
	return (alike_degree){ judge(a, b, share, contained), contained, share };
}

nx_status alike_cache_init(alike_cache *cache, nx_store *store, size_t size, nx_error *err)
{
	*cache = (alike_cache){ .store = store, .size = size, .last = size };
	cache->texts = calloc(size, sizeof *cache->texts);
	return cache->texts ? NX_OK : nx_fail(err, NX_ERR_NOMEM, "out of memory");
}

void alike_cache_release(alike_cache *cache)
{
	for (size_t i = 0; cache->texts && i < cache->size; i++)
		alike_release(&cache->texts[i]);
	free(cache->texts);
	cache->texts = NULL;
}

/* The text that was asked for before stays: it is the other one of a pair. */
static nx_status get(alike_cache *cache, int64_t rowid, const alike_text **out, nx_error *err)
{
	size_t slot = (size_t)((uint64_t)rowid * NX_HASH_FACTOR >> 40) & (cache->size - 1);
	nx_status st = NX_OK;

	if (cache->texts[slot ^ 1].rowid == rowid)
		slot ^= 1;
	if (cache->texts[slot].rowid != rowid) {
		if (slot == cache->last)
			slot ^= 1;
		st = alike_read(&cache->texts[slot], cache->store, rowid, err);
	}
	cache->last = slot;
	*out = &cache->texts[slot];
	return st;
}

nx_status alike_rows(alike_cache *cache, int64_t a, int64_t b, alike_degree *degree, nx_error *err)
{
	const alike_text *x, *y;
	nx_status st = get(cache, a, &x, err);

	*degree = (alike_degree){ .kind = NX_LIKE_NONE };
	if (st == NX_OK)
		st = get(cache, b, &y, err);
	if (st == NX_OK)
		*degree = alike_compare(x, y);
	return st == NX_ERR_NOTFOUND ? NX_OK : st;
}
