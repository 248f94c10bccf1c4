/* JSON lines and documents: tests/data/json.tsv, streams, limits, hostile texts. */
#include "ingest_recorder.h"
#include "record_lines.h"

#include "ingest/json_look.h"

static void test_rows(void **state)
{
	(void)state;
	check_rows("tests/data/json.tsv", 2, 100, make_report);
}

/* A key of the user's comes before those that are known, in objects and lists. */
static void test_fields(void **state)
{
	static const nx_field_key fields[] = { { "body", "article.text" }, { "title", "t.0.b" },
		{ "source", "text" }, { "docno", "a.b" } };
	const nx_str text =
		NX_STR("{\"article\":{\"text\":\"x\"},\"t\":[{\"b\":\"y\"}],\"title\":\"no\","
		       "\"text\":\"z\",\"a.b\":\"1\",\"a\":{\"b\":\"2\"}}");
	const nx_str want = NX_STR("1:1 docno=1; title=y; source=z; body=x");
	const nx_reader *const readers[] = { &nx_jsonl_reader, &nx_json_reader };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		nx_buf got = NX_BUF_INIT;

		read_text(&got, readers[i], text, fields, 4);
		assert_string_equal(nx_buf_cstr(&got), want.p);
		nx_buf_release(&got);
	}
}

/* Every prefix of a document is read without harm, and what came whole is kept. */
static void test_truncated(void **state)
{
	const nx_str text = NX_STR("{\"status\":\"ok\",\"articles\":[\n{\"title\":\"\\u0627\","
				   "\"tags\":[\"a\",{\"name\":\"b\"}]},\n{\"title\":\"u\"}\n]}");
	size_t second = nx_str_find(text, NX_STR("{\"title\":\"u\"}"), 0);

	(void)state;
	for (size_t n = 0; n < text.n; n++) {
		nx_buf got = NX_BUF_INIT;
		bool first;

		read_text(&got, &nx_json_reader, nx_str_slice(text, 0, n), NULL, 0);
		first = nx_str_starts(nx_buf_str(&got), NX_STR("1:2 title=ا; tags=a|b"));
		assert_int_equal(first, n >= second - 2);
		if (n)
			assert_true(nx_str_find(nx_buf_str(&got), NX_STR("the file ends within"),
					    0) != (size_t)-1);
		nx_buf_release(&got);
		read_text(&got, &nx_jsonl_reader, nx_str_slice(text, 0, n), NULL, 0);
		nx_buf_release(&got);
	}
}

static void write_many(FILE *f, const char *before, const char *between, const char *after, int n)
{
	fputs(before, f);
	for (int i = 0; i < n; i++)
		fprintf(f, "%s{\"id\": %d, \"title\": \"خبر\", \"text\": \"نص الخبر رقم %d\"}",
			i ? between : "", i, i);
	fputs(after, f);
	assert_int_equal(fclose(f), 0);
}

/* What is held is one article, whatever holds them. */
static void test_memory(void **state)
{
	static const struct {
		const char *before, *between, *after;
	} forms[] = {
		{ "[", ",\n", "]" },
		{ "[", ",", "]\n" },
		{ "{\"status\":\"ok\",\"articles\":[", ", ", "]}" },
		{ "{\"response\":{\"docs\":[\n", ",\n", "]}}" },
		{ "", "", "" },
		{ "{\"0\":", ",\"1\":", "}" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		recorder r = { .quiet = true };
		const char *path = in_dir("many.json");
		FILE *f = fopen(path, "wb");

		assert_non_null(f);
		write_many(f, forms[i].before, forms[i].between, forms[i].after, 100000);
		assert_int_equal(run(&r, path, NX_FORMAT_AUTO), NX_OK);
		assert_int_equal(r.articles, 100000);
		assert_in_range(r.memory[1], 0, r.memory[0] + 65536);
		nx_buf_release(&r.log);
	}
}

static void add_times(nx_buf *out, const char *piece, size_t times)
{
	for (size_t i = 0; i < times; i++)
		nx_buf_adds(out, piece);
}

/* Millions of brackets, quotes and keys end in a message, soon and without a stack. */
static void test_hostile(void **state)
{
	static const char *const pieces[] = { "[", "{", "\"",
		"{\"a\":", "[{\"a\":", "{\"articles\":[", "{\"data\":", "{\"x\":{\"title\":", "]",
		"}", ",", ":", "\\", "\\u", "[]", "{}", "1,", "{\"title\":\"", "\n{\"title\":\"",
		"\"\n", "-", "tru" };

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		nx_buf text = NX_BUF_INIT, log = NX_BUF_INIT;

		add_times(&text, pieces[i], 2000000 / strlen(pieces[i]));
		read_pieces(&log, &nx_jsonl_reader, nx_buf_str(&text), 65536, NULL, 0);
		nx_buf_clear(&log);
		read_pieces(&log, &nx_json_reader, nx_buf_str(&text), 65536, NULL, 0);
		nx_json_look(nx_str_slice(nx_buf_str(&text), 0, NX_STREAM_HEAD));
		nx_buf_release(&log);
		nx_buf_release(&text);
	}
}

static void test_limits(void **state)
{
	nx_buf text = NX_BUF_INIT, log = NX_BUF_INIT;

	(void)state;
	nx_buf_adds(&text, "[");
	add_times(&text, "[", 100000);
	add_times(&text, "]", 100000);
	nx_buf_adds(&text, ",{\"title\":\"t\"}]");
	read_pieces(&log, &nx_json_reader, nx_buf_str(&text), 65536, NULL, 0);
	assert_string_equal(nx_buf_cstr(&log),
		"1 refused: line 1, column 2054: nested deeper than 2048 levels / 2:1 title=t");
	nx_buf_clear(&text);
	nx_buf_clear(&log);
	nx_buf_adds(&text, "{\"title\":\"t\",\"x\":[0");
	add_times(&text, ",0", 1048573);
	nx_buf_adds(&text, "]}");
	read_pieces(&log, &nx_jsonl_reader, nx_buf_str(&text), 65536, NULL, 0);
	assert_non_null(strstr(nx_buf_cstr(&log), "more than 1048576 values in one record"));
	nx_buf_release(&text);
	nx_buf_release(&log);
}

/* An article of the limit and one beyond it; the run goes on behind. */
static void test_long_record(void **state)
{
	const char *path = in_dir("long.json");
	const char *begin = "{\"title\":\"x\",\"y\":\"", *end = "\"}";
	FILE *f = fopen(path, "wb");
	nx_buf block = NX_BUF_INIT;

	(void)state;
	assert_non_null(f);
	add_times(&block, "a", NX_LINE_LIMIT - strlen(begin) - strlen(end));
	fprintf(f, "[{\"title\":\"first\"},\n%s", begin);
	assert_int_equal(fwrite(block.p, 1, block.n, f), block.n);
	fprintf(f, "%s,\n%s", end, begin);
	assert_int_equal(fwrite(block.p, 1, block.n, f), block.n);
	fprintf(f, "b%s,\n{\"title\":\"last\"}]", end);
	assert_int_equal(fclose(f), 0);
	nx_buf_release(&block);
	expect_path(path, strlen(dir) + 1,
		"begin long.json\narticle 1 first\narticle 2 x\n"
		"refused 3 line 3: longer than 67108864 bytes, the limit of a record\n"
		"article 4 last\nend complete\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_limits),
		IN_DIR(test_memory),
		IN_DIR(test_long_record),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
