/* Tags and text of a stream of XML or SGML, as it really comes: nothing that is
 * malformed ends it, what is no tag is text. There are no entities but single
 * characters, and nothing is ever loaded. */
#ifndef NX_INGEST_MARKUP_H
#define NX_INGEST_MARKUP_H

#include <stdint.h>

#include "ingest/stream.h"

#define NX_TAG_LIMIT ((size_t)64 << 10) /* bytes of a tag; a longer one is text */

typedef enum nx_markup_kind {
	NX_MARKUP_END = 0,
	NX_MARKUP_OPEN,
	NX_MARKUP_CLOSE,
	NX_MARKUP_TEXT, /* a piece of text; references are never cut in two */
	NX_MARKUP_CDATA /* a piece of a CDATA section */
} nx_markup_kind;

/* Views live until the next call of nx_markup_next(). */
typedef struct nx_markup_token {
	nx_markup_kind kind;
	nx_str raw;        /* as it stands in the stream */
	nx_str name;       /* of a tag, with its prefix */
	nx_str attributes; /* of a tag, for nx_markup_attribute() */
	bool empty;        /* <name/> */
	uint64_t line;     /* where it begins, from 1 */
} nx_markup_token;

typedef enum nx_markup_state {
	NX_MARKUP_IN_CONTENT = 0,
	NX_MARKUP_IN_CDATA,
	NX_MARKUP_IN_COMMENT,
	NX_MARKUP_IN_INSTRUCTION, /* <? ... ?> */
	NX_MARKUP_IN_DOCTYPE,
	NX_MARKUP_IN_SUBSET /* [ ... ] within it */
} nx_markup_state;

typedef struct nx_markup {
	nx_stream *stream;
	bool sgml; /* <! and <? are text, names of tags are ASCII */
	/* The line where a document type declares entities, 0 when none does. They
	 * are passed over, and so references to them are text. */
	uint64_t entities_line;
	uint64_t line;
	/* markup.c's own */
	nx_buf window; /* of the stream; the bytes before `pos` are done with */
	size_t pos;
	bool ended, again;
	nx_markup_state state;
	nx_markup_token token;
} nx_markup;

void nx_markup_init(nx_markup *markup, nx_stream *stream, bool sgml);
void nx_markup_release(nx_markup *markup);
/* The next token. Comments, instructions and the document type are passed over. A
 * failure is the stream's, or NX_ERR_NOMEM; what came before it has been given. */
nx_status nx_markup_next(nx_markup *markup, nx_markup_token *token, nx_error *err);
/* The next call of nx_markup_next() gives the same token again. */
void nx_markup_again(nx_markup *markup);

/* Cut the next attribute off *rest; false at the end. One without "=" has NX_STR_NULL. */
bool nx_markup_attribute(nx_str *rest, nx_str *name, nx_str *value);
/* The attribute of that name whatever the case of letters, or NX_STR_NULL. */
nx_str nx_markup_value(nx_str attributes, const char *name);

/* Append `text`, its references resolved: those by number, and those whose name is in
 * `names`, lines of name, TAB and code point in hexadecimal (0 for nothing). Others
 * stay as they are. */
void nx_markup_resolve(nx_buf *out, nx_str text, nx_str names);
/* XML's own five names. */
extern const nx_str nx_markup_xml;

/* Are the two the same but for the case of ASCII letters? */
bool nx_markup_same(nx_str a, nx_str b);

#endif
