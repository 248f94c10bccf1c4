#include "ingest/warc_reader.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

nx_status nx_warc_fail(
	const nx_warc_reader *reader, nx_status st, nx_error *err, const char *format, ...)
{
	char why[512];
	va_list args;

	va_start(args, format);
	vsnprintf(why, sizeof why, nx_message(format), args);
	va_end(args);
	return nx_fail(err, st, "record %" PRIu64 " at byte %" PRIu64 ": %s", reader->record,
		reader->start, why);
}

nx_status nx_warc_take(nx_warc_reader *reader, uint64_t most, nx_str *piece, nx_error *err)
{
	size_t n;

	*piece = NX_STR("");
	if (most == 0)
		return NX_OK;
	if (reader->chunk.n == 0) {
		nx_status st = nx_stream_read(reader->stream, &reader->chunk, err);

		reader->failed |= st != NX_OK;
		if (st != NX_OK)
			return st;
	}
	n = most < reader->chunk.n ? (size_t)most : reader->chunk.n;
	*piece = nx_str_slice(reader->chunk, 0, n);
	reader->chunk = nx_str_slice(reader->chunk, n, reader->chunk.n);
	reader->offset += n;
	return NX_OK;
}

/* Take up to and with the next LF. */
static nx_status take_to_end(
	nx_warc_reader *reader, uint64_t most, nx_str *piece, bool *ended, nx_error *err)
{
	nx_status st = nx_warc_take(reader, most, piece, err);
	const char *end = piece->n ? memchr(piece->p, '\n', piece->n) : NULL;

	*ended = end != NULL;
	if (end) {
		size_t back = piece->n - (size_t)(end + 1 - piece->p);

		piece->n -= back;
		reader->chunk = (nx_str){ end + 1, reader->chunk.n + back };
		reader->offset -= back;
	}
	return st;
}

nx_status nx_warc_line(
	nx_warc_reader *reader, uint64_t *left, nx_buf *line, bool *got, nx_error *err)
{
	bool ended = false;

	nx_buf_clear(line);
	*got = false;
	while (!ended) {
		nx_str piece;
		nx_status st = take_to_end(reader, *left, &piece, &ended, err);

		if (st != NX_OK)
			return st;
		if (piece.n == 0)
			break;
		*got = true;
		*left -= piece.n;
		nx_buf_add(line, nx_str_slice(piece, 0, NX_WARC_LINE_LIMIT - line->n));
	}
	while (line->n && (line->p[line->n - 1] == '\n' || line->p[line->n - 1] == '\r'))
		line->n--;
	return nx_buf_status(line, err);
}

nx_status nx_warc_head(nx_warc_reader *reader, uint64_t *left, nx_buf *head, nx_error *err)
{
	nx_buf line = NX_BUF_INIT;
	nx_status st = NX_OK;
	bool got = true;

	while (st == NX_OK && got) {
		st = nx_warc_line(reader, left, &line, &got, err);
		if (st != NX_OK || line.n == 0)
			break;
		if (head->n && (line.p[0] == ' ' || line.p[0] == '\t'))
			head->n--;
		nx_buf_add(head, nx_buf_str(&line));
		nx_buf_addc(head, '\n');
		if (head->n > NX_WARC_HEAD_LIMIT)
			st = nx_fail(err, NX_ERR_LIMIT, "header longer than %zu bytes, the limit",
				NX_WARC_HEAD_LIMIT);
	}
	nx_buf_release(&line);
	return st == NX_OK ? nx_buf_status(head, err) : st;
}

nx_str nx_warc_field(nx_str head, const char *name)
{
	size_t n = strlen(name);
	nx_str line;

	while (nx_str_split(&head, '\n', &line)) {
		if (line.n > n && line.p[n] == ':' && strncasecmp(line.p, name, n) == 0)
			return nx_str_trim(nx_str_slice(line, n + 1, line.n));
	}
	return NX_STR_NULL;
}
