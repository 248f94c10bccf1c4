/* What is proposed where a query finds nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "newsidx/suggest.h"
#include "rows.h"
#include "scratch_index.h"

static const sample samples[] = {
	{ "a", "2020-10-01", "مفاوضات جديدة",
		"بدأ الرئيس مفاوضات مع أوباما في مجلس الأمن، وحضر عبد الله.", "صحيفة", NULL },
	{ "b", "2020-10-02", "الاقتصاد",
		"القاهرة: قال وزير الخارجية الأمريكية إن اقتصاد البلاد بخير.", "صحيفة", NULL },
	{ "c", "2020-10-03", "برلمان",
		"مجلس الوزراء و برلمان غورباتشوف، ونتنياهو زار مكة والمدينة.", "جريدة", NULL },
	{ "d", "2020-10-04", "كوباني",
		"معركة كوباني وقرهباغ على تلفزيون انستقرام covid computer sports robot", "جريدة",
		NULL },
	{ "e", "2020-10-05", "الاستراتيجيات",
		"الاستراتيجيات عند بوتين في القاهرة. نتنياهو. الله. الأمن.", "جريدة", NULL },
};

typedef struct listing {
	nx_buf *out;
	nx_hint_kind only;
	bool all;
} listing;

static nx_status list_hint(void *ctx, const nx_hint *hint, nx_error *err)
{
	static const char *const names[] = { "missing", "apart", "spelling", "without", "loose",
		"date", "any" };
	listing *l = ctx;

	if (!l->all && hint->kind != l->only)
		return NX_OK;
	if (l->out->n)
		nx_buf_adds(l->out, l->all ? "; " : " | ");
	if (l->all)
		nx_buf_addf(l->out, "%s ", names[hint->kind]);
	nx_buf_add(l->out, hint->text);
	if (hint->other.p)
		nx_buf_addf(l->out, " + %.*s", NX_FMT(hint->other));
	if (l->all && hint->articles)
		nx_buf_addf(l->out, " %lld", (long long)hint->articles);
	if (hint->kind > NX_HINT_APART)
		assert_true(hint->articles > 0);
	return nx_buf_status(l->out, err);
}

static void hints_of(nx_store *store, nx_str text, const nx_search_options *options, listing *l)
{
	nx_error err = NX_ERROR_INIT;
	nx_buf before = NX_BUF_INIT, after = NX_BUF_INIT;
	int64_t found = 0;
	nx_query query;

	nx_query_init(&query);
	if (nx_query_parse(&query, text, NX_MATCH_ALL, &err) != NX_OK ||
		nx_search_count(store, &query, lexicon, options, &found, &err) != NX_OK)
		fail_msg("%.*s: %s", NX_FMT(text), err.text);
	nx_query_print(&before, &query);
	if (found)
		nx_buf_add(l->out, text);
	else if (nx_suggest(store, &query, text, lexicon, options, list_hint, l, &err) != NX_OK)
		fail_msg("%.*s: %s", NX_FMT(text), err.text);
	nx_query_print(&after, &query);
	assert_string_equal(nx_buf_cstr(&before), nx_buf_cstr(&after));
	nx_buf_release(&before);
	nx_buf_release(&after);
	nx_query_release(&query);
}

static nx_store *row_store;

static void spell(nx_buf *got, const nx_str *input)
{
	nx_search_options options = { .limit = 1 };
	listing l = { got, NX_HINT_SPELLING, false };

	hints_of(row_store, input[0], &options, &l);
}

static void rows_hold(void **state)
{
	(void)state;
	write_file("/a", samples, sizeof samples / sizeof *samples);
	row_store = open_index(NX_STORE_READ);
	check_rows("tests/data/suggest.tsv", 1, 40, spell);
	nx_store_close(row_store);
}

static void check_hints(const char *query, const nx_search_options *options, const char *want)
{
	nx_store *store = open_index(NX_STORE_READ);
	nx_buf got = NX_BUF_INIT;
	listing l = { &got, NX_HINT_MISSING, true };

	hints_of(store, nx_str_from(query), options, &l);
	assert_string_equal(nx_buf_cstr(&got), want);
	nx_buf_release(&got);
	nx_store_close(store);
}

static void reasons_and_ways_out(void **state)
{
	nx_search_options any = { .limit = 1 },
			  early = { .limit = 1, .dated = true, .first_day = 0, .last_day = 1000 };

	(void)state;
	write_file("/a", samples, sizeof samples / sizeof *samples);
	check_hints("zzqxj كوباني", &any, "missing zzqxj; without zzqxj 1; any  1");
	check_hints("القاهرة كوباني", &any,
		"apart القاهرة + كوباني; without كوباني 2; without القاهرة 1; any  3");
	check_hints("\"كوباني معركة\"", &any, "missing \"كوباني معركة\"; loose \"كوباني معركة\" 1");
	check_hints("title:معركة", &any, "missing title:معركة; loose title:معركة 1");
	check_hints("كوباني", &early, "date  1");
	check_hints("كوباني date:1999", &any, "date  1");
	check_hints("كوباني -معركة", &any, "without -معركة 1");
	check_hints("source:zzqxj كوباني", &any, "missing source:zzqxj; without source:zzqxj 1");
	check_hints("كوباني NEAR/0 تلفزيون", &any, "loose (كوباني NEAR تلفزيون) 1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(rows_hold, make_scratch, remove_scratch),
		cmocka_unit_test_setup_teardown(reasons_and_ways_out, make_scratch, remove_scratch),
	};

	return cmocka_run_group_tests(tests, NULL, free_lexicon);
}
