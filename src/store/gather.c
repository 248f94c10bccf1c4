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

typedef struct reading {
	postings *out;
	int phrase;
	phrase_role role;
} reading;

static int read_posting(const Fts5ExtensionApi *api, Fts5Context *fts, void *ctx)
{
	reading *r = ctx;
	postings *out = r->out;
	float n;

	if (out->count == out->cap) {
		posting *items = nx_vec_room(out->items, out->count, &out->cap, sizeof *items);

		if (!items)
			return SQLITE_NOMEM;
		out->items = items;
	}
	/* Within xQueryPhrase() the phrase is the only one. */
	n = (float)rank_occurrences(api, fts, 0);
	out->items[out->count++] = (posting){ api->xRowid(fts), n, r->role == PHRASE_FORM ? 0 : n };
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

/* How rare the word is. */
static void weigh_word(rank_word *word, const postings *list, double all)
{
	int64_t exact = 0;
	size_t i;

	for (i = 0; i < list->count; i++)
		exact += list->items[i].exact > 0;
	word->idf_stem = rank_idf(all, (double)list->count);
	word->idf_exact = rank_idf(all, (double)exact);
}

/* The last row of a list, or none. */
static int64_t last_row(const postings *list)
{
	return list->count ? list->items[list->count - 1].rowid : -1;
}

/* The lists side by side, each row scored once, from the latest to the first: of rows with
 * the same score the later is kept, which then nothing pushes out again. Empties them. */
static bool join_words(rank_plan *plan, postings *lists, int words)
{
	bool ok = true;

	while (ok) {
		double norm, score = 0;
		int64_t rowid = -1;
		int g;

		for (g = 0; g < words; g++)
			if (last_row(&lists[g]) > rowid)
				rowid = last_row(&lists[g]);
		if (rowid < 0)
			break;
		norm = rank_norm(plan, rowid);
		for (g = 0; g < words; g++)
			if (last_row(&lists[g]) == rowid) {
				const posting *p = &lists[g].items[--lists[g].count];

				score += rank_score(&plan->words[g], p->stem, p->exact, norm);
			}
		ok = found_add(plan->best, (found){ rowid, score });
	}
	return ok;
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
	if (rc == SQLITE_OK && !join_words(plan, lists, words))
		rc = SQLITE_NOMEM;
	for (g = 0; g < words; g++)
		free(lists[g].items);
	free(lists);
	return rc;
}
