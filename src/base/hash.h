/* Hashes of bytes: one for tables in memory, one that may be stored. */
#ifndef NX_BASE_HASH_H
#define NX_BASE_HASH_H

#include <endian.h>
#include <stdint.h>
#include <string.h>

#include "newsidx/buf.h"

/* 2^64 divided by the golden ratio. */
#define NX_HASH_FACTOR 0x9E3779B97F4A7C15u

static inline uint64_t nx_hash_load32(const char *p)
{
	uint32_t value;

	memcpy(&value, p, sizeof value);
	return le32toh(value);
}

static inline uint64_t nx_hash_load64(const char *p)
{
	uint64_t value;

	memcpy(&value, p, sizeof value);
	return le64toh(value);
}

/* The last s.n % 8 bytes of `s`, of which there are some, as a little-endian number:
 * without a call, for most strings are words and have such a rest. */
static inline uint64_t nx_hash_rest(nx_str s)
{
	size_t n = s.n % 8;
	const char *p = s.p + s.n - n;

	if (s.n >= 8)
		return nx_hash_load64(s.p + s.n - 8) >> (8 - n) * 8;
	if (n >= 4)
		return nx_hash_load32(p) | nx_hash_load32(p + n - 4) << (n - 4) * 8;
	return (uint64_t)(unsigned char)p[0] | (uint64_t)(unsigned char)p[n / 2] << n / 2 * 8 |
	       (uint64_t)(unsigned char)p[n - 1] << (n - 1) * 8;
}

/* Eight bytes at a time, each multiplied into the upper half and folded back: tables
 * see only the lowest bits. It is never stored. */
static inline uint64_t nx_hash(nx_str s)
{
	uint64_t hash = s.n;
	size_t i;

	for (i = 0; i + 8 <= s.n; i += 8) {
		hash = (hash ^ nx_hash_load64(s.p + i)) * NX_HASH_FACTOR;
		hash ^= hash >> 32;
	}
	if (i < s.n) {
		hash = (hash ^ nx_hash_rest(s)) * NX_HASH_FACTOR;
		hash ^= hash >> 32;
	}
	return hash;
}

/* The same on every machine, and from one string to the next: give the hash so far as
 * `hash`, 0 at first. The length goes in, so that "ab", "c" is not "a", "bc". Each step
 * can be undone, so none loses what came before it. */
static inline uint64_t nx_hash_stored(uint64_t hash, nx_str s)
{
	size_t i;

	hash = (hash ^ s.n) * NX_HASH_FACTOR;
	hash ^= hash >> 29;
	for (i = 0; i + 8 <= s.n; i += 8) {
		hash = (hash ^ nx_hash_load64(s.p + i)) * NX_HASH_FACTOR;
		hash ^= hash >> 32;
	}
	if (i < s.n) {
		hash = (hash ^ nx_hash_rest(s)) * NX_HASH_FACTOR;
		hash ^= hash >> 32;
	}
	return hash;
}

#endif
