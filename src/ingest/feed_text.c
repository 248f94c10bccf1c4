/* What is within one element, whether it is text, escaped HTML, CDATA or elements of
 * XHTML. */
#include "ingest/feed.h"

bool nx_feed_is_entry(const nx_feed_tag *tag)
{
	static const char *const entries[][2] = { { "rss", "item" }, { "atom", "entry" },
		{ "sitemap", "url" } };

	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
		if (nx_str_eq(tag->space, nx_str_from(entries[i][0])) &&
			nx_feed_same(tag->local, nx_str_from(entries[i][1])))
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
		if (nx_feed_same(name, nx_str_from(names[i])))
			return true;
	}
	return false;
}

bool nx_feed_ends_before(const nx_feed *feed, const nx_feed_tag *tag)
{
	nx_feed_element element;

	if (nx_feed_is_entry(tag))
		return true;
	if (feed->is_xhtml || (feed->element.how == NX_FEED_BODY && is_html_too(tag->local)))
		return false;
	return nx_feed_element_find(&element, tag->space, NX_STR_NULL, tag->local) &&
	       !nx_str_eq(tag->space, NX_STR("xhtml"));
}

static nx_str text_of(const xmlChar *start, const xmlChar *end)
{
	return (nx_str){ (const char *)start, (size_t)(end - start) };
}

void nx_feed_keep_attributes(nx_feed *feed, const nx_feed_tag *tag)
{
	nx_buf_clear(&feed->attributes);
	for (int i = 0; i < tag->count; i++) {
		const xmlChar **a = tag->attributes + 5 * i;

		if (a[1])
			nx_buf_addf(&feed->attributes, "%s:", (const char *)a[1]);
		nx_buf_adds(&feed->attributes, (const char *)a[0]);
		nx_buf_addc(&feed->attributes, '\0');
		nx_buf_add(&feed->attributes, text_of(a[3], a[4]));
		nx_buf_addc(&feed->attributes, '\0');
	}
	nx_feed_show(&feed->attributes, 0);
}

nx_str nx_feed_attribute(const nx_feed *feed, const char *name)
{
	nx_str rest = nx_buf_str(&feed->attributes), key, value;

	while (nx_str_split(&rest, '\0', &key) && nx_str_split(&rest, '\0', &value)) {
		if (nx_feed_same(key, nx_str_from(name)))
			return nx_str_trim(value);
	}
	return NX_STR_NULL;
}

static void add_escaped(nx_buf *out, nx_str text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '<')
			nx_buf_adds(out, "&lt;");
		else if (text.p[i] == '&')
			nx_buf_adds(out, "&amp;");
		else if (text.p[i] == '"')
			nx_buf_adds(out, "&quot;");
		else
			nx_buf_addc(out, text.p[i]);
	}
}

void nx_feed_begin_text(nx_feed *feed, const nx_feed_tag *tag)
{
	feed->parser.value = feed->parser.depth;
	feed->parser.open[feed->parser.depth - 1].in_value = true;
	nx_feed_keep_attributes(feed, tag);
	feed->is_xhtml = nx_feed_same(nx_feed_attribute(feed, "type"), NX_STR("xhtml"));
}

void nx_feed_add_begin(nx_feed *feed, const nx_feed_tag *tag)
{
	nx_buf *out = &feed->text;

	if (!feed->is_xhtml && nx_str_trim(nx_buf_str(out)).n == 0)
		feed->is_xhtml = nx_str_eq(tag->space, NX_STR("xhtml"));
	feed->parser.open[feed->parser.depth - 1].in_value = true;
	nx_buf_addc(out, '<');
	nx_buf_add(out, tag->local);
	for (int i = 0; i < tag->count; i++) {
		const xmlChar **a = tag->attributes + 5 * i;

		nx_buf_addf(out, " %s=\"", (const char *)a[0]);
		add_escaped(out, text_of(a[3], a[4]));
		nx_buf_addc(out, '"');
	}
	nx_buf_adds(out, feed->parser.empty ? "/>" : ">");
}

/* In HTML that was not escaped, what is not closed needs no end, as "<br>". */
void nx_feed_add_end(nx_feed *feed, nx_str local)
{
	if (feed->parser.implied || feed->parser.empty)
		return;
	nx_buf_adds(&feed->text, "</");
	nx_buf_add(&feed->text, local);
	nx_buf_addc(&feed->text, '>');
}

void nx_feed_add(nx_feed *feed, nx_str text)
{
	if (feed->is_xhtml)
		add_escaped(&feed->text, text);
	else
		nx_buf_add(&feed->text, text);
	if (feed->text.n > NX_LINE_LIMIT) {
		feed->values.too_long = true;
		nx_buf_clear(&feed->text);
	}
}
