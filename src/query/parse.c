/* One pass over what the user typed. There is no syntax error: a character that
 * cannot be meant as an operator is text. */
#include "newsidx/query.h"

#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "newsidx/date.h"
#include "newsidx/token.h"
#include "query/lex.h"

#define QUERY_LIMIT ((size_t)1 << 20)

void nx_query_init(nx_query *query)
{
	*query = (nx_query){ .arena = NX_ARENA_INIT, .notes = NX_BUF_INIT };
}

void nx_query_release(nx_query *query)
{
	nx_arena_release(&query->arena);
	nx_buf_release(&query->notes);
	query->root = NULL;
}

static nx_node *new_node(nx_arena *arena, nx_node_kind kind, nx_str text)
{
	nx_node *node = nx_arena_alloc(arena, sizeof *node);

	if (node) {
		node->kind = kind;
		node->text = nx_arena_str(arena, text);
	}
	return node;
}

static void add_child(nx_arena *arena, nx_node *parent, nx_node *child)
{
	if (!parent || !child)
		return;
	if (parent->child_count == parent->child_cap) {
		size_t cap = parent->child_cap ? parent->child_cap * 2 : 4;
		nx_node **grown = nx_arena_alloc(arena, cap * sizeof *grown);

		if (!grown)
			return;
		if (parent->child_count)
			memcpy(grown, parent->children, parent->child_count * sizeof *grown);
		parent->children = grown;
		parent->child_cap = cap;
	}
	parent->children[parent->child_count++] = child;
}

/* Fill node->terms from its text. */
static void add_terms(nx_arena *arena, nx_node *node)
{
	nx_tokens tokens;
	nx_token token;
	size_t count = 0;

	nx_tokens_init(&tokens, node->text);
	while (nx_tokens_next(&tokens, &token))
		count++;
	nx_tokens_release(&tokens);
	if (count == 0)
		return;
	node->terms = nx_arena_alloc(arena, count * sizeof *node->terms);
	if (!node->terms)
		return;
	nx_tokens_init(&tokens, node->text);
	while (node->term_count < count && nx_tokens_next(&tokens, &token)) {
		nx_term *term = &node->terms[node->term_count++];

		term->fold = nx_arena_str(arena, token.fold);
		term->stem = nx_arena_str(arena, token.stem);
	}
	nx_tokens_release(&tokens);
}

typedef struct parser {
	nx_arena *arena;
	nx_buf *notes;
	nx_match match;
	lexer lex;
	nx_node *binding; /* what must hold: fields, exclusions */
	nx_node *words;
	nx_node **seen; /* hash table of the words, open addressing */
	size_t seen_count, seen_size;
} parser;

static uint64_t hash_word(const nx_node *node)
{
	uint64_t h = 0;
	size_t i;

	for (i = 0; i < node->term_count; i++)
		h = h * 31 + nx_hash(node->terms[i].fold);
	return h;
}

static bool same_word(const nx_node *a, const nx_node *b)
{
	size_t i;

	if (a->kind != b->kind || a->in_title != b->in_title || a->term_count != b->term_count)
		return false;
	for (i = 0; i < a->term_count; i++)
		if (!nx_str_eq(a->terms[i].fold, b->terms[i].fold))
			return false;
	return true;
}

/* The slot of a word like this one, or the empty one where it belongs. */
static nx_node **seen_slot(nx_node **table, size_t size, const nx_node *word)
{
	size_t slot = (size_t)hash_word(word) & (size - 1);

	while (table[slot] && !same_word(table[slot], word))
		slot = (slot + 1) & (size - 1);
	return &table[slot];
}

/* A word said twice is meant once: it must not weigh twice. */
static bool said_before(parser *p, nx_node *word)
{
	nx_node **slot;
	size_t i;

	if (p->seen_count * 2 >= p->seen_size) {
		size_t size = p->seen_size ? p->seen_size * 2 : 32;
		nx_node **table = nx_arena_alloc(p->arena, size * sizeof(nx_node *));

		if (!table)
			return false;
		for (i = 0; i < p->seen_size; i++)
			if (p->seen[i])
				*seen_slot(table, size, p->seen[i]) = p->seen[i];
		p->seen = table;
		p->seen_size = size;
	}
	slot = seen_slot(p->seen, p->seen_size, word);
	if (*slot)
		return true;
	*slot = word;
	p->seen_count++;
	return false;
}

/* Days that a text may speak of, where the user leaves one end open. */
#define FIRST_YEAR 1900
#define LAST_YEAR 2100

static bool read_days(nx_str text, int32_t *first, int32_t *last)
{
	nx_date date;

	if (!nx_date_parse(&date, text))
		return false;
	nx_date_days(&date, first, last);
	return true;
}

/* A date, "from..to", "from.." or "..to". */
static bool read_range(nx_node *node)
{
	nx_str text = node->text, from, to;
	size_t at = nx_str_find(text, NX_STR(".."), 0);
	int32_t ignored;

	if (at == (size_t)-1)
		return read_days(text, &node->first_day, &node->last_day);
	from = nx_str_trim(nx_str_slice(text, 0, at));
	to = nx_str_trim(nx_str_slice(text, at + 2, text.n));
	node->first_day = nx_day_number(FIRST_YEAR, 1, 1);
	node->last_day = nx_day_number(LAST_YEAR, 12, 31);
	return (from.n || to.n) && (!from.n || read_days(from, &node->first_day, &ignored)) &&
	       (!to.n || read_days(to, &ignored, &node->last_day)) &&
	       node->first_day <= node->last_day &&
	       node->first_day >= nx_day_number(FIRST_YEAR - 900, 1, 1) &&
	       node->last_day - node->first_day <= 366 * (LAST_YEAR - FIRST_YEAR + 1);
}

/* One item: a word, a phrase or a field with its value. NULL when it holds nothing
 * that can be searched for. */
static nx_node *parse_item(parser *p)
{
	const lex_field_name *f = lex_field(&p->lex);
	nx_str text;
	bool quoted = lex_quoted(&p->lex, &text);
	nx_node *node;

	if (!quoted)
		text = lex_word(&p->lex);
	node = new_node(p->arena, f ? f->kind : NX_NODE_WORD, text);
	if (!node)
		return NULL;
	if (node->kind == NX_NODE_MENTIONS) {
		if (read_range(node))
			return node;
		nx_buf_addf(p->notes,
			"mentions: \"%.*s\" is no date and no range of dates; its words are searched for "
			"instead\n",
			NX_FMT(text));
		node->kind = NX_NODE_WORD;
	}
	if (node->kind == NX_NODE_WORD) {
		if (quoted)
			node->kind = NX_NODE_PHRASE;
		node->in_title = f && f->in_title;
	}
	add_terms(p->arena, node);
	return node->term_count ? node : NULL;
}

/* Where one word is enough, the words of a phrase, and of what is written together
 * (covid-19), count one by one too; the whole ranks higher. */
static void add_words(parser *p, nx_node *item)
{
	size_t i;

	if (!said_before(p, item))
		add_child(p->arena, p->words, item);
	if (item->term_count == 1 || p->match == NX_MATCH_ALL)
		return;
	for (i = 0; i < item->term_count; i++) {
		nx_node *word = new_node(p->arena, NX_NODE_WORD, item->terms[i].fold);

		if (!word)
			return;
		word->in_title = item->in_title;
		word->terms = &item->terms[i];
		word->term_count = 1;
		if (!said_before(p, word))
			add_child(p->arena, p->words, word);
	}
}

static void parse_items(parser *p)
{
	while (lex_skip_spaces(&p->lex)) {
		size_t next, start = p->lex.pos;
		bool excluded = lex_look(&p->lex, &next) == '-' && next < p->lex.text.n;
		nx_node *item, *parent;

		if (excluded)
			p->lex.pos = next;
		item = parse_item(p);
		if (p->lex.pos == start) /* a lone mark: never stand still */
			p->lex.pos = next;
		if (!item)
			continue;
		parent = p->binding;
		if (excluded) {
			nx_node *negation = new_node(p->arena, NX_NODE_NOT, NX_STR_NULL);

			add_child(p->arena, negation, item);
			item = negation;
		} else if (item->kind == NX_NODE_WORD || item->kind == NX_NODE_PHRASE) {
			add_words(p, item);
			continue;
		}
		add_child(p->arena, parent, item);
	}
}

/* Words and binding parts under one root, as flat as can be. */
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
			add_child(arena, words, binding->children[i]);
		return words;
	}
	add_child(arena, binding, words);
	return binding->child_count == 1 ? binding->children[0] : binding;
}

nx_status nx_query_parse(nx_query *query, nx_str text, nx_match match, nx_error *err)
{
	nx_buf clean = NX_BUF_INIT;
	parser p = { .arena = &query->arena, .notes = &query->notes, .match = match };
	nx_status st = NX_OK;

	if (text.n > QUERY_LIMIT)
		return nx_fail(err, NX_ERR_QUERY, "query: longer than %zu bytes", QUERY_LIMIT);
	lex_drop_bidi(&clean, text);
	p.lex.text = nx_buf_str(&clean);
	p.binding = new_node(p.arena, NX_NODE_AND, NX_STR_NULL);
	p.words = new_node(p.arena, match == NX_MATCH_ANY ? NX_NODE_OR : NX_NODE_AND, NX_STR_NULL);
	if (p.binding && p.words) {
		parse_items(&p);
		query->root = join(p.arena, p.binding, p.words);
	}
	if (clean.failed || query->arena.failed)
		st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	else if (!query->root)
		st = nx_fail(err, NX_ERR_QUERY, "query: no word to search for from byte 0 to %zu",
			text.n);
	nx_buf_release(&clean);
	return st;
}

nx_status nx_query_require(nx_query *query, nx_node_kind kind, nx_str text, nx_error *err)
{
	nx_node *node = new_node(&query->arena, kind, text), *root = query->root;

	if (node)
		add_terms(&query->arena, node);
	if (query->arena.failed)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	if (!node->term_count)
		return nx_fail(err, NX_ERR_QUERY, "no word in \"%.*s\"", NX_FMT(text));
	if (root && root->kind != NX_NODE_AND) {
		root = new_node(&query->arena, NX_NODE_AND, NX_STR_NULL);
		add_child(&query->arena, root, query->root);
	}
	if (root)
		add_child(&query->arena, root, node);
	else
		root = node;
	if (query->arena.failed)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	query->root = root;
	return NX_OK;
}
