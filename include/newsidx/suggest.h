/* What to tell somebody whose query has found nothing. */
#ifndef NEWSIDX_SUGGEST_H
#define NEWSIDX_SUGGEST_H

#include "newsidx/store.h"

typedef enum nx_hint_kind {
	NX_HINT_MISSING,  /* no article has `text`, whatever else is asked */
	NX_HINT_APART,    /* some articles have `text`, some `other`, none has both */
	NX_HINT_SPELLING, /* `text` is the query with a word spelt otherwise */
	NX_HINT_WITHOUT,  /* `text` is a part of the query: without it */
	NX_HINT_LOOSE,    /* `text` is a part of the query: with its words in any form, in any
	                   * place and apart */
	NX_HINT_ANY_DATE, /* whenever published */
	NX_HINT_ANY_WORD  /* with one of the words */
} nx_hint_kind;

typedef struct nx_hint {
	nx_hint_kind kind;
	nx_str text, other; /* as typed, with the signs of the query's language */
	int64_t articles;   /* that the query, changed in this way, finds; always some */
	bool or_more;       /* so many have been counted, and there may be others */
} nx_hint;

/* Views of the hint live until the callback returns. */
typedef nx_status (*nx_hint_fn)(void *ctx, const nx_hint *hint, nx_error *err);

/* Hand hints to `fn`, in the order of the kinds and best first, for `query`, which has been
 * searched for with `options` and has found nothing. `text` is what the query was parsed
 * from, empty when it was not. Spellings are words of the index; none is offered that finds
 * nothing. What would take longer than a few searches is not looked for.
 *
 * `query` is as before on return. Errors: NX_ERR_DB, NX_ERR_NOMEM, and what `fn` returns. */
nx_status nx_suggest(nx_store *store, nx_query *query, nx_str text, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_hint_fn fn, void *ctx, nx_error *err);

#endif
