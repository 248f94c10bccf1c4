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
#define MOST_TEXTS 400

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
} lookup;

static nx_status look(void *ctx, const nx_hit *hit, nx_error *err)
{
	lookup *want = ctx;

	(void)err;
	if (nx_str_eq(hit->docno, want->docno)) {
		want->found = true;
		want->marked = hit->mark_count + hit->title_mark_count > 0;
	}
	return NX_OK;
}

static void ask(lookup *want, nx_str text, nx_sort sort)
{
	nx_search_options options = {
		.sort = sort, .limit = MOST_TEXTS, .with_text = true, .snippet_width = 100
	};
	nx_error err = NX_ERROR_INIT;
	nx_query query;

	want->found = want->marked = false;
	nx_query_init(&query);
	if (nx_query_parse(&query, text, NX_MATCH_ALL, &err) != NX_OK ||
		nx_search(store, &query, lexicon, &options, look, want, NULL, &err) != NX_OK)
		fail_msg("%.*s: %s", NX_FMT(text), err.text);
	nx_query_release(&query);
}

static void find(nx_buf *got, const nx_str *input)
{
	lookup want = { .docno = input[1] };

	ask(&want, input[0], NX_SORT_RANK);
	nx_buf_adds(got, want.found ? "yes" : "no");
}

/* In order of date the same is found, through SQL without ranking. */
static void find_newest(nx_buf *got, const nx_str *input)
{
	lookup want = { .docno = input[1] };

	ask(&want, input[0], NX_SORT_NEWEST);
	nx_buf_adds(got, want.found ? "yes" : "no");
}

/* What is found can be shown: highlighting goes the way that search goes. */
static void find_marks(nx_buf *got, const nx_str *input)
{
	lookup want = { .docno = input[1] };

	ask(&want, input[0], NX_SORT_RANK);
	if (want.found && !nx_str_starts(input[0], NX_STR("-")))
		nx_buf_adds(got, want.marked ? "yes" : "found, but not marked");
	else
		nx_buf_add(got, input[2]);
}

static void rows_hold(void **state)
{
	(void)state;
	check_rows(TABLE, 2, 80, find);
}

static void rows_hold_by_date(void **state)
{
	(void)state;
	check_rows(TABLE, 2, 80, find_newest);
}

static void what_is_found_is_marked(void **state)
{
	(void)state;
	check_rows(TABLE, 2, 80, find_marks);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_hold),
		cmocka_unit_test(rows_hold_by_date),
		cmocka_unit_test(what_is_found_is_marked),
	};

	return cmocka_run_group_tests(tests, index_texts, close_index);
}
