/* How much the table of members of a 7-Zip archive unpacks to: 7zFormat.txt of the 7-Zip
 * source, sections "SignatureHeader" to "Coders Info". */
#include <inttypes.h>
#include <stdio.h>

#include "ingest/archive.h"

#define START_SIZE 32           /* signature, version, checksums and place of the table */
#define PACKED_SIZE (64u << 10) /* far more than what a packed table is described with */
#define CODERS_LIMIT 4

enum {
	END = 0x00,
	PACK_INFO = 0x06,
	UNPACK_INFO = 0x07,
	SIZE = 0x09,
	DIGESTS = 0x0A,
	FOLDER = 0x0B,
	UNPACK_SIZE = 0x0C,
	PACKED_TABLE = 0x17
};

/* What is left of a description; NX_STR_NULL once it made no sense. */
typedef struct cursor {
	nx_str left;
} cursor;

static bool is_lost(const cursor *at)
{
	return !at->left.p;
}

static void skip(cursor *at, uint64_t n)
{
	at->left = n <= at->left.n ? nx_str_slice(at->left, (size_t)n, at->left.n) : NX_STR_NULL;
}

static unsigned take_byte(cursor *at)
{
	unsigned byte = at->left.n ? (unsigned char)*at->left.p : 0;

	skip(at, 1);
	return byte;
}

/* The leading ones of the first byte count the bytes that follow, lowest first; what is
 * left of it is highest. */
static uint64_t take_number(cursor *at)
{
	unsigned first = take_byte(at), mask = 0x80;
	uint64_t value = 0;

	for (int shift = 0; shift < 64; shift += 8, mask >>= 1) {
		if (!(first & mask))
			return value | (uint64_t)(first & (mask - 1)) << shift;
		value |= (uint64_t)take_byte(at) << shift;
	}
	return value;
}

static void expect_byte(cursor *at, unsigned want)
{
	if (take_byte(at) != want)
		at->left = NX_STR_NULL;
}

/* Pass over the sizes of the packed streams. */
static void skip_pack_info(cursor *at)
{
	uint64_t streams;

	expect_byte(at, PACK_INFO);
	take_number(at);
	streams = take_number(at);
	expect_byte(at, SIZE);
	for (uint64_t i = 0; i < streams && !is_lost(at); i++)
		take_number(at);
	if (at->left.n && *at->left.p == DIGESTS) {
		skip(at, 1);
		expect_byte(at, 1); /* all of them are given */
		skip(at, streams < PACKED_SIZE ? 4 * streams : UINT64_MAX);
	}
	expect_byte(at, END);
}

/* Pass over how one folder is coded, and count what its coders give. */
static uint64_t skip_folder(cursor *at)
{
	uint64_t coders = take_number(at), ins = 0, outs = 0;

	for (uint64_t i = 0; i < coders && i < CODERS_LIMIT && !is_lost(at); i++) {
		unsigned flags = take_byte(at);
		bool is_complex = flags & 0x10;

		skip(at, flags & 0x0F);
		ins += is_complex ? take_number(at) : 1;
		outs += is_complex ? take_number(at) : 1;
		if (flags & 0x20)
			skip(at, take_number(at));
	}
	if (coders == 0 || coders > CODERS_LIMIT || outs == 0 || outs > CODERS_LIMIT ||
		ins < outs - 1 || ins > 2 * CODERS_LIMIT) {
		at->left = NX_STR_NULL;
		return 0;
	}
	for (uint64_t i = 0; i + 1 < outs; i++) {
		take_number(at);
		take_number(at);
	}
	for (uint64_t i = 0, packed = ins - (outs - 1); packed > 1 && i < packed; i++)
		take_number(at);
	return outs;
}

/* The most that a coder of a packed table gives; UINT64_MAX if it cannot be read. */
static uint64_t unpacked_size(nx_str description)
{
	cursor at = { description };
	uint64_t most = 0, outs;

	expect_byte(&at, PACKED_TABLE);
	skip_pack_info(&at);
	expect_byte(&at, UNPACK_INFO);
	expect_byte(&at, FOLDER);
	expect_byte(&at, 1);
	expect_byte(&at, 0); /* described here, not elsewhere */
	outs = skip_folder(&at);
	expect_byte(&at, UNPACK_SIZE);
	for (uint64_t i = 0; i < outs; i++) {
		uint64_t size = take_number(&at);

		if (size > most)
			most = size;
	}
	return is_lost(&at) ? UINT64_MAX : most;
}

static uint64_t little_endian(const char *p)
{
	uint64_t value = 0;

	for (int i = 8; i-- > 0;)
		value = value << 8 | (unsigned char)p[i];
	return value;
}

/* Append `n` bytes from `offset` on, as many as there are. */
static void read_at(nx_stream *stream, uint64_t offset, size_t n, nx_buf *out)
{
	nx_str chunk = NX_STR("");
	size_t start = out->n;

	if (offset > INT64_MAX || nx_stream_seek(stream, (int64_t)offset, SEEK_SET) < 0)
		return;
	while (out->n - start < n && nx_stream_read(stream, &chunk, NULL) == NX_OK && chunk.n)
		nx_buf_add(out, nx_str_slice(chunk, 0, n - (out->n - start)));
}

/* A file too short for its table is left to libarchive, which says so. */
nx_status nx_7zip_check(nx_stream *stream, nx_error *err)
{
	nx_buf head = NX_BUF_INIT, table = NX_BUF_INIT;
	uint64_t offset, size = 0;
	nx_status st = NX_OK;

	read_at(stream, 0, START_SIZE, &head);
	if (head.n == START_SIZE) {
		offset = little_endian(head.p + 12);
		size = little_endian(head.p + 20);
		if (offset <= INT64_MAX - START_SIZE)
			read_at(stream, START_SIZE + offset, size < PACKED_SIZE ? size : 1, &table);
	}
	if (table.n && *table.p == PACKED_TABLE && size < PACKED_SIZE && table.n == size)
		size = unpacked_size(nx_buf_str(&table));
	if (table.n && size == UINT64_MAX)
		st = nx_fail(err, NX_ERR_FORMAT,
			"table of members damaged, or packed in an uncommon way; unpack the archive "
			"first");
	else if (table.n && size > NX_7ZIP_TABLE_LIMIT)
		st = nx_fail(err, NX_ERR_LIMIT,
			"table of members of %" PRIu64
			" bytes, more than the limit of %zu for 7-Zip; "
			"unpack the archive first",
			size, NX_7ZIP_TABLE_LIMIT);
	if (nx_buf_status(&head, err) != NX_OK || nx_buf_status(&table, err) != NX_OK)
		st = NX_ERR_NOMEM;
	nx_stream_seek(stream, 0, SEEK_SET);
	nx_buf_release(&head);
	nx_buf_release(&table);
	return st;
}
