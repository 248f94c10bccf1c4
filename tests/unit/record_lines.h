/* What a reader makes of some bytes, in one line: what it reports, parted by " / ", an
 * article as its fields, name=value parted by "; ". */
#ifndef TEST_RECORD_LINES_H
#define TEST_RECORD_LINES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "ingest/reader.h"
#include "../piece_stream.h"
#include "rows.h"

static inline void line_value(nx_buf *out, bool first, const char *name, nx_str value)
{
	if (!value.p)
		return;
	nx_buf_addf(out, "%s%s=", first ? "" : "; ", name);
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == '\n')
			nx_buf_adds(out, "\\n");
		else if (value.p[i] == '\t')
			nx_buf_adds(out, "\\t");
		else
			nx_buf_addc(out, value.p[i]);
	}
}

static inline void line_fields(nx_buf *out, const nx_article *article)
{
	nx_buf date = NX_BUF_INIT, tags = NX_BUF_INIT;
	const size_t start = out->n;

	nx_date_format(&date, &article->date);
	for (size_t i = 0; i < article->tag_count; i++)
		nx_buf_addf(&tags, "%s%.*s", i ? "|" : "", NX_FMT(article->tags[i]));
	line_value(out, out->n == start, "docno", article->docno);
	line_value(out, out->n == start, "title", article->title);
	line_value(out, out->n == start, "date",
		article->date.precision ? nx_buf_str(&date) : NX_STR_NULL);
	line_value(out, out->n == start, "source", article->source);
	line_value(out, out->n == start, "author", article->author);
	line_value(out, out->n == start, "section", article->section);
	line_value(out, out->n == start, "url", article->url);
	line_value(out, out->n == start, "tags", tags.n ? nx_buf_str(&tags) : NX_STR_NULL);
	line_value(out, out->n == start, "body", article->body);
	nx_buf_release(&date);
	nx_buf_release(&tags);
}

static inline nx_status line_article(
	void *ctx, const nx_place *place, nx_article *article, nx_error *err)
{
	nx_buf *out = ctx;

	(void)err;
	nx_buf_addf(out, "%s%u:%u ", out->n ? " / " : "", (unsigned)place->ordinal,
		(unsigned)place->line);
	line_fields(out, article);
	return NX_OK;
}

static inline nx_status line_refused(
	void *ctx, const nx_place *place, const nx_error *why, nx_error *err)
{
	nx_buf *out = ctx;

	(void)err;
	nx_buf_addf(
		out, "%s%u refused: %s", out->n ? " / " : "", (unsigned)place->ordinal, why->text);
	return NX_OK;
}

static inline nx_status line_warning(
	void *ctx, const nx_place *place, const char *message, nx_error *err)
{
	nx_buf *out = ctx;

	(void)err;
	nx_buf_addf(
		out, "%s%u warning: %s", out->n ? " / " : "", (unsigned)place->ordinal, message);
	return NX_OK;
}

/* Append what the reader says of `text`, which comes `piece` bytes at a time. */
static inline void read_pieces(nx_buf *out, const nx_reader *reader, nx_str text, size_t piece,
	const nx_field_key *fields, size_t field_count)
{
	nx_ingest_sink sink = { .ctx = out,
		.article = line_article,
		.refused = line_refused,
		.warning = line_warning };
	nx_ingest_options options = {
		.format = reader->format, .fields = fields, .field_count = field_count
	};
	nx_reading reading = { .path = NX_STR("x"), .options = &options, .sink = &sink };
	piece_stream stream = pieces_of(text, piece);
	nx_error err = NX_ERROR_INIT;

	reading.stream = &stream.base;
	assert_int_equal(reader->read(&reading, &err), NX_OK);
	nx_stream_close(&stream.base);
}

/* The same, whatever the pieces. */
static inline void read_text(nx_buf *out, const nx_reader *reader, nx_str text,
	const nx_field_key *fields, size_t field_count)
{
	static const size_t pieces[] = { 1, 2, 3, 7 };
	nx_buf other = NX_BUF_INIT;

	read_pieces(out, reader, text, text.n ? text.n : 1, fields, field_count);
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		nx_buf_clear(&other);
		read_pieces(&other, reader, text, pieces[i], fields, field_count);
		if (nx_str_eq(nx_buf_str(&other), nx_buf_str(out)))
			continue;
		nx_buf_addf(out, " IN PIECES OF %zu: %.*s", pieces[i], NX_FMT(nx_buf_str(&other)));
		break;
	}
	nx_buf_release(&other);
}

/* Inputs of a row: the format, for AUTO told by the bytes, and the text. */
static inline void make_report(nx_buf *got, const nx_str *input)
{
	nx_format format;

	assert_true(nx_format_from_name(&format, input[0]));
	read_text(got, nx_reader_for(format, input[1], NX_STR("x")), input[1], NULL, 0);
}

#endif
