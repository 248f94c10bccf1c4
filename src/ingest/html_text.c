#include "ingest/html_text.h"

#include <string.h>

#include "ingest/html_lines.h"
#include "ingest/reference.h"

static bool is_name(char c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
}

static size_t skip_spaces(nx_str s, size_t i)
{
	while (i < s.n && nx_html_is_space(s.p[i]))
		i++;
	return i;
}

/* Behind the name at byte `i`, the start tag ends or an attribute gets a value: "<b
 * and c>" is no tag. */
static bool goes_on_as_tag(nx_str s, size_t i)
{
	size_t name;

	i = skip_spaces(s, i);
	if (i < s.n && s.p[i] == '/')
		i++;
	if (i < s.n && s.p[i] == '>')
		return true;
	for (name = i; i < s.n && (is_name(s.p[i]) || strchr("-_:", s.p[i])); i++)
		;
	/* "<a href" at the end of a text that was cut. */
	return i > name && (i == s.n || (i = skip_spaces(s, i), i < s.n && s.p[i] == '='));
}

/* Does markup begin with the '<' that the text begins with? */
static bool is_markup(nx_str s)
{
	bool ends = s.n > 1 && s.p[1] == '/';
	size_t start = 1 + ends, i;

	if (nx_str_starts(s, NX_STR("<!--")) || nx_str_starts(s, NX_STR("<![CDATA[")) ||
		(s.n > 9 && nx_html_same(nx_str_slice(s, 0, 9), "<!doctype")))
		return true;
	for (i = start; i < s.n && is_name(s.p[i]); i++)
		;
	/* Custom elements are as good as unknown ones: they come among known ones. */
	if (i == start || nx_html_tag_of(nx_str_slice(s, start, i)) >= NX_TAG_OTHER)
		return false;
	if (!ends)
		return (i == s.n || !strchr("-_:.", s.p[i])) && goes_on_as_tag(s, i);
	i = skip_spaces(s, i);
	return i < s.n && s.p[i] == '>';
}

static bool is_reference(nx_str s)
{
	size_t n = nx_reference_read(s, NULL);

	/* Numbers of two digits may go without semicolon. */
	return n && (s.p[n - 1] == ';' || (s.p[1] == '#' && n > 3));
}

/* Is there a `c` with which what `is` knows begins? */
static bool holds(nx_str s, char c, bool (*is)(nx_str))
{
	const char *hit;

	while (s.n && (hit = memchr(s.p, c, s.n))) {
		s = nx_str_slice(s, (size_t)(hit - s.p), s.n);
		if (is(s))
			return true;
		s = nx_str_slice(s, 1, s.n);
	}
	return false;
}

bool nx_html_is_in(nx_str text)
{
	return holds(text, '<', is_markup) || holds(text, '&', is_reference);
}

/* What line feeds are in the fragment, by the elements that it has. */
static nx_html_flow flow_of(const nx_html_tree *tree, bool *elements)
{
	bool blocks = false, paragraphs = false;
	uint32_t i;

	*elements = false;
	for (i = 0; i < tree->count; i++) {
		nx_html_tag tag = (nx_html_tag)tree->nodes[i].tag;

		*elements |= tag != NX_TAG_NONE;
		blocks |= (nx_html_tag_flags(tag) & NX_HTML_BLOCK) != 0;
		paragraphs |= tag == NX_TAG_P || tag == NX_TAG_BR || tag == NX_TAG_DIV;
	}
	return paragraphs ? NX_HTML_FLOW : blocks ? NX_HTML_KEEP_BLANK : NX_HTML_KEEP_LINES;
}

/* One reading; *again when its result is HTML that was escaped as a whole. */
static nx_status read_fragment(nx_buf *out, nx_str html, bool *again, nx_error *err)
{
	nx_html_tree tree;
	nx_html_lines lines = NX_HTML_LINES_INIT;
	bool elements;
	nx_str text;
	nx_status st;

	st = nx_html_tree_read(&tree, html, err);
	if (st == NX_OK)
		st = nx_html_lines_read(&lines, &tree, flow_of(&tree, &elements), err);
	if (st == NX_OK) {
		text = nx_buf_str(&lines.text);
		nx_buf_add(out, nx_str_slice(text, 0, text.n ? text.n - 1 : 0));
		*again = !elements && nx_html_is_in(text);
		st = nx_buf_status(out, err);
	}
	nx_html_lines_release(&lines);
	nx_html_tree_release(&tree);
	return st;
}

nx_status nx_html_text(nx_buf *out, nx_str html, nx_error *err)
{
	nx_buf once = NX_BUF_INIT;
	bool again = false;
	nx_status st;

	st = read_fragment(&once, html, &again, err);
	if (st == NX_OK && again) {
		st = read_fragment(out, nx_buf_str(&once), &again, err);
	} else if (st == NX_OK) {
		nx_buf_add(out, nx_buf_str(&once));
		st = nx_buf_status(out, err);
	}
	nx_buf_release(&once);
	return st;
}
