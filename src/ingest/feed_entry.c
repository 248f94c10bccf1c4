/* The entry of a feed: its elements become the values of a record. */
#include <inttypes.h>

#include "ingest/feed.h"

#define KEPT ((size_t)1 << 20)

/* Ranks of values that an element gives beside its own. */
enum { RANK_ABOUT = 4, RANK_GUID_URL = 6, RANK_ABOUT_URL = 8 };

static bool is_address(nx_str value)
{
	return nx_str_starts(value, NX_STR("http://")) || nx_str_starts(value, NX_STR("https://"));
}

static void empty(nx_buf *buf)
{
	if (buf->cap > KEPT)
		nx_buf_release(buf);
	nx_buf_clear(buf);
}

static nx_status add(nx_feed *feed, const nx_feed_element *element, nx_str value, nx_error *err)
{
	return nx_gather_add(&feed->values, element->field, element->rank, value, err);
}

static nx_status add_address(
	nx_feed *feed, const nx_feed_element *element, nx_str link, nx_error *err)
{
	const nx_feed_open *open = &feed->parser.open[feed->parser.value - 1];
	nx_str base = nx_str_slice(nx_buf_str(&feed->parser.names), open->base, open->base_end);
	nx_buf whole = NX_BUF_INIT;
	nx_status st = NX_OK;

	if (!base.n)
		base = nx_buf_str(&feed->link);
	if (!base.n && feed->reading->url.p)
		base = feed->reading->url;
	if (link.n)
		nx_feed_resolve(&whole, base, link);
	st = nx_buf_status(&whole, err);
	if (st == NX_OK)
		st = add(feed, element, nx_buf_str(&whole), err);
	nx_buf_release(&whole);
	return st;
}

/* Of a link's address only that of the article itself counts. */
static nx_status add_link(nx_feed *feed, const nx_feed_element *element, nx_error *err)
{
	nx_str rel = nx_feed_attribute(feed, "rel");

	if (rel.n && !nx_feed_same(rel, NX_STR("alternate")))
		return NX_OK;
	return add_address(feed, element, nx_feed_attribute(feed, "href"), err);
}

static nx_status add_guid(
	nx_feed *feed, const nx_feed_element *element, nx_str value, nx_error *err)
{
	nx_feed_element url = { .field = NX_FIELD_URL, .rank = RANK_GUID_URL };
	nx_status st = add(feed, element, value, err);

	if (st == NX_OK && is_address(value) &&
		!nx_feed_same(nx_feed_attribute(feed, "isPermaLink"), NX_STR("false")))
		st = add(feed, &url, value, err);
	return st;
}

/* WordPress keeps in categories what is no topic as well. */
static nx_status add_category(
	nx_feed *feed, const nx_feed_element *element, nx_str value, nx_error *err)
{
	nx_str domain = nx_feed_attribute(feed, "domain");

	if (nx_str_eq(domain, NX_STR("post_format")) || nx_str_eq(domain, NX_STR("nav_menu")) ||
		nx_str_eq(nx_feed_attribute(feed, "nicename"), NX_STR("uncategorized")))
		return NX_OK;
	if (!value.n)
		value = nx_feed_attribute(feed, "label");
	if (!value.n)
		value = nx_feed_attribute(feed, "term");
	return add(feed, element, value, err);
}

/* Atom's content may be a picture or a program's data. */
static bool is_text(const nx_feed *feed)
{
	nx_str type = nx_feed_attribute(feed, "type");

	return !nx_feed_same(nx_feed_attribute(feed, "mode"), NX_STR("base64")) &&
	       (!type.p || nx_str_find(type, NX_STR("/"), 0) == (size_t)-1 ||
		       nx_str_starts(type, NX_STR("text/")) || nx_str_ends(type, NX_STR("xml")));
}

static void keep(nx_buf *out, nx_str value)
{
	nx_buf_clear(out);
	nx_buf_add(out, value);
}

static void keep_channel(nx_feed *feed, const nx_feed_element *element, nx_str value)
{
	if (element->field == NX_FIELD_URL && !feed->link.n)
		keep(&feed->link, value);
	if (element->field == NX_FIELD_SOURCE && !feed->title.n)
		keep(&feed->title, nx_feed_title(value));
}

static nx_status add_value(
	nx_feed *feed, const nx_feed_element *element, nx_str value, nx_error *err)
{
	switch (element->how) {
	case NX_FEED_TEXT:
	case NX_FEED_BODY:
		return is_text(feed) ? add(feed, element, value, err) : NX_OK;
	case NX_FEED_LIST:
		return nx_gather_add_list(&feed->values, element->field, element->rank, value, err);
	case NX_FEED_URL:
		if (!value.n)
			return add_link(feed, element, err);
		return add_address(feed, element, value, err);
	case NX_FEED_LINK:
		return add_link(feed, element, err);
	case NX_FEED_GUID:
		return add_guid(feed, element, value, err);
	case NX_FEED_PERSON:
		return add(feed, element, nx_feed_person(value), err);
	case NX_FEED_CATEGORY:
		return add_category(feed, element, value, err);
	case NX_FEED_CHANNEL:
		keep_channel(feed, element, value);
		return nx_buf_status(&feed->title, err);
	case NX_FEED_TYPE:
		keep(&feed->type, value);
		break;
	case NX_FEED_STATUS:
		keep(&feed->status, value);
		break;
	case NX_FEED_GROUP:
		break;
	}
	return NX_OK;
}

/* What the user says of a key counts first; the name may have its prefix. */
static bool find_mapped(const nx_feed *feed, nx_str local, nx_feed_element *out)
{
	nx_str name = nx_feed_parser_name(&feed->parser, feed->parser.depth);
	const nx_ingest_options *options = feed->reading->options;

	for (size_t i = 0; i < options->field_count; i++) {
		nx_str key = nx_str_from(options->fields[i].key);

		if ((nx_feed_same(key, name) || nx_feed_same(key, local)) &&
			nx_key_find(options, key, &out->field, &out->rank)) {
			out->rank = 0;
			out->how = out->field == NX_FIELD_URL    ? NX_FEED_URL
				   : out->field == NX_FIELD_TAGS ? NX_FEED_LIST
								 : NX_FEED_BODY;
			return true;
		}
	}
	return false;
}

static nx_str local_of(nx_str name)
{
	size_t colon = nx_str_find(name, NX_STR(":"), 0);

	return colon == (size_t)-1 ? name : nx_str_slice(name, colon + 1, name.n);
}

/* What the innermost open element means here. */
static bool find(const nx_feed *feed, const nx_feed_tag *tag, nx_feed_element *out)
{
	size_t depth = feed->parser.depth - 1;
	nx_str parent = NX_STR_NULL;

	/* Values are not within one another: an end was forgotten. */
	while (depth && feed->parser.open[depth - 1].in_value)
		depth--;
	if (depth)
		parent = local_of(nx_feed_parser_name(&feed->parser, depth));
	if (!feed->parser.entry)
		return parent.p && nx_feed_element_find(out, tag->space, parent, tag->local) &&
		       out->how == NX_FEED_CHANNEL;
	if (depth != feed->group)
		return nx_feed_element_find(out, tag->space, parent, tag->local);
	return find_mapped(feed, tag->local, out) ||
	       nx_feed_element_find(out, tag->space, NX_STR_NULL, tag->local);
}

void nx_feed_begin_value(nx_feed *feed, const nx_feed_tag *tag)
{
	if (!find(feed, tag, &feed->element))
		return;
	if (feed->element.how == NX_FEED_GROUP)
		feed->group = feed->parser.depth;
	else
		nx_feed_begin_text(feed, tag);
}

nx_status nx_feed_end_value(nx_feed *feed, nx_error *err)
{
	nx_status st = nx_buf_status(&feed->text, err);

	nx_feed_show(&feed->text, 0);
	if (st == NX_OK)
		st = nx_buf_status(&feed->attributes, err);
	if (st == NX_OK)
		st = add_value(feed, &feed->element, nx_str_trim(nx_buf_str(&feed->text)), err);
	feed->parser.value = 0;
	empty(&feed->text);
	return st;
}

nx_status nx_feed_begin_entry(nx_feed *feed, const nx_feed_tag *tag, nx_error *err)
{
	nx_feed_element docno = { .field = NX_FIELD_DOCNO, .rank = RANK_ABOUT };
	nx_feed_element url = { .field = NX_FIELD_URL, .rank = RANK_ABOUT_URL };
	nx_status st;
	nx_str about;

	nx_gather_clear(&feed->values);
	nx_buf_clear(&feed->type);
	nx_buf_clear(&feed->status);
	feed->parser.entry = feed->group = feed->parser.depth;
	feed->ordinal++;
	feed->line = feed->parser.line;
	feed->unclosed = 0;
	nx_feed_keep_attributes(feed, tag);
	about = nx_feed_attribute(feed, "rdf:about");
	st = nx_buf_status(&feed->attributes, err);
	if (st == NX_OK && about.n)
		st = add(feed, &docno, about, err);
	if (st == NX_OK && is_address(about))
		st = add(feed, &url, about, err);
	return st;
}

/* Is the entry none that was published: an attachment, a menu, a draft of WordPress,
 * an address of a map without a title? */
static bool is_left_out(const nx_feed *feed)
{
	nx_str type = nx_buf_str(&feed->type), status = nx_buf_str(&feed->status);

	if (type.n && !nx_str_eq(type, NX_STR("post")) && !nx_str_eq(type, NX_STR("page")))
		return true;
	return (status.n && !nx_str_eq(status, NX_STR("publish"))) ||
	       (feed->is_map && !nx_gather_has(&feed->values, NX_FIELD_TITLE));
}

static nx_record record_of(const nx_feed *feed)
{
	nx_record record = nx_gather_record(&feed->values);
	nx_str *body = &record.value[NX_FIELD_BODY], *summary = &record.value[NX_FIELD_SUMMARY];
	nx_str url = record.value[NX_FIELD_URL];

	*body = nx_feed_without_footer(*body, url);
	*summary = nx_feed_without_footer(*summary, url);
	if (!body->n)
		*body = *summary;
	*summary = body->p == summary->p ? NX_STR_NULL : nx_feed_summary(*summary);
	return record;
}

static nx_status report(nx_feed *feed, nx_error *err)
{
	nx_record record = nx_gather_record(&feed->values);
	nx_status st = NX_OK;

	/* The feed's name alone makes no article of an empty entry. */
	if (!nx_gather_has(&feed->values, NX_FIELD_SOURCE) && !nx_record_is_empty(&record))
		st = nx_gather_add(
			&feed->values, NX_FIELD_SOURCE, 9, nx_buf_str(&feed->title), err);
	if (st == NX_OK && feed->unclosed)
		st = nx_reading_warn(feed->reading, feed->ordinal, err,
			"line %" PRIu64 ": an element of this entry is not closed; it ends at line "
			"%" PRIu64,
			feed->line, feed->unclosed);
	if (st == NX_OK)
		st = nx_gather_warn(&feed->values, feed->reading, feed->ordinal, err);
	if (st != NX_OK)
		return st;
	record = record_of(feed);
	return nx_reading_record(feed->reading, feed->ordinal, &record, err);
}

nx_status nx_feed_end_entry(nx_feed *feed, nx_error *err)
{
	nx_error why = NX_ERROR_INIT;
	nx_status st = NX_OK;

	feed->reading->line = feed->line;
	if (feed->values.too_long) {
		nx_fail(&why, NX_ERR_LIMIT,
			"line %" PRIu64 ": longer than %zu bytes, the limit of an entry",
			feed->line, NX_LINE_LIMIT);
		st = nx_reading_refuse(feed->reading, feed->ordinal, &why, err);
	} else if (is_left_out(feed)) {
		feed->left_out++;
	} else {
		st = report(feed, err);
	}
	feed->parser.entry = feed->group = 0;
	return st;
}
