/* What libarchive 3.6 does not look at in gzip (RFC 1952): the checksum, and what
 * follows the data. Only src/ingest/archive*.c include this. */
#ifndef NX_INGEST_ARCHIVE_GZIP_H
#define NX_INGEST_ARCHIVE_GZIP_H

#include <stdint.h>

#include "newsidx/buf.h"

#define NX_GZIP_KEPT 32 /* more than a trailer and the beginning of a header */

/* All 0 to begin with. */
typedef struct nx_gzip_check {
	uint64_t packed;         /* compressed bytes seen */
	nx_str chunk;            /* the last of them, */
	char kept[NX_GZIP_KEPT]; /* and those before */
	uint64_t later;          /* where the last that looks like a header begins, if not at 0 */
	uint64_t bytes;          /* seen of what came of them */
	uint32_t crc;
} nx_gzip_check;

/* See the next compressed bytes. A chunk's view must live until the next call of
 * nx_gzip_keep(), which must come before the next chunk is asked for. */
void nx_gzip_packed(nx_gzip_check *check, nx_str chunk);
void nx_gzip_keep(nx_gzip_check *check);
/* See what came of them. */
void nx_gzip_unpacked(nx_gzip_check *check, nx_str bytes);

/* Compare, when libarchive found the end before compressed byte `end`. Only if there is
 * one member: where several meet is not known. */
nx_status nx_gzip_verify(const nx_gzip_check *check, uint64_t end, nx_error *err);

#endif
