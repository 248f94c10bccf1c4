/* What SQLite cannot do is told, wherever it happens: a question is answered in full or with
 * an error, never with less. Each of its steps fails in turn. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "newsidx/facets.h"
#include "newsidx/saved.h"
#include "scratch_index.h"
#include "store/internal.h"

static const sample articles[] = {
	{ "a", "2020-10-01", "هدنة في كاراباخ", "أعلن بوتين الهدنة في موسكو", "وكالة وفا", "حرب" },
	{ "b", "2020-10-02", "قمة في القاهرة", "بحث القادة الهدنة مع بوتين", "وكالة وفا", "قمم" },
	{ "c", "2020-10-03", "أسعار النفط", "ارتفعت الأسعار في أوكرانيا", "صحيفة الرأي", "حرب" },
	{ "d", NULL, "خرق الهدنة", "تبادل الطرفان التهم في السودان", "صحيفة الرأي", NULL },
};
#define COUNT (sizeof articles / sizeof *articles)

typedef nx_status (*question_fn)(nx_store *store, const char *text, nx_buf *out, nx_error *err);

static nx_status add_hit(void *ctx, const nx_hit *hit, nx_error *err)
{
	nx_buf_addf(ctx, "%s %.*s %.*s\n", hit->id, NX_FMT(hit->title), NX_FMT(hit->snippet));
	return nx_buf_status(ctx, err);
}

static void open_query(nx_query *query, nx_store *store)
{
	nx_query_init(query);
	query->saved = nx_store_saved;
	query->saved_ctx = store;
}

static nx_status parse(nx_query *query, nx_store *store, const char *text, nx_error *err)
{
	open_query(query, store);
	return *text ? nx_query_parse(query, nx_str_from(text), NX_MATCH_ALL, err) : NX_OK;
}

static nx_status find(
	nx_store *store, const char *text, nx_search_options how, nx_buf *out, nx_error *err)
{
	nx_query query;
	nx_status st = parse(&query, store, text, err);

	if (st == NX_OK)
		st = nx_search(store, &query, lexicon, &how, add_hit, out, NULL, err);
	nx_query_release(&query);
	return st;
}

static nx_status rank(nx_store *store, const char *text, nx_buf *out, nx_error *err)
{
	return find(store, text,
		(nx_search_options){ .limit = 10, .with_text = true, .snippet_width = 80 }, out,
		err);
}

static nx_status list(nx_store *store, const char *text, nx_buf *out, nx_error *err)
{
	return find(
		store, text, (nx_search_options){ .limit = 10, .sort = NX_SORT_OLDEST }, out, err);
}

static nx_status explain(nx_store *store, const char *text, nx_buf *out, nx_error *err)
{
	const nx_search_options how = { .limit = 10 };
	nx_query query;
	nx_status st = parse(&query, store, text, err);

	if (st == NX_OK)
		st = nx_search_explain(store, &query, lexicon, &how, out, err);
	nx_query_release(&query);
	return st;
}

static nx_status count(nx_store *store, const char *text, nx_buf *out, nx_error *err)
{
	static const nx_facet_ask asks[] = { { NX_FACET_SOURCE, 5 }, { NX_FACET_TAG, 5 },
		{ NX_FACET_ENTITY, 5 }, { NX_FACET_AUTHOR, 5 } };
	const nx_search_options how = { .limit = 10 };
	nx_facets facets = { 0 };
	nx_query query;
	nx_status st = parse(&query, store, text, err);

	if (st == NX_OK)
		st = nx_search_facets(store, &query, lexicon, &how, asks,
			sizeof asks / sizeof *asks, &facets, err);
	for (size_t i = 0; st == NX_OK && i < facets.count; i++)
		for (size_t k = 0; k < facets.list[i].count; k++)
			nx_buf_addf(out, "%.*s %lld\n", NX_FMT(facets.list[i].values[k].value),
				(long long)facets.list[i].values[k].articles);
	nx_facets_release(&facets);
	nx_query_release(&query);
	return st;
}

static nx_status add_correction(
	void *ctx, nx_str name, nx_str kind, nx_str into, nx_str into_kind, nx_error *err)
{
	nx_buf_addf(ctx, "%.*s %.*s %.*s %.*s\n", NX_FMT(name), NX_FMT(kind), NX_FMT(into),
		NX_FMT(into_kind));
	return nx_buf_status(ctx, err);
}

static nx_status corrections(nx_store *store, const char *text, nx_buf *out, nx_error *err)
{
	(void)text;
	return nx_store_corrections(store, add_correction, out, err);
}

static nx_status name_now(nx_store *store, const char *text, nx_buf *out, nx_error *err)
{
	const nx_entity *entity = nx_lexicon_find(lexicon, nx_str_from(text));
	nx_str kind, name;
	nx_status st = nx_store_name_now(store, entity, &kind, &name, err);

	if (st == NX_OK)
		nx_buf_addf(out, "%.*s %.*s", NX_FMT(kind), NX_FMT(name));
	return st;
}

static nx_status name_id(nx_store *store, const char *text, nx_buf *out, nx_error *err)
{
	int64_t id = 0;
	nx_status st = nx_store_name_id(store, lexicon, nx_str_from(text), &id, err);

	nx_buf_addf(out, "%lld", (long long)id);
	return st;
}

/* No transaction is left open; at the end of a commit that fails all may be done. */
static nx_status save(nx_store *store, const char *text, nx_buf *out, nx_error *err)
{
	const nx_saved asks = { .query = nx_str_from(text) };
	nx_error ignored = NX_ERROR_INIT;
	nx_saving how;
	int64_t matches = 0;
	nx_query query;
	nx_status st;

	open_query(&query, store);
	st = nx_question_save(
		store, NX_STR("tried"), &asks, true, &query, lexicon, &how, &matches, err);
	nx_buf_addf(out, "%d %lld", (int)how, (long long)matches);
	sqlite3_progress_handler(store->db, 0, NULL, NULL);
	assert_true(sqlite3_get_autocommit(store->db));
	if (nx_question_remove(store, NX_STR("tried"), &ignored) != NX_OK)
		assert_true(st != NX_OK && ignored.status == NX_ERR_NOTFOUND);
	nx_query_release(&query);
	return st;
}

static nx_status news(nx_store *store, const char *text, nx_buf *out, nx_error *err)
{
	nx_questions all;
	nx_status st = nx_questions_read(&all, store, err);

	(void)text;
	for (size_t i = 0; st == NX_OK && i < all.count; i++) {
		int64_t new = 0;
		nx_query query;

		open_query(&query, store);
		st = nx_query_parse_saved(&query, &all.items[i].asks, err);
		if (st == NX_OK)
			st = nx_question_news(store, &all.items[i], &query, lexicon, &new, err);
		nx_buf_addf(out, "%.*s %lld\n", NX_FMT(all.items[i].name), (long long)new);
		nx_query_release(&query);
	}
	nx_questions_release(&all);
	return st;
}

static nx_status add_name(void *ctx, const nx_name_count *name, nx_error *err)
{
	nx_buf_addf(ctx, "%.*s %lld\n", NX_FMT(name->name), (long long)name->articles);
	return nx_buf_status(ctx, err);
}

static nx_status all_names(nx_store *store, const char *text, nx_buf *out, nx_error *err)
{
	const nx_search_options how = { .limit = 10 };
	nx_query query;
	nx_status st = parse(&query, store, text, err);

	if (st == NX_OK)
		st = nx_store_entities(store, *text ? &query : NULL, lexicon, &how, NX_ENTITY_KINDS,
			add_name, out, err);
	nx_query_release(&query);
	return st;
}

static nx_status add_period(void *ctx, int32_t day, int64_t times, nx_error *err)
{
	nx_buf_addf(ctx, "%d %lld\n", (int)day, (long long)times);
	return nx_buf_status(ctx, err);
}

static nx_status timeline(nx_store *store, const char *text, nx_buf *out, nx_error *err)
{
	const nx_search_options how = { .limit = 10 };
	int64_t none = 0;
	nx_query query;
	nx_status st = parse(&query, store, text, err);

	if (st == NX_OK)
		st = nx_store_timeline(store, &query, lexicon, &how, NX_PERIOD_MONTH, true,
			add_period, out, &none, err);
	nx_buf_addf(out, "none %lld", (long long)none);
	nx_query_release(&query);
	return st;
}

static nx_status add_listed(void *ctx, nx_str name, nx_error *err)
{
	nx_buf_addf(ctx, "%.*s\n", NX_FMT(name));
	return nx_buf_status(ctx, err);
}

static nx_status complete(nx_store *store, const char *text, nx_buf *out, nx_error *err)
{
	nx_status st = NX_OK;

	for (int kind = NX_LISTED_SOURCE; st == NX_OK && kind <= NX_LISTED_QUESTION; kind++)
		st = nx_store_complete(
			store, (nx_listed)kind, nx_str_from(text), 10, add_listed, out, err);
	return st;
}

static nx_status read_all(nx_store *store, const char *text, nx_buf *out, nx_error *err)
{
	nx_store_stats stats;
	nx_status st = nx_store_read(store, nx_str_from(text), add_hit, out, err);

	if (st == NX_OK)
		st = nx_store_similar(store, nx_str_from(text), 5, add_hit, out, err);
	if (st == NX_OK)
		st = nx_store_stats_get(store, &stats, err);
	if (st == NX_OK)
		nx_buf_addf(out, "%lld %lld %s", (long long)stats.articles,
			(long long)stats.entities, stats.model);
	return st;
}

static nx_status collapse(nx_store *store, const char *text, nx_buf *out, nx_error *err)
{
	return find(store, text, (nx_search_options){ .limit = 10, .collapse = true }, out, err);
}

static nx_status add_group(void *ctx, const nx_facet_value *group, nx_error *err)
{
	nx_buf_addf(ctx, "%.*s %lld\n", NX_FMT(group->value), (long long)group->articles);
	return nx_buf_status(ctx, err);
}

static nx_status group(nx_store *store, const char *text, nx_buf *out, nx_error *err)
{
	const nx_search_options how = { .limit = 2 };
	const nx_facet_ask by = { NX_FACET_ENTITY, 5 };
	int64_t total = 0;
	nx_query query;
	nx_status st = parse(&query, store, text, err);

	if (st == NX_OK)
		st = nx_search_groups(
			store, &query, lexicon, &how, &by, add_group, add_hit, out, &total, err);
	nx_query_release(&query);
	return st;
}

static int steps_left;

static int fail_once(void *ctx)
{
	(void)ctx;
	return --steps_left == 0;
}

/* Returns the steps that were left when it was done. */
static int ask(
	nx_store *store, question_fn fn, const char *text, int fails_at, nx_buf *out, nx_status *st)
{
	nx_error err = NX_ERROR_INIT;

	nx_buf_clear(out);
	steps_left = fails_at;
	sqlite3_progress_handler(store->db, 1, fail_once, NULL);
	*st = fn(store, text, out, &err);
	sqlite3_progress_handler(store->db, 0, NULL, NULL);
	return steps_left;
}

static void check(question_fn fn, const char *text)
{
	nx_store *store = open_index(NX_STORE_WRITE);
	nx_buf whole = NX_BUF_INIT, got = NX_BUF_INIT;
	nx_status st;
	int steps, wrong = 0, failed = 0, n;

	ask(store, fn, text, INT32_MAX, &whole, &st); /* and prepare the statements */
	steps = INT32_MAX - ask(store, fn, text, INT32_MAX, &whole, &st);
	assert_int_equal(st, NX_OK);
	assert_true(whole.n > 0);
	for (n = 1; n <= steps; n++) {
		ask(store, fn, text, n, &got, &st);
		failed += st != NX_OK;
		if (st == NX_OK && !nx_str_eq(nx_buf_str(&got), nx_buf_str(&whole)) && ++wrong < 4)
			print_error("%s: step %d of %d: \"%.*s\" instead of \"%.*s\"\n", text, n,
				steps, NX_FMT(nx_buf_str(&got)), NX_FMT(nx_buf_str(&whole)));
	}
	assert_true(failed > 0);
	assert_int_equal(wrong, 0);
	nx_buf_release(&whole);
	nx_buf_release(&got);
	nx_store_close(store);
}

static int make_index(void **state)
{
	nx_error err = NX_ERROR_INIT;
	nx_saving how;
	int64_t matches;
	nx_query query;
	nx_store *store;

	if (make_scratch(state) != 0)
		return -1;
	write_file("one", articles, 2);
	store = open_index(NX_STORE_WRITE);
	open_query(&query, store);
	if (nx_question_save(store, NX_STR("truce"), &(nx_saved){ .query = NX_STR("الهدنة") },
		    false, &query, lexicon, &how, &matches, &err) != NX_OK)
		fail_msg("%s", err.text);
	nx_query_release(&query);
	nx_store_close(store);
	write_file("two", articles + 2, COUNT - 2);
	store = open_index(NX_STORE_WRITE);
	if (nx_store_merge_names(store, lexicon, NX_STR("أوكرانيا"), NX_STR("السودان"), &err) !=
		NX_OK)
		fail_msg("%s", err.text);
	nx_store_close(store);
	return 0;
}

static void searches(void **state)
{
	(void)state;
	check(rank, "الهدنة");
	check(rank, "entity:السودان");
	check(list, "entity:السودان");
	check(list, "query:truce -source:\"صحيفة الرأي\"");
	check(list, "author:كاتب OR tag:حرب");
	check(list, "==الهدنة OR url:x");
}

static void explanations(void **state)
{
	(void)state;
	check(explain, "entity:السودان الهدنة");
}

static void facets(void **state)
{
	(void)state;
	check(count, "الهدنة OR الأسعار");
}

static void names(void **state)
{
	(void)state;
	check(corrections, "");
	check(name_now, "السودان");
	check(name_id, "السودان");
	check(name_id, "بوتين");
	check(all_names, "");
	check(all_names, "الهدنة OR الأسعار");
	check(complete, "");
}

static void views(void **state)
{
	(void)state;
	check(timeline, "الهدنة");
	check(read_all, "20201001-1");
	check(collapse, "الهدنة");
	check(group, "الهدنة OR الأسعار");
}

static void questions(void **state)
{
	(void)state;
	check(save, "الهدنة OR query:truce");
	check(news, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(searches, make_index, remove_scratch),
		cmocka_unit_test_setup_teardown(explanations, make_index, remove_scratch),
		cmocka_unit_test_setup_teardown(facets, make_index, remove_scratch),
		cmocka_unit_test_setup_teardown(names, make_index, remove_scratch),
		cmocka_unit_test_setup_teardown(views, make_index, remove_scratch),
		cmocka_unit_test_setup_teardown(questions, make_index, remove_scratch),
	};

	return cmocka_run_group_tests(tests, NULL, free_lexicon);
}
