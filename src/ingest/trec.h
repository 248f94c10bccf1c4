/* What TREC's SGML says, by tables. */
#ifndef NX_INGEST_TREC_H
#define NX_INGEST_TREC_H

#include "ingest/record.h"

typedef enum nx_trec_role {
	NX_TREC_FIELD,    /* its text is the value of a field */
	NX_TREC_DATELINE, /* place and day, printed before the text */
	NX_TREC_LINE,     /* begins a paragraph */
	NX_TREC_SKIP      /* what is in it is not read */
} nx_trec_role;

typedef struct nx_trec_tag {
	nx_str name; /* in static memory */
	nx_trec_role role;
	nx_field field;
	size_t rank;
} nx_trec_tag;

/* What the tag or attribute of that name means, whatever the case of its letters;
 * false when nobody knows it. */
bool nx_trec_tag_find(nx_trec_tag *out, nx_str name);

/* Append `text`, its references to characters resolved. */
void nx_trec_resolve(nx_buf *out, nx_str text);

/* Append the day in a document number (AFP_ARB_20040101.0001) as yyyy-mm-dd: eight
 * digits, with no digit beside them, that are a day from 1900 to 2099, the year first
 * or last. False when there is none, or there are two. */
bool nx_trec_number_date(nx_buf *out, nx_str number);
/* The source that a document number of LDC's names, or NX_STR_NULL. */
nx_str nx_trec_number_source(nx_str number);

/* How surely a file is TREC's SGML, as nx_reader has it. */
int nx_trec_detect(nx_str head, nx_str name);

#endif
