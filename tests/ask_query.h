/* A text asked as `newsidx search` asks it. */
#ifndef NX_TESTS_ASK_QUERY_H
#define NX_TESTS_ASK_QUERY_H

#include "newsidx/store.h"
#include "newsidx/suggest.h"
#include "newsidx/token.h"

static inline bool has_word(nx_str text)
{
	nx_tokens tokens;
	nx_token token;
	bool has;

	nx_tokens_init(&tokens, text);
	has = nx_tokens_next(&tokens, &token);
	nx_tokens_release(&tokens);
	return has;
}

static inline nx_status count_hit(void *ctx, const nx_hit *hit, nx_error *err)
{
	(void)hit, (void)err;
	++*(int *)ctx;
	return NX_OK;
}

static inline nx_status pass_hint(void *ctx, const nx_hint *hint, nx_error *err)
{
	(void)ctx, (void)hint, (void)err;
	return NX_OK;
}

/* Parsed, searched, and where nothing is found with hints; *hits counts what is found. */
static inline nx_status ask_query(nx_store *store, const nx_lexicon *lexicon, nx_str text,
	nx_match match, nx_date today, const nx_search_options *options, int *hits, nx_error *err)
{
	nx_query query;
	nx_status st;

	*hits = 0;
	nx_query_init(&query);
	query.today = today;
	st = nx_query_parse(&query, text, match, err);
	if (st == NX_OK)
		st = nx_search(store, &query, lexicon, options, count_hit, hits, NULL, err);
	if (st == NX_OK && !*hits)
		st = nx_suggest(store, &query, text, lexicon, options, pass_hint, NULL, err);
	nx_query_release(&query);
	return st;
}

#endif
