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

/* What is within one item; the report of it. */
static void expect_item(const char *item, const char *want)
{
	nx_buf text = NX_BUF_INIT, line = NX_BUF_INIT;

	nx_buf_addf(&text,
		"<rss xmlns:c='http://purl.org/rss/1.0/modules/content/'><channel><link>"
		"http://s.example/</link>\n<item>%s</item>\n<item><title>z</title></item></channel></rss>",
		item);
	nx_buf_addf(&line, "%s\n2 line 3 - | z | - | - | - | - | - | - | -\n", want);
	expect_text(nx_buf_cstr(&text), nx_buf_cstr(&line));
	nx_buf_release(&text);
	nx_buf_release(&line);
}

/* What libxml2 alone would lose, or end at. */
static void test_repaired(void **state)
{
	(void)state;
	expect_item(
		"<title>a & b &amp; c &foo; &copy= &#65 &#1; &#150; &#xFFFF; &#x110000; &laquo;</title>",
		"1 line 2 - | a & b & c &foo; &copy= A – � � « | - | - | - | - | - | - | -");
	expect_item("<title>1 < 2 <> <3 <\xD8\xA3> </ x> ]]> \x01\xEF\xBF\xBF.</title>",
		"1 line 2 - | 1 < 2 <> <3 <أ> </ x> ]]> �. | - | - | - | - | - | - | -");
	expect_item(
		"<description>a<br>b<img src=x.png alt='>'>c<p>d</b></description><title>t</title>",
		"1 line 2 - | t | - | - | - | - | - | - | a/bc/d");
	expect_item("<title>t</title></x></title><c:encoded>b</i></c:encoded>",
		"1 line 2 - | t | - | - | - | - | - | - | b");
	expect_item("<title>t</title><link>/?a=1&b=2&copy=3</link>",
		"1 line 2 - | t | - | s.example | - | http://s.example/?a=1&b=2&copy=3 | - | - | -");
	expect_item("<title>t</title><a:link xmlns:a='http://www.w3.org/2005/Atom' rel=alternate "
		    "href='/?a=1&b=<2&c' href='x' é=1/>",
		"1 line 2 - | t | - | s.example | - | http://s.example/?a=1&b=%3C2&c | - | - | -");
	expect_item("<title><![CDATA[a <![CDATA[b]]> c]]></title>",
		"1 line 2 - | a b c | - | - | - | - | - | - | -");
	expect_item(
		"<!-- <item> & -- --><?x <item> ?><title>t</title><!DOCTYPE a [<!ENTITY b '<item>'>]>",
		"1 line 2 - | t | - | - | - | - | - | - | -");
	/* A quote that is not closed hides no tag but its own. */
	expect_item("<title>t</title><a b='><link>/x</link>",
		"1 line 2 - | t | - | s.example | - | http://s.example/x | - | - | -");
}

/* The text of XHTML is escaped, that of HTML is not. */
static void test_xhtml(void **state)
{
	(void)state;
	expect_item("<c:encoded><div xmlns='http://www.w3.org/1999/xhtml'><p>1 &lt;b&gt; 2<br/>x<i "
		    "class=\"a&quot;&gt;b\">y</i>z &amp;amp;</p><![CDATA[<u>]]></div></c:encoded>",
		"1 line 2 - | - | - | - | - | - | - | - | 1 <b> 2/xyz &amp;/<u>");
	expect_item("<c:encoded>1 &lt;b>2&lt;/b></c:encoded>",
		"1 line 2 - | - | - | - | - | - | - | - | 1 2");
}

/* A title and an attribute in windows-1256 among text in UTF-8. */
static void test_bytes(void **state)
{
#define TEXT                                                                                                                                                      \
	"بني المرصد عام 1903 جنوب القاهرة، وفيه منظار قطر مرآته ثلاثون بوصة، ورصد به الفلكيون " \
	"المريخ والمذنبات سنين كثيرة قبل أن تصل أضواء المدينة إليه."

	(void)state;
	expect_item("<title>\xC7\xE1\xD3\xE1\xC7\xE3 \xDA\xE1\xED\xDF\xE3</title>"
		    "<category term='\xC7\xE1\xD3\xE1\xC7\xE3 \xDA\xE1\xED\xDF\xE3'/>"
		    "<description><![CDATA[" TEXT TEXT "]]></description>",
		"warning 1 line 2: not UTF-8, read as windows-1256\n"
		"1 line 2 - | السلام عليكم | - | - | - | - | - | السلام عليكم | " TEXT TEXT);
}

/* Feeds one behind another, and what stands around them. */
static void test_several(void **state)
{
	(void)state;
	expect_text(
		"\n<?xml version='1.0' encoding='x'?><rss><channel><title>s</title>"
		"<item><title>a</title></item></channel></rss> junk </rss>\n<?xml version='1.0'?>"
		"<feed xmlns='http://www.w3.org/2005/Atom'><title>r</title><entry><title>b</title>"
		"</entry></feed><other/>",
		"1 line 2 - | a | - | s | - | - | - | - | -\n"
		"2 line 3 - | b | - | r | - | - | - | - | -\n");
}

/* Nothing is expanded, loaded or kept beyond its limit. */
static void test_attacks(void **state)
{
	nx_buf text = NX_BUF_INIT;

	(void)state;
	expect_text("<!DOCTYPE rss [<!ENTITY a 'x'><!ENTITY b '&a;&a;'><!ENTITY f SYSTEM "
		    "'file:///etc/passwd'><!ENTITY % p SYSTEM 'http://127.0.0.1:9/'>%p;]>"
		    "<rss><item><title>&b; &f;</title></item></rss>",
		"warning 0 line 1: the document type declares entities; references to them stay as "
		"they are\n"
		"1 line 1 - | &b; &f; | - | - | - | - | - | - | -\n");
	nx_buf_adds(&text, "<rss>");
	for (int i = 0; i < 100000; i++)
		nx_buf_adds(&text, "<a>");
	expect_text(nx_buf_cstr(&text),
		"refused 0 line 1: elements nested more than 256 deep, the limit\n");
	nx_buf_clear(&text);
	nx_buf_adds(&text, "<rss>\n");
	for (int i = 0; i < 200000; i++)
		nx_buf_addf(&text, "<a%d/>", i);
	expect_text(nx_buf_cstr(&text),
		"refused 0 line 2: the names of its elements and attributes take more than 1048576 "
		"bytes, the limit\n");
	nx_buf_clear(&text);
	nx_buf_adds(&text, "<rss><item><title>a</title><description>");
	for (int i = 0; i < 300; i++)
		nx_buf_adds(&text, "<b>");
	nx_buf_adds(&text, "c</description></item></rss>");
	expect_text(nx_buf_cstr(&text), "1 line 1 - | a | - | - | - | - | - | - | c\n");
	nx_buf_release(&text);
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
	static const char *const pieces[] = { "<", "&", "<item>", "<item", "<title>", "<a>", "</",
		"\"", "<a b='", "<![CDATA[", "<!--", "<!DOCTYPE [", "<?", "<category>a", "&#1;",
		"<a xmlns:b='c'/>", "<description>", "</item>" };

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
		IN_DIR(test_repaired),
		IN_DIR(test_xhtml),
		IN_DIR(test_bytes),
		IN_DIR(test_several),
		IN_DIR(test_attacks),
		cmocka_unit_test(test_detect),
		cmocka_unit_test(test_titles),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_tables),
		IN_DIR(test_prefixes),
		IN_DIR(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
