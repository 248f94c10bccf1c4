/* The stream is cut at its tags, and each is given to libxml2 before the next is looked
 * at, so that the elements that are open are known. */
#include "ingest/feed_parser.h"

#include <inttypes.h>
#include <string.h>

#include "ingest/html_tag.h"

/* The parser is given about so much text at a time. It moves what is left in its buffer
 * for every few hundred bytes, and waits for the end of a CDATA section. */
#define PIECE ((size_t)4 << 10)
/* What the parser keeps of names and addresses of namespaces; a few KiB in real feeds. It
 * compares a new one with ever more others. */
#define NAMES_LIMIT ((size_t)1 << 20)
/* A text is not cut within this distance behind a '&'. */
#define REFERENCE_LIMIT 40

/* What hides tags. Comments and instructions are passed over. */
struct nx_feed_section {
	const char *begin, *end;
};

static const nx_feed_section sections[] = {
	{ "<![CDATA[", "]]>" },
	{ "<!--", "-->" },
	{ "<?", "?>" },
};

/* What it says is kept for the caller's message, not printed: nobody asked for each slip. */
static void on_error(void *user, xmlError *error)
{
	(void)user, (void)error;
}

static nx_status feed(nx_feed_parser *p, nx_error *err)
{
	const xmlError *error;

	if (p->out.failed || p->names.failed || p->window.failed)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	if (p->out.n && !p->stopped)
		xmlParseChunk(p->xml, p->out.p, (int)p->out.n, 0);
	nx_buf_clear(&p->out);
	if (p->stopped || !p->xml->disableSAX)
		return NX_OK;
	p->stopped = true;
	if (xmlDictGetUsage(p->xml->dict) > NAMES_LIMIT / 2) {
		nx_fail(&p->failure, NX_ERR_LIMIT,
			"line %" PRIu64 ": the names of its elements and attributes take more than "
			"%zu bytes, the limit",
			p->next_line, NAMES_LIMIT);
		return NX_OK;
	}
	error = xmlCtxtGetLastError(p->xml);
	if (!error || error->code == XML_ERR_NO_MEMORY)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	nx_fail(&p->failure, NX_ERR_FORMAT, "line %" PRIu64 ": no XML that can be read on: %.*s",
		p->next_line, (int)strcspn(error->message ? error->message : "", "\n"),
		error->message ? error->message : "");
	return NX_OK;
}

nx_status nx_feed_parser_open(nx_feed_parser *parser, nx_stream *stream,
	const xmlSAXHandler *handler, void *user, nx_error *err)
{
	xmlSAXHandler sax = *handler;

	*parser =
		(nx_feed_parser){ .stream = stream, .next_line = 1, .bindings = NX_FEED_BINDINGS };
	sax.initialized = XML_SAX2_MAGIC;
	sax.serror = on_error;
	parser->xml = xmlCreatePushParserCtxt(&sax, user, NULL, 0, NULL);
	if (!parser->xml)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	/* There are no entities; but without NOENT an attribute's "&amp;" comes as "&#38;". */
	xmlCtxtUseOptions(parser->xml, XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOENT);
	xmlDictSetLimit(parser->xml->dict, NAMES_LIMIT);
	/* What stands around the root, a second one too, is content of this element. */
	nx_buf_adds(&parser->out, "<file>");
	return feed(parser, err);
}

void nx_feed_parser_release(nx_feed_parser *parser)
{
	xmlFreeParserCtxt(parser->xml);
	nx_buf_release(&parser->names);
	nx_buf_release(&parser->window);
	nx_buf_release(&parser->out);
}

void nx_feed_parser_stop(nx_feed_parser *parser)
{
	parser->stopped = true;
	xmlStopParser(parser->xml);
}

nx_str nx_feed_parser_name(const nx_feed_parser *parser, size_t depth)
{
	const nx_feed_open *open = &parser->open[depth - 1];

	return nx_str_slice(nx_buf_str(&parser->names), open->name, open->name_end);
}

static void pop(nx_feed_parser *p)
{
	p->depth--;
	p->names.n = p->open[p->depth].name;
	p->bindings = p->open[p->depth].bindings;
}

static nx_status close_one(nx_feed_parser *p, bool implied, nx_error *err)
{
	nx_status st;

	p->implied = implied;
	nx_buf_adds(&p->out, "</");
	nx_buf_add(&p->out, nx_feed_parser_name(p, p->depth));
	nx_buf_addc(&p->out, '>');
	st = feed(p, err);
	p->implied = false;
	pop(p);
	return st;
}

/* An end without a beginning is nothing, or HTML's. */
static nx_status close_tag(nx_feed_parser *p, nx_str tag, nx_str name, nx_error *err)
{
	size_t depth = p->depth;
	nx_status st = NX_OK;

	while (depth && (p->open[depth - 1].name_end - p->open[depth - 1].name != name.n ||
				!nx_feed_same(nx_feed_parser_name(p, depth), name)))
		depth--;
	if (depth == 0 && p->value)
		nx_feed_add_text(&p->out, tag);
	while (st == NX_OK && depth && p->depth >= depth)
		st = close_one(p, p->depth > depth, err);
	return st;
}

static nx_status push(nx_feed_parser *p, nx_str tag, nx_str name, nx_error *err)
{
	nx_feed_open *open = &p->open[p->depth];
	nx_status st;

	*open = (nx_feed_open){ .name = p->names.n, .bindings = p->bindings };
	nx_buf_add(&p->names, name);
	open->name_end = p->names.n;
	open->base = p->depth ? open[-1].base : 0;
	open->base_end = p->depth ? open[-1].base_end : 0;
	p->depth++;
	p->empty = tag.p[tag.n - 2] == '/';
	nx_feed_add_tag(&p->out, name, nx_str_slice(tag, name.n + 1, tag.n - 1 - p->empty),
		p->empty, &p->bindings);
	st = feed(p, err);
	if (p->empty)
		pop(p);
	p->empty = false;
	return st;
}

static nx_status open_tag(nx_feed_parser *p, nx_str tag, nx_str name, nx_error *err)
{
	nx_status st = NX_OK;

	/* The end of the entry before was forgotten. */
	if (p->entry && nx_feed_same(nx_feed_parser_name(p, p->entry), name)) {
		for (size_t depth = p->entry; st == NX_OK && p->depth >= depth;)
			st = close_one(p, true, err);
	}
	if (st != NX_OK || p->depth < NX_FEED_DEPTH)
		return st == NX_OK ? push(p, tag, name, err) : st;
	if (p->value) {
		nx_feed_add_text(&p->out, tag);
		return NX_OK;
	}
	p->stopped = true;
	nx_fail(&p->failure, NX_ERR_LIMIT,
		"line %" PRIu64 ": elements nested more than %d deep, the limit", p->line,
		NX_FEED_DEPTH);
	return NX_OK;
}

/* The end of what begins at '<', before byte i: behind '>', of a declaration also behind
 * '['. Quotes count only where a value may begin: one that is a slip must not hide the
 * end, and when it does so nevertheless, they do not count there the next time. 0 for no
 * end, *more when it may still come. */
static size_t find_end(nx_feed_parser *p, nx_str s, size_t i, bool is_declaration, bool *more)
{
	char quote = 0, before = 0;

	for (; i < s.n && i < NX_FEED_TAG_LIMIT; i++) {
		char c = s.p[i];

		if (quote) {
			quote = c == quote ? 0 : quote;
		} else if (c == '>' || (is_declaration && c == '[')) {
			return i + 1;
		} else if (c == '<') {
			break;
		} else if ((c == '"' || c == '\'') && (is_declaration || before == '=') &&
			   p->pos >= p->scanned) {
			quote = c;
		}
		before = nx_html_is_space(c) && before == '=' ? before : c;
	}
	*more = i == s.n && i < NX_FEED_TAG_LIMIT && !p->ended;
	if (!*more && p->pos >= p->scanned)
		p->scanned = p->pos + i;
	return 0;
}

/* The length of a name of ASCII letters, which those of feeds are, at byte i. */
static size_t name_length(nx_str s, size_t i)
{
	size_t n;

	for (n = 0; i + n < s.n; n++) {
		char c = s.p[i + n];
		bool is_letter = ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_';

		if (!is_letter && (n == 0 || !((c >= '0' && c <= ':') || c == '-' || c == '.')))
			break;
	}
	return n;
}

static bool may_begin(nx_str s, nx_str mark)
{
	return nx_str_eq(s, nx_str_slice(mark, 0, s.n));
}

/* Take the section, the tag or the declaration that s begins with; returns its length. */
static size_t take_markup(nx_feed_parser *p, nx_str s, bool *more, nx_status *st, nx_error *err)
{
	bool is_end = s.n > 1 && s.p[1] == '/', is_declaration = s.n > 1 && s.p[1] == '!';
	size_t start = 1 + (is_end || is_declaration), n = name_length(s, start), end;
	nx_str name = nx_str_slice(s, start, start + n);

	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
		nx_str mark = nx_str_from(sections[i].begin);

		if (nx_str_starts(s, mark)) {
			p->section = &sections[i];
			return mark.n;
		}
		*more |= !p->ended && may_begin(s, mark);
	}
	if (start + n == s.n && !p->ended)
		*more = true;
	if (*more || n == 0 || start + n == s.n ||
		!(nx_html_is_space(s.p[start + n]) || s.p[start + n] == '/' ||
			s.p[start + n] == '>'))
		return 0;
	end = find_end(p, s, start + n, is_declaration, more);
	if (end == 0)
		return 0;
	p->line = p->next_line;
	if (is_declaration && nx_feed_same(name, NX_STR("ENTITY")) && !p->entities_line)
		p->entities_line = p->line;
	if (is_end)
		*st = close_tag(p, nx_str_slice(s, 0, end), name, err);
	else if (!is_declaration)
		*st = open_tag(p, nx_str_slice(s, 0, end), name, err);
	return end;
}

/* The length of the text at the start of s, without what may be half a reference or
 * character. A '<' as first byte is part of it. */
static size_t text_length(const nx_feed_parser *p, nx_str s)
{
	const char *end = s.n > 1 ? memchr(s.p + 1, '<', s.n - 1) : NULL;
	size_t n = s.n;

	if (end || p->ended)
		return end ? (size_t)(end - s.p) : n;
	for (size_t i = s.n; i > 0 && s.n - i < 3 && n == s.n; i--) {
		if ((unsigned char)s.p[i - 1] >= 0xC0)
			n = i - 1;
	}
	for (size_t i = n; i > 0 && n - i < REFERENCE_LIMIT && s.p[i - 1] != ';'; i--) {
		if (s.p[i - 1] == '&')
			return i - 1;
	}
	return n;
}

/* The length of what is taken of s, within a section. */
static size_t take_section(nx_feed_parser *p, nx_str s, bool *more)
{
	nx_str end = nx_str_from(p->section->end);
	bool is_cdata = p->section == sections;
	size_t at = nx_str_find(s, end, 0), n = at;

	if (at == (size_t)-1)
		n = p->ended ? s.n : s.n < end.n ? 0 : s.n - (end.n - 1);
	if (is_cdata && n > PIECE)
		n = PIECE;
	/* Not within a character. */
	for (int i = 0; i < 3 && n && n < s.n && (s.p[n] & '\xC0') == '\x80'; i++)
		n--;
	if (is_cdata && n) {
		nx_buf_adds(&p->out, p->section->begin);
		nx_feed_add_cdata(&p->out, nx_str_slice(s, 0, n));
		nx_buf_adds(&p->out, p->section->end);
	}
	*more = n == 0 && n != at;
	if (n != at)
		return n;
	p->section = NULL;
	return n + end.n;
}

static void advance(nx_feed_parser *p, nx_str taken)
{
	p->pos += taken.n;
	for (size_t at = 0; (at = nx_str_find(taken, NX_STR("\n"), at)) != (size_t)-1; at++)
		p->next_line++;
}

/* More of the stream into the window. At the end, and when the stream fails, `ended`. */
static void fill(nx_feed_parser *p)
{
	nx_str chunk;

	if (p->pos) {
		memmove(p->window.p, p->window.p + p->pos, p->window.n - p->pos);
		p->window.n -= p->pos;
		p->scanned -= p->scanned < p->pos ? p->scanned : p->pos;
		p->pos = 0;
	}
	if (nx_stream_read(p->stream, &chunk, &p->failure) != NX_OK)
		p->stopped = true;
	nx_buf_add(&p->window, chunk);
	p->ended = p->stopped || chunk.n == 0;
}

nx_status nx_feed_parser_run(nx_feed_parser *parser, nx_error *err)
{
	nx_status st = NX_OK;

	while (st == NX_OK && !parser->stopped) {
		nx_str s = nx_str_slice(nx_buf_str(&parser->window), parser->pos, parser->window.n);
		bool more = s.n == 0;
		size_t n = 0;

		if (parser->section && s.n) {
			n = take_section(parser, s, &more);
		} else if (s.n) {
			if (s.p[0] == '<')
				n = take_markup(parser, s, &more, &st, err);
			if (n == 0 && !more) {
				n = text_length(parser, s);
				nx_feed_add_text(&parser->out, nx_str_slice(s, 0, n));
				more = n == 0;
			}
		}
		advance(parser, nx_str_slice(s, 0, n));
		if (st == NX_OK && parser->out.n > PIECE)
			st = feed(parser, err);
		if (st != NX_OK || !more)
			continue;
		if (parser->ended)
			break;
		fill(parser);
	}
	return st == NX_OK ? feed(parser, err) : st;
}
