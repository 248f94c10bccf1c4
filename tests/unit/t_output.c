/* Printers by themselves: what no article of a file can bring them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "newsidx/output.h"

/* What a printer makes of one hit. */
static const char *print(nx_buf *out, const char *format, nx_print *p, const nx_hit *hit)
{
	const nx_printer *printer = nx_printer_find(nx_str_from(format));

	assert_non_null(printer);
	nx_buf_clear(out);
	if (printer->begin)
		printer->begin(out, p);
	printer->hit(out, p, hit);
	if (printer->end)
		printer->end(out, p);
	return nx_buf_cstr(out);
}

static void contains(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("not in the output: %s\n%s", part, text);
}

static void html_is_escaped(void **state)
{
	static const nx_span marks[] = { { .start = 8, .end = 9 } };
	nx_hit hit = { .id = "20201027-1",
		.title = NX_STR("<script>&\"'</script>"),
		.title_marks = marks,
		.title_mark_count = 1,
		.url = NX_STR("https://a.b/?x=\"><script>&y= \xD8\xA8"),
		.source = NX_STR("<b>\x01\x7F\xC2\x85\xEF\xBF\xBE\xFF"),
		.snippet = NX_STR("</p><img onerror=x>") };
	nx_print p = { .count = 0 };
	nx_buf out = NX_BUF_INIT;
	const char *page = print(&out, "html", &p, &hit);

	(void)state;
	contains(page, "<title>&lt;script&gt;&amp;&quot;&#39;&lt;/script&gt;</title>");
	contains(page, ">&lt;script&gt;<mark>&amp;</mark>&quot;&#39;&lt;/script&gt;</a>");
	contains(page, "href=\"https://a.b/?x=%22%3E%3Cscript%3E&amp;y=%20%D8%A8\"");
	contains(page,
		"<bdi>&lt;b&gt;\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD</bdi>");
	contains(page, "&lt;/p&gt;&lt;img onerror=x&gt;</p>");
	assert_null(strstr(page, "<script"));
	assert_null(strstr(page, "<img"));
	nx_buf_release(&out);
}

static void html_links_lead_to_pages_only(void **state)
{
	nx_hit hit = { .title = NX_STR("x"), .url = NX_STR("javascript:alert(1)") };
	nx_print p = { .with_body = true };
	nx_buf out = NX_BUF_INIT;
	const char *page = print(&out, "html", &p, &hit);

	(void)state;
	assert_null(strstr(page, "href"));
	contains(page, "javascript:alert(1)");
	nx_buf_release(&out);
}

static void csv_is_quoted(void **state)
{
	nx_hit hit = {
		.title = NX_STR("a\"b\r\n,"), .source = NX_STR(" x"), .author = NX_STR("\xFF")
	};
	nx_print p = { .is_extract = true };
	nx_buf out = NX_BUF_INIT;
	nx_error err = NX_ERROR_INIT;

	(void)state;
	assert_int_equal(
		nx_fields_parse(&p.fields, NX_STR(" title, source ,author,id"), &err), NX_OK);
	assert_string_equal(print(&out, "csv", &p, &hit),
		"title,source,author,id\r\n\"a\"\"b\r\n,\",\" x\",\xEF\xBF\xBD,\r\n");
	nx_buf_release(&out);
}

static void fields_are_limited(void **state)
{
	nx_fields fields;
	nx_error err = NX_ERROR_INIT;
	nx_buf names = NX_BUF_INIT;

	(void)state;
	for (int i = 0; i < NX_FIELDS_MAX; i++)
		nx_buf_adds(&names, i ? ",id" : "id");
	assert_int_equal(nx_fields_parse(&fields, nx_buf_str(&names), &err), NX_OK);
	assert_int_equal(fields.count, NX_FIELDS_MAX);
	nx_buf_adds(&names, ",id");
	assert_int_equal(nx_fields_parse(&fields, nx_buf_str(&names), &err), NX_ERR_USAGE);
	nx_buf_release(&names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(html_is_escaped),
		cmocka_unit_test(html_links_lead_to_pages_only),
		cmocka_unit_test(csv_is_quoted),
		cmocka_unit_test(fields_are_limited),
	};

	return cmocka_run_group_tests_name("output", tests, NULL, NULL);
}
