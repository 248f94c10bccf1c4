/* Feeds of every kind as they are written, and as they are broken. */
#include "feed_report.h"

#include "ingest/feed.h"

static void test_rss(void **state)
{
	(void)state;
	expect_articles("tests/data/ingest/feed/rss2.xml",
		"1 line 13 mina-7 | جسر السلطان محمد الفاتح يصل قارتين | 2018-02-18T21:35:43+03:00 "
		"| صحيفة الميناء | ليلى حداد | http://mina.example/bridge?id=7&lang=ar | - | "
		"تركيا,جسور | يعبر الجسر مضيق البوسفور في إسطنبول./افتتح عام 1988 & طوله 1510 "
		"أمتار.\n"
		"2 line 26 http://mina.example/observatory | مرصد حلوان & النجوم | "
		"2018-02-17T08:00:00Z | وكالة النيل | قسم العلوم | http://mina.example/observatory "
		"| - | - | بني المرصد عام 1903./وهو جنوب القاهرة.\n"
		"warning 3 line 36: article kept undated, its date cannot be read: \"غدا\"\n"
		"3 line 36 x | - | - | صحيفة الميناء | - | - | - | - | نص هرب مرتين\n");
}

static void test_atom(void **state)
{
	(void)state;
	expect_articles("tests/data/ingest/feed/atom.xml",
		"1 line 7 tag:atlas.example,2020:1 | نهر النيل | 2020-10-26T09:30:00+02:00 | أطلس | "
		"سامي نصر, هند قاسم | http://atlas.example/nile | - | أنهار,مصر | طوله 6650 "
		"كيلومترا./يمر بأسوان & الأقصر، 1 < 2.\n"
		"2 line 20 2 | الوسم في النص & غيره | 2020-10-25T00:00:00Z | مصدر آخر | - | "
		"http://atlas.example/b/d?x=1 | - | - | خلاصة\n");
}

/* Entities are not expanded: a bomb is a word. */
static void test_rdf(void **state)
{
	(void)state;
	expect_articles("tests/data/ingest/feed/rdf.xml",
		"warning 0 line 3: the document type declares entities; references to them stay as "
		"they are\n"
		"1 line 9 http://rdf.example/1 | المريخ &b; الأحمر | 2004-02-29 | دار العلم | أ | "
		"http://rdf.example/1 | - | فضاء | كوكب\n");
}

static void test_wordpress(void **state)
{
	(void)state;
	expect_articles("tests/data/ingest/feed/wxr.xml",
		"1 line 5 http://hay.example/?p=5 | سوق الكتب | 2015-06-03T01:10:00 | مدونة الحي | "
		"mona | http://hay.example/?p=5 | - | كتب | فتح السوق أبوابه. ثاني سطر بـخط "
		"غليظ./قول\n"
		"warning 0 2 entries left out: attachments, menus, drafts\n");
}

static void test_sitemap(void **state)
{
	(void)state;
	expect_articles("tests/data/ingest/feed/sitemap.xml",
		"1 line 3 - | افتتاح مكتبة الإسكندرية | 2021-05-04T12:00+03:00 | جريدة الخريطة | - "
		"| http://map.example/1 | - | مكتبة,الإسكندرية,ثقافة | -\n"
		"warning 0 1 addresses without a title left out: the sitemap tells no more\n");
}

static void test_broken(void **state)
{
	(void)state;
	expect_articles("tests/data/ingest/feed/broken.xml",
		"1 line 3 - | شركة نفط & غاز | 2019-01-01 | موقع المرفأ | - | "
		"http://x.example/?a=1&b=2 | - | - | سطر أول/سطر ثان 3 < 5 نهاية\n"
		"warning 2 line 5: an element of this entry is not closed; it ends at line 5\n"
		"2 line 5 2 | عنوان لم يغلق | 2019-01-02 | موقع المرفأ | - | http://x.example/2 | - "
		"| - | نص لم يغلق/فقرة\n"
		"warning 3 line 7: an element of this entry is not closed; it ends at line 8\n"
		"3 line 7 - | الثالث | 2019-01-03 | موقع المرفأ | - | - | - | - | -\n"
		"4 line 8 4 | الرابع | - | موقع المرفأ | - | - | - | - | -\n"
		"refused 5 line 9: the file ends at line 10, within this entry\n");
}

static void test_refused(void **state)
{
	(void)state;
	expect_text("<?xml version=\"1.0\"?>\n<!-- x -->\n<opml version=\"1.0\"><body/></opml>",
		"refused 0 line 3: the root element is <opml>, no feed that newsidx reads (RSS, "
		"Atom, RDF, sitemap of news, export of WordPress)\n");
	expect_text("<rss><channel></channel></rss>", "warning 0 the feed has no entries\n");
	expect_text("<rss><channel><title>b</title><item><a/></item></channel></rss>",
		"refused 1 line 1: no value in it that newsidx knows\n");
	expect_text("<rss><channel><item><title>a</title></item>\n",
		"1 line 1 - | a | - | - | - | - | - | - | -\n"
		"warning 0 the file ends at line 2 before the feed does\n");
}

static void test_detect(void **state)
{
	static const struct {
		const char *head, *name;
		int score;
	} cases[] = {
		{ "<rss version='2.0'>", "", 100 },
		{ "<?xml version='1.0'?>\n<!-- <html> -->\n<!DOCTYPE rss [<!ENTITY a \">\">]>\n<rss>",
			"", 100 },
		{ "<a:feed xmlns:a='http://www.w3.org/2005/Atom'>", "", 100 },
		{ "<feed xmlns='http://www.w3.org/2005/Atom'", "x.atom", 55 },
		{ "<feed>", "", 0 },
		{ "<urlset>", "", 100 },
		{ "<rdf:RDF>", "", 100 },
		{ "<?xml version='1.0'?><opml>", "", 60 },
		{ "<?xml version='1.0'?><!DOCTYPE html><html>", "", 0 },
		{ "<html>", "", 0 },
		{ "<feed xmlns='http://x.example/'>", "", 0 },
		{ "<!-- <html> --><entry xmlns='http://purl.org/atom/ns#'/>", "", 100 },
		{ "text <rss>", "", 0 },
		{ "", "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(nx_feed_reader.detect(
					 nx_str_from(cases[i].head), nx_str_from(cases[i].name)),
			cases[i].score);
}

static void test_titles(void **state)
{
	static const char *const cases[][2] = {
		{ "الشروق - RSS", "الشروق" },
		{ "الشروق RSS Feed", "الشروق" },
		{ "RSS: الشروق", "الشروق" },
		{ "الشروق » Feed", "الشروق" },
		{ "خلاصات الشروق", "الشروق" },
		{ "RSS", "RSS" },
		{ "الشروق -", "الشروق -" },
		{ "Newsfeed", "Newsfeed" },
		{ "BBC Arabic", "BBC Arabic" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		nx_str title = nx_feed_title(nx_str_from(cases[i][0]));

		if (!nx_str_eq(title, nx_str_from(cases[i][1])))
			fail_msg("\"%s\" gives \"%.*s\"", cases[i][0], NX_FMT(title));
	}
}

static void test_values(void **state)
{
	static const char *const links[][3] = {
		{ "http://a.example/b/c?d", "e", "http://a.example/b/e" },
		{ "http://a.example/b/c", "../e", "http://a.example/e" },
		{ "http://a.example/b/c", "../../../e", "http://a.example/e" },
		{ "http://a.example/b/c", "./e", "http://a.example/b/e" },
		{ "http://a.example/b/c", "/e", "http://a.example/e" },
		{ "http://a.example/b/c", "//h/e", "http://h/e" },
		{ "http://a.example/b/c", "?e", "http://a.example/b/c?e" },
		{ "http://a.example", "e", "http://a.example/e" },
		{ "http://a.example/b", "https://h/e", "https://h/e" },
		{ "", "/e", "/e" },
		{ "http://a.example/b", "https://h/خبر", "https://h/خبر" },
		{ "not an address", "/e", "/e" },
		{ "http://a.example/b/", "خبر 1", "http://a.example/b/%D8%AE%D8%A8%D8%B1%201" },
	};
	static const char *const people[][2] = {
		{ "a@b.example (سامي نصر)", "سامي نصر" },
		{ "سامي نصر <a@b.example>", "سامي نصر" },
		{ "سامي نصر", "سامي نصر" },
		{ "a@b.example", "" },
		{ "a@b.example (x", "x" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		nx_buf whole = NX_BUF_INIT;

		nx_feed_resolve(&whole, nx_str_from(links[i][0]), nx_str_from(links[i][1]));
		assert_string_equal(nx_buf_cstr(&whole), links[i][2]);
		nx_buf_release(&whole);
	}
	for (size_t i = 0; i < sizeof people / sizeof *people; i++)
		assert_true(nx_str_eq(nx_str_trim(nx_feed_person(nx_str_from(people[i][0]))),
			nx_str_from(people[i][1])));
	assert_true(nx_str_eq(nx_feed_summary(NX_STR("<p>a [&#8230;]</p>")), NX_STR("<p>a")));
	assert_true(nx_str_eq(nx_feed_summary(NX_STR("<p>a</p>")), NX_STR("<p>a</p>")));
}

/* Every namespace and element of the tables is read as its line says. */
static void test_tables(void **state)
{
	nx_feed_element element;

	(void)state;
	assert_true(nx_str_eq(
		nx_feed_space_of_uri(NX_STR("https://purl.org/dc/elements/1.1/")), NX_STR("dc")));
	assert_true(nx_str_eq(
		nx_feed_space_of_uri(NX_STR("http://wordpress.org/export/1.2/")), NX_STR("wp")));
	assert_true(nx_str_eq(nx_feed_space_of_uri(NX_STR("http://x.example/")), NX_STR("?")));
	assert_true(nx_feed_element_find(&element, NX_STR("rss"), NX_STR_NULL, NX_STR("pubdate")));
	assert_int_equal(element.field, NX_FIELD_DATE);
	assert_true(
		nx_feed_element_find(&element, NX_STR("atom"), NX_STR("author"), NX_STR("name")));
	assert_int_equal(element.field, NX_FIELD_AUTHOR);
	assert_false(nx_feed_element_find(&element, NX_STR("atom"), NX_STR_NULL, NX_STR("name")));
	assert_false(nx_feed_element_find(&element, NX_STR("?"), NX_STR_NULL, NX_STR("title")));
}

/* Cut at every byte, only entries that are whole are given. */
static void test_prefixes(void **state)
{
	const char *text =
		"<rss xmlns:c='http://purl.org/rss/1.0/modules/content/'><channel>"
		"<item><title>a &amp; b</title><c:encoded><![CDATA[<p>c</p>]]></c:encoded>"
		"<link>http://x/</link></item></channel></rss>";
	size_t whole = strlen(text) - strlen("</channel></rss>");

	(void)state;
	for (size_t n = 5; n <= strlen(text); n++) {
		recorder r = { .quiet = true };

		assert_int_equal(run(&r, put("x", text, n), NX_FORMAT_FEED), NX_OK);
		assert_int_equal(r.articles, n >= whole);
		nx_buf_release(&r.log);
	}
}

static void test_hostile(void **state)
{
	static const char *const pieces[] = { "<", "&", "<a c='' d='", "</b>", "]]>", "<item>",
		"<item", "<title>", "<a>", "</", "\"", "<a b='", "<![CDATA[", "<!--", "<!DOCTYPE [",
		"<?", "<category>a", "&#1;", "<a xmlns:b='c'/>", "<description>", "</item>" };

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		expect_fast("<rss><channel><item>", pieces[i], NX_FORMAT_FEED);
		expect_fast("<rss><channel><item><description>", pieces[i], NX_FORMAT_FEED);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rss),
		cmocka_unit_test(test_atom),
		cmocka_unit_test(test_rdf),
		cmocka_unit_test(test_wordpress),
		cmocka_unit_test(test_sitemap),
		cmocka_unit_test(test_broken),
		IN_DIR(test_refused),
		cmocka_unit_test(test_detect),
		cmocka_unit_test(test_titles),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_tables),
		IN_DIR(test_prefixes),
		IN_DIR(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
