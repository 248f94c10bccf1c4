/* Pieces of a feed as well-formed XML. */
#include <string.h>
#include <strings.h>

#include "ingest/feed_parser.h"
#include "ingest/html_tag.h"
#include "ingest/reference.h"
#include "newsidx/utf8.h"

/* Ill-formed bytes travel as the last private use characters: what they mean can be told
 * only when the whole value is there. */
#define HIDDEN 0x10FF00u

/* Attributes of one tag that are looked at: libxml2 compares them all with one another. */
#define ATTRIBUTES 64

bool nx_feed_same(nx_str a, nx_str b)
{
	return a.n == b.n && (a.n == 0 || strncasecmp(a.p, b.p, a.n) == 0);
}

/* A reference becomes a number; what is none but looks so, and what only HTML would let
 * pass, is text. Returns its length. */
static size_t add_reference(nx_buf *out, nx_str s)
{
	unsigned cp;
	size_t n = nx_reference_read(s, &cp);

	if (n && s.p[n - 1] == ';') {
		/* Where "&nbsp;" is read as HTML it is a space, too. */
		nx_buf_addf(out, "&#%u;", cp == 0xA0 ? ' ' : cp);
		return n;
	}
	nx_buf_adds(out, "&amp;");
	return 1;
}

static size_t add_mark(nx_buf *out, nx_str s)
{
	switch (s.p[0]) {
	case '&':
		return add_reference(out, s);
	case '<':
		nx_buf_adds(out, "&lt;");
		break;
	case '>': /* "]]>" is not allowed */
		nx_buf_adds(out, "&gt;");
		break;
	case '"':
		nx_buf_adds(out, "&quot;");
		break;
	case '\xEF': /* of U+FFFE and U+FFFF, which are no characters */
		if (s.n > 2 && s.p[1] == '\xBF' && (s.p[2] & '\xFE') == '\xBE') {
			nx_buf_add_cp(out, NX_REPLACEMENT);
			return 3;
		}
		nx_buf_addc(out, s.p[0]);
		break;
	default: /* a control character */
		nx_buf_addc(out, ' ');
		break;
	}
	return 1;
}

static bool is_special(char c, bool is_markup)
{
	unsigned char u = (unsigned char)c;

	return (u < ' ' && u != '\n' && u != '\t' && u != '\r') || u == 0xEF ||
	       (is_markup && (u == '&' || u == '<' || u == '>' || u == '"'));
}

static void add(nx_buf *out, nx_str s, bool is_markup)
{
	size_t i = 0, bad = 0, start;

	while (i < s.n) {
		if (i >= bad)
			bad = i + nx_utf8_valid(nx_str_slice(s, i, s.n));
		for (start = i; i < bad && !is_special(s.p[i], is_markup); i++)
			;
		nx_buf_add(out, nx_str_slice(s, start, i));
		if (i < bad)
			i += add_mark(out, nx_str_slice(s, i, s.n));
		else if (i < s.n)
			nx_buf_add_cp(out, HIDDEN + (unsigned char)s.p[i++]);
	}
}

void nx_feed_add_text(nx_buf *out, nx_str text)
{
	add(out, text, true);
}

void nx_feed_add_cdata(nx_buf *out, nx_str text)
{
	add(out, text, false);
}

void nx_feed_show(nx_buf *text, size_t start)
{
	nx_str s = nx_buf_str(text);
	size_t at = nx_str_find(s, NX_STR("\xF4\x8F"), start), out = at;

	while (at < s.n) {
		size_t next = at;
		unsigned cp = nx_utf8_next(s, &next);

		if (cp >= HIDDEN + 0x80) {
			text->p[out++] = (char)(cp - HIDDEN);
		} else {
			memmove(text->p + out, s.p + at, next - at);
			out += next - at;
		}
		at = next;
	}
	if (at != (size_t)-1)
		text->n = out;
}

static bool is_name(nx_str name)
{
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		bool is_letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';

		if (!is_letter && c != '_' &&
			(i == 0 || !((c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':')))
			return false;
	}
	return name.n > 0;
}

/* Cut the next attribute off *attributes; without a value it has an empty one. False at
 * the end. */
static bool next_attribute(nx_str *attributes, nx_str *name, nx_str *value)
{
	nx_str s = *attributes;
	size_t pos = 0, start;

	while (pos < s.n && (nx_html_is_space(s.p[pos]) || s.p[pos] == '/'))
		pos++;
	if (pos >= s.n)
		return false;
	start = pos++;
	while (pos < s.n && !nx_html_is_space(s.p[pos]) && s.p[pos] != '/' && s.p[pos] != '=')
		pos++;
	*name = nx_str_slice(s, start, pos);
	*value = NX_STR("");
	while (pos < s.n && nx_html_is_space(s.p[pos]))
		pos++;
	if (pos < s.n && s.p[pos] == '=') {
		for (pos++; pos < s.n && nx_html_is_space(s.p[pos]); pos++)
			;
		start = pos;
		if (pos < s.n && (s.p[pos] == '"' || s.p[pos] == '\'')) {
			const char *end = memchr(s.p + pos + 1, s.p[pos], s.n - pos - 1);

			pos = end ? (size_t)(end - s.p) : s.n;
			*value = nx_str_slice(s, start + 1, pos);
			pos += pos < s.n;
		} else {
			while (pos < s.n && !nx_html_is_space(s.p[pos]))
				pos++;
			*value = nx_str_slice(s, start, pos);
		}
	}
	*attributes = nx_str_slice(s, pos, s.n);
	return true;
}

void nx_feed_add_tag(nx_buf *out, nx_str name, nx_str attributes, bool empty, size_t *bindings)
{
	nx_str key, value;

	nx_buf_addc(out, '<');
	nx_buf_add(out, name);
	for (int i = 0; i < ATTRIBUTES && next_attribute(&attributes, &key, &value); i++) {
		bool binds = nx_str_starts(key, NX_STR("xmlns"));

		if (!is_name(key) || (binds && *bindings == 0))
			continue;
		*bindings -= binds;
		nx_buf_addc(out, ' ');
		nx_buf_add(out, key);
		nx_buf_adds(out, "=\"");
		nx_feed_add_text(out, value);
		nx_buf_addc(out, '"');
	}
	nx_buf_adds(out, empty ? "/>" : ">");
}
