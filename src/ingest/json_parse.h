/* A JSON text (RFC 8259) as a tree. */
#ifndef NX_INGEST_JSON_PARSE_H
#define NX_INGEST_JSON_PARSE_H

#include <stdint.h>

#include "newsidx/buf.h"

/* Limits against texts made to do harm. */
#define NX_JSON_DEPTH 256                /* of objects and arrays in one another */
#define NX_JSON_VALUES ((size_t)1 << 20) /* in one text */

typedef enum nx_json_kind {
	NX_JSON_LITERAL, /* true, false or null */
	NX_JSON_NUMBER,
	NX_JSON_STRING,
	NX_JSON_ARRAY,
	NX_JSON_OBJECT
} nx_json_kind;

typedef struct nx_json {
	nx_str key;  /* of a member of an object, else NX_STR_NULL */
	nx_str text; /* of a string, its escapes resolved; of others, as written */
	nx_json_kind kind;
	uint32_t first; /* item or member, as an index into the tree's values; 0 for none */
	uint32_t next;  /* item or member after this one; 0 for none */
} nx_json;

/* To be used for one text after another; all 0 before the first. */
typedef struct nx_json_tree {
	nx_json *values; /* the first is the text's own; strings borrow from the text */
	size_t count, cap;
	nx_buf texts;  /* strings that had escapes */
	size_t mended; /* halves of surrogate pairs without the other, now U+FFFD */
} nx_json_tree;

void nx_json_tree_release(nx_json_tree *tree);

/* What is wrong, and at which byte. */
typedef struct nx_json_fault {
	size_t at;
	const char *why;
} nx_json_fault;

/* Parse `text`, which must outlive the tree's use. It is JSON but for this: strings
 * may hold control characters, and surrogates without a partner are mended, as
 * exporters that cut texts make them. Returns NX_ERR_FORMAT or NX_ERR_LIMIT with *fault
 * filled in, when the bytes of a string are no UTF-8 as well; or NX_ERR_NOMEM. */
nx_status nx_json_parse(nx_json_tree *tree, nx_str text, nx_json_fault *fault);

/* The first item or member of a value, and the one after it; NULL for none. */
const nx_json *nx_json_first(const nx_json_tree *tree, const nx_json *value);
const nx_json *nx_json_next(const nx_json_tree *tree, const nx_json *value);
/* "object", "number" ..., for messages. */
const char *nx_json_kind_name(nx_json_kind kind);

#endif
