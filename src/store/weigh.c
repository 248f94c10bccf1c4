/* How rare the words of a query are. */
#include <math.h>

#include "store/hit.h"

#define WEIGHED 16 /* words of a query; to count a frequent one takes a millisecond */

static nx_status articles_of(nx_store *store, const nx_term *term, int64_t *most, nx_error *err)
{
	nx_buf stem = NX_BUF_INIT;
	int64_t as_stem = 0;
	nx_status st;

	nx_buf_addc(&stem, MARK_STEM);
	nx_buf_add(&stem, term->stem);
	st = term_articles(store, nx_buf_str(&stem), &as_stem, err);
	if (st == NX_OK)
		st = term_articles(store, term->fold, most, err);
	if (as_stem > *most)
		*most = as_stem;
	nx_buf_release(&stem);
	return st;
}

static nx_status weigh(nx_store *store, nx_node *node, size_t *left, nx_error *err)
{
	nx_status st = NX_OK;
	size_t i;

	if (node->kind == NX_NODE_NOT)
		return NX_OK;
	for (i = 0; st == NX_OK && i < node->child_count; i++)
		st = weigh(store, node->children[i], left, err);
	node->weight = 0;
	for (i = 0; st == NX_OK && i<node->term_count && * left> 0; i++, --*left) {
		int64_t articles = 0;

		st = articles_of(store, &node->terms[i], &articles, err);
		node->weight += 1 / (1 + log(1 + (double)articles));
	}
	return st;
}

nx_status hit_weigh_words(nx_store *store, nx_query *query, nx_error *err)
{
	size_t left = WEIGHED;

	/* One word needs no comparison. */
	if (!query->root || !query->root->child_count)
		return NX_OK;
	return weigh(store, query->root, &left, err);
}
