/* The push parser of libxml2 over a stream, and what makes it go on where a feed is
 * broken: before the bytes reach it, what is no tag is made text, attributes get their
 * quotes, references get numbers, and end tags that are missing are put in.
 *
 * It is needed because the parser, told to recover, still ends at "3 < 5", swallows the
 * name of a parameter in "?a=1&b=2", and takes a wrong end tag for the right one, so that
 * one "<br>" shifts all entries behind it. No document type ever reaches it, and so there
 * are no entities to expand and nothing to load. */
#ifndef NX_INGEST_FEED_PARSER_H
#define NX_INGEST_FEED_PARSER_H

#include <stdint.h>

#include <libxml/parser.h>

#include "ingest/stream.h"

#define NX_FEED_DEPTH 256    /* elements within one another */
#define NX_FEED_BINDINGS 256 /* prefixes bound at a time; those beyond are unknown */
#define NX_FEED_TAG_LIMIT ((size_t)32 << 10) /* bytes of a tag; a longer one is text */

/* An element that is open. Offsets are into nx_feed_parser.names. */
typedef struct nx_feed_open {
	size_t name, name_end; /* as written, prefix included */
	size_t base, base_end; /* xml:base in force; the handler's */
	bool in_value;         /* it is a value or part of one; the handler's */
	size_t bindings;       /* left outside of it */
} nx_feed_open;

typedef struct nx_feed_section nx_feed_section;

typedef struct nx_feed_parser {
	nx_feed_open open[NX_FEED_DEPTH];
	size_t depth; /* of the element that a handler is told of, from 1 */
	nx_buf names;
	/* The handler's: the depth of an element that cannot be within another of its
	 * name, and of one whose content may be HTML, where tags that fit nowhere are
	 * text; 0 for none. */
	size_t entry, value;
	/* Of the tag that a handler is told of: the line where it begins; <name/>; an end
	 * that is not written. */
	uint64_t line;
	bool empty, implied;
	uint64_t entities_line; /* where a document type declares entities, or 0 */
	nx_error failure;       /* of the stream, of libxml2, or a limit that was reached */
	/* feed_parser.c's own */
	xmlParserCtxt *xml;
	nx_stream *stream;
	nx_buf window; /* of the stream; the bytes before `pos` are done with */
	size_t pos;
	size_t scanned; /* up to here quotes have hidden the end of a tag */
	uint64_t next_line;
	bool ended, stopped;
	const nx_feed_section *section;
	size_t bindings; /* that may still be made */
	nx_buf out;      /* made of it, not yet parsed */
} nx_feed_parser;

/* `handler` is told of elements and text with `user`; it must outlive the parser. The
 * release is due after a failure too. */
nx_status nx_feed_parser_open(nx_feed_parser *parser, nx_stream *stream,
	const xmlSAXHandler *handler, void *user, nx_error *err);
void nx_feed_parser_release(nx_feed_parser *parser);
/* Read to the end of the stream, or to where a handler has stopped it, or to what is in
 * parser->failure then. NX_OK or NX_ERR_NOMEM. */
nx_status nx_feed_parser_run(nx_feed_parser *parser, nx_error *err);
void nx_feed_parser_stop(nx_feed_parser *parser);

/* The name as written of the element at `depth`, from 1; a view until the next event. */
nx_str nx_feed_parser_name(const nx_feed_parser *parser, size_t depth);

/* feed_repair.c: append what XML can hold of text and of a start tag "<name ...>".
 * Ill-formed bytes are hidden in private use characters; nx_feed_show() brings them back
 * in `text`, from byte `start` on. Attributes that bind prefixes are left out when no
 * `bindings` are left. */
void nx_feed_add_text(nx_buf *out, nx_str text);
void nx_feed_add_cdata(nx_buf *out, nx_str text);
void nx_feed_add_tag(nx_buf *out, nx_str name, nx_str attributes, bool empty, size_t *bindings);
void nx_feed_show(nx_buf *text, size_t start);

/* Are the two the same but for the case of ASCII letters? */
bool nx_feed_same(nx_str a, nx_str b);

#endif
