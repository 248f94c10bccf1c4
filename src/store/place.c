#include "store/place.h"

#include "store/original.h"

/* Candidates with one docno that are compared with a record. */
#define MOST_COMPARED 16

/* What is done with one record. */
typedef struct arrival {
	file_reading *reading;
	edit *edit;
	batch_item *item;
	bool replace;
	nx_write_counts *counts;
} arrival;

/* The record takes its place in the file from whatever stood there. */
static nx_status take_place(const arrival *a, nx_error *err)
{
	file_reading *r = a->reading;
	former_row *row = former_next(&r->former, FORMER_PLACE,
		former_place_key(a->item->member, (int64_t)a->item->ordinal), NULL);
	nx_status st = file_reading_touch(r, a->edit, err);
	uint32_t *displaced;

	a->item->file_id = r->file_id;
	if (st != NX_OK || !row || row->displaced)
		return st;
	displaced =
		nx_vec_room(r->displaced, r->displaced_count, &r->displaced_cap, sizeof *displaced);
	if (!displaced)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	r->displaced = displaced;
	displaced[r->displaced_count++] = (uint32_t)(row - r->former.rows);
	row->displaced = true;
	return NX_OK;
}

static void count_undated(const arrival *a)
{
	a->counts->undated += a->item->article.date.precision == NX_PRECISION_NONE;
}

nx_status place_release(file_reading *r, edit *e, int64_t rowid, bool *dropped, nx_error *err)
{
	int64_t copy = 0;
	nx_status st = edit_pass_on(e, rowid, &copy, err);

	*dropped = st == NX_OK && !copy;
	if (st == NX_OK && copy && r)
		former_retarget(&r->former, -copy, rowid);
	return *dropped ? edit_drop_article(e, rowid, err) : st;
}

/* The record becomes the text of an article of another place, which is remembered. */
static nx_status supersede(const arrival *a, int64_t rowid, nx_error *err)
{
	record_row row = { 0 };
	int64_t copy = 0;
	nx_status st = record_read_article(&row, a->edit->store, rowid, err);

	if (st == NX_OK)
		st = edit_add_copy(a->edit, rowid, &row.facts, row.tags, &row.place, &copy, err);
	if (st == NX_OK) {
		former_retarget(&a->reading->former, rowid, -copy);
		st = edit_replace_article(a->edit, rowid, a->item, err);
	}
	a->counts->updated++;
	count_undated(a);
	record_release(&row);
	return st;
}

static nx_status join(const arrival *a, int64_t rowid, same_kind kind, nx_error *err)
{
	article_facts facts = item_facts(a->item);
	record_place place = item_place(a->item);
	int64_t copy;

	if (kind == SAME_RECORD && a->replace)
		return supersede(a, rowid, err);
	a->counts->duplicates++;
	return edit_add_copy(a->edit, rowid, &facts, a->item->tags, &place, &copy, err);
}

static nx_status update(const arrival *a, int64_t rowid, nx_error *err)
{
	a->counts->updated++;
	count_undated(a);
	return edit_replace_article(a->edit, rowid, a->item, err);
}

static nx_status changed(const arrival *a, former_row *row, bool by_docno, nx_error *err);

/* A record that the file did not have where it stands, nor under its docno. */
static nx_status arrive(const arrival *a, nx_error *err)
{
	former_row *row;
	same_kind kind;
	int64_t rowid;
	nx_status st = identity_find(a->edit, a->item, 0, true, &rowid, &kind, err);

	if (st != NX_OK)
		return st;
	if (kind == SAME_NONE) {
		a->counts->added++;
		count_undated(a);
		return edit_add_article(a->edit, a->item, err);
	}
	/* An article of this file that has not come yet: it has moved and changed. */
	row = former_next(&a->reading->former, FORMER_TARGET, (uint64_t)rowid, NULL);
	return row ? changed(a, row, false, err) : join(a, rowid, kind, err);
}

/* Is the record still the same article as the other places of `rowid`? */
static nx_status still_same(const arrival *a, int64_t rowid, bool *same, nx_error *err)
{
	const nx_article *article = &a->item->article;
	nx_store *store = a->edit->store;
	record_row row = { 0 };
	sqlite3_stmt *stmt;
	bool more;
	nx_status st = record_read_article(&row, store, rowid, err);

	*same = st == NX_OK && row.text_key == a->item->text_key;
	record_release(&row);
	/* A page that is read once more says what it said; so will those of its copies. */
	if (st == NX_OK && !*same && a->reading->page)
		st = original_of_all_copies(a->edit, rowid, same, err);
	if (st != NX_OK || *same)
		return st;
	if (!(stmt = store_stmt(store, ST_COPY_DOCNO, err)))
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, rowid);
	store_bind(stmt, 2, article->docno);
	while (!*same && (st = store_step(store, stmt, &more, err)) == NX_OK && more)
		*same = facts_same_source(article->source, store_column(stmt, 0));
	sqlite3_reset(stmt);
	return st;
}

static nx_status has_copies(edit *e, int64_t rowid, bool *has, nx_error *err)
{
	int64_t copy = 0;
	nx_status st = store_find(e->store, ST_COPY_FIRST, rowid, &copy, err);

	*has = copy != 0;
	return st;
}

/* The article of the row has another text or other facts now. */
static nx_status changed_article(const arrival *a, int64_t rowid, bool by_docno, nx_error *err)
{
	bool dropped, copies = false, same = true;
	int64_t other, copy;
	same_kind kind;
	nx_status st = identity_find(a->edit, a->item, rowid, by_docno, &other, &kind, err);

	if (st != NX_OK)
		return st;
	if (kind != SAME_NONE) { /* it has become one that is known already */
		st = place_release(a->reading, a->edit, rowid, &dropped, err);
		if (st == NX_OK && dropped)
			st = edit_lead(a->edit, rowid, other, err);
		return st == NX_OK ? join(a, other, kind, err) : st;
	}
	st = has_copies(a->edit, rowid, &copies, err);
	if (st == NX_OK && copies)
		st = still_same(a, rowid, &same, err);
	if (st != NX_OK)
		return st;
	if (same)
		return update(a, rowid, err);
	/* The other places say what they said: the article stays theirs. */
	st = edit_pass_on(a->edit, rowid, &copy, err);
	if (st == NX_OK)
		former_retarget(&a->reading->former, -copy, rowid);
	return st == NX_OK ? arrive(a, err) : st;
}

static nx_status changed(const arrival *a, former_row *row, bool by_docno, nx_error *err)
{
	int64_t target = former_target(row);
	nx_status st;

	former_see(&a->reading->former, row);
	if (target > 0)
		return changed_article(a, target, by_docno, err);
	st = edit_drop_copy(a->edit, -target, err);
	return st == NX_OK ? arrive(a, err) : st;
}

static nx_status move(const arrival *a, former_row *row, nx_error *err)
{
	int64_t target = former_target(row);
	sqlite3_stmt *stmt = store_stmt(
		a->edit->store, target < 0 ? ST_COPY_SET_PLACE : ST_ARTICLE_SET_PLACE, err);

	if (!stmt)
		return NX_ERR_DB;
	former_see(&a->reading->former, row);
	a->counts->unchanged++;
	sqlite3_bind_int64(stmt, 1, target < 0 ? -target : target);
	store_bind(stmt, 2, a->item->member);
	sqlite3_bind_int64(stmt, 3, (int64_t)a->item->ordinal);
	return store_run(a->edit->store, stmt, err);
}

static nx_status read_former(
	const arrival *a, const former_row *row, record_row *out, nx_error *err)
{
	int64_t target = former_target(row);

	return target < 0 ? record_read_copy(out, a->edit->store, -target, err)
			  : record_read_article(out, a->edit->store, target, err);
}

/* The record of before with the same docno, unless all else speaks against it. */
static nx_status by_docno(const arrival *a, former_row **found, nx_error *err)
{
	uint64_t key = former_docno_key(a->item->member, a->item->article.docno);
	article_facts facts = item_facts(a->item);
	former_row *row = NULL;
	record_row old = { 0 };
	nx_status st = NX_OK;
	int compared;

	*found = NULL;
	for (compared = 0; key && st == NX_OK && !*found && compared < MOST_COMPARED; compared++) {
		row = former_next(&a->reading->former, FORMER_DOCNO, key, row);
		if (!row)
			break;
		st = read_former(a, row, &old, err);
		if (st == NX_OK && nx_str_eq(old.facts.docno, facts.docno) &&
			facts_compare(&facts, &old.facts) != AGREE_NO)
			*found = row;
	}
	record_release(&old);
	return st == NX_ERR_NOTFOUND ? NX_OK : st;
}

/* Of a record at the same place: is it likely the same article? A series has one title,
 * and its newest part may stand where the last one stood. */
static bool is_likely(const article_facts *now, const article_facts *old)
{
	if (now->url.n && old->url.n)
		return nx_str_eq(now->url, old->url);
	if (now->docno.n && old->docno.n && !nx_str_eq(now->docno, old->docno))
		return false;
	return facts_same_title(now->title, old->title) &&
	       (!now->date.n || !old->date.n || facts_same_day(now->date, old->date));
}

/* The record of before at the same place, if it is likely to be the same article. */
static nx_status by_place(const arrival *a, former_row **found, nx_error *err)
{
	article_facts facts = item_facts(a->item);
	former_row *row = former_next(&a->reading->former, FORMER_PLACE,
		former_place_key(a->item->member, (int64_t)a->item->ordinal), NULL);
	record_row old = { 0 };
	nx_status st;

	*found = a->item->sole || (a->reading->page && a->reading->same_count) ? row : NULL;
	if (!row || *found)
		return NX_OK;
	st = read_former(a, row, &old, err);
	if (st == NX_OK && is_likely(&facts, &old.facts))
		*found = row;
	record_release(&old);
	return st == NX_ERR_NOTFOUND ? NX_OK : st;
}

/* The same record at the same place? Then there is nothing to write. */
static former_row *untouched(const arrival *a)
{
	uint64_t key = former_place_key(a->item->member, (int64_t)a->item->ordinal);
	former_row *row = former_next(&a->reading->former, FORMER_PLACE, key, NULL);

	for (; row; row = former_next(&a->reading->former, FORMER_PLACE, key, row))
		if (row->keys[FORMER_HASH] == (uint64_t)a->item->hash)
			return row;
	return NULL;
}

nx_status place_article(file_reading *r, edit *e, batch_item *item, bool replace,
	nx_write_counts *counts, nx_error *err)
{
	arrival a = { r, e, item, replace, counts };
	former_row *row, *at_place = NULL;
	nx_status st;

	if ((row = untouched(&a))) {
		former_see(&r->former, row);
		counts->unchanged++;
		return NX_OK;
	}
	row = former_next(&r->former, FORMER_HASH, (uint64_t)item->hash, NULL);
	if (row) {
		st = take_place(&a, err);
		return st == NX_OK ? move(&a, row, err) : st;
	}
	st = by_docno(&a, &row, err);
	if (st == NX_OK && !row)
		st = by_place(&a, &at_place, err);
	if (st == NX_OK)
		st = take_place(&a, err);
	if (st != NX_OK)
		return st;
	if (row)
		return changed(&a, row, false, err);
	return at_place ? changed(&a, at_place, true, err) : arrive(&a, err);
}
