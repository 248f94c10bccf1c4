/* nx_rank(article_fts): the score of the row at hand, for the plan in the store.
 *
 * BM25 over the forms of each word of the query; where the word as typed has a list of
 * its own that counts too (.7 and .3). To read such a list for each word, besides that of
 * its stem, takes half as long again and is worth .001 of MRR. Lengths
 * come from the day table, a byte an article, because FTS5's own way fetches a row
 * for the length of every match. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "store/rank.h"

#define STEM_WEIGHT 0.7
#define EXACT_WEIGHT 0.3
#define TITLE_COLUMN 0

rank_plan *rank_plan_new(nx_store *store, const match_plan *match, nx_error *err)
{
	rank_plan *plan = calloc(1, sizeof *plan);
	int i;

	if (plan)
		plan->words = calloc((size_t)match->groups + 1, sizeof *plan->words);
	if (!plan || !plan->words) {
		free(plan);
		nx_fail(err, NX_ERR_NOMEM, "out of memory");
		return NULL;
	}
	plan->store = store;
	plan->match = match;
	plan->day = -1;
	for (i = 0; i < 256; i++)
		plan->tokens[i] = length_unpack((unsigned char)i);
	return plan;
}

void rank_plan_free(rank_plan *plan)
{
	if (!plan)
		return;
	free(plan->lengths);
	free(plan->words);
	free(plan);
}

/* The rows of the forms of one word, seen form after form in ascending order. */
typedef struct rows {
	sqlite3_int64 *items;
	size_t count, cap;
	size_t known;  /* those of the forms before, sorted */
	size_t at;     /* where the present form stands among them */
	int64_t found; /* rows of the present form */
} rows;

static int add_row(const Fts5ExtensionApi *api, Fts5Context *fts, void *ctx)
{
	rows *r = ctx;
	sqlite3_int64 rowid = api->xRowid(fts), *items;

	r->found++;
	while (r->at < r->known && r->items[r->at] < rowid)
		r->at++;
	if (r->at < r->known && r->items[r->at] == rowid)
		return SQLITE_OK;
	items = nx_vec_room(r->items, r->count, &r->cap, sizeof *items);
	if (!items)
		return SQLITE_NOMEM;
	r->items = items;
	items[r->count++] = rowid;
	return SQLITE_OK;
}

static int compare_rows(const void *a, const void *b)
{
	sqlite3_int64 x = *(const sqlite3_int64 *)a, y = *(const sqlite3_int64 *)b;

	return (x > y) - (x < y);
}

double rank_idf(double all, double with_word)
{
	return log(1 + (all - with_word + 0.5) / (with_word + 0.5));
}

/* How rare word number `g` is, in any form and as typed. The phrases of a word stand
 * side by side in the plan. */
static int count_word(rank_plan *plan, int g, size_t *next, double all, const Fts5ExtensionApi *api,
	Fts5Context *fts)
{
	const match_plan *match = plan->match;
	rows forms = { 0 };
	int64_t exact = 0;
	int rc = SQLITE_OK;

	for (; rc == SQLITE_OK && *next < match->count; ++*next) {
		const match_phrase *phrase = &match->phrases[*next];

		if (phrase->role == PHRASE_FILTER)
			continue;
		if (phrase->group != g)
			break;
		if (forms.count > forms.known && forms.known)
			qsort(forms.items, forms.count, sizeof *forms.items, compare_rows);
		forms.known = forms.count;
		forms.at = 0;
		forms.found = 0;
		rc = api->xQueryPhrase(fts, (int)*next, &forms, add_row);
		if (phrase->role == PHRASE_AS_TYPED)
			exact = forms.found;
	}
	plan->words[g].idf_stem = rank_idf(all, (double)forms.count);
	plan->words[g].idf_exact = rank_idf(all, (double)exact);
	free(forms.items);
	return rc;
}

/* How rare each word is, and how long articles are. */
static int prepare(rank_plan *plan, const Fts5ExtensionApi *api, Fts5Context *fts)
{
	sqlite3_int64 all = 0, title = 0, body = 0;
	size_t next = 0;
	int g, rc;

	if ((rc = api->xRowCount(fts, &all)) != SQLITE_OK ||
		(rc = api->xColumnTotalSize(fts, 0, &title)) != SQLITE_OK ||
		(rc = api->xColumnTotalSize(fts, 1, &body)) != SQLITE_OK)
		return rc;
	plan->mean_length = all ? (double)(title + body) / (double)all + 1 : 1;
	for (g = 0; !plan->counted && rc == SQLITE_OK && g < plan->match->groups; g++)
		rc = count_word(plan, g, &next, (double)all, api, fts);
	plan->ready = rc == SQLITE_OK;
	return rc;
}

static double length_of(rank_plan *plan, int64_t rowid)
{
	int64_t day = rowid_day(rowid);
	size_t seq = (size_t)(rowid & ROWID_SEQ_MAX);

	if (day != plan->day) {
		sqlite3_stmt *stmt = store_stmt(plan->store, ST_DAY_LENGTHS, NULL);
		int n = 0;

		plan->day = day;
		plan->length_count = 0;
		if (!stmt)
			return plan->mean_length;
		sqlite3_bind_int64(stmt, 1, day);
		if (sqlite3_step(stmt) == SQLITE_ROW) {
			const void *blob = sqlite3_column_blob(stmt, 0);
			unsigned char *copy;

			n = sqlite3_column_bytes(stmt, 0);
			copy = realloc(plan->lengths, (size_t)n + 1);
			if (copy) {
				plan->lengths = copy;
				plan->length_count = (size_t)n;
				if (n)
					memcpy(copy, blob, (size_t)n);
			}
		}
		sqlite3_reset(stmt);
	}
	return seq < plan->length_count ? plan->tokens[plan->lengths[seq]] : plan->mean_length;
}

double rank_norm(rank_plan *plan, int64_t rowid)
{
	return RANK_K1 * (1 - RANK_B + RANK_B * length_of(plan, rowid) / plan->mean_length);
}

static double saturate(double occurrences, double norm)
{
	return occurrences * (RANK_K1 + 1) / (occurrences + norm);
}

double rank_score(const rank_word *word, double stem, double exact, double norm)
{
	return STEM_WEIGHT * word->idf_stem * saturate(stem, norm) +
	       EXACT_WEIGHT * word->idf_exact * saturate(exact, norm);
}

double rank_occurrences(const Fts5ExtensionApi *api, Fts5Context *fts, int phrase)
{
	Fts5PhraseIter iter;
	double n = 0;
	int column, offset;

	if (api->xPhraseFirst(fts, phrase, &iter, &column, &offset) != SQLITE_OK)
		return 0;
	for (; column >= 0; api->xPhraseNext(fts, &iter, &column, &offset))
		n += column == TITLE_COLUMN ? RANK_TITLE : 1;
	return n;
}

static double score_row(rank_plan *plan, const Fts5ExtensionApi *api, Fts5Context *fts)
{
	double norm = rank_norm(plan, api->xRowid(fts));
	double score = 0;
	size_t i;
	int g;

	for (i = 0; i < plan->match->count; i++) {
		const match_phrase *phrase = &plan->match->phrases[i];
		rank_word *word = &plan->words[phrase->group];
		double n;

		if (phrase->role == PHRASE_FILTER)
			continue;
		n = rank_occurrences(api, fts, (int)i);
		word->stem += n;
		if (phrase->role != PHRASE_FORM)
			word->exact += n;
	}
	for (g = 0; g < plan->match->groups; g++) {
		rank_word *word = &plan->words[g];

		score += rank_score(word, word->stem, word->exact, norm);
		word->stem = word->exact = 0;
	}
	return score;
}

static void rank_function(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *ctx,
	int count, sqlite3_value **args)
{
	nx_store *store = api->xUserData(fts);
	int rc = SQLITE_OK;

	(void)count;
	(void)args;
	if (!store->plan) {
		sqlite3_result_error(ctx, "nx_rank: only inside a search", -1);
		return;
	}
	if (!store->plan->ready)
		rc = prepare(store->plan, api, fts);
	if (rc == SQLITE_OK && store->plan->best && !store->plan->gathered) {
		store->plan->gathered = true;
		rc = rank_gather(store->plan, api, fts);
	}
	if (rc != SQLITE_OK)
		sqlite3_result_error_code(ctx, rc);
	else if (store->plan->best)
		sqlite3_result_double(ctx, 0);
	else
		sqlite3_result_double(ctx, score_row(store->plan, api, fts));
}

nx_status rank_register(nx_store *store, nx_error *err)
{
	fts5_api *api = fts5_of(store->db);

	if (!api || api->xCreateFunction(api, "nx_rank", store, rank_function, NULL) != SQLITE_OK)
		return nx_fail(err, NX_ERR_DB, "FTS5 refuses the rank function");
	return NX_OK;
}
