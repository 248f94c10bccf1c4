/* Containers: the documents' bytes in a file, once compression and archive are off.
 * A plain or compressed file has one member, an archive many. Members are streamed;
 * nothing is unpacked to disk. */
#ifndef NX_INGEST_CONTAINER_H
#define NX_INGEST_CONTAINER_H

#include <stdint.h>

#include "ingest/stream.h"

/* Limits against archives made to do harm. Each message names its limit. */
#define NX_MEMBER_LIMIT ((uint64_t)64 << 30)  /* bytes of one member, unpacked */
#define NX_RATIO_LIMIT 1000                   /* unpacked bytes for each byte of the file ... */
#define NX_RATIO_FREE ((uint64_t)64 << 20)    /* ... beyond these */
#define NX_MEMBERS_LIMIT ((uint64_t)10000000) /* members of a file, folders counted too */
#define NX_HELD_LIMIT ((size_t)256 << 20)     /* bytes of a 7-Zip archive in an archive */
/* libarchive holds the table of members of a ZIP, and the map of a sparse file in a tar
 * archive: so many bytes of it are read for one member. */
#define NX_TABLE_LIMIT ((size_t)64 << 20)
/* The same, unpacked, of a 7-Zip archive, of which libarchive makes up to 50 times as
 * many: some 100,000 members. */
#define NX_7ZIP_TABLE_LIMIT ((size_t)6 << 20)
/* Archives one in another. Compression is no level of its own: whatever an archive or
 * a member is compressed with is taken off first, up to NX_FILTER_LIMIT times. */
#define NX_NESTING_LIMIT 2
#define NX_FILTER_LIMIT 3

typedef struct nx_container nx_container;

/* Views live until the next call of nx_container_next(). */
typedef struct nx_member {
	/* Path within the archive, that of a nested archive and '/' before it when there
	 * is one; the URL in a WARC; NX_STR_NULL when the file is no archive. Well-formed
	 * UTF-8. */
	nx_str name;
	nx_str url;     /* where it was fetched, known from a WARC, else NX_STR_NULL */
	nx_str charset; /* declared by the HTTP answer, else NX_STR_NULL */
	/* The bytes. A member that cannot be had (encrypted, nested too deep, damaged)
	 * has a stream that fails with the reason. Owned by the container. */
	nx_stream *stream;
} nx_member;

/* Open the file at `path`, "-" for standard input. On failure *out is NULL and the
 * message is the system's reason. Release with nx_container_close(). */
nx_status nx_container_open(nx_container **out, const char *path, nx_error *err);
void nx_container_close(nx_container *container);

/* Go to the next member that is a file; member->stream is NULL after the last. What
 * the former member had left is passed over. A failure says after how many members
 * the archive broke, and ends it. */
nx_status nx_container_next(nx_container *container, nx_member *member, nx_error *err);

/* Bytes of the file itself that were consumed so far, for a progress bar. */
uint64_t nx_container_consumed(const nx_container *container);

#endif
