/* One file from its begin to its end, and the reports to the sink. */
#include <stdarg.h>
#include <stdio.h>

#include "ingest/charset.h"
#include "ingest/clean.h"
#include "ingest/reader.h"

nx_status nx_reading_refuse(
	nx_reading *reading, uint64_t ordinal, const nx_error *why, nx_error *err)
{
	nx_place place = { reading->path, ordinal };

	if (ordinal == 0)
		reading->refused = true;
	return reading->sink->refused(reading->sink->ctx, &place, why, err);
}

nx_status nx_reading_warn(
	nx_reading *reading, uint64_t ordinal, nx_error *err, const char *format, ...)
{
	nx_place place = { reading->path, ordinal };
	char text[2 * sizeof err->text];
	nx_error message;
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	nx_fail(&message, NX_OK, "%s", text); /* cuts between characters */
	return reading->sink->warning(reading->sink->ctx, &place, message.text, err);
}

nx_status nx_reading_article(
	nx_reading *reading, uint64_t ordinal, nx_article *article, nx_error *err)
{
	nx_place place = { reading->path, ordinal };

	return reading->sink->article(reading->sink->ctx, &place, article, err);
}

nx_status nx_reading_page(nx_reading *reading, nx_article *article, nx_error *err)
{
	nx_error why = NX_ERROR_INIT;

	if (!nx_article_is_empty(article))
		return nx_reading_article(reading, 1, article, err);
	nx_fail(&why, NX_ERR_FORMAT, "no article in it: neither title nor text found");
	return nx_reading_refuse(reading, 1, &why, err);
}

/* All bytes of the stream. A failure is about the file, not about the run, unless
 * it is NX_ERR_NOMEM. */
static nx_status read_all(nx_stream *stream, nx_buf *out, nx_error *err)
{
	nx_status st;
	nx_str chunk;

	while ((st = nx_stream_read(stream, &chunk, err)) == NX_OK && chunk.n) {
		if (chunk.n > NX_PAGE_LIMIT - out->n)
			return nx_fail(err, NX_ERR_LIMIT,
				"longer than %zu bytes, the limit of a page", NX_PAGE_LIMIT);
		nx_buf_add(out, chunk);
		if (out->failed)
			return nx_buf_status(out, err);
	}
	return st;
}

static bool has_nul(nx_str text, nx_error *err)
{
	size_t at = nx_str_find(text, (nx_str){ "", 1 }, 0);

	if (at == (size_t)-1)
		return false;
	nx_fail(err, NX_ERR_FORMAT, "binary file (NUL at byte %zu)", at + 1);
	return true;
}

nx_status nx_reading_text(nx_reading *reading, nx_buf *text, nx_error *err)
{
	nx_status st;
	nx_error why = NX_ERROR_INIT;
	nx_buf raw = NX_BUF_INIT, mended = NX_BUF_INIT;
	nx_mending mending = { 0, 0 };
	nx_str view;

	st = read_all(reading->stream, &raw, &why);
	view = nx_buf_str(&raw);
	if (st == NX_OK && has_nul(view, &why))
		st = why.status;
	if (st == NX_OK)
		st = nx_charset_mend(&view, &mended, &mending, &why);
	if (st == NX_ERR_NOMEM)
		st = nx_fail(err, st, "%s", why.text);
	else if (st != NX_OK)
		st = nx_reading_refuse(reading, 0, &why, err);
	else if (nx_str_trim(view).n == 0)
		st = nx_reading_warn(reading, 0, err, "empty file");
	else
		nx_clean_lines(text, view);
	if (st == NX_OK && mending.count && text->n)
		st = nx_reading_warn(reading, 1, err,
			"%zu ill-formed UTF-8 sequences replaced, the first at byte %zu",
			mending.count, mending.first);
	if (st == NX_OK)
		st = nx_buf_status(text, err);
	nx_buf_release(&mended);
	nx_buf_release(&raw);
	return st;
}

/* What the stream holds, told by its head, and all of it through its reader. */
static nx_status read_stream(nx_reading *reading, nx_format format, nx_error *err)
{
	nx_error why = NX_ERROR_INIT;
	nx_str head;

	if (nx_stream_head(reading->stream, &head, &why) == NX_OK) {
		if (head.n == 0)
			return nx_reading_warn(reading, 0, err, "empty file");
		if (nx_charset_check_head(head, &why) == NX_OK)
			return nx_reader_for(format, head, reading->path)->read(reading, err);
	}
	if (why.status == NX_ERR_NOMEM)
		return nx_fail(err, why.status, "%s", why.text);
	return nx_reading_refuse(reading, 0, &why, err);
}

nx_status nx_reading_file(const char *path, const nx_file_info *info, nx_format format,
	const nx_ingest_sink *sink, nx_error *err)
{
	nx_reading reading = { NULL, nx_str_from(path), sink, false };
	nx_error why = NX_ERROR_INIT;
	nx_status st = NX_OK;
	bool skip = false;

	if (sink->file_begin)
		st = sink->file_begin(sink->ctx, reading.path, info, &skip, err);
	if (st != NX_OK || skip)
		return st;
	st = nx_stream_open(&reading.stream, path, &why);
	if (st == NX_OK)
		st = read_stream(&reading, format, err);
	else if (st == NX_ERR_NOMEM)
		st = nx_fail(err, st, "%s", why.text);
	else
		st = nx_reading_refuse(&reading, 0, &why, err);
	nx_stream_close(reading.stream);
	if (st == NX_OK && sink->file_end)
		st = sink->file_end(sink->ctx, reading.path, info, !reading.refused, err);
	return st;
}
