/* The parts of a dateline: what stands between its dashes, colons and brackets. */
#ifndef NX_EXTRACT_DATELINE_PART_H
#define NX_EXTRACT_DATELINE_PART_H

#include "extract/anatomy.h"

typedef enum nx_dateline_kind {
	NX_DATELINE_TEXT,
	NX_DATELINE_CITY,
	NX_DATELINE_COUNTRY,
	NX_DATELINE_AGENCY,
	NX_DATELINE_DATE,
	NX_DATELINE_REPORTER /* "from so-and-so" */
} nx_dateline_kind;

typedef struct nx_dateline_part {
	nx_str text;
	size_t start, end; /* in the whole */
	nx_str place;      /* of a city or country */
	nx_dateline_kind kind;
	bool dated;              /* a date stands behind the place */
	unsigned before, behind; /* what parts it: '(' ')' ':' ',' '/' '-', '_' for a dash
	                          * between words, 0 at the ends */
} nx_dateline_part;

#define NX_DATELINE_NAME_WORDS 4 /* of a reporter */

/* The next part with a letter or digit in it, from byte *pos; `part` is the one before, or
 * zeroed. False at the end. Nothing is known of what it is until it is looked at. */
bool nx_dateline_next(nx_str text, size_t *pos, nx_dateline_part *part);
void nx_dateline_look(nx_dateline_part *part);

/* NX_MARK_* of the text as a whole, and whether they are a place's. */
uint32_t nx_dateline_marks(nx_str text);
bool nx_dateline_is_place(uint32_t marks);
size_t nx_dateline_words(nx_str text);
/* Does it begin with a digit? The byte of the first one, the end for none. */
bool nx_dateline_is_digit(nx_str text);
size_t nx_dateline_first_digit(nx_str text);

#endif
