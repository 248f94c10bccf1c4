/* A stream that gives its bytes in pieces of one size. */
#ifndef NX_TESTS_PIECE_STREAM_H
#define NX_TESTS_PIECE_STREAM_H

#include "ingest/stream.h"

typedef struct piece_stream {
	nx_stream base;
	nx_str left;
	size_t piece;
} piece_stream;

static inline nx_status next_piece(nx_stream *stream, nx_str *block, nx_error *err)
{
	piece_stream *s = (piece_stream *)stream;

	(void)err;
	*block = nx_str_slice(s->left, 0, s->piece);
	s->left = nx_str_slice(s->left, s->piece, s->left.n);
	return NX_OK;
}

static inline void close_pieces(nx_stream *stream)
{
	(void)stream;
}

static inline piece_stream pieces_of(nx_str text, size_t piece)
{
	return (piece_stream){ { .next = next_piece, .close = close_pieces }, text, piece };
}

#endif
