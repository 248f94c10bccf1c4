/* From a path to articles: folders are walked, containers opened, formats told
 * apart by content, documents split and read. */
#ifndef NEWSIDX_INGEST_H
#define NEWSIDX_INGEST_H

#include "newsidx/article.h"
#include "newsidx/file.h"

typedef enum nx_format {
	NX_FORMAT_AUTO = 0, /* told by content, then by name */
	NX_FORMAT_PAGE,     /* the text of one scraped page */
	NX_FORMAT_MARKDOWN, /* one article, YAML front matter allowed */
	NX_FORMAT_JSONL,    /* one JSON object a line */
	NX_FORMATS
} nx_format;

/* "auto", "page", "markdown", "jsonl". */
const char *nx_format_name(nx_format format);
/* The format of that name; false when there is none. */
bool nx_format_from_name(nx_format *out, nx_str name);

/* Limits against inputs that are damaged or hostile. Each message names its limit. */
#define NX_LINE_LIMIT ((size_t)64 << 20) /* bytes of one line of JSON lines */
#define NX_PAGE_LIMIT ((size_t)16 << 20) /* bytes of one page or Markdown file */

/* Where a document was found. */
typedef struct nx_place {
	nx_str path;      /* of the file as given or walked to; "-" is standard input */
	uint64_t ordinal; /* 1 for the first document of the file; the line for JSON lines */
} nx_place;

/* Whoever receives what is found. Calls come one at a time, in order. A callback
 * that returns anything but NX_OK ends the run with that status. */
typedef struct nx_ingest_sink {
	void *ctx;
	/* A file is about to be read; *skip set to true passes over it (because it
	 * is already indexed and unchanged, say), and file_end is not called. Of
	 * standard input `info` is all 0. May be NULL. */
	nx_status (*file_begin)(
		void *ctx, nx_str path, const nx_file_info *info, bool *skip, nx_error *err);
	/* An article. The receiver may take it over by copying the struct and
	 * initialising *article anew; otherwise the caller releases it. A record of
	 * JSON lines without title and text is an article too, after a warning. */
	nx_status (*article)(void *ctx, const nx_place *place, nx_article *article, nx_error *err);
	/* A document or a whole file was refused, with the reason; the run goes on.
	 * For a whole file the ordinal is 0. */
	nx_status (*refused)(void *ctx, const nx_place *place, const nx_error *why, nx_error *err);
	/* Something was mended or passed over that the user should hear of. */
	nx_status (*warning)(void *ctx, const nx_place *place, const char *message, nx_error *err);
	/* The file is finished; `complete` when it was read to its end, even if some of
	 * its documents were refused. May be NULL. */
	nx_status (*file_end)(
		void *ctx, nx_str path, const nx_file_info *info, bool complete, nx_error *err);
} nx_ingest_sink;

/* Read `path`: a file, plain or compressed (gzip, bzip2, xz, zstd, lz4, lzip); a
 * folder, whose files are read in order of the bytes of their names, hidden ones,
 * linked folders and what is no file left out; or "-" for standard input.
 *
 * Texts are UTF-8; a few damaged sequences are mended, with a warning. Fields of
 * JSON objects and front matter are known by the keys in src/ingest/record.c.
 *
 * What cannot be read is reported to sink->refused and never ends the run; the
 * status is NX_OK unless memory ran out or a callback failed. */
nx_status nx_ingest_path(
	const char *path, nx_format format, const nx_ingest_sink *sink, nx_error *err);

#endif
