/* Shingles: three folded words in a row, as a number. Texts of one story share many of
 * them, whatever their harakat and punctuation; other texts share none. The few that
 * stand for an article are among its keys. */
#ifndef NX_STORE_SHINGLE_H
#define NX_STORE_SHINGLE_H

#include "store/batch.h"

/* So many keys stand for an article: the smallest of its shingles. Two texts of which the
 * union of shingles is shared to a part J miss each other with (1 - J)^12: never from .5
 * on, once in 70 times at .3. */
#define SHINGLE_KEYS 12

/* Texts of fewer words are alike by chance and have no keys. */
#define SHINGLE_WORDS 10

/* All shingles of an article. Start with { 0 }. */
typedef struct shingle_set {
	uint64_t *items; /* sorted and once each, after shingle_set_sort() */
	size_t count, cap;
	size_t words;
	uint64_t before[2]; /* of the text at hand */
	size_t run;         /* its words so far */
	bool failed;        /* out of memory */
} shingle_set;

/* The words that follow are of another text: no shingle spans two. */
void shingle_set_break(shingle_set *set);
void shingle_set_word(shingle_set *set, nx_str fold);
void shingle_set_sort(shingle_set *set);
/* Empty it and keep its room. */
void shingle_set_clear(shingle_set *set);
void shingle_set_release(shingle_set *set);
/* How many two sorted sets share. */
size_t shingle_sets_share(const shingle_set *a, const shingle_set *b);

/* Append the keys of an article, "#" and six characters behind MARK_KEY each, parted by
 * spaces: from the recording of its tokens, or from its texts. `set` is for work. */
void shingle_keys_played(
	nx_buf *out, shingle_set *set, const batch_item *item, const nx_buf *recording);
void shingle_keys_read(nx_buf *out, shingle_set *set, nx_str title, nx_str body);

/* The same of a set. */
void shingle_keys_of(nx_buf *out, const shingle_set *set);

/* The number that a key holds, of 36 bits, or -1 for other keys. */
int64_t shingle_of_key(nx_str key);

#endif
