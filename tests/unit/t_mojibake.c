/* Mojibake: repaired as far as it can be, and genuine text left alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "newsidx/charset.h"
#include "newsidx/utf8.h"
#include "rows.h"

static void mend(nx_buf *got, const nx_str *input)
{
	nx_mojibake kind = nx_mojibake_detect(input[0]);
	size_t lost = 0;

	if (kind == NX_MOJIBAKE_NONE) {
		nx_buf_adds(got, "=");
	} else if (kind == NX_MOJIBAKE_LOST) {
		nx_buf_adds(got, "LOST");
	} else {
		assert_int_equal(nx_mojibake_repair(got, input[0], kind, &lost, NULL), NX_OK);
		if (lost)
			nx_buf_addf(got, "; %zu lost", lost);
	}
}

static void rows_hold(void **state)
{
	(void)state;
	check_rows("tests/data/mojibake.tsv", 1, 50, mend);
}

static void repair_is_appended(void **state)
{
	nx_buf out = NX_BUF_INIT;
	size_t lost;

	(void)state;
	nx_buf_adds(&out, "before:");
	assert_int_equal(
		nx_mojibake_repair(&out, NX_STR("ÞÇá"), NX_MOJIBAKE_CP1256_AS_LATIN, &lost, NULL),
		NX_OK);
	assert_true(nx_str_eq(nx_buf_str(&out), NX_STR("before:قال")));
	nx_buf_release(&out);
}

static void kinds_have_names(void **state)
{
	(void)state;
	assert_string_equal(
		nx_mojibake_name(NX_MOJIBAKE_CP1256_AS_LATIN), "windows-1256 read as Latin-1");
	assert_string_equal(
		nx_mojibake_name(NX_MOJIBAKE_UTF8_AS_LATIN), "UTF-8 read as windows-1252");
	assert_string_equal(
		nx_mojibake_name(NX_MOJIBAKE_UTF8_AS_CP1256), "UTF-8 read as windows-1256");
}

/* Whatever the text, the result is well-formed, and no time is quadratic. */
static void hostile_text(void **state)
{
	static const char *const pieces[] = { "Ù", "Ø§", "â€", "Ã", "Â ", "ÃÂ", "á", "á ", "?",
		"?? ", "\xEF\xBF\xBD\xEF\xBF\xBD ", "Ù?", "Ù\n", "ïº", "ÙŽÙ", "\xC2\x81", "ط§",
		"ط،ظ" };
	nx_buf text = NX_BUF_INIT, out = NX_BUF_INIT;
	clock_t start = clock();
	size_t lost;

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		nx_buf_clear(&text);
		while (text.n < 300000)
			nx_buf_adds(&text, pieces[i]);
		nx_mojibake_detect(nx_buf_str(&text));
		for (int kind = NX_MOJIBAKE_CP1256_AS_LATIN; kind < NX_MOJIBAKE_LOST; kind++) {
			nx_buf_clear(&out);
			assert_int_equal(nx_mojibake_repair(&out, nx_buf_str(&text),
						 (nx_mojibake)kind, &lost, NULL),
				NX_OK);
			assert_int_equal(nx_utf8_valid(nx_buf_str(&out)), out.n);
		}
	}
	/* Some 0.5 s of work; the sanitizers are slower by ten. */
	assert_true((clock() - start) / CLOCKS_PER_SEC < 30);
	nx_buf_release(&text);
	nx_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_hold),
		cmocka_unit_test(repair_is_appended),
		cmocka_unit_test(kinds_have_names),
		cmocka_unit_test(hostile_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
