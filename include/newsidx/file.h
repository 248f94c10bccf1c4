/* Whole files and file facts. */
#ifndef NEWSIDX_FILE_H
#define NEWSIDX_FILE_H

#include <stdint.h>

#include "newsidx/buf.h"

typedef struct nx_file_info {
	int64_t size;  /* bytes */
	int64_t mtime; /* nanoseconds since 1970 */
	bool is_dir;
	bool is_regular;
} nx_file_info;

/* NX_ERR_IO with the system's reason when the path cannot be examined. */
nx_status nx_file_stat(nx_file_info *out, const char *path, nx_error *err);
/* Append the whole file to `out`; NX_ERR_LIMIT when it is longer than `limit` bytes. */
nx_status nx_file_read(nx_buf *out, const char *path, size_t limit, nx_error *err);
/* A 64-bit hash of all bytes of the file, the same on every machine. NX_ERR_IO when it
 * cannot be read. */
nx_status nx_file_hash(uint64_t *out, const char *path, nx_error *err);
/* Make the folders above `path`, as mkdir -p does. */
nx_status nx_file_make_parents(const char *path, nx_error *err);

#endif
