/* From the query's tree to FTS5's language.
 *
 * A word is asked for by its stem: "s" where the stem is a word as printed, and
 * MARK_STEM "s" where it stands beside one. The word as typed is a further phrase,
 * for ranking alone: whatever has it has its stem. The first word of a phrase may
 * have a particle before it, as li-waqf itlaq al-nar has. */
#include <stdlib.h>

#include "newsidx/particle.h"
#include "newsidx/stem.h"
#include "newsidx/token.h"
#include "store/internal.h"

typedef struct maker {
	match_plan *plan;
	nx_store *store;
	nx_query *query;
	const nx_lexicon *lexicon;
	bool for_rank, excluded;
	nx_status status;
	nx_error *err;
} maker;

void match_plan_release(match_plan *plan)
{
	nx_buf_release(&plan->sql);
	free(plan->phrases);
	free(plan->group);
	*plan = (match_plan){ .sql = NX_BUF_INIT };
}

static void add_phrase(maker *m, phrase_role role)
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

/* A string of FTS5's language; folded words hold no quotation mark. */
static void write_phrase(
	maker *m, char mark, const nx_term *terms, size_t count, bool stem, phrase_role role)
{
	nx_buf *sql = &m->plan->sql;
	size_t i;

	nx_buf_addf(sql, "\"%c", mark);
	for (i = 0; i < count; i++) {
		if (i)
			nx_buf_addc(sql, ' ');
		nx_buf_add(sql, stem ? terms[i].stem : terms[i].fold);
	}
	nx_buf_addc(sql, '"');
	add_phrase(m, role);
}

static bool is_own_stem(nx_str word)
{
	char out[NX_TOKEN_MAX + 8];

	return word.n <= NX_TOKEN_MAX && nx_stem(out, word) == word.n;
}

static void write_word(maker *m, const nx_node *node)
{
	const nx_term *term = node->terms;
	nx_buf *sql = &m->plan->sql;
	bool inflected = !nx_str_eq(term->fold, term->stem);
	bool arabic =
		(unsigned char)term->fold.p[0] >= 0xD8 && (unsigned char)term->fold.p[0] <= 0xDB;

	if (!arabic) {
		write_phrase(m, MARK_PLAIN, term, 1, false, PHRASE_BOTH);
		return;
	}
	nx_buf_addc(sql, '(');
	write_phrase(m, MARK_STEM, term, 1, true, PHRASE_STEM);
	if (is_own_stem(term->stem)) {
		nx_buf_adds(sql, " OR ");
		write_phrase(m, MARK_PLAIN, term, 1, true, inflected ? PHRASE_STEM : PHRASE_BOTH);
	}
	if (inflected && m->for_rank && !m->excluded) {
		nx_buf_adds(sql, " OR ");
		write_phrase(m, MARK_PLAIN, term, 1, false, PHRASE_EXACT);
	}
	nx_buf_addc(sql, ')');
}

static void write_sequence(maker *m, const nx_node *node)
{
	nx_buf *sql = &m->plan->sql, first = NX_BUF_INIT;
	size_t i, j;

	nx_buf_addc(sql, '(');
	write_phrase(m, MARK_PLAIN, node->terms, node->term_count, false, PHRASE_BOTH);
	for (i = 0; i < NX_PARTICLES && node->term_count > 1; i++) {
		nx_particle_join(&first, i, node->terms[0].fold);
		nx_buf_addf(sql, " OR \"%c%.*s", MARK_PLAIN, NX_FMT(nx_buf_str(&first)));
		for (j = 1; j < node->term_count; j++)
			nx_buf_addf(sql, " %.*s", NX_FMT(node->terms[j].fold));
		nx_buf_addc(sql, '"');
		add_phrase(m, PHRASE_STEM);
	}
	nx_buf_addc(sql, ')');
	sql->failed |= first.failed;
	nx_buf_release(&first);
}

static void add_group(maker *m, const nx_node *node, size_t start)
{
	match_plan *plan = m->plan;
	match_group *group = nx_vec_room(
		plan->group, (size_t)plan->groups, &plan->group_cap, sizeof *group);

	if (!group) {
		m->status = nx_fail(m->err, NX_ERR_NOMEM, "out of memory");
		return;
	}
	plan->group = group;
	group[plan->groups++] = (match_group){ node, start, plan->sql.n };
	plan->ranks = true;
}

static void write_words(maker *m, const nx_node *node)
{
	size_t start = m->plan->sql.n;

	if (node->in_title)
		nx_buf_adds(&m->plan->sql, "({title} : ");
	if (node->kind == NX_NODE_WORD && node->term_count == 1)
		write_word(m, node);
	else
		write_sequence(m, node);
	if (node->in_title)
		nx_buf_addc(&m->plan->sql, ')');
	if (!m->excluded)
		add_group(m, node, start);
}

static int64_t entity_id(maker *m, const nx_entity *entity)
{
	sqlite3_stmt *stmt = store_stmt(m->store, ST_ENTITY_FIND, m->err);
	int64_t id = 0;

	if (!stmt) {
		m->status = NX_ERR_DB;
		return 0;
	}
	store_bind(stmt, 1, nx_str_from(nx_entity_kind_name(entity->kind)));
	store_bind(stmt, 2, entity->name);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		id = sqlite3_column_int64(stmt, 0);
	sqlite3_reset(stmt);
	return id;
}

static void write_key(maker *m, nx_str key)
{
	nx_buf_addc(&m->plan->sql, '"');
	nx_buf_add(&m->plan->sql, key);
	nx_buf_addc(&m->plan->sql, '"');
	add_phrase(m, PHRASE_FILTER);
}

static void write_entity(maker *m, const nx_node *node)
{
	const nx_entity *entity = m->lexicon ? nx_lexicon_find(m->lexicon, node->text) : NULL;
	nx_buf key = NX_BUF_INIT;

	if (!entity) {
		/* Whoever asks for a name that newsidx does not know still wants the
		 * articles that have it. */
		nx_buf_addf(&m->query->notes,
			"no name known as \"%.*s\"; its words are searched for instead\n",
			NX_FMT(node->text));
		write_words(m, node);
		return;
	}
	key_of_entity(&key, entity_id(m, entity));
	write_key(m, nx_buf_str(&key));
	nx_buf_release(&key);
}

static void write_name(maker *m, char field, nx_str name)
{
	nx_buf key = NX_BUF_INIT;

	key_of_name(&key, field, name);
	write_key(m, nx_buf_str(&key));
	nx_buf_release(&key);
}

/* The days [first, last] as keys: whole years and months by prefix, which also finds
 * texts that name just the year or month. */
static void write_days(maker *m, int32_t first, int32_t last)
{
	nx_buf *sql = &m->plan->sql;
	const char *join = "(";
	int32_t next;

	for (; first <= last; first = next) {
		int year, month, day;
		int32_t year_end, month_end;

		nx_day_split(first, &year, &month, &day);
		year_end = nx_day_number(year, 12, 31);
		month_end = month == 12 ? year_end : nx_day_number(year, month + 1, 1) - 1;
		nx_buf_addf(sql, "%s\"%cd%04d", join, MARK_KEY, year);
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
		add_phrase(m, PHRASE_FILTER);
		join = " OR ";
	}
	nx_buf_addc(sql, ')');
}

static void write_node(maker *m, const nx_node *node);

/* The children joined by `op`, those that `negative` selects; returns how many. */
static size_t write_children(maker *m, const nx_node *node, const char *op, bool negative)
{
	size_t i, count = 0;

	for (i = 0; i < node->child_count; i++) {
		const nx_node *child = node->children[i];

		if ((child->kind == NX_NODE_NOT) != negative)
			continue;
		if (count++)
			nx_buf_adds(&m->plan->sql, op);
		write_node(m, negative ? child->children[0] : child);
	}
	return count;
}

/* FTS5 knows only "this, but not that". */
static void write_and(maker *m, const nx_node *node)
{
	nx_buf *sql = &m->plan->sql;
	size_t i, excluded = 0;

	for (i = 0; i < node->child_count; i++)
		excluded += node->children[i]->kind == NX_NODE_NOT;
	if (excluded)
		nx_buf_addc(sql, '(');
	nx_buf_addc(sql, '(');
	if (excluded == node->child_count)
		write_key(m, NX_STR(KEY_ALL));
	else
		write_children(m, node, " AND ", false);
	nx_buf_addc(sql, ')');
	if (!excluded)
		return;
	nx_buf_adds(sql, " NOT (");
	m->excluded = true;
	write_children(m, node, " OR ", true);
	m->excluded = false;
	nx_buf_adds(sql, "))");
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
		nx_buf_addc(&m->plan->sql, '(');
		write_children(m, node, " OR ", false);
		nx_buf_addc(&m->plan->sql, ')');
		break;
	case NX_NODE_NOT:
		alone.children = &child;
		write_and(m, &alone);
		break;
	case NX_NODE_WORD:
	case NX_NODE_PHRASE:
		write_words(m, node);
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
	case NX_NODE_MENTIONS:
		write_days(m, node->first_day, node->last_day);
		break;
	}
}

nx_status match_plan_make(match_plan *out, nx_store *store, nx_query *query,
	const nx_lexicon *lexicon, bool for_rank, nx_error *err)
{
	maker m = { .plan = out,
		.store = store,
		.query = query,
		.lexicon = lexicon,
		.for_rank = for_rank,
		.err = err };

	*out = (match_plan){ .sql = NX_BUF_INIT };
	if (query->root)
		write_node(&m, query->root);
	if (m.status == NX_OK)
		m.status = nx_buf_status(&out->sql, err);
	return m.status;
}
