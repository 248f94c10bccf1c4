/* Containers: what bytes a file holds once its compression is off. A file has one
 * stream; archives of many members are not opened yet. */
#ifndef NX_INGEST_CONTAINER_H
#define NX_INGEST_CONTAINER_H

#include <stdint.h>

#include "newsidx/buf.h"

/* How much of a stream is looked at to tell what it holds. */
#define NX_STREAM_HEAD 8192

typedef struct nx_stream nx_stream;

/* Open the file at `path`, plain or compressed by gzip, bzip2, xz, zstd, lz4,
 * lzip or compress; "-" is standard input. On failure *out is NULL and the
 * message is the system's reason. Release with nx_stream_close(). */
nx_status nx_stream_open(nx_stream **out, const char *path, nx_error *err);
void nx_stream_close(nx_stream *stream);

/* View the first bytes, NX_STREAM_HEAD of them or all there are, without moving
 * on; the view lives as long as the stream. Call it before nx_stream_read().
 * A stream that breaks within them fails only if it has none at all. */
nx_status nx_stream_head(nx_stream *stream, nx_str *head, nx_error *err);

/* View the next bytes; the view lives until the next call. An empty view is the
 * end. NX_ERR_IO or NX_ERR_FORMAT says after how many bytes the stream broke. */
nx_status nx_stream_read(nx_stream *stream, nx_str *chunk, nx_error *err);

#endif
