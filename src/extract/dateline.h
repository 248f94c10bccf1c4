/* The dateline of a report: the place that it comes from. */
#ifndef NX_EXTRACT_DATELINE_H
#define NX_EXTRACT_DATELINE_H

#include "extract/anatomy.h"

/* The place with which a text opens, "Cairo (Reuters) -", as printed; NX_STR_NULL for
 * none. A city on the list needs a dash or a colon behind it; a country, or a place
 * that no list has, needs an agency as well. The lists must have been loaded. */
nx_str nx_dateline_opening(nx_str text);
/* The same in a line of the head, where a reporter or an agency stands beside it. */
nx_str nx_dateline_head(const nx_lines *lines, const nx_anatomy *anatomy);

#endif
