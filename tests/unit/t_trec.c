/* TREC's SGML: collections as they are written, what they say about themselves, damage. */
#include "ingest_recorder.h"
#include "feed_report.h"

#include "ingest/trec.h"

static void test_newswire(void **state)
{
	(void)state;
	expect_articles("tests/data/ingest/trec/newswire.sgml",
		"1 line 1 AFP_ARB_20040101.0001 | افتتاح معرض الكتاب في تونس | 2004-01-01 | Agence "
		"France-Presse | - | - | - | - | تونس 1-1 (اف ب)/افتتح المعرض يوم الخميس & يستمر "
		"عشرة أيام.//زاره 3 < 5 آلاف << زائر & ضيف <كذا> يوم الافتتاح.\n"
		"2 line 17 XIN_ARB_20041231.0007 | - | 2004-12-31 | Xinhua News Agency | - | - | - | "
		"- | سطر أول/سطر ثان\n"
		"3 line 23 19940513_AFP_ARB.0001 | رصد مذنب | 1994-05-13 | Agence France-Presse | - "
		"| - | - | - | رصده المرصد.\n");
}

static void test_fields(void **state)
{
	(void)state;
	expect_articles("tests/data/ingest/trec/fields.sgml",
		"1 line 1 A-31-20170126 | متحف باردو | 2017-01-26 | إذاعة تونس | - | "
		"http://tn.example/a?x=1&utm_source=2 | culture | متاحف,تونس | في المتحف أكبر "
		"مجموعة فسيفساء./فتح عام 1888.\n"
		"warning 2 line 16: document is not closed; it ends at line 22, where the next one "
		"begins\n"
		"warning 2 line 16: date cannot be read: \"أمس\"; taken from the document number or "
		"date line: 2017-01-22\n"
		"2 line 16 A-32-22012017 | بلا تاريخ يقرأ | 2017-01-22 | - | - | - | - | - | نص "
		"<غريب> & آخر\n"
		"3 line 22 3 | عنوان | 1996-06-22 | - | س. ن. | - | علوم | - | "
		"مقدمة.//متن/سطر.\n"
		"4 line 32 12 | دجلة | - | wiki.example | - | http://wiki.example/12 | - | - | نهر "
		"في العراق.\n"
		"warning 5 line 37: document is not closed; it ends with the file\n"
		"5 line 37 5 | - | - | - | - | - | - | - | كامل\n");
}

/* Names of tags and fields in the table are known, and each row is read. */
static void test_table(void **state)
{
	nx_trec_tag tag;

	(void)state;
	assert_true(nx_trec_tag_find(&tag, NX_STR("Headline")));
	assert_int_equal(tag.field, NX_FIELD_TITLE);
	assert_true(nx_trec_tag_find(&tag, NX_STR("p")));
	assert_int_equal(tag.role, NX_TREC_LINE);
	assert_false(nx_trec_tag_find(&tag, NX_STR("TITL")));
	assert_false(nx_trec_tag_find(&tag, NX_STR("#")));
	assert_false(nx_trec_tag_find(&tag, NX_STR("")));
}

static void test_numbers(void **state)
{
	static const struct {
		const char *number, *date, *source;
	} cases[] = {
		{ "AFP_ARB_20040101.0001", "2004-01-01", "Agence France-Presse" },
		{ "hyt_arb_19991231.0001", "1999-12-31", "Al-Hayat" },
		{ "JA-culture-1-20170120", "2017-01-20", "" },
		{ "JA-1-19102016", "2016-10-19", "" },
		{ "ALH20010203.0045", "2001-02-03", "" },
		{ "X_AFP_ARBY_1", "", "" },
		{ "20170120-20170120", "2017-01-20", "" },
		{ "20170120-20170121", "", "" },
		{ "A-201701201", "", "" },
		{ "A-20171301", "", "" },
		{ "A-00000000", "", "" },
		{ "A-18991231", "", "" },
		{ "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		nx_buf date = NX_BUF_INIT;
		nx_str number = nx_str_from(cases[i].number);
		nx_str source = nx_trec_number_source(number);

		assert_int_equal(nx_trec_number_date(&date, number), *cases[i].date != 0);
		assert_string_equal(nx_buf_cstr(&date), cases[i].date);
		assert_true(
			nx_str_eq(source.p ? source : NX_STR(""), nx_str_from(cases[i].source)));
		nx_buf_release(&date);
	}
}

static void test_damage(void **state)
{
	(void)state;
	/* Cut within a text: what is whole stays. */
	expect_text("<DOC><DOCNO>1</DOCNO><TEXT>a</TEXT></DOC>\n<DOC>\n<DOCNO>2</DOCNO>\n<TEXT>b",
		"1 line 1 1 | - | - | - | - | - | - | - | a\n"
		"refused 2 line 2: the file ends at line 4, within this document\n");
	/* References, and what only looks like one. */
	expect_text(
		"<DOC><TEXT>a &lt;&#x5; 3 &gt; 2 &HT;&QL;&ndash; &nope; &laquo R&D</TEXT></DOC>",
		"1 line 1 - | - | - | - | - | - | - | - | a <  3 > 2 \t– &nope; &laquo R&D\n");
	/* Unknown elements are not read, unknown mark-up in a text is passed over. */
	expect_text("<DOC><X>no</X><TEXT>one <F P=1>two</F> <a b> three</TEXT><Y>no</DOC>",
		"1 line 1 - | - | - | - | - | - | - | - | one two <a b> three\n");
	/* Ill-formed UTF-8 */
	expect_text("<DOC><TEXT>abc def \xFF ghi</TEXT></DOC>",
		"warning 1 line 1: 1 ill-formed UTF-8 sequences replaced\n"
		"1 line 1 - | - | - | - | - | - | - | - | abc def \xEF\xBF\xBD ghi\n");
	/* Wrapped, to be XML. */
	expect_text("<?xml version='1.0'?>\n<SET>\n<DOC><DOCNO>1</DOCNO><TEXT>a</TEXT></DOC></SET>",
		"1 line 3 1 | - | - | - | - | - | - | - | a\n");
}

/* Every prefix of a document is read without harm, and never gives half of it. */
static void test_prefixes(void **state)
{
	const char *text = "<DOC id=\"7\"><HEADLINE>a &amp; b</HEADLINE><TEXT><P>c</TEXT></DOC>";
	size_t whole = strlen(text) - strlen("</DOC>");

	(void)state;
	for (size_t n = 5; n <= strlen(text); n++) {
		recorder r = { .quiet = true };

		assert_int_equal(run(&r, put("x", text, n), NX_FORMAT_TREC), NX_OK);
		assert_int_equal(r.articles, n >= whole);
		nx_buf_release(&r.log);
	}
}

static void test_hostile(void **state)
{
	static const char *const pieces[] = { "<", "&", "<DOC>", "<DOC", "<TEXT>", "<P>", "</",
		"\"", "<a b='", "<![CDATA[", "<!--" };

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
		expect_fast("<DOC><TEXT>", pieces[i], NX_FORMAT_TREC);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_newswire),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_numbers),
		IN_DIR(test_damage),
		IN_DIR(test_prefixes),
		IN_DIR(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
