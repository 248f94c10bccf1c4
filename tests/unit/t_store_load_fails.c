/* A load of which a step fails leaves the index sound: a file is in it whole or not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scratch_index.h"
#include "store/internal.h"

static const sample before[] = {
	{ "a", "2020-10-01", "هدنة في كاراباخ", "أعلن بوتين الهدنة في موسكو", "وكالة وفا", "حرب" },
	{ "b", "2020-10-02", "قمة في القاهرة", "بحث القادة الهدنة مع بوتين", "وكالة وفا", "قمم" },
	{ "d", NULL, "خرق الهدنة", "تبادل الطرفان التهم في السودان", "صحيفة الرأي", NULL },
};
static const sample other = { "o", "2020-10-02", "معرض الكتاب", "افتتح معرض الكتاب", "صحيفة الرأي",
	NULL };
/* One changes, one gets another day, one is gone, one is new. */
static const sample after[] = {
	{ "a", "2020-10-01", "هدنة في كاراباخ", "أعلن بوتين نهاية الهدنة", "وكالة وفا", "حرب" },
	{ "b", "2020-10-03", "قمة في القاهرة", "بحث القادة الهدنة مع بوتين", "وكالة وفا", "قمم" },
	{ "e", "2020-10-02", "أسعار النفط", "ارتفعت الأسعار", "صحيفة الرأي", "حرب" },
};

/* Each step would take some seconds, most of them for opening an index. */
#define STRIDE 13

static int steps_left;

static int fail_once(void *ctx)
{
	(void)ctx;
	return --steps_left == 0;
}

static void forget_index(void)
{
	static const char *const parts[] = { "", "-wal", "-shm" };
	char path[80];

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		snprintf(path, sizeof path, "%s%s", index_path, parts[i]);
		unlink(path);
	}
}

/* The load of `after` over `before`; returns the steps that were left. */
static int load(int fails_at, nx_status *st)
{
	nx_file_info info = { .size = 2, .mtime = 2, .is_regular = true };
	nx_error err = NX_ERROR_INIT;
	nx_write_counts counts;
	nx_writer *writer = NULL;
	nx_store *store;
	nx_article article;

	forget_index();
	write_file("dump", before, 3);
	write_file("other", &other, 1);
	store = open_index(NX_STORE_CREATE);
	nx_article_init(&article);
	steps_left = fails_at;
	sqlite3_progress_handler(store->db, 1, fail_once, NULL);
	*st = nx_writer_open(&writer, store, lexicon, NULL, &err);
	if (*st == NX_OK)
		*st = nx_writer_file_begin(writer, NX_STR("dump"), &err);
	for (size_t i = 0; *st == NX_OK && i < 3; i++) {
		fill_article(&article, &after[i]);
		*st = nx_writer_put(writer, &(nx_article_place){ .ordinal = i }, &article, &err);
	}
	if (*st == NX_OK)
		*st = nx_writer_file_end(writer, NX_STR("dump"), &info, true, &err);
	if (*st == NX_OK)
		*st = nx_writer_finish(writer, &counts, &err);
	nx_writer_close(writer);
	sqlite3_progress_handler(store->db, 0, NULL, NULL);
	nx_article_release(&article);
	nx_store_close(store);
	return steps_left;
}

/* Is the index sound, and are its articles these or those? */
static bool has(const char *these, const char *those, const char **got)
{
	static char text[256];
	nx_search_options options = { .sort = NX_SORT_OLDEST, .limit = 100 };
	nx_store *store = open_index(NX_STORE_WRITE);
	nx_error err = NX_ERROR_INIT;
	nx_buf ids = NX_BUF_INIT;
	bool sound = nx_store_check(store, &err) == NX_OK;

	search(&ids, store, NX_STR(""), NX_MATCH_ALL, &options, list_id);
	snprintf(text, sizeof text, "%s", sound ? nx_buf_cstr(&ids) : err.text);
	*got = text;
	nx_buf_release(&ids);
	nx_store_close(store);
	return !strcmp(text, these) || !strcmp(text, those);
}

static void a_step_fails(void **state)
{
	static const char old[] = "20201001-1 20201002-1 20201002-2 undated-1",
			  whole[] = "20201001-1 20201002-2 20201002-3 20201003-1";
	int steps, n, failed = 0, wrong = 0;
	nx_status st;

	(void)state;
	steps = INT32_MAX - load(INT32_MAX, &st);
	assert_int_equal(st, NX_OK);
	check_ids("", whole);
	for (n = 1; n < steps; n += STRIDE) {
		const char *got;

		load(n, &st);
		failed += st != NX_OK;
		if (!has(whole, st == NX_OK ? whole : old, &got) && ++wrong < 4)
			print_error("step %d of %d: %s: %s\n", n, steps,
				st == NX_OK ? "well" : "failed", got);
	}
	assert_true(failed > 0);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_step_fails, make_scratch, remove_scratch),
	};

	return cmocka_run_group_tests(tests, NULL, free_lexicon);
}
