/* What the address of an article tells about it. */
#ifndef NX_INGEST_URL_H
#define NX_INGEST_URL_H

#include "newsidx/buf.h"

/* The host, a view of `url` without "www."; NX_STR_NULL when there is none. */
nx_str nx_url_host(nx_str url);

/* Append the words of a headline that stands in the address, as many sites write it
 * (/2016/09/29/words-of-the-headline/): the last part of the path that has at least
 * three words of Arabic letters, percent-encoded or not, its hyphens as spaces.
 * Nothing is appended when there is none. */
void nx_url_title(nx_buf *out, nx_str url);

#endif
