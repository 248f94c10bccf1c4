/* The questions that the user has saved. */
#include "newsidx/saved.h"

#include <stdlib.h>

#include "newsidx/fold.h"
#include "newsidx/utf8.h"
#include "store/news.h"

enum { COL_ID, COL_QUERY, COL_FILTERS, COL_ANY, COL_NAME, COL_SAVED, COL_ALERTED };

static nx_saved read_saved(sqlite3_stmt *row, nx_arena *arena)
{
	return (nx_saved){ sqlite3_column_int64(row, COL_ID),
		nx_arena_str(arena, store_column(row, COL_QUERY)),
		nx_arena_str(arena, store_column(row, COL_FILTERS)),
		sqlite3_column_int(row, COL_ANY) ? NX_MATCH_ANY : NX_MATCH_ALL };
}

static nx_status no_memory(nx_error *err)
{
	return nx_fail(err, NX_ERR_NOMEM, "out of memory");
}

nx_status nx_store_saved(
	void *store, nx_str name, nx_arena *arena, nx_saved *out, bool *found, nx_error *err)
{
	sqlite3_stmt *row = store_stmt(store, ST_QUESTION_FIND, err);
	nx_buf key = NX_BUF_INIT;
	nx_status st;

	*found = false;
	if (!row)
		return NX_ERR_DB;
	nx_fold(&key, name);
	st = nx_buf_status(&key, err);
	store_bind(row, 1, nx_buf_str(&key));
	if (st == NX_OK)
		st = store_step(store, row, found, err);
	if (*found) {
		*out = read_saved(row, arena);
		st = arena->failed ? no_memory(err) : NX_OK;
	}
	sqlite3_reset(row);
	nx_buf_release(&key);
	return st;
}

/* A name that could stand there instead: what no name has becomes a line below. */
static void add_likely(nx_buf *out, nx_str name)
{
	nx_buf fold = NX_BUF_INIT;
	size_t i;

	nx_fold(&fold, name);
	for (i = 0; i < fold.n; i++)
		nx_buf_addc(out, fold.p[i] == ' ' ? '_' : fold.p[i]);
	out->failed |= fold.failed;
	nx_buf_release(&fold);
}

/* `all` stands for all questions where one is named. */
static nx_status check_name(nx_str name, nx_error *err)
{
	nx_buf likely = NX_BUF_INIT;
	nx_status st = NX_OK;

	if (!name.n)
		return nx_fail(err, NX_ERR_USAGE,
			"the name of a question is empty; give it one word, like ceasefire or هدنة");
	if (nx_utf8_length(name) > NX_QUESTION_NAME_MAX)
		return nx_fail(err, NX_ERR_USAGE,
			"the name of a question is longer than %d characters; give it a shorter one",
			NX_QUESTION_NAME_MAX);
	if (nx_str_eq(name, NX_STR("all")))
		return nx_fail(err, NX_ERR_USAGE,
			"\"all\" stands for all questions; give this one another name");
	if (nx_query_is_name(name) && nx_utf8_valid(name) == name.n)
		return NX_OK;
	add_likely(&likely, name);
	st = nx_fail(err, NX_ERR_USAGE,
		"a question cannot be named so: a name is one word without spaces, quotation marks, "
		"brackets and control characters%s%.*s",
		likely.n ? nx_message(", like ") : "", NX_FMT(nx_buf_str(&likely)));
	nx_buf_release(&likely);
	return st;
}

static bool is_same(const nx_saved *a, const nx_saved *b)
{
	return a->match == b->match && nx_str_eq(a->query, b->query) &&
	       nx_str_eq(a->filters, b->filters);
}

static nx_status write_question(
	nx_store *store, nx_str name, const nx_saved *asks, int64_t *id, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_QUESTION_SET, err);
	nx_buf key = NX_BUF_INIT;
	nx_status st;

	if (!stmt)
		return NX_ERR_DB;
	nx_fold(&key, name);
	store_bind(stmt, 1, nx_buf_str(&key));
	store_bind(stmt, 2, name);
	store_bind(stmt, 3, asks->query.p ? asks->query : NX_STR(""));
	store_bind(stmt, 4, asks->filters.p ? asks->filters : NX_STR(""));
	sqlite3_bind_int(stmt, 5, asks->match == NX_MATCH_ANY);
	st = nx_buf_status(&key, err);
	if (st == NX_OK)
		st = store_run(store, stmt, err);
	*id = sqlite3_last_insert_rowid(store->db);
	nx_buf_release(&key);
	return st;
}

static nx_status drop_question(nx_store *store, int64_t id, nx_error *err)
{
	nx_status st = store_run_id(store, ST_QUESTION_DROP, id, err);

	return st == NX_OK ? store_run_id(store, ST_TOLD_DROP_QUESTION, id, err) : st;
}

nx_status nx_question_save(nx_store *store, nx_str name, const nx_saved *asks, bool replace,
	nx_query *query, const nx_lexicon *lexicon, nx_saving *how, int64_t *matches, nx_error *err)
{
	nx_saved before = { 0 }, now = *asks;
	bool known = false;
	nx_status st = check_name(name, err);

	*how = NX_SAVING_NEW;
	*matches = 0;
	if (st == NX_OK)
		st = store_exec(store, "BEGIN IMMEDIATE", err);
	if (st == NX_OK)
		st = nx_store_saved(store, name, &query->arena, &before, &known, err);
	if (st == NX_OK && known && is_same(&before, asks)) {
		*how = NX_SAVING_KNOWN;
		return store_end(store, NX_OK, err);
	}
	if (st == NX_OK && known && !replace)
		st = nx_fail(err, NX_ERR_USAGE,
			"there is a question \"%.*s\" already, which asks %.*s; --replace puts this one "
			"in its place",
			NX_FMT(name), NX_FMT(before.query.n ? before.query : before.filters));
	if (st == NX_OK && known)
		st = drop_question(store, before.id, err);
	/* It is there when it is parsed: so what asks for itself is found out. */
	if (st == NX_OK)
		st = write_question(store, name, asks, &now.id, err);
	if (st == NX_OK)
		st = nx_query_parse_saved(query, &now, err);
	if (st == NX_OK)
		st = news_know(store, now.id, query, lexicon, matches, err);
	if (st == NX_OK)
		st = news_trim(store, err);
	if (known)
		*how = NX_SAVING_REPLACED;
	return store_end(store, st, err);
}

nx_status nx_question_remove(nx_store *store, nx_str name, nx_error *err)
{
	nx_arena arena = NX_ARENA_INIT;
	nx_saved saved;
	bool found = false;
	nx_status st = store_exec(store, "BEGIN IMMEDIATE", err);

	if (st == NX_OK)
		st = nx_store_saved(store, name, &arena, &saved, &found, err);
	if (st == NX_OK && !found)
		st = nx_fail(err, NX_ERR_NOTFOUND,
			"there is no saved question \"%.*s\"; newsidx saved lists them",
			NX_FMT(name));
	if (st == NX_OK)
		st = drop_question(store, saved.id, err);
	if (st == NX_OK)
		st = news_trim(store, err);
	nx_arena_release(&arena);
	return store_end(store, st, err);
}

nx_status nx_questions_read(nx_questions *out, nx_store *store, nx_error *err)
{
	sqlite3_stmt *row;
	nx_status st = NX_OK;
	bool more;

	*out = (nx_questions){ .arena = NX_ARENA_INIT };
	if (!(row = store_stmt(store, ST_QUESTION_LIST, err)))
		return NX_ERR_DB;
	while (st == NX_OK && (st = store_step(store, row, &more, err)) == NX_OK && more) {
		nx_question *items = nx_vec_room(out->items, out->count, &out->cap, sizeof *items);

		if (!items) {
			st = no_memory(err);
			break;
		}
		out->items = items;
		items[out->count++] = (nx_question){ read_saved(row, &out->arena),
			nx_arena_str(&out->arena, store_column(row, COL_NAME)),
			nx_arena_str(&out->arena, store_column(row, COL_SAVED)),
			nx_arena_str(&out->arena, store_column(row, COL_ALERTED)) };
	}
	sqlite3_reset(row);
	return st == NX_OK && out->arena.failed ? no_memory(err) : st;
}

void nx_questions_release(nx_questions *questions)
{
	nx_arena_release(&questions->arena);
	free(questions->items);
	*questions = (nx_questions){ .arena = NX_ARENA_INIT };
}
