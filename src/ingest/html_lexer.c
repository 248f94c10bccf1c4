#include "ingest/html_lexer.h"

#include <string.h>
#include <strings.h>

bool nx_html_is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

bool nx_html_same(nx_str a, const char *b)
{
	return a.n == strlen(b) && strncasecmp(a.p, b, a.n) == 0;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool ends_name(char c)
{
	return nx_html_is_space(c) || c == '/' || c == '>';
}

/* Byte of the first `c` at or after `from`, or the end. */
static size_t find_byte(nx_str s, char c, size_t from)
{
	const char *hit = from < s.n ? memchr(s.p + from, c, s.n - from) : NULL;

	return hit ? (size_t)(hit - s.p) : s.n;
}

/* The byte behind the tag whose attributes begin at `pos`; s.n + 1 when the input
 * ends within. Quotes count only where a value may begin. */
static size_t tag_end(nx_str s, size_t pos)
{
	bool value = false;

	for (; pos < s.n; pos++) {
		char c = s.p[pos];

		if (c == '>')
			return pos + 1;
		if (value && (c == '"' || c == '\'')) {
			pos = find_byte(s, c, pos + 1);
			if (pos == s.n)
				break;
		}
		value = c == '=' || (value && nx_html_is_space(c));
	}
	return s.n + 1;
}

/* "/" at the end, unless it is that of a URL without quotes. */
static bool is_self_closing(nx_str attributes)
{
	size_t n = attributes.n;
	char before = n > 1 ? attributes.p[n - 2] : ' ';

	return n && attributes.p[n - 1] == '/' &&
	       (nx_html_is_space(before) || before == '"' || before == '\'');
}

static nx_html_kind read_tag(nx_html_lexer *lexer, nx_html_token *token, size_t name)
{
	nx_str s = lexer->html;
	size_t end = name, behind;

	while (end < s.n && !ends_name(s.p[end]))
		end++;
	behind = tag_end(s, end);
	if (behind > s.n) {
		lexer->pos = s.n;
		return NX_HTML_END;
	}
	lexer->pos = behind;
	token->kind = s.p[name - 1] == '/' ? NX_HTML_END_TAG : NX_HTML_START_TAG;
	token->text = nx_str_slice(s, name, end);
	token->tag = nx_html_tag_of(token->text);
	token->attributes = nx_str_slice(s, end, behind - 1);
	token->self_closing = is_self_closing(token->attributes);
	/* Pages that were written out as XML close empty scripts so. */
	if (token->kind == NX_HTML_START_TAG && nx_html_tag_flags(token->tag) & NX_HTML_RAW &&
		!token->self_closing)
		lexer->raw = token->tag;
	return token->kind;
}

/* Behind a comment, a doctype or an instruction that begins at pos. */
static size_t skip_markup(nx_str s, size_t pos)
{
	size_t end;

	if (!nx_str_starts(nx_str_slice(s, pos, s.n), NX_STR("<!--"))) {
		end = find_byte(s, '>', pos);
		return end < s.n ? end + 1 : s.n;
	}
	for (end = pos + 4; end < s.n; end++) {
		end = find_byte(s, '>', end);
		/* "<!-->" and "<!--->" are whole comments. */
		if (end < s.n && s.p[end - 1] == '-' && s.p[end - 2] == '-')
			return end + 1;
		if (end < s.n && end >= pos + 7 && s.p[end - 1] == '!' && s.p[end - 2] == '-' &&
			s.p[end - 3] == '-')
			return end + 1;
	}
	return s.n;
}

/* Does markup begin with the '<' at byte `pos`? */
static bool is_markup(nx_str s, size_t pos)
{
	char next = pos + 1 < s.n ? s.p[pos + 1] : ' ';

	return is_letter(next) || next == '!' || next == '?' || next == '/';
}

static size_t text_end(nx_str s, size_t pos)
{
	do
		pos = find_byte(s, '<', pos + 1);
	while (pos < s.n && !is_markup(s, pos));
	return pos;
}

static nx_html_kind give_text(nx_html_lexer *lexer, nx_html_token *token, size_t end)
{
	token->kind = NX_HTML_TEXT;
	token->tag = NX_TAG_NONE;
	token->text = nx_str_slice(lexer->html, lexer->pos, end);
	lexer->pos = end;
	return token->kind;
}

/* The content of a script and its kin; an empty one is passed over. */
static bool read_raw(nx_html_lexer *lexer, nx_html_token *token)
{
	nx_str s = lexer->html;
	size_t at = lexer->pos, name_end;
	nx_html_tag raw = lexer->raw;

	for (;; at++) {
		at = nx_str_find(s, NX_STR("</"), at);
		if (at == (size_t)-1) {
			at = s.n;
			break;
		}
		for (name_end = at + 2; name_end < s.n && is_letter(s.p[name_end]); name_end++)
			;
		if (name_end < s.n && ends_name(s.p[name_end]) &&
			nx_html_tag_of(nx_str_slice(s, at + 2, name_end)) == raw)
			break;
	}
	lexer->raw = NX_TAG_NONE;
	if (at == lexer->pos)
		return false;
	token->verbatim = raw != NX_TAG_TITLE && raw != NX_TAG_TEXTAREA;
	give_text(lexer, token, at);
	return true;
}

/* CDATA is XML's; feeds and XHTML have it. Without its end it is a comment. */
static bool read_cdata(nx_html_lexer *lexer, nx_html_token *token)
{
	nx_str s = lexer->html;
	size_t end;

	if (lexer->no_cdata_end ||
		!nx_str_starts(nx_str_slice(s, lexer->pos, s.n), NX_STR("<![CDATA[")))
		return false;
	end = nx_str_find(s, NX_STR("]]>"), lexer->pos + 9);
	if (end == (size_t)-1) {
		lexer->no_cdata_end = true;
		return false;
	}
	lexer->pos += 9;
	give_text(lexer, token, end);
	lexer->pos = end + 3;
	/* What feeds wrap so is HTML, with its references. */
	return true;
}

nx_html_kind nx_html_next(nx_html_lexer *lexer, nx_html_token *token)
{
	nx_str s = lexer->html;

	*token = (nx_html_token){ .kind = NX_HTML_END };
	if (lexer->raw != NX_TAG_NONE && read_raw(lexer, token))
		return token->kind;
	while (lexer->pos < s.n) {
		size_t pos = lexer->pos;

		if (s.p[pos] != '<' || !is_markup(s, pos))
			return give_text(lexer, token, text_end(s, pos));
		if (is_letter(s.p[pos + 1]))
			return read_tag(lexer, token, pos + 1);
		if (s.p[pos + 1] == '/' && pos + 2 < s.n && is_letter(s.p[pos + 2]))
			return read_tag(lexer, token, pos + 2);
		if (s.p[pos + 1] == '!' && read_cdata(lexer, token))
			return token->kind;
		lexer->pos = skip_markup(s, pos);
	}
	return NX_HTML_END;
}

bool nx_html_attribute(nx_str *attributes, nx_str *name, nx_str *value)
{
	nx_str s = *attributes;
	size_t pos = 0, start;

	while (pos < s.n && (nx_html_is_space(s.p[pos]) || s.p[pos] == '/'))
		pos++;
	if (pos >= s.n)
		return false;
	start = pos++; /* a name may begin with "=" */
	while (pos < s.n && !ends_name(s.p[pos]) && s.p[pos] != '=')
		pos++;
	*name = nx_str_slice(s, start, pos);
	*value = NX_STR("");
	while (pos < s.n && nx_html_is_space(s.p[pos]))
		pos++;
	if (pos < s.n && s.p[pos] == '=') {
		for (pos++; pos < s.n && nx_html_is_space(s.p[pos]); pos++)
			;
		start = pos;
		if (pos < s.n && (s.p[pos] == '"' || s.p[pos] == '\'')) {
			pos = find_byte(s, s.p[pos], pos + 1);
			*value = nx_str_slice(s, start + 1, pos);
			pos += pos < s.n;
		} else {
			while (pos < s.n && !nx_html_is_space(s.p[pos]))
				pos++;
			*value = nx_str_slice(s, start, pos);
		}
	}
	*attributes = nx_str_slice(s, pos, s.n);
	return true;
}

nx_str nx_html_attribute_of(nx_str attributes, const char *name)
{
	nx_str found, value;

	while (nx_html_attribute(&attributes, &found, &value))
		if (nx_html_same(found, name))
			return value;
	return NX_STR_NULL;
}
