/* One row against the query, for what full-text search cannot tell and to say how near
 * it comes. */
#include <strings.h>

#include "store/leaf_rows.h"
#include "store/mentions.h"

typedef struct row_judge {
	nx_store *store;
	const nx_lexicon *lexicon;
	const match_plan *plan; /* NULL where the tier is asked for */
	int64_t rowid;
	nx_str keys, url;
	sqlite3_stmt *text;
	nx_status status;
	nx_error *err;
} row_judge;

static bool has_name(const row_judge *j, char field, nx_str name)
{
	nx_buf key = NX_BUF_INIT;
	bool has;

	key_of_name(&key, field, name);
	has = keys_have(j->keys, nx_buf_str(&key), false);
	nx_buf_release(&key);
	return has;
}

static bool has_author(const row_judge *j, const nx_node *node)
{
	size_t i;

	for (i = 0; i < node->term_count; i++)
		if (!has_name(j, 'a', node->terms[i].fold))
			return false;
	return true;
}

static bool has_entity(row_judge *j, const nx_node *node)
{
	nx_buf keys = NX_BUF_INIT;
	nx_str rest, key;
	bool has = false;

	j->status = entity_keys(j->store, j->lexicon, node, &keys, j->err);
	rest = nx_buf_str(&keys);
	while (j->status == NX_OK && !has && rest.n && nx_str_split(&rest, ' ', &key))
		has = keys_have(j->keys, key, false);
	nx_buf_release(&keys);
	return has;
}

/* Does a day, or all of a month or year, that the text speaks of lie within those
 * asked for? */
static bool has_day(const row_judge *j, const nx_node *node)
{
	nx_str keys = j->keys, key;

	while (nx_str_split(&keys, ' ', &key)) {
		nx_date date = NX_DATE_NONE;
		int32_t first, last;

		if (!mentions_read(key, &date.precision, &first))
			continue;
		nx_day_split(first, &date.year, &date.month, &date.day);
		nx_date_days(&date, &first, &last);
		if (first >= node->first_day && last <= node->last_day)
			return true;
	}
	return false;
}

/* Letters of the host count in any case; elsewhere that may be too generous. */
static bool has_url(const row_judge *j, const nx_node *node)
{
	size_t i;

	for (i = 0; i + node->text.n <= j->url.n; i++)
		if (strncasecmp(j->url.p + i, node->text.p, node->text.n) == 0)
			return true;
	return false;
}

static bool holds(void *ctx, const nx_node *node)
{
	row_judge *j = ctx;

	switch (node->kind) {
	case NX_NODE_ENTITY:
		return has_entity(j, node);
	case NX_NODE_SOURCE:
		return has_name(j, 's', node->text);
	case NX_NODE_TAG:
		return has_name(j, 't', node->text);
	case NX_NODE_SECTION:
		return has_name(j, 'c', node->text);
	case NX_NODE_AUTHOR:
		return has_author(j, node);
	case NX_NODE_DATE:
		return j->rowid >= ROWID_FIRST_DATED && rowid_day(j->rowid) >= node->first_day &&
		       rowid_day(j->rowid) <= node->last_day;
	case NX_NODE_MENTIONS:
		return has_day(j, node);
	case NX_NODE_URL:
		return has_url(j, node);
	case NX_NODE_ID:
		return node->row == j->rowid;
	default:
		return true;
	}
}

/* The texts, which are long, only when they decide. */
static void read_texts(void *ctx, nx_str texts[NX_TEXTS])
{
	row_judge *j = ctx;
	nx_status st;
	bool row;
	int i;

	j->text = store_stmt(j->store, ST_ARTICLE_WORDS, j->err);
	if (!j->text) {
		j->status = NX_ERR_DB;
		return;
	}
	sqlite3_bind_int64(j->text, 1, j->rowid);
	st = store_step(j->store, j->text, &row, j->err);
	if (st != NX_OK)
		j->status = st;
	if (row)
		for (i = 0; i < NX_TEXTS; i++)
			texts[i] = store_column(j->text, i);
}

static nx_known known(void *ctx, const nx_node *node)
{
	row_judge *j = ctx;
	nx_known known = NX_KNOWN_NOT;

	if (j->plan && j->status == NX_OK)
		j->status = leaf_rows_know(j->store, j->plan, node, j->rowid, &known, j->err);
	return known;
}

/* Of `tier` and `matches` the one that is wanted, the other NULL. */
static nx_status judge_row(nx_store *store, const nx_query *query, const nx_lexicon *lexicon,
	const match_plan *plan, int64_t rowid, nx_tier *tier, bool *matches, nx_error *err)
{
	row_judge j = {
		.store = store, .lexicon = lexicon, .plan = plan, .rowid = rowid, .err = err
	};
	nx_judged article = { .holds = holds, .read = read_texts, .ctx = &j, .known = known };
	sqlite3_stmt *stmt = store_stmt(store, ST_ARTICLE_JUDGE, err);
	nx_status st;
	bool row;

	if (!stmt)
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, rowid);
	st = store_step(store, stmt, &row, err);
	if (row) {
		j.keys = store_column(stmt, 0);
		j.url = store_column(stmt, 1);
	}
	if (st == NX_OK)
		st = tier ? nx_judge(tier, query, lexicon, &article, err)
			  : nx_judge_match(matches, query, lexicon, &article, err);
	if (j.text) {
		sqlite3_reset(j.text);
		if (plan)
			leaf_rows_count(plan);
	}
	sqlite3_reset(stmt);
	return st == NX_OK ? j.status : st;
}

nx_status match_verify(
	nx_store *store, const match_plan *plan, int64_t rowid, bool *matches, nx_error *err)
{
	*matches = true;
	if (!plan->verify)
		return NX_OK;
	return judge_row(store, plan->query, plan->lexicon, plan, rowid, NULL, matches, err);
}

nx_status match_tier(nx_store *store, const nx_query *query, const nx_lexicon *lexicon,
	int64_t rowid, nx_tier *tier, nx_error *err)
{
	return judge_row(store, query, lexicon, NULL, rowid, tier, NULL, err);
}
