/* What a query asks for that only the index knows: words that are spelt nearly as the
 * query's, how many begin so, the row of an id. */
#include <stdlib.h>
#include <string.h>

#include "newsidx/utf8.h"
#include "store/hit.h"

#define FUZZY_WORDS 8     /* of one query */
#define VARIANTS 24       /* of one word, the nearest and most frequent */
#define PREFIXES 16       /* of one query */
#define PREFIX_WORDS 5000 /* that begin with one of them */

typedef struct candidate {
	nx_variant variant;
	unsigned distance;
	int64_t articles;
} candidate;

typedef struct fuzzy {
	nx_node *node;
	nx_str fold, stem;
	unsigned fold_limit, stem_limit;
	candidate best[VARIANTS + 1];
	size_t count;
	bool cut;
} fuzzy;

typedef struct fuzzies {
	fuzzy items[FUZZY_WORDS];
	size_t count, prefixes;
	bool more, more_prefixes;
} fuzzies;

/* Does the index have more words that begin so than one query may ask for? */
static nx_status is_too_wide(nx_store *store, nx_str start, bool *wide, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_TERMS_MANY, err);
	nx_buf end = NX_BUF_INIT;
	nx_status st;
	bool row;

	if (!stmt)
		return NX_ERR_DB;
	nx_buf_add(&end, start);
	nx_buf_add_cp(&end, 0x10FFFF); /* behind every word that begins so */
	store_bind(stmt, 1, start);
	store_bind(stmt, 2, nx_buf_str(&end));
	sqlite3_bind_int(stmt, 3, PREFIX_WORDS + 1);
	st = store_step(store, stmt, &row, err);
	*wide = row && sqlite3_column_int(stmt, 0) > PREFIX_WORDS;
	sqlite3_reset(stmt);
	nx_buf_release(&end);
	return st;
}

/* A beginning that half the words have says nothing and costs a second. */
static nx_status bound_prefix(
	nx_store *store, nx_query *query, fuzzies *all, nx_node *node, nx_error *err)
{
	bool wide = false;
	nx_status st = NX_OK;

	if (all->prefixes++ >= PREFIXES) {
		all->more_prefixes = true;
		node->form = NX_FORM_WRITTEN;
		return NX_OK;
	}
	st = is_too_wide(store, node->terms[node->term_count - 1].fold, &wide, err);
	if (!wide)
		return st;
	node->form = NX_FORM_WRITTEN;
	nx_buf_addf(&query->notes,
		nx_message("more than %d words begin with \"%.*s\"; it is searched for as "
			   "written\n"),
		PREFIX_WORDS, NX_FMT(node->text));
	return st;
}

static nx_status collect(
	nx_store *store, nx_query *query, fuzzies *all, nx_node *node, nx_error *err)
{
	nx_status st = NX_OK;
	fuzzy *f;
	size_t i;

	for (i = 0; st == NX_OK && i < node->child_count; i++)
		st = collect(store, query, all, node->children[i], err);
	if (node->kind == NX_NODE_ID && store_resolve(store, node->text, &node->row, NULL) != NX_OK)
		node->row = -1;
	if (st == NX_OK && node->form == NX_FORM_PREFIX)
		return bound_prefix(store, query, all, node, err);
	if (st != NX_OK || node->form != NX_FORM_FUZZY || node->variants)
		return st;
	if (all->count == FUZZY_WORDS) {
		all->more = true;
		node->form = NX_FORM_ANY;
		return NX_OK;
	}
	f = &all->items[all->count++];
	f->node = node;
	f->fold = node->terms[0].fold;
	f->stem = node->terms[0].stem;
	f->fold_limit = nx_spelling_limit(f->fold);
	f->stem_limit = nx_spelling_limit(f->stem);
	return NX_OK;
}

static bool is_worse(const candidate *a, const candidate *b)
{
	return a->distance != b->distance ? a->distance > b->distance : a->articles < b->articles;
}

/* Keep the word among the best, sorted; its text goes to the arena when it stays. */
static void keep(fuzzy *f, nx_arena *arena, candidate c)
{
	size_t i = f->count;

	if (f->count == VARIANTS) {
		f->cut = true;
		if (!is_worse(&f->best[VARIANTS - 1], &c))
			return;
		i = VARIANTS - 1;
	} else {
		f->count++;
	}
	for (; i > 0 && is_worse(&f->best[i - 1], &c); i--)
		f->best[i] = f->best[i - 1];
	c.variant.word = nx_arena_str(arena, c.variant.word);
	f->best[i] = c;
}

static void look_at(fuzzies *all, nx_arena *arena, nx_str term, int64_t articles)
{
	bool is_stem = term.n > 1 && term.p[0] == MARK_STEM;
	size_t i;

	if (is_stem)
		term = nx_str_slice(term, 1, term.n);
	else if (!term.n || (unsigned char)term.p[0] <= MARK_OR)
		return;
	for (i = 0; i < all->count; i++) {
		fuzzy *f = &all->items[i];
		unsigned limit = is_stem ? f->stem_limit : f->fold_limit,
			 distance = nx_spelling_distance(is_stem ? f->stem : f->fold, term, limit);

		/* The word itself is searched for besides. */
		if (distance <= limit && distance > 0)
			keep(f, arena, (candidate){ { term, is_stem }, distance, articles });
	}
}

/* Words with an error in the first letter are looked for behind the letters that it may
 * have been: reading all words of the index takes half a second. */
typedef struct letters {
	unsigned items[64];
	size_t count;
} letters;

static void add_letter(letters *set, unsigned cp)
{
	size_t i;

	for (i = 0; i < set->count; i++)
		if (set->items[i] == cp)
			return;
	if (set->count < sizeof set->items / sizeof *set->items)
		set->items[set->count++] = cp;
}

#define ARABIC_FIRST 0x0621u
#define ARABIC_LAST 0x064Au
#define ALEF 0x0627u

static nx_str letter_text(char text[4], unsigned cp)
{
	return (nx_str){ text, nx_utf8_put(text, cp) };
}

/* The first letter, what is confused with it, the second, lest the first is one too
 * many, and alef, which is lost most easily. */
static void add_first_letters(letters *set, nx_str word)
{
	char first_text[4], other_text[4];
	size_t pos = 0;
	unsigned first = nx_utf8_next(word, &pos), cp;

	add_letter(set, first);
	if (pos < word.n)
		add_letter(set, nx_utf8_next(word, &pos));
	if (first < ARABIC_FIRST || first > ARABIC_LAST)
		return;
	add_letter(set, ALEF);
	for (cp = ARABIC_FIRST; cp <= ARABIC_LAST; cp++)
		if (nx_spelling_distance(
			    letter_text(first_text, first), letter_text(other_text, cp), 1) <= 1)
			add_letter(set, cp);
}

/* The words that begin with `mark`, if it is one, and the letter. */
static nx_status look_behind(
	nx_store *store, fuzzies *all, nx_arena *arena, char mark, unsigned letter, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_TERMS, err);
	nx_buf from = NX_BUF_INIT, to = NX_BUF_INIT;
	nx_status st = NX_OK;
	int rc = SQLITE_DONE;

	if (!stmt)
		return NX_ERR_DB;
	if (mark) {
		nx_buf_addc(&from, mark);
		nx_buf_addc(&to, mark);
	}
	nx_buf_add_cp(&from, letter);
	nx_buf_add_cp(&to, letter + 1);
	store_bind(stmt, 1, nx_buf_str(&from));
	store_bind(stmt, 2, nx_buf_str(&to));
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
		look_at(all, arena, store_column(stmt, 0), sqlite3_column_int64(stmt, 1));
	if (rc != SQLITE_DONE)
		st = store_fail(store, err);
	sqlite3_reset(stmt);
	nx_buf_release(&from);
	nx_buf_release(&to);
	return st;
}

static nx_status look_at_all(nx_store *store, fuzzies *all, nx_arena *arena, nx_error *err)
{
	letters folds = { .count = 0 }, stems = { .count = 0 };
	nx_status st = NX_OK;
	size_t i;

	for (i = 0; i < all->count; i++) {
		add_first_letters(&folds, all->items[i].fold);
		add_first_letters(&stems, all->items[i].stem);
	}
	for (i = 0; st == NX_OK && i < folds.count; i++)
		st = look_behind(store, all, arena, 0, folds.items[i], err);
	for (i = 0; st == NX_OK && i < stems.count; i++)
		st = look_behind(store, all, arena, MARK_STEM, stems.items[i], err);
	return st;
}

nx_status match_look_up(nx_store *store, nx_query *query, nx_error *err)
{
	fuzzies *all = query->root ? calloc(1, sizeof *all) : NULL;
	nx_status st = NX_OK;
	size_t i, k;

	if (!query->root)
		return NX_OK;
	if (!all)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	st = collect(store, query, all, query->root, err);
	if (st == NX_OK && all->count)
		st = look_at_all(store, all, &query->arena, err);
	for (i = 0; st == NX_OK && i < all->count; i++) {
		fuzzy *f = &all->items[i];

		f->node->variants =
			nx_arena_alloc(&query->arena, (f->count + 1) * sizeof(nx_variant));
		for (k = 0; f->node->variants && k < f->count; k++)
			f->node->variants[k] = f->best[k].variant;
		f->node->variant_count = f->node->variants ? f->count : 0;
		if (f->cut)
			nx_buf_addf(&query->notes,
				nx_message("of the spellings near \"%.*s\" only the nearest %d "
					   "are searched for\n"),
				NX_FMT(f->node->text), VARIANTS);
	}
	if (all->more_prefixes)
		nx_buf_addf(&query->notes, nx_message("* goes with %d words of a query at most\n"),
			PREFIXES);
	if (all->more)
		nx_buf_addf(&query->notes, nx_message("~ goes with %d words of a query at most\n"),
			FUZZY_WORDS);
	free(all);
	if (st == NX_OK && query->arena.failed)
		st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	return st;
}

nx_status term_articles(nx_store *store, nx_str term, int64_t *articles, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_TERM_COUNT, err);
	nx_status st;
	bool row;

	*articles = 0;
	if (!stmt)
		return NX_ERR_DB;
	store_bind(stmt, 1, term);
	st = store_step(store, stmt, &row, err);
	if (row)
		*articles = sqlite3_column_int64(stmt, 0);
	sqlite3_reset(stmt);
	return st;
}
