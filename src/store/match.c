/* From the query's tree to FTS5's language.
 *
 * A word is asked for by its stem: "s" where the stem is a word as printed, and
 * MARK_STEM "s" where it stands beside one. The first word of a phrase may have a
 * particle before it, as li-waqf itlaq al-nar has. */
#include <stdlib.h>

#include "store/match.h"

void match_plan_release(match_plan *plan)
{
	nx_buf_release(&plan->sql);
	free(plan->phrases);
	free(plan->group);
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

nx_status entity_find(nx_store *store, const nx_entity *entity, int64_t *id, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_ENTITY_FIND, err);

	*id = 0;
	if (!stmt)
		return NX_ERR_DB;
	store_bind(stmt, 1, nx_str_from(nx_entity_kind_name(entity->kind)));
	store_bind(stmt, 2, entity->name);
	store_bind(stmt, 3, entity->key);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		*id = sqlite3_column_int64(stmt, 0);
	sqlite3_reset(stmt);
	return NX_OK;
}

static void write_key(maker *m, nx_str key)
{
	nx_buf_addc(&m->plan->sql, '"');
	nx_buf_add(&m->plan->sql, key);
	nx_buf_addc(&m->plan->sql, '"');
	match_add_phrase(m, PHRASE_FILTER);
}

/* Any of them. */
static void write_keys(maker *m, nx_str keys)
{
	const char *join = "(";
	nx_str key;

	while (nx_str_split(&keys, ' ', &key)) {
		nx_buf_adds(&m->plan->sql, join);
		write_key(m, key);
		join = " OR ";
	}
	nx_buf_addc(&m->plan->sql, ')');
}

static void write_entity(maker *m, const nx_node *node)
{
	const nx_entity *known = m->lexicon ? nx_lexicon_find(m->lexicon, node->text) : NULL;
	const nx_entity *entity = nx_node_entity(node, m->lexicon);
	bool other = known && !entity;
	nx_buf keys = NX_BUF_INIT;

	m->status = entity_keys(m->store, m->lexicon, node, &keys, m->err);
	if (m->status != NX_OK) {
		nx_buf_release(&keys);
		return;
	}
	if (!entity && !keys.n) {
		/* Whoever asks for a name that newsidx does not know still wants the
		 * articles that have it. */
		nx_buf_addf(&m->query->notes,
			nx_message("no %s known as \"%.*s\"%s%s; its words are searched "
				   "for instead\n"),
			node->entity_kind == NX_ENTITY_KINDS
				? nx_message("name")
				: nx_message(nx_entity_kind_name(node->entity_kind)),
			NX_FMT(node->text),
			other ? nx_message(", which is a name of another kind: ") : "",
			other ? nx_message(nx_entity_kind_name(known->kind)) : "");
		match_words(m, node);
	} else if (!keys.n) {
		write_key(m, NX_STR(KEY_NONE));
	} else {
		write_keys(m, nx_buf_str(&keys));
	}
	nx_buf_release(&keys);
}

static void write_name(maker *m, char field, nx_str name)
{
	nx_buf key = NX_BUF_INIT;

	key_of_name(&key, field, name);
	write_key(m, nx_buf_str(&key));
	nx_buf_release(&key);
}

/* All words of the author's name that the query has. */
static void write_author(maker *m, const nx_node *node)
{
	size_t i;

	nx_buf_addc(&m->plan->sql, '(');
	for (i = 0; i < node->term_count; i++) {
		if (i)
			nx_buf_adds(&m->plan->sql, " AND ");
		write_name(m, 'a', node->terms[i].fold);
	}
	nx_buf_addc(&m->plan->sql, ')');
}

/* The days [first, last] as keys of the field: whole years and months by prefix, which
 * for mentions also finds texts that name just the year or month. */
static void write_days(maker *m, char field, int32_t first, int32_t last)
{
	nx_buf *sql = &m->plan->sql;
	const char *join = "(";
	int32_t next;

	if (first > last) {
		write_key(m, NX_STR(KEY_NONE));
		return;
	}
	for (; first <= last; first = next) {
		int year, month, day;
		int32_t year_end, month_end;

		nx_day_split(first, &year, &month, &day);
		year_end = nx_day_number(year, 12, 31);
		month_end = month == 12 ? year_end : nx_day_number(year, month + 1, 1) - 1;
		nx_buf_addf(sql, "%s\"%c%c%04d", join, MARK_KEY, field, year);
		if (month == 1 && day == 1 && year_end <= last) {
			nx_buf_adds(sql, "\" *");
			next = year_end + 1;
		} else if (day == 1 && month_end <= last) {
			nx_buf_addf(sql, "%02d\" *", month);
			next = month_end + 1;
		} else {
			nx_buf_addf(sql, "%02d%02d\"", month, day);
			next = first + 1;
		}
		match_add_phrase(m, PHRASE_FILTER);
		join = " OR ";
	}
	nx_buf_addc(sql, ')');
}

/* The first day of the year, so many years on; 0 for an index without dated articles. */
static int32_t year_begin(int64_t day_number, int years)
{
	int year, month, day;

	if (day_number < ROWID_FIRST_DAY)
		return 0;
	nx_day_split((int32_t)day_number, &year, &month, &day);
	return nx_day_number(year + years, 1, 1);
}

/* Days of publication, within the years that the index has: an open end is no thousand
 * of them. */
static void write_published(maker *m, const nx_node *node)
{
	sqlite3_stmt *stmt = store_stmt(m->store, ST_DATED_RANGE, m->err);
	int32_t first = node->first_day, last = node->last_day;

	if (!stmt) {
		m->status = NX_ERR_DB;
		return;
	}
	sqlite3_bind_int64(stmt, 1, ROWID_FIRST_DATED);
	if (sqlite3_step(stmt) == SQLITE_ROW) {
		int32_t low = year_begin(rowid_day(sqlite3_column_int64(stmt, 0)), 0),
			high = year_begin(rowid_day(sqlite3_column_int64(stmt, 1)), 1) - 1;

		first = first < low ? low : first;
		last = last > high ? high : last;
	}
	sqlite3_reset(stmt);
	write_days(m, 'p', first, last);
}

/* What full-text search cannot tell: take all, or in an exclusion none, and look at the
 * rows. */
static void write_unknown(maker *m)
{
	m->plan->verify = true;
	write_key(m, m->negative ? NX_STR(KEY_NONE) : NX_STR(KEY_ALL));
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
		if (node->row < 0)
			nx_buf_addf(&m->query->notes,
				nx_message("\"%.*s\" is no id; ids look like 20201027-3 or "
					   "undated-7\n"),
				NX_FMT(node->text));
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
		write_key(m, NX_STR(KEY_ALL));
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
		bool is_unknown = node->children[i]->kind == NX_NODE_URL ||
				  node->children[i]->kind == NX_NODE_ID;

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
		write_entity(m, node);
		break;
	case NX_NODE_SOURCE:
		write_name(m, 's', node->text);
		break;
	case NX_NODE_TAG:
		write_name(m, 't', node->text);
		break;
	case NX_NODE_AUTHOR:
		write_author(m, node);
		break;
	case NX_NODE_SECTION:
		write_name(m, 'c', node->text);
		break;
	case NX_NODE_DATE:
		write_published(m, node);
		break;
	case NX_NODE_MENTIONS:
		write_days(m, 'd', node->first_day, node->last_day);
		break;
	case NX_NODE_URL:
	case NX_NODE_ID:
		write_unknown(m);
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
	return m.status;
}
