/* What the address of an article tells about it. */
#ifndef NX_INGEST_URL_H
#define NX_INGEST_URL_H

#include "newsidx/date.h"

/* The host, a view of `url` without "www."; NX_STR_NULL when there is none. */
nx_str nx_url_host(nx_str url);

/* Append the words of a headline that stands in the address, as many sites write it
 * (/2016/09/29/words-of-the-headline/): the last part of the path that has at least
 * three words of Arabic letters, percent-encoded or not, its hyphens as spaces.
 * Nothing is appended when there is none. */
void nx_url_title(nx_buf *out, nx_str url);

/* The last day in an address or a file's path, as sites and archives write it:
 * 2016/09/29, 2016-09-29, 2016_09_29, 2016.09.29 or 20160929, no other digits beside
 * it. False, and NX_DATE_NONE, when there is none of 1900 to 2099. */
bool nx_url_date(nx_date *out, nx_str url);

#endif
