/* Lines that can part the articles of a text file. Whether one does is for the text
 * around it to tell: the same rule stands between articles and under their titles. */
#ifndef NX_INGEST_PAGE_MARK_H
#define NX_INGEST_PAGE_MARK_H

#include <stdint.h>

#include "newsidx/buf.h"

/* How clearly a line speaks. */
typedef enum nx_page_level {
	NX_PAGE_TEXT = 0, /* not at all */
	NX_PAGE_FAINT,    /* three asterisks: mostly an ornament */
	NX_PAGE_WEAK,     /* a rule that articles have inside, too */
	NX_PAGE_CLEAR,    /* a rule or header that hardly any article has inside */
	NX_PAGE_NAMED     /* a header that says what follows: "Document 3 of 50" */
} nx_page_level;

typedef struct nx_page_mark {
	nx_page_level level;
	uint64_t key; /* the same for lines that only their number tells apart */
	nx_str url;   /* an address, which belongs to the article below it, in the line */
	bool is_feed; /* a form feed */
} nx_page_mark;

/* `line` is without its end; a form feed is a line of its own. */
nx_page_mark nx_page_mark_of(nx_str line);

#endif
