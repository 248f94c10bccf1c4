/* The rows of articles: new, replaced, dropped, with their identity and their entry in
 * the full-text index. */
#include "store/edit.h"

static int32_t day_of(const nx_article *article)
{
	int32_t first = 0, last;

	if (article->date.precision != NX_PRECISION_NONE)
		nx_date_days(&article->date, &first, &last);
	return first;
}

static bool is_of_day(int64_t rowid, int64_t day)
{
	return day ? rowid_day(rowid) == day : rowid < ROWID_FIRST_DATED;
}

static nx_status give_rowid(edit *e, batch_item *item, nx_error *err)
{
	if (e->dry) {
		item->rowid = ++e->last_dry;
		return NX_OK;
	}
	return day_lengths_new_rowid(&e->lengths, day_of(&item->article), &item->rowid, err);
}

static void bind_article(sqlite3_stmt *stmt, const batch_item *item)
{
	const nx_article *a = &item->article;

	sqlite3_bind_int64(stmt, 1, item->rowid);
	sqlite3_bind_int64(stmt, 2, item->file_id);
	store_bind(stmt, 3, item->member);
	sqlite3_bind_int64(stmt, 4, (int64_t)item->ordinal);
	sqlite3_bind_int64(stmt, 5, item->hash);
	sqlite3_bind_int64(stmt, 6, item->text_key);
	store_bind(stmt, 7, a->docno);
	store_bind(stmt, 8, a->title);
	store_bind(stmt, 9, item->date);
	store_bind(stmt, 10, nx_str_from(nx_date_origin_name(a->date_origin)));
	store_bind(stmt, 11, a->source);
	store_bind(stmt, 12, a->author);
	store_bind(stmt, 13, a->section);
	store_bind(stmt, 14, item->tags);
	store_bind(stmt, 15, a->url);
	store_bind(stmt, 16, item->keys);
	store_bind(stmt, 17, a->body);
	store_bind(stmt, 18, a->alternative_title);
	store_bind(stmt, 19, a->dateline);
	store_bind(stmt, 20, a->captions);
	store_bind(stmt, 21, a->subheadings);
}

static nx_status set_identity(edit *e, enum stmt_id id, int64_t key, int64_t rowid, nx_error *err)
{
	sqlite3_stmt *stmt;

	if (!key)
		return NX_OK;
	if (!(stmt = store_stmt(e->store, id, err)))
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, key);
	sqlite3_bind_int64(stmt, 2, rowid);
	return store_run(e->store, stmt, err);
}

/* The row and its identity. `former` is the id of the article that it was, or 0. */
static nx_status insert(edit *e, batch_item *item, int64_t former, nx_error *err)
{
	sqlite3_stmt *stmt;
	nx_status st = NX_OK;

	item->keys = NX_STR("");
	if (!e->dry) {
		st = name_ids_keys(e->names, &e->keys, item->names, item->name_count,
			item->article.source, item->tags, item->text_keys, err);
		keys_add_own(&e->keys, item->rowid, item->article.author, item->article.section);
		if (st == NX_OK) {
			keys_add_words(&e->keys, item->article.alternative_title);
			keys_add_words(&e->keys, item->article.captions);
		}
		if (st == NX_OK && former)
			st = copy_add_keys(e->store, item->rowid, &e->keys, err);
		if (st == NX_OK)
			st = nx_buf_status(&e->keys, err);
		item->keys = nx_arena_str(&item->article.arena, nx_buf_str(&e->keys));
		if (st == NX_OK && item->article.arena.failed)
			st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	}
	if (st == NX_OK && !(stmt = store_stmt(e->store, ST_ARTICLE_ADD, err)))
		st = NX_ERR_DB;
	if (st == NX_OK) {
		bind_article(stmt, item);
		st = store_run(e->store, stmt, err);
	}
	if (st == NX_OK)
		st = set_identity(e, ST_IDENTITY_ADD, item->text_key, item->rowid, err);
	if (st == NX_OK)
		st = set_identity(e, ST_IDENTITY_ADD, item->docno_key, item->rowid, err);
	if (st == NX_OK && !e->dry)
		st = day_lengths_set(&e->lengths, item->rowid, item->tokens, err);
	return st;
}

nx_status edit_add_article(edit *e, batch_item *item, nx_error *err)
{
	nx_status st = give_rowid(e, item, err);

	if (st == NX_OK)
		st = insert(e, item, 0, err);
	return st == NX_OK && !e->dry ? fts_changes_add(&e->fts, item, err) : st;
}

/* Nothing leads to the article any more. */
static nx_status forget(edit *e, int64_t rowid, nx_error *err)
{
	record_row row = { 0 };
	nx_status st = record_read_article(&row, e->store, rowid, err);

	if (st == NX_OK)
		st = set_identity(e, ST_IDENTITY_DROP, row.text_key, rowid, err);
	if (st == NX_OK)
		st = set_identity(e, ST_IDENTITY_DROP,
			same_docno_key(row.facts.docno, row.facts.source), rowid, err);
	record_release(&row);
	return st == NX_ERR_NOTFOUND ? nx_fail(err, NX_ERR_DB,
					       "%s: an article is missing; run"
					       " newsidx check",
					       e->store->path)
				     : st;
}

nx_status edit_drop_article(edit *e, int64_t rowid, nx_error *err)
{
	nx_status st = forget(e, rowid, err);

	if (st != NX_OK)
		return st;
	if (e->dry)
		return store_run_id(e->store, ST_ARTICLE_DROP, rowid, err);
	return fts_changes_drop(&e->fts, rowid, err);
}

nx_status edit_lead(edit *e, int64_t from, int64_t to, nx_error *err)
{
	nx_status st;

	if (e->dry)
		return NX_OK;
	st = store_run_pair(e->store, ST_TOLD_MOVE, from, to, err);
	return st == NX_OK ? store_run_pair(e->store, ST_MOVED_ADD, from, to, err) : st;
}

/* Under the same id: the row changes while the index still has what it said. */
static nx_status replace_in_place(edit *e, batch_item *item, nx_error *err)
{
	nx_status st = forget(e, item->rowid, err);

	if (st == NX_OK && !e->dry)
		st = fts_changes_replace(&e->fts, item, err);
	if (st == NX_OK)
		st = store_run_id(e->store, ST_ARTICLE_DROP, item->rowid, err);
	return st == NX_OK ? insert(e, item, item->rowid, err) : st;
}

nx_status edit_replace_article(edit *e, int64_t rowid, batch_item *item, nx_error *err)
{
	nx_status st;

	if (e->dry || is_of_day(rowid, day_of(&item->article))) {
		item->rowid = rowid;
		return replace_in_place(e, item, err);
	}
	st = edit_drop_article(e, rowid, err);
	if (st == NX_OK)
		st = give_rowid(e, item, err);
	if (st == NX_OK)
		st = store_run_pair(e->store, ST_COPIES_MOVE, rowid, item->rowid, err);
	if (st == NX_OK)
		st = insert(e, item, rowid, err);
	if (st == NX_OK)
		st = fts_changes_add(&e->fts, item, err);
	return st == NX_OK ? edit_lead(e, rowid, item->rowid, err) : st;
}
