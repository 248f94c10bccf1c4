/* Which parts of a text are marked, as the table of cases has it, and what must hold
 * of the passage shown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "newsidx/highlight.h"
#include "newsidx/token.h"
#include "newsidx/utf8.h"
#include "rows.h"

static void find_spans(nx_spans *spans, nx_str text, nx_str query_text, const nx_lexicon *lexicon)
{
	nx_error err = NX_ERROR_INIT;
	nx_query query;

	nx_query_init(&query);
	if (nx_query_parse(&query, query_text, NX_MATCH_ALL, &err) != NX_OK ||
		nx_highlight(spans, &query, lexicon, text, false, &err) != NX_OK)
		fail_msg("%s", err.text);
	nx_query_release(&query);
}

static void write_marks(nx_buf *out, nx_str text, const nx_spans *spans)
{
	size_t i, at = 0;

	for (i = 0; i < spans->count; i++) {
		assert_true(spans->items[i].start >= at && spans->items[i].end <= text.n);
		nx_buf_add(out, nx_str_slice(text, at, spans->items[i].start));
		nx_buf_addc(out, '[');
		nx_buf_add(out, nx_str_slice(text, spans->items[i].start, spans->items[i].end));
		nx_buf_addc(out, ']');
		at = spans->items[i].end;
	}
	nx_buf_add(out, nx_str_slice(text, at, text.n));
}

static void mark(nx_buf *got, const nx_str *input)
{
	nx_spans spans = NX_SPANS_INIT;

	find_spans(&spans, input[1], input[0], NULL);
	write_marks(got, input[1], &spans);
	nx_spans_release(&spans);
}

static void rows_hold(void **state)
{
	(void)state;
	check_rows("tests/data/highlight.tsv", 2, 50, mark);
}

static void check_names(
	const nx_lexicon *lexicon, const char *query, const char *text, const char *want)
{
	nx_spans spans = NX_SPANS_INIT;
	nx_buf got = NX_BUF_INIT;

	find_spans(&spans, nx_str_from(text), nx_str_from(query), lexicon);
	write_marks(&got, nx_str_from(text), &spans);
	assert_string_equal(nx_buf_cstr(&got), want);
	nx_spans_release(&spans);
	nx_buf_release(&got);
}

static void names_are_marked(void **state)
{
	nx_lexicon *lexicon;

	(void)state;
	assert_int_equal(nx_lexicon_new(&lexicon, NULL), NX_OK);
	check_names(lexicon, "entity:روسيا", "زار روسيا أمس", "زار [روسيا] أمس");
	check_names(lexicon, "entity:روسيا", "في روسيا وفي سوريا", "في [روسيا] وفي سوريا");
	check_names(lexicon, "-entity:روسيا سوريا", "في روسيا وفي سوريا", "في روسيا وفي [سوريا]");
	check_names(NULL, "entity:روسيا", "زار روسيا أمس", "زار روسيا أمس");
	nx_lexicon_free(lexicon);
}

/* Spans that were there before are gone. */
static void spans_are_replaced(void **state)
{
	nx_spans spans = NX_SPANS_INIT;

	(void)state;
	find_spans(&spans, NX_STR("a b a"), NX_STR("a"), NULL);
	assert_int_equal(spans.count, 2);
	find_spans(&spans, NX_STR("a b a"), NX_STR("b"), NULL);
	assert_int_equal(spans.count, 1);
	assert_int_equal(spans.items[0].start, 2);
	nx_spans_release(&spans);
}

static uint32_t seed = 20201027;

static uint32_t next_random(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (uint32_t)((uint64_t)seed * below >> 32);
}

static void random_text(nx_buf *text)
{
	static const char *const words[] = {
		"كتب",
		"والكتاب",
		"مُحَمَّدٌ",
		"مـــصر",
		"روسيا",
		"2.5",
		"BBC",
		"ﷺ",
		"النار",
		"covid-19",
		"«وقف»",
		"إطلاق",
		"في",
		"الاستراتيجيات",
		"من",
		"a\u0301\u0301",
	};
	static const char *const gaps[] = { " ", " ", " ", " ", "، ", ". ", "\n", "  ", "\u200F " };
	uint32_t n = next_random(60);

	nx_buf_clear(text);
	while (n--) {
		nx_buf_adds(text, words[next_random(sizeof words / sizeof *words)]);
		nx_buf_adds(text, gaps[next_random(sizeof gaps / sizeof *gaps)]);
	}
}

static bool cuts_a_word(nx_str text, size_t at)
{
	nx_tokens tokens;
	nx_token token;
	bool cuts = false;

	nx_tokens_init(&tokens, text);
	while (!cuts && nx_tokens_next(&tokens, &token))
		cuts = token.start < at && at < token.end;
	nx_tokens_release(&tokens);
	return cuts;
}

static size_t spans_within(const nx_spans *spans, size_t start, size_t end)
{
	size_t i, count = 0;

	for (i = 0; i < spans->count; i++)
		count += spans->items[i].start >= start && spans->items[i].end <= end;
	return count;
}

static void check_snippet(nx_str text, const nx_spans *spans, size_t width)
{
	bool cut_start, cut_end;
	nx_str got = nx_snippet(text, spans, width, &cut_start, &cut_end);
	size_t start = (size_t)(got.p - text.p), end = start + got.n;

	if (text.n == 0)
		return;
	assert_true(got.p >= text.p && end <= text.n);
	assert_true(cut_start == (start > 0) && cut_end == (end < text.n));
	assert_false(cuts_a_word(text, start));
	assert_false(cuts_a_word(text, end));
	assert_true(got.n > 0);
	/* A word of the text is 16 characters at most, a mark of theirs 36. */
	assert_true(nx_utf8_length(got) <= (width > 36 ? width : 36));
	if (spans && spans->count)
		assert_true(spans_within(spans, start, end) > 0);
	else
		assert_int_equal(start, 0);
}

static void passages_are_sound(void **state)
{
	static const char *const queries[] = { "كتب", "مصر", "كتاب محمد", "\"روسيا في\"",
		"a bbc covid-19", "\"الاستراتيجيات من\"", "استراتيجيات", "xyz", "وسلم" };
	nx_buf text = NX_BUF_INIT;
	nx_spans spans = NX_SPANS_INIT;
	int i;

	(void)state;
	for (i = 0; i < 20000; i++) {
		random_text(&text);
		find_spans(&spans, nx_buf_str(&text),
			nx_str_from(queries[next_random(sizeof queries / sizeof *queries)]), NULL);
		check_snippet(nx_buf_str(&text), &spans, 1 + next_random(200));
		check_snippet(nx_buf_str(&text), NULL, 1 + next_random(200));
	}
	nx_spans_release(&spans);
	nx_buf_release(&text);
}

/* Of all passages the one with the most places, the first of equals. */
static void best_passage_is_chosen(void **state)
{
	nx_buf text = NX_BUF_INIT;
	nx_spans spans = NX_SPANS_INIT;
	bool cut_start, cut_end;
	nx_str got;
	int i;

	(void)state;
	nx_buf_adds(&text, "x first ");
	for (i = 0; i < 50; i++)
		nx_buf_adds(&text, "كلمة ");
	nx_buf_adds(&text, "x second x ");
	for (i = 0; i < 50; i++)
		nx_buf_adds(&text, "كلمة ");
	nx_buf_adds(&text, "x third x");
	find_spans(&spans, nx_buf_str(&text), NX_STR("x"), NULL);
	assert_int_equal(spans.count, 5);
	got = nx_snippet(nx_buf_str(&text), &spans, 60, &cut_start, &cut_end);
	assert_true(nx_str_find(got, NX_STR("x second x"), 0) != (size_t)-1);
	assert_true(cut_start && cut_end);
	got = nx_snippet(nx_buf_str(&text), NULL, 60, &cut_start, &cut_end);
	assert_true(nx_str_starts(got, NX_STR("x first")));
	assert_true(!cut_start && cut_end);
	got = nx_snippet(NX_STR("short"), NULL, 60, &cut_start, &cut_end);
	assert_true(nx_str_eq(got, NX_STR("short")));
	assert_true(!cut_start && !cut_end);
	nx_spans_release(&spans);
	nx_buf_release(&text);
}

/* A text without spaces, or a word longer than the passage: no letter loses its mark. */
static void long_words_keep_their_marks(void **state)
{
	nx_buf text = NX_BUF_INIT;
	bool cut_start, cut_end;
	size_t width;
	nx_str got;
	int i;

	(void)state;
	for (i = 0; i < 300; i++)
		nx_buf_adds(&text, "بَّ");
	for (width = 1; width < 40; width++) {
		got = nx_snippet(nx_buf_str(&text), NULL, width, &cut_start, &cut_end);
		assert_true(got.n > 0);
		assert_true(got.n == text.n ||
			    nx_str_starts((nx_str){ got.p + got.n, 6 }, NX_STR("ب")));
	}
	nx_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_hold),
		cmocka_unit_test(names_are_marked),
		cmocka_unit_test(spans_are_replaced),
		cmocka_unit_test(passages_are_sound),
		cmocka_unit_test(best_passage_is_chosen),
		cmocka_unit_test(long_words_keep_their_marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
