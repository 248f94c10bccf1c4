#include <ctype.h>
#include <string.h>

#include "base/embed.h"
#include "newsidx/utf8.h"
#include "output/html.h"
#include "output/printers.h"

NX_EMBED(page_css, "src/output/data/page.css")

static bool is_plain(unsigned char c)
{
	return (c >= 0x20 && c < 0x7F && c != '&' && c != '<' && c != '>' && c != '"' &&
		       c != '\'') ||
	       c == '\n' || c == '\t';
}

static void add_cp(nx_buf *out, unsigned cp)
{
	switch (cp) {
	case '&':
		nx_buf_adds(out, "&amp;");
		break;
	case '<':
		nx_buf_adds(out, "&lt;");
		break;
	case '>':
		nx_buf_adds(out, "&gt;");
		break;
	case '"':
		nx_buf_adds(out, "&quot;");
		break;
	case '\'':
		nx_buf_adds(out, "&#39;");
		break;
	case '\r':
		nx_buf_addc(out, '\n');
		break;
	default:
		/* Controls and noncharacters: HTML, 13.1.4. */
		nx_buf_add_cp(out, cp < 0x20 || (cp >= 0x7F && cp < 0xA0) ||
						   (cp & 0xFFFE) == 0xFFFE ||
						   (cp >= 0xFDD0 && cp <= 0xFDEF)
					   ? NX_REPLACEMENT
					   : cp);
	}
}

void html_text(nx_buf *out, nx_str s)
{
	size_t pos = 0, from;

	while (pos < s.n) {
		for (from = pos; pos < s.n && is_plain((unsigned char)s.p[pos]); pos++)
			;
		nx_buf_add(out, nx_str_slice(s, from, pos));
		if (pos < s.n)
			add_cp(out, nx_utf8_next(s, &pos));
	}
}

void html_url(nx_buf *out, nx_str s)
{
	static const char plain[] = "-._~:/?#[]@!$()*+,;=%";

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '&')
			nx_buf_adds(out, "&amp;");
		else if (isascii(c) && (isalnum(c) || (c && strchr(plain, c))))
			nx_buf_addc(out, (char)c);
		else
			nx_buf_addf(out, "%%%02X", c);
	}
}

void html_marked(nx_buf *out, nx_str s, const nx_span *marks, size_t count)
{
	print_marked(out, s, marks, count, html_text, "<mark>", "</mark>");
}

void html_open(nx_buf *out, nx_str title)
{
	nx_buf_adds(out,
		"<!DOCTYPE html>\n"
		"<html lang=\"ar\" dir=\"rtl\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
		"'none'; style-src 'unsafe-inline'\">\n"
		"<meta name=\"generator\" content=\"newsidx\">\n<title>");
	html_text(out, title.n ? title : NX_STR("newsidx"));
	nx_buf_adds(out, "</title>\n<style>\n");
	nx_buf_add(out, page_css());
	nx_buf_adds(out, "</style>\n</head>\n<body>\n<main>\n");
}

void html_close(nx_buf *out)
{
	nx_buf_adds(out, "</main>\n</body>\n</html>\n");
}
