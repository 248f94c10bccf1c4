/* The phrases that mark parts of a page: the lists in src/extract/data, folded. */
#ifndef NX_EXTRACT_PHRASE_H
#define NX_EXTRACT_PHRASE_H

#include <stdint.h>

#include "base/hash.h"
#include "newsidx/buf.h"

/* What a phrase is on the lists; one phrase may be several of these. */
enum {
	NX_MARK_FURNITURE_LINE = 1 << 0,
	NX_MARK_FURNITURE_START = 1 << 1,
	NX_MARK_FURNITURE_FIELD = 1 << 2,
	NX_MARK_FURNITURE_PART = 1 << 3,
	NX_MARK_TAIL_LINE = 1 << 4,
	NX_MARK_TAIL_START = 1 << 5,
	NX_MARK_LINK_START = 1 << 6,
	NX_MARK_LINK_BLOCK = 1 << 7,
	NX_MARK_LABEL_DATE = 1 << 8,
	NX_MARK_LABEL_UPDATED = 1 << 9,
	NX_MARK_LABEL_SOURCE = 1 << 10,
	NX_MARK_LABEL_AUTHOR = 1 << 11,
	NX_MARK_LABEL_TAGS = 1 << 12,
	NX_MARK_LABEL_SECTION = 1 << 13,
	NX_MARK_SECTION = 1 << 14,
	NX_MARK_OUTLET = 1 << 15,
	NX_MARK_AGENCY = 1 << 16,
	NX_MARK_SOURCE_WORD = 1 << 17,
	NX_MARK_PLACE = 1 << 18,
	NX_MARK_DATE_WORD = 1 << 19,
	NX_MARK_HOME = 1 << 20,
	NX_MARK_BY = 1 << 21,
	NX_MARK_UNNAMED = 1 << 22,   /* beside NX_MARK_AGENCY or _PLACE: not one by name */
	NX_MARK_STATEMENT = 1 << 23, /* what is issued on a day: a communiqué, a decree */
	NX_MARK_COUNTRY = 1 << 24,   /* beside NX_MARK_PLACE */
	NX_MARK_CAPTION_START = 1 << 25,
	NX_MARK_LABEL_CAPTION = 1 << 26 /* none of NX_MARK_LABELS: it names no field */
};

#define NX_MARK_LABELS                                                                             \
	(NX_MARK_LABEL_DATE | NX_MARK_LABEL_UPDATED | NX_MARK_LABEL_SOURCE |                       \
		NX_MARK_LABEL_AUTHOR | NX_MARK_LABEL_TAGS | NX_MARK_LABEL_SECTION)

/* No phrase on the lists has more words than this. */
#define NX_PHRASE_WORDS 6

/* Read the lists if no one has yet; threads may call it at the same time. Returns
 * NX_ERR_NOMEM when the memory for them was not there. */
nx_status nx_phrases_load(nx_error *err);

/* What the folded text is as a whole, 0 for nothing; its first words; any run of
 * its words. The lists must have been loaded. */
uint32_t nx_phrase_marks(nx_str fold);
uint32_t nx_phrase_start_marks(nx_str fold);
uint32_t nx_phrase_part_marks(nx_str fold);

/* The end of the `n` words of a text, with single spaces, that begin at byte `from`. */
size_t nx_words_end(nx_str text, size_t from, size_t n);

#endif
