#include "newsidx/markdown.h"

#include <cmark.h>
#include <stdlib.h>

/* What cmark makes of a paragraph with nothing but this text in it. */
static void render(nx_buf *out, nx_buf *text)
{
	cmark_node *document = cmark_node_new(CMARK_NODE_DOCUMENT);
	cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
	cmark_node *inside = cmark_node_new(CMARK_NODE_TEXT);
	const char *literal = nx_buf_cstr(text);
	char *written = NULL;

	if (literal && cmark_node_set_literal(inside, literal) &&
		cmark_node_append_child(paragraph, inside) &&
		cmark_node_append_child(document, paragraph))
		written = cmark_render_commonmark(document, CMARK_OPT_DEFAULT, 0);
	if (written) {
		nx_str s = nx_str_from(written);

		while (s.n && s.p[s.n - 1] == '\n')
			s.n--;
		nx_buf_add(out, s);
	} else {
		out->failed = true;
	}
	free(written);
	if (!cmark_node_parent(inside))
		cmark_node_free(inside);
	if (!cmark_node_parent(paragraph))
		cmark_node_free(paragraph);
	cmark_node_free(document);
}

void nx_markdown_text(nx_buf *out, nx_str s)
{
	nx_buf text = NX_BUF_INIT;
	size_t from = 0, to = s.n, i;

	/* Spaces at the ends are cmark's to drop. */
	while (from < to && (s.p[from] == ' ' || s.p[from] == '\n'))
		from++;
	while (to > from && (s.p[to - 1] == ' ' || s.p[to - 1] == '\n'))
		to--;
	for (i = from; i < to; i++)
		nx_buf_addc(&text, s.p[i] == '\n' || s.p[i] == '\r' || !s.p[i] ? ' ' : s.p[i]);
	if (from > 0)
		nx_buf_addc(out, ' ');
	if (to > from)
		render(out, &text);
	if (to < s.n)
		nx_buf_addc(out, ' ');
	nx_buf_release(&text);
}
