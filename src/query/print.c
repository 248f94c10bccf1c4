#include "newsidx/date.h"
#include "newsidx/query.h"

static void print_day(nx_buf *out, int32_t number)
{
	int year, month, day;

	nx_day_split(number, &year, &month, &day);
	nx_buf_addf(out, "%04d-%02d-%02d", year, month, day);
}

static const char *name_of(const nx_node *node)
{
	static const char *const names[] = {
		[NX_NODE_AND] = "and",
		[NX_NODE_OR] = "or",
		[NX_NODE_NOT] = "not",
		[NX_NODE_WORD] = "word",
		[NX_NODE_PHRASE] = "phrase",
		[NX_NODE_NEAR] = "near",
		[NX_NODE_ENTITY] = "entity",
		[NX_NODE_SOURCE] = "source",
		[NX_NODE_TAG] = "tag",
		[NX_NODE_AUTHOR] = "author",
		[NX_NODE_SECTION] = "section",
		[NX_NODE_URL] = "url",
		[NX_NODE_ID] = "id",
		[NX_NODE_DATE] = "date",
		[NX_NODE_MENTIONS] = "mentions",
		[NX_NODE_RAW] = "raw",
	};

	if (node->kind == NX_NODE_ENTITY && node->entity_kind != NX_ENTITY_KINDS)
		return nx_entity_kind_name(node->entity_kind);
	return names[node->kind];
}

static void print_node(nx_buf *out, const nx_node *node)
{
	static const char *const columns[] = { "", "title-", "body-" };
	static const char *const forms[] = { "", "=", "==", "prefix-", "fuzzy-" };
	bool is_text =
		node->kind == NX_NODE_URL || node->kind == NX_NODE_ID || node->kind == NX_NODE_RAW;
	size_t i;

	nx_buf_addf(out, "(%s%s%s", columns[node->column], forms[node->form], name_of(node));
	if (node->kind == NX_NODE_NEAR)
		nx_buf_addf(out, " %d", node->distance);
	for (i = 0; i < node->child_count; i++) {
		nx_buf_addc(out, ' ');
		print_node(out, node->children[i]);
	}
	if (is_text)
		nx_buf_addf(out, " \"%.*s\"", NX_FMT(node->text));
	for (i = 0; i < node->term_count && !is_text; i++)
		nx_buf_addf(out, " \"%.*s\"",
			NX_FMT(node->form == NX_FORM_EXACT ? node->terms[i].spelling
							   : node->terms[i].fold));
	if (node->kind == NX_NODE_MENTIONS || node->kind == NX_NODE_DATE) {
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
