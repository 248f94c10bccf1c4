/* The entries of the folding table, for the tokenizer's loop. Their layout is
 * described in src/text/gen_fold.c. */
#ifndef NX_TEXT_FOLD_ENTRY_H
#define NX_TEXT_FOLD_ENTRY_H

#include <stdint.h>

#include "newsidx/fold.h"

#define ENTRY_VALUE 0x1FFFFFu
#define ENTRY_EXPANDS (1u << 24)

/* The table; fold.c owns it. */
extern const uint16_t fold_stage1[] __attribute__((visibility("hidden")));
extern const uint32_t fold_stage2[] __attribute__((visibility("hidden")));

static inline uint32_t fold_entry(unsigned cp)
{
	if (cp > 0x10FFFF)
		return 0;
	return fold_stage2[(size_t)fold_stage1[cp >> 7] << 7 | (cp & 127)];
}

/* For an entry that expands: a count, then that many code points. */
const uint32_t *fold_expansion(uint32_t entry);

static inline nx_class entry_class(uint32_t entry)
{
	return (nx_class)(entry >> 21 & 7);
}

#endif
