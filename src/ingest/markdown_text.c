#include <string.h>
#include <strings.h>

#include <cmark.h>

#include "ingest/clean.h"
#include "ingest/markdown.h"
#include "newsidx/fold.h"
#include "newsidx/utf8.h"

/* Nobody wraps at fewer characters than this: a line broken before it was meant to
 * end there, as date lines and bylines are that stand right under each other. */
#define SHORTEST_WRAP 40

typedef struct writer {
	nx_buf *out;
	nx_buf *title;
	bool titled;       /* a heading with the title stands in `out` */
	nx_buf block;      /* text of the block at hand */
	size_t line_start; /* byte of the block where its last source line begins */
	nx_buf captions;   /* of the images in it */
	int images;        /* how many images deep */
} writer;

static void add_lines(nx_buf *out, nx_str text)
{
	nx_str line;

	while (nx_str_split(&text, '\n', &line)) {
		size_t before = out->n;

		nx_clean_line(out, line);
		if (out->n > before)
			nx_buf_addc(out, '\n');
	}
}

static bool same_text(nx_str a, nx_str b)
{
	nx_buf folds[2] = { NX_BUF_INIT, NX_BUF_INIT };
	bool same;

	nx_fold(&folds[0], a);
	nx_fold(&folds[1], b);
	same = nx_str_eq(nx_buf_str(&folds[0]), nx_buf_str(&folds[1]));
	nx_buf_release(&folds[0]);
	nx_buf_release(&folds[1]);
	return same;
}

static void end_block(writer *w, int heading_level)
{
	nx_str text = nx_buf_str(&w->block);
	bool repeats = false;

	if (heading_level == 1 && w->title->n == 0)
		nx_clean_line(w->title, text);
	if (heading_level > 0 && w->title->n && same_text(text, nx_buf_str(w->title))) {
		repeats = w->titled;
		w->titled = true;
	}
	if (!repeats)
		add_lines(w->out, text);
	add_lines(w->out, nx_buf_str(&w->captions));
	w->out->failed |= w->block.failed || w->captions.failed;
	nx_buf_clear(&w->block);
	nx_buf_clear(&w->captions);
	w->line_start = 0;
}

static void line_break(writer *w)
{
	nx_buf_addc(&w->block, '\n');
	w->line_start = w->block.n;
}

static void soft_break(writer *w)
{
	nx_str line = nx_str_slice(nx_buf_str(&w->block), w->line_start, w->block.n);

	/* A code point has at most four bytes: long lines need no counting. */
	if (line.n < (size_t)SHORTEST_WRAP * 4 && nx_utf8_length(line) < SHORTEST_WRAP)
		nx_buf_addc(&w->block, '\n');
	else
		nx_buf_addc(&w->block, ' ');
	w->line_start = w->block.n;
}

/* Byte after the piece of HTML that begins with '<' at `i`: a comment, a script or
 * style with its contents, or one tag. Text goes on there. */
static size_t skip_tag(nx_str html, size_t i)
{
	static const struct {
		const char *open, *close;
	} whole[] = { { "<!--", "-->" }, { "<script", "</script>" }, { "<style", "</style>" } };
	nx_str close = NX_STR(">");
	size_t end;

	for (size_t k = 0; k < sizeof whole / sizeof *whole; k++) {
		nx_str open = nx_str_from(whole[k].open);

		if (html.n - i >= open.n && strncasecmp(html.p + i, open.p, open.n) == 0)
			close = nx_str_from(whole[k].close);
	}
	end = nx_str_find(html, close, i);
	return end == (size_t)-1 ? html.n : end + close.n;
}

/* NEEDSWORK: character references in HTML blocks stay as they are until there is a
 * reader for HTML that can be asked. */
static void add_html(writer *w, nx_str html)
{
	size_t i = 0;

	while (i < html.n) {
		if (html.p[i] == '<') {
			i = skip_tag(html, i);
			nx_buf_addc(&w->block, ' ');
		} else {
			nx_buf_addc(&w->block, html.p[i++]);
		}
	}
	end_block(w, 0);
}

static void enter(writer *w, cmark_node *node)
{
	nx_buf *to = w->images ? &w->captions : &w->block;
	nx_str literal = nx_str_from(cmark_node_get_literal(node));

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
	case CMARK_NODE_CODE:
		nx_buf_add(to, literal);
		break;
	case CMARK_NODE_SOFTBREAK:
		if (w->images)
			nx_buf_addc(to, ' ');
		else
			soft_break(w);
		break;
	case CMARK_NODE_HTML_INLINE:
		if (literal.n < 3 || strncasecmp(literal.p, "<br", 3) != 0)
			break;
		/* fall through */
	case CMARK_NODE_LINEBREAK:
		if (w->images)
			nx_buf_addc(to, ' ');
		else
			line_break(w);
		break;
	case CMARK_NODE_CODE_BLOCK:
		nx_buf_add(to, literal);
		end_block(w, 0);
		break;
	case CMARK_NODE_HTML_BLOCK:
		add_html(w, literal);
		break;
	case CMARK_NODE_IMAGE:
		w->images++;
		break;
	default:
		break;
	}
}

static void leave(writer *w, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_PARAGRAPH:
		end_block(w, 0);
		break;
	case CMARK_NODE_HEADING:
		end_block(w, cmark_node_get_heading_level(node));
		break;
	case CMARK_NODE_IMAGE:
		w->images--;
		nx_buf_addc(&w->captions, '\n');
		break;
	default:
		break;
	}
}

nx_status nx_markdown_text(nx_buf *out, nx_buf *title, bool *titled, nx_str markdown, nx_error *err)
{
	writer w = { out, title, false, NX_BUF_INIT, 0, NX_BUF_INIT, 0 };
	cmark_node *root = cmark_parse_document(markdown.p, markdown.n, CMARK_OPT_DEFAULT);
	cmark_iter *walk = cmark_iter_new(root);
	cmark_event_type event;

	while ((event = cmark_iter_next(walk)) != CMARK_EVENT_DONE) {
		if (event == CMARK_EVENT_ENTER)
			enter(&w, cmark_iter_get_node(walk));
		else
			leave(&w, cmark_iter_get_node(walk));
	}
	cmark_iter_free(walk);
	cmark_node_free(root);
	nx_buf_release(&w.block);
	nx_buf_release(&w.captions);
	*titled = w.titled;
	out->failed |= title->failed;
	return nx_buf_status(out, err);
}
