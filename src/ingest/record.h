/* A record: what front matter or a JSON object says about its article, by key. */
#ifndef NX_INGEST_RECORD_H
#define NX_INGEST_RECORD_H

#include "newsidx/article.h"

typedef enum nx_field {
	NX_FIELD_DOCNO,
	NX_FIELD_TITLE,
	NX_FIELD_BODY,
	NX_FIELD_DATE,
	NX_FIELD_SOURCE,
	NX_FIELD_AUTHOR,
	NX_FIELD_URL,
	NX_FIELD_SECTION,
	NX_FIELD_TAGS,
	NX_FIELDS
} nx_field;

/* A key that dumps use for a field. Of several keys for one field, the first of
 * the table wins that is present and not empty. */
typedef struct nx_key {
	const char *name;
	nx_field field;
} nx_key;

extern const nx_key nx_keys[];
extern const size_t nx_key_count;

/* Values as they were found, well-formed UTF-8, borrowed. */
typedef struct nx_record {
	nx_str value[NX_FIELDS];
	/* The tags were a list and stand one a line; else commas part them. */
	bool tags_listed;
} nx_record;

/* Put the values into the article, cleaned, and its strings into its arena. Empty
 * values leave the article's fields as they were. *bad_date, if a date is there
 * that cannot be read, is its text in the article's arena, else NX_STR_NULL.
 * Returns NX_OK or NX_ERR_NOMEM. */
nx_status nx_record_apply(
	nx_article *article, const nx_record *record, nx_str *bad_date, nx_error *err);

#endif
