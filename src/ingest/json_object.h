/* An object while it is read from a stream. */
#ifndef NX_INGEST_JSON_OBJECT_H
#define NX_INGEST_JSON_OBJECT_H

#include "ingest/json_scan.h"

/* The text of an object as it is read, without the lists that were taken out of it.
 * What is left stands at its place, so that messages can name lines and columns. */
typedef struct nx_json_object {
	nx_buf text;
	uint64_t start_line, start_column;
	uint64_t line, column; /* where the next byte of `text` stands in the file */
	uint64_t members;
	bool too_long;
	bool has_body; /* an article itself: lists in it hold none */
	bool by_id;    /* its members are articles, the keys their ids */
	/* The first member, an object under an unknown key. */
	nx_buf first_id;
	size_t first, first_end; /* where its value stands in `text` */
	uint64_t first_line, first_column;
} nx_json_object;

/* Begin anew with the brace that the scanner is before, and consume it. */
void nx_json_object_begin(nx_json_object *o, nx_json_scan *scan);
void nx_json_object_release(nx_json_object *o);

/* Append what was consumed just now and began at this line and column. */
void nx_json_object_add(
	nx_json_object *o, const nx_json_scan *scan, uint64_t line, uint64_t column, nx_str text);
/* Consume the next byte, `c`, into the object. */
void nx_json_object_mark(nx_json_object *o, nx_json_scan *scan, int c);
/* Consume a value into the object; false when the stream ends within it. */
bool nx_json_object_take(nx_json_object *o, nx_json_scan *scan);
/* Put a stand-in where a value was taken out. */
void nx_json_object_hole(nx_json_object *o, const nx_json_scan *scan);

#endif
