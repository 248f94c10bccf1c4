/* What a search would do. */
#include <string.h>

#include "newsidx/particle.h"
#include "store/search.h"

typedef struct explain {
	nx_store *store;
	const nx_lexicon *lexicon;
	nx_buf *out;
	nx_status status;
	nx_error *err;
} explain;

static int64_t count_of(explain *e, char mark, nx_str word)
{
	nx_buf term = NX_BUF_INIT;
	int64_t articles = 0;

	if (mark != MARK_PLAIN)
		nx_buf_addc(&term, mark);
	nx_buf_add(&term, word);
	if (e->status == NX_OK)
		e->status = term_articles(e->store, nx_buf_str(&term), &articles, e->err);
	nx_buf_release(&term);
	return articles;
}

static void add_count(explain *e, const char *what, char mark, nx_str word)
{
	nx_buf_addf(
		e->out, "  %s %.*s: %lld", what, NX_FMT(word), (long long)count_of(e, mark, word));
}

static void explain_prefix(explain *e, nx_str start)
{
	sqlite3_stmt *stmt = store_stmt(e->store, ST_TERM_RANGE, e->err);
	nx_buf end = NX_BUF_INIT;
	bool row;

	if (!stmt) {
		e->status = NX_ERR_DB;
		return;
	}
	nx_buf_add(&end, start);
	nx_buf_add_cp(&end, 0x10FFFF); /* behind every word that begins so */
	store_bind(stmt, 1, start);
	store_bind(stmt, 2, nx_buf_str(&end));
	e->status = store_step(e->store, stmt, &row, e->err);
	if (row)
		nx_buf_addf(e->out, "  beginning %.*s: %lld words, %lld at most", NX_FMT(start),
			(long long)sqlite3_column_int64(stmt, 0),
			(long long)sqlite3_column_int64(stmt, 1));
	sqlite3_reset(stmt);
	nx_buf_release(&end);
}

/* The expansion of each word, with the number of articles that have it. */
static void explain_term(explain *e, const nx_node *node, size_t i)
{
	const nx_term *term = &node->terms[i];
	bool inflects = node->form == NX_FORM_ANY || node->form == NX_FORM_FUZZY;
	size_t k;

	if (node->form == NX_FORM_PREFIX && i + 1 == node->term_count) {
		explain_prefix(e, term->fold);
		return;
	}
	add_count(e, "as written", MARK_PLAIN, term->fold);
	if (node->form == NX_FORM_EXACT)
		nx_buf_addf(e->out, ", of these those with %.*s", NX_FMT(term->spelling));
	if (inflects && node->kind == NX_NODE_WORD && node->term_count == 1) {
		if (!nx_str_eq(term->fold, term->stem))
			add_count(e, "stem as a word", MARK_PLAIN, term->stem);
		add_count(e, "forms of", MARK_STEM, term->stem);
	}
	for (k = 0; k < node->variant_count; k++)
		add_count(e, node->variants[k].is_stem ? "forms of" : "spelt",
			node->variants[k].is_stem ? MARK_STEM : MARK_PLAIN, node->variants[k].word);
	if (inflects && node->term_count > 1 && i == 0)
		nx_buf_addf(e->out, "  and behind %d particles", NX_PARTICLES);
}

/* One of the names of a group, with the articles that have it under this name. */
static void add_name(explain *e, const char *join, nx_str key)
{
	sqlite3_stmt *stmt = store_stmt(e->store, ST_ENTITY_AT, e->err);
	int64_t articles = 0;
	bool row = false;

	if (!stmt) {
		e->status = NX_ERR_DB;
		return;
	}
	e->status = term_articles(e->store, key, &articles, e->err);
	sqlite3_bind_int64(stmt, 1, key_entity(key));
	if (e->status == NX_OK)
		e->status = store_step(e->store, stmt, &row, e->err);
	if (row)
		nx_buf_addf(e->out, "%s%.*s %.*s: %lld", join, NX_FMT(store_column(stmt, 0)),
			NX_FMT(store_column(stmt, 1)), (long long)articles);
	sqlite3_reset(stmt);
}

static void explain_entity(explain *e, const nx_node *node)
{
	const nx_entity *entity = nx_node_entity(node, e->lexicon);
	const char *join = "  ";
	nx_buf keys = NX_BUF_INIT;
	nx_str rest, key;

	e->status = entity_keys(e->store, e->lexicon, node, &keys, e->err);
	rest = nx_buf_str(&keys);
	if (e->status == NX_OK && !keys.n && entity)
		nx_buf_addf(e->out, "  %s %.*s: 0", nx_entity_kind_name(entity->kind),
			NX_FMT(entity->name));
	else if (e->status == NX_OK && !keys.n)
		nx_buf_adds(e->out, "  unknown");
	while (e->status == NX_OK && keys.n && nx_str_split(&rest, ' ', &key)) {
		add_name(e, join, key);
		join = ", merged with ";
	}
	nx_buf_release(&keys);
}

static void explain_node(explain *e, const nx_node *node)
{
	size_t i;

	for (i = 0; i < node->child_count; i++)
		explain_node(e, node->children[i]);
	if (e->status != NX_OK)
		return;
	if (node->kind == NX_NODE_ENTITY) {
		nx_buf_addf(e->out, "name\t%.*s", NX_FMT(node->text));
		explain_entity(e, node);
		nx_buf_addc(e->out, '\n');
	}
	if (node->kind != NX_NODE_WORD && node->kind != NX_NODE_PHRASE)
		return;
	nx_buf_addf(e->out, "word\t%.*s", NX_FMT(node->text));
	for (i = 0; i < node->term_count && e->status == NX_OK; i++)
		explain_term(e, node, i);
	nx_buf_addc(e->out, '\n');
}

/* The expression with its marks made visible. */
static void add_expression(nx_buf *out, nx_str sql)
{
	size_t i;

	for (i = 0; i < sql.n; i++)
		switch (sql.p[i]) {
		case MARK_PLAIN:
			break;
		case MARK_STEM:
			nx_buf_adds(out, "stem:");
			break;
		case MARK_KEY:
			nx_buf_adds(out, "key:");
			break;
		case MARK_OR:
			nx_buf_addc(out, '|');
			break;
		default:
			nx_buf_addc(out, sql.p[i]);
		}
}

static void add_rows(nx_buf *out, const match_plan *plan, int64_t first, int64_t last)
{
	char from[NX_ID_MAX], to[NX_ID_MAX];

	nx_id_format(from, first > 0 ? first : 1);
	nx_id_format(to, last);
	if (first > last)
		nx_buf_adds(out, "none");
	else if (first <= 0 && last == INT64_MAX)
		nx_buf_adds(out, "all");
	else if (last == INT64_MAX)
		nx_buf_addf(out, "%s and later", from);
	else
		nx_buf_addf(out, "%s to %s", from, to);
	if (plan->verify)
		nx_buf_adds(out, ", each that matches read again");
}

nx_status nx_search_explain(nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, nx_buf *out, nx_error *err)
{
	static const char *const orders[] = { "rank", "newest", "oldest" };
	explain e = { store, lexicon, out, NX_OK, err };
	int64_t first, last;
	match_plan plan;
	nx_status st = match_plan_make(&plan, store, query, lexicon, err);

	if (st != NX_OK)
		goto done;
	search_range(options, &plan, &first, &last);
	nx_buf_adds(out, "tree\t");
	nx_query_print(out, query);
	nx_buf_addc(out, '\n');
	if (query->root)
		explain_node(&e, query->root);
	nx_buf_adds(out, "match\t");
	add_expression(out, plan.sql.n ? nx_buf_str(&plan.sql) : NX_STR("every article"));
	nx_buf_adds(out, "\nrows\t");
	add_rows(out, &plan, first, last);
	nx_buf_addf(out, "\norder\t%s\n",
		orders[plan.ranks || plan.raw || options->sort != NX_SORT_RANK ? options->sort
									       : NX_SORT_NEWEST]);
	st = e.status == NX_OK ? nx_buf_status(out, err) : e.status;
done:
	match_plan_release(&plan);
	return st;
}
