/* The lines of a stream, one at a time. */
#ifndef NX_INGEST_LINE_READER_H
#define NX_INGEST_LINE_READER_H

#include "ingest/container.h"

typedef struct nx_line_reader {
	nx_stream *stream;
	size_t limit;    /* bytes of a line that are held at most */
	uint64_t number; /* of the line last given, from 1 */
	bool too_long;   /* that line went over the limit and was passed over */
	bool ended;
	nx_str chunk; /* of the stream, not yet looked at */
	nx_buf held;  /* the line so far, when it spans chunks */
} nx_line_reader;

void nx_line_reader_init(nx_line_reader *lines, nx_stream *stream, size_t limit);
void nx_line_reader_release(nx_line_reader *lines);

/* View the next line, without its LF or CR LF, until the next call; at the end
 * line->p is NULL. A line without LF counts if it is the last. A line beyond the
 * limit is given empty, with `too_long` set. Failures are the stream's, or
 * NX_ERR_NOMEM; the line that was broken off is not given. */
nx_status nx_line_reader_next(nx_line_reader *lines, nx_str *line, nx_error *err);

#endif
