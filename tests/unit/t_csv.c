/* Tables: tests/data/csv.tsv, streams, limits, hostile texts. */
#include "ingest_recorder.h"
#include "record_lines.h"

#include "ingest/csv_rows.h"

static void test_rows(void **state)
{
	(void)state;
	check_rows("tests/data/csv.tsv", 2, 40, make_report);
}

static void test_fields(void **state)
{
	static const nx_field_key fields[] = { { "title", "Kopf" }, { "body", "date" } };
	nx_buf got = NX_BUF_INIT;

	(void)state;
	read_text(&got, &nx_csv_reader, NX_STR("kopf,date,url\nt,b,u\n"), fields, 2);
	assert_string_equal(nx_buf_cstr(&got), "1:2 title=t; url=u; body=b");
	nx_buf_release(&got);
}

/* A file cut anywhere gives the rows that were whole, and no others. */
static void test_truncated(void **state)
{
	const nx_str text = NX_STR("title,text\n\"t\n\"\"x\"\"\",b\n\"u\",\"c\nd\"\n");
	size_t second = nx_str_find(text, NX_STR("\"u\""), 0);

	(void)state;
	for (size_t n = 0; n <= text.n; n++) {
		nx_buf got = NX_BUF_INIT;
		bool first;

		read_text(&got, &nx_csv_reader, nx_str_slice(text, 0, n), NULL, 0);
		first = nx_str_starts(nx_buf_str(&got), NX_STR("1:2 title=t \"x\"; body=b"));
		assert_int_equal(first, n >= second - 1);
		nx_buf_release(&got);
	}
}

static void test_memory(void **state)
{
	recorder r = { .quiet = true };
	const char *path = in_dir("many.csv");
	FILE *f = fopen(path, "wb");

	(void)state;
	assert_non_null(f);
	fputs("id,title,text\n", f);
	for (int i = 0; i < 100000; i++)
		fprintf(f, "%d,خبر,\"نص الخبر\nرقم %d\"\n", i, i);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(run(&r, path, NX_FORMAT_AUTO), NX_OK);
	assert_int_equal(r.articles, 100000);
	assert_in_range(r.memory[1], 0, r.memory[0] + 65536);
	nx_buf_release(&r.log);
}

/* Rows as long as the limit, one byte more, and a quote that is closed nowhere near. */
static void test_limit(void **state)
{
	static const struct {
		const char *text;
		bool too_long;
		uint64_t line, opened;
	} want[] = { { "abcdefgh", false, 1, 0 }, { "", true, 2, 0 }, { "x", false, 3, 0 },
		{ "\"ab", false, 4, 4 }, { "cdefghi", false, 5, 0 }, { "jklmnop", false, 6, 0 } };
	const nx_str text = NX_STR("abcdefgh\nabcdefghi,\"\nx\n\"ab\ncdefghi\njklmnop");
	nx_stream *stream = nx_stream_of(text);
	nx_csv_rows rows;
	nx_csv_row row;

	(void)state;
	assert_non_null(stream);
	nx_csv_rows_init(&rows, stream, ',', 8);
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		assert_int_equal(nx_csv_rows_next(&rows, &row, NULL), NX_OK);
		assert_true(nx_str_eq(row.text, nx_str_from(want[i].text)));
		assert_int_equal(row.too_long, want[i].too_long);
		assert_int_equal(row.line, want[i].line);
		assert_int_equal(row.opened, want[i].opened);
	}
	assert_int_equal(nx_csv_rows_next(&rows, &row, NULL), NX_OK);
	assert_null(row.text.p);
	nx_csv_rows_release(&rows);
	nx_stream_close(stream);
}

/* Quotes in every number, opened and not closed, cost time by their length only. */
static void test_hostile(void **state)
{
	static const char *const pieces[] = { "\"", "\"\n", "\"\"\n", "\"\"\"\n", "\"\"x\n",
		"x,\"\n", ",", "\n", "\r", "\"x\"\"\n", "\"a\nb\"\"\n", ",\"", "\"\r", "\" ",
		"\"x\" ", "[", "['a',", "\\", "x" };

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		nx_buf text = NX_BUF_INIT, log = NX_BUF_INIT;

		nx_buf_adds(&text, "title,tags\n\"[");
		while (text.n < 1000000)
			nx_buf_adds(&text, pieces[i]);
		read_pieces(&log, &nx_csv_reader, nx_buf_str(&text), 65536, NULL, 0);
		nx_buf_clear(&log);
		read_pieces(&log, &nx_tsv_reader, nx_buf_str(&text), 65536, NULL, 0);
		nx_reader_for(NX_FORMAT_AUTO, nx_str_slice(nx_buf_str(&text), 0, NX_STREAM_HEAD),
			NX_STR("x.csv"));
		nx_buf_release(&text);
		nx_buf_release(&log);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_hostile),
		IN_DIR(test_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
