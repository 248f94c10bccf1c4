/* Any of some words, over all articles: instead of letting FTS5 join the lists of all
 * their forms row by row, each list is read by itself and they are joined here. On a
 * million articles that takes a fifth of the time. */
#include <stdlib.h>
#include <string.h>

#include "store/rank.h"

typedef struct posting {
	int64_t rowid;
	float stem, exact; /* weighted occurrences */
} posting;

typedef struct postings {
	posting *items;
	size_t count, cap;
} postings;

typedef struct row {
	int64_t rowid;
	double score;
} row;

/* Rows in ascending order. */
typedef struct rows {
	row *items;
	size_t count, cap;
} rows;

typedef struct reading {
	postings *out;
	int phrase;
	phrase_role role;
} reading;

static int read_posting(const Fts5ExtensionApi *api, Fts5Context *fts, void *ctx)
{
	reading *r = ctx;
	postings *out = r->out;
	posting *items = nx_vec_room(out->items, out->count, &out->cap, sizeof *items);
	float n;

	if (!items)
		return SQLITE_NOMEM;
	/* Within xQueryPhrase() the phrase is the only one. */
	n = (float)rank_occurrences(api, fts, 0);
	out->items = items;
	items[out->count++] = (posting){ api->xRowid(fts), r->role == PHRASE_EXACT ? 0 : n,
		r->role == PHRASE_STEM ? 0 : n };
	return SQLITE_OK;
}

/* Two lists of postings become one in `a`. */
static bool join_postings(postings *a, postings *b)
{
	postings out = { .items = malloc((a->count + b->count + 1) * sizeof *out.items) };
	size_t i = 0, k = 0;

	if (!out.items)
		return false;
	while (i < a->count || k < b->count) {
		posting p;

		if (k == b->count || (i < a->count && a->items[i].rowid < b->items[k].rowid)) {
			p = a->items[i++];
		} else if (i == a->count || b->items[k].rowid < a->items[i].rowid) {
			p = b->items[k++];
		} else {
			p = a->items[i++];
			p.stem += b->items[k].stem;
			p.exact += b->items[k++].exact;
		}
		out.items[out.count++] = p;
	}
	free(a->items);
	*a = out;
	a->cap = out.count;
	return true;
}

/* The postings of word number `g`; its phrases stand side by side from *next on. */
static int read_word(rank_plan *plan, int g, size_t *next, postings *out,
	const Fts5ExtensionApi *api, Fts5Context *fts)
{
	const match_plan *match = plan->match;
	int rc = SQLITE_OK;

	for (; rc == SQLITE_OK && *next < match->count; ++*next) {
		const match_phrase *phrase = &match->phrases[*next];
		postings form = { 0 };
		reading r = { .out = &form, .role = phrase->role };

		if (phrase->role == PHRASE_FILTER)
			continue;
		if (phrase->group != g)
			break;
		if (plan->words[g].left_out)
			continue;
		rc = api->xQueryPhrase(fts, (int)*next, &r, read_posting);
		if (rc == SQLITE_OK && !out->count) {
			free(out->items);
			*out = form;
			continue;
		}
		if (rc == SQLITE_OK && form.count && !join_postings(out, &form))
			rc = SQLITE_NOMEM;
		free(form.items);
	}
	return rc;
}

static void weigh_word(rank_word *word, const postings *list, double all)
{
	int64_t exact = 0;
	size_t i;

	for (i = 0; i < list->count; i++)
		exact += list->items[i].exact > 0;
	word->idf_stem = rank_idf(all, (double)list->count);
	word->idf_exact = rank_idf(all, (double)exact);
}

/* The rows of a word join those of the words before. */
static bool join_rows(rows *all, const postings *list)
{
	rows out = { .items = malloc((all->count + list->count + 1) * sizeof *out.items) };
	size_t i = 0, k = 0;

	if (!out.items)
		return false;
	while (i < all->count || k < list->count) {
		int64_t a = i < all->count ? all->items[i].rowid : INT64_MAX;
		int64_t b = k < list->count ? list->items[k].rowid : INT64_MAX;

		out.items[out.count++] = (row){ a < b ? a : b, 0 };
		i += a <= b;
		k += b <= a;
	}
	free(all->items);
	*all = out;
	return true;
}

/* What the word adds to its rows; `norms` belong to the rows. */
static void add_scores(rows *all, const float *norms, const postings *list, const rank_word *word)
{
	size_t i = 0, k;

	for (k = 0; k < list->count; k++) {
		const posting *p = &list->items[k];

		while (all->items[i].rowid < p->rowid)
			i++;
		all->items[i].score += rank_score(word, p->stem, p->exact, norms[i]);
	}
}

static bool keep_best(rank_plan *plan, const rows *all)
{
	size_t i;

	for (i = 0; i < all->count; i++)
		if (!found_add(plan->best, (found){ all->items[i].rowid, all->items[i].score }))
			return false;
	return true;
}

static int join_words(rank_plan *plan, postings *lists, int words)
{
	rows all = { 0 };
	float *norms = NULL;
	size_t i;
	int g, rc = SQLITE_NOMEM;

	for (g = 0; g < words; g++)
		if (lists[g].count && !join_rows(&all, &lists[g]))
			goto done;
	norms = malloc((all.count + 1) * sizeof *norms);
	if (!norms)
		goto done;
	for (i = 0; i < all.count; i++)
		norms[i] = (float)rank_norm(plan, all.items[i].rowid);
	for (g = 0; g < words; g++)
		add_scores(&all, norms, &lists[g], &plan->words[g]);
	if (keep_best(plan, &all))
		rc = SQLITE_OK;
done:
	free(all.items);
	free(norms);
	return rc;
}

int rank_gather(rank_plan *plan, const Fts5ExtensionApi *api, Fts5Context *fts)
{
	int words = plan->match->groups, g, rc;
	postings *lists = calloc((size_t)words + 1, sizeof *lists);
	sqlite3_int64 all = 0;
	size_t next = 0;

	if (!lists)
		return SQLITE_NOMEM;
	rc = api->xRowCount(fts, &all);
	for (g = 0; rc == SQLITE_OK && g < words; g++) {
		rc = read_word(plan, g, &next, &lists[g], api, fts);
		weigh_word(&plan->words[g], &lists[g], (double)all);
	}
	if (rc == SQLITE_OK)
		rc = join_words(plan, lists, words);
	for (g = 0; g < words; g++)
		free(lists[g].items);
	free(lists);
	return rc;
}
