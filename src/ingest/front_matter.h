/* How front matter looks, for those who read it. */
#ifndef NX_INGEST_FRONT_MATTER_H
#define NX_INGEST_FRONT_MATTER_H

#include "ingest/markdown.h"

/* Bytes. Real front matter is some hundred. libyaml takes time by the square of the
 * brackets left open: 16 KB of them some tenths of a second. */
#define NX_FRONT_LIMIT 16384

/* Is there front matter, in one of the notations, at the start of the text? `options`
 * may be NULL. */
bool nx_front_is_there(nx_str text, const nx_ingest_options *options);

/* The text from its first line that is not empty on. */
nx_str nx_front_skip_blank(nx_str text);
/* Cut one line off *rest, without its LF and the blanks before it; false at the end. */
bool nx_front_line(nx_str *rest, nx_str *line);
/* What stands before ": " in a line of YAML, out of its quotes; NX_STR_NULL when the
 * line is none with a key. */
nx_str nx_front_key(nx_str line);
/* Does a line that has no key belong to YAML: an item, a comment, one that is indented? */
bool nx_front_is_between_keys(nx_str line);
/* The byte after the object of JSON that begins the text; 0 without one that ends. */
size_t nx_front_object_end(nx_str text);

#endif
