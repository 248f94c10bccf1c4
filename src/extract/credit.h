/* Who made the article: the source, the byline, and the section it stood in. */
#ifndef NX_EXTRACT_CREDIT_H
#define NX_EXTRACT_CREDIT_H

#include "extract/anatomy.h"

/* Each is a view into the page, or NX_STR_NULL. */
nx_str nx_source_find(const nx_lines *lines, const nx_anatomy *anatomy);
nx_str nx_author_find(const nx_lines *lines, const nx_anatomy *anatomy);
nx_str nx_section_find(const nx_lines *lines, const nx_anatomy *anatomy);

#endif
