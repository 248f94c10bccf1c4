/* What a query finds and what it does not: every text of the table is an article of one
 * index, and every query is asked there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rows.h"
#include "scratch_index.h"

#define TABLE "tests/data/match.tsv"
#define MOST_TEXTS 1000

static nx_store *store;

/* Title and body of a text; the text itself is the docno. */
static void split_text(nx_str text, nx_str *title, nx_str *body)
{
	nx_str bar = NX_STR(" || ");
	size_t at = nx_str_find(text, bar, 0);

	*title = at == (size_t)-1 ? NX_STR_NULL : nx_str_slice(text, 0, at);
	*body = at == (size_t)-1 ? text : nx_str_slice(text, at + bar.n, text.n);
}

static void put_text(nx_writer *writer, uint64_t ordinal, nx_str text)
{
	nx_error err = NX_ERROR_INIT;
	nx_article article;
	nx_str title, body;

	nx_article_init(&article);
	split_text(text, &title, &body);
	article.docno = nx_arena_str(&article.arena, text);
	article.title = nx_arena_str(&article.arena, title);
	article.body = nx_arena_str(&article.arena, body);
	assert_int_equal(
		nx_writer_put(writer, &(nx_article_place){ .ordinal = ordinal }, &article, &err),
		NX_OK);
	nx_article_release(&article);
}

static int index_texts(void **state)
{
	nx_file_info info = { .size = 1, .mtime = 1, .is_regular = true };
	nx_buf file = NX_BUF_INIT, text = NX_BUF_INIT;
	nx_str rest, field[4];
	nx_writer *writer;
	uint64_t ordinal = 0;
	int line = 0;

	if (make_scratch(state) != 0)
		return -1;
	read_data(&file, TABLE);
	rest = nx_buf_str(&file);
	store = open_index(NX_STORE_CREATE);
	assert_int_equal(nx_writer_open(&writer, store, lexicon, NULL, NULL), NX_OK);
	assert_int_equal(nx_writer_file_begin(writer, NX_STR(TABLE), NULL), NX_OK);
	while (next_row(&rest, field, 4, &line)) {
		nx_buf_clear(&text);
		unescape(&text, field[1]);
		put_text(writer, ordinal++, nx_buf_str(&text));
	}
	assert_int_equal(nx_writer_file_end(writer, NX_STR(TABLE), &info, true, NULL), NX_OK);
	assert_int_equal(nx_writer_finish(writer, NULL, NULL), NX_OK);
	nx_writer_close(writer);
	nx_store_close(store);
	store = open_index(NX_STORE_READ);
	nx_buf_release(&file);
	nx_buf_release(&text);
	return 0;
}

static int close_index(void **state)
{
	nx_store_close(store);
	free_lexicon(state);
	return remove_scratch(state);
}

typedef struct lookup {
	nx_str docno;
	bool found, marked;
	nx_tier tier;
} lookup;

static nx_status look(void *ctx, const nx_hit *hit, nx_error *err)
{
	lookup *want = ctx;

	(void)err;
	if (nx_str_eq(hit->docno, want->docno)) {
		want->found = true;
		want->tier = hit->match;
		want->marked = hit->mark_count + hit->title_mark_count > 0;
	}
	return NX_OK;
}

static void ask(lookup *want, nx_str text, nx_sort sort)
{
	nx_search_options options = { .sort = sort,
		.limit = MOST_TEXTS,
		.with_text = true,
		.with_match = true,
		.snippet_width = 100 };
	nx_error err = NX_ERROR_INIT;
	nx_query query;

	want->found = want->marked = false;
	nx_query_init(&query);
	if (nx_query_parse(&query, text, NX_MATCH_ALL, &err) != NX_OK ||
		nx_search(store, &query, lexicon, &options, look, want, NULL, &err) != NX_OK)
		fail_msg("%.*s: %s", NX_FMT(text), err.text);
	nx_query_release(&query);
}

/* "no", or how near the text comes. */
static void add_answer(nx_buf *got, const lookup *want)
{
	const char *tier = nx_tier_name(want->tier);

	nx_buf_adds(got, !want->found ? "no" : tier ? tier : "filter");
}

static void find(nx_buf *got, const nx_str *input)
{
	lookup want = { .docno = input[1] };

	ask(&want, input[0], NX_SORT_RANK);
	add_answer(got, &want);
}

/* In order of date the same is found, through SQL without ranking. */
static void find_newest(nx_buf *got, const nx_str *input)
{
	lookup want = { .docno = input[1] };

	ask(&want, input[0], NX_SORT_NEWEST);
	add_answer(got, &want);
}

/* What is found by a word can be shown: highlighting goes the way that search goes. */
static void find_marks(nx_buf *got, const nx_str *input)
{
	lookup want = { .docno = input[1] };

	ask(&want, input[0], NX_SORT_RANK);
	if (want.found && want.tier != NX_TIER_FILTER && !want.marked)
		nx_buf_adds(got, "found, but not marked");
	else
		nx_buf_add(got, input[2]);
}

static void give_texts(void *ctx, nx_str texts[NX_TEXTS])
{
	split_text(*(nx_str *)ctx, &texts[NX_TEXT_TITLE], &texts[NX_TEXT_BODY]);
}

/* The texts have no keys and no date. */
static bool holds_nothing(void *ctx, const nx_node *node)
{
	(void)ctx, (void)node;
	return false;
}

/* A search gives the fuzzy words of the query their variants. */
static nx_status add_variants(nx_query *query, nx_error *err)
{
	nx_search_options options = { .limit = 1 };
	int64_t count;

	return nx_search_count(store, query, lexicon, &options, &count, err);
}

/* Held against the text alone, without the index, the query says the same. */
static void find_by_judge(nx_buf *got, const nx_str *input)
{
	nx_str text = input[1];
	nx_judged article = { give_texts, holds_nothing, &text, NULL };
	nx_error err = NX_ERROR_INIT;
	lookup want = { .docno = text };
	nx_query query;
	bool matches = false;

	nx_query_init(&query);
	if (nx_query_parse(&query, input[0], NX_MATCH_ALL, &err) != NX_OK ||
		add_variants(&query, &err) != NX_OK ||
		nx_judge(&want.tier, &query, lexicon, &article, &err) != NX_OK ||
		nx_judge_match(&matches, &query, lexicon, &article, &err) != NX_OK)
		fail_msg("%.*s: %s", NX_FMT(input[0]), err.text);
	want.found = want.tier != NX_TIER_NO;
	if (matches != want.found)
		nx_buf_adds(got, "judged in two ways");
	else
		add_answer(got, &want);
	nx_query_release(&query);
}

static void rows_hold(void **state)
{
	(void)state;
	check_rows(TABLE, 2, 200, find);
}

static void rows_hold_by_date(void **state)
{
	(void)state;
	check_rows(TABLE, 2, 200, find_newest);
}

static void what_is_found_is_marked(void **state)
{
	(void)state;
	check_rows(TABLE, 2, 200, find_marks);
}

static void judge_agrees(void **state)
{
	(void)state;
	check_rows(TABLE, 2, 200, find_by_judge);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_hold),
		cmocka_unit_test(rows_hold_by_date),
		cmocka_unit_test(what_is_found_is_marked),
		cmocka_unit_test(judge_agrees),
	};

	return cmocka_run_group_tests(tests, index_texts, close_index);
}
