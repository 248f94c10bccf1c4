/* What src/ingest/feed*.c share: the table of elements, and the entry that is being read. */
#ifndef NX_INGEST_FEED_H
#define NX_INGEST_FEED_H

#include "ingest/feed_parser.h"
#include "ingest/gather.h"

/* How the value of an element is had; see src/ingest/data/feed-elements.tsv. */
typedef enum nx_feed_how {
	NX_FEED_TEXT,
	NX_FEED_BODY,
	NX_FEED_LIST,
	NX_FEED_URL,
	NX_FEED_LINK,
	NX_FEED_GUID,
	NX_FEED_PERSON,
	NX_FEED_CATEGORY,
	NX_FEED_CHANNEL,
	NX_FEED_TYPE,
	NX_FEED_STATUS,
	NX_FEED_GROUP
} nx_feed_how;

typedef struct nx_feed_element {
	nx_field field; /* when the kind has one */
	size_t rank;
	nx_feed_how how;
} nx_feed_element;

/* The namespace of a URI by src/ingest/data/feed-spaces.tsv; "?" for others. The
 * same for a prefix that is bound to none. Static memory. */
nx_str nx_feed_space_of_uri(nx_str uri);
nx_str nx_feed_space_of_prefix(nx_str prefix);
/* What `local` of `space` means, within an element `parent` unless that is
 * NX_STR_NULL; false when nobody knows it. */
bool nx_feed_element_find(nx_feed_element *out, nx_str space, nx_str parent, nx_str local);

/* Append the address `link` stands for at `base`, which may be empty. A relative one is
 * percent-encoded where it must be; one that cannot be resolved stays as it is. */
void nx_feed_resolve(nx_buf *out, nx_str base, nx_str link);
/* The name in "mail@host (Name)" and "Name <mail@host>", the whole when it is not one
 * of these. */
nx_str nx_feed_person(nx_str value);
/* The title of a feed without the words that say that it is one: RSS, Feed ... */
nx_str nx_feed_title(nx_str title);
/* Without an ellipsis at the end, with which summaries break off. */
nx_str nx_feed_summary(nx_str html);
/* HTML without the last paragraph if that links to the entry's own address, as
 * WordPress plug-ins append one ("The post ... appeared first on ..."). */
nx_str nx_feed_without_footer(nx_str html, nx_str url);

/* A start tag as libxml2 has read it. */
typedef struct nx_feed_tag {
	nx_str space;               /* name of its namespace, "?" for an unknown one */
	nx_str local;               /* name without prefix */
	const xmlChar **attributes; /* five pointers each: see startElementNsSAX2Func */
	int count;
} nx_feed_tag;

typedef struct nx_feed {
	nx_reading *reading;
	nx_feed_parser parser;
	nx_status outcome; /* of the handlers; not NX_OK ends it */
	nx_error *err;
	bool over;               /* refused as a whole */
	nx_str plain;            /* namespace of elements without one; "rss" or "atom" ... */
	const xmlChar *root_uri; /* of the root, means no more than none */
	nx_gather values;
	nx_feed_element element; /* whose value is read, at parser.value */
	nx_buf attributes;       /* of it, or of the entry: name, NUL, value, NUL ... */
	nx_buf text;             /* the value: text, or HTML */
	bool is_xhtml;           /* it is marked up, not escaped */
	nx_buf type, status;     /* of a WordPress entry */
	nx_buf title, link;      /* of the feed */
	size_t group;            /* depth down to which elements count as the entry's own */
	uint64_t ordinal, line;
	uint64_t unclosed; /* line of the entry's first element that is not closed, or 0 */
	size_t left_out;   /* entries that are no articles */
	bool is_map;       /* of a site, not a feed */
} nx_feed;

/* Is it an <item>, an <entry> or the <url> of a map? */
bool nx_feed_is_entry(const nx_feed_tag *tag);

/* feed_text.c: the content of the element that begins, as text with references resolved
 * or HTML, into feed->text; what is in it; whether an element that begins cannot be. */
void nx_feed_begin_text(nx_feed *feed, const nx_feed_tag *tag);
void nx_feed_add_begin(nx_feed *feed, const nx_feed_tag *tag);
void nx_feed_add_end(nx_feed *feed, nx_str local);
void nx_feed_add(nx_feed *feed, nx_str text);
bool nx_feed_ends_before(const nx_feed *feed, const nx_feed_tag *tag);
/* Keep the attributes of the tag; the one of that name, prefix included, trimmed, or
 * NX_STR_NULL. A view until others are kept. */
void nx_feed_keep_attributes(nx_feed *feed, const nx_feed_tag *tag);
nx_str nx_feed_attribute(const nx_feed *feed, const char *name);

/* feed_entry.c: the element that has just begun if it has a meaning for the entry or the
 * feed; its end; the entry, reported at its end. */
void nx_feed_begin_value(nx_feed *feed, const nx_feed_tag *tag);
nx_status nx_feed_end_value(nx_feed *feed, nx_error *err);
nx_status nx_feed_begin_entry(nx_feed *feed, const nx_feed_tag *tag, nx_error *err);
nx_status nx_feed_end_entry(nx_feed *feed, nx_error *err);

#endif
