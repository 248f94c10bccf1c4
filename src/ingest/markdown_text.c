#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cmark.h>

#include "ingest/clean.h"
#include "ingest/html_text.h"
#include "ingest/markdown.h"
#include "newsidx/fold.h"

struct nx_markdown {
	nx_buf source;
	cmark_node *root;
	cmark_node *next; /* block of the document that comes next, or NULL */
};

typedef struct writer {
	nx_markdown_part *part;
	nx_buf block;    /* text of the block at hand */
	nx_buf plain;    /* the same without marks */
	nx_buf captions; /* of the images in it */
	size_t caption;  /* where that of the present image begins */
	int images;      /* how many images deep */
	int hidden;      /* in so many links that are footnote marks */
	const char *raw; /* "script": its end tag is waited for */
	bool failed;
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

/* A word alone says what kind of picture it is, "logo". */
static void add_captions(writer *w)
{
	nx_str rest = nx_buf_str(&w->captions), line;

	while (rest.n && nx_str_split(&rest, '\n', &line)) {
		line = nx_str_trim(line);
		if (nx_str_find(line, NX_STR(" "), 0) != (size_t)-1)
			add_lines(&w->part->captions, line);
	}
}

static void end_block(writer *w)
{
	add_lines(&w->part->text, nx_buf_str(&w->block));
	add_captions(w);
	w->failed |= w->block.failed || w->plain.failed || w->captions.failed;
	nx_buf_clear(&w->block);
	nx_buf_clear(&w->plain);
	nx_buf_clear(&w->captions);
}

/* The block's text as it is read: in w->block. */
static void finish_text(writer *w)
{
	nx_buf read;
	nx_str text;

	nx_markdown_unmark(&w->plain, nx_buf_str(&w->block));
	text = nx_buf_str(&w->plain);
	w->failed |= w->block.failed;
	nx_buf_clear(&w->block);
	read = w->block;
	nx_markdown_lay_out(&read, text);
	w->block = read;
}

static void end_heading(writer *w, int level)
{
	nx_markdown_part *part = w->part;
	nx_str text;

	finish_text(w);
	text = nx_buf_str(&w->block);
	if (level == 1 && part->title.n == 0)
		nx_clean_line(&part->title, text);
	if (part->title.n && same_text(text, nx_buf_str(&part->title))) {
		if (part->titled)
			nx_buf_clear(&w->block);
		part->titled = true;
	} else {
		add_lines(&part->subheadings, nx_buf_str(&w->block));
	}
	end_block(w);
}

/* "[ ] " and "[x] " before the text of a list item. */
static void end_paragraph(writer *w, cmark_node *node)
{
	nx_str text = nx_buf_str(&w->block);
	bool in_item = cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_ITEM &&
		       !cmark_node_previous(node);

	if (in_item && text.n > 3 && text.p[0] == '[' && strchr(" xX", text.p[1]) &&
		text.p[2] == ']' && text.p[3] == ' ')
		memset(w->block.p, ' ', 3);
	finish_text(w);
	end_block(w);
}

static nx_str tag_name(nx_str tag)
{
	size_t start = 1 + (tag.n > 1 && tag.p[1] == '/'), end = start;

	while (end < tag.n && !strchr(" \t\n/>", tag.p[end]))
		end++;
	return nx_str_slice(tag, start, end);
}

static bool is_one_of(nx_str name, const char *const *names)
{
	for (; *names; names++) {
		if (name.n == strlen(*names) && strncasecmp(name.p, *names, name.n) == 0)
			return true;
	}
	return false;
}

/* A tag within a text. Most mark words and leave no gap; some begin a line, or a cell;
 * some hide what is in them. */
static void take_tag(writer *w, nx_buf *to, nx_str tag)
{
	static const char *const lines[] = { "br", "p", "div", "li", "tr", "ul", "ol", "table",
		"hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "figcaption",
		"section", "article", "header", "footer", "dt", "dd", NULL };
	static const char *const cells[] = { "td", "th", "img", "option", NULL };
	static const char *const raws[] = { "script", "style", "template", "noscript", NULL };
	nx_str name = tag_name(tag);
	bool closes = tag.n > 1 && tag.p[1] == '/';

	if (is_one_of(name, lines))
		nx_buf_addc(to, w->images ? ' ' : '\n');
	else if (is_one_of(name, cells))
		nx_buf_addc(to, ' ');
	for (size_t i = 0; raws[i]; i++) {
		if (!is_one_of(name, (const char *const[]){ raws[i], NULL }))
			continue;
		if (!closes && !w->raw)
			w->raw = raws[i];
		else if (closes && w->raw == raws[i])
			w->raw = NULL;
	}
}

static void take_html(writer *w, nx_str html)
{
	w->failed |= nx_html_text(&w->block, html, NULL) != NX_OK;
	end_block(w);
}

/* "[^1]" becomes a link when the note below looks like the definition of one. */
static bool is_footnote(cmark_node *link)
{
	cmark_node *text = cmark_node_first_child(link);

	return text && cmark_node_get_type(text) == CMARK_NODE_TEXT &&
	       nx_str_starts(nx_str_from(cmark_node_get_literal(text)), NX_STR("^"));
}

/* Captions are not looked at for marks, and need none around their code. */
static void add_text(writer *w, cmark_node *node)
{
	bool marked = cmark_node_get_type(node) == CMARK_NODE_CODE && !w->images;
	nx_buf *to = w->images ? &w->captions : &w->block;

	if (w->hidden || w->raw)
		return;
	if (marked)
		nx_buf_addc(to, NX_MARKDOWN_CODE);
	nx_buf_adds(to, cmark_node_get_literal(node));
	if (marked)
		nx_buf_addc(to, NX_MARKDOWN_CODE);
}

static void enter_inline(writer *w, cmark_node *node)
{
	nx_buf *to = w->images ? &w->captions : &w->block;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
	case CMARK_NODE_CODE:
		add_text(w, node);
		break;
	case CMARK_NODE_SOFTBREAK:
		nx_buf_addc(to, w->images ? ' ' : NX_MARKDOWN_LINE_END);
		break;
	case CMARK_NODE_LINEBREAK:
		nx_buf_addc(to, w->images ? ' ' : '\n');
		break;
	case CMARK_NODE_HTML_INLINE:
		take_tag(w, to, nx_str_from(cmark_node_get_literal(node)));
		break;
	case CMARK_NODE_LINK:
		w->hidden += is_footnote(node);
		break;
	case CMARK_NODE_IMAGE:
		if (w->images++ == 0)
			w->caption = w->captions.n;
		break;
	default:
		break;
	}
}

static void enter(writer *w, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_CODE_BLOCK:
		nx_buf_adds(&w->block, cmark_node_get_literal(node));
		end_block(w);
		break;
	case CMARK_NODE_HTML_BLOCK:
		take_html(w, nx_str_from(cmark_node_get_literal(node)));
		break;
	case CMARK_NODE_PARAGRAPH:
	case CMARK_NODE_HEADING:
		w->raw = NULL;
		break;
	default:
		enter_inline(w, node);
		break;
	}
}

static void leave(writer *w, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_PARAGRAPH:
		end_paragraph(w, node);
		break;
	case CMARK_NODE_HEADING:
		end_heading(w, cmark_node_get_heading_level(node));
		break;
	case CMARK_NODE_LINK:
		w->hidden -= is_footnote(node);
		break;
	case CMARK_NODE_IMAGE:
		/* Without a text the title is what is shown. */
		if (--w->images == 0 && w->captions.n == w->caption)
			nx_buf_adds(&w->captions, cmark_node_get_title(node));
		nx_buf_addc(&w->captions, '\n');
		break;
	default:
		break;
	}
}

static void write_block(writer *w, cmark_node *block)
{
	cmark_iter *walk = cmark_iter_new(block);
	cmark_event_type event;

	while ((event = cmark_iter_next(walk)) != CMARK_EVENT_DONE) {
		if (event == CMARK_EVENT_ENTER)
			enter(w, cmark_iter_get_node(walk));
		else
			leave(w, cmark_iter_get_node(walk));
	}
	cmark_iter_free(walk);
}

static bool is_headline(cmark_node *block)
{
	return cmark_node_get_type(block) == CMARK_NODE_HEADING &&
	       cmark_node_get_heading_level(block) == 1;
}

nx_status nx_markdown_open(nx_markdown **out, nx_str markdown, nx_error *err)
{
	nx_markdown *document = calloc(1, sizeof *document);

	*out = NULL;
	if (!document)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	nx_markdown_tame(&document->source, markdown);
	if (nx_buf_status(&document->source, err) != NX_OK) {
		nx_markdown_close(document);
		return NX_ERR_NOMEM;
	}
	document->root =
		cmark_parse_document(document->source.p, document->source.n, CMARK_OPT_DEFAULT);
	document->next = cmark_node_first_child(document->root);
	*out = document;
	return NX_OK;
}

void nx_markdown_close(nx_markdown *document)
{
	if (!document)
		return;
	if (document->root)
		cmark_node_free(document->root);
	nx_buf_release(&document->source);
	free(document);
}

size_t nx_markdown_headings(const nx_markdown *document)
{
	cmark_node *block = cmark_node_first_child(document->root);
	size_t count = 0;

	for (; block; block = cmark_node_next(block))
		count += is_headline(block);
	return count;
}

bool nx_markdown_at_heading(const nx_markdown *document)
{
	return document->next && is_headline(document->next);
}

void nx_markdown_part_release(nx_markdown_part *part)
{
	nx_buf_release(&part->text);
	nx_buf_release(&part->title);
	nx_buf_release(&part->captions);
	nx_buf_release(&part->subheadings);
}

bool nx_markdown_read(nx_markdown *document, bool split, nx_markdown_part *part)
{
	writer w = { .part = part };
	bool first = true;

	part->titled = false;
	part->line = 0;
	if (!document->next)
		return false;
	part->line = (size_t)cmark_node_get_start_line(document->next);
	while (document->next && (first || !split || !is_headline(document->next))) {
		write_block(&w, document->next);
		document->next = cmark_node_next(document->next);
		first = false;
	}
	part->text.failed |=
		w.failed || part->title.failed || part->captions.failed || part->subheadings.failed;
	nx_buf_release(&w.block);
	nx_buf_release(&w.plain);
	nx_buf_release(&w.captions);
	return true;
}
