/* Encodings: told apart, and decoded wherever the bytes are cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/charset.h"
#include "newsidx/utf8.h"
#include "rows.h"
#include "text/charset_parts.h"

#define PROSE "قال الرئيس في كلمة له أمس إن المفاوضات مع الحكومة ستبدأ الأسبوع المقبل.\n"

static void add_utf16(nx_buf *out, unsigned cp, bool big)
{
	unsigned units[2] = { cp, 0 };

	if (cp >= 0x10000) {
		units[0] = 0xD800 + ((cp - 0x10000) >> 10);
		units[1] = 0xDC00 + ((cp - 0x10000) & 0x3FF);
	}
	for (int i = 0; i < 2 && (i == 0 || units[i]); i++) {
		nx_buf_addc(out, (char)(big ? units[i] >> 8 : units[i]));
		nx_buf_addc(out, (char)(big ? units[i] : units[i] >> 8));
	}
}

static void add_byte(nx_buf *out, unsigned cp, const unsigned *chars)
{
	for (unsigned b = 0; b < 256; b++) {
		/* MacArabic has some of ASCII twice. */
		if (chars[b] == cp) {
			nx_buf_addc(out, (char)b);
			return;
		}
	}
	fail_msg("U+%04X is not in this encoding", cp);
}

/* `text` in the encoding; "bytes" and "UTF-8" leave it as it is. */
static void encode(nx_buf *out, nx_str encoding, nx_str text)
{
	const unsigned *chars = NULL;
	size_t pos = 0;

	for (int t = 0; t < NX_TABLES; t++) {
		if (nx_str_eq(encoding, nx_str_from(nx_table_name((nx_table)t))))
			chars = nx_table_chars((nx_table)t);
	}
	if (!chars && !nx_str_starts(encoding, NX_STR("UTF-16"))) {
		nx_buf_add(out, text);
		return;
	}
	while (pos < text.n) {
		unsigned cp = nx_utf8_next(text, &pos);

		if (chars)
			add_byte(out, cp, chars);
		else
			add_utf16(out, cp, nx_str_ends(encoding, NX_STR("BE")));
	}
}

static void guess(nx_buf *got, nx_str bytes)
{
	bool sure;
	const char *name = nx_charset_guess(bytes, &sure);

	nx_buf_adds(got, name ? name : "-");
	if (!sure)
		nx_buf_adds(got, "?");
}

static void look_at_head(nx_buf *got, nx_str bytes, nx_str declared)
{
	nx_error err = NX_ERROR_INIT;
	const char *name = NULL;

	if (nx_charset_check_head(bytes, declared, NULL, &name, &err) == NX_OK)
		nx_buf_adds(got, name ? name : "UTF-8");
	else
		nx_buf_adds(got, err.text);
}

static void answer(nx_buf *got, const nx_str *input)
{
	nx_str what, rest = input[0];
	nx_buf bytes = NX_BUF_INIT;

	nx_str_split(&rest, ':', &what);
	encode(&bytes, input[1], input[2]);
	if (nx_str_eq(what, NX_STR("name"))) {
		const char *name = nx_charset_canonical(nx_buf_str(&bytes));

		nx_buf_adds(got, name ? name : "-");
	} else if (nx_str_eq(what, NX_STR("guess"))) {
		guess(got, nx_buf_str(&bytes));
	} else {
		look_at_head(got, nx_buf_str(&bytes), rest);
	}
	nx_buf_release(&bytes);
}

static void rows_hold(void **state)
{
	(void)state;
	check_rows("tests/data/charset.tsv", 3, 90, answer);
}

static void forced_overrules(void **state)
{
	nx_error err = NX_ERROR_INIT;
	const char *name;

	(void)state;
	assert_int_equal(
		nx_charset_check_head(NX_STR(PROSE), NX_STR_NULL, "cp1256", &name, &err), NX_OK);
	assert_string_equal(name, "windows-1256");
	assert_int_equal(
		nx_charset_check_head(NX_STR("\xC7\xE1"), NX_STR_NULL, "utf8", &name, &err), NX_OK);
	assert_null(name);
	assert_int_equal(nx_charset_check_head(NX_STR("a"), NX_STR_NULL, "klingon", &name, &err),
		NX_ERR_USAGE);
	assert_int_equal(
		nx_charset_check_head(NX_STR("%PDF-1"), NX_STR_NULL, "cp1256", &name, &err),
		NX_ERR_FORMAT);
}

/* The last letter of the head is cut in two. */
static void head_may_be_cut(void **state)
{
	nx_buf head = NX_BUF_INIT;
	nx_error err = NX_ERROR_INIT;
	const char *name;

	(void)state;
	while (head.n < NX_STREAM_HEAD - 1)
		nx_buf_addc(&head, ' ');
	nx_buf_addc(&head, '\xD9');
	assert_int_equal(
		nx_charset_check_head(nx_buf_str(&head), NX_STR("ISO-8859-1"), NULL, &name, &err),
		NX_OK);
	assert_null(name);
	nx_buf_release(&head);
}

/* The facts of MacArabic, one by one. */
static void mac_arabic_is_as_written(void **state)
{
	const unsigned *chars = nx_table_chars(NX_TABLE_MAC_ARABIC);
	nx_buf file = NX_BUF_INIT;
	nx_str rest, field[2];
	int line = 0, rows = 0;

	(void)state;
	read_data(&file, "src/text/data/mac_arabic.tsv");
	rest = nx_buf_str(&file);
	while (next_row(&rest, field, 2, &line)) {
		unsigned long byte = strtoul(field[0].p, NULL, 16);

		assert_int_equal(byte, 128 + rows);
		assert_int_equal(chars[byte], strtoul(field[1].p, NULL, 16));
		rows++;
	}
	assert_int_equal(rows, 128);
	/* Where Unicode's file and ISO-8859-6 agree: the letters. */
	for (unsigned b = 0xC1; b <= 0xDA; b++)
		assert_int_equal(chars[b], 0x621 + b - 0xC1);
	assert_int_equal(chars[0xF2], 0x652 /* SUKUN */);
	nx_buf_release(&file);
}

/* Feed `bytes` in pieces of `step`, the first one `first` long. */
static size_t decode(nx_buf *out, const char *encoding, nx_str bytes, size_t first, size_t step)
{
	nx_decoder *decoder;
	size_t bad = 0, pos = first;

	nx_buf_clear(out);
	assert_int_equal(nx_decoder_open(&decoder, encoding, NULL), NX_OK);
	nx_decoder_feed(decoder, nx_str_slice(bytes, 0, first), false, out, &bad, NULL);
	for (; pos < bytes.n; pos += step)
		nx_decoder_feed(
			decoder, nx_str_slice(bytes, pos, pos + step), false, out, &bad, NULL);
	nx_decoder_feed(decoder, NX_STR(""), true, out, &bad, NULL);
	nx_decoder_close(decoder);
	return bad;
}

static void cut_anywhere(void **state)
{
	static const char *const encodings[] = { "UTF-16LE", "UTF-16BE", "UTF-8", "windows-1256" };
	const nx_str text = NX_STR("خبر \xF0\x9F\x98\x80 قال"), plain = NX_STR("خبر قال، «نعم»");
	nx_buf bytes = NX_BUF_INIT, out = NX_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
		nx_str input = i < 3 ? text : plain;

		nx_buf_clear(&bytes);
		encode(&bytes, nx_str_from(encodings[i]), input);
		for (size_t first = 0; first <= bytes.n; first++) {
			assert_int_equal(
				decode(&out, encodings[i], nx_buf_str(&bytes), first, 1), 0);
			assert_true(nx_str_eq(nx_buf_str(&out), input));
			assert_int_equal(
				decode(&out, encodings[i], nx_buf_str(&bytes), first, bytes.n), 0);
			assert_true(nx_str_eq(nx_buf_str(&out), input));
		}
	}
	nx_buf_release(&bytes);
	nx_buf_release(&out);
}

static void ill_formed_is_replaced(void **state)
{
	static const struct {
		const char *encoding;
		nx_str bytes, text;
		size_t bad;
	} cases[] = {
		{ "ISO-8859-6", { "\xE2\xA1\xE2", 3 }, { "ق\xEF\xBF\xBDق", 7 }, 1 },
		{ "UTF-16LE", { "\x00\xD8", 2 }, { "\xEF\xBF\xBD", 3 }, 1 },
		{ "UTF-16LE",
			{ "\x00\xD8"
			  "a\0",
				4 },
			{ "\xEF\xBF\xBD"
			  "a",
				4 },
			1 },
		{ "UTF-16LE",
			{ "\x00\xDC"
			  "a\0",
				4 },
			{ "\xEF\xBF\xBD"
			  "a",
				4 },
			1 },
		{ "UTF-16LE", { "a\0b", 3 }, { "a\xEF\xBF\xBD", 4 }, 1 },
	};
	nx_buf out = NX_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(
			decode(&out, cases[i].encoding, cases[i].bytes, 0, 1), cases[i].bad);
		assert_true(nx_str_eq(nx_buf_str(&out), cases[i].text));
	}
	nx_buf_release(&out);
}

static void encoding_must_be_known(void **state)
{
	nx_error err = NX_ERROR_INIT;
	nx_decoder *decoder;

	(void)state;
	assert_int_equal(nx_decoder_open(&decoder, "klingon", &err), NX_ERR_USAGE);
	assert_non_null(strstr(err.text, "klingon"));
	assert_null(decoder);
}

/* Many pieces, and the byte order mark gone from the first. */
static void stream_decodes(void **state)
{
	nx_buf text = NX_BUF_INIT, bytes = NX_BUF_INIT, out = NX_BUF_INIT;
	nx_stream *raw, *stream;

	(void)state;
	for (int i = 0; i < 3000; i++)
		nx_buf_adds(&text, PROSE);
	nx_buf_adds(&bytes, "\xFF\xFE");
	encode(&bytes, NX_STR("UTF-16LE"), nx_buf_str(&text));
	raw = nx_stream_of(nx_buf_str(&bytes));
	assert_int_equal(nx_charset_stream(&stream, raw, "UTF-16LE", NULL), NX_OK);
	assert_int_equal(nx_stream_read_all(stream, &out, bytes.n * 2, NULL), NX_OK);
	assert_true(nx_str_eq(nx_buf_str(&out), nx_buf_str(&text)));
	nx_stream_close(stream);
	nx_stream_close(raw);
	nx_buf_release(&text);
	nx_buf_release(&bytes);
	nx_buf_release(&out);
}

/* Lines of UTF-8 beside lines of windows-1256, and ASCII for long at first. */
static void mend_decodes_lines(void **state)
{
	nx_buf bytes = NX_BUF_INIT, text = NX_BUF_INIT, mended = NX_BUF_INIT;
	nx_mending what;
	nx_str view;

	(void)state;
	for (int i = 0; i < 1000; i++)
		nx_buf_adds(&text, "script of ASCII\n");
	nx_buf_add(&bytes, nx_buf_str(&text));
	for (int i = 0; i < 3; i++) {
		nx_buf_adds(&bytes, PROSE);
		encode(&bytes, NX_STR("windows-1256"), NX_STR(PROSE));
		nx_buf_adds(&text, PROSE PROSE);
	}
	view = nx_buf_str(&bytes);
	assert_int_equal(nx_charset_mend(&view, &mended, &what, NULL), NX_OK);
	assert_string_equal(what.encoding, "windows-1256");
	assert_int_equal(what.count, 0);
	assert_int_equal(what.first, 16000 + strlen(PROSE) + 1);
	assert_true(nx_str_eq(view, nx_buf_str(&text)));
	nx_buf_release(&bytes);
	nx_buf_release(&text);
	nx_buf_release(&mended);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_hold),
		cmocka_unit_test(forced_overrules),
		cmocka_unit_test(head_may_be_cut),
		cmocka_unit_test(mac_arabic_is_as_written),
		cmocka_unit_test(cut_anywhere),
		cmocka_unit_test(ill_formed_is_replaced),
		cmocka_unit_test(encoding_must_be_known),
		cmocka_unit_test(stream_decodes),
		cmocka_unit_test(mend_decodes_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
