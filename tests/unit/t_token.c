/* Words and where they stand, as the table of cases has them, and what must hold of
 * the words of any bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "newsidx/fold.h"
#include "newsidx/token.h"
#include "newsidx/utf8.h"
#include "rows.h"

static void list_tokens(nx_buf *got, const nx_str *input)
{
	nx_tokens tokens;
	nx_token token;

	nx_tokens_init(&tokens, input[0]);
	while (nx_tokens_next(&tokens, &token))
		nx_buf_addf(got, "%s%.*s[%zu-%zu]", got->n ? " " : "", NX_FMT(token.fold),
			token.start, token.end);
	nx_tokens_release(&tokens);
}

static void rows_hold(void **state)
{
	(void)state;
	check_rows("tests/data/tokens.tsv", 1, 80, list_tokens);
}

static void list_kinds(nx_buf *got, const char *text)
{
	nx_tokens tokens;
	nx_token token;

	nx_buf_clear(got);
	nx_tokens_init(&tokens, nx_str_from(text));
	while (nx_tokens_next(&tokens, &token))
		nx_buf_addc(got, "AON"[token.kind]);
	nx_tokens_release(&tokens);
}

static void kinds_are_told(void **state)
{
	static const struct {
		const char *text, *kinds;
	} cases[] = {
		{ "كتاب", "A" },
		{ "ﻛﺘﺎﺏ ﷲ", "AA" },
		{ "BBC", "O" },
		{ "G20 5G", "OO" },
		{ "2.5 ٢٫٥", "NN" },
		{ "كوفيد19", "AN" },
		{ "北京", "O" },
		{ "ไทย", "O" },
		{ "Москва", "O" },
		{ "٤٢ x", "NO" },
		{ "ﷺ", "AAAA" },
	};
	nx_buf got = NX_BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		list_kinds(&got, cases[i].text);
		assert_string_equal(nx_buf_cstr(&got), cases[i].kinds);
	}
	nx_buf_release(&got);
}

/* A word may be longer than any buffer: its fold is cut, its span is whole. */
static void long_words_are_cut(void **state)
{
	static const char *const letters[] = { "ب", "x", "7", "é", "ﻼ", "हि", "𝐀" };
	nx_buf text = NX_BUF_INIT;
	nx_tokens tokens;
	nx_token token;
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof letters / sizeof *letters; i++) {
		nx_buf_clear(&text);
		nx_buf_adds(&text, "- ");
		for (n = 0; n < 100000; n++)
			nx_buf_adds(&text, letters[i]);
		nx_tokens_init(&tokens, nx_buf_str(&text));
		assert_true(nx_tokens_next(&tokens, &token));
		assert_int_equal(token.start, 2);
		assert_int_equal(token.end, text.n);
		assert_in_range(token.fold.n, NX_TOKEN_MAX - 3, NX_TOKEN_MAX);
		assert_in_range(token.stem.n, 1, NX_TOKEN_MAX);
		assert_int_equal(nx_utf8_valid(token.fold), token.fold.n);
		assert_false(nx_tokens_next(&tokens, &token));
		nx_tokens_release(&tokens);
	}
	nx_buf_release(&text);
}

static uint32_t seed;

static uint32_t next_random(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (uint32_t)((uint64_t)seed * below >> 32);
}

/* Bytes, or code points of blocks where the rules are, so that words come about. */
static void random_text(nx_buf *text)
{
	static const unsigned blocks[] = { 0x0600, 0x0640, 0xFE70, 0xFD50, 0x2000, 0x2060, 0x0020,
		0x0041, 0x00E0, 0x0660, 0x4E00, 0x0E00, 0x0300, 0x3040, 0x0900, 0x1000, 0xFF00,
		0x1D400 };
	uint32_t n = next_random(40);
	bool bytes = next_random(3) == 0;

	nx_buf_clear(text);
	while (n--)
		if (bytes)
			nx_buf_addc(text, (char)next_random(256));
		else
			nx_buf_add_cp(text, blocks[next_random(sizeof blocks / sizeof *blocks)] +
						    next_random(96));
}

/* A finished token goes into the index and into queries as it is. */
static bool is_clean(nx_str word)
{
	size_t i;

	for (i = 0; i < word.n; i++)
		if ((unsigned char)word.p[i] <= 0x20 || word.p[i] == '"' || word.p[i] == 0x7F)
			return false;
	return word.n > 0 && word.n <= NX_TOKEN_MAX && nx_utf8_valid(word) == word.n;
}

/* Words are in order and do not overlap; only those of one ligature share its span. */
static void check_tokens(nx_str text)
{
	nx_tokens tokens;
	nx_token token;
	size_t start = 0, end = 0, count = 0;

	nx_tokens_init(&tokens, text);
	while (nx_tokens_next(&tokens, &token)) {
		assert_true(token.start >= end || (token.start == start && token.end == end));
		assert_true(token.start < token.end);
		assert_true(token.end <= text.n);
		assert_true(is_clean(token.fold));
		assert_true(is_clean(token.stem));
		assert_true(count++ <= 20 * text.n);
		start = token.start;
		end = token.end;
	}
	nx_tokens_release(&tokens);
}

static void any_bytes_give_words(void **state)
{
	nx_buf text = NX_BUF_INIT;
	int i;

	(void)state;
	seed = 20201027;
	for (i = 0; i < 50000; i++) {
		random_text(&text);
		check_tokens(nx_buf_str(&text));
	}
	nx_buf_release(&text);
}

static bool has_complex(nx_str text)
{
	size_t pos = 0;

	while (pos < text.n)
		if (nx_fold_class(nx_utf8_next(text, &pos)) == NX_CLASS_COMPLEX)
			return true;
	return false;
}

/* Scripts without spaces aside, where spaces of the fold tell ICU more than the text
 * did, a folded text has itself as its fold. */
static void any_fold_is_final(void **state)
{
	nx_buf text = NX_BUF_INIT, once = NX_BUF_INIT, twice = NX_BUF_INIT;
	int i;

	(void)state;
	seed = 20201002;
	for (i = 0; i < 50000; i++) {
		random_text(&text);
		nx_buf_clear(&once);
		nx_buf_clear(&twice);
		nx_fold(&once, nx_buf_str(&text));
		if (has_complex(nx_buf_str(&once)))
			continue;
		nx_fold(&twice, nx_buf_str(&once));
		if (nx_str_eq(nx_buf_str(&once), nx_buf_str(&twice)))
			continue;
		print_error("'%.*s' folds to '%.*s' and that to '%.*s'\n",
			NX_FMT(nx_buf_str(&text)), NX_FMT(nx_buf_str(&once)),
			NX_FMT(nx_buf_str(&twice)));
		fail();
	}
	nx_buf_release(&text);
	nx_buf_release(&once);
	nx_buf_release(&twice);
}

static void empty_texts_have_no_words(void **state)
{
	nx_tokens tokens;
	nx_token token;

	(void)state;
	nx_tokens_init(&tokens, NX_STR_NULL);
	assert_false(nx_tokens_next(&tokens, &token));
	assert_false(nx_tokens_next(&tokens, &token));
	nx_tokens_release(&tokens);
	nx_tokens_init(&tokens, NX_STR(" \n\t.،\xE2\x80\x8F"));
	assert_false(nx_tokens_next(&tokens, &token));
	nx_tokens_release(&tokens);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_hold),
		cmocka_unit_test(kinds_are_told),
		cmocka_unit_test(long_words_are_cut),
		cmocka_unit_test(any_bytes_give_words),
		cmocka_unit_test(any_fold_is_final),
		cmocka_unit_test(empty_texts_have_no_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
