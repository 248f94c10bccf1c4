/* Which records hold text, and how it is coded. Only src/ingest/warc*.c include this. */
#ifndef NX_INGEST_WARC_RECORD_H
#define NX_INGEST_WARC_RECORD_H

#include "newsidx/buf.h"

/* All strings are views of the headers, NX_STR_NULL when not said. */
typedef struct nx_warc_record {
	nx_str url;
	nx_str charset;
	bool is_answer; /* an HTTP header comes before the body */
	bool is_unsure; /* the media type is not known: the body must tell */
	bool is_chunked, is_deflated;
	bool is_truncated;   /* by the crawler */
	const char *foreign; /* a Content-Encoding that newsidx cannot take off, or NULL */
} nx_warc_record;

/* Read the header of a record; false if it is one to pass over. */
bool nx_warc_record_read(nx_warc_record *record, nx_str head);

/* Read the HTTP header in a record that is an answer; false if it is one to pass over. */
bool nx_warc_record_answer(nx_warc_record *record, nx_str head, nx_str http);

/* Does a body of unknown media type, or one that may be coded, begin like a text with
 * marks? What is compressed may hold anything. */
bool nx_warc_looks_marked(nx_str body);

#endif
