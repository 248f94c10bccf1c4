/* Names, sources and days in FTS5's language: keys of articles. */
#include "store/match.h"

nx_status entity_find(nx_store *store, const nx_entity *entity, int64_t *id, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_ENTITY_FIND, err);
	nx_status st;
	bool row;

	*id = 0;
	if (!stmt)
		return NX_ERR_DB;
	store_bind(stmt, 1, nx_str_from(nx_entity_kind_name(entity->kind)));
	store_bind(stmt, 2, entity->name);
	store_bind(stmt, 3, entity->key);
	st = store_step(store, stmt, &row, err);
	if (row)
		*id = sqlite3_column_int64(stmt, 0);
	sqlite3_reset(stmt);
	return st;
}

void match_key(maker *m, nx_str key)
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
		match_key(m, key);
		join = " OR ";
	}
	nx_buf_addc(&m->plan->sql, ')');
}

void match_entity(maker *m, const nx_node *node)
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
		match_key(m, NX_STR(KEY_NONE));
	} else {
		write_keys(m, nx_buf_str(&keys));
	}
	nx_buf_release(&keys);
}

void match_name(maker *m, char field, nx_str name)
{
	nx_buf key = NX_BUF_INIT;

	key_of_name(&key, field, name);
	match_key(m, nx_buf_str(&key));
	nx_buf_release(&key);
}

/* All words of the author's name that the query has. */
void match_author(maker *m, const nx_node *node)
{
	size_t i;

	nx_buf_addc(&m->plan->sql, '(');
	for (i = 0; i < node->term_count; i++) {
		if (i)
			nx_buf_adds(&m->plan->sql, " AND ");
		match_name(m, 'a', node->terms[i].fold);
	}
	nx_buf_addc(&m->plan->sql, ')');
}

/* The days [first, last] as keys of the field: whole years and months by prefix, which
 * for mentions also finds texts that name just the year or month. */
void match_days(maker *m, char field, int32_t first, int32_t last)
{
	nx_buf *sql = &m->plan->sql;
	const char *join = "(";
	int32_t next;

	if (first > last) {
		match_key(m, NX_STR(KEY_NONE));
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
void match_published(maker *m, const nx_node *node)
{
	sqlite3_stmt *stmt = store_stmt(m->store, ST_DATED_RANGE, m->err);
	int32_t first = node->first_day, last = node->last_day;
	bool row;

	if (!stmt) {
		m->status = NX_ERR_DB;
		return;
	}
	sqlite3_bind_int64(stmt, 1, ROWID_FIRST_DATED);
	m->status = store_step(m->store, stmt, &row, m->err);
	if (row) {
		int32_t low = year_begin(rowid_day(sqlite3_column_int64(stmt, 0)), 0),
			high = year_begin(rowid_day(sqlite3_column_int64(stmt, 1)), 1) - 1;

		first = first < low ? low : first;
		last = last > high ? high : last;
	}
	sqlite3_reset(stmt);
	match_days(m, 'p', first, last);
}
