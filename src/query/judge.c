/* The whole query against one article. */
#include "newsidx/tier.h"

#include "query/watch.h"

const char *nx_tier_name(nx_tier tier)
{
	static const char *const names[] = { [NX_TIER_WRITTEN] = "written",
		[NX_TIER_FOLDED] = "folded",
		[NX_TIER_STEM] = "stem",
		[NX_TIER_NAME] = "name",
		[NX_TIER_FUZZY] = "fuzzy" };

	return names[tier];
}

#define UNKNOWN ((nx_tier)(NX_TIER_FUZZY + 1)) /* the text has to be read */

typedef struct judge {
	const nx_lexicon *lexicon;
	const nx_judged *article;
	const watches *texts[NX_TEXTS]; /* NULL before they are read */
} judge;

static nx_tier better(nx_tier a, nx_tier b)
{
	if (a == NX_TIER_NO || b == NX_TIER_NO)
		return a == NX_TIER_NO ? b : a;
	return a < b ? a : b;
}

static bool weakest_of_near(void *ctx, const place *const *places, size_t count)
{
	nx_tier *best = ctx, weakest = NX_TIER_NO;
	size_t i;

	for (i = 0; i < count; i++)
		if (places[i]->tier > weakest)
			weakest = places[i]->tier;
	*best = better(*best, weakest);
	return *best == NX_TIER_WRITTEN;
}

/* Before the texts are read: how near it comes does not matter then. */
static nx_tier judge_unread(const judge *j, const nx_node *node)
{
	nx_known known =
		j->article->known ? j->article->known(j->article->ctx, node) : NX_KNOWN_NOT;

	return known == NX_KNOWN_ABSENT  ? NX_TIER_NO
	       : known == NX_KNOWN_THERE ? NX_TIER_WRITTEN
					 : UNKNOWN;
}

static nx_tier judge_words(const judge *j, const nx_node *node)
{
	nx_tier best = NX_TIER_NO;
	size_t i, k;

	if (!j->texts[0])
		return judge_unread(j, node);

	for (i = 0; i < NX_TEXTS; i++) {
		const watch *w;

		if (node->kind == NX_NODE_NEAR) {
			watch_near(j->texts[i], node, weakest_of_near, &best);
			continue;
		}
		w = watches_find(j->texts[i], node);
		for (k = 0; w && k < w->count; k++)
			best = better(best, w->places[k].tier);
	}
	return best;
}

static nx_tier judge_node(const judge *j, const nx_node *node)
{
	nx_tier result, one;
	size_t i;

	switch (node->kind) {
	case NX_NODE_AND:
		result = NX_TIER_FILTER;
		for (i = 0; i < node->child_count; i++) {
			one = judge_node(j, node->children[i]);
			if (one == NX_TIER_NO)
				return NX_TIER_NO;
			result = one > result ? one : result;
		}
		return result;
	case NX_NODE_OR:
		result = NX_TIER_NO;
		for (i = 0; i < node->child_count; i++)
			result = better(result, judge_node(j, node->children[i]));
		return result;
	case NX_NODE_NOT:
		one = judge_node(j, node->children[0]);
		return one == UNKNOWN ? UNKNOWN : one == NX_TIER_NO ? NX_TIER_FILTER : NX_TIER_NO;
	case NX_NODE_RAW:
		return NX_TIER_FILTER;
	default:
		break;
	}
	if (node->kind == NX_NODE_NEAR || watch_is_words(node, j->lexicon))
		return judge_words(j, node);
	if (!j->article->holds(j->article->ctx, node))
		return NX_TIER_NO;
	return node->kind == NX_NODE_ENTITY ? NX_TIER_NAME : NX_TIER_FILTER;
}

static const nx_column columns[NX_TEXTS] = {
	[NX_TEXT_TITLE] = NX_COLUMN_TITLE, [NX_TEXT_BODY] = NX_COLUMN_BODY
};

static nx_status judge_text(judge *j, nx_tier *out, const nx_query *query, nx_error *err)
{
	watches texts[NX_TEXTS] = { { .arena = NX_ARENA_INIT } };
	nx_str words[NX_TEXTS] = { { NULL, 0 } };
	nx_status st = NX_OK;
	int i;

	j->article->read(j->article->ctx, words);
	for (i = 0; st == NX_OK && i < NX_TEXTS; i++) {
		if (!watches_add(&texts[i], query->root, j->lexicon, true))
			st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
		if (st == NX_OK)
			st = watches_read(&texts[i], words[i], columns[i], err);
		j->texts[i] = &texts[i];
	}
	if (st == NX_OK)
		*out = judge_node(j, query->root);
	for (i = 0; i < NX_TEXTS; i++)
		watches_release(&texts[i]);
	return st;
}

nx_status nx_judge(nx_tier *out, const nx_query *query, const nx_lexicon *lexicon,
	const nx_judged *article, nx_error *err)
{
	judge j = { .lexicon = lexicon, .article = article };

	*out = NX_TIER_FILTER;
	return query->root ? judge_text(&j, out, query, err) : NX_OK;
}

nx_status nx_judge_match(bool *out, const nx_query *query, const nx_lexicon *lexicon,
	const nx_judged *article, nx_error *err)
{
	judge j = { .lexicon = lexicon, .article = article };
	nx_tier tier = query->root ? judge_node(&j, query->root) : NX_TIER_FILTER;
	nx_status st = NX_OK;

	if (tier == UNKNOWN)
		st = judge_text(&j, &tier, query, err);
	*out = tier != NX_TIER_NO;
	return st;
}
