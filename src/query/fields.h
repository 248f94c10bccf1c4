/* The names of fields. */
#ifndef NX_QUERY_FIELDS_H
#define NX_QUERY_FIELDS_H

#include "newsidx/buf.h"

typedef enum field_kind {
	FIELD_NONE,
	FIELD_TITLE,
	FIELD_BODY,
	FIELD_SOURCE,
	FIELD_AUTHOR,
	FIELD_TAG,
	FIELD_SECTION,
	FIELD_URL,
	FIELD_ID,
	FIELD_DATE,
	FIELD_FROM,
	FIELD_TO,
	FIELD_MENTIONS,
	FIELD_ENTITY,
	FIELD_PERSON,
	FIELD_PLACE,
	FIELD_ORGANIZATION,
	FIELD_QUERY
} field_kind;

typedef struct field {
	field_kind kind;
	bool before_date; /* a word like others unless a date stands behind it */
} field;

/* The field that `name`, without its colon, names in Arabic or English. */
field field_find(nx_str name);

#endif
