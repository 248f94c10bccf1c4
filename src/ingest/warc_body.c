#include "ingest/warc_body.h"

#include <inttypes.h>
#include <string.h>

#define CHUNK_SIZE_DIGITS 15 /* of a size that an uint64_t holds for sure */

static void close_nothing(nx_stream *stream)
{
	(void)stream;
}

static nx_status next_of_block(nx_stream *stream, nx_str *piece, nx_error *err)
{
	nx_warc_block *block = (nx_warc_block *)stream;
	nx_status st = nx_warc_take(block->reader, block->left, piece, err);

	if (st != NX_OK)
		return st;
	if (piece->n == 0 && block->left > 0)
		return nx_warc_fail(block->reader, NX_ERR_FORMAT, err,
			"cut off after %" PRIu64 " bytes, %" PRIu64 " are missing", block->bytes,
			block->left);
	block->left -= piece->n;
	block->bytes += piece->n;
	return NX_OK;
}

void nx_warc_block_init(nx_warc_block *block, nx_warc_reader *reader, uint64_t length)
{
	*block = (nx_warc_block){ { .next = next_of_block, .close = close_nothing }, reader, length,
		0 };
}

static int hex_value(char c)
{
	const char *digits = "0123456789abcdef", *at;

	if (c >= 'A' && c <= 'F')
		c = (char)(c - 'A' + 'a');
	at = c ? strchr(digits, c) : NULL;
	return at ? (int)(at - digits) : -1;
}

/* The next byte of the raw body, -1 at its end. */
static nx_status next_byte(nx_warc_chunked *chunked, int *byte, nx_error *err)
{
	*byte = -1;
	if (chunked->piece.n == 0) {
		nx_status st = nx_stream_read(chunked->raw, &chunked->piece, err);

		if (st != NX_OK)
			return st;
	}
	if (chunked->piece.n) {
		*byte = (unsigned char)*chunked->piece.p;
		chunked->piece = nx_str_slice(chunked->piece, 1, chunked->piece.n);
	}
	return NX_OK;
}

/* Read "1a2b; extension CR LF", after the CR LF of the chunk before. */
static nx_status read_size(nx_warc_chunked *chunked, nx_error *err)
{
	uint64_t size = 0;
	int digits = 0, byte = 0;
	nx_status st;

	while ((st = next_byte(chunked, &byte, err)) == NX_OK && byte >= 0) {
		int value = hex_value((char)byte);

		if (digits == 0 && chunked->begun && (byte == '\r' || byte == '\n'))
			continue;
		if (value < 0 || ++digits > CHUNK_SIZE_DIGITS)
			break;
		size = size * 16 + (uint64_t)value;
	}
	while (st == NX_OK && byte >= 0 && byte != '\n' && digits > 0)
		st = next_byte(chunked, &byte, err);
	if (st != NX_OK)
		return st;
	if (byte < 0 && chunked->truncated)
		size = 0;
	else if (digits == 0 || digits > CHUNK_SIZE_DIGITS || byte < 0)
		return nx_warc_fail(chunked->reader, NX_ERR_FORMAT, err,
			"%s after %" PRIu64 " bytes",
			byte < 0 ? nx_message("body in chunks cut off")
				 : nx_message("size of a chunk expected"),
			chunked->bytes);
	chunked->begun = true;
	chunked->left = size;
	return NX_OK;
}

static nx_status next_of_chunked(nx_stream *stream, nx_str *piece, nx_error *err)
{
	nx_warc_chunked *chunked = (nx_warc_chunked *)stream;
	nx_status st;
	size_t n;

	if (chunked->left == 0 && (st = read_size(chunked, err)) != NX_OK)
		return st;
	if (chunked->left == 0)
		return NX_OK;
	if (chunked->piece.n == 0 &&
		(st = nx_stream_read(chunked->raw, &chunked->piece, err)) != NX_OK)
		return st;
	if (chunked->piece.n == 0 && !chunked->truncated)
		return nx_warc_fail(chunked->reader, NX_ERR_FORMAT, err,
			"body in chunks cut off after %" PRIu64 " bytes", chunked->bytes);
	n = chunked->left < chunked->piece.n ? (size_t)chunked->left : chunked->piece.n;
	*piece = nx_str_slice(chunked->piece, 0, n);
	chunked->piece = nx_str_slice(chunked->piece, n, chunked->piece.n);
	chunked->left -= n;
	chunked->bytes += n;
	return NX_OK;
}

bool nx_warc_chunked_init(
	nx_warc_chunked *chunked, const nx_warc_reader *reader, nx_stream *raw, bool truncated)
{
	nx_str head = NX_STR("");
	size_t i = 0;

	*chunked = (nx_warc_chunked){ { .next = next_of_chunked, .close = close_nothing },
		.reader = reader, .raw = raw, .piece = NX_STR(""), .truncated = truncated };
	nx_stream_head(raw, &head, NULL);
	while (i < head.n && hex_value(head.p[i]) >= 0)
		i++;
	if (i == 0 || i > CHUNK_SIZE_DIGITS)
		return false;
	while (i < head.n && (head.p[i] == ' ' || head.p[i] == '\t'))
		i++;
	return i < head.n && strchr(";\r\n", head.p[i]) && head.p[i];
}

/* A gzip header that says nothing but that deflated data follows. There is no checksum
 * behind them that could be compared: libarchive 3.6 does not, and the extra field, in
 * which a second member seems to begin, keeps nx_gzip_verify() from it. */
static const char gzip_header[] = "\x1F\x8B\x08\x04\0\0\0\0\0\xFF\x04\0\x1F\x8B\x08";

static nx_status next_of_deflated(nx_stream *stream, nx_str *piece, nx_error *err)
{
	nx_warc_deflated *deflated = (nx_warc_deflated *)stream;
	nx_status st = NX_OK;

	if (!deflated->begun) {
		deflated->begun = true;
		*piece = (nx_str){ gzip_header, sizeof gzip_header };
		return NX_OK;
	}
	if (deflated->ended)
		return NX_OK;
	/* The head was looked at: the first piece is no shorter. */
	st = nx_stream_read(deflated->raw, piece, err);
	*piece = nx_str_slice(*piece, deflated->skip, piece->n);
	deflated->skip = 0;
	if (st == NX_OK && piece->n == 0) {
		deflated->ended = true;
		*piece = NX_STR("\0\0\0\0\0\0\0\0");
	}
	return st;
}

/* RFC 1950: method 8, and the first two bytes are a multiple of 31. */
static bool has_zlib_header(nx_str head)
{
	return head.n > 2 && ((unsigned char)head.p[0] & 0x8F) == 0x08 &&
	       (((unsigned)(unsigned char)head.p[0] << 8) | (unsigned char)head.p[1]) % 31 == 0;
}

static bool is_text(nx_str head)
{
	for (size_t i = 0; i < head.n && i < 64; i++) {
		if ((unsigned char)head.p[i] < ' ' && !(head.p[i] >= '\t' && head.p[i] <= '\r'))
			return false;
	}
	return true;
}

bool nx_warc_deflated_init(nx_warc_deflated *deflated, nx_stream *raw)
{
	nx_str head = NX_STR("");
	bool zlib;

	nx_stream_head(raw, &head, NULL);
	zlib = has_zlib_header(head);
	*deflated = (nx_warc_deflated){ { .next = next_of_deflated, .close = close_nothing },
		.raw = raw, .skip = zlib ? 2 : 0 };
	return zlib || (!is_text(head) && !nx_str_starts(head, NX_STR("\x1F\x8B")));
}
