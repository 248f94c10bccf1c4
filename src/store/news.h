/* What has come for saved questions. */
#ifndef NX_STORE_NEWS_H
#define NX_STORE_NEWS_H

#include "store/hit.h"

/* What the query finds now is no news to the question, whose query it is. */
nx_status news_know(nx_store *store, int64_t question, nx_query *query, const nx_lexicon *lexicon,
	int64_t *matches, nx_error *err);
/* Forget arrivals that every question has been told of. */
nx_status news_trim(nx_store *store, nx_error *err);

#endif
