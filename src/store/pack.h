/* Pages compressed for the database; the only user of zstd. */
#ifndef NX_STORE_PACK_H
#define NX_STORE_PACK_H

#include "newsidx/buf.h"

/* Working memory, made at its first use. One belongs to one thread. */
typedef struct packer {
	void *context;
	nx_buf out;
} packer;

#define PACKER_INIT                                                                                \
	{                                                                                          \
		NULL, NX_BUF_INIT                                                                  \
	}

void packer_release(packer *p);
/* *packed lives until the next call. NX_OK or NX_ERR_NOMEM. */
nx_status pack(packer *p, nx_str page, nx_str *packed, nx_error *err);
/* Append the page of `size` bytes to `out`. NX_ERR_FORMAT when `packed` is none of that
 * size, or NX_ERR_NOMEM. */
nx_status unpack(nx_str packed, size_t size, nx_buf *out, nx_error *err);

#endif
