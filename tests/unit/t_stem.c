/* Stems, as the table of cases has them, and the lists of words that protect others
 * from the stemmer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "newsidx/fold.h"
#include "newsidx/stem.h"
#include "newsidx/token.h"
#include "newsidx/utf8.h"
#include "rows.h"

static void add_stem(nx_buf *out, nx_str fold)
{
	char stem[NX_TOKEN_MAX + 8];

	assert_true(fold.n <= NX_TOKEN_MAX);
	nx_buf_add(out, (nx_str){ stem, nx_stem(stem, fold) });
}

static void stem_of_word(nx_buf *got, const nx_str *input)
{
	nx_buf fold = NX_BUF_INIT;

	nx_fold(&fold, input[0]);
	add_stem(got, nx_buf_str(&fold));
	nx_buf_release(&fold);
}

static void rows_hold(void **state)
{
	(void)state;
	check_rows("tests/data/stem.tsv", 1, 150, stem_of_word);
}

/* The tokenizer hands out the same stems. */
static void stem_of_token(nx_buf *got, const nx_str *input)
{
	nx_tokens tokens;
	nx_token token;

	nx_tokens_init(&tokens, input[0]);
	if (nx_tokens_next(&tokens, &token))
		nx_buf_add(got, token.stem);
	nx_tokens_release(&tokens);
}

static void tokens_have_stems(void **state)
{
	(void)state;
	check_rows("tests/data/stem.tsv", 1, 150, stem_of_token);
}

/* Rows of words that are one, or are to be kept apart. */
static void compare(nx_buf *got, const nx_str *input)
{
	nx_buf a = NX_BUF_INIT, b = NX_BUF_INIT;

	stem_of_word(&a, &input[0]);
	stem_of_word(&b, &input[1]);
	nx_buf_adds(got, nx_str_eq(nx_buf_str(&a), nx_buf_str(&b)) ? "same" : "different");
	nx_buf_release(&a);
	nx_buf_release(&b);
}

static void pairs_hold(void **state)
{
	(void)state;
	check_rows("tests/data/stem_pairs.tsv", 2, 60, compare);
}

/* A protected word keeps its beginning, or its end. */
static bool keeps(nx_str word, nx_str stem, bool at_start)
{
	return at_start ? nx_str_starts(word, stem) : nx_str_ends(word, stem);
}

static void check_list(const char *path, bool at_start)
{
	nx_buf file = NX_BUF_INIT, fold = NX_BUF_INIT, stem = NX_BUF_INIT;
	nx_str rest, word, before = NX_STR("");
	int line = 0, words = 0, failed = 0;

	read_data(&file, path);
	rest = nx_buf_str(&file);
	while (next_row(&rest, &word, 1, &line)) {
		const char *what = NULL;

		nx_buf_clear(&fold);
		nx_buf_clear(&stem);
		nx_fold(&fold, word);
		add_stem(&stem, word);
		if (!nx_str_eq(nx_buf_str(&fold), word))
			what = "not folded";
		else if (nx_str_cmp(before, word) >= 0)
			what = "not sorted, or there twice";
		else if (!keeps(word, nx_buf_str(&stem), at_start))
			what = "not protected";
		if (what) {
			print_error("%s:%d: %.*s: %s\n", path, line, NX_FMT(word), what);
			failed++;
		}
		before = word;
		words++;
	}
	nx_buf_release(&fold);
	nx_buf_release(&stem);
	nx_buf_release(&file);
	assert_true(words > 200);
	assert_int_equal(failed, 0);
}

static void lists_protect_their_words(void **state)
{
	(void)state;
	check_list("src/text/data/root-start.txt", true);
	check_list("src/text/data/root-end.txt", false);
}

static uint32_t seed = 20201027;

static uint32_t next_random(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (uint32_t)((uint64_t)seed * below >> 32);
}

/* Any word has a stem, a part of the word, and three letters are left of three. */
static void any_word_has_a_stem(void **state)
{
	static const unsigned letters[] = { 0x0627, 0x0644, 0x0648, 0x0641, 0x0628, 0x0643, 0x0647,
		0x0629, 0x062A, 0x0646, 0x064A, 0x0621, 0x0633 };
	nx_buf word = NX_BUF_INIT, stem = NX_BUF_INIT;
	int i;

	(void)state;
	for (i = 0; i < 200000; i++) {
		uint32_t n = 1 + next_random(8);

		nx_buf_clear(&word);
		nx_buf_clear(&stem);
		while (n--)
			nx_buf_add_cp(
				&word, letters[next_random(sizeof letters / sizeof *letters)]);
		add_stem(&stem, nx_buf_str(&word));
		assert_true(stem.n > 0 && stem.n % 2 == 0);
		assert_true(nx_str_find(nx_buf_str(&word), nx_buf_str(&stem), 0) != (size_t)-1);
		assert_true(stem.n >= 6 || stem.n == word.n);
	}
	nx_buf_release(&word);
	nx_buf_release(&stem);
}

/* Words in letters of three bytes, digits and bytes that are no letters stay. */
static void other_words_stay(void **state)
{
	static const char *const words[] = {
		"bbc",
		"g20",
		"2020",
		"北京",
		"\xE0\xA2\xA0\xE0\xA2\xA0\xD8\xA7\xD8\xAA",
		"abcdefات",
		"xات",
		"\xD9",
		"و",
	};
	nx_buf stem = NX_BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof words / sizeof *words; i++) {
		nx_buf_clear(&stem);
		add_stem(&stem, nx_str_from(words[i]));
		assert_true(nx_str_eq(nx_buf_str(&stem), nx_str_from(words[i])));
	}
	nx_buf_release(&stem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_hold),
		cmocka_unit_test(tokens_have_stems),
		cmocka_unit_test(pairs_hold),
		cmocka_unit_test(lists_protect_their_words),
		cmocka_unit_test(any_word_has_a_stem),
		cmocka_unit_test(other_words_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
