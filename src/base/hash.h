/* Hashes of bytes: one for tables in memory, one that may be stored. */
#ifndef NX_BASE_HASH_H
#define NX_BASE_HASH_H

#include <endian.h>
#include <stdint.h>
#include <string.h>

#include "newsidx/buf.h"

/* 2^64 divided by the golden ratio. */
#define NX_HASH_FACTOR 0x9E3779B97F4A7C15u

/* Eight bytes at a time, each multiplied into the upper half and folded back: tables
 * see only the lowest bits. It depends on the machine's byte order, so it is never
 * stored. */
static inline uint64_t nx_hash(nx_str s)
{
	uint64_t hash = s.n, chunk;
	size_t i;

	for (i = 0; i < s.n; i += sizeof chunk) {
		chunk = 0;
		memcpy(&chunk, s.p + i, s.n - i < sizeof chunk ? s.n - i : sizeof chunk);
		hash = (hash ^ chunk) * NX_HASH_FACTOR;
		hash ^= hash >> 32;
	}
	return hash;
}

/* The same on every machine, and from one string to the next: give the hash so far as
 * `hash`, 0 at first. The length goes in, so that "ab", "c" is not "a", "bc". Each step
 * can be undone, so none loses what came before it. */
static inline uint64_t nx_hash_stored(uint64_t hash, nx_str s)
{
	uint64_t chunk;
	size_t i;

	hash = (hash ^ s.n) * NX_HASH_FACTOR;
	hash ^= hash >> 29;
	for (i = 0; i + sizeof chunk <= s.n; i += sizeof chunk) {
		memcpy(&chunk, s.p + i, sizeof chunk);
		hash = (hash ^ le64toh(chunk)) * NX_HASH_FACTOR;
		hash ^= hash >> 32;
	}
	if (i < s.n) {
		chunk = 0;
		memcpy(&chunk, s.p + i, s.n - i);
		hash = (hash ^ le64toh(chunk)) * NX_HASH_FACTOR;
		hash ^= hash >> 32;
	}
	return hash;
}

#endif
