/* A query that finds nothing: what of it is the reason, and what would find something. */
#include "newsidx/suggest.h"

#include <string.h>

#include "query/parts.h"
#include "store/search.h"
#include "store/suggest.h"

#define LEAVES 16 /* words and fields of a query that are looked at */
#define PAIRED 8  /* parts of which pairs are tried */
#define SPELLINGS 3
#define WITHOUTS 2
#define RARE 3 /* articles below which a word may be an error, if one near it has very many */
#define RARE_FACTOR 20

/* Steps of SQLite's virtual machine, in thousands: about a tenth of a second. Where texts
 * are read a step takes longer. */
#define STEPS 400
#define STEPS_READING 20

/* So many articles are counted, where each must be read and elsewhere. */
#define FEW 10
#define MANY 10000

typedef struct suggesting {
	nx_store *store;
	nx_query *query;
	nx_str text;
	const nx_lexicon *lexicon;
	const nx_search_options *options;
	nx_hint_fn fn;
	void *ctx;
	int steps;  /* that are left */
	bool reads; /* texts, to count what matches */
	nx_arena arena;
	nx_buf part; /* that is being described */
	nx_node *leaves[LEAVES], *missing[LEAVES];
	size_t leaf_count, missing_count;
	nx_status status;
	nx_error *err;
} suggesting;

typedef struct counting {
	int64_t count, limit;
} counting;

static nx_status count_one(void *ctx, int64_t rowid, nx_error *err)
{
	counting *c = ctx;

	(void)rowid;
	(void)err;
	return ++c->count == c->limit ? NX_ERR_STOPPED : NX_OK;
}

static int64_t most(const suggesting *s)
{
	return s->reads ? FEW : MANY;
}

static int step_down(void *ctx)
{
	return --*(int *)ctx < 0;
}

/* The articles that match, up to `limit` and most(); 0 when that takes too long. */
static int64_t count(suggesting *s, nx_node *root, bool dated, int64_t limit)
{
	nx_query query = { .arena = NX_ARENA_INIT, .root = root, .today = s->query->today };
	nx_search_options options = *s->options;
	counting c = { 0, limit };
	nx_status st;

	if (s->status != NX_OK || s->steps < 0)
		return 0;
	options.dated &= dated;
	if (c.limit > most(s))
		c.limit = most(s);
	sqlite3_progress_handler(s->store->db, 1000, step_down, &s->steps);
	st = search_rowids(s->store, &query, s->lexicon, &options, count_one, &c, s->err);
	sqlite3_progress_handler(s->store->db, 0, NULL, NULL);
	nx_query_release(&query);
	if (st != NX_OK && st != NX_ERR_STOPPED && s->steps >= 0)
		s->status = st;
	return st == NX_OK || st == NX_ERR_STOPPED ? c.count : 0;
}

static void give(suggesting *s, nx_hint_kind kind, nx_str text, nx_str other, int64_t articles)
{
	if (s->status == NX_OK)
		s->status = s->fn(s->ctx,
			&(nx_hint){ kind, text, other, articles, articles == most(s) }, s->err);
}

static nx_str described(suggesting *s, const nx_node *node)
{
	nx_buf_clear(&s->part);
	part_describe(&s->part, node);
	return nx_arena_str(&s->arena, nx_buf_str(&s->part));
}

/* Words and fields; dates, addresses and ids have reasons of their own. */
static void find_leaves(suggesting *s, nx_node *node)
{
	size_t i;

	if (node->kind == NX_NODE_NOT || node->kind == NX_NODE_URL || node->kind == NX_NODE_ID ||
		node->kind == NX_NODE_DATE || node->kind == NX_NODE_RAW)
		return;
	for (i = 0; i < node->child_count; i++)
		find_leaves(s, node->children[i]);
	if (!node->child_count && s->leaf_count < LEAVES)
		s->leaves[s->leaf_count++] = node;
}

/* Say which words and fields no article has, and think of others for them. */
static void find_missing(suggesting *s, sites *all)
{
	int64_t articles[LEAVES];
	size_t i;

	for (i = 0; i < s->leaf_count; i++) {
		bool whole = s->leaves[i] == s->query->root && !s->options->dated;

		articles[i] = whole ? 0 : count(s, s->leaves[i], false, RARE);
		if (s->status != NX_OK || s->steps < 0)
			return;
		if (articles[i])
			continue;
		s->missing[s->missing_count++] = s->leaves[i];
		give(s, NX_HINT_MISSING, described(s, s->leaves[i]), NX_STR_NULL, 0);
	}
	for (i = 0; s->status == NX_OK && i < s->leaf_count; i++) {
		bool rare = !s->missing_count && articles[i] < RARE && node_is_words(s->leaves[i]);

		if (!articles[i] || rare)
			s->status = sites_add(all, s->store, s->lexicon, s->leaves[i],
				articles[i] ? RARE_FACTOR * articles[i] : 1, s->err);
	}
}

/* Words side by side that could be one. */
static void find_joined(suggesting *s, sites *all)
{
	nx_node *root = s->query->root;
	size_t i;

	for (i = 0; s->status == NX_OK && i + 1 < root->child_count && i < LEAVES; i++) {
		nx_node *a = root->children[i], *b = root->children[i + 1];

		if (a->kind == NX_NODE_WORD && b->kind == NX_NODE_WORD && a->term_count == 1 &&
			b->term_count == 1 && a->form == NX_FORM_ANY && b->form == NX_FORM_ANY)
			s->status = sites_add_joined(all, s->store, a, b, s->err);
	}
}

/* Two parts that each have articles, and no article both. */
static void find_apart(suggesting *s)
{
	const nx_node *root = s->query->root;
	nx_node *parts[PAIRED], *two[2],
		both = { .kind = NX_NODE_AND, .children = two, .child_count = 2 };
	size_t i, k, n = 0;

	if (root->kind != NX_NODE_AND || s->missing_count)
		return;
	for (i = 0; i < root->child_count && n < PAIRED; i++)
		if (root->children[i]->kind != NX_NODE_NOT &&
			root->children[i]->kind != NX_NODE_DATE)
			parts[n++] = root->children[i];
	for (i = 0; i < n; i++)
		for (k = i + 1; k < n; k++) {
			two[0] = parts[i];
			two[1] = parts[k];
			if (count(s, &both, false, 1) || s->status != NX_OK || s->steps < 0)
				continue;
			give(s, NX_HINT_APART, described(s, parts[i]), described(s, parts[k]), 0);
			return;
		}
}

typedef struct respelt {
	nx_str text;
	int64_t articles;
} respelt;

/* Is another site tried along with this one? Joined words are tried by themselves. */
static bool goes_with(const sites *all, size_t at, size_t other)
{
	return at == other || !(all->items[at].and || all->items[other].and);
}

/* The query with proposal `which` of site `at`, and of the other words the best. */
static bool try_spelling(suggesting *s, sites *all, size_t at, size_t which, respelt *out)
{
	saved_nodes saved[SITES];
	nx_buf text = NX_BUF_INIT, next = NX_BUF_INIT, spare;
	size_t i, applied = 0;
	bool ok = true;

	nx_buf_add(&text, s->text);
	for (i = 0; ok && i < all->count; i++) {
		const site *one = &all->items[i];
		const proposal *p = &one->list.items[i == at ? which : 0];

		if (!goes_with(all, at, i))
			continue;
		nx_buf_clear(&next);
		ok = site_write(&next, nx_buf_str(&text), one, p->text);
		if (!ok)
			break;
		spare = text;
		text = next;
		next = spare;
		ok = site_apply(all, one, p, &saved[i]);
		applied = i + 1;
	}
	out->articles = ok ? count(s, s->query->root, true, INT64_MAX) : 0;
	while (applied-- > 0)
		if (goes_with(all, at, applied))
			site_restore(&all->items[applied], &saved[applied]);
	out->text = nx_arena_str(&s->arena, nx_buf_str(&text));
	nx_buf_release(&text);
	nx_buf_release(&next);
	return out->articles > 0;
}

static void give_spellings(suggesting *s, sites *all)
{
	respelt got[SPELLINGS], one;
	size_t i, which, k, n = 0;

	for (which = 0; which < PROPOSALS; which++)
		for (i = 0; i < all->count && n < SPELLINGS; i++) {
			if (which >= all->items[i].list.count ||
				!try_spelling(s, all, i, which, &one))
				continue;
			for (k = 0; k < n && !nx_str_eq(got[k].text, one.text); k++)
				;
			if (k == n)
				got[n++] = one;
		}
	for (i = 0; i < n; i++)
		give(s, NX_HINT_SPELLING, got[i].text, NX_STR_NULL, got[i].articles);
}

/* The parts of the root but one; NULL where nothing is left that one would look for. */
static nx_node *all_but(suggesting *s, size_t without)
{
	const nx_node *root = s->query->root;
	nx_node *left = node_new(&s->arena, NX_NODE_AND, NX_STR_NULL);
	size_t i, wanted = 0;

	for (i = 0; left && i < root->child_count; i++) {
		nx_node *part = root->children[i];

		if (i == without)
			continue;
		node_add(&s->arena, left, part);
		wanted += part->kind != NX_NODE_NOT && part->kind != NX_NODE_DATE;
	}
	return wanted ? left : NULL;
}

/* Without each part in turn: those that leave the most. */
static void give_withouts(suggesting *s)
{
	nx_node *root = s->query->root, *left, *best[WITHOUTS];
	int64_t articles[WITHOUTS], found;
	size_t i, k, n = 0;

	if (root->kind != NX_NODE_AND || root->child_count < 2)
		return;
	for (i = 0; i < root->child_count && i < LEAVES; i++) {
		nx_node *part = root->children[i];

		left = all_but(s, i);
		found = part->kind == NX_NODE_DATE || !left ? 0 : count(s, left, true, MANY);
		if (!found || (n == WITHOUTS && found <= articles[n - 1]))
			continue;
		for (k = n < WITHOUTS ? n++ : n - 1; k > 0 && articles[k - 1] < found; k--) {
			best[k] = best[k - 1];
			articles[k] = articles[k - 1];
		}
		best[k] = part;
		articles[k] = found;
	}
	for (i = 0; i < n; i++)
		give(s, NX_HINT_WITHOUT, described(s, best[i]), NX_STR_NULL, articles[i]);
}

/* The part is exchanged where it stands, not changed: a phrase may be one of NEAR, too. */
static void give_loose(suggesting *s, nx_node **place)
{
	nx_node *node = *place, loose;
	int64_t articles;
	size_t i;

	if (node->kind == NX_NODE_NOT)
		return;
	if (!part_is_strict(node)) {
		for (i = 0; i < node->child_count; i++)
			give_loose(s, &node->children[i]);
		return;
	}
	loose = part_loosened(&s->arena, node);
	*place = &loose;
	articles = count(s, s->query->root, true, INT64_MAX);
	*place = node;
	if (articles)
		give(s, NX_HINT_LOOSE, described(s, node), NX_STR_NULL, articles);
}

static void give_any_date(suggesting *s)
{
	nx_node *root = s->query->root, *left = root;
	bool dated = s->options->dated;
	int64_t articles;
	size_t i;

	if (root && root->kind == NX_NODE_DATE) {
		left = NULL;
		dated = true;
	} else if (root && root->kind == NX_NODE_AND) {
		left = node_new(&s->arena, NX_NODE_AND, NX_STR_NULL);
		for (i = 0; left && i < root->child_count; i++)
			if (root->children[i]->kind == NX_NODE_DATE)
				dated = true;
			else
				node_add(&s->arena, left, root->children[i]);
		if (left && !left->child_count)
			left = NULL;
	}
	articles = dated ? count(s, left, false, INT64_MAX) : 0;
	if (articles)
		give(s, NX_HINT_ANY_DATE, NX_STR_NULL, NX_STR_NULL, articles);
}

static void give_any_word(suggesting *s)
{
	nx_node *root = s->query->root, any = { .kind = NX_NODE_OR }, all = { .kind = NX_NODE_AND };
	int64_t articles;
	size_t i;

	if (root->kind != NX_NODE_AND)
		return;
	for (i = 0; i < root->child_count; i++)
		node_add(&s->arena, node_binds(root->children[i]) ? &all : &any, root->children[i]);
	node_add(&s->arena, &all, &any);
	articles = any.child_count > 1 ? count(s, &all, true, INT64_MAX) : 0;
	if (articles)
		give(s, NX_HINT_ANY_WORD, NX_STR_NULL, NX_STR_NULL, articles);
}

nx_status nx_suggest(nx_store *store, nx_query *query, nx_str text, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_hint_fn fn, void *ctx, nx_error *err)
{
	suggesting s = { .store = store,
		.query = query,
		.text = text,
		.lexicon = lexicon,
		.options = options,
		.fn = fn,
		.ctx = ctx,
		.arena = NX_ARENA_INIT,
		.steps = STEPS,
		.err = err };
	sites all = { .arena = &s.arena };
	nx_node *root = query->root;

	if (root && root->kind == NX_NODE_RAW)
		return NX_OK;
	if ((s.status = store_exec(store, "SAVEPOINT suggesting", err)) != NX_OK)
		return s.status;
	if (root && part_reads_texts(root)) {
		s.steps = STEPS_READING;
		s.reads = true;
	}
	if (root) {
		find_leaves(&s, root);
		find_missing(&s, &all);
		if (root->kind == NX_NODE_AND)
			find_joined(&s, &all);
		find_apart(&s);
		give_spellings(&s, &all);
		give_withouts(&s);
		give_loose(&s, &query->root);
	}
	give_any_date(&s);
	if (root)
		give_any_word(&s);
	sqlite3_exec(store->db, "RELEASE suggesting", NULL, NULL, NULL);
	if (s.status == NX_OK && (s.arena.failed || s.part.failed))
		s.status = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	nx_buf_release(&s.part);
	nx_arena_release(&s.arena);
	return s.status;
}
