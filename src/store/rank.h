/* The first step of ranking: BM25 over all rows that match. */
#ifndef NX_STORE_RANK_H
#define NX_STORE_RANK_H

#include "store/best.h"
#include "store/internal.h"

/* BM25's constants, and what an occurrence in the title is worth in occurrences. */
#define RANK_K1 1.2
#define RANK_B 0.75
#define RANK_TITLE 2.5

/* What is known of a word or phrase of the query, number for number as in the plan. */
typedef struct rank_word {
	double idf_stem, idf_exact;
	double stem, exact; /* weighted occurrences in the row at hand */
	bool left_out;      /* a word of grammar, which does not decide what is fetched */
} rank_word;

typedef struct rank_plan {
	nx_store *store;
	const match_plan *match;
	rank_word *words;
	bool counted; /* the words' idf are known */
	bool ready;   /* the mean length too */
	double mean_length;
	/* Not NULL: the first row that FTS5 gives makes nx_rank() read the postings of all
	 * words and put the best rows here; its value then means nothing. */
	found_list *best;
	bool gathered;
	int64_t day; /* whose lengths are at hand */
	unsigned char *lengths;
	size_t length_count;
	double tokens[256]; /* length_unpack() of every value */
} rank_plan;

rank_plan *rank_plan_new(nx_store *store, const match_plan *match, nx_error *err);
void rank_plan_free(rank_plan *plan);
/* Make the auxiliary function nx_rank(article_fts) known to the connection. */
nx_status rank_register(nx_store *store, nx_error *err);

/* ln(1 + (N - n + .5) / (n + .5)) */
double rank_idf(double all, double with_word);
/* An article's k1 (1 - b + b length / mean). */
double rank_norm(rank_plan *plan, int64_t rowid);
/* The occurrences of a phrase in the row at hand. */
double rank_occurrences(const Fts5ExtensionApi *api, Fts5Context *fts, int phrase);
/* What a word adds to the score. */
double rank_score(const rank_word *word, double stem, double exact, double norm);

/* gather.c: the postings of all words, one after the other, into plan->best. Returns an
 * SQLite code. */
int rank_gather(rank_plan *plan, const Fts5ExtensionApi *api, Fts5Context *fts);

#endif
