/* Bytes become UTF-8: a stream through its decoder, a text by what its letters say. */
#include "ingest/charset.h"

#include <stdlib.h>
#include <string.h>

#include "newsidx/utf8.h"

#define PIECE 32768 /* bytes decoded at a time */

static const nx_str byte_order_mark = { "\xEF\xBB\xBF", 3 };

typedef struct decoding_stream {
	nx_stream base;
	nx_stream *raw;
	nx_decoder *decoder;
	nx_str chunk; /* of `raw`, not yet decoded */
	nx_buf text;
	bool started, ended;
} decoding_stream;

static nx_status decode_piece(decoding_stream *stream, nx_error *err)
{
	size_t bad = 0;
	nx_status st = NX_OK;
	nx_str piece;

	if (stream->chunk.n == 0) {
		st = nx_stream_read(stream->raw, &stream->chunk, err);
		stream->ended = stream->chunk.n == 0;
	}
	if (st != NX_OK)
		return st;
	piece = nx_str_slice(stream->chunk, 0, PIECE);
	stream->chunk = nx_str_slice(stream->chunk, piece.n, stream->chunk.n);
	return nx_decoder_feed(stream->decoder, piece, stream->ended, &stream->text, &bad, err);
}

static nx_status next_decoded(nx_stream *base, nx_str *block, nx_error *err)
{
	decoding_stream *stream = (decoding_stream *)base;
	nx_status st = NX_OK;

	*block = NX_STR("");
	nx_buf_clear(&stream->text);
	while (st == NX_OK && block->n == 0 && !stream->ended) {
		st = decode_piece(stream, err);
		*block = nx_buf_str(&stream->text);
		/* A character comes whole, and so does the mark. */
		if (block->n && !stream->started && nx_str_starts(*block, byte_order_mark))
			*block = nx_str_slice(*block, byte_order_mark.n, block->n);
		stream->started |= stream->text.n > 0;
		if (block->n == 0)
			nx_buf_clear(&stream->text);
	}
	if (st != NX_OK)
		*block = NX_STR("");
	return st;
}

static void close_decoding(nx_stream *base)
{
	decoding_stream *stream = (decoding_stream *)base;

	nx_decoder_close(stream->decoder);
	nx_buf_release(&stream->text);
	free(stream);
}

nx_status nx_charset_stream(nx_stream **out, nx_stream *raw, const char *encoding, nx_error *err)
{
	decoding_stream *stream;
	nx_decoder *decoder;
	nx_status st;

	*out = NULL;
	if ((st = nx_decoder_open(&decoder, encoding, err)) != NX_OK)
		return st;
	stream = calloc(1, sizeof *stream);
	if (!stream) {
		nx_decoder_close(decoder);
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	}
	stream->base.next = next_decoded;
	stream->base.close = close_decoding;
	stream->raw = raw;
	stream->decoder = decoder;
	*out = &stream->base;
	return NX_OK;
}

static void replace_bad(nx_buf *out, nx_str text)
{
	size_t pos = 0;

	while (pos < text.n) {
		nx_str rest = nx_str_slice(text, pos, text.n);

		rest.n = nx_utf8_valid(rest);
		nx_buf_add(out, rest);
		pos += rest.n;
		if (pos < text.n)
			nx_buf_add_cp(out, nx_utf8_next(text, &pos));
	}
}

/* A line with its LF, the last one perhaps without; false at the end. */
static bool next_line(nx_str *rest, nx_str *line)
{
	const char *end = rest->n ? memchr(rest->p, '\n', rest->n) : NULL;
	size_t n = end ? (size_t)(end - rest->p) + 1 : rest->n;

	*line = nx_str_slice(*rest, 0, n);
	*rest = nx_str_slice(*rest, n, rest->n);
	return line->n > 0;
}

static bool is_well_formed(nx_str text)
{
	return nx_utf8_valid(text) == text.n;
}

/* The encoding of the lines that are no UTF-8: files of several origins are put
 * together. NULL when it cannot be told; *damaged when these lines are UTF-8 with
 * damage after all. `scratch` is overwritten. */
static const char *foreign_encoding(nx_str text, nx_buf *scratch, bool *damaged)
{
	const char *encoding;
	size_t bad, first;
	nx_str line;
	bool sure;

	nx_buf_clear(scratch);
	while (next_line(&text, &line)) {
		if (!is_well_formed(line))
			nx_buf_add(scratch, line);
	}
	*damaged = nx_charset_is_utf8(nx_buf_str(scratch), &bad, &first);
	encoding = nx_charset_guess(nx_buf_str(scratch), &sure);
	/* That of UTF-16 would be cut in the middle of a character by its lines. */
	return encoding && strncmp(encoding, "UTF-16", 6) == 0 ? NULL : encoding;
}

static nx_status decode_lines(
	nx_buf *out, nx_str text, const char *encoding, size_t *bad, nx_error *err)
{
	nx_decoder *decoder;
	nx_status st = nx_decoder_open(&decoder, encoding, err);
	nx_str line;

	while (st == NX_OK && next_line(&text, &line)) {
		if (is_well_formed(line))
			nx_buf_add(out, line);
		else
			st = nx_decoder_feed(decoder, line, false, out, bad, err);
	}
	nx_decoder_close(decoder);
	return st == NX_OK ? nx_buf_status(out, err) : st;
}

nx_status nx_charset_mend(nx_str *text, nx_buf *mended, nx_mending *what, nx_error *err)
{
	size_t mark = nx_str_starts(*text, byte_order_mark) ? byte_order_mark.n : 0, bad, first;
	bool damaged;
	nx_status st;

	*what = (nx_mending){ .count = 0 };
	*text = nx_str_slice(*text, mark, text->n);
	damaged = nx_charset_is_utf8(*text, &bad, &first);
	if (bad == 0)
		return NX_OK;
	if (!damaged)
		what->encoding = foreign_encoding(*text, mended, &damaged);
	what->first = mark + first + 1;
	if (!damaged && !what->encoding)
		return nx_fail(err, NX_ERR_FORMAT,
			"not UTF-8 (first bad byte %zu) and no encoding of Arabic that its letters "
			"tell; convert it with iconv or name its encoding",
			what->first);
	nx_buf_clear(mended);
	if (what->encoding) {
		st = decode_lines(mended, *text, what->encoding, &what->count, err);
	} else {
		what->count = bad;
		replace_bad(mended, *text);
		st = nx_buf_status(mended, err);
	}
	if (st == NX_OK)
		*text = nx_buf_str(mended);
	return st;
}
