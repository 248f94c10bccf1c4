/* What ingest makes of bytes before it reads them: is it text, and in which format? */
#include "text_rows.h"

#include "ingest/charset.h"
#include "ingest/reader.h"

static void make_mended(nx_buf *out, nx_str input)
{
	nx_buf mended = NX_BUF_INIT;
	nx_mending what;
	nx_error err = NX_ERROR_INIT;

	if (nx_charset_mend(&input, &mended, &what, &err) != NX_OK) {
		nx_buf_addf(out, "not UTF-8 at %zu", what.first);
		assert_non_null(strstr(err.text, "iconv"));
	} else {
		nx_buf_add(out, input);
		if (what.count)
			nx_buf_addf(out, "; mended %zu at %zu", what.count, what.first);
	}
	nx_buf_release(&mended);
}

static void make_format(nx_buf *out, nx_str input)
{
	const nx_reader *reader;
	nx_str name;

	assert_true(nx_str_split(&input, '|', &name));
	reader = nx_reader_for(NX_FORMAT_AUTO, input, name);
	nx_buf_adds(
		out, reader->format == NX_FORMAT_AUTO ? "foreign" : nx_format_name(reader->format));
}

static void test_charset(void **state)
{
	(void)state;
	check_texts("tests/data/ingest/charset.tsv", make_mended);
}

static void test_detect(void **state)
{
	(void)state;
	check_texts("tests/data/ingest/detect.tsv", make_format);
}

/* One damaged sequence in 200 bytes of other text is the most that is mended. */
static void test_share_of_damage(void **state)
{
	nx_buf text = NX_BUF_INIT, mended = NX_BUF_INIT;
	nx_mending what;
	nx_str view;

	(void)state;
	for (int i = 0; i < 10; i++) {
		for (int k = 0; k < 100; k++)
			nx_buf_add_cp(&text, 0x0639 /* AIN */);
		nx_buf_addc(&text, '\xFF');
	}
	view = nx_buf_str(&text);
	assert_int_equal(nx_charset_mend(&view, &mended, &what, NULL), NX_OK);
	assert_int_equal(what.count, 10);
	assert_int_equal(what.first, 201);
	assert_int_equal(view.n, 10 * 203);
	nx_buf_adds(&text, "\xFE");
	view = nx_buf_str(&text);
	assert_int_equal(nx_charset_mend(&view, &mended, &what, NULL), NX_ERR_FORMAT);
	nx_buf_release(&text);
	nx_buf_release(&mended);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_charset),
		cmocka_unit_test(test_detect),
		cmocka_unit_test(test_share_of_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
