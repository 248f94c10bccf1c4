#include "cli/hints.h"

#include "cli/messages.h"
#include "newsidx/output.h"
#include "newsidx/suggest.h"

static void list_spelling(nx_buf *list, const nx_hint *hint)
{
	nx_buf_adds(list, list->n ? ", {\"query\": " : "{\"query\": ");
	nx_json_string(list, hint->text);
	nx_buf_addf(list, ", \"articles\": %lld}", (long long)hint->articles);
}

static nx_status say(void *ctx, const nx_hint *hint, nx_error *err)
{
	nx_buf *list = ctx;
	nx_buf articles = NX_BUF_INIT;
	nx_status st;

	if (hint->or_more)
		message_count(&articles, "%s article or more", "%s articles or more",
			(uint64_t)hint->articles);
	else
		message_count(&articles, "%s article", "%s articles", (uint64_t)hint->articles);
	switch (hint->kind) {
	case NX_HINT_MISSING:
		cli_tell("no article has %.*s", NX_FMT(hint->text));
		break;
	case NX_HINT_APART:
		cli_tell("no article has both %.*s and %.*s", NX_FMT(hint->text),
			NX_FMT(hint->other));
		break;
	case NX_HINT_SPELLING:
		cli_tell("did you mean %.*s? (%.*s)", NX_FMT(hint->text),
			NX_FMT(nx_buf_str(&articles)));
		if (list)
			list_spelling(list, hint);
		break;
	case NX_HINT_WITHOUT:
		cli_tell("without %.*s: %.*s", NX_FMT(hint->text), NX_FMT(nx_buf_str(&articles)));
		break;
	case NX_HINT_LOOSE:
		cli_tell("with the words of %.*s anywhere and in any form: %.*s",
			NX_FMT(hint->text), NX_FMT(nx_buf_str(&articles)));
		break;
	case NX_HINT_ANY_DATE:
		cli_tell("any date: %.*s", NX_FMT(nx_buf_str(&articles)));
		break;
	case NX_HINT_ANY_WORD:
		cli_tell("--match any: %.*s", NX_FMT(nx_buf_str(&articles)));
		break;
	}
	st = list ? nx_buf_status(list, err) : NX_OK;
	nx_buf_release(&articles);
	return st;
}

void hints_say(nx_store *store, nx_query *query, nx_str text, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_buf *list)
{
	nx_error err = NX_ERROR_INIT;

	if (nx_suggest(store, query, text, lexicon, options, say, list, &err) != NX_OK)
		cli_fail(&err);
}
