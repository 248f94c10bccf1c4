/* To the first step's score come, over the text itself:
 *
 * - character 4-grams of the words, so that what the stemmer did not join, misspellings
 *   and compounds count for something (McNamee and Mayfield 2004);
 * - words of the query that stand side by side as they do there;
 * - the best thirty words of the text, and its first forty: in news the head says what
 *   it is about; and the title.
 *
 * A gram weighs like the rarest word of the query that has it, and a pair like its two
 * words together: with the real frequencies of grams and pairs, which the index would
 * have to keep, the three sets that this was tried on differ by .002 at the most. */
#include "store/rerank.h"

#include "store/text_reader.h"

/* Found with tests/bench/weights.sh, which tries others, over three sets of questions:
 * headlines that must find their articles, and two of questions on paragraphs. */
#ifndef RERANK_WEIGHTS
#define RERANK_WEIGHTS .grams = 0.4, .pairs = 0.25, .window = 0.5, .lead = 0.8, .title = 1.5
#endif
static const struct {
	double grams, pairs, window, lead, title;
} weights = { RERANK_WEIGHTS };

#define WINDOW 30
#define LEAD 40
/* Words of a text that are read. With 300 the headlines' set loses .005 of R@100, with
 * all of them nothing is gained. */
#define TOKENS 400
/* For one word alone, which has no neighbours: what the head and the title say. */
#define TOKENS_OF_ONE 100
#define APART 1000 /* tokens between title and body, which are never side by side */

static double saturate(double n, double norm)
{
	return n * (RANK_K1 + 1) / (n + norm);
}

static double score_grams(text_reader *r, double norm)
{
	double score = 0;
	size_t i;

	for (i = 0; i < r->gram_count; i++)
		score += r->gram_idf[i] * saturate(r->gram_seen[i], norm);
	return score;
}

static double score_pairs(const text_reader *r, double norm)
{
	double seen[UNITS] = { 0 }, score = 0;
	size_t i;

	for (i = 1; i < r->event_count; i++) {
		const event *a = &r->events[i - 1], *b = &r->events[i];
		int pair = b->at == a->at + 1 ? r->pair[a->unit][b->unit] : 0;

		if (pair)
			seen[pair - 1]++;
	}
	for (i = 0; i < r->pair_count; i++)
		score += r->pair_idf[i] * saturate(seen[i], norm);
	return score;
}

/* The rarity of the different words in the best window. */
static double score_window(const text_reader *r)
{
	unsigned seen[UNITS] = { 0 };
	double now = 0, best = 0;
	size_t first = 0, i;

	for (i = 0; i < r->event_count; i++) {
		const event *e = &r->events[i];

		if (seen[e->unit]++ == 0)
			now += r->units[e->unit].idf;
		for (; e->at - r->events[first].at > WINDOW; first++)
			if (--seen[r->events[first].unit] == 0)
				now -= r->units[r->events[first].unit].idf;
		best = now > best ? now : best;
	}
	return best;
}

/* The rarity of the different words before token `end`. */
static double score_before(const text_reader *r, size_t end)
{
	bool seen[UNITS] = { false };
	double score = 0;
	size_t i;

	for (i = 0; i < r->event_count && r->events[i].at < end; i++)
		if (!seen[r->events[i].unit]) {
			seen[r->events[i].unit] = true;
			score += r->units[r->events[i].unit].idf;
		}
	return score;
}

static double score_text(text_reader *r, size_t title_end, double mean_length)
{
	double norm = RANK_K1 * (1 - RANK_B + RANK_B * (double)r->tokens / mean_length);

	return weights.grams * score_grams(r, norm) + weights.pairs * score_pairs(r, norm) +
	       weights.window * score_window(r) + weights.lead * score_before(r, APART + LEAD) +
	       weights.title * score_before(r, title_end);
}

/* Add the score of the article's text to that of the first step. */
static nx_status read_article(
	nx_store *store, text_reader *r, found *item, double mean, nx_error *err)
{
	sqlite3_stmt *row = store_stmt(store, ST_ARTICLE_TEXT, err);
	size_t most = r->unit_count > 1 ? TOKENS : TOKENS_OF_ONE, title_end;
	int rc;

	if (!row)
		return NX_ERR_DB;
	sqlite3_bind_int64(row, 1, item->rowid);
	if ((rc = sqlite3_step(row)) == SQLITE_ROW) {
		text_reader_begin(r);
		text_reader_read(r, store_column(row, 0), 0, most, RANK_TITLE);
		title_end = r->tokens;
		text_reader_read(r, store_column(row, 1), APART > title_end ? APART : title_end + 1,
			most, 1);
		item->score += score_text(r, title_end, mean);
	}
	sqlite3_reset(row);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		return store_fail(store, err);
	return r->failed ? nx_fail(err, NX_ERR_NOMEM, "out of memory") : NX_OK;
}

/* The scores of those that were not read, below the lowest of the others. */
static void scale_rest(found *items, size_t count, size_t all, double before)
{
	double factor = before > 0 ? items[count - 1].score / before : 1;
	size_t i;

	for (i = count; i < all; i++)
		items[i].score *= factor;
}

nx_status rerank(
	nx_store *store, rank_plan *plan, found *items, size_t count, size_t all, nx_error *err)
{
	text_reader *r = text_reader_new(plan);
	nx_status st = NX_OK;
	double before;
	size_t i;

	if (!r)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	before = count ? items[count - 1].score : 0;
	for (i = 0; st == NX_OK && i < count && r->unit_count; i++)
		st = read_article(store, r, &items[i], plan->mean_length, err);
	if (st == NX_OK && count) {
		found_sort(items, count);
		scale_rest(items, count, all, before);
	}
	text_reader_free(r);
	return st;
}
