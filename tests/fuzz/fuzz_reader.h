/* Bytes through a reader, in pieces of a size that the first byte tells: what comes out
 * is well-formed text, and lines and numbers go up. */
#ifndef FUZZ_READER_H
#define FUZZ_READER_H

#include <assert.h>
#include <stdlib.h>

#include "../piece_stream.h"
#include "ingest/reader.h"
#include "newsidx/utf8.h"

static inline void fuzz_text(nx_str value)
{
	assert(nx_utf8_valid(value) == value.n);
	for (size_t i = 0; i < value.n; i++) {
		unsigned char c = (unsigned char)value.p[i];

		assert(c >= ' ' || c == '\n' || c == '\t');
	}
}

static inline nx_status fuzz_article(
	void *ctx, const nx_place *place, nx_article *article, nx_error *err)
{
	uint64_t *line = ctx;

	(void)err;
	assert(place->ordinal > 0 && place->line >= *line);
	*line = place->line;
	fuzz_text(article->docno);
	fuzz_text(article->title);
	fuzz_text(article->source);
	fuzz_text(article->author);
	fuzz_text(article->url);
	fuzz_text(article->section);
	fuzz_text(article->body);
	for (size_t i = 0; i < article->tag_count; i++)
		fuzz_text(article->tags[i]);
	return NX_OK;
}

static inline nx_status fuzz_refused(
	void *ctx, const nx_place *place, const nx_error *why, nx_error *err)
{
	(void)ctx, (void)place, (void)err;
	assert(why->status != NX_OK && why->status != NX_ERR_NOMEM);
	fuzz_text(nx_str_from(why->text));
	return NX_OK;
}

static inline nx_status fuzz_warning(
	void *ctx, const nx_place *place, const char *message, nx_error *err)
{
	(void)ctx, (void)place, (void)err;
	fuzz_text(nx_str_from(message));
	return NX_OK;
}

static inline void fuzz_reader_with(
	const nx_reader *reader, const nx_ingest_options *options, const uint8_t *data, size_t size)
{
	uint64_t line = 0;
	nx_ingest_sink sink = { .ctx = &line,
		.article = fuzz_article,
		.refused = fuzz_refused,
		.warning = fuzz_warning };
	nx_reading reading = { .path = NX_STR("x"), .options = options, .sink = &sink };
	piece_stream stream = pieces_of(NX_STR_NULL, 0);
	nx_error err = NX_ERROR_INIT;

	if (size == 0)
		return;
	stream.left = (nx_str){ (const char *)data + 1, size - 1 };
	stream.piece = data[0] < 128 ? data[0] + 1u : size;
	reading.stream = &stream.base;
	reader->detect(nx_str_slice(stream.left, 0, NX_STREAM_HEAD), NX_STR("x"));
	if (reader->read(&reading, &err) != NX_OK)
		abort();
	nx_stream_close(&stream.base);
}

static inline void fuzz_reader(const nx_reader *reader, const uint8_t *data, size_t size)
{
	nx_ingest_options options = { .format = reader->format };

	fuzz_reader_with(reader, &options, data, size);
}

#endif
