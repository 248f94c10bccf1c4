/* One pass over what the user typed. There is no syntax error: a character that
 * cannot be meant as an operator is text. */
#include "newsidx/query.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "query/parts.h"

#define QUERY_LIMIT ((size_t)1 << 20)
#define NOTES_MAX 8

void nx_query_init(nx_query *query)
{
	*query = (nx_query){ .arena = NX_ARENA_INIT, .notes = NX_BUF_INIT, .today = NX_DATE_NONE };
}

void nx_query_release(nx_query *query)
{
	nx_arena_release(&query->arena);
	nx_buf_release(&query->notes);
	query->root = NULL;
}

void parse_note(parser *p, const char *format, ...)
{
	char line[800];
	va_list args;
	size_t i, n;

	if (p->told++ >= NOTES_MAX)
		return;
	va_start(args, format);
	vsnprintf(line, sizeof line, nx_message(format), args);
	va_end(args);
	n = strlen(line);
	while (n == sizeof line - 1 && n > 0 && ((unsigned char)line[n - 1] & 0x80))
		n--; /* not within a character */
	for (i = 0; i < n; i++)
		if ((unsigned char)line[i] < 0x20 || line[i] == 0x7F)
			line[i] = ' ';
	nx_buf_add(&p->query->notes, (nx_str){ line, n });
	nx_buf_addc(&p->query->notes, '\n');
}

/* Words, and what must hold besides them, that stand side by side. */
typedef struct sequence {
	nx_node *binding; /* fields, exclusions */
	nx_node *words;
	node_set seen;
	bool any; /* an item has been read, if only punctuation */
} sequence;

/* Where one word is enough, the words of a phrase, and of what is written together
 * (covid-19), count one by one too; the whole ranks higher. */
static void add_words(parser *p, sequence *seq, nx_node *item)
{
	size_t i;

	if (item->kind == NX_NODE_NEAR || node_set_add(p->arena, &seq->seen, item))
		node_add(p->arena, seq->words, item);
	if (item->term_count < 2 || p->match == NX_MATCH_ALL || item->form != NX_FORM_ANY)
		return;
	for (i = 0; i < item->term_count; i++) {
		nx_node *word = node_new(p->arena, NX_NODE_WORD, item->terms[i].fold);

		if (!word)
			return;
		word->column = item->column;
		word->terms = &item->terms[i];
		word->term_count = 1;
		if (node_set_add(p->arena, &seq->seen, word))
			node_add(p->arena, seq->words, word);
	}
}

static void add_item(parser *p, sequence *seq, nx_node *item)
{
	size_t i;

	if (node_is_words(item)) {
		add_words(p, seq, item);
	} else if (item->kind == seq->words->kind) { /* brackets that change nothing */
		for (i = 0; i < item->child_count; i++)
			add_item(p, seq, item->children[i]);
	} else {
		node_add(p->arena, node_binds(item) ? seq->binding : seq->words, item);
	}
}

static bool can_be_near(const nx_node *left, const nx_node *right)
{
	return left->kind != NX_NODE_NEAR && right->kind != NX_NODE_NEAR && node_is_words(left) &&
	       node_is_words(right) && left->column == right->column;
}

static nx_node *join_two(parser *p, nx_node_kind kind, nx_node *left, nx_node *right)
{
	nx_node *node = node_new(p->arena, kind, NX_STR_NULL);

	node_add(p->arena, node, left);
	node_add(p->arena, node, right);
	return node;
}

/* left NEAR right; what NEAR cannot take must both be there. */
static nx_node *join_near(parser *p, nx_node *left, nx_node *right, int distance)
{
	nx_node *node;

	if (!can_be_near(left, right)) {
		parse_note(p, "NEAR goes between words and phrases; both sides are searched for "
			      "wherever they stand");
		return join_two(p, NX_NODE_AND, left, right);
	}
	node = join_two(p, NX_NODE_NEAR, left, right);
	if (node) {
		node->distance = distance;
		node->column = left->column;
	}
	return node;
}

/* Both must be there; a long chain of them is one node, *all. */
static nx_node *join_all(parser *p, nx_node **all, nx_node *left, nx_node *right)
{
	if (!*all)
		return *all = join_two(p, NX_NODE_AND, left, right);
	node_add(p->arena, *all, right);
	return *all;
}

/* An item with those that NEAR, or AND where one word were enough, ties to it. */
static nx_node *parse_tied(parser *p)
{
	nx_node *item = parse_item(p), *last = item, *all = NULL, *right;
	int distance = 0;

	while (item && lex_skip_spaces(&p->lex)) {
		lexer before = p->lex;
		joint found = lex_joint(&p->lex, true, &distance);

		if (found != JOINT_NEAR && (found != JOINT_AND || p->match == NX_MATCH_ALL)) {
			p->lex = before;
			break;
		}
		lex_skip_spaces(&p->lex);
		before = p->lex;
		if (lex_joint(&p->lex, true, &distance) != JOINT_NONE || !(right = parse_item(p))) {
			p->lex = before;
			break;
		}
		if (found == JOINT_AND)
			item = join_all(p, &all, item, right);
		else if (last == item)
			item = join_near(p, item, right, distance);
		else
			item = join_all(p, &all, item, join_near(p, last, right, distance));
		last = right;
	}
	return item;
}

static bool take_minus(lexer *lex)
{
	size_t next;
	bool taken = false;

	while (lex_look(lex, &next) == '-' && next < lex->text.n) {
		lex->pos = next;
		taken = true;
	}
	return taken;
}

/* Go on to the next item of the group at hand, over brackets that close nothing; false
 * at its end. */
static bool to_next_item(parser *p)
{
	size_t next;

	while (lex_skip_spaces(&p->lex)) {
		unsigned cp = lex_look(&p->lex, &next);

		if (cp != ')' && cp != 0xFF09)
			return true;
		if (p->ignored == 0 && p->depth > 0)
			return false;
		if (p->ignored > 0)
			p->ignored--;
		p->lex.pos = next;
	}
	return false;
}

/* OR said again means the same. */
static void skip_or(lexer *lex)
{
	lexer at = *lex;
	int distance;

	while (lex_skip_spaces(&at) && lex_joint(&at, true, &distance) == JOINT_OR)
		*lex = at;
}

/* Items up to OR, a closing bracket or the end. *more tells that OR stands behind. */
static void parse_sequence(parser *p, sequence *seq, bool *more)
{
	int distance;

	*more = false;
	while (to_next_item(p)) {
		size_t next, start = p->lex.pos;
		bool excluded = false;
		nx_node *item;

		switch (lex_joint(&p->lex, seq->any, &distance)) {
		case JOINT_OR:
			skip_or(&p->lex);
			*more = true;
			return;
		case JOINT_NOT:
			excluded = true;
			lex_skip_spaces(&p->lex);
			break;
		case JOINT_AND:
		case JOINT_NEAR: /* behind punctuation */
			continue;
		case JOINT_NONE:
			break;
		}
		excluded |= take_minus(&p->lex);
		item = parse_tied(p);
		if (p->lex.pos == start) { /* a lone mark: never stand still */
			lex_look(&p->lex, &next);
			p->lex.pos = next;
		}
		if (!item)
			continue;
		seq->any = true;
		if (excluded)
			item = join_two(p, NX_NODE_NOT, item, NULL);
		if (item)
			add_item(p, seq, item);
	}
}

/* Words and binding parts under one root, as flat as can be; NULL for nothing. */
static nx_node *join(nx_arena *arena, nx_node *binding, nx_node *words)
{
	size_t i;

	if (words->child_count == 1)
		words = words->children[0];
	else if (words->child_count == 0)
		words = NULL;
	if (binding->child_count == 0)
		return words;
	if (words && words->kind == NX_NODE_AND) {
		for (i = 0; i < binding->child_count; i++)
			node_add(arena, words, binding->children[i]);
		return words;
	}
	node_add(arena, binding, words);
	return binding->child_count == 1 ? binding->children[0] : binding;
}

/* An alternative; those of OR within OR become its own. */
static void add_alternative(parser *p, nx_node *all, node_set *seen, nx_node *node)
{
	size_t i;

	if (node->kind == NX_NODE_OR)
		for (i = 0; i < node->child_count; i++)
			add_alternative(p, all, seen, node->children[i]);
	else if ((node->kind != NX_NODE_WORD && node->kind != NX_NODE_PHRASE) ||
		 node_set_add(p->arena, seen, node))
		node_add(p->arena, all, node);
}

nx_node *parse_group(parser *p)
{
	nx_node *all = node_new(p->arena, NX_NODE_OR, NX_STR_NULL), *node;
	node_set seen = { 0 };
	size_t next;
	bool more = true;

	while (more) {
		sequence seq = { .binding = node_new(p->arena, NX_NODE_AND, NX_STR_NULL),
			.words = node_new(p->arena,
				p->match == NX_MATCH_ANY ? NX_NODE_OR : NX_NODE_AND, NX_STR_NULL) };

		if (!all || !seq.binding || !seq.words)
			return NULL;
		parse_sequence(p, &seq, &more);
		node = join(p->arena, seq.binding, seq.words);
		if (node)
			add_alternative(p, all, &seen, node);
	}
	if (p->lex.pos < p->lex.text.n && p->depth > 0) { /* the bracket that ends it */
		lex_look(&p->lex, &next);
		p->lex.pos = next;
	}
	return all->child_count > 1 ? all : all->child_count ? all->children[0] : NULL;
}

static void add_all_of(parser *p, nx_node *all, nx_node *node)
{
	size_t i;

	if (!node || node->kind != NX_NODE_AND) {
		node_add(p->arena, all, node);
		return;
	}
	for (i = 0; i < node->child_count; i++)
		node_add(p->arena, all, node->children[i]);
}

nx_node *parse_all_of(parser *p, nx_node *a, nx_node *b)
{
	nx_node *all;

	if (!a || !b)
		return a ? a : b;
	all = node_new(p->arena, NX_NODE_AND, NX_STR_NULL);
	add_all_of(p, all, a);
	add_all_of(p, all, b);
	return all;
}

nx_status nx_query_parse(nx_query *query, nx_str text, nx_match match, nx_error *err)
{
	nx_buf clean = NX_BUF_INIT;
	parser p = { .query = query, .arena = &query->arena, .match = match, .err = err };
	nx_status st = NX_OK;

	if (text.n > QUERY_LIMIT)
		return nx_fail(err, NX_ERR_QUERY, "query: longer than %zu bytes", QUERY_LIMIT);
	lex_drop_bidi(&clean, text);
	p.lex.text = nx_buf_str(&clean);
	query->root = parse_group(&p);
	if (p.status == NX_OK && !query->root)
		query->root = parse_as_text(&p);
	if (p.status != NX_OK)
		st = p.status;
	else if (clean.failed || query->arena.failed)
		st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	else if (!query->root)
		st = nx_fail(err, NX_ERR_QUERY, "query: no word to search for from byte 0 to %zu",
			text.n);
	nx_buf_release(&clean);
	return st;
}

nx_status nx_query_raw(nx_query *query, nx_str text, nx_error *err)
{
	query->root = NULL;
	if (!nx_str_trim(text).n)
		return nx_fail(err, NX_ERR_QUERY, "query: nothing to search for at byte 0");
	query->root = node_new(&query->arena, NX_NODE_RAW, text);
	return query->arena.failed ? nx_fail(err, NX_ERR_NOMEM, "out of memory") : NX_OK;
}

nx_status nx_query_require(nx_query *query, nx_node_kind kind, nx_str text, nx_error *err)
{
	nx_node *node = node_new(&query->arena, kind, text), *root = query->root;

	if (node)
		node_add_terms(&query->arena, node);
	if (query->arena.failed)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	if (!node->term_count)
		return nx_fail(err, NX_ERR_QUERY, "no word in \"%.*s\"", NX_FMT(text));
	if (root && root->kind != NX_NODE_AND) {
		root = node_new(&query->arena, NX_NODE_AND, NX_STR_NULL);
		node_add(&query->arena, root, query->root);
	}
	if (root)
		node_add(&query->arena, root, node);
	else
		root = node;
	if (query->arena.failed)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	query->root = root;
	return NX_OK;
}
