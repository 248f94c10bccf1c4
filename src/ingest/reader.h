/* Readers: one a format. A reader is handed an open file and reports what it finds
 * through the reading, never to the sink itself. */
#ifndef NX_INGEST_READER_H
#define NX_INGEST_READER_H

#include "ingest/charset.h"
#include "ingest/container.h"
#include "newsidx/ingest.h"

/* One file, or one member of an archive, while it is read. */
typedef struct nx_reading {
	nx_stream *stream; /* of UTF-8, damage and a byte order mark allowed */
	nx_str path, member;
	nx_str url; /* where it was fetched, if the container knows */
	const nx_ingest_options *options;
	const nx_ingest_sink *sink;
	const nx_container *container;
	uint64_t line;   /* set by the reader before it reports; 0 when not known */
	uint64_t found;  /* articles */
	bool refused;    /* as a whole, so that its end was not reached */
	nx_buf original; /* bytes of the present member, if it is a page */
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

extern const nx_reader nx_page_reader, nx_markdown_reader, nx_jsonl_reader, nx_json_reader,
	nx_html_reader, nx_feed_reader, nx_trec_reader, nx_csv_reader, nx_tsv_reader;

/* The reader of a format; for NX_FORMAT_AUTO the one that is surest. Never NULL:
 * what looks like no format that newsidx reads gets a reader that refuses it. */
const nx_reader *nx_reader_for(nx_format format, nx_str head, nx_str path);

/* Read the file at `path`, "-" for standard input, and report it all, its begin
 * and end included. */
nx_status nx_reading_file(const char *path, const nx_file_info *info,
	const nx_ingest_options *options, const nx_ingest_sink *sink, nx_error *err);

/* What the member holds, told by its head, and all of it through its reader; and the
 * bytes of a page as they were read, for a sink that wants them. The caller of the last
 * one releases reading->original. */
nx_status nx_reading_member(nx_reading *reading, const nx_member *member, nx_error *err);

/* Is the file or member left out when its folder or archive is read? The reason, or
 * NULL. `name` is a path below the folder or within the archive. */
const char *nx_reading_passes(nx_str name);

/* Report an article of a file of many; the caller still releases it. What the
 * article does not say is filled in from the options and the container. */
nx_status nx_reading_article(
	nx_reading *reading, uint64_t ordinal, nx_article *article, nx_error *err);
/* What its pages are cleaned of; may be NULL. */
nx_furniture *nx_reading_furniture(const nx_reading *reading);
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

/* The same with bytes at hand, a part of a file: nothing is reported. Bytes of white
 * space leave `text` empty. What was mended counts bytes from the first of `raw`.
 * Fails with why it is no text, or NX_ERR_NOMEM. */
nx_status nx_reading_clean(nx_buf *text, nx_str raw, nx_mending *mending, nx_error *why);
nx_status nx_reading_warn_mended(
	nx_reading *reading, uint64_t ordinal, const nx_mending *mending, nx_error *err);

#endif
