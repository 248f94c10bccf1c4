/* Feeds that are no XML: what the reader makes good before libxml2 sees it. */
#include "../piece_stream.h"
#include "feed_report.h"

#include "ingest/feed.h"
#include "newsidx/file.h"

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
	expect_item("<title>t</title><link>/?a=1&b=2&copy=3&reg_4</link>",
		"1 line 2 - | t | - | s.example | - | http://s.example/?a=1&b=2&copy=3&reg_4 | - | - | -");
	expect_item("<title>t</title><a:link xmlns:a='http://www.w3.org/2005/Atom' rel=alternate "
		    "href='/?a=1&b=<2&c' href='x' é=1/>",
		"1 line 2 - | t | - | s.example | - | http://s.example/?a=1&b=%3C2&c | - | - | -");
	expect_item("<title><![CDATA[a <![CDATA[b]]> c]]></title>",
		"1 line 2 - | a b c | - | - | - | - | - | - | -");
	expect_item(
		"<!-- <item> & -- --><?x <item> ?><title>t</title><!DOCTYPE a [<!ENTITY b '<item>'>]>",
		"1 line 2 - | t | - | - | - | - | - | - | -");
	expect_item("<title>t</title><a:link xmlns:a='http://www.w3.org/2005/Atom' 5 href='/x'/>",
		"1 line 2 - | t | - | s.example | - | http://s.example/x | - | - | -");
	expect_item(
		"<title>a\x02z</title><description>a<img alt='x' '>b<source src=x>c</description>",
		"1 line 2 - | a z | - | - | - | - | - | - | abc");
	expect_item("<title>t</title><description>a</br>b</description>",
		"1 line 2 - | t | - | - | - | - | - | - | a/b");
	expect_item(
		"<title>t</title><a xmlns='u' xmlns:d='http://purl.org/dc/terms/'>"
		"<d:issued>2001-01-01</d:issued></a><d:subject xmlns:d='http://purl.org/dc/terms/'>s"
		"</d:subject><x:date>2002-02-02</x:date>",
		"1 line 2 - | t | - | - | - | - | - | s | -");
	expect_item("<media:group><media:title>m</media:title></media:group><dc:title>d</dc:title>"
		    "<guid>g</guid>",
		"1 line 2 g | d | - | - | - | - | - | - | -");
	expect_item("<title xmlns='u'>t</title><description>a<b>b<br>c</b>d</description>",
		"1 line 2 - | t | - | - | - | - | - | - | ab/cd");
	expect_item("<title>t</title><a b' ></a><link>/x</link><a b='/>",
		"1 line 2 - | t | - | s.example | - | http://s.example/x | - | - | -");
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
	expect_item("<description type='xhtml'><div>1 &lt;b> 2</div></description>",
		"1 line 2 - | - | - | - | - | - | - | - | 1 <b> 2");
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

/* The namespace of the root is none. */
static void test_root_space(void **state)
{
	(void)state;
	expect_text("<rss xmlns='http://www.w3.org/2005/Atom'><item><pubDate>2001-01-01</pubDate>"
		    "<title>a</title></item></rss>",
		"1 line 1 - | a | 2001-01-01 | - | - | - | - | - | -\n");
}

/* Ends that were forgotten: of a value, of entries, of a whole feed before another. */
static void test_unclosed(void **state)
{
	recorder r = { .quiet = true };
	nx_buf text = NX_BUF_INIT;

	(void)state;
	expect_text(
		"<rss><channel><item><guid>1</guid><title>a</item>\n<item><title>b\n"
		"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>c</title></entry></feed>",
		"warning 1 line 1: an element of this entry is not closed; it ends at line 1\n"
		"1 line 1 1 | a | - | - | - | - | - | - | -\n"
		"warning 2 line 2: an element of this entry is not closed; it ends at line 3\n"
		"2 line 2 - | b <feed> | - | - | - | - | - | - | -\n"
		"3 line 3 - | c | - | - | - | - | - | - | -\n"
		"warning 0 the file ends at line 3 before the feed does\n");
	nx_buf_adds(&text, "<rss>");
	for (int i = 0; i < 1000; i++)
		nx_buf_adds(&text, "<item xmlns:c='u'><title>a<link>b");
	assert_int_equal(run(&r, put("x", text.p, text.n), NX_FORMAT_FEED), NX_OK);
	assert_int_equal(r.articles, 999);
	nx_buf_release(&r.log);
	nx_buf_release(&text);
}

/* It does not matter where the stream is cut. */
static void test_pieces(void **state)
{
	static const char *const texts[] = { "rss2", "atom", "rdf", "wxr", "sitemap", "broken" };

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		nx_buf name = NX_BUF_INIT, text = NX_BUF_INIT, whole = NX_BUF_INIT;

		nx_buf_addf(&name, "tests/data/ingest/feed/%s.xml", texts[i]);
		assert_int_equal(nx_file_read(&text, nx_buf_cstr(&name), 1 << 20, NULL), NX_OK);
		for (size_t piece = 100000; piece; piece = piece > 40 ? 40 : piece - 1) {
			nx_buf log = NX_BUF_INIT;
			nx_ingest_options options = { .format = NX_FORMAT_FEED };
			nx_ingest_sink sink = { .ctx = &log,
				.article = report_article,
				.refused = report_refused,
				.warning = report_warning };
			piece_stream stream = pieces_of(nx_buf_str(&text), piece);
			nx_reading reading = { .path = NX_STR("x"),
				.options = &options,
				.sink = &sink,
				.stream = &stream.base };

			assert_int_equal(nx_feed_reader.read(&reading, NULL), NX_OK);
			if (!whole.n)
				nx_buf_add(&whole, nx_buf_str(&log));
			assert_string_equal(nx_buf_cstr(&log), nx_buf_cstr(&whole));
			nx_buf_release(&log);
			nx_stream_close(&stream.base);
		}
		nx_buf_release(&name);
		nx_buf_release(&text);
		nx_buf_release(&whole);
	}
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DIR(test_repaired),
		IN_DIR(test_xhtml),
		IN_DIR(test_bytes),
		IN_DIR(test_several),
		IN_DIR(test_root_space),
		IN_DIR(test_unclosed),
		cmocka_unit_test(test_pieces),
		IN_DIR(test_attacks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
