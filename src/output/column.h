/* The fields of an article, in the order of JSON: one table for every format. */
#ifndef NX_OUTPUT_COLUMN_H
#define NX_OUTPUT_COLUMN_H

#include "newsidx/output.h"

typedef enum column_id {
	COLUMN_QID,
	COLUMN_ID,
	COLUMN_DOCNO,
	COLUMN_TITLE,
	COLUMN_ALTERNATIVE_TITLE,
	COLUMN_DATE,
	COLUMN_DATE_ORIGIN,
	COLUMN_DATELINE,
	COLUMN_SOURCE,
	COLUMN_AUTHOR,
	COLUMN_SECTION,
	COLUMN_TAGS,
	COLUMN_URL,
	COLUMN_PATH,
	COLUMN_MEMBER,
	COLUMN_CAPTIONS,
	COLUMN_SUBHEADINGS,
	COLUMN_COPIES,
	COLUMN_SIMILAR,
	COLUMN_FIRST,
	COLUMN_REASON,
	COLUMN_SCORE,
	COLUMN_MATCH,
	COLUMN_SNIPPET,
	COLUMN_BODY,
	COLUMNS
} column_id;

const char *column_name(column_id field);
/* COLUMNS when it is no field's name. */
column_id column_find(nx_str name);

/* The fields to print: those chosen, else all that such an article has. */
nx_fields column_choice(const nx_print *print);

/* Append the value as JSON. */
void column_json(nx_buf *out, const nx_print *print, const nx_hit *hit, column_id field);
/* The same value as text: a list one item a line, copies and numbers as in JSON, nothing
 * for null. A view of the hit, or of `scratch`, whose contents it replaces. */
nx_str column_text(nx_buf *scratch, const nx_print *print, const nx_hit *hit, column_id field);
/* Is it a list, one item a line? */
bool column_is_list(column_id field);

#endif
