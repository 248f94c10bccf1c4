/* Readers: one a format. A reader is handed an open file and reports what it finds
 * through the reading, never to the sink itself. */
#ifndef NX_INGEST_READER_H
#define NX_INGEST_READER_H

#include "ingest/container.h"
#include "newsidx/ingest.h"

/* One file while it is read. */
typedef struct nx_reading {
	nx_stream *stream;
	nx_str path;
	const nx_ingest_sink *sink;
	bool refused; /* as a whole, so that its end was not reached */
} nx_reading;

typedef struct nx_reader {
	nx_format format;
	/* How surely a file is of this format, 0 for not at all, from the first bytes
	 * of its text without byte order mark and its name without folder and
	 * compression suffix. A name alone is worth less than any sure content. */
	int (*detect)(nx_str head, nx_str name);
	/* Read the stream to its end. The status is what a sink's callback returned,
	 * or NX_ERR_NOMEM; everything else has been reported. */
	nx_status (*read)(nx_reading *reading, nx_error *err);
} nx_reader;

extern const nx_reader nx_page_reader;
extern const nx_reader nx_markdown_reader;
extern const nx_reader nx_jsonl_reader;

/* The reader of a format; for NX_FORMAT_AUTO the one that is surest. Never NULL:
 * what looks like another format gets a reader that refuses it. */
const nx_reader *nx_reader_for(nx_format format, nx_str head, nx_str path);

/* Read the file at `path`, "-" for standard input, and report it all, its begin
 * and end included. */
nx_status nx_reading_file(const char *path, const nx_file_info *info, nx_format format,
	const nx_ingest_sink *sink, nx_error *err);

/* Report an article; the caller still releases it. */
nx_status nx_reading_article(
	nx_reading *reading, uint64_t ordinal, nx_article *article, nx_error *err);
/* Report the article of a file that has one, or refuse the file's document when
 * the article is empty. */
nx_status nx_reading_page(nx_reading *reading, nx_article *article, nx_error *err);
/* Report that a document was refused, or with ordinal 0 the file. */
nx_status nx_reading_refuse(
	nx_reading *reading, uint64_t ordinal, const nx_error *why, nx_error *err);
nx_status nx_reading_warn(nx_reading *reading, uint64_t ordinal, nx_error *err, const char *format,
	...) __attribute__((format(printf, 4, 5)));

/* Append the whole text of a file of one document to `text`: well-formed UTF-8,
 * lines ended by LF, no control characters. When the file was refused instead, or
 * nothing is in it, `text` stays empty; that has been reported. */
nx_status nx_reading_text(nx_reading *reading, nx_buf *text, nx_error *err);

#endif
