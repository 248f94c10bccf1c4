/* Rows of separated values (RFC 4180), one at a time. */
#ifndef NX_INGEST_CSV_ROWS_H
#define NX_INGEST_CSV_ROWS_H

#include <stdint.h>

#include "ingest/stream.h"

/* A row as it stands in the stream. */
typedef struct nx_csv_row {
	nx_str text;     /* without its line end, until the next call; p is NULL at the end */
	uint64_t line;   /* where it begins, from 1 */
	bool too_long;   /* passed over; `text` is empty */
	uint64_t opened; /* line of a quote that is never closed, else 0: the row is what
	                  * stands before that line's end, and the next one follows it */
} nx_csv_row;

typedef struct nx_csv_rows {
	nx_stream *stream;
	char separator; /* a tab brings the rules of nx_csv_split() with it */
	size_t limit;   /* bytes of a row that are held at most */
	uint64_t line;  /* of the next row */
	nx_buf window;  /* of the stream, not yet given from `start` on */
	size_t start;
	bool ended;
} nx_csv_rows;

void nx_csv_rows_init(nx_csv_rows *rows, nx_stream *stream, char separator, size_t limit);
void nx_csv_rows_release(nx_csv_rows *rows);

/* View the next row; the last may lack its line end. Failures are the stream's, or
 * NX_ERR_NOMEM. A quote opens a field only where the field begins. When its line ends
 * with quotes in the field that are not doubled, it was no such quote; when they come in
 * later lines, it is never closed. */
nx_status nx_csv_rows_next(nx_csv_rows *rows, nx_csv_row *row, nx_error *err);

typedef struct nx_csv_fields {
	nx_str *field; /* borrow from the text and from `made` */
	size_t count, cap;
	bool sloppy; /* quotes in a field are not doubled */
	nx_buf made;
} nx_csv_fields;

void nx_csv_fields_release(nx_csv_fields *fields);

/* Part a row's text. With a tab as the separator a field that is not quoted all over is
 * taken as it is, but for \t, \n, \r and \\, as newsidx and databases write them.
 * NX_OK or NX_ERR_NOMEM. */
nx_status nx_csv_split(nx_csv_fields *fields, nx_str text, char separator, nx_error *err);

#endif
