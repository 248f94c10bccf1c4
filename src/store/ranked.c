/* Search by rank: all matches go through a heap of the best, and the best of these are
 * read again. */
#include <stdlib.h>
#include <string.h>

#include "newsidx/token.h"
#include "store/rerank.h"
#include "store/search.h"

/* How many of the best by the first step are read again. The first ten are the same
 * with fifty as with more; of the first hundred some come from farther down. One word
 * alone, the question that most often waits for a process to start, gets half as many
 * read: of the first ten for 500 words of headlines 80 % are then those of 200 that are
 * read, instead of 86 %. */
static size_t reread(size_t wanted, int words)
{
	if (wanted <= 10 && words == 1)
		return 25;
	return wanted <= 20 ? 50 : wanted <= 100 ? 200 : 1000;
}

/* A count that the days asked for decide. */
static nx_status count_in_days(nx_store *store, const char *sql, const match_group *group,
	const match_plan *plan, int64_t first, int64_t last, int64_t *out, nx_error *err)
{
	match_plan one = { .sql = NX_BUF_INIT };
	sqlite3_stmt *stmt = NULL;
	nx_status st;

	if (group)
		nx_buf_add(
			&one.sql, nx_str_slice(nx_buf_str(&plan->sql), group->start, group->end));
	st = search_prepare(store, sql, &one, first, last, &stmt, err);
	if (st == NX_OK && sqlite3_step(stmt) == SQLITE_ROW)
		*out = sqlite3_column_int64(stmt, 0);
	else if (st == NX_OK)
		st = store_fail(store, err);
	sqlite3_finalize(stmt);
	nx_buf_release(&one.sql);
	return st;
}

/* Within some days a word is as rare as it is there: to count it among all articles
 * would take as long as to search them. */
static nx_status weigh_in_days(
	nx_store *store, rank_plan *rank, int64_t first, int64_t last, nx_error *err)
{
	static const char days[] = "SELECT coalesce(sum(length(lengths) - 1), 0) FROM day"
				   " WHERE day BETWEEN ?1 >> 20 AND ?2 >> 20";
	int64_t all = 0, n = 0;
	nx_status st = NX_OK;
	int g;

	/* What is rare does not matter to one word alone. */
	if (rank->match->groups == 1)
		rank->words[0].idf_stem = rank->words[0].idf_exact = 1;
	else
		st = count_in_days(store, days, NULL, rank->match, first, last, &all, err);
	for (g = 0; st == NX_OK && rank->match->groups > 1 && g < rank->match->groups; g++) {
		st = count_in_days(store, "SELECT count(*)" FROM_FTS, &rank->match->group[g],
			rank->match, first, last, &n, err);
		rank->words[g].idf_stem = rank->words[g].idf_exact =
			rank_idf(all < n ? (double)n : (double)all, (double)n);
	}
	rank->counted = true;
	return st;
}

/* The tree is words of which any will do, so that their postings can be read one by one. */
static bool is_any(const nx_node *root)
{
	size_t i;

	if (root->kind == NX_NODE_WORD || root->kind == NX_NODE_PHRASE)
		return true;
	if (root->kind != NX_NODE_OR)
		return false;
	for (i = 0; i < root->child_count; i++)
		if (!is_any(root->children[i]))
			return false;
	return true;
}

/* Leave the words of grammar out, unless there are no others. */
static bool leave_grammar_out(rank_plan *rank)
{
	int g, left = 0;

	for (g = 0; g < rank->match->groups; g++) {
		const nx_node *node = rank->match->group[g].node;

		rank->words[g].left_out =
			node->term_count == 1 && nx_is_function_word(node->terms[0].fold);
		left += rank->words[g].left_out;
	}
	for (g = 0; left == rank->match->groups && g < left; g++)
		rank->words[g].left_out = false;
	return left > 0 && left < rank->match->groups;
}

static nx_status run_rank(nx_store *store, const match_plan *plan, int64_t first, int64_t last,
	found_list *list, nx_error *err)
{
	bool gather = store->plan->best;
	sqlite3_stmt *stmt = NULL;
	nx_status st = search_prepare(store,
		plan->raw ? "SELECT rowid, -bm25(article_fts)" FROM_FTS
			  : "SELECT rowid, nx_rank(article_fts)" FROM_FTS,
		plan, first, last, &stmt, err);
	int rc = SQLITE_DONE;

	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		found item;
		bool matches = true;

		if (gather) {
			rc = SQLITE_DONE;
			break;
		}
		item = (found){ sqlite3_column_int64(stmt, 0), sqlite3_column_double(stmt, 1) };
		/* Verifying reads the article: only those that would stay. */
		if (plan->verify && (matches = found_stays(list, item)))
			st = match_verify(store, plan, item.rowid, &matches, err);
		if (st == NX_OK && matches && !found_add(list, item))
			st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	}
	if (st == NX_OK && rc != SQLITE_DONE)
		st = search_fail(store, plan, err);
	sqlite3_finalize(stmt);
	return st;
}

static int by_row(const void *a, const void *b)
{
	const found *x = a, *y = b;

	return (x->rowid > y->rowid) - (x->rowid < y->rowid);
}

/* Put those of `more` that `list` does not have behind its articles, best first, up to
 * `wanted` in all. */
static bool append_others(found_list *list, found_list *more, size_t wanted)
{
	size_t had = list->count, i;
	double below = had ? list->items[had - 1].score : 0;
	found *known = malloc((had + 1) * sizeof *known);
	bool ok = known;

	if (ok && had)
		memcpy(known, list->items, had * sizeof *known);
	if (ok)
		qsort(known, had, sizeof *known, by_row);
	found_sort(more->items, more->count);
	for (i = 0; ok && i < more->count && list->count < wanted; i++) {
		found item = more->items[i], *items;

		if (bsearch(&item, known, had, sizeof item, by_row))
			continue;
		if (had)
			item.score *= below / more->items[0].score;
		items = nx_vec_room(list->items, list->count, &list->cap, sizeof *items);
		ok = items;
		if (ok) {
			list->items = items;
			items[list->count++] = item;
		}
	}
	free(known);
	return ok;
}

/* Too few have the words that were asked for: those with the words of grammar follow. */
static nx_status add_grammar(nx_store *store, const match_plan *plan, int64_t first, int64_t last,
	found_list *list, size_t wanted, nx_error *err)
{
	rank_plan *rank = store->plan;
	rank_word *words = malloc((size_t)plan->groups * sizeof *words);
	found_list more = { .limit = wanted };
	nx_status st;
	int g;

	if (!words)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	memcpy(words, rank->words, (size_t)plan->groups * sizeof *words);
	for (g = 0; g < plan->groups; g++)
		rank->words[g].left_out = false;
	rank->best = &more;
	rank->gathered = false;
	st = run_rank(store, plan, first, last, &more, err);
	memcpy(rank->words, words, (size_t)plan->groups * sizeof *words);
	rank->best = list;
	if (st == NX_OK && !append_others(list, &more, wanted))
		st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	free(words);
	free(more.items);
	return st;
}

nx_status search_ranked(nx_store *store, const match_plan *plan, const nx_node *root, bool dated,
	int64_t first, int64_t last, found_list *list, nx_error *err)
{
	rank_plan *rank = store->plan = rank_plan_new(store, plan, err);
	size_t wanted = list->limit, again = reread(wanted, plan->groups), count;
	nx_status st = rank ? NX_OK : NX_ERR_NOMEM;
	bool shorter = false;

	list->limit = wanted > again ? wanted : again;
	if (st == NX_OK && dated) {
		st = weigh_in_days(store, rank, first, last, err);
	} else if (st == NX_OK && !dated && !plan->verify && is_any(root)) {
		rank->best = list;
		rank->counted = true;
		shorter = leave_grammar_out(rank);
	}
	if (st == NX_OK)
		st = run_rank(store, plan, first, last, list, err);
	found_sort(list->items, list->count);
	count = list->count < again ? list->count : again;
	if (st == NX_OK && shorter && list->count < wanted)
		st = add_grammar(store, plan, first, last, list, wanted, err);
	if (st == NX_OK && !plan->raw)
		st = rerank(store, rank, list->items, count, list->count, err);
	if (plan->verify)
		list->seen = -1;
	else if (shorter)
		list->seen = list->count < wanted ? (int64_t)list->count : -1;
	if (list->count > wanted)
		list->count = wanted;
	rank_plan_free(rank);
	store->plan = NULL;
	return st;
}
