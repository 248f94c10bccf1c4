/* Compression and archives, told by their first bytes and read by libarchive. */
#ifndef NX_INGEST_ARCHIVE_H
#define NX_INGEST_ARCHIVE_H

#include "ingest/container.h"

typedef enum nx_packing {
	NX_PACKING_NONE,
	NX_PACKING_COMPRESSED, /* gzip, bzip2, xz, zstd, lz4, lzip, compress */
	NX_PACKING_TAR,
	NX_PACKING_ZIP,
	NX_PACKING_7ZIP,
	NX_PACKING_WARC,
	NX_PACKING_OFFICE /* a ZIP that is one document: OOXML, OpenDocument, EPUB */
} nx_packing;

/* How a stream is packed, by its head. libarchive's own guess is not asked: to it a
 * text with "#mtree", "!<arch>" or "070707" before it is an archive, and so is a
 * file of NULs. cpio and ar, which hold no news, are not read at all. */
nx_packing nx_packing_of(nx_str head);

/* What a file has cost so far; shared by all that is read out of it. */
typedef struct nx_budget {
	uint64_t size;     /* of the file; 0 when not known */
	uint64_t consumed; /* bytes of it, those read twice counted twice */
	uint64_t unpacked; /* bytes that came out of it by decompression */
	uint64_t members;  /* of archives, those that are no files too */
} nx_budget;

/* Bytes of the file that were consumed, none of them twice. */
uint64_t nx_budget_consumed(const nx_budget *budget);
/* Count one more member, or so many more unpacked bytes; NX_ERR_LIMIT when that is
 * too many. */
nx_status nx_budget_member(nx_budget *budget, nx_error *err);
nx_status nx_budget_unpack(nx_budget *budget, size_t n, nx_error *err);

/* The file at `path`, "-" for standard input, as a stream; it can be sought in when
 * it is a regular file. `budget` is charged with what is read. */
nx_status nx_archive_file(nx_stream **out, const char *path, nx_budget *budget, nx_error *err);

/* The same bytes without compression, however often they were compressed up to
 * NX_FILTER_LIMIT. `packed` stays the caller's and must outlive *out. */
nx_status nx_archive_unpack(nx_stream **out, nx_stream *packed, nx_budget *budget, nx_error *err);
/* Let a stream made by nx_archive_unpack() fail after NX_MEMBER_LIMIT bytes. */
void nx_archive_limit(nx_stream *unpacked);

/* An archive being read. A kind of archive holds this struct as its first member. */
typedef struct nx_members nx_members;
struct nx_members {
	/* As nx_container_next(), names within the archive. */
	nx_status (*next)(nx_members *members, nx_member *member, nx_error *err);
	void (*close)(nx_members *members);
};

/* Read `stream`, which stays the caller's, as tar, ZIP or 7-Zip. */
nx_status nx_archive_open(
	nx_members **out, nx_packing packing, nx_stream *stream, nx_budget *budget, nx_error *err);

/* Look at the table of members of a 7-Zip archive, `stream` being one that can be sought
 * in, and go back to its beginning: NX_ERR_LIMIT when it is larger than the limit. */
nx_status nx_7zip_check(nx_stream *stream, nx_error *err);

/* Append a member's name as an archive has it, in any encoding, to `out` as
 * well-formed UTF-8 without control characters, without "./" before it, and not too
 * long to be shown. */
void nx_archive_name(nx_buf *out, nx_str raw);

#endif
