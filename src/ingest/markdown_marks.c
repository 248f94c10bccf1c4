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

/* "~~", "==", and the "**" that CommonMark does not know for a mark beside quotes and
 * brackets. Longer runs of '=' and '~' are drawings. */
static size_t double_mark(nx_buf *out, nx_str s, size_t i)
{
	char c = s.p[i];
	size_t n = 1;

	if (c != '~' && c != '=' && c != '*')
		return 0;
	while (i + n < s.n && s.p[i + n] == c)
		n++;
	if (n == 1 || (n > 2 && c != '*'))
		nx_buf_add(out, nx_str_slice(s, i, i + n));
	return n;
}

void nx_markdown_unmark(nx_buf *out, nx_str text)
{
	size_t i = 0;

	while (i < text.n) {
		size_t start = i, n = 0;

		while (i < text.n && !strchr("[!{%~=*", text.p[i]))
			i++;
		nx_buf_add(out, nx_str_slice(text, start, i));
		if (i == text.n)
			break;
		if (text.p[i] == '[')
			n = footnote(text, i);
		if (!n && (text.p[i] == '[' || text.p[i] == '!'))
			n = wiki_link(out, text, i);
		if (!n && (text.p[i] == '{' || text.p[i] == '%'))
			n = hidden(text, i);
		if (!n)
			n = double_mark(out, text, i);
		if (!n)
			nx_buf_addc(out, text.p[i]);
		i += n ? n : 1;
	}
}
