/* A hash of bytes for tables in memory. It depends on the machine's byte order, so it
 * is never stored. */
#ifndef NX_BASE_HASH_H
#define NX_BASE_HASH_H

#include <stdint.h>
#include <string.h>

#include "newsidx/buf.h"

/* Eight bytes at a time, each multiplied into the upper half and folded back: tables
 * see only the lowest bits. The constant is 2^64 divided by the golden ratio. */
static inline uint64_t nx_hash(nx_str s)
{
	uint64_t hash = s.n, chunk;
	size_t i;

	for (i = 0; i < s.n; i += sizeof chunk) {
		chunk = 0;
		memcpy(&chunk, s.p + i, s.n - i < sizeof chunk ? s.n - i : sizeof chunk);
		hash = (hash ^ chunk) * 0x9E3779B97F4A7C15u;
		hash ^= hash >> 32;
	}
	return hash;
}

#endif
