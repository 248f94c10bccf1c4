/* HTML as libxml2 reads it right. */
#ifndef NX_INGEST_HTML_MEND_H
#define NX_INGEST_HTML_MEND_H

#include "newsidx/buf.h"

/* Append the page or fragment, well-formed UTF-8, with what the HTML standard reads
 * otherwise than libxml2 2.9 put in other words: references without semicolon or of
 * windows-1252, CDATA sections (without their marks), declarations that are neither
 * comments nor doctypes. Control characters, at which libxml2 may stop, are spaces. */
void nx_html_mend(nx_buf *out, nx_str html);

#endif
