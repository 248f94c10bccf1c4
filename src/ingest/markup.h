/* Tags and text of a stream of SGML without a document type, as collections come: names
 * of tags are ASCII, nothing that is malformed ends it, what is no tag is text, a comment
 * too. There are no entities but single characters, and nothing is ever loaded. */
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

typedef struct nx_markup {
	nx_stream *stream;
	uint64_t line;
	/* markup.c's own */
	nx_buf window; /* of the stream; the bytes before `pos` are done with */
	size_t pos;
	bool ended, in_cdata;
} nx_markup;

void nx_markup_init(nx_markup *markup, nx_stream *stream);
void nx_markup_release(nx_markup *markup);
/* The next token. A failure is the stream's, or NX_ERR_NOMEM; what came before it has
 * been given. */
nx_status nx_markup_next(nx_markup *markup, nx_markup_token *token, nx_error *err);

/* Cut the next attribute off *rest; false at the end. One without "=" has NX_STR_NULL. */
bool nx_markup_attribute(nx_str *rest, nx_str *name, nx_str *value);

/* Append `text`, its references resolved: those by number, and those whose name is in
 * `names`, lines of name, TAB and code point in hexadecimal (0 for nothing). Others
 * stay as they are. */
void nx_markup_resolve(nx_buf *out, nx_str text, nx_str names);

/* Are the two the same but for the case of ASCII letters? */
bool nx_markup_same(nx_str a, nx_str b);

#endif
