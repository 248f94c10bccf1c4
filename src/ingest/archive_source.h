/* libarchive reading from a stream. Only src/ingest/archive*.c include this. */
#ifndef NX_INGEST_ARCHIVE_SOURCE_H
#define NX_INGEST_ARCHIVE_SOURCE_H

#include <archive.h>

#include "ingest/archive_gzip.h"
#include "ingest/stream.h"

typedef struct nx_archive_source {
	nx_stream *stream;
	nx_error error;      /* of the stream, which libarchive would only call an error */
	nx_gzip_check *gzip; /* sees what is read; NULL if it need not */
	/* Bytes that may be read before `left` is set anew; 0 is no limit. */
	uint64_t limit, left;
} nx_archive_source;

/* Open `a` on the stream; `source` must outlive it. A code of libarchive's. */
int nx_archive_source_open(nx_archive_source *source, struct archive *a);

/* Why libarchive failed: what the stream said, or libarchive's own words. */
nx_status nx_archive_source_why(const nx_archive_source *source, struct archive *a, nx_error *why);
/* The same after `what` and the number of bytes, unless the stream said it all. */
nx_status nx_archive_source_failure(const nx_archive_source *source, struct archive *a,
	const char *what, uint64_t bytes, nx_error *err);

#endif
