/* Values of feeds, as people and programs write them. */
#include "ingest/feed.h"

#include <string.h>

#include <libxml/uri.h>

/* Longer ones are no addresses, and the library takes their square in time. */
#define ADDRESS_LIMIT 4096

static bool has_scheme(nx_str s)
{
	size_t i = 0;

	while (i < s.n && (((s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'z') ||
				  (i && strchr("0123456789+-.", s.p[i]) && s.p[i])))
		i++;
	return i > 1 && i < s.n && s.p[i] == ':';
}

void nx_feed_resolve(nx_buf *out, nx_str base, nx_str link)
{
	/* Addresses may be written in Arabic letters, which a URI cannot hold. */
	static const xmlChar reserved[] = ":/?#[]@!$&'()*+,;=%";
	nx_buf text = NX_BUF_INIT;
	xmlChar *from = NULL, *to = NULL, *whole = NULL;

	if (base.n && base.n < ADDRESS_LIMIT && link.n < ADDRESS_LIMIT && !has_scheme(link)) {
		nx_buf_add(&text, base);
		nx_buf_addc(&text, '\0');
		nx_buf_add(&text, link);
		if (nx_buf_cstr(&text)) {
			from = xmlURIEscapeStr((xmlChar *)text.p, reserved);
			to = xmlURIEscapeStr((xmlChar *)text.p + base.n + 1, reserved);
		}
		whole = from && to ? xmlBuildURI(to, from) : NULL;
	}
	out->failed |= text.failed;
	nx_buf_add(out, whole ? nx_str_from((const char *)whole) : link);
	xmlFree(whole);
	xmlFree(from);
	xmlFree(to);
	nx_buf_release(&text);
}

nx_str nx_feed_person(nx_str value)
{
	size_t open, at = nx_str_find(value, NX_STR("@"), 0);

	if (at == (size_t)-1)
		return value;
	open = nx_str_find(value, NX_STR("("), at);
	if (open != (size_t)-1) {
		size_t close = nx_str_find(value, NX_STR(")"), open);

		return nx_str_trim(nx_str_slice(value, open + 1, close));
	}
	open = nx_str_find(value, NX_STR("<"), 0);
	if (open != (size_t)-1 && open < at)
		return nx_str_trim(nx_str_slice(value, 0, open));
	/* An address alone is nobody's name. */
	return nx_str_find(value, NX_STR(" "), 0) == (size_t)-1 ? NX_STR_NULL : value;
}

/* What parts the name of a paper from the words about its feed. */
static const char *const marks[] = { "-", "|", ":", "/", "–", "—", "»", "«", "·", "•", "،", "(",
	")" };
static const char *const feed_words[] = { "rss", "rss2", "atom", "xml", "rdf", "feed", "feeds",
	"channel", "2.0", "خلاصات", "خلاصة", "خدمة", "تغذية" };

/* The length of one of the words at the start or end of s, the longest; 0 for none. */
static size_t match(nx_str s, const char *const *list, size_t count, bool at_end)
{
	size_t most = 0;

	for (size_t i = 0; i < count; i++) {
		nx_str word = nx_str_from(list[i]);
		nx_str part = at_end ? nx_str_slice(s, s.n - (word.n < s.n ? word.n : s.n), s.n)
				     : nx_str_slice(s, 0, word.n);

		if (word.n > most && nx_feed_same(part, word))
			most = word.n;
	}
	return most;
}

static nx_str cut(nx_str s, size_t n, bool at_end)
{
	return nx_str_trim(at_end ? nx_str_slice(s, 0, s.n - n) : nx_str_slice(s, n, s.n));
}

/* Is there an end of a word between the `n` bytes at one end of s and the rest? */
static bool is_apart(nx_str s, size_t n, bool at_end)
{
	nx_str rest = at_end ? nx_str_slice(s, 0, s.n - n) : nx_str_slice(s, n, s.n);

	return rest.n == 0 || strchr(" \t\n\r", at_end ? rest.p[rest.n - 1] : rest.p[0]) ||
	       match(rest, marks, sizeof marks / sizeof *marks, at_end);
}

static nx_str strip_end(nx_str s, bool at_end)
{
	nx_str left = s;
	bool words = false;

	for (;;) {
		size_t n = match(left, feed_words, sizeof feed_words / sizeof *feed_words, at_end);

		if (n && is_apart(left, n, at_end)) {
			words = true;
		} else {
			n = match(left, marks, sizeof marks / sizeof *marks, at_end);
			if (!n)
				break;
		}
		left = cut(left, n, at_end);
	}
	/* A mark alone may belong to the name. */
	return words && left.n ? left : s;
}

nx_str nx_feed_title(nx_str title)
{
	title = nx_str_trim(title);
	return strip_end(strip_end(title, true), false);
}

nx_str nx_feed_summary(nx_str html)
{
	static const char *const ends[] = { "</p>", "[&#8230;]", "[&hellip;]", "[...]", "[…]",
		"&#8230;", "&hellip;", "...", "…", "[..]" };
	nx_str left = nx_str_trim(html);
	bool broken = false;

	for (size_t n; (n = match(left, ends, sizeof ends / sizeof *ends, true));) {
		broken |= left.p[left.n - 1] != '>';
		left = cut(left, n, true);
	}
	return broken ? left : html;
}

nx_str nx_feed_without_footer(nx_str html, nx_str url)
{
	nx_str s = nx_str_trim(html), tail;
	size_t at, links = 0, from = 0;

	/* Written with or without what counts clicks. */
	for (at = 0; at < url.n && url.p[at] != '?' && url.p[at] != '#'; at++)
		;
	url = nx_str_slice(url, 0, at);
	for (at = s.n; at > 0 && s.n - at < 2000; at--) {
		if (nx_str_starts(nx_str_slice(s, at - 1, s.n), NX_STR("<p>")) ||
			nx_str_starts(nx_str_slice(s, at - 1, s.n), NX_STR("<p ")))
			break;
	}
	if (at == 0 || s.n - at >= 2000 || url.n == 0)
		return html;
	tail = nx_str_slice(s, at - 1, s.n);
	while ((from = nx_str_find(tail, NX_STR("<a "), from)) != (size_t)-1) {
		links++;
		from++;
	}
	if (links != 2 || nx_str_find(tail, url, 0) == (size_t)-1)
		return html;
	return nx_str_slice(s, 0, at - 1);
}
