/* Web archives: which records are members, how their bodies are coded, damage. */
#include "archive_maker.h"

#define HTML "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1256\r\n"

/* Append a record; `n` bytes of body, all of it if 0. `length` is what Content-Length
 * says, the truth if below 0. */
static void add_record(nx_buf *out, const char *type, const char *url, const char *fields,
	const char *http, nx_str body, long length)
{
	nx_buf_addf(out, "WARC/1.0\r\nWARC-Type: %s\r\n", type);
	if (url)
		nx_buf_addf(out, "WARC-Target-URI: %s\r\n", url);
	nx_buf_addf(out, "%sContent-Length: %ld\r\n\r\n%s", fields,
		length < 0 ? (long)(strlen(http) + body.n) : length, http);
	nx_buf_add(out, body);
	nx_buf_adds(out, "\r\n\r\n");
}

#define ANSWER "Content-Type: application/http; msgtype=response\r\n"

static void add_answer(nx_buf *out, const char *url, const char *http, nx_str body)
{
	add_record(out, "response", url, ANSWER, http, body, -1);
}

static void test_records(void **state)
{
	nx_buf warc = NX_BUF_INIT;

	(void)state;
	add_record(&warc, "warcinfo", NULL, "Content-Type: application/warc-fields\r\n", "",
		NX_STR("software: x\r\n"), -1);
	add_record(&warc, "request", "http://a.example/1", "Content-Type: application/http\r\n",
		"GET / HTTP/1.1\r\n\r\n", NX_STR(""), -1);
	add_answer(&warc, "http://a.example/1", HTML "\r\n", NX_STR("<p>1"));
	add_record(&warc, "metadata", "http://a.example/1", "", "", NX_STR("x: y"), -1);
	add_record(&warc, "revisit", "http://a.example/2", ANSWER, HTML "\r\n", NX_STR(""), -1);
	add_record(&warc, "resource", "file:///a.txt",
		"Content-Type: text/plain; charset=\"utf-8\"\r\n", "", NX_STR("text"), -1);
	add_record(&warc, "conversion", "http://a.example/3/", "Content-Type: text/plain\r\n", "",
		NX_STR("more"), -1);
	add_record(&warc, "resource", "http://a.example/i.png", "Content-Type: image/png\r\n", "",
		NX_STR("\x89PNG"), -1);
	add_record(&warc, "continuation", "http://a.example/1", "", "", NX_STR("tail"), -1);
	add_record(&warc, "unheard-of", "http://a.example/1", "", "", NX_STR("tail"), -1);
	/* Not fetched, not text, not for readers. */
	add_answer(&warc, "http://a.example/4", "HTTP/1.1 404 Not Found\r\n\r\n", NX_STR("<p>no"));
	add_answer(&warc, "http://a.example/5", "HTTP/1.1 301 Moved\r\n\r\n", NX_STR("<p>no"));
	add_answer(&warc, "http://a.example/6.pdf",
		"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n", NX_STR("%PDF"));
	add_answer(&warc, "http://a.example/robots.txt",
		"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", NX_STR("User-agent: *"));
	add_record(&warc, "response", "dns:a.example", "Content-Type: text/dns\r\n", "",
		NX_STR("a.example. 1 IN A 127.0.0.1"), -1);
	/* Without a media type the body tells. */
	add_answer(&warc, "http://a.example/7", "HTTP/1.1 200 OK\r\n\r\n", NX_STR(" <p>7"));
	add_answer(&warc, "http://a.example/8", "HTTP/1.1 200 OK\r\n\r\n", NX_STR("\x89PNG"));
	/* As old writers and HTTP/2 have it. */
	add_answer(&warc, "<http://a.example/9>", "HTTP/2 200\r\ncontent-type:TEXT/HTML\r\n\r\n",
		NX_STR("<p>9"));
	add_record(&warc, "resource", NULL, "Content-Type: text/html\r\n", "", NX_STR("<p>10"), -1);
	expect_list(&warc, "http://a.example/1 (windows-1256): <p>1\n"
			   "file:///a.txt (utf-8): text\n"
			   "http://a.example/3/: more\n"
			   "http://a.example/7:  <p>7\n"
			   "http://a.example/9: <p>9\n"
			   "record 19: <p>10\n");
}

static void test_folded(void **state)
{
	nx_buf warc = NX_BUF_INIT;

	(void)state;
	nx_buf_adds(&warc,
		"WARC/1.1\nwarc-type: response\nwarc-target-uri: http://a.example/\n"
		"content-length: 70\n\n"
		"HTTP/1.0 200 OK\nContent-Type: text/html;\n  charset=utf-8\nX: y\n\n<p>text");
	expect_list(&warc, "http://a.example/ (utf-8): <p>text\n");
}

static void test_chunked(void **state)
{
#define CHUNKED "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
	static const char *const bodies[] = {
		"3\r\n<p>\r\n4;x=y\r\ntext\r\n0\r\n\r\n",
		"0\r\n\r\n",
		"A\r\n<p>0123456\r\n000\r\nTrailer: x\r\n\r\n",
		"<p>not in chunks",
		"3\r\n<p>\r\nzz\r\n",
		"3\r\n<p>\r\n8\r\ntext",
		"3\r\n<p>\r\n",
		"ffffffffffffffffff\r\n<p>",
		"fffffffffffffff\r\n<p>",
	};
	nx_buf warc = NX_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(bodies); i++) {
		char url[32];

		snprintf(url, sizeof url, "http://a.example/%zu", i);
		add_answer(&warc, url, CHUNKED, nx_str_from(bodies[i]));
	}
	add_record(&warc, "response", "http://a.example/cut", ANSWER "WARC-Truncated: length\r\n",
		CHUNKED, NX_STR("3\r\n<p>\r\n8\r\ntext"), -1);
	expect_list(&warc,
		"http://a.example/0: <p>text\n"
		"http://a.example/1: \n"
		"http://a.example/2: <p>0123456\n"
		"http://a.example/3: <p>not in chunks\n"
		"http://a.example/4: <p> ! record 5 at byte 946: size of a chunk expected after 3 "
		"bytes\n"
		"http://a.example/5: <p>text ! record 6 at byte 1174: body in chunks cut off after 7 "
		"bytes\n"
		"http://a.example/6: <p> ! record 7 at byte 1405: body in chunks cut off after 3 "
		"bytes\n"
		"http://a.example/7: ffffffffffffffffff\r\n<p>\n"
		"http://a.example/8: <p> ! record 9 at byte 1868: body in chunks cut off after 3 "
		"bytes\n"
		"http://a.example/cut: <p>text\n");
}

static void test_encoded(void **state)
{
	nx_buf warc = NX_BUF_INIT, gzip = NX_BUF_INIT, chunked = NX_BUF_INIT, zlib = NX_BUF_INIT;
	nx_str raw;

	(void)state;
	squeeze(&gzip, "gzip", "<p>text", 7);
	raw = nx_str_slice(nx_buf_str(&gzip), 10, gzip.n - 8);
	nx_buf_adds(&zlib, "\x78\x9C");
	nx_buf_add(&zlib, raw);
	nx_buf_adds(&zlib, "XXXX");
	nx_buf_addf(&chunked, "%zx\r\n", gzip.n);
	nx_buf_add(&chunked, nx_buf_str(&gzip));
	nx_buf_adds(&chunked, "\r\n0\r\n\r\n");
	add_answer(&warc, "gzip", HTML "Content-Encoding: gzip\r\n\r\n", nx_buf_str(&gzip));
	add_answer(&warc, "plain", HTML "Content-Encoding: gzip\r\n\r\n", NX_STR("<p>plain"));
	add_answer(&warc, "both",
		HTML "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n",
		nx_buf_str(&chunked));
	add_answer(&warc, "deflate", HTML "Content-Encoding: deflate\r\n\r\n", nx_buf_str(&zlib));
	add_answer(&warc, "raw", HTML "Content-Encoding: deflate\r\n\r\n", raw);
	add_answer(&warc, "not", HTML "Content-Encoding: deflate\r\n\r\n", NX_STR("<p>not"));
	add_answer(
		&warc, "br", HTML "Content-Encoding: br\r\n\r\n", NX_STR("\x0B\x03\x80text\x03"));
	add_answer(&warc, "br-not", HTML "Content-Encoding: br\r\n\r\n", NX_STR("<p>not"));
	add_answer(&warc, "cut", HTML "Content-Encoding: gzip\r\n\r\n",
		nx_str_slice(nx_buf_str(&gzip), 0, gzip.n - 9));
	gzip.p[gzip.n - 8] ^= 1;
	add_answer(&warc, "crc", HTML "Content-Encoding: gzip\r\n\r\n", nx_buf_str(&gzip));
	expect_list(&warc,
		"gzip (windows-1256): <p>text\n"
		"plain (windows-1256): <p>plain\n"
		"both (windows-1256): <p>text\n"
		"deflate (windows-1256): <p>text\n"
		"raw (windows-1256): <p>text\n"
		"not (windows-1256): <p>not\n"
		"br (windows-1256): ! record 7 at byte 1466: Content-Encoding br cannot be read\n"
		"br-not (windows-1256): <p>not\n"
		"cut (windows-1256): ! compressed data damaged after 0 bytes: truncated gzip input\n"
		"crc (windows-1256): <p>text ! compressed data damaged somewhere in its 7 bytes: wrong "
		"checksum\n");
	nx_buf_release(&chunked);
	nx_buf_release(&gzip);
	nx_buf_release(&zlib);
}

/* Lengths that lie: the next record that can be found is read. */
static void test_lengths(void **state)
{
#define ASTRAY                                                                                       \
	"record 2: ! record 2 at byte 214: does not end where its Content-Length says; passed over " \
	"to the next record\n"
#define THIRD "http://a.example/3 (windows-1256): <p>3\n"
	static const struct {
		long length;
		const char *second;
	} cases[] = {
		{ 0, "\n" ASTRAY THIRD },
		{ 5, "<p>tw\n" ASTRAY THIRD },
		{ 12, "<p>two<p>two\n" THIRD },
		{ 20, "<p>two<p>two\r\n\r\nWARC\n" ASTRAY },
		{ 0x7FFFFFFFFFFFFFFF,
			"! record 2 at byte 214: no Content-Length, or none that can be meant\n" THIRD },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		nx_buf warc = NX_BUF_INIT;
		char want[500];

		add_answer(&warc, "http://a.example/1", HTML "\r\n", NX_STR("<p>1"));
		add_record(&warc, "resource", "http://a.example/2", "Content-Type: text/html\r\n",
			"", NX_STR("<p>two<p>two"), cases[i].length);
		add_answer(&warc, "http://a.example/3", HTML "\r\n", NX_STR("<p>3"));
		add_answer(&warc, "http://a.example/4", HTML "\r\n", NX_STR("<p>4"));
		snprintf(want, sizeof want,
			"http://a.example/1 (windows-1256): <p>1\nhttp://a.example/2: %s"
			"http://a.example/4 (windows-1256): <p>4\n",
			cases[i].second);
		expect_list(&warc, want);
	}
}

/* Each record compressed by itself, as crawlers do, and archives around the whole. */
static void test_packed(void **state)
{
	static const char *const bodies[] = { "<p>1", "<p>2", "<p>3" };
	static const char list[] = "http://a.example/0 (windows-1256): <p>1\n"
				   "http://a.example/1 (windows-1256): <p>2\n"
				   "http://a.example/2 (windows-1256): <p>3\n";
	nx_buf gzip = NX_BUF_INIT, plain = NX_BUF_INIT, zip = NX_BUF_INIT, log = NX_BUF_INIT;
	packed_entry both[2];
	size_t second = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(bodies); i++) {
		nx_buf record = NX_BUF_INIT;
		char url[32];

		snprintf(url, sizeof url, "http://a.example/%zu", i);
		add_answer(&record, url, HTML "\r\n", nx_str_from(bodies[i]));
		nx_buf_add(&plain, nx_buf_str(&record));
		squeeze(&gzip, "gzip", record.p, record.n);
		second = i == 0 ? gzip.n : second;
		nx_buf_release(&record);
	}
	both[0] = held("a.warc", &plain);
	both[1] = held("b.warc.gz", &gzip);
	PACK(&zip, "zip", "", both);
	list_bytes(&log, nx_buf_str(&gzip));
	assert_string_equal(nx_buf_cstr(&log), list);
	expect_list(&zip, "a.warc/http://a.example/0 (windows-1256): <p>1\n"
			  "a.warc/http://a.example/1 (windows-1256): <p>2\n"
			  "a.warc/http://a.example/2 (windows-1256): <p>3\n"
			  "b.warc.gz/http://a.example/0 (windows-1256): <p>1\n"
			  "b.warc.gz/http://a.example/1 (windows-1256): <p>2\n"
			  "b.warc.gz/http://a.example/2 (windows-1256): <p>3\n");
	/* A header of gzip that is none ends what libarchive reads. */
	gzip.p[second] = 'x';
	assert_false(list_bytes(&log, nx_buf_str(&gzip)));
	assert_non_null(strstr(nx_buf_cstr(&log), "http://a.example/0 (windows-1256): <p>1\n"));
	assert_non_null(strstr(nx_buf_cstr(&log), "gzip data goes on at byte"));
	nx_buf_release(&gzip);
	nx_buf_release(&plain);
	nx_buf_release(&log);
}

/* Cut at every byte: records before the cut are whole, the one in it is told. */
static void test_prefixes(void **state)
{
	static const char first[] = "http://a.example/1 (windows-1256): <p>1\n";
	static const char both[] = "http://a.example/1 (windows-1256): <p>1\n"
				   "http://a.example/2 (windows-1256): <p>2\n";
	nx_buf warc = NX_BUF_INIT, log = NX_BUF_INIT;
	size_t end[2];

	(void)state;
	add_answer(&warc, "http://a.example/1", HTML "\r\n", NX_STR("<p>1"));
	end[0] = warc.n;
	add_answer(&warc, "http://a.example/2", HTML "\r\n", NX_STR("<p>2"));
	end[1] = warc.n;
	for (size_t n = 10; n <= warc.n; n++) {
		bool whole = list_bytes(&log, nx_str_slice(nx_buf_str(&warc), 0, n));
		/* The empty lines behind a record may be missing. */
		size_t got = (n >= end[0] - 4) + (n >= end[1] - 4);

		if (got)
			assert_int_equal(strncmp(nx_buf_cstr(&log), got > 1 ? both : first,
						 got > 1 ? sizeof both - 1 : sizeof first - 1),
				0);
		/* What follows the first record is told from its version line on. */
		if (whole != ((n >= end[0] - 4 && n <= end[0]) || n >= end[1] - 4)) {
			print_error("%zu bytes: %s\n", n, nx_buf_cstr(&log));
			fail();
		}
	}
	list_bytes(&log, nx_str_slice(nx_buf_str(&warc), 0, end[1] - 5));
	assert_non_null(strstr(nx_buf_cstr(&log),
		"http://a.example/2 (windows-1256): <p> ! record 2 at byte 214: cut off after 3 "
		"bytes, 1 are missing\n"));
	nx_buf_release(&warc);
	nx_buf_release(&log);
}

/* Megabytes without the end of a line or a header, or of records that are none. */
static void test_hostile(void **state)
{
#define NO_LENGTH "record 1: ! record 1 at byte 0: no Content-Length, or none that can be meant\n"
#define TOO_LONG "record 1: ! record 1 at byte 0: header longer than 1048576 bytes, the limit\n"
	static const struct {
		const char *start, *piece, *want;
	} cases[] = {
		{ "WARC/1.0\nWARC-Type: ", "x", NO_LENGTH },
		{ "WARC/1.0\n", "A: b\n", TOO_LONG },
		{ "WARC/1.0\nWARC-Type: response\nContent-Length: 9000000\n\nHTTP/1.1 200 OK\n",
			"A: b\n",
			TOO_LONG "! archive broken after 1 members: record 1 at byte 0: cut "
				 "off\n" },
		{ "WARC/1.0\n\n", "WARC/1.0\n\n", NO_LENGTH },
		{ "WARC/1.0\nContent-Length: 0\n\n", "\r\n", "" },
		{ "WARC/1.0\nContent-Length: 0\n\n", "x\n",
			"record 1: ! record 1 at byte 0: does not end where its Content-Length says; "
			"passed over to the next record\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		nx_buf warc = NX_BUF_INIT, log = NX_BUF_INIT;

		nx_buf_adds(&warc, cases[i].start);
		while (warc.n < (size_t)2 << 20)
			nx_buf_adds(&warc, cases[i].piece);
		list_bytes(&log, nx_buf_str(&warc));
		/* Where each piece is a record, each has its message. */
		if (cases[i].piece[0] == 'W')
			log.n = strlen(cases[i].want);
		assert_string_equal(nx_buf_cstr(&log), cases[i].want);
		nx_buf_release(&warc);
		nx_buf_release(&log);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DIR(test_records),
		IN_DIR(test_folded),
		IN_DIR(test_chunked),
		IN_DIR(test_encoded),
		IN_DIR(test_lengths),
		IN_DIR(test_packed),
		IN_DIR(test_prefixes),
		IN_DIR(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
