/* The scanner works in a window over the stream. Every byte is looked at a bounded
 * number of times: a tag ends at the next '<' outside of quotes or at NX_TAG_LIMIT,
 * and everything that may be longer is given, or passed over, piece by piece. */
#include "ingest/markup.h"

#include <string.h>

/* A text is not cut within this distance behind a '&' */
#define REFERENCE_LIMIT 40

void nx_markup_init(nx_markup *markup, nx_stream *stream)
{
	*markup = (nx_markup){ .stream = stream, .line = 1 };
}

void nx_markup_release(nx_markup *markup)
{
	nx_buf_release(&markup->window);
}

static nx_str ahead(const nx_markup *m)
{
	return nx_str_slice(nx_buf_str(&m->window), m->pos, m->window.n);
}

static void advance(nx_markup *m, size_t n)
{
	const char *p = m->window.p + m->pos, *end = p + n;

	while (n && (p = memchr(p, '\n', (size_t)(end - p)))) {
		m->line++;
		p++;
	}
	m->pos += n;
}

/* More of the stream into the window. At the end, and when the stream fails, `ended`. */
static nx_status fill(nx_markup *m, nx_error *err)
{
	nx_status st;
	nx_str chunk;

	if (m->pos) {
		memmove(m->window.p, m->window.p + m->pos, m->window.n - m->pos);
		m->window.n -= m->pos;
		m->pos = 0;
	}
	st = nx_stream_read(m->stream, &chunk, err);
	nx_buf_add(&m->window, chunk);
	if (nx_buf_status(&m->window, err) != NX_OK)
		st = NX_ERR_NOMEM;
	m->ended = st != NX_OK || chunk.n == 0;
	return st;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_name_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_name(char c)
{
	return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
}

/* What stands at a '<'. */
typedef enum shape {
	SHAPE_TEXT, /* nothing: a stray '<' */
	SHAPE_TAG,
	SHAPE_MORE /* to be told when more of the stream is there */
} shape;

/* The tag at the start of s; *n is its length. */
static shape scan_tag(const nx_markup *m, nx_str s, nx_markup_token *token, size_t *n)
{
	size_t start = 1, i;
	bool close = s.n > 1 && s.p[1] == '/';
	char quote = 0, before = 0;

	start += close;
	for (i = start; i < s.n && (i == start ? is_name_start(s.p[i]) : is_name(s.p[i])); i++)
		;
	if (i < s.n && (i == start || (!is_space(s.p[i]) && s.p[i] != '>' && s.p[i] != '/')))
		return SHAPE_TEXT;
	token->name = nx_str_slice(s, start, i);
	for (start = i; i < s.n && i < NX_TAG_LIMIT; i++) {
		char c = s.p[i];

		if (quote) {
			quote = c == quote ? 0 : quote;
		} else if (c == '>') {
			token->kind = close ? NX_MARKUP_CLOSE : NX_MARKUP_OPEN;
			token->empty = !close && i > start && s.p[i - 1] == '/';
			token->attributes = nx_str_slice(s, start, i - token->empty);
			*n = i + 1;
			return SHAPE_TAG;
		} else if (c == '<') {
			return SHAPE_TEXT;
		} else if ((c == '"' || c == '\'') && before == '=') {
			/* A quote anywhere else is a slip, and must not hide the end. */
			quote = c;
		}
		before = is_space(c) && before == '=' ? before : c;
	}
	return i >= NX_TAG_LIMIT || m->ended ? SHAPE_TEXT : SHAPE_MORE;
}

static const nx_str cdata_begin = NX_STR("<![CDATA["), cdata_end = NX_STR("]]>");

static shape scan_cdata(nx_markup *m, nx_str s, size_t *n)
{
	if (nx_str_starts(s, cdata_begin)) {
		m->in_cdata = true;
		*n = cdata_begin.n;
		return SHAPE_TAG;
	}
	return !m->ended && nx_str_starts(cdata_begin, s) ? SHAPE_MORE : SHAPE_TEXT;
}

/* The length of the text at the start of s, a stray '<' being its first byte if it
 * begins with one. What may be half a reference is left for later; 0 when that is all. */
static size_t text_length(const nx_markup *m, nx_str s)
{
	const char *end = s.n > 1 ? memchr(s.p + 1, '<', s.n - 1) : NULL;
	size_t n = end ? (size_t)(end - s.p) : s.n;

	if (end || m->ended)
		return n;
	for (size_t i = n; i > 0 && n - i < REFERENCE_LIMIT && s.p[i - 1] != ';'; i--) {
		if (s.p[i - 1] == '&')
			return i - 1;
	}
	return n;
}

/* A token of the content; kind NX_MARKUP_END when there was none but a section begins,
 * or more must be read (*more). */
static void scan_content(nx_markup *m, nx_markup_token *token, bool *more)
{
	nx_str s = ahead(m);
	shape found = SHAPE_TEXT;
	size_t n = 0;

	if (s.p[0] == '<') {
		if (s.n < 2)
			found = m->ended ? SHAPE_TEXT : SHAPE_MORE;
		else if (s.p[1] == '!')
			found = scan_cdata(m, s, &n);
		else
			found = scan_tag(m, s, token, &n);
	}
	if (found == SHAPE_TEXT) {
		n = text_length(m, s);
		token->kind = n ? NX_MARKUP_TEXT : NX_MARKUP_END;
	}
	*more = found == SHAPE_MORE || n == 0;
	token->raw = nx_str_slice(s, 0, n);
	advance(m, n);
}

/* The section up to its end, or all there is of it. */
static void scan_section(nx_markup *m, nx_markup_token *token, bool *more)
{
	nx_str s = ahead(m);
	size_t at = nx_str_find(s, cdata_end, 0);

	/* The mark may be cut in two by the window's end. */
	if (at == (size_t)-1 && !m->ended)
		at = s.n > cdata_end.n ? s.n - cdata_end.n : 0;
	token->raw = nx_str_slice(s, 0, at);
	token->kind = token->raw.n ? NX_MARKUP_CDATA : NX_MARKUP_END;
	advance(m, token->raw.n);
	*more = false;
	if (nx_str_starts(ahead(m), cdata_end)) {
		advance(m, cdata_end.n);
		m->in_cdata = false;
	} else if (token->raw.n == 0) {
		*more = true;
	}
}

nx_status nx_markup_next(nx_markup *markup, nx_markup_token *token, nx_error *err)
{
	for (;;) {
		bool more = ahead(markup).n == 0;

		*token = (nx_markup_token){ .kind = NX_MARKUP_END, .line = markup->line };
		if (!more && markup->in_cdata)
			scan_section(markup, token, &more);
		else if (!more)
			scan_content(markup, token, &more);
		if (token->kind != NX_MARKUP_END)
			break;
		if (more && markup->ended)
			break;
		if (more) {
			nx_status st = fill(markup, err);

			if (st != NX_OK)
				return st;
		}
	}
	return NX_OK;
}
