#include "ingest/archive_gzip.h"

#include <inttypes.h>
#include <pthread.h>
#include <string.h>

#define TRAILER 8
#define SLICES 8

/* crc_table[k][b]: the remainder of byte b with k bytes of 0 behind it, so that eight
 * bytes are taken at a time (Kounavis and Berry, 2005). */
static uint32_t crc_table[SLICES][256];
static pthread_once_t crc_once = PTHREAD_ONCE_INIT;

static void make_crc_table(void)
{
	for (uint32_t b = 0; b < 256; b++) {
		uint32_t rest = b;

		for (int bit = 0; bit < 8; bit++)
			rest = rest & 1 ? rest >> 1 ^ 0xEDB88320u : rest >> 1;
		crc_table[0][b] = rest;
	}
	for (int k = 1; k < SLICES; k++) {
		for (int b = 0; b < 256; b++) {
			uint32_t rest = crc_table[k - 1][b];

			crc_table[k][b] = rest >> 8 ^ crc_table[0][rest & 0xFF];
		}
	}
}

static uint32_t little_endian(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;

	return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

void nx_gzip_unpacked(nx_gzip_check *check, nx_str bytes)
{
	uint32_t crc = ~check->crc;

	check->bytes += bytes.n;
	if (check->later)
		return;
	pthread_once(&crc_once, make_crc_table);
	for (; bytes.n >= SLICES; bytes.p += SLICES, bytes.n -= SLICES) {
		uint32_t low = little_endian(bytes.p) ^ crc, high = little_endian(bytes.p + 4);

		crc = crc_table[7][low & 0xFF] ^ crc_table[6][low >> 8 & 0xFF] ^
		      crc_table[5][low >> 16 & 0xFF] ^ crc_table[4][low >> 24] ^
		      crc_table[3][high & 0xFF] ^ crc_table[2][high >> 8 & 0xFF] ^
		      crc_table[1][high >> 16 & 0xFF] ^ crc_table[0][high >> 24];
	}
	for (; bytes.n; bytes.p++, bytes.n--)
		crc = crc >> 8 ^ crc_table[0][(crc ^ (unsigned char)*bytes.p) & 0xFF];
	check->crc = ~crc;
}

void nx_gzip_packed(nx_gzip_check *check, nx_str chunk)
{
	/* The magic number and no reserved flag; the number may span two chunks. */
	char seam[4];
	uint64_t start = check->packed;
	size_t at = 0;

	check->chunk = chunk;
	check->packed += chunk.n;
	if (start > 2 && chunk.n > 1) {
		memcpy(seam, check->kept + NX_GZIP_KEPT - 2, 2);
		memcpy(seam + 2, chunk.p, 2);
		if (memcmp(seam, "\x1F\x8B\x08", 3) == 0)
			check->later = start - 2;
		else if (memcmp(seam + 1, "\x1F\x8B\x08", 3) == 0)
			check->later = start - 1;
	}
	at = start == 0;
	while ((at = nx_str_find(chunk, NX_STR("\x1F\x8B\x08"), at)) != (size_t)-1) {
		if (at + 3 == chunk.n || ((unsigned char)chunk.p[at + 3] & 0xE0) == 0)
			check->later = start + at;
		at++;
	}
}

void nx_gzip_keep(nx_gzip_check *check)
{
	size_t n = check->chunk.n < NX_GZIP_KEPT ? check->chunk.n : NX_GZIP_KEPT;

	memmove(check->kept, check->kept + n, NX_GZIP_KEPT - n);
	if (n)
		memcpy(check->kept + NX_GZIP_KEPT - n, check->chunk.p + check->chunk.n - n, n);
	check->chunk = NX_STR("");
}

/* The trailer that ends before byte `end`; false if it is not at hand any more. */
static bool trailer_before(const nx_gzip_check *check, uint64_t end, char out[TRAILER])
{
	uint64_t start = check->packed - check->chunk.n;

	if (end > check->packed || end < TRAILER)
		return false;
	for (size_t i = 0; i < TRAILER; i++) {
		uint64_t at = end - TRAILER + i;

		if (at >= start)
			out[i] = check->chunk.p[at - start];
		else if (start - at <= NX_GZIP_KEPT)
			out[i] = check->kept[NX_GZIP_KEPT - (start - at)];
		else
			return false;
	}
	return true;
}

nx_status nx_gzip_verify(const nx_gzip_check *check, uint64_t end, nx_error *err)
{
	char trailer[TRAILER];

	if (check->later && check->later >= end)
		return nx_fail(err, NX_ERR_FORMAT,
			"compressed data damaged: gzip data goes on at byte %" PRIu64
			", behind what is none, and was not read",
			check->later);
	if (check->later || !trailer_before(check, end, trailer))
		return NX_OK;
	if (little_endian(trailer) == check->crc &&
		little_endian(trailer + 4) == (uint32_t)check->bytes)
		return NX_OK;
	return nx_fail(err, NX_ERR_FORMAT,
		"compressed data damaged somewhere in its %" PRIu64 " bytes: wrong checksum",
		check->bytes);
}
