/* From the query's tree to FTS5's language.
 *
 * A word is asked for by its stem: "s" where the stem is a word as printed, and
 * MARK_STEM "s" where it stands beside one. The first word of a phrase may have a
 * particle before it, as li-waqf itlaq al-nar has. */
#include <stdlib.h>

#include "store/leaf_rows.h"
#include "store/match.h"

void match_plan_release(match_plan *plan)
{
	nx_buf_release(&plan->sql);
	free(plan->phrases);
	free(plan->group);
	leaf_rows_free(plan->leaves);
	*plan = (match_plan){ .sql = NX_BUF_INIT };
}

void match_add_phrase(maker *m, phrase_role role)
{
	match_plan *plan = m->plan;
	match_phrase *phrases =
		nx_vec_room(plan->phrases, plan->count, &plan->cap, sizeof *phrases);

	if (!phrases) {
		m->status = nx_fail(m->err, NX_ERR_NOMEM, "out of memory");
		return;
	}
	plan->phrases = phrases;
	phrases[plan->count++] = (match_phrase){ plan->groups, m->excluded ? PHRASE_FILTER : role };
}

void match_add_group(maker *m, const nx_node *node, size_t start)
{
	match_plan *plan = m->plan;
	match_group *group;

	if (m->excluded)
		return;
	group = nx_vec_room(plan->group, (size_t)plan->groups, &plan->group_cap, sizeof *group);
	if (!group) {
		m->status = nx_fail(m->err, NX_ERR_NOMEM, "out of memory");
		return;
	}
	plan->group = group;
	group[plan->groups++] = (match_group){ node, start, plan->sql.n };
	plan->ranks = true;
}

/* What full-text search cannot tell: take all, or in an exclusion none, and look at the
 * rows. */
static void write_unknown(maker *m)
{
	m->plan->verify = true;
	match_key(m, m->negative ? NX_STR(KEY_NONE) : NX_STR(KEY_ALL));
}

static void tell_id(maker *m, const nx_node *node)
{
	if (node->row < 0)
		nx_buf_addf(&m->query->notes,
			nx_message("\"%.*s\" is no id; ids look like 20201027-3 or "
				   "undated-7\n"),
			NX_FMT(node->text));
}

/* One article: the day of its publication, of which rows tell more. */
static void write_id(maker *m, const nx_node *node)
{
	int64_t day = node->row < ROWID_FIRST_DATED ? 0 : rowid_day(node->row);

	tell_id(m, node);
	if (node->row < 0) {
		match_key(m, NX_STR(KEY_NONE));
	} else if (m->negative || !day) {
		write_unknown(m);
	} else {
		m->plan->verify = true;
		match_days(m, 'p', (int32_t)day, (int32_t)day);
	}
}

static void limit_rows(match_plan *plan, int64_t first, int64_t last)
{
	plan->first_row = first > plan->first_row ? first : plan->first_row;
	plan->last_row = last < plan->last_row ? last : plan->last_row;
}

/* A part that binds the whole query and needs no expression: a range of rows, or what
 * only the row can tell. */
static bool bind_rows(maker *m, const nx_node *node)
{
	switch (node->kind) {
	case NX_NODE_DATE:
		limit_rows(m->plan, rowid_make(node->first_day, 0),
			rowid_make(node->last_day, ROWID_SEQ_MAX));
		return true;
	case NX_NODE_ID:
		tell_id(m, node);
		limit_rows(m->plan, node->row, node->row);
		return true;
	case NX_NODE_URL:
		m->plan->verify = true;
		return true;
	default:
		return false;
	}
}

static void write_node(maker *m, const nx_node *node);

static bool is_bound(maker *m, const nx_node *parent, const nx_node *node)
{
	return parent == m->query->root && bind_rows(m, node);
}

/* FTS5 knows only "this, but not that". */
static void write_and(maker *m, const nx_node *node)
{
	nx_buf *sql = &m->plan->sql;
	size_t i, wanted = 0, excluded = 0, start = sql->n;
	bool was_excluded = m->excluded;

	for (i = 0; i < node->child_count; i++)
		excluded += node->children[i]->kind == NX_NODE_NOT;
	nx_buf_adds(sql, excluded ? "((" : "(");
	for (i = 0; i < node->child_count; i++) {
		if (node->children[i]->kind == NX_NODE_NOT || is_bound(m, node, node->children[i]))
			continue;
		if (wanted++)
			nx_buf_adds(sql, " AND ");
		write_node(m, node->children[i]);
	}
	if (!wanted && !excluded) { /* rows alone decide */
		sql->n = start;
		return;
	}
	if (!wanted)
		match_key(m, NX_STR(KEY_ALL));
	nx_buf_addc(sql, ')');
	if (!excluded)
		return;
	nx_buf_adds(sql, " NOT (");
	m->excluded = true;
	m->negative = !m->negative;
	for (i = 0, wanted = 0; i < node->child_count; i++) {
		if (node->children[i]->kind != NX_NODE_NOT)
			continue;
		if (wanted++)
			nx_buf_adds(sql, " OR ");
		write_node(m, node->children[i]->children[0]);
	}
	m->excluded = was_excluded;
	m->negative = !m->negative;
	nx_buf_adds(sql, "))");
}

static void write_or(maker *m, const nx_node *node)
{
	bool unknown = false; /* written once: it stands for all or for nothing */
	size_t i;

	nx_buf_addc(&m->plan->sql, '(');
	for (i = 0; i < node->child_count; i++) {
		bool is_unknown = node->children[i]->kind == NX_NODE_URL;

		if (unknown && is_unknown)
			continue;
		unknown |= is_unknown;
		if (i)
			nx_buf_adds(&m->plan->sql, " OR ");
		write_node(m, node->children[i]);
	}
	nx_buf_addc(&m->plan->sql, ')');
}

/* Alone it stays as it is, so that an error points at what the user has written. */
static void write_raw(maker *m, const nx_node *node)
{
	bool alone = node == m->query->root;

	m->plan->raw = true;
	nx_buf_adds(&m->plan->sql, alone ? "" : "(");
	nx_buf_add(&m->plan->sql, node->text);
	nx_buf_adds(&m->plan->sql, alone ? "" : ")");
}

static void write_node(maker *m, const nx_node *node)
{
	nx_node alone = { .kind = NX_NODE_AND, .child_count = 1 };
	nx_node *child = (nx_node *)(uintptr_t)node;

	switch (node->kind) {
	case NX_NODE_AND:
		write_and(m, node);
		break;
	case NX_NODE_OR:
		write_or(m, node);
		break;
	case NX_NODE_NOT:
		alone.children = &child;
		write_and(m, &alone);
		break;
	case NX_NODE_WORD:
	case NX_NODE_PHRASE:
	case NX_NODE_NEAR:
		if (m->negative && match_is_exact(node))
			write_unknown(m);
		else
			match_words(m, node);
		break;
	case NX_NODE_ENTITY:
		match_entity(m, node);
		break;
	case NX_NODE_SOURCE:
		match_name(m, 's', node->text);
		break;
	case NX_NODE_TAG:
		match_name(m, 't', node->text);
		break;
	case NX_NODE_AUTHOR:
		match_author(m, node);
		break;
	case NX_NODE_SECTION:
		match_name(m, 'c', node->text);
		break;
	case NX_NODE_DATE:
		match_published(m, node);
		break;
	case NX_NODE_MENTIONS:
		match_days(m, 'd', node->first_day, node->last_day);
		break;
	case NX_NODE_URL:
		write_unknown(m);
		break;
	case NX_NODE_ID:
		write_id(m, node);
		break;
	case NX_NODE_RAW:
		write_raw(m, node);
		break;
	}
}

nx_status match_plan_make(
	match_plan *out, nx_store *store, nx_query *query, const nx_lexicon *lexicon, nx_error *err)
{
	maker m = { .plan = out, .store = store, .query = query, .lexicon = lexicon, .err = err };

	*out = (match_plan){
		.sql = NX_BUF_INIT, .last_row = INT64_MAX, .query = query, .lexicon = lexicon
	};
	m.status = match_look_up(store, query, err);
	if (m.status == NX_OK)
		m.status = entity_names(store, lexicon, query, err);
	if (m.status == NX_OK && query->root && !bind_rows(&m, query->root))
		write_node(&m, query->root);
	if (m.status == NX_OK)
		m.status = nx_buf_status(&out->sql, err);
	if (m.status == NX_OK && out->verify && !(out->leaves = leaf_rows_new()))
		m.status = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	return m.status;
}
