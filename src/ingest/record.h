/* A record: what front matter, a JSON object, a line of CSV, an item of a feed or an
 * SGML document says about its article, by key. */
#ifndef NX_INGEST_RECORD_H
#define NX_INGEST_RECORD_H

#include "ingest/reader.h"
#include "newsidx/charset.h"

typedef enum nx_field {
	NX_FIELD_DOCNO,
	NX_FIELD_TITLE,
	NX_FIELD_BODY,
	NX_FIELD_SUMMARY, /* stands before the body unless the body says it too */
	NX_FIELD_DATE,
	NX_FIELD_SOURCE,
	NX_FIELD_AUTHOR,
	NX_FIELD_URL,
	NX_FIELD_SECTION,
	NX_FIELD_TAGS,
	NX_FIELD_ALTERNATIVE_TITLE,
	NX_FIELD_DATELINE,
	NX_FIELD_CAPTIONS,    /* one a line */
	NX_FIELD_SUBHEADINGS, /* one a line; those that the body has */
	NX_FIELDS
} nx_field;

/* The field that a dump's key fills, by --field's mapping first (`options` may be
 * NULL), then by the table of known keys, whatever the case of ASCII letters. Of
 * several keys for one field the one of the lowest *rank wins that is present and
 * not empty. False for a key that nobody knows. */
bool nx_key_find(const nx_ingest_options *options, nx_str key, nx_field *field, size_t *rank);

/* Values as they were found, well-formed UTF-8, borrowed. HTML in them is stripped
 * and mojibake repaired when they are applied. */
typedef struct nx_record {
	nx_str value[NX_FIELDS];
	/* The tags were a list and stand one a line; else commas part them. */
	bool tags_listed;
} nx_record;

/* Offer a record a value that a key of `rank` has, `ranks` being those of the keys
 * that gave its values so far. It is taken if it is not empty ("None", "NaN" and
 * their kin are), and if there is none yet, or its key is the better one; a date that
 * can be read beats one that cannot. A source that is an address is offered as the
 * address. `listed` is for tags. */
void nx_record_offer(nx_record *record, size_t ranks[NX_FIELDS], nx_field field, size_t rank,
	nx_str value, bool listed);

/* Does it hold no value at all? */
bool nx_record_is_empty(const nx_record *record);

/* Read the date of a record: all that nx_date_parse() knows, and what only machines
 * write: seconds, milliseconds, microseconds and nanoseconds since 1970, a fraction
 * after them, yyyymmddhhmm, yyyymmddhhmmss, 20201027T164300Z, /Date(1603816980000)/. */
bool nx_record_date(nx_date *out, nx_str value);

/* What the user should hear of. */
typedef struct nx_record_report {
	nx_str bad_date;      /* a date that cannot be read, in the article's arena */
	nx_mojibake mojibake; /* the kind that was repaired, or LOST, in any value */
} nx_record_report;

/* Put the values into the article, cleaned, and its strings into its arena. Empty
 * values leave the article's fields as they were. Returns NX_OK or NX_ERR_NOMEM. */
nx_status nx_record_apply(
	nx_article *article, const nx_record *record, nx_record_report *report, nx_error *err);

/* Make an article of the record and report it, with the warnings it deserves: a date
 * that cannot be read, mojibake, neither title nor text. reading->line is where the
 * record begins. A record with no value at all is refused. */
nx_status nx_reading_record(
	nx_reading *reading, uint64_t ordinal, const nx_record *record, nx_error *err);

/* Only the warnings, for a record that was applied otherwise. */
nx_status nx_reading_warn_record(
	nx_reading *reading, uint64_t ordinal, const nx_record_report *report, nx_error *err);

/* Make *text, a record's bytes, well-formed UTF-8 as nx_charset_mend() does, with a
 * warning; or refuse the record, and *text is NX_STR_NULL. */
nx_status nx_reading_mend(
	nx_reading *reading, uint64_t ordinal, nx_str *text, nx_buf *mended, nx_error *err);

#endif
