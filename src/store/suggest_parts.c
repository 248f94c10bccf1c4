/* Parts of a query: as one would type them, and loosened. */
#include "query/parts.h"
#include "store/suggest.h"

static void describe_list(nx_buf *out, const nx_node *node, const char *join);

void part_add_value(nx_buf *out, nx_str value)
{
	if (nx_query_is_name(value)) {
		nx_buf_add(out, value);
		return;
	}
	/* A quotation mark in a value tells nothing apart, and would end it. */
	nx_buf_addc(out, '"');
	for (size_t i = 0; i < value.n; i++)
		nx_buf_addc(out, value.p[i] == '"' ? ' ' : value.p[i]);
	nx_buf_addc(out, '"');
}

/* A part of the query as one would type it. */
void part_describe(nx_buf *out, const nx_node *node)
{
	static const char *const columns[] = { "", "title:", "body:" };
	static const char *const forms[] = { [NX_FORM_WRITTEN] = "=",
		[NX_FORM_EXACT] = "==",
		[NX_FORM_FUZZY] = "~",
		[NX_FORM_ANY] = "",
		[NX_FORM_PREFIX] = "" };
	static const char *const kinds[] = { [NX_ENTITY_PERSON] = "person:",
		[NX_ENTITY_PLACE] = "place:",
		[NX_ENTITY_ORGANIZATION] = "org:",
		[NX_ENTITY_KINDS] = "entity:" };
	static const char *const fields[] = { [NX_NODE_SOURCE] = "source:",
		[NX_NODE_TAG] = "tag:",
		[NX_NODE_AUTHOR] = "author:",
		[NX_NODE_SECTION] = "section:",
		[NX_NODE_URL] = "url:",
		[NX_NODE_ID] = "id:",
		[NX_NODE_DATE] = "date:",
		[NX_NODE_MENTIONS] = "mentions:" };

	switch (node->kind) {
	case NX_NODE_WORD:
	case NX_NODE_PHRASE:
		nx_buf_adds(out, columns[node->column]);
		nx_buf_adds(out, forms[node->form]);
		nx_buf_adds(out, node->kind == NX_NODE_PHRASE ? "\"" : "");
		nx_buf_add(out, node->text);
		nx_buf_adds(out, node->kind == NX_NODE_PHRASE ? "\"" : "");
		nx_buf_adds(out, node->form == NX_FORM_PREFIX ? "*" : "");
		break;
	case NX_NODE_NOT:
		nx_buf_adds(out, "-");
		describe_list(out, node, " ");
		break;
	case NX_NODE_AND:
		describe_list(out, node, " ");
		break;
	case NX_NODE_OR:
		describe_list(out, node, " | ");
		break;
	case NX_NODE_NEAR:
		describe_list(out, node, " NEAR ");
		break;
	case NX_NODE_RAW:
		nx_buf_add(out, node->text);
		break;
	case NX_NODE_ENTITY:
		nx_buf_adds(out, kinds[node->entity_kind]);
		part_add_value(out, node->text);
		break;
	default:
		nx_buf_adds(out, fields[node->kind]);
		part_add_value(out, node->text);
	}
}

static void describe_list(nx_buf *out, const nx_node *node, const char *join)
{
	size_t i;

	nx_buf_adds(out, node->child_count > 1 ? "(" : "");
	for (i = 0; i < node->child_count; i++) {
		nx_buf_adds(out, i ? join : "");
		part_describe(out, node->children[i]);
	}
	nx_buf_adds(out, node->child_count > 1 ? ")" : "");
}

/* The words of a phrase, or of what stands near, wherever they are. */
nx_node part_loosened(nx_arena *arena, const nx_node *node)
{
	nx_node loose = { .kind = NX_NODE_AND }, *word;
	size_t i;

	for (i = 0; i < node->term_count; i++) {
		word = node_new(arena, NX_NODE_WORD, node->terms[i].fold);
		if (!word)
			break;
		word->terms = &node->terms[i];
		word->term_count = 1;
		node_add(arena, &loose, word);
	}
	for (i = 0; i < node->child_count; i++) {
		word = node_new(arena, NX_NODE_AND, NX_STR_NULL);
		if (!word)
			break;
		*word = part_loosened(arena, node->children[i]);
		node_add(arena, &loose, word);
	}
	return loose;
}

bool part_is_strict(const nx_node *node)
{
	return node->kind == NX_NODE_NEAR || node->kind == NX_NODE_PHRASE ||
	       (node->kind == NX_NODE_WORD &&
		       (node->column != NX_COLUMN_ANY || node->term_count > 1 ||
			       node->form == NX_FORM_WRITTEN || node->form == NX_FORM_EXACT));
}

bool part_reads_texts(const nx_node *node)
{
	size_t i;

	for (i = 0; i < node->child_count; i++)
		if (part_reads_texts(node->children[i]))
			return true;
	return node->kind == NX_NODE_URL || node->form == NX_FORM_EXACT;
}
