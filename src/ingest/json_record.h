/* Objects of JSON as records. */
#ifndef NX_INGEST_JSON_RECORD_H
#define NX_INGEST_JSON_RECORD_H

#include "ingest/json_parse.h"
#include "ingest/record.h"

/* Fill *record, all 0, with what `object` says, by its keys, those of envelopes in it,
 * and the paths of options->fields: names and numbers of items, parted by dots. Values
 * borrow from the object, or live in `made` when they had to be put together: lists of
 * paragraphs, of names, of tags. `options` may be NULL. NX_OK or NX_ERR_NOMEM. */
nx_status nx_json_record(nx_record *record, nx_arena *made, const nx_ingest_options *options,
	json_t *object, nx_error *err);

/* Does it have a title or a text? */
bool nx_json_is_article(const nx_ingest_options *options, json_t *value);

/* Report the object as an article or say why it is none. `id`, if not NX_STR_NULL, is
 * the docno of an object that has none. */
nx_status nx_reading_object(
	nx_reading *reading, uint64_t ordinal, json_t *object, nx_str id, nx_error *err);

/* Parse `text`, which begins in line reading->line at `column`, both counted from 1.
 * Ill-formed UTF-8 is mended. *value is to be freed with json_decref(); when the text is
 * refused it is NULL. */
nx_status nx_reading_json(nx_reading *reading, uint64_t ordinal, nx_str text, size_t column,
	json_t **value, nx_error *err);

#endif
