/* What src/ingest/feed*.c share: the elements that are open with their namespaces, the
 * table of elements, and the entry that is being read. */
#ifndef NX_INGEST_FEED_H
#define NX_INGEST_FEED_H

#include "ingest/gather.h"
#include "ingest/markup.h"

#define NX_FEED_DEPTH 256    /* elements within one another, outside of texts */
#define NX_FEED_BINDINGS 256 /* prefixes bound at a time; those beyond are unknown */

/* An element that is open. Offsets are into nx_feed_scope.names. */
typedef struct nx_feed_open {
	size_t name, name_end; /* as written, prefix included */
	size_t base, base_end; /* xml:base in force */
	size_t bindings;       /* in force outside of it */
	nx_str space;          /* name of its namespace, "?" for an unknown one */
} nx_feed_open;

typedef struct nx_feed_binding {
	size_t prefix, prefix_end;
	nx_str space;
} nx_feed_binding;

typedef struct nx_feed_scope {
	nx_buf names;
	nx_feed_open open[NX_FEED_DEPTH];
	size_t depth;
	nx_feed_binding bindings[NX_FEED_BINDINGS];
	size_t binding_count;
	nx_str plain; /* the namespace of elements without one; "rss" or "atom" ... */
} nx_feed_scope;

/* Open the element of the tag; false beyond NX_FEED_DEPTH. */
bool nx_feed_scope_push(nx_feed_scope *scope, const nx_markup_token *tag);
/* Close elements until `depth` are left. */
void nx_feed_scope_pop(nx_feed_scope *scope, size_t depth);
/* The depth of the innermost element with that name as written; 0 for none. */
size_t nx_feed_scope_find(const nx_feed_scope *scope, nx_str name);
/* The name of the element at `depth`, from 1, without its prefix; xml:base in force
 * there. Views until the next push. */
nx_str nx_feed_scope_local(const nx_feed_scope *scope, size_t depth);
nx_str nx_feed_scope_base(const nx_feed_scope *scope, size_t depth);
/* The namespace that a name as written has here. */
nx_str nx_feed_scope_space(const nx_feed_scope *scope, nx_str name);
/* A name as written without its prefix. */
nx_str nx_feed_local(nx_str name);

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

/* Append the address `link` stands for at `base`, which may be empty (RFC 3986,
 * section 5.2, for the forms that links come in). */
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

typedef struct nx_feed {
	nx_reading *reading;
	nx_markup markup;
	nx_feed_scope scope;
	nx_gather values;
	nx_buf text;         /* of the element that is being read */
	nx_buf made;         /* what becomes of it */
	nx_buf type, status; /* of a WordPress entry */
	nx_buf title, link;  /* of the feed */
	size_t title_rank;
	size_t entry; /* depth of the open entry, 0 when none is */
	size_t group; /* depth down to which elements count as the entry's own */
	uint64_t ordinal, line;
	uint64_t unclosed; /* line of the entry's first element that is not closed, or 0 */
	size_t left_out;   /* entries that are no articles */
	bool is_map;       /* of a site, not a feed */
	nx_error failure;  /* of the stream, which ends it */
} nx_feed;

/* The next token; NX_MARKUP_END after a failure of the stream too. */
void nx_feed_next(nx_feed *feed, nx_markup_token *token);
/* Is it an <item>, an <entry> or the <url> of a map? */
bool nx_feed_is_entry(nx_str space, nx_str local);

/* Read what is within the element `tag`, up to its end or to where an element begins
 * that cannot be in it, into feed->text: text with references resolved, or HTML. */
nx_status nx_feed_read_value(
	nx_feed *feed, const nx_markup_token *tag, bool is_body, nx_error *err);

/* Read the element whose tag has just been opened if it has a meaning for the entry or
 * the feed; it is then closed again. */
nx_status nx_feed_take(nx_feed *feed, const nx_markup_token *tag, nx_error *err);
/* Begin the entry whose tag has just been opened; report the open one and close it. */
nx_status nx_feed_begin_entry(nx_feed *feed, const nx_markup_token *tag, nx_error *err);
nx_status nx_feed_end_entry(nx_feed *feed, nx_error *err);

#endif
