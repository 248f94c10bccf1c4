/* JSON cut into values while it streams in, without understanding them: strings are
 * told from what is between them, and brackets are counted. */
#ifndef NX_INGEST_JSON_SCAN_H
#define NX_INGEST_JSON_SCAN_H

#include <stdint.h>

#include "ingest/stream.h"

typedef struct nx_json_scan {
	nx_stream *stream;
	size_t limit;          /* bytes of a value that are held at most */
	uint64_t line, column; /* of the next byte, from 1; columns are characters */
	nx_status status;      /* NX_OK, or why there is no more to read */
	nx_error why;
	nx_str chunk; /* of the stream, not yet consumed */
	bool ended;
	bool begun;  /* the line has more than white space before the next byte */
	nx_buf held; /* the value so far */
} nx_json_scan;

/* A value as it stands in the stream. */
typedef struct nx_json_piece {
	nx_str text;           /* until the next call that consumes; empty when too long */
	uint64_t line, column; /* where it begins */
	bool too_long;
	bool cut;    /* the stream ends within it */
	bool broken; /* a string in it is not closed; the next value was found by its line */
} nx_json_piece;

void nx_json_scan_init(nx_json_scan *scan, nx_stream *stream, size_t limit);
void nx_json_scan_release(nx_json_scan *scan);

/* The next byte that is no white space, -1 at the end or on a failure. */
int nx_json_scan_peek(nx_json_scan *scan);
/* Consume it. */
void nx_json_scan_skip(nx_json_scan *scan);

/* Consume one value: a string, an object or array up to the bracket that closes it, or
 * anything else up to what may follow a value. With `held` false its text is not kept
 * and its length not limited. */
void nx_json_scan_value(nx_json_scan *scan, nx_json_piece *piece, bool held);
/* Consume what is left of an object or array whose opening bracket is consumed, with
 * its closing bracket; false when the stream ends before. */
bool nx_json_scan_leave(nx_json_scan *scan);

#endif
