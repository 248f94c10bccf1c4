/* Damaged containers: what is whole stays, and what is not is told. */
#include "archive_maker.h"

#define MEMBERS 4

static packed_entry list[MEMBERS];
static char names[MEMBERS][8], texts[MEMBERS][400];

/* Text that compresses, but not to nothing. */
static int make_list(void **state)
{
	unsigned noise = 7;

	for (size_t i = 0; i < MEMBERS; i++) {
		snprintf(names[i], sizeof names[i], "m%zu.txt", i);
		for (size_t k = 0; k < 100 * (i + 1) - 1; k++) {
			noise = noise * 1103515245u + 12345u;
			texts[i][k] = "abcdefgh"[noise >> 16 & 7];
		}
		list[i] = (packed_entry){ .name = names[i], .text = texts[i] };
	}
	return make_dir(state);
}

/* How many members the log has whole. Of others it has the beginning. */
static size_t count_whole(nx_buf *log)
{
	size_t whole = 0;

	for (size_t i = 0; i < MEMBERS; i++) {
		char start[16];
		const char *at;
		size_t n;

		snprintf(start, sizeof start, "%s: ", names[i]);
		at = strstr(nx_buf_cstr(log), start);
		if (!at)
			continue;
		at += strlen(start);
		n = strcspn(at, " !\n");
		assert_int_equal(strncmp(at, texts[i], n), 0);
		whole += at[n] == '\n';
		assert_true(at[n] != '\n' || !texts[i][n]);
	}
	return whole;
}

#define IN_DIR_WITH_LIST(test) cmocka_unit_test_setup_teardown(test, make_list, remove_dir)

/* Cut at every byte. From `least` bytes on it is known to be packed; `slack` bytes at
 * the end may be missing. */
static const struct {
	const char *format, *filter;
	size_t least, slack;
	bool solid; /* members come only with the last of it */
} kinds[] = {
	{ "ustar", "", 512, 512, false },
	{ "pax", "", 512, 512, false },
	{ "v7tar", "", 512, 512, false },
	{ "zip", "", 4, 322, false }, /* read from its beginning without the table */
	{ "7zip", "", 6, 0, true },
	{ "ustar", "gzip", 10, 0, false },
	{ "ustar", "bzip2", 14, 0, true },
	{ "ustar", "xz", 6, 0, true },
	{ "ustar", "zstd", 4, 0, true },
	{ "ustar", "lz4", 11, 0, true },
	{ "ustar", "lzip", 6, 0, true },
	{ "ustar", "compress", 99, 15, false },
};

static void test_cut(void **state)
{
	(void)state;
	for (size_t k = 0; k < COUNT(kinds); k++) {
		nx_buf packed = NX_BUF_INIT, log = NX_BUF_INIT;
		size_t before = 0, end;

		PACK(&packed, kinds[k].format, kinds[k].filter, list);
		end = packed.n - kinds[k].slack;
		for (size_t n = 0; n <= packed.n; n++) {
			bool whole = list_bytes(&log, nx_str_slice(nx_buf_str(&packed), 0, n));
			size_t now = count_whole(&log);

			if (n >= kinds[k].least && whole != (n >= end) &&
				(n < end || n == packed.n)) {
				print_error("%s %s, %zu of %zu bytes: %s\n", kinds[k].format,
					kinds[k].filter, n, packed.n, nx_buf_cstr(&log));
				fail();
			}
			assert_true(now >= before);
			before = now;
		}
		assert_int_equal(before, MEMBERS);
		nx_buf_release(&packed);
		nx_buf_release(&log);
	}
}

/* Members that come before the cut are there, and the message is at the one in it. */
static void test_cut_where(void **state)
{
	static const char *const formats[] = { "ustar", "zip" };
	static const char *const messages[] = {
		"m2.txt: fgfehchcdb ! damaged after 10 bytes: Truncated tar archive\n"
		"! archive broken after 3 members: Truncated input file (needed 502 bytes, only 0 "
		"available)\n",
		"m2.txt: ! damaged after 0 bytes: Truncated ZIP file data\n"
		"! archive broken after 3 members: Truncated input file (needed 299 bytes, only 10 "
		"available)\n",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(formats); i++) {
		nx_buf packed = NX_BUF_INIT, log = NX_BUF_INIT;
		size_t at;

		pack_with(&packed, formats[i], "", i ? "zip:compression=store" : "", list, MEMBERS);
		at = nx_str_find(nx_buf_str(&packed), nx_str_from(texts[2]), 0);
		assert_false(list_bytes(&log, nx_str_slice(nx_buf_str(&packed), 0, at + 10)));
		assert_int_equal(count_whole(&log), 2);
		assert_string_equal(strstr(nx_buf_cstr(&log), "m2.txt"), messages[i]);
		nx_buf_release(&packed);
		nx_buf_release(&log);
	}
}

/* A broken archive in another is named itself, and what follows it is read. */
static void test_cut_nested(void **state)
{
	nx_buf inner = NX_BUF_INIT, outer = NX_BUF_INIT, log = NX_BUF_INIT;
	packed_entry both[2] = { { .name = "x" }, { .name = "last", .text = "t" } };

	(void)state;
	PACK(&inner, "ustar", "", list);
	inner.n = 2048 + 100;
	both[0] = held("in.tar", &inner);
	PACK(&outer, "zip", "", both);
	assert_false(list_bytes(&log, nx_buf_str(&outer)));
	assert_non_null(strstr(nx_buf_cstr(&log), "in.tar/m1.txt: "));
	assert_string_equal(strstr(nx_buf_cstr(&log), "in.tar: "),
		"in.tar: ! archive broken after 2 members: Truncated tar archive\nlast: t\n");
	nx_buf_release(&inner);
	nx_buf_release(&outer);
	nx_buf_release(&log);
}

/* A tar archive that stops between two members has lost its mark of the end. */
static void test_no_end(void **state)
{
	nx_buf packed = NX_BUF_INIT, twice = NX_BUF_INIT, log = NX_BUF_INIT;

	(void)state;
	PACK(&packed, "ustar", "", list);
	nx_buf_add(&twice, nx_buf_str(&packed));
	nx_buf_add(&twice, nx_str_slice(nx_buf_str(&packed), 0, 2048));
	assert_false(list_bytes(&log, nx_buf_str(&twice)));
	assert_string_equal(strrchr(nx_buf_cstr(&log), '!'),
		"! archive broken after 6 members: no mark of its end; it may be cut off\n");
	nx_buf_release(&packed);
	nx_buf_release(&twice);
	nx_buf_release(&log);
}

/* Is byte `at` in a name of a member? No checksum holds the names of ZIP. */
static bool in_name(const nx_buf *packed, size_t at)
{
	for (size_t i = 0; i < MEMBERS; i++) {
		size_t n = strlen(names[i]), from = at < n ? 0 : at - n + 1;
		size_t found = nx_str_find(nx_buf_str(packed), nx_str_from(names[i]), from);

		if (found <= at)
			return true;
	}
	return false;
}

/* Any byte but those of the magic number changed: told, or it does not matter. A tar
 * archive has no checksum of its data, and Zstandard need not have one. */
static void test_changed(void **state)
{
	static const struct {
		const char *format, *filter, *options;
		size_t from, count;
	} checked[] = {
		{ "raw", "gzip", "", 4, 1 },
		{ "raw", "bzip2", "", 10, 1 },
		{ "raw", "xz", "", 6, 1 },
		{ "zip", "", "", 4, MEMBERS },
		{ "zip", "", "zip:compression=store", 4, MEMBERS },
		{ "7zip", "", "", 6, MEMBERS },
		{ "ustar", "gzip", "", 4, MEMBERS },
		{ "ustar", "lz4", "", 7, MEMBERS },
		{ "ustar", "lzip", "", 6, MEMBERS },
	};

	(void)state;
	for (size_t k = 0; k < COUNT(checked) * 2; k++) {
		nx_buf packed = NX_BUF_INIT, log = NX_BUF_INIT, want = NX_BUF_INIT;
		char change = k % 2 ? 1 : (char)0xFF;
		size_t row = k / 2, end;

		pack_with(&packed, checked[row].format, checked[row].filter, checked[row].options,
			list, checked[row].count);
		assert_true(list_bytes(&want, nx_buf_str(&packed)));
		end = nx_str_find(nx_buf_str(&packed), NX_STR("PK\1\2"), 0);
		if (end == (size_t)-1)
			end = packed.n;
		for (size_t i = checked[row].from; i < end; i++) {
			if (in_name(&packed, i))
				continue;
			packed.p[i] = (char)(packed.p[i] ^ change);
			if (list_bytes(&log, nx_buf_str(&packed)) &&
				!nx_str_eq(nx_buf_str(&log), nx_buf_str(&want))) {
				print_error("%s %s %s, byte %zu changed: %s\n", checked[row].format,
					checked[row].filter, checked[row].options, i,
					nx_buf_cstr(&log));
				fail();
			}
			packed.p[i] = (char)(packed.p[i] ^ change);
		}
		nx_buf_release(&packed);
		nx_buf_release(&want);
		nx_buf_release(&log);
	}
}

/* The checksum of gzip, which libarchive does not compare. */
static void test_gzip(void **state)
{
	nx_buf packed = NX_BUF_INIT, log = NX_BUF_INIT;
	size_t n;

	(void)state;
	squeeze(&packed, "gzip", "text", 4);
	n = packed.n;
	packed.p[n - 8] ^= 1;
	list_bytes(&log, nx_buf_str(&packed));
	assert_string_equal(nx_buf_cstr(&log),
		"-: text ! compressed data damaged somewhere in its 4 bytes: wrong checksum\n");
	packed.p[n - 8] ^= 1;
	/* What is no gzip behind it is padding, as to gzip itself ... */
	nx_buf_add(&packed, (nx_str){ texts[0], sizeof texts[0] });
	list_bytes(&log, nx_buf_str(&packed));
	assert_string_equal(nx_buf_cstr(&log), "-: text\n");
	/* ... unless gzip follows on it. */
	squeeze(&packed, "gzip", "more", 4);
	list_bytes(&log, nx_buf_str(&packed));
	assert_non_null(strstr(nx_buf_cstr(&log),
		"-: text ! compressed data damaged: gzip data goes on at byte "));
	nx_buf_release(&packed);
	nx_buf_release(&log);
}

/* A header of tar that is damaged is passed over, and told once. */
static void test_header(void **state)
{
	nx_buf packed = NX_BUF_INIT, log = NX_BUF_INIT;
	char want[2000];
	size_t at;

	(void)state;
	PACK(&packed, "ustar", "", list);
	at = nx_str_find(nx_buf_str(&packed), nx_str_from(names[1]), 0);
	packed.p[at] = 'x';
	assert_false(list_bytes(&log, nx_buf_str(&packed)));
	assert_int_equal(count_whole(&log), 3);
	snprintf(want, sizeof want,
		"m0.txt: %s\n"
		"(member 2): ! header of the member damaged; the next one that is not follows\n"
		"m2.txt: %s\nm3.txt: %s\n",
		texts[0], texts[2], texts[3]);
	assert_string_equal(nx_buf_cstr(&log), want);
	nx_buf_release(&packed);
	nx_buf_release(&log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DIR_WITH_LIST(test_cut),
		IN_DIR_WITH_LIST(test_cut_where),
		IN_DIR_WITH_LIST(test_cut_nested),
		IN_DIR_WITH_LIST(test_no_end),
		IN_DIR_WITH_LIST(test_changed),
		IN_DIR_WITH_LIST(test_gzip),
		IN_DIR_WITH_LIST(test_header),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
