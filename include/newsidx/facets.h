/* The whole result of a search by what its articles have: how many of each source,
 * author, tag, section or name, of each year, month or day; and its best articles under
 * each of these. */
#ifndef NEWSIDX_FACETS_H
#define NEWSIDX_FACETS_H

#include "newsidx/store.h"

typedef enum nx_facet {
	NX_FACET_SOURCE, /* as `source:` finds them, those of other places included */
	NX_FACET_AUTHOR,
	NX_FACET_TAG, /* as `tag:` finds them */
	NX_FACET_SECTION,
	NX_FACET_ENTITY, /* as `entity:` finds them */
	NX_FACET_YEAR,   /* of publication */
	NX_FACET_MONTH,
	NX_FACET_DAY,
	NX_FACETS
} nx_facet;

/* "source" and so on. */
const char *nx_facet_name(nx_facet facet);
/* The names in order, separated by '|'. */
const char *nx_facet_names(void);
/* False when `name` is none. */
bool nx_facet_find(nx_facet *out, nx_str name);
/* Is it a year, month or day? */
bool nx_facet_is_period(nx_facet facet);
/* The facet that somebody who wrote `name` may have meant, or NULL. */
const char *nx_facet_guess(nx_str name);

/* Spellings that differ in what search folds are one value, shown as the newest article
 * that has it writes it. Periods are 2020, 2020-10 and 2020-10-27. */
typedef struct nx_facet_value {
	nx_str value; /* NX_STR_NULL stands for the articles that have none */
	nx_str type;  /* of a name: person, place or organization; else NX_STR_NULL */
	int64_t articles;
	nx_str key; /* by which the store knows it */
} nx_facet_value;

typedef struct nx_facet_ask {
	nx_facet facet;
	size_t limit; /* the most frequent so many; SIZE_MAX for all */
} nx_facet_ask;

typedef struct nx_facet_counts {
	nx_facet facet;
	/* The most frequent first, periods in order of time. The last stands for the articles
	 * that have none, if there are any, and does not count for the limit; of tags and
	 * names these are not told, as that would take longer than all else. An article with
	 * several values counts for each of them. */
	nx_facet_value *values;
	size_t count;
} nx_facet_counts;

typedef struct nx_facets {
	nx_arena arena;
	int64_t total;         /* articles that match */
	nx_facet_counts *list; /* in the order asked for */
	size_t count;
} nx_facets;

/* Count the articles that match; of the options only the days matter. Release *out with
 * nx_facets_release() in any case. */
nx_status nx_search_facets(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, const nx_facet_ask *asks, size_t count, nx_facets *out,
	nx_error *err);
void nx_facets_release(nx_facets *facets);

/* A group begins: its value and how many articles match in all. Views live until the
 * call returns. */
typedef nx_status (*nx_group_fn)(void *ctx, const nx_facet_value *group, nx_error *err);

/* Hand over the groups of the articles that match, in the order of nx_search_facets(), the
 * newest period first when newest is asked for; behind each its first options->limit hits,
 * whose rank is that in the group. options->offset is not looked at. An article with
 * several values stands in each group. *total is the number of articles that match. */
nx_status nx_search_groups(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, const nx_facet_ask *by, nx_group_fn group, nx_hit_fn fn,
	void *ctx, int64_t *total, nx_error *err);

#endif
