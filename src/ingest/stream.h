/* A stream: bytes that come one block at a time, from a member of a container, from
 * memory, or from another stream through a decoder. */
#ifndef NX_INGEST_STREAM_H
#define NX_INGEST_STREAM_H

#include <stdint.h>

#include "newsidx/buf.h"

/* How much of a stream is looked at to tell what it holds. */
#define NX_STREAM_HEAD 8192

/* A stream of some kind holds this struct as its first member. */
typedef struct nx_stream nx_stream;
struct nx_stream {
	/* View the next bytes until the next call; an empty view is the end, or comes
	 * with the failure. Not called again after either. */
	nx_status (*next)(nx_stream *stream, nx_str *block, nx_error *err);
	/* Free the stream, `head` released already. */
	void (*close)(nx_stream *stream);
	/* Move to another place, as lseek() does, and return it; below 0 when there is
	 * none. NULL for a stream that can only be read forward. */
	int64_t (*seek)(nx_stream *stream, int64_t offset, int whence);
	/* stream.c's own */
	nx_buf head;
	bool head_read, head_given, ended;
	nx_error pending; /* failure met while the head was read */
};

/* View the first bytes, NX_STREAM_HEAD of them or all there are, without moving
 * on; the view lives as long as the stream. Call it before nx_stream_read().
 * A stream that breaks within them fails only if it has none at all. */
nx_status nx_stream_head(nx_stream *stream, nx_str *head, nx_error *err);

/* View the next bytes; the view lives until the next call. An empty view is the
 * end. The message of a failure says after how many bytes the stream broke. */
nx_status nx_stream_read(nx_stream *stream, nx_str *chunk, nx_error *err);

/* Read on at another place of a stream that has `seek`. */
int64_t nx_stream_seek(nx_stream *stream, int64_t offset, int whence);

/* May be NULL. */
void nx_stream_close(nx_stream *stream);

/* A stream over bytes that somebody else keeps; NULL without memory. */
nx_stream *nx_stream_of(nx_str bytes);

/* Make *stream, which holds nothing that must be released, one that only fails. */
void nx_stream_break(nx_stream *stream, const nx_error *why);

/* Append all that is left to `out`; NX_ERR_LIMIT beyond `limit` bytes. */
nx_status nx_stream_read_all(nx_stream *stream, nx_buf *out, size_t limit, nx_error *err);

#endif
