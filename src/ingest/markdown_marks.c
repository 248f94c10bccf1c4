/* What dialects add to CommonMark: GitHub, Obsidian, Pandoc and kramdown, Hugo, Jekyll. */
#include <string.h>

#include "ingest/markdown.h"

/* Bytes up to the mark that closes another: within these, or it is text. */
#define NOTE_REACH 64
#define LINK_REACH 300
#define SHORTCODE_REACH 500

/* Byte after `close`, looked for from byte `from` within `reach`; 0 when it is not
 * there. */
static size_t find_close(nx_str s, const char *close, size_t from, size_t reach)
{
	size_t at = nx_str_find(nx_str_slice(s, from, from + reach), nx_str_from(close), 0);

	return at == (size_t)-1 ? 0 : from + at + strlen(close);
}

static bool at(nx_str s, size_t i, const char *text)
{
	return nx_str_starts(nx_str_slice(s, i, s.n), nx_str_from(text));
}

/* "[^1]", and "[^1]:" before the note itself. */
static size_t footnote(nx_str s, size_t i)
{
	size_t end = at(s, i, "[^") ? find_close(s, "]", i + 2, NOTE_REACH) : 0;

	if (!end || memchr(s.p + i, ' ', end - i))
		return 0;
	return end - i + (i == 0 && at(s, end, ":"));
}

/* "[[page]]", "[[page|text]]", or with a '!' before it a page that is shown there. */
static size_t wiki_link(nx_buf *out, nx_str s, size_t i)
{
	bool embeds = s.p[i] == '!';
	size_t start = i + 2 + embeds, end, k;

	if (!at(s, i + embeds, "[[") || !(end = find_close(s, "]]", start, LINK_REACH)))
		return 0;
	for (k = end - 2; k > start && s.p[k - 1] != '|'; k--)
		;
	if (!embeds)
		nx_buf_add(out, nx_str_slice(s, k, end - 2));
	return end - i;
}

/* Shortcodes and templates, attributes of kramdown and Pandoc, comments of Obsidian. */
static size_t hidden(nx_str s, size_t i)
{
	static const struct {
		const char *open, *close;
	} pairs[] = { { "{{<", ">}}" }, { "{{%", "%}}" }, { "{%", "%}" }, { "{{", "}}" },
		{ "{:", "}" }, { "{#", "}" }, { "{.", "}" }, { "%%", "%%" } };

	for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
		size_t n = strlen(pairs[k].open), end;

		if (!at(s, i, pairs[k].open))
			continue;
		end = find_close(s, pairs[k].close, i + n, SHORTCODE_REACH);
		return end ? end - i : 0;
	}
	return 0;
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* At the begin of a line: the fence of a box with its kind (":::note", Pandoc,
 * Docusaurus, VuePress), the kind of a quote ("[!NOTE]", GitHub), and where a table of
 * contents is put. */
static size_t line_mark(nx_str s, size_t i)
{
	static const char *const contents[] = { "[TOC]", "[toc]", "[[TOC]]", "[[toc]]" };
	size_t end = i;

	while (end < s.n && s.p[end] == ':')
		end++;
	if (end > i && end < i + 3)
		return 0;
	if (end > i || at(s, i, "[!")) {
		end += end > i ? 0 : 2;
		while (end < s.n && (s.p[end] == ' ' || is_letter(s.p[end])))
			end++;
		if (s.p[i] == ':')
			return end - i;
		return at(s, end, "]") ? end + 1 - i : 0;
	}
	for (size_t k = 0; k < sizeof contents / sizeof *contents; k++) {
		if (at(s, i, contents[k]))
			return strlen(contents[k]);
	}
	return 0;
}

static bool is_blank_at(nx_str s, size_t i)
{
	return i >= s.n || s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == NX_MARKDOWN_LINE_END;
}

/* "~~", "==", and the "**" that CommonMark does not know for a mark beside quotes and
 * brackets. Longer runs of '=' and '~' are drawings, and one that stands alone is an
 * operator. */
static size_t double_mark(nx_buf *out, nx_str s, size_t i)
{
	char c = s.p[i];
	size_t n = 1;

	if (c != '~' && c != '=' && c != '*')
		return 0;
	while (i + n < s.n && s.p[i + n] == c)
		n++;
	if (n == 1 || (n > 2 && c != '*') ||
		((i == 0 || is_blank_at(s, i - 1)) && is_blank_at(s, i + n)))
		nx_buf_add(out, nx_str_slice(s, i, i + n));
	return n;
}

/* Code, without the marks around it. */
static size_t code(nx_buf *out, nx_str s, size_t i)
{
	size_t end = i + 1;

	while (end < s.n && s.p[end] != NX_MARKDOWN_CODE)
		end++;
	nx_buf_add(out, nx_str_slice(s, i + 1, end));
	return end + 1 - i;
}

/* The length of the mark at byte `i`, 0 when there is none. What a reader sees of it
 * is appended to `out`. */
static size_t mark(nx_buf *out, nx_str s, size_t i)
{
	bool begins = i == 0 || s.p[i - 1] == '\n' || s.p[i - 1] == NX_MARKDOWN_LINE_END;
	size_t n = begins ? line_mark(s, i) : 0;

	if (!n && s.p[i] == '[')
		n = footnote(s, i);
	if (!n && (s.p[i] == '[' || s.p[i] == '!'))
		n = wiki_link(out, s, i);
	if (!n && (s.p[i] == '{' || s.p[i] == '%'))
		n = hidden(s, i);
	return n ? n : double_mark(out, s, i);
}

void nx_markdown_unmark(nx_buf *out, nx_str text)
{
	size_t i = 0;

	while (i < text.n) {
		size_t start = i, n;

		while (i < text.n && !strchr("[!{%~=*:\x1F", text.p[i]))
			i++;
		nx_buf_add(out, nx_str_slice(text, start, i));
		if (i == text.n)
			break;
		if (text.p[i] == NX_MARKDOWN_CODE)
			n = code(out, text, i);
		else
			n = mark(out, text, i);
		if (!n)
			nx_buf_addc(out, text.p[i]);
		i += n ? n : 1;
	}
}
