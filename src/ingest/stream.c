#include "ingest/stream.h"

#include <stdio.h>
#include <stdlib.h>

static nx_status next_block(nx_stream *stream, nx_str *block, nx_error *err)
{
	nx_status st;

	*block = NX_STR("");
	if (stream->ended)
		return NX_OK;
	st = stream->next(stream, block, err);
	stream->ended = st != NX_OK || block->n == 0;
	return st;
}

/* Blocks are kept whole, so that nothing has to be cut and put back. */
nx_status nx_stream_head(nx_stream *stream, nx_str *head, nx_error *err)
{
	while (!stream->head_read) {
		nx_str block;

		next_block(stream, &block, &stream->pending);
		nx_buf_add(&stream->head, block);
		stream->head_read = stream->ended || stream->head.n >= NX_STREAM_HEAD;
	}
	*head = nx_str_slice(nx_buf_str(&stream->head), 0, NX_STREAM_HEAD);
	if (nx_buf_status(&stream->head, err) != NX_OK)
		return NX_ERR_NOMEM;
	if (stream->pending.status != NX_OK && head->n == 0)
		return nx_fail(err, stream->pending.status, "%s", stream->pending.text);
	return NX_OK;
}

nx_status nx_stream_read(nx_stream *stream, nx_str *chunk, nx_error *err)
{
	if (stream->head.n && !stream->head_given) {
		stream->head_given = true;
		*chunk = nx_buf_str(&stream->head);
		return nx_buf_status(&stream->head, err);
	}
	*chunk = NX_STR("");
	if (stream->pending.status != NX_OK)
		return nx_fail(err, stream->pending.status, "%s", stream->pending.text);
	return next_block(stream, chunk, err);
}

int64_t nx_stream_seek(nx_stream *stream, int64_t offset, int whence)
{
	stream->head_given = true;
	stream->ended = false;
	stream->pending = (nx_error)NX_ERROR_INIT;
	return stream->seek(stream, offset, whence);
}

nx_status nx_stream_read_all(nx_stream *stream, nx_buf *out, size_t limit, nx_error *err)
{
	size_t start = out->n;
	nx_status st;
	nx_str chunk;

	while ((st = nx_stream_read(stream, &chunk, err)) == NX_OK && chunk.n) {
		if (chunk.n > limit - (out->n - start))
			return nx_fail(err, NX_ERR_LIMIT,
				"longer than %zu bytes, the limit of a page", limit);
		nx_buf_add(out, chunk);
		if (out->failed)
			return nx_buf_status(out, err);
	}
	return st;
}

void nx_stream_close(nx_stream *stream)
{
	if (!stream)
		return;
	nx_buf_release(&stream->head);
	stream->close(stream);
}

static void close_nothing(nx_stream *stream)
{
	(void)stream;
}

void nx_stream_break(nx_stream *stream, const nx_error *why)
{
	*stream = (nx_stream){
		.close = close_nothing, .head_read = true, .ended = true, .pending = *why
	};
}

typedef struct memory_stream {
	nx_stream base;
	nx_str bytes;
	size_t pos;
} memory_stream;

static nx_status next_of_memory(nx_stream *stream, nx_str *block, nx_error *err)
{
	memory_stream *memory = (memory_stream *)stream;

	(void)err;
	*block = nx_str_slice(memory->bytes, memory->pos, memory->bytes.n);
	memory->pos = memory->bytes.n;
	return NX_OK;
}

static int64_t seek_memory(nx_stream *stream, int64_t offset, int whence)
{
	memory_stream *memory = (memory_stream *)stream;
	size_t from = whence == SEEK_END ? memory->bytes.n : whence == SEEK_CUR ? memory->pos : 0;

	if (offset < -(int64_t)from || offset > (int64_t)(memory->bytes.n - from))
		return -1;
	memory->pos = (size_t)((int64_t)from + offset);
	return (int64_t)memory->pos;
}

static void close_memory(nx_stream *stream)
{
	free(stream);
}

nx_stream *nx_stream_of(nx_str bytes)
{
	memory_stream *memory = calloc(1, sizeof *memory);

	if (!memory)
		return NULL;
	memory->base.next = next_of_memory;
	memory->base.close = close_memory;
	memory->base.seek = seek_memory;
	memory->bytes = bytes;
	return &memory->base;
}
