/* Values cut from a JSON document, parsed and reported. */
#ifndef NX_INGEST_JSON_EMIT_H
#define NX_INGEST_JSON_EMIT_H

#include "ingest/json_record.h"

typedef struct nx_json_emitter {
	nx_reading *reading;
	uint64_t count; /* of articles and refusals: the next one's ordinal less 1 */
} nx_json_emitter;

/* What a value is, or was made. */
typedef enum nx_json_value_kind {
	NX_JSON_VALUE_REPORTED, /* an article, or refused as a broken one */
	NX_JSON_VALUE_TYPED,    /* described by JSON-LD as something else */
	NX_JSON_VALUE_OTHER     /* sound, but neither an article nor around one */
} nx_json_value_kind;

/* Report the object in `text`, which begins at that line and column; a list of articles
 * in it, one by one. What is no article is refused if `always`, else only told by *kind.
 * `id`, for an article without docno, is a key as it stands in the document, without its
 * quotes, or NX_STR_NULL. */
nx_status nx_json_emit(nx_json_emitter *emitter, nx_str text, uint64_t line, uint64_t column,
	nx_str id, bool always, nx_json_value_kind *kind, nx_error *err);

/* Report that there is no article at `line`. */
nx_status nx_json_refuse(
	nx_json_emitter *emitter, uint64_t line, const nx_error *why, nx_error *err);

#endif
