#include "ingest/warc_record.h"

#include <string.h>
#include <strings.h>

#include "ingest/warc_reader.h"

/* Is the list's item, without parameters, in the value of a field? */
static bool has_token(nx_str value, const char *token)
{
	nx_str rest = value, item;

	while (value.p && nx_str_split(&rest, ',', &item)) {
		nx_str word = NX_STR("");

		nx_str_split(&item, ';', &word);
		word = nx_str_trim(word);
		if (word.n == strlen(token) && strncasecmp(word.p, token, word.n) == 0)
			return true;
	}
	return false;
}

/* "text/html" of "text/html; charset=windows-1256". */
static nx_str media_type(nx_str field)
{
	nx_str rest = field, type = field;

	if (field.p)
		nx_str_split(&rest, ';', &type);
	return field.p ? nx_str_trim(type) : field;
}

static nx_str charset_of(nx_str field)
{
	nx_str part, value;

	while (field.p && nx_str_split(&field, ';', &part)) {
		part = nx_str_trim(part);
		if (part.n < 8 || strncasecmp(part.p, "charset=", 8) != 0)
			continue;
		value = nx_str_trim(nx_str_slice(part, 8, part.n));
		while (value.n && (*value.p == '"' || *value.p == '\''))
			value = nx_str_slice(value, 1, value.n);
		while (value.n && strchr("\"'", value.p[value.n - 1]))
			value.n--;
		return value.n ? value : NX_STR_NULL;
	}
	return NX_STR_NULL;
}

static bool is_text(nx_str media)
{
	static const char *const types[] = { "text/html", "application/xhtml+xml", "text/plain",
		"text/markdown", "text/xml", "application/xml", "application/rss+xml",
		"application/atom+xml", "application/rdf+xml", "application/json", "text/json",
		"application/ld+json", "application/feed+json", "application/x-ndjson",
		"application/jsonl" };

	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (media.n == strlen(types[i]) && strncasecmp(media.p, types[i], media.n) == 0)
			return true;
	}
	return false;
}

static bool is_one_of(nx_str word, const char *a, const char *b)
{
	return (word.n == strlen(a) && strncasecmp(word.p, a, word.n) == 0) ||
	       (word.n == strlen(b) && strncasecmp(word.p, b, word.n) == 0);
}

/* By the media type that is declared, or else the one that the crawler found out. */
static bool hold_text(nx_warc_record *record, nx_str declared, nx_str found)
{
	nx_str media = media_type(declared);

	if (media.n == 0)
		media = media_type(found);
	record->charset = charset_of(declared);
	record->is_unsure = media.n == 0;
	return record->is_unsure || is_text(media);
}

/* Not for readers: what wget notes of its own run, and what robots may do. */
static bool is_for_machines(nx_str url)
{
	return nx_str_starts(url, NX_STR("metadata:")) || nx_str_ends(url, NX_STR("/robots.txt"));
}

bool nx_warc_record_read(nx_warc_record *record, nx_str head)
{
	nx_str type = nx_warc_field(head, "WARC-Type");
	nx_str content = nx_warc_field(head, "Content-Type");
	nx_str url = nx_warc_field(head, "WARC-Target-URI");

	/* Some writers of WARC/1.0 put the URI in angle brackets, as its grammar had it. */
	if (url.n > 2 && url.p[0] == '<' && url.p[url.n - 1] == '>')
		url = nx_str_slice(url, 1, url.n - 1);
	*record = (nx_warc_record){ .url = url.n ? url : NX_STR_NULL, .charset = NX_STR_NULL };
	record->is_truncated = nx_warc_field(head, "WARC-Truncated").p != NULL;
	if (is_for_machines(url))
		return false;
	if (type.p && is_one_of(type, "resource", "conversion"))
		return hold_text(
			record, content, nx_warc_field(head, "WARC-Identified-Payload-Type"));
	record->is_answer = type.p && is_one_of(type, "response", "response") &&
			    (!content.n || is_one_of(media_type(content), "application/http",
						   "application/https"));
	return record->is_answer;
}

bool nx_warc_record_answer(nx_warc_record *record, nx_str head, nx_str http)
{
	static const char *const foreign[] = { "br", "compress", "x-compress", "exi" };
	nx_str coding = nx_warc_field(http, "Content-Encoding");
	size_t space = nx_str_find(http, NX_STR(" "), 0);

	record->is_chunked = has_token(nx_warc_field(http, "Transfer-Encoding"), "chunked");
	record->is_deflated = has_token(coding, "deflate");
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
		if (has_token(coding, foreign[i]))
			record->foreign = foreign[i];
	}
	return space != (size_t)-1 &&
	       nx_str_starts(nx_str_slice(http, space + 1, http.n), NX_STR("200")) &&
	       hold_text(record, nx_warc_field(http, "Content-Type"),
		       nx_warc_field(head, "WARC-Identified-Payload-Type"));
}

bool nx_warc_looks_marked(nx_str body)
{
	size_t i = nx_str_starts(body, NX_STR("\xEF\xBB\xBF")) ? 3 : 0;

	while (i < body.n && strchr(" \t\r\n", body.p[i]) && body.p[i])
		i++;
	return i < body.n && (body.p[i] == '<' || body.p[i] == '{' || body.p[i] == '[');
}
