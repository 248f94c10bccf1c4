#include "ingest/line_reader.h"

#include <string.h>

/* A buffer that one long line has blown up is not kept for the short ones. */
#define HELD_KEPT ((size_t)1 << 20)

void nx_line_reader_init(nx_line_reader *lines, nx_stream *stream, size_t limit)
{
	*lines = (nx_line_reader){ .stream = stream, .limit = limit, .chunk = NX_STR("") };
}

void nx_line_reader_release(nx_line_reader *lines)
{
	nx_buf_release(&lines->held);
}

/* Take a piece of a line in, unless the line is too long already. */
static void hold(nx_line_reader *lines, nx_str piece)
{
	if (piece.n > lines->limit - lines->held.n)
		lines->too_long = true;
	if (lines->too_long)
		nx_buf_release(&lines->held);
	else
		nx_buf_add(&lines->held, piece);
}

static void give(nx_line_reader *lines, nx_str *line, nx_str piece)
{
	*line = piece;
	if (lines->held.n || piece.n > lines->limit || lines->too_long) {
		hold(lines, piece);
		*line = nx_buf_str(&lines->held);
	}
	if (line->n && line->p[line->n - 1] == '\r')
		line->n--;
	lines->number++;
}

nx_status nx_line_reader_next(nx_line_reader *lines, nx_str *line, nx_error *err)
{
	*line = NX_STR_NULL;
	lines->too_long = false;
	if (lines->held.cap > HELD_KEPT)
		nx_buf_release(&lines->held);
	nx_buf_clear(&lines->held);
	while (!lines->ended) {
		const char *end =
			lines->chunk.n ? memchr(lines->chunk.p, '\n', lines->chunk.n) : NULL;
		nx_status st;

		if (end) {
			size_t n = (size_t)(end - lines->chunk.p);

			give(lines, line, nx_str_slice(lines->chunk, 0, n));
			lines->chunk = nx_str_slice(lines->chunk, n + 1, lines->chunk.n);
			return nx_buf_status(&lines->held, err);
		}
		hold(lines, lines->chunk);
		if (lines->held.failed)
			return nx_buf_status(&lines->held, err);
		st = nx_stream_read(lines->stream, &lines->chunk, err);
		lines->ended = st != NX_OK || lines->chunk.n == 0;
		if (st != NX_OK)
			return st;
	}
	if (lines->held.n || lines->too_long)
		give(lines, line, NX_STR(""));
	return NX_OK;
}
