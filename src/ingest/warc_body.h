/* The body of a record, coding by coding. Only src/ingest/warc*.c include this. */
#ifndef NX_INGEST_WARC_BODY_H
#define NX_INGEST_WARC_BODY_H

#include "ingest/warc_reader.h"

/* The bytes of a record's block. */
typedef struct nx_warc_block {
	nx_stream base;
	nx_warc_reader *reader;
	uint64_t left; /* of the block */
	uint64_t bytes;
} nx_warc_block;

/* A body sent in chunks (RFC 9112, section 7.1). */
typedef struct nx_warc_chunked {
	nx_stream base;
	const nx_warc_reader *reader;
	nx_stream *raw;
	nx_str piece;  /* of `raw`, not yet taken */
	uint64_t left; /* of the chunk */
	uint64_t bytes;
	bool begun;
	bool truncated; /* by the crawler, who says so: then it may break off */
} nx_warc_chunked;

/* A body deflated, with the zlib header or without (RFC 9110, section 8.4.1.2), in the
 * shape of gzip, which libarchive reads. */
typedef struct nx_warc_deflated {
	nx_stream base;
	nx_stream *raw;
	size_t skip; /* bytes of zlib's header */
	bool begun, ended;
} nx_warc_deflated;

/* Each over the one before; nothing is allocated but base.head, and nothing is owned.
 * The second and third answer false when the bytes do not look like it. */
void nx_warc_block_init(nx_warc_block *block, nx_warc_reader *reader, uint64_t length);
bool nx_warc_chunked_init(
	nx_warc_chunked *chunked, const nx_warc_reader *reader, nx_stream *raw, bool truncated);
bool nx_warc_deflated_init(nx_warc_deflated *deflated, nx_stream *raw);

#endif
