/* When two records are the same article, and the keys by which it is found again. */
#ifndef NX_STORE_SAME_H
#define NX_STORE_SAME_H

#include "store/batch.h"
#include "store/internal.h"

/* What tells articles apart besides their text. Views of whoever owns them. */
typedef struct article_facts {
	nx_str docno, source, title, url, date; /* date as ISO 8601 */
} article_facts;

typedef enum agreement {
	AGREE_SILENT, /* nothing that both have */
	AGREE_YES,    /* title, URL or day is the same */
	AGREE_NO      /* all that both have differ */
} agreement;

agreement facts_compare(const article_facts *a, const article_facts *b);
/* The same source, as a reader takes it; two that are missing are the same. */
bool facts_same_source(nx_str a, nx_str b);
/* The same docno and source, and no contradiction. */
bool facts_same_record(const article_facts *a, const article_facts *b);
/* Of dates as ISO 8601. */
bool facts_same_day(nx_str a, nx_str b);
/* Folded titles; false when one has none. */
bool facts_same_title(nx_str a, nx_str b);

/* The words of an article, title first, however they are spelled and spaced. */
typedef struct text_sum {
	uint64_t hash;
	size_t tokens;
} text_sum;

/* From the recording of its tokens, or from the texts. */
text_sum text_sum_played(const batch_item *item, const nx_buf *recording);
text_sum text_sum_read(nx_str title, nx_str body);
/* Do the texts consist of the words of the item? */
bool text_same_words(const batch_item *item, const nx_buf *recording, nx_str title, nx_str body);

/* Keys as they are stored. A short text is the same only with the same source and date
 * (and docno, where one of these is missing) and URL, so these are part of its key. */
int64_t same_text_key(text_sum sum, const article_facts *facts);
/* 0 when there is no docno. */
int64_t same_docno_key(nx_str docno, nx_str source);

#endif
