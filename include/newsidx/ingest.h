/* From a path to articles: folders are walked, containers opened, formats told
 * apart by content, documents split and read. */
#ifndef NEWSIDX_INGEST_H
#define NEWSIDX_INGEST_H

#include "newsidx/article.h"
#include "newsidx/file.h"
#include "newsidx/furniture.h"

typedef enum nx_format {
	NX_FORMAT_AUTO = 0, /* told by content, then by name */
	NX_FORMAT_PAGE,     /* the text of a scraped page */
	NX_FORMAT_MARKDOWN, /* YAML front matter allowed */
	NX_FORMAT_JSONL,    /* one JSON object a line */
	NX_FORMAT_JSON,     /* an object, or an array of them */
	NX_FORMAT_HTML,
	NX_FORMAT_FEED, /* RSS, Atom, RDF */
	NX_FORMAT_TREC, /* SGML, <DOC> after <DOC> */
	NX_FORMAT_CSV,  /* RFC 4180 with a header line */
	NX_FORMAT_TSV,  /* the same with tabs */
	NX_FORMATS
} nx_format;

/* "auto", "page", "markdown" ... */
const char *nx_format_name(nx_format format);
/* The format of that name; false when there is none. */
bool nx_format_from_name(nx_format *out, nx_str name);
/* All names, "auto, page, ... or tsv", for a message. */
const char *nx_format_names(void);

/* Limits against inputs that are damaged or hostile. Each message names its limit. */
#define NX_LINE_LIMIT ((size_t)64 << 20) /* bytes of one line, record or document of many */
#define NX_PAGE_LIMIT ((size_t)16 << 20) /* bytes of one page, Markdown or HTML file */

/* A key of a dump, dots for nesting, whose value fills a field. */
typedef struct nx_field_key {
	const char *field; /* "title", "body", "date" ... */
	const char *key;   /* "article.text" */
} nx_field_key;

/* NULL where options are taken means all 0. */
typedef struct nx_ingest_options {
	nx_format format;
	const char *encoding;       /* of every file; NULL: told by content */
	bool split;                 /* Markdown: an article at each heading of level 1 */
	const nx_field_key *fields; /* come before the keys that are known */
	size_t field_count;
	nx_str source;           /* of articles that do not say, else NX_STR_NULL */
	nx_date date;            /* of articles that do not say, else NX_DATE_NONE */
	nx_furniture *furniture; /* what pages are cleaned of, and what learns; or NULL */
} nx_ingest_options;

/* The fields that a key can fill, "docno, title ... or tags", for a message. */
const char *nx_field_names(void);
bool nx_field_is_known(nx_str name);

/* Where a document was found. */
typedef struct nx_place {
	nx_str path;      /* of the file as given or walked to; "-" is standard input */
	nx_str member;    /* of the archive, else NX_STR_NULL */
	uint64_t ordinal; /* 1 for the first document of the file or member; the line for
	                   * JSON lines; 0 for the file or member as a whole */
	uint64_t line;    /* where it begins or where the trouble is; 0 when not known */
	bool sole;        /* the file or member holds this document and no other */
} nx_place;

/* Whoever receives what is found. Calls come one at a time, in order. A callback
 * that returns anything but NX_OK ends the run with that status. All but `article`
 * and `refused` may be NULL. */
typedef struct nx_ingest_sink {
	void *ctx;
	/* A file is about to be read; *skip set to true passes over it (because it
	 * is already indexed and unchanged, say), and file_end is not called. Of
	 * standard input `info` is all 0. */
	nx_status (*file_begin)(
		void *ctx, nx_str path, const nx_file_info *info, bool *skip, nx_error *err);
	/* An article. The receiver may take it over by copying the struct and
	 * initialising *article anew; otherwise the caller releases it. A record
	 * without title and text is an article too, after a warning. */
	nx_status (*article)(void *ctx, const nx_place *place, nx_article *article, nx_error *err);
	/* The bytes, before any decoding, of a file or member that is a page: the text of one,
	 * Markdown or HTML, of at most NX_PAGE_LIMIT bytes. It follows the articles that were
	 * found in it, of which there is at least one. Not of what a WARC holds. */
	nx_status (*original)(
		void *ctx, const nx_place *place, nx_str bytes, uint64_t articles, nx_error *err);
	/* A document, member or whole file was refused, with the reason; the run goes on. */
	nx_status (*refused)(void *ctx, const nx_place *place, const nx_error *why, nx_error *err);
	/* Something was mended or passed over that the user should hear of. */
	nx_status (*warning)(void *ctx, const nx_place *place, const char *message, nx_error *err);
	/* A file or member was left out on purpose: hidden, or a dump's own README. */
	nx_status (*passed)(void *ctx, const nx_place *place, const char *why, nx_error *err);
	/* So many bytes of the present file are consumed. Called often. */
	nx_status (*progress)(void *ctx, uint64_t bytes, nx_error *err);
	/* The file is finished; `complete` when it was read to its end, even if some of
	 * its documents were refused. */
	nx_status (*file_end)(
		void *ctx, nx_str path, const nx_file_info *info, bool complete, nx_error *err);
} nx_ingest_sink;

/* Read `path`: a file, plain or compressed, an archive (tar, zip, 7-Zip, WARC, one
 * in another at most); a folder, whose files are read in order of the bytes of their
 * names, without hidden ones, linked folders and what is no file; or "-" for standard
 * input. In folders and archives a dump's documentation (README, LICENSE ...) is
 * left out.
 *
 * Encodings are found out and mojibake is repaired, with a warning. Fields of records
 * and front matter are known by the keys in src/ingest/record.c.
 *
 * What cannot be read is reported to sink->refused and never ends the run; the
 * status is NX_OK unless memory ran out or a callback failed. */
nx_status nx_ingest_path(const char *path, const nx_ingest_options *options,
	const nx_ingest_sink *sink, nx_error *err);

/* Read the bytes that sink->original was given of the file `path` and its `member`
 * (NX_STR_NULL for none) as they were read then; the file is not looked at. Only
 * `article`, `refused` and `warning` are called. */
nx_status nx_ingest_page(nx_str bytes, nx_str path, nx_str member, const nx_ingest_options *options,
	const nx_ingest_sink *sink, nx_error *err);

/* Append "NAME VERSION" of the libraries that read the formats, as they are linked, a line
 * each. */
void nx_ingest_libraries(nx_buf *out);

#endif
