#include "store/shingle.h"

#include <stdlib.h>

#include "base/hash.h"
#include "newsidx/token.h"

#define KEY_CHARS 6
#define NUMBER_MASK (((uint64_t)1 << 36) - 1)

static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~";

void shingle_set_clear(shingle_set *set)
{
	set->count = set->words = set->run = 0;
}

void shingle_set_release(shingle_set *set)
{
	free(set->items);
	*set = (shingle_set){ 0 };
}

void shingle_set_break(shingle_set *set)
{
	set->run = 0;
}

/* Each bit of the result depends on each of what came in, so that the high ones, which
 * choose the smallest, say nothing of the low ones, which are stored. */
static uint64_t mix(uint64_t x)
{
	x = (x ^ x >> 33) * 0xFF51AFD7ED558CCDu;
	x = (x ^ x >> 33) * 0xC4CEB9FE1A85EC53u;
	return x ^ x >> 33;
}

void shingle_set_word(shingle_set *set, nx_str fold)
{
	uint64_t word = nx_hash_stored(0, fold), *items;

	set->words++;
	if (set->run++ >= 2) {
		items = nx_vec_room(set->items, set->count, &set->cap, sizeof *items);
		if (!items) {
			set->failed = true;
			return;
		}
		set->items = items;
		items[set->count++] = mix(
			(set->before[0] * NX_HASH_FACTOR + set->before[1]) * NX_HASH_FACTOR + word);
	}
	set->before[0] = set->before[1];
	set->before[1] = word;
}

static int by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

void shingle_set_sort(shingle_set *set)
{
	size_t i, kept = 0;

	if (set->count)
		qsort(set->items, set->count, sizeof *set->items, by_number);
	for (i = 0; i < set->count; i++)
		if (kept == 0 || set->items[i] != set->items[kept - 1])
			set->items[kept++] = set->items[i];
	set->count = kept;
}

size_t shingle_sets_share(const shingle_set *a, const shingle_set *b)
{
	size_t i = 0, k = 0, shared = 0;

	while (i < a->count && k < b->count) {
		uint64_t x = a->items[i], y = b->items[k];

		shared += x == y;
		i += x <= y;
		k += y <= x;
	}
	return shared;
}

/* Sorting them all would take many times as long as to look for the smallest. */
static size_t smallest(const shingle_set *set, uint64_t out[SHINGLE_KEYS])
{
	size_t count = 0, i, at;

	for (i = 0; i < set->count; i++) {
		uint64_t item = set->items[i];

		if (count == SHINGLE_KEYS && item >= out[count - 1])
			continue;
		for (at = count; at > 0 && out[at - 1] > item; at--)
			;
		if (at > 0 && out[at - 1] == item)
			continue;
		if (count < SHINGLE_KEYS)
			count++;
		for (size_t k = count - 1; k > at; k--)
			out[k] = out[k - 1];
		out[at] = item;
	}
	return count;
}

static void add_key(nx_buf *out, int64_t number)
{
	char key[2 + KEY_CHARS] = { MARK_KEY, '#' };

	for (size_t i = sizeof key; i-- > 2; number >>= 6)
		key[i] = digits[number & 63];
	if (out->n)
		nx_buf_addc(out, ' ');
	nx_buf_add(out, (nx_str){ key, sizeof key });
}

int64_t shingle_of_key(nx_str key)
{
	int64_t number = 0;

	if (key.n != 2 + KEY_CHARS || key.p[0] != MARK_KEY || key.p[1] != '#')
		return -1;
	for (size_t i = 2; i < key.n; i++) {
		const char *digit = key.p[i] ? strchr(digits, key.p[i]) : NULL;

		if (!digit)
			return -1;
		number = number << 6 | (digit - digits);
	}
	return number;
}

void shingle_keys_of(nx_buf *out, const shingle_set *set)
{
	uint64_t least[SHINGLE_KEYS];
	size_t count = smallest(set, least), i;

	out->failed |= set->failed;
	if (set->words < SHINGLE_WORDS)
		return;
	for (i = 0; i < count; i++)
		add_key(out, (int64_t)(least[i] & NUMBER_MASK));
}

void shingle_keys_played(
	nx_buf *out, shingle_set *set, const batch_item *item, const nx_buf *recording)
{
	const tape_part *parts[] = { &item->title_tape, &item->body_tape };
	nx_str fold;

	shingle_set_clear(set);
	for (size_t i = 0; i < 2; i++) {
		size_t at = parts[i]->start;

		shingle_set_break(set);
		while (tape_next(recording->p, parts[i], &at, &fold))
			shingle_set_word(set, fold);
	}
	shingle_keys_of(out, set);
}

void shingle_keys_read(nx_buf *out, shingle_set *set, nx_str title, nx_str body)
{
	const nx_str texts[] = { title, body };
	nx_tokens tokens;
	nx_token token;

	shingle_set_clear(set);
	for (size_t i = 0; i < 2; i++) {
		shingle_set_break(set);
		nx_tokens_init(&tokens, texts[i]);
		tokens.unstemmed = true;
		while (nx_tokens_next(&tokens, &token))
			shingle_set_word(set, token.fold);
		nx_tokens_release(&tokens);
	}
	shingle_keys_of(out, set);
}
