/* The entries of the folding table, for the tokenizer's loop. Their layout is
 * described in src/text/gen_fold.c. */
#ifndef NX_TEXT_FOLD_ENTRY_H
#define NX_TEXT_FOLD_ENTRY_H

#include <stdint.h>

#include "newsidx/fold.h"

#define ENTRY_VALUE 0x1FFFFFu
#define ENTRY_EXPANDS (1u << 24)

uint32_t fold_entry(unsigned cp);
/* For an entry that expands: a count, then that many code points. */
const uint32_t *fold_expansion(uint32_t entry);

static inline nx_class entry_class(uint32_t entry)
{
	return (nx_class)(entry >> 21 & 7);
}

#endif
