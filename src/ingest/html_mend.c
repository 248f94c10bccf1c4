#include "ingest/html_mend.h"

#include "ingest/html_tag.h"
#include "ingest/reference.h"

static bool is_plain(char c)
{
	unsigned char u = (unsigned char)c;

	return (u >= ' ' && u < 0x7F && u != '<' && u != '&' && u != ']') || u > 0xC2 ||
	       (u >= 0x80 && u < 0xC2) || u == '\n' || u == '\t' || u == '\r';
}

/* libxml2 wants a semicolon, does not know that numbers are windows-1252's, and drops
 * those of no character. */
static size_t mend_reference(nx_buf *out, nx_str s)
{
	unsigned cp;
	size_t n = nx_reference_read(s, &cp);

	if (n && (s.p[1] == '#' || s.p[n - 1] != ';'))
		nx_buf_addf(out, "&#%u;", cp);
	else if (n)
		nx_buf_add(out, nx_str_slice(s, 0, n));
	else
		nx_buf_adds(out, s.n > 1 && s.p[1] == '#' ? "&amp;" : "&");
	return n ? n : 1;
}

/* "<!" and "<?". libxml2 takes for text what is neither a comment nor a doctype; an
 * instruction ends where browsers see the end of it, and is nothing within a comment. */
static size_t mend_declaration(nx_buf *out, nx_str s)
{
	/* These are whole comments, and each may also end another. */
	if (nx_str_starts(s, NX_STR("<!-->")) || nx_str_starts(s, NX_STR("<!--->"))) {
		nx_buf_adds(out, "<!---->");
		return s.p[4] == '>' ? 5 : 6;
	}
	if (nx_str_starts(s, NX_STR("<!--")) || nx_html_same(nx_str_slice(s, 0, 9), "<!doctype"))
		nx_buf_adds(out, "<!");
	else
		nx_buf_adds(out, "<?x ");
	return 2;
}

/* CDATA is XML's; what feeds wrap so is HTML, so that only its marks go. *cdata is the
 * byte of the next end of a section. */
static size_t mend_tag(nx_buf *out, nx_str html, size_t i, size_t *cdata)
{
	nx_str s = nx_str_slice(html, i, html.n);

	if (nx_str_starts(s, NX_STR("<![CDATA["))) {
		if (i >= *cdata)
			*cdata = nx_str_find(html, NX_STR("]]>"), i);
		if (*cdata < html.n)
			return 9;
	}
	if (s.n > 1 && (s.p[1] == '!' || s.p[1] == '?'))
		return mend_declaration(out, s);
	/* "</br>" breaks the line too. */
	nx_buf_adds(out, nx_html_same(nx_str_slice(s, 0, 5), "</br>") ? "<br>" : "<");
	return nx_html_same(nx_str_slice(s, 0, 5), "</br>") ? 5 : 1;
}

void nx_html_mend(nx_buf *out, nx_str html)
{
	size_t i = 0, start, cdata = 0;

	while (i < html.n) {
		for (start = i; i < html.n && is_plain(html.p[i]); i++)
			;
		nx_buf_add(out, nx_str_slice(html, start, i));
		if (i == html.n)
			break;
		if (html.p[i] == '<') {
			i += mend_tag(out, html, i, &cdata);
		} else if (html.p[i] == '&') {
			i += mend_reference(out, nx_str_slice(html, i, html.n));
		} else if (html.p[i] == ']') {
			if (i != cdata)
				nx_buf_addc(out, ']');
			i += i == cdata ? 3 : 1;
		} else if (html.p[i] == '\xC2' && i + 1 < html.n) { /* of C1 too */
			if ((unsigned char)html.p[i + 1] > 0x9F)
				nx_buf_add(out, nx_str_slice(html, i, i + 2));
			else
				nx_buf_addc(out, ' ');
			i += 2;
		} else {
			nx_buf_addc(out, ' ');
			i++;
		}
	}
}
