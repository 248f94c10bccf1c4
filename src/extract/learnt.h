/* Lines that other articles of the same source have. */
#ifndef NX_EXTRACT_LEARNT_H
#define NX_EXTRACT_LEARNT_H

#include "extract/anatomy.h"
#include "newsidx/furniture.h"

/* Decide again what each line is when lines that were taken for the article's are
 * known as furniture of its source; then count the page's lines. `source` may be
 * NX_STR_NULL. */
nx_status nx_learnt_apply(nx_anatomy *anatomy, nx_lines *lines, nx_furniture *furniture,
	nx_str source, nx_error *err);

#endif
