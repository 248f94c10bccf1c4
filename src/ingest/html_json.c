#include "ingest/html_json.h"

#include <string.h>

#include "ingest/html_tree.h"

/* Scripts of data; the greatest that were seen have some 100,000 bytes. */
#define JSON_BYTES ((size_t)2 << 20)

static json_t *load(nx_str text)
{
	json_error_t error;

	return json_loadb(text.p, text.n,
		JSON_DISABLE_EOF_CHECK | JSON_DECODE_INT_AS_REAL | JSON_ALLOW_NUL, &error);
}

/* Byte of the first character at or after `i` that is no white space. */
static size_t past_space(nx_str s, size_t i)
{
	while (i < s.n && nx_html_is_space(s.p[i]))
		i++;
	return i;
}

static char char_at(nx_str s, size_t i)
{
	return i < s.n ? s.p[i] : '\0';
}

/* Does the quotation mark before byte `i` end its string? What follows tells. */
static bool ends_string(nx_str s, size_t i)
{
	i = past_space(s, i);
	switch (char_at(s, i)) {
	case '}':
	case ']':
	case ':':
	case '\0':
		return true;
	case ',':
		i = past_space(s, i + 1);
		return char_at(s, i) != '\0' && strchr("\"{[}]-0123456789tfn", s.p[i]);
	default:
		return false;
	}
}

/* One character of a string at byte `i`, mended; returns the byte behind it. */
static size_t mend_in_string(nx_buf *out, nx_str s, size_t i, bool *in_string)
{
	char c = s.p[i], next = char_at(s, i + 1);

	if (c == '\\' && next && strchr("\"\\/bfnrtu", next)) {
		nx_buf_add(out, nx_str_slice(s, i, i + 2));
		return i + 2;
	}
	if (c == '"' && ends_string(s, i + 1)) {
		*in_string = false;
		nx_buf_addc(out, c);
	} else if (c == '"') {
		nx_buf_adds(out, "\\\"");
	} else if (c != '\\') {
		nx_buf_addc(out, (unsigned char)c < 0x20 ? ' ' : c);
	}
	return i + 1;
}

/* Behind a comment that begins at byte `i`; `i` itself when none does. */
static size_t past_comment(nx_str s, size_t i)
{
	static const char *const marks[] = { "<!--", "-->", "<![CDATA[", "]]>", "//<![CDATA[",
		"// <![CDATA[", "//]]>", "// ]]>", "/*<![CDATA[*/", "/*]]>*/", ";" };
	nx_str rest = nx_str_slice(s, i, s.n);

	for (size_t m = 0; m < sizeof marks / sizeof *marks; m++)
		if (nx_str_starts(rest, nx_str_from(marks[m])))
			return i + strlen(marks[m]);
	return i;
}

static void mend(nx_buf *out, nx_str s)
{
	bool in_string = false;
	size_t i = 0, after;

	while (i < s.n) {
		if (in_string) {
			i = mend_in_string(out, s, i, &in_string);
			continue;
		}
		after = past_comment(s, i);
		if (after > i) {
			i = after;
			continue;
		}
		after = past_space(s, i + 1);
		in_string = s.p[i] == '"';
		if (s.p[i] != ',' || (char_at(s, after) != '}' && char_at(s, after) != ']'))
			nx_buf_addc(out, s.p[i]);
		i++;
	}
}

json_t *nx_html_json(nx_str text)
{
	nx_buf mended = NX_BUF_INIT;
	nx_html_tree plain = { .count = 0 };
	json_t *json;

	text = nx_str_trim(text);
	if (text.n == 0 || text.n > JSON_BYTES)
		return NULL;
	json = load(text);
	if (json)
		return json;
	/* Only where they stand for the marks of JSON: elsewhere they are text. */
	if (nx_str_find(text, NX_STR("\""), 0) == (size_t)-1 &&
		nx_html_tree_read(&plain, text, NULL) == NX_OK && plain.count)
		text = nx_html_node_content(&plain, 0);
	mend(&mended, text);
	if (!mended.failed && mended.n)
		json = load(nx_buf_str(&mended));
	nx_html_tree_release(&plain);
	nx_buf_release(&mended);
	return json;
}
