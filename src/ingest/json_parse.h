/* A JSON text (RFC 8259) as jansson's tree, and what it lets through beyond that. */
#ifndef NX_INGEST_JSON_PARSE_H
#define NX_INGEST_JSON_PARSE_H

#include <jansson.h>

#include "newsidx/buf.h"

/* In one text, against those made to do harm; jansson bounds the depth. */
#define NX_JSON_VALUES ((size_t)1 << 20)

/* What was mended, and what could not be. */
typedef struct nx_json_fault {
	size_t halves; /* of surrogate pairs without the other, now U+FFFD */
	size_t at;     /* byte of the text where it stops making sense */
	char why[128];
} nx_json_fault;

/* Parse `text`. What exporters write for JSON is mended where jansson stumbles over it:
 * control characters in strings (NUL is a space, escaped as well), halves of surrogate
 * pairs, NaN and Infinity and reals beyond a double (null), integers of more than 18
 * digits (strings, for ids). Of members of one name the last counts.
 * The tree is freed with json_decref(). Returns NX_ERR_FORMAT or NX_ERR_LIMIT with
 * *fault filled in, when the text is no UTF-8 as well; or NX_ERR_NOMEM. */
nx_status nx_json_parse(json_t **out, nx_str text, nx_json_fault *fault);

/* Of a string, and of a member that json_object_iter() gives; borrowed from the tree. */
nx_str nx_json_text(const json_t *string);
nx_str nx_json_key(void *member);
/* "object", "number" ..., for messages. */
const char *nx_json_kind_name(const json_t *value);

#endif
