/* The lines and blocks of a WARC. Only src/ingest/warc*.c include this. */
#ifndef NX_INGEST_WARC_READER_H
#define NX_INGEST_WARC_READER_H

#include "ingest/stream.h"

/* Bytes of a header; of a line of it that are kept. */
#define NX_WARC_HEAD_LIMIT ((size_t)1 << 20)
#define NX_WARC_LINE_LIMIT ((size_t)64 << 10)

typedef struct nx_warc_reader {
	nx_stream *stream;
	nx_str chunk;    /* of the stream, not yet taken */
	uint64_t offset; /* of the chunk */
	bool failed;     /* the stream has */
	/* The present record, for messages: its number from 1, its first byte from 0. */
	uint64_t record, start;
} nx_warc_reader;

/* Record a failure of the present record. */
nx_status nx_warc_fail(const nx_warc_reader *reader, nx_status st, nx_error *err,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/* View up to `most` of the next bytes until the next call; empty at the end. */
nx_status nx_warc_take(nx_warc_reader *reader, uint64_t most, nx_str *piece, nx_error *err);

/* Read a line of at most *left bytes, which it lessens, into `line`, emptied before,
 * without the end of the line; *got is false when nothing was left. */
nx_status nx_warc_line(
	nx_warc_reader *reader, uint64_t *left, nx_buf *line, bool *got, nx_error *err);

/* Append the lines up to an empty one, each ended by LF, folded ones joined. NX_ERR_LIMIT
 * beyond NX_WARC_HEAD_LIMIT. */
nx_status nx_warc_head(nx_warc_reader *reader, uint64_t *left, nx_buf *head, nx_error *err);

/* The value of the first field of that name, case set aside; NX_STR_NULL if none. */
nx_str nx_warc_field(nx_str head, const char *name);

#endif
