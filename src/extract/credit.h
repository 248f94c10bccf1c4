/* Who made the article: the source, the byline, and the section it stood in. */
#ifndef NX_EXTRACT_CREDIT_H
#define NX_EXTRACT_CREDIT_H

#include "extract/anatomy.h"

/* Each is a view into the page, or NX_STR_NULL. */
nx_str nx_source_find(const nx_lines *lines, const nx_anatomy *anatomy);
nx_str nx_author_find(const nx_lines *lines, const nx_anatomy *anatomy);
nx_str nx_section_find(const nx_lines *lines, const nx_anatomy *anatomy);

/* A source that the title or the opening of the body names. */
nx_str nx_source_beside_head(const nx_lines *lines, const nx_anatomy *anatomy);
/* What the label of line i names, on its own line or the next. */
nx_str nx_credit_labelled(const nx_lines *lines, uint32_t i);
/* A name without the quotation marks and brackets around it. */
nx_str nx_credit_bare(nx_str name);

#endif
