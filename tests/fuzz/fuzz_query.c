/* Any text is a query or is refused with NX_ERR_QUERY; the tree can be printed, and held
 * against the text that it was made from. */
#include <stdint.h>
#include <stdlib.h>

#include "newsidx/highlight.h"
#include "newsidx/tier.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_texts(void *ctx, nx_str texts[NX_TEXTS])
{
	texts[NX_TEXT_TITLE] = texts[NX_TEXT_BODY] = *(nx_str *)ctx;
}

static bool holds(void *ctx, const nx_node *node)
{
	(void)ctx;
	return node->term_count & 1;
}

/* What is said of an article in two ways agrees. */
static void judge(const nx_query *query, nx_str text)
{
	nx_judged article = { read_texts, holds, &text, NULL };
	nx_spans spans = NX_SPANS_INIT;
	nx_tier tier;
	bool matches;

	if (nx_judge(&tier, query, NULL, &article, NULL) != NX_OK ||
		nx_judge_match(&matches, query, NULL, &article, NULL) != NX_OK ||
		matches != (tier != NX_TIER_NO) ||
		nx_highlight(&spans, query, NULL, text, true, NULL) != NX_OK)
		abort();
	nx_spans_release(&spans);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	nx_query query;
	nx_error err = NX_ERROR_INIT;
	nx_buf tree = NX_BUF_INIT;
	nx_status st;

	if (size == 0)
		return 0;
	nx_query_init(&query);
	query.today.precision = NX_PRECISION_DAY;
	query.today.year = 2020;
	query.today.month = query.today.day = 10;
	st = nx_query_parse(&query, (nx_str){ (const char *)data + 1, size - 1 },
		data[0] & 1 ? NX_MATCH_ANY : NX_MATCH_ALL, &err);
	if (st != NX_OK && st != NX_ERR_QUERY)
		abort();
	if (st == NX_OK) {
		nx_query_print(&tree, &query);
		judge(&query, (nx_str){ (const char *)data + 1, size - 1 });
	}
	nx_buf_release(&tree);
	nx_query_release(&query);
	return 0;
}
