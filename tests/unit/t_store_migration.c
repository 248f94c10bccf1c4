/* Databases of earlier schemas are brought up to date by whoever writes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "record_index.h"

#define R(...) ((record){ __VA_ARGS__ })

static const record file[] = {
	R(.docno = "1", .source = "وفا", .date = "2020-01-02", .body = LONG("قمح")),
	R(.docno = "2", .tag = "سفر", .body = LONG("شعير")),
	R(.title = "خبر", .body = LONG("زار بوتين المدينة")),
};

/* The tables of schema 1, with what an index of now says. */
static void make_schema_1(void)
{
	write_records("/a", file, 3);
	run_sql("CREATE TEMP TABLE old AS SELECT * FROM article;"
		"DROP TABLE article; DROP TABLE identity; DROP TABLE copy; DROP TABLE furniture; "
		"DROP TABLE original; DROP TABLE merged; DROP TABLE spelling; "
		"DROP INDEX entity_key; DROP TABLE question; "
		"DROP TABLE arrival; DROP TABLE told;"
		"ALTER TABLE entity DROP COLUMN key;"
		"CREATE TABLE article(id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL,"
		"  ordinal INTEGER NOT NULL, hash INTEGER NOT NULL, docno TEXT, title TEXT,"
		"  date TEXT, date_origin TEXT, source TEXT, author TEXT, section TEXT, tags TEXT,"
		"  url TEXT, keys TEXT NOT NULL, body TEXT);"
		"CREATE UNIQUE INDEX article_place ON article(file_id, ordinal);"
		"INSERT INTO article SELECT id, file_id, ordinal, hash, docno, title, date,"
		"  date_origin, source, author, section, tags, url, keys, body FROM old;"
		"ALTER TABLE file DROP COLUMN hash;"
		"PRAGMA user_version = 1");
}

static void check_refused(nx_store_mode mode)
{
	nx_buf before = NX_BUF_INIT, after = NX_BUF_INIT;
	nx_error err = NX_ERROR_INIT;
	nx_store *store;

	assert_int_equal(nx_file_read(&before, index_path, 1 << 24, NULL), NX_OK);
	assert_int_equal(nx_store_open(&store, index_path, mode, &err), NX_ERR_SCHEMA);
	assert_non_null(strstr(err.text, "newsidx rebuild"));
	assert_int_equal(nx_file_read(&after, index_path, 1 << 24, NULL), NX_OK);
	assert_true(nx_str_eq(nx_buf_str(&before), nx_buf_str(&after)));
	nx_buf_release(&before);
	nx_buf_release(&after);
}

static void readers_ask_for_a_rebuild(void **state)
{
	(void)state;
	make_schema_1();
	check_refused(NX_STORE_READ);
	check_refused(NX_STORE_DRY);
}

static void rebuild(void)
{
	nx_store *store = open_index(NX_STORE_REBUILD);
	nx_error err = NX_ERROR_INIT;

	if (nx_store_rebuild(store, lexicon, &err) != NX_OK)
		fail_msg("%s", err.text);
	nx_store_close(store);
}

/* After a rebuild nothing tells it from an index of now, but the hashes of files. */
static void rebuilt_index_is_one_of_now(void **state)
{
	nx_buf now = NX_BUF_INIT, then = NX_BUF_INIT;

	write_records("/a", file, 3);
	dump_index(&now);
	remove_scratch(state);
	make_scratch(state);
	make_schema_1();
	rebuild();
	check_sound();
	dump_index(&then);
	assert_string_equal(nx_buf_cstr(&then), nx_buf_cstr(&now));
	check_sql("SELECT count(*) FROM meta WHERE key = 'identity'", "0\n");
	check_said(write_records("/b", file, 3), "3 duplicates");
	nx_buf_release(&now);
	nx_buf_release(&then);
}

/* Indexing works at once; articles of before are known in their files, and elsewhere
 * after a rebuild. */
static void indexing_goes_on(void **state)
{
	record changed[3];

	(void)state;
	make_schema_1();
	nx_store_close(open_index(NX_STORE_WRITE));
	check_sound();
	check_sql("PRAGMA user_version", "4\n");
	check_sql("SELECT value FROM meta WHERE key = 'identity'", "partial\n");
	memcpy(changed, file, sizeof changed);
	changed[0].body = LONG("ذرة");
	check_said(write_records("/a", changed, 3), "1 updated 2 unchanged");
	check_ids("ذرة", "20200102-1");
	check_ids("tag:سفر", "undated-1");
	check_ids("entity:بوتين", "undated-2");
	check_sound();
	check_said(write_records("/b", changed, 3), "2 added 1 duplicates");
	check_sound();
	rebuild();
	check_sound();
	check_said(write_records("/c", changed, 3), "3 duplicates");
}

static void empty_index_needs_no_rebuild(void **state)
{
	(void)state;
	make_schema_1();
	run_sql("DELETE FROM article; DELETE FROM file; DELETE FROM day;"
		"PRAGMA user_version = 1");
	nx_store_close(open_index(NX_STORE_WRITE));
	check_sql("SELECT count(*) FROM meta WHERE key = 'identity'", "0\n");
}

#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, make_scratch, remove_scratch)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(readers_ask_for_a_rebuild),
		IN_SCRATCH(rebuilt_index_is_one_of_now),
		IN_SCRATCH(indexing_goes_on),
		IN_SCRATCH(empty_index_needs_no_rebuild),
	};

	return cmocka_run_group_tests(tests, NULL, free_lexicon);
}
