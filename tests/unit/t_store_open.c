/* Opening: which files are refused, and with what advice; damage that is noticed and
 * mended. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "scratch_index.h"

static const sample file[] = {
	{ "a", "2020-10-27", "حرب", "قال بوتين في روسيا", "تاس", "سياسة" },
	{ "b", "2020-10-28", "سلام", "زار الرئيس مدرسة", NULL, NULL },
	{ "c", NULL, "خبر", NULL, NULL, NULL },
};

static void write_bytes(const char *bytes)
{
	FILE *f = fopen(index_path, "wb");

	assert_non_null(f);
	fputs(bytes, f);
	assert_int_equal(fclose(f), 0);
}

static void read_bytes(nx_buf *out)
{
	nx_error err = NX_ERROR_INIT;

	nx_buf_clear(out);
	if (nx_file_read(out, index_path, 1 << 24, &err) != NX_OK)
		fail_msg("%s", err.text);
}

/* The index is refused in this way, with this in the message, and left as it was. */
static void check_refused(nx_store_mode mode, nx_status want, const char *message)
{
	nx_buf before = NX_BUF_INIT, after = NX_BUF_INIT;
	nx_error err = NX_ERROR_INIT;
	nx_store *store = (nx_store *)&err;

	read_bytes(&before);
	assert_int_equal(nx_store_open(&store, index_path, mode, &err), want);
	assert_null(store);
	if (!strstr(err.text, message) || !strstr(err.text, index_path))
		fail_msg("'%s' does not say '%s'", err.text, message);
	read_bytes(&after);
	assert_true(nx_str_eq(nx_buf_str(&before), nx_buf_str(&after)));
	nx_buf_release(&before);
	nx_buf_release(&after);
}

static void check_all_refused(nx_status want, const char *message)
{
	check_refused(NX_STORE_READ, want, message);
	check_refused(NX_STORE_WRITE, want, message);
	check_refused(NX_STORE_CREATE, want, message);
	check_refused(NX_STORE_REBUILD, want, message);
}

static void missing_index_is_refused(void **state)
{
	nx_error err = NX_ERROR_INIT;
	nx_store *store;

	(void)state;
	assert_int_equal(nx_store_open(&store, index_path, NX_STORE_READ, &err), NX_ERR_IO);
	assert_null(store);
	assert_non_null(strstr(err.text, "newsidx index"));
	assert_int_equal(nx_store_open(&store, index_path, NX_STORE_WRITE, &err), NX_ERR_IO);
	assert_int_equal(nx_store_open(&store, scratch, NX_STORE_READ, &err), NX_ERR_IO);
	assert_non_null(strstr(err.text, "folder"));
	assert_int_equal(nx_store_open(&store, scratch, NX_STORE_CREATE, &err), NX_ERR_IO);
	assert_int_equal(
		nx_store_open(&store, "/nowhere/at/all.db", NX_STORE_CREATE, &err), NX_ERR_IO);
	assert_int_not_equal(access(index_path, F_OK), 0);
}

static void text_file_is_refused(void **state)
{
	(void)state;
	write_bytes("هذا نص وليس قاعدة بيانات.\n");
	check_all_refused(NX_ERR_SCHEMA, "not a newsidx database");
}

static void other_database_is_refused(void **state)
{
	(void)state;
	run_sql("CREATE TABLE t(x); INSERT INTO t VALUES(1)");
	check_all_refused(NX_ERR_SCHEMA, "not newsidx's");
	run_sql("PRAGMA application_id = 12345");
	check_all_refused(NX_ERR_SCHEMA, "not newsidx's");
}

static void empty_file_becomes_an_index(void **state)
{
	(void)state;
	write_bytes("");
	check_refused(NX_STORE_READ, NX_ERR_SCHEMA, "newsidx index");
	check_refused(NX_STORE_WRITE, NX_ERR_SCHEMA, "newsidx index");
	write_file("/a", file, 3);
	nx_store_close(open_index(NX_STORE_READ));
}

static void newer_schema_is_refused(void **state)
{
	(void)state;
	write_file("/a", file, 3);
	run_sql("PRAGMA user_version = 99");
	check_all_refused(NX_ERR_SCHEMA, "update newsidx");
}

static void check_finds(nx_store *store, const char *text, const char *want)
{
	nx_search_options options = { .sort = NX_SORT_OLDEST, .limit = 10 };
	nx_buf got = NX_BUF_INIT;

	search(&got, store, nx_str_from(text), NX_MATCH_ALL, &options, list_docno);
	assert_string_equal(nx_buf_cstr(&got), want);
	nx_buf_release(&got);
}

/* The advice that a message gives, taken. */
static void rebuild(void)
{
	nx_store *store = open_index(NX_STORE_REBUILD);
	nx_error err = NX_ERROR_INIT;

	if (nx_store_rebuild(store, lexicon, &err) != NX_OK || nx_store_check(store, &err) != NX_OK)
		fail_msg("%s", err.text);
	nx_store_close(store);
}

static void other_tokenizer_wants_a_rebuild(void **state)
{
	nx_store *store;

	(void)state;
	write_file("/a", file, 3);
	/* As if the tokenizer of then had given other words. */
	run_sql("UPDATE meta SET value = '0' WHERE key = 'tokenizer';"
		"UPDATE article SET body = 'زار ترامب مستشفى' WHERE docno = 'b'");
	check_refused(NX_STORE_READ, NX_ERR_SCHEMA, "newsidx rebuild");
	check_refused(NX_STORE_WRITE, NX_ERR_SCHEMA, "newsidx rebuild");
	check_refused(NX_STORE_CREATE, NX_ERR_SCHEMA, "newsidx rebuild");
	rebuild();
	store = open_index(NX_STORE_READ);
	check_finds(store, "", "a b c");
	check_finds(store, "روسيا", "a");
	check_finds(store, "مستشفي", "b");
	check_finds(store, "entity:ترامب", "b");
	check_finds(store, "مدرسة", "");
	check_finds(store, "source:تاس tag:سياسة", "a");
	nx_store_close(store);
}

static nx_status list_score(void *ctx, const nx_hit *hit, nx_error *err)
{
	(void)err;
	nx_buf_addf(ctx, "%s %.6f ", hit->id, hit->score);
	return NX_OK;
}

static void read_scores(nx_buf *out)
{
	nx_search_options options = { .sort = NX_SORT_RANK, .limit = 10 };
	nx_store *store = open_index(NX_STORE_READ);

	search(out, store, NX_STR("حرب روسيا بوتين مدرسة"), NX_MATCH_ANY, &options, list_score);
	nx_store_close(store);
}

static void rebuild_changes_nothing_of_a_sound_index(void **state)
{
	nx_buf before = NX_BUF_INIT, after = NX_BUF_INIT;

	(void)state;
	write_file("/a", file, 3);
	read_scores(&before);
	rebuild();
	read_scores(&after);
	assert_true(before.n > 0);
	assert_string_equal(nx_buf_cstr(&after), nx_buf_cstr(&before));
	nx_buf_release(&before);
	nx_buf_release(&after);
}

/* Damage an index of three articles and see it noticed; a rebuild mends most of it. */
static void check_damage(void **state, const char *sql, const char *message, bool mends)
{
	nx_error err = NX_ERROR_INIT;
	nx_store *store;

	write_file("/a", file, 3);
	store = open_index(NX_STORE_WRITE);
	assert_int_equal(nx_store_check(store, &err), NX_OK);
	nx_store_close(store);
	run_sql(sql);
	store = open_index(NX_STORE_WRITE);
	if (nx_store_check(store, &err) != NX_ERR_DB || !strstr(err.text, message))
		fail_msg("%s: %s", sql, err.text);
	nx_store_close(store);
	if (mends)
		rebuild();
	assert_int_equal(remove_scratch(state), 0);
	assert_int_equal(make_scratch(state), 0);
}

static void damage_is_noticed(void **state)
{
	check_damage(state, "DELETE FROM article WHERE docno = 'b'", "2 articles, but 3", true);
	check_damage(state, "UPDATE article SET body = 'other' WHERE docno = 'b'",
		"newsidx rebuild", true);
	check_damage(state, "UPDATE article SET title = NULL WHERE docno = 'c'", "newsidx rebuild",
		true);
	check_damage(
		state, "DELETE FROM article_fts_docsize WHERE id < 100", "newsidx rebuild", true);
	check_damage(state,
		"INSERT INTO article(id, file_id, member, ordinal, hash, keys, body)"
		" VALUES(99, 1, '', 99, 0, char(3) || '*', 'stray')",
		"newsidx rebuild", true);
	check_damage(state, "DELETE FROM file", "not listed", false);
	check_damage(state, "UPDATE article SET ordinal = 0", "two records", false);
	check_damage(state, "DELETE FROM identity WHERE key IN (SELECT text_key FROM article)",
		"newsidx rebuild", true);
	check_damage(
		state, "INSERT INTO identity(key, article) VALUES(5, 1)", "newsidx rebuild", true);
	check_damage(state, "INSERT INTO identity(key, article) VALUES(5, 77)",
		"not there; run newsidx rebuild", true);
	check_damage(state, "UPDATE article SET text_key = text_key + 1", "by its text", true);
	check_damage(
		state, "UPDATE article SET docno = 'z' WHERE docno = 'a'", "by its keys", true);
	check_damage(state,
		"INSERT INTO copy(article, file_id, member, ordinal, hash) VALUES(77, 1, '', 9, 0)",
		"of articles that are not there", false);
	check_damage(state,
		"INSERT INTO copy(article, file_id, member, ordinal, hash) VALUES(1, 77, '', 9, 0)",
		"in files that are not listed", false);
	check_damage(state, "INSERT INTO told(article, question) VALUES(77, 1)",
		"of what a question was told", false);
}

/* The first page of a table of the index. */
static long root_page(const char *table)
{
	char sql[96];
	sqlite3_stmt *stmt;
	sqlite3 *db;
	long page;

	snprintf(sql, sizeof sql, "SELECT rootpage FROM sqlite_schema WHERE name = '%s'", table);
	assert_int_equal(sqlite3_open(index_path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	page = (long)sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return page;
}

static void broken_page_is_noticed(void **state)
{
	static const char *const tables[] = { "entity", "moved", "article_place", "article" };
	nx_error err = NX_ERROR_INIT;
	nx_store *store;
	size_t i;
	FILE *f;

	for (i = 0; i < sizeof tables / sizeof *tables; i++) {
		write_file("/a", file, 3);
		run_sql("PRAGMA wal_checkpoint(TRUNCATE)");
		f = fopen(index_path, "r+b");
		assert_non_null(f);
		assert_int_equal(fseek(f, (root_page(tables[i]) - 1) * 4096L, SEEK_SET), 0);
		assert_int_equal(fwrite("this is no page", 1, 15, f), 15);
		assert_int_equal(fclose(f), 0);
		store = open_index(NX_STORE_WRITE);
		if (nx_store_check(store, &err) != NX_ERR_DB)
			fail_msg("damage to %s is not noticed", tables[i]);
		assert_true(strlen(err.text) > 0);
		nx_store_close(store);
		assert_int_equal(remove_scratch(state), 0);
		assert_int_equal(make_scratch(state), 0);
	}
}

static void stats_count(void **state)
{
	static const sample other = { "d", NULL, "نبأ", NULL, NULL, NULL };
	nx_store *store;
	nx_store_stats stats;

	(void)state;
	store = open_index(NX_STORE_CREATE);
	assert_int_equal(nx_store_stats_get(store, &stats, NULL), NX_OK);
	assert_int_equal(stats.articles, 0);
	assert_string_equal(stats.first, "");
	assert_string_equal(stats.last, "");
	nx_store_close(store);
	write_file("/b", &other, 1);
	store = open_index(NX_STORE_READ);
	assert_int_equal(nx_store_stats_get(store, &stats, NULL), NX_OK);
	assert_int_equal(stats.undated, 1);
	assert_string_equal(stats.last, "");
	nx_store_close(store);
	write_file("/a", file, 3);
	store = open_index(NX_STORE_READ);
	assert_int_equal(nx_store_stats_get(store, &stats, NULL), NX_OK);
	assert_int_equal(stats.articles, 4);
	assert_int_equal(stats.undated, 2);
	assert_int_equal(stats.files, 2);
	assert_int_equal(stats.sources, 1);
	assert_true(stats.entities >= 2);
	assert_true(stats.bytes >= 4096);
	assert_string_equal(stats.first, "2020-10-27");
	assert_string_equal(stats.last, "2020-10-28");
	nx_store_close(store);
}

#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, make_scratch, remove_scratch)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(missing_index_is_refused),
		IN_SCRATCH(text_file_is_refused),
		IN_SCRATCH(other_database_is_refused),
		IN_SCRATCH(empty_file_becomes_an_index),
		IN_SCRATCH(newer_schema_is_refused),
		IN_SCRATCH(other_tokenizer_wants_a_rebuild),
		IN_SCRATCH(rebuild_changes_nothing_of_a_sound_index),
		IN_SCRATCH(damage_is_noticed),
		IN_SCRATCH(broken_page_is_noticed),
		IN_SCRATCH(stats_count),
	};

	return cmocka_run_group_tests(tests, NULL, free_lexicon);
}
