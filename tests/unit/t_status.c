/* Messages: put into another language where they are made, cut between characters. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "newsidx/utf8.h"

/* A language whose words stand in another order. */
static const char *backwards(const char *english)
{
	if (!strcmp(english, "%s after %d bytes"))
		return "bytes %2$d after %1$s";
	return strcmp(english, strerror(ENOENT)) ? english : "nothing there";
}

static void in_english(void **state)
{
	nx_error err = NX_ERROR_INIT;

	(void)state;
	assert_int_equal(nx_fail(&err, NX_ERR_IO, "%s after %d bytes", "cut", 7), NX_ERR_IO);
	assert_string_equal(err.text, "cut after 7 bytes");
	assert_string_equal(nx_message("text"), "text");
	assert_string_equal(nx_message_errno(ENOENT), strerror(ENOENT));
	assert_int_equal(nx_fail(NULL, NX_ERR_LIMIT, "%s", "x"), NX_ERR_LIMIT);
}

static void in_another_language(void **state)
{
	nx_error err = NX_ERROR_INIT;

	(void)state;
	nx_messages_in(backwards);
	nx_fail(&err, NX_ERR_FORMAT, "%s after %d bytes", "cut", 7);
	assert_string_equal(err.text, "bytes 7 after cut");
	assert_string_equal(nx_message("other"), "other");
	assert_string_equal(nx_message_errno(ENOENT), "nothing there");
	nx_messages_in(NULL);
	nx_fail(&err, NX_ERR_FORMAT, "%s after %d bytes", "cut", 7);
	assert_string_equal(err.text, "cut after 7 bytes");
}

static void cut_between_characters(void **state)
{
	nx_error err = NX_ERROR_INIT;
	nx_buf long_text = NX_BUF_INIT;

	(void)state;
	nx_buf_addc(&long_text, 'x');
	while (long_text.n < 2 * sizeof err.text)
		nx_buf_add_cp(&long_text, 0x0628 /* BEH */);
	for (int from = 0; from < 2; from++) {
		nx_fail(&err, NX_ERR_FORMAT, "%s", nx_buf_cstr(&long_text) + from);
		assert_in_range(strlen(err.text), sizeof err.text - 4, sizeof err.text - 1);
		assert_int_equal(nx_utf8_valid(nx_str_from(err.text)), strlen(err.text));
	}
	nx_buf_release(&long_text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_english),
		cmocka_unit_test(in_another_language),
		cmocka_unit_test(cut_between_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
