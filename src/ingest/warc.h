/* Web archives: WARC 0.17 to 1.1 (ISO 28500), as crawlers write them.
 *
 * Members are the texts that were fetched: `response` records with HTTP status 200,
 * `resource` and `conversion` records, where their media type is HTML, plain text,
 * XML, RSS, Atom or JSON. All other records are passed over without a word, and so are
 * robots.txt and the crawler's own notes ("metadata:"). libarchive's reader is not
 * used: it leaves the HTTP header in the text, and drops each URL that ends in "/", all
 * conversion records, and all of a file behind one record that it cannot read.
 *
 * The HTTP body comes without Transfer-Encoding; Content-Encoding deflate becomes gzip,
 * which whoever looks at the bytes takes off as with any compressed member. Either is
 * believed only if the bytes look like it: many archives hold the plain body beside the
 * header of the one that was sent. */
#ifndef NX_INGEST_WARC_H
#define NX_INGEST_WARC_H

#include "ingest/archive.h"

/* `stream` is the caller's. A message names the record, counted from 1, and the byte
 * of the stream where it begins, counted from 0. */
nx_status nx_warc_open(nx_members **out, nx_stream *stream, nx_budget *budget, nx_error *err);

#endif
