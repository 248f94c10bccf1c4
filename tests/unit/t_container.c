/* Containers: each packing, one in another, names, what is no text. */
#include "archive_maker.h"

static const packed_entry two[] = { { .name = "a.txt", .text = "نص أول" },
	{ .name = "ب/b.txt", .text = "second" } };
#define TWO_LISTED "a.txt: نص أول\nب/b.txt: second\n"

static void test_formats(void **state)
{
	static const char *const formats[] = { "v7tar", "ustar", "pax", "gnutar", "zip", "7zip" };
	static const char *const filters[] = { "", "gzip", "bzip2", "xz", "zstd", "lz4", "lzip",
		"compress", "gzip gzip", "zstd xz gzip" };

	(void)state;
	for (size_t i = 0; i < COUNT(formats); i++) {
		for (size_t k = 0; k < COUNT(filters); k++) {
			nx_buf plain = NX_BUF_INIT, packed = NX_BUF_INIT;

			PACK(&plain, formats[i], "", two);
			if (*filters[k])
				squeeze(&packed, filters[k], plain.p, plain.n);
			expect_list(*filters[k] ? &packed : &plain, TWO_LISTED);
			nx_buf_release(&plain);
		}
	}
}

/* No archive: one member without a name. */
static void test_plain(void **state)
{
	nx_buf packed = NX_BUF_INIT;

	(void)state;
	nx_buf_adds(&packed, "نص");
	expect_list(&packed, "-: نص\n");
	nx_buf_adds(&packed, "");
	expect_list(&packed, "-: \n");
	squeeze(&packed, "gzip", NULL, 0);
	expect_list(&packed, "-: \n");
	squeeze(&packed, "zstd xz gzip", "نص", 4);
	expect_list(&packed, "-: نص\n");
	squeeze(&packed, "gzip gzip gzip gzip", "نص", 4);
	expect_list(
		&packed, "-: ! compressed 4 times over, beyond the limit of 3; unpack it first\n");
	/* Two, one behind the other, are one. */
	squeeze(&packed, "gzip", "one ", 4);
	squeeze(&packed, "gzip", "two", 3);
	expect_list(&packed, "-: one two\n");
	PACK(&packed, "ustar", "", two);
	PACK(&packed, "ustar", "", two);
	expect_list(&packed, TWO_LISTED TWO_LISTED);
}

/* Texts that begin as an archive of some kind does, and are none. */
static void test_not_packed(void **state)
{
	static const char *const texts[] = { "#mtree\n./a type=file\n", "!<arch>\n", "070707",
		"begin 644 x\n", "BZh9 is how bzip2 begins", "WARC/1.0 is a format", "PK\3\3", "7z",
		"Rar!\x1A\7", "\x1F\x8B" };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		nx_buf text = NX_BUF_INIT;
		char want[64];

		nx_buf_adds(&text, texts[i]);
		snprintf(want, sizeof want, "-: %s\n", texts[i]);
		expect_list(&text, want);
	}
}

static void test_nested(void **state)
{
	static const char *const formats[] = { "ustar", "zip", "7zip" };

	(void)state;
	for (size_t i = 0; i < COUNT(formats); i++) {
		for (size_t k = 0; k < COUNT(formats); k++) {
			nx_buf inner = NX_BUF_INIT, packed = NX_BUF_INIT, outer = NX_BUF_INIT,
			       again = NX_BUF_INIT, deep = NX_BUF_INIT;
			packed_entry list[] = { { .name = "1", .text = "one" }, { .name = "x" },
				{ .name = "y.gz" }, { .name = "2", .text = "two" } };

			PACK(&inner, formats[i], "", two);
			squeeze(&packed, "gzip", inner.p, inner.n);
			list[1] = held("x", &inner);
			list[2] = held("y.gz", &packed);
			PACK(&outer, formats[k], "", list);
			list[2] = held("z", &outer);
			PACK(&again, formats[k], "", list);
			squeeze(&deep, "xz", again.p, again.n);
			expect_list(&outer, "1: one\nx/a.txt: نص أول\nx/ب/b.txt: second\n"
					    "y.gz/a.txt: نص أول\ny.gz/ب/b.txt: second\n2: two\n");
			expect_list(&deep,
				"1: one\nx/a.txt: نص أول\nx/ب/b.txt: second\nz/1: one\n"
				"z/x: ! archive in 2 archives, one in another, the limit; unpack it first\n"
				"z/y.gz: ! archive in 2 archives, one in another, the limit; unpack it first\n"
				"z/2: two\n2: two\n");
			nx_buf_release(&again);
			nx_buf_release(&packed);
			nx_buf_release(&inner);
		}
	}
}

static void test_encrypted(void **state)
{
	static const char *const options[] = { "zip:encryption=traditional",
		"zip:encryption=aes128", "zip:encryption=aes256" };
	nx_buf packed = NX_BUF_INIT, log = NX_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(options); i++) {
		pack_with(&packed, "zip", "", options[i], two, 2);
		expect_list(&packed,
			"a.txt: ! encrypted; unpack the archive with its password first\n"
			"ب/b.txt: ! encrypted; unpack the archive with its password first\n");
	}
	assert_false(list_file(&log, "tests/data/ingest/archives/encrypted.7z"));
	assert_string_equal(nx_buf_cstr(&log),
		"open.txt: نص مفتوح\n\n"
		"secret.txt: ! encrypted; unpack the archive with its password first\n");
	nx_buf_clear(&log);
	assert_false(list_file(&log, "tests/data/ingest/archives/encrypted-names.7z"));
	assert_string_equal(
		nx_buf_cstr(&log), "! encrypted; unpack the archive with its password first\n");
	nx_buf_release(&log);
}

/* What cannot be shown or is no UTF-8 is replaced. Nothing is ever written, so a path
 * to elsewhere is a name like any other. */
static void test_names(void **state)
{
	static const char *const formats[] = { "zip", "v7tar", "ustar", "gnutar" };
	static const struct {
		const char *raw, *shown;
	} names[] = {
		{ "../../../aa", "../../../aa" },
		{ "/etc/passwd", "/etc/passwd" },
		{ "./././a.txt", "a.txt" },
		{ "a\nb\x1B[1m\x7F", "a\uFFFDb\uFFFD[1m\uFFFD" },
		{ "\xC7\xE1\xCE.htm", "\uFFFD\uFFFD\uFFFD.htm" }, /* windows-1256 */
		{ "\xD9\x86\xD8\xB5.htm", "نص.htm" },
		{ "a\xD9", "a\uFFFD" },
		{ "\0\0\0", "?" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(names) * COUNT(formats); i++) {
		const char *raw = names[i / COUNT(formats)].raw;
		const char *format = formats[i % COUNT(formats)];
		char blank[] = "XXXXXXXXXXXX", want[64];
		packed_entry one = { .name = raw, .text = "t" };
		nx_buf packed = NX_BUF_INIT;

		if (format == formats[0]) {
			one.name = blank;
			blank[*raw ? strlen(raw) : 3] = '\0';
		}
		if (!*one.name)
			continue;
		pack_with(&packed, format, "", "", &one, 1);
		/* libarchive's writer of ZIP would not write all of them. */
		if (one.name == blank)
			overwrite(&packed, blank, raw);
		snprintf(want, sizeof want, "%s: t\n", names[i / COUNT(formats)].shown);
		expect_list(&packed, want);
	}
}

static void test_kinds(void **state)
{
	static const packed_entry kinds[] = {
		{ .name = "dir/", .type = AE_IFDIR },
		{ .name = "dir/a", .text = "one" },
		{ .name = "link", .type = AE_IFLNK, .target = "/etc/passwd" },
		{ .name = "hard", .target = "dir/a" },
		{ .name = "pipe", .type = AE_IFIFO },
		{ .name = "disk", .type = AE_IFBLK },
		{ .name = "dir/a", .text = "two" },
		{ .name = "empty" },
		{ .name = "../b", .text = "three" },
	};
	nx_buf packed = NX_BUF_INIT;

	(void)state;
	PACK(&packed, "pax", "", kinds);
	expect_list(&packed, "dir/a: one\ndir/a: two\nempty: \n../b: three\n");
}

/* Holes are NULs: no text. */
static void test_sparse(void **state)
{
	char zeros[8192] = { 0 };

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct archive *a = archive_write_new();
		struct archive_entry *entry = archive_entry_new();
		nx_buf packed = NX_BUF_INIT;

		assert_int_equal(archive_write_set_format_pax(a), ARCHIVE_OK);
		assert_int_equal(
			archive_write_open(a, &packed, NULL, packed_bytes, NULL), ARCHIVE_OK);
		archive_entry_set_pathname(entry, "holes");
		archive_entry_set_mode(entry, AE_IFREG | 0644);
		archive_entry_set_size(entry, 1 << 20);
		archive_entry_sparse_add_entry(entry, i ? 0 : 4096, 2);
		archive_entry_sparse_add_entry(entry, 65536, 4096);
		assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
		for (int k = 0; k < 128; k++)
			archive_write_data(a, k ? zeros : "ab", k ? sizeof zeros : 2);
		archive_entry_free(entry);
		assert_int_equal(archive_write_free(a), ARCHIVE_OK);
		expect_list(&packed, i ? "holes: ab ! not text (a hole after 2 bytes)\n"
				       : "holes: ! not text (a hole after 0 bytes)\n");
	}
}

/* Ten thousand members and folders around them. */
static void test_many(void **state)
{
	static packed_entry list[10000];
	static char names[COUNT(list)][16];
	static const char *const formats[] = { "ustar", "zip", "7zip" };

	(void)state;
	for (size_t i = 0; i < COUNT(list); i++) {
		snprintf(names[i], sizeof names[i], "d/%zu", i);
		list[i] = (packed_entry){ .name = names[i], .text = names[i] };
	}
	for (size_t i = 0; i < COUNT(formats); i++) {
		nx_buf packed = NX_BUF_INIT, log = NX_BUF_INIT, want = NX_BUF_INIT;

		for (size_t k = 0; k < COUNT(list); k++)
			nx_buf_addf(&want, "%s: %s\n", names[k], names[k]);
		PACK(&packed, formats[i], "", list);
		assert_true(list_bytes(&log, nx_buf_str(&packed)));
		assert_string_equal(nx_buf_cstr(&log), nx_buf_cstr(&want));
		nx_buf_release(&packed);
		nx_buf_release(&want);
		nx_buf_release(&log);
	}
}

/* A member whose reading is given up, or never begun, is passed over. */
static void test_passed_over(void **state)
{
	static const char *const formats[] = { "ustar", "zip", "7zip" };
	static char big[300000];
	packed_entry list[] = { { .name = "big", .text = big, .n = sizeof big },
		{ .name = "last", .text = "t" } };

	(void)state;
	memset(big, 'x', sizeof big);
	for (size_t i = 0; i < COUNT(formats) * 3; i++) {
		nx_buf packed = NX_BUF_INIT;
		nx_container *container;
		nx_member member;
		nx_str chunk;

		PACK(&packed, formats[i / 3], "", list);
		assert_int_equal(
			nx_container_open(&container, put("archive", packed.p, packed.n), NULL),
			NX_OK);
		assert_int_equal(nx_container_next(container, &member, NULL), NX_OK);
		if (i % 3 > 0)
			assert_int_equal(nx_stream_head(member.stream, &chunk, NULL), NX_OK);
		if (i % 3 > 1)
			assert_int_equal(nx_stream_read(member.stream, &chunk, NULL), NX_OK);
		assert_int_equal(nx_container_next(container, &member, NULL), NX_OK);
		assert_true(nx_str_eq(member.name, NX_STR("last")));
		assert_int_equal(nx_stream_read(member.stream, &chunk, NULL), NX_OK);
		assert_true(nx_str_eq(chunk, NX_STR("t")));
		assert_int_equal(nx_container_next(container, &member, NULL), NX_OK);
		assert_null(member.stream);
		assert_int_equal(nx_container_next(container, &member, NULL), NX_OK);
		assert_null(member.stream);
		assert_int_equal(nx_container_consumed(container), packed.n);
		nx_container_close(container);
		nx_buf_release(&packed);
	}
}

static void test_office(void **state)
{
	static const packed_entry parts[] = { { .name = "[Content_Types].xml", .text = "<x/>" },
		{ .name = "word/document.xml", .text = "<x/>" } };
	nx_buf packed = NX_BUF_INIT;

	(void)state;
	PACK(&packed, "zip", "", parts);
	expect_list(&packed, "-: ! office document or e-book; convert it to text or HTML\n");
}

static void test_missing(void **state)
{
	nx_container *container;
	nx_error err = NX_ERROR_INIT;

	(void)state;
	assert_int_equal(nx_container_open(&container, in_dir("none"), &err), NX_ERR_IO);
	assert_null(container);
	assert_string_equal(err.text, "No such file or directory");
	nx_container_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DIR(test_formats),
		IN_DIR(test_plain),
		IN_DIR(test_not_packed),
		IN_DIR(test_nested),
		IN_DIR(test_encrypted),
		IN_DIR(test_names),
		IN_DIR(test_kinds),
		IN_DIR(test_sparse),
		IN_DIR(test_many),
		IN_DIR(test_passed_over),
		IN_DIR(test_office),
		IN_DIR(test_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
