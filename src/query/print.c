#include "newsidx/date.h"
#include "newsidx/query.h"

static void print_day(nx_buf *out, int32_t number)
{
	int year, month, day;

	nx_day_split(number, &year, &month, &day);
	nx_buf_addf(out, "%04d-%02d-%02d", year, month, day);
}

static void print_node(nx_buf *out, const nx_node *node)
{
	static const char *const names[] = {
		[NX_NODE_AND] = "and",
		[NX_NODE_OR] = "or",
		[NX_NODE_NOT] = "not",
		[NX_NODE_WORD] = "word",
		[NX_NODE_PHRASE] = "phrase",
		[NX_NODE_ENTITY] = "entity",
		[NX_NODE_SOURCE] = "source",
		[NX_NODE_TAG] = "tag",
		[NX_NODE_MENTIONS] = "mentions",
	};
	size_t i;

	nx_buf_addf(out, "(%s%s", node->in_title ? "title-" : "", names[node->kind]);
	for (i = 0; i < node->child_count; i++) {
		nx_buf_addc(out, ' ');
		print_node(out, node->children[i]);
	}
	for (i = 0; i < node->term_count; i++)
		nx_buf_addf(out, " \"%.*s\"", NX_FMT(node->terms[i].fold));
	if (node->kind == NX_NODE_MENTIONS) {
		nx_buf_addc(out, ' ');
		print_day(out, node->first_day);
		nx_buf_adds(out, "..");
		print_day(out, node->last_day);
	}
	nx_buf_addc(out, ')');
}

static bool asks_names(const nx_node *node)
{
	size_t i;

	for (i = 0; i < node->child_count; i++)
		if (asks_names(node->children[i]))
			return true;
	return node->kind == NX_NODE_ENTITY;
}

bool nx_query_asks_names(const nx_query *query)
{
	return query->root && asks_names(query->root);
}

void nx_query_print(nx_buf *out, const nx_query *query)
{
	if (query->root)
		print_node(out, query->root);
	else
		nx_buf_adds(out, "(all)");
}
