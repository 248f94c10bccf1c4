/* Saved questions: their texts as parts of others. */
#include "newsidx/fold.h"
#include "query/parts.h"

/* Read another text with what holds for the query at hand, its limits too. */
static nx_node *parse_within(parser *p, nx_str text, nx_match match, field around)
{
	parser within = *p;
	nx_buf clean = NX_BUF_INIT;
	nx_node *node;

	lex_drop_bidi(&clean, text);
	within.lex = (lexer){ nx_arena_str(p->arena, nx_buf_str(&clean)), 0 };
	p->arena->failed |= clean.failed;
	nx_buf_release(&clean);
	within.match = match;
	within.around = around;
	within.depth = 0;
	within.ignored = 0;
	node = parse_group(&within);
	p->words = within.words;
	p->dates = within.dates;
	p->told = within.told;
	p->expanded = within.expanded;
	p->full = within.full;
	p->status = within.status;
	return node;
}

/* The question's text and its filters; *empty is whether the text has no word. */
static nx_node *expand(parser *p, const nx_saved *saved, field around, bool *empty)
{
	const open_saved open = { saved->id, p->open };
	const field none = { FIELD_NONE, false };
	nx_node *query = NULL, *filters = NULL;

	*empty = false;
	p->open = &open;
	if (saved->query.n)
		query = parse_within(p, saved->query, saved->match, around);
	if (saved->filters.n)
		filters = parse_within(p, saved->filters, NX_MATCH_ALL, none);
	p->open = open.outer;
	*empty = saved->query.n && !query;
	return parse_all_of(p, filters, query);
}

/* Nothing bears its name: what stands there is text. */
static nx_node *name_as_text(parser *p, lexer at, nx_str name)
{
	parse_note(p, "there is no saved question \"%.*s\"; its words are searched for instead",
		NX_FMT(name));
	p->lex = at;
	return parse_words(p, column_of(p->around));
}

/* Where one word is enough, what a question of all words asks stays whole. */
static nx_node *keep_whole(parser *p, const nx_saved *saved, nx_node *node)
{
	nx_node *whole;

	if (!node || p->match == saved->match || saved->match == NX_MATCH_ANY ||
		node->kind == NX_NODE_WORD || node->kind == NX_NODE_AND)
		return node;
	whole = node_new(p->arena, NX_NODE_AND, NX_STR_NULL);
	node_add(p->arena, whole, node);
	return whole;
}

static bool is_open(const parser *p, int64_t id)
{
	const open_saved *o = p->open;

	while (o && o->id != id)
		o = o->outer;
	return o != NULL;
}

nx_node *parse_saved(parser *p)
{
	nx_query *query = p->query;
	lexer at = p->lex;
	field around = p->around;
	nx_saved saved = { 0 };
	nx_node *node;
	nx_str name;
	bool found = false, empty;
	int above = p->above;

	if (!lex_quoted(&p->lex, &name))
		name = lex_word(&p->lex);
	if (query->saved && name.n && p->status == NX_OK)
		p->status = query->saved(query->saved_ctx, name, p->arena, &saved, &found, p->err);
	if (p->status != NX_OK)
		return NULL;
	if (!found)
		return name_as_text(p, at, name);
	if (is_open(p, saved.id)) {
		p->status = nx_fail(p->err, NX_ERR_QUERY,
			"query: the saved question \"%.*s\" asks for itself; leave query:%.*s out",
			NX_FMT(name), NX_FMT(name));
		return NULL;
	}
	if (above + p->depth >= NX_QUERY_DEPTH || p->expanded == NX_QUERY_SAVED) {
		parse_note(p, "saved questions within too many others are left out");
		return NULL;
	}
	p->expanded++;
	p->above += p->depth + 1;
	if (around.kind == FIELD_QUERY) /* query:(a b) */
		around = (field){ FIELD_NONE, false };
	node = expand(p, &saved, around, &empty);
	p->above = above;
	return keep_whole(p, &saved, node);
}

nx_status nx_query_parse_saved(nx_query *query, const nx_saved *saved, nx_error *err)
{
	parser p = { .query = query, .arena = &query->arena, .err = err };
	bool empty;

	query->root = expand(&p, saved, p.around, &empty);
	if (p.status != NX_OK)
		return p.status;
	if (query->arena.failed)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	if (empty || !query->root)
		return nx_fail(err, NX_ERR_QUERY, "query: no word to search for from byte 0 to %zu",
			saved->query.n);
	return NX_OK;
}

bool nx_query_is_name(nx_str name)
{
	nx_buf clean = NX_BUF_INIT, fold = NX_BUF_INIT;
	lexer lex = { name, 0 };
	bool is_name;

	lex_drop_bidi(&clean, name);
	nx_fold(&fold, name);
	is_name = clean.n == name.n && fold.n > 0 && lex_word(&lex).n == name.n && name.n &&
		  name.p[0] != '-';
	nx_buf_release(&clean);
	nx_buf_release(&fold);
	return is_name;
}
