/* The lists in src/ingest/data/html_*.tsv: what words in the markup of a page mean. */
#ifndef NX_INGEST_HTML_WORDS_H
#define NX_INGEST_HTML_WORDS_H

#include "newsidx/buf.h"

/* What the words of a class, an id, a role or the name of a custom element say. */
enum {
	NX_CLASS_WORD_FURNITURE = 1 << 0,
	NX_CLASS_WORD_CONTENT = 1 << 1,
	NX_CLASS_WORD_CAPTION = 1 << 2,
	NX_CLASS_WORD_BYLINE = 1 << 3,
	NX_CLASS_WORD_DATE = 1 << 4,
	NX_CLASS_WORD_PICTURE = 1 << 5,
	NX_CLASS_WORD_FOOT = 1 << 6 /* of the article: credits and tags */
};

/* All the marks of the words in an attribute's value: "related-posts mt-2". */
unsigned nx_html_class_marks(nx_str value);

/* What a page can say of itself. */
typedef enum nx_html_field {
	NX_HTML_TITLE,
	NX_HTML_DATE,
	NX_HTML_MODIFIED,
	NX_HTML_AUTHOR,
	NX_HTML_SOURCE,
	NX_HTML_SECTION,
	NX_HTML_TAG_LIST,
	NX_HTML_URL,
	NX_HTML_ALTERNATIVE_TITLE,
	NX_HTML_FIELDS
} nx_html_field;

/* The field that metadata of that name fills, whatever the case of its letters, and
 * its rank, 1 the most trusted; false for a name that nobody knows. */
bool nx_html_meta_find(nx_str name, nx_html_field *field, int *rank);

/* Is that the name of nobody: "admin", "the editor"? */
bool nx_html_is_nobody(nx_str name);
/* The name without "by" and its kin before it. */
nx_str nx_html_without_by(nx_str name);

#endif
