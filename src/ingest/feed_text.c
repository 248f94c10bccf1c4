/* What is within one element, whether it is text, escaped HTML, CDATA or elements of
 * XHTML, and whether it is closed or not. */
#include <string.h>

#include "ingest/feed.h"

/* An element while its content is read. */
typedef struct feed_content {
	nx_str name; /* as written */
	bool is_body;
	bool is_xhtml; /* references in it belong to HTML */
	size_t nested; /* elements of the same name open in it */
} feed_content;

void nx_feed_next(nx_feed *feed, nx_markup_token *token)
{
	if (feed->failure.status != NX_OK)
		*token = (nx_markup_token){ .kind = NX_MARKUP_END };
	else if (nx_markup_next(&feed->markup, token, &feed->failure) != NX_OK)
		token->kind = NX_MARKUP_END;
}

bool nx_feed_is_entry(nx_str space, nx_str local)
{
	static const char *const entries[][2] = { { "rss", "item" }, { "atom", "entry" },
		{ "sitemap", "url" } };

	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
		if (nx_str_eq(space, nx_str_from(entries[i][0])) &&
			nx_markup_same(local, nx_str_from(entries[i][1])))
			return true;
	}
	return false;
}

/* Names of elements of feeds that HTML has too: in HTML that was not escaped they do
 * not mean that the text is over. */
static bool is_html_too(nx_str name)
{
	static const char *const names[] = { "title", "link", "source", "summary" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (nx_markup_same(name, nx_str_from(names[i])))
			return true;
	}
	return false;
}

/* Does the tag begin what cannot be within the element, so that its end was forgotten? */
static bool ends_before(const nx_feed *feed, const feed_content *content, nx_str name)
{
	nx_str space = nx_feed_scope_space(&feed->scope, name), local = nx_feed_local(name);
	nx_feed_element element;

	if (nx_feed_is_entry(space, local))
		return true;
	if (content->is_xhtml || (content->is_body && is_html_too(name)))
		return false;
	return nx_feed_element_find(&element, space, NX_STR_NULL, local) &&
	       !nx_str_eq(space, NX_STR("xhtml"));
}

static void add_escaped(nx_buf *out, nx_str text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '<')
			nx_buf_adds(out, "&lt;");
		else if (text.p[i] == '&')
			nx_buf_adds(out, "&amp;");
		else
			nx_buf_addc(out, text.p[i]);
	}
}

static void add_tag(nx_buf *out, const nx_markup_token *tag)
{
	nx_buf_adds(out, tag->kind == NX_MARKUP_CLOSE ? "</" : "<");
	nx_buf_add(out, nx_feed_local(tag->name));
	if (tag->kind == NX_MARKUP_OPEN) {
		nx_buf_add(out, tag->attributes);
		nx_buf_adds(out, tag->empty ? "/" : "");
	}
	nx_buf_addc(out, '>');
}

static bool is_xhtml(const nx_feed *feed, const nx_markup_token *tag)
{
	nx_str uri = nx_markup_value(tag->attributes, "xmlns");
	nx_str space =
		uri.p ? nx_feed_space_of_uri(uri) : nx_feed_scope_space(&feed->scope, tag->name);

	return nx_str_eq(space, NX_STR("xhtml"));
}

static void add_child(nx_feed *feed, feed_content *content, const nx_markup_token *tag)
{
	bool is_own = nx_markup_same(tag->name, content->name) && !tag->empty;

	if (!content->is_xhtml && nx_str_trim(nx_buf_str(&feed->text)).n == 0)
		content->is_xhtml = tag->kind == NX_MARKUP_OPEN && is_xhtml(feed, tag);
	add_tag(&feed->text, tag);
	if (is_own && tag->kind == NX_MARKUP_OPEN)
		content->nested++;
	else if (is_own)
		content->nested--;
}

/* Take the token in; false when the element is over with it or before it. */
static bool add_token(nx_feed *feed, feed_content *content, const nx_markup_token *token)
{
	bool is_end = nx_markup_same(token->name, content->name) && !content->nested;

	switch (token->kind) {
	case NX_MARKUP_END:
		break;
	case NX_MARKUP_TEXT:
		if (content->is_xhtml)
			nx_buf_add(&feed->text, token->raw);
		else
			nx_markup_resolve(&feed->text, token->raw, nx_markup_xml);
		return true;
	case NX_MARKUP_CDATA:
		if (content->is_xhtml)
			add_escaped(&feed->text, token->raw);
		else
			nx_buf_add(&feed->text, token->raw);
		return true;
	case NX_MARKUP_CLOSE:
		if (is_end)
			return false;
		if (nx_feed_scope_find(&feed->scope, token->name) >= feed->scope.depth ||
			!nx_feed_scope_find(&feed->scope, token->name)) {
			add_child(feed, content, token);
			return true;
		}
		break;
	case NX_MARKUP_OPEN:
		if (!ends_before(feed, content, token->name)) {
			add_child(feed, content, token);
			return true;
		}
		break;
	}
	nx_markup_again(&feed->markup);
	if (!feed->unclosed && token->kind != NX_MARKUP_END)
		feed->unclosed = token->line;
	return false;
}

nx_status nx_feed_read_value(nx_feed *feed, const nx_markup_token *tag, bool is_body, nx_error *err)
{
	const nx_feed_open *open = &feed->scope.open[feed->scope.depth - 1];
	feed_content content = { .name = nx_str_slice(nx_buf_str(&feed->scope.names), open->name,
					 open->name_end),
		.is_body = is_body,
		.is_xhtml =
			nx_markup_same(nx_markup_value(tag->attributes, "type"), NX_STR("xhtml")) };
	nx_markup_token token;
	bool more = !tag->empty;

	nx_buf_clear(&feed->text);
	while (more) {
		nx_feed_next(feed, &token);
		more = add_token(feed, &content, &token);
		if (feed->text.n > NX_LINE_LIMIT) {
			feed->values.too_long = true;
			nx_buf_clear(&feed->text);
		}
	}
	return nx_buf_status(&feed->text, err);
}
