/* Articles of one story: what is told of them, and how they are found. */
#include <stdio.h>
#include <stdlib.h>

#include "store/alike.h"
#include "store/hit.h"

/* Articles that one key may lead to, and those that are read. A shingle of more is a
 * phrase that everybody uses. */
#define MOST_OF_KEY 1000
#define MOST_READ 300

const char *nx_likeness_name(nx_likeness likeness)
{
	switch (likeness) {
	case NX_LIKE_COPY:
		return "copy";
	case NX_LIKE_STORY:
		return "same story";
	case NX_LIKE_PART:
		return "part";
	case NX_LIKE_RELATED:
		return "related";
	case NX_LIKE_NONE:
		break;
	}
	return NULL;
}

nx_status story_describe(
	nx_store *store, const story_member *member, nx_member *out, nx_arena *arena, nx_error *err)
{
	sqlite3_stmt *row = store_stmt(store, ST_ARTICLE_FACTS, err);
	nx_status st = NX_OK;
	int rc;

	if (!row)
		return NX_ERR_DB;
	*out = (nx_member){ .likeness = member->degree.kind, .score = member->degree.score };
	nx_id_format(out->id, member->rowid);
	sqlite3_bind_int64(row, 1, member->rowid);
	rc = sqlite3_step(row);
	if (rc == SQLITE_ROW) {
		out->docno = nx_arena_str(arena, store_column(row, 0));
		out->source = nx_arena_str(arena, store_column(row, 1));
		out->title = nx_arena_str(arena, store_column(row, 2));
		out->date = nx_arena_str(arena, store_column(row, 4));
		st = arena->failed ? nx_fail(err, NX_ERR_NOMEM, "out of memory") : NX_OK;
	} else {
		st = rc == SQLITE_DONE ? NX_ERR_NOTFOUND : store_fail(store, err);
	}
	sqlite3_reset(row);
	return st;
}

/* ISO 8601 sorts as text. What is known less exactly comes behind all that it may be, and
 * no date behind every date. */
bool story_is_earlier(const nx_member *a, const nx_member *b)
{
	size_t n = a->date.n < b->date.n ? a->date.n : b->date.n;
	int order = nx_str_cmp(nx_str_slice(a->date, 0, n), nx_str_slice(b->date, 0, n));

	return order ? order < 0 : a->date.n > b->date.n;
}

size_t story_first(const nx_member *members, size_t count)
{
	size_t first = 0, i;

	for (i = 1; i < count; i++)
		if (story_is_earlier(&members[i], &members[first]))
			first = i;
	return first;
}

typedef struct candidate_list {
	struct candidate {
		int64_t rowid;
		size_t shared; /* keys */
	} * items;
	size_t count, cap;
} candidate_list;

static int by_rowid(const void *a, const void *b)
{
	int64_t x = ((const struct candidate *)a)->rowid, y = ((const struct candidate *)b)->rowid;

	return (x > y) - (x < y);
}

static int most_first(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	return x->shared != y->shared ? (x->shared < y->shared ? 1 : -1) : by_rowid(a, b);
}

static nx_status add_articles_of(candidate_list *list, nx_store *store, nx_str key, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_FTS_OF_KEY, err);
	struct candidate *items;
	char quoted[16];
	nx_status st = NX_OK;
	int rc = SQLITE_DONE;

	if (!stmt)
		return NX_ERR_DB;
	snprintf(quoted, sizeof quoted, "\"%.*s\"", NX_FMT(key));
	store_bind(stmt, 1, nx_str_from(quoted));
	sqlite3_bind_int(stmt, 2, MOST_OF_KEY);
	while (st == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		items = nx_vec_room(list->items, list->count, &list->cap, sizeof *items);
		if (!items) {
			st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
			break;
		}
		list->items = items;
		items[list->count++] = (struct candidate){ sqlite3_column_int64(stmt, 0), 1 };
	}
	if (st == NX_OK && rc != SQLITE_DONE)
		st = store_fail(store, err);
	sqlite3_reset(stmt);
	return st;
}

/* Those that share most keys first. */
static void count_shared(candidate_list *list)
{
	size_t i, kept = 0;

	if (list->count == 0)
		return;
	qsort(list->items, list->count, sizeof *list->items, by_rowid);
	for (i = 0; i < list->count; i++) {
		if (kept && list->items[kept - 1].rowid == list->items[i].rowid)
			list->items[kept - 1].shared++;
		else
			list->items[kept++] = list->items[i];
	}
	list->count = kept;
	qsort(list->items, list->count, sizeof *list->items, most_first);
}

typedef struct member_list {
	story_member *items;
	size_t count, cap;
} member_list;

static nx_status add_member(member_list *list, story_member member, nx_error *err)
{
	story_member *items = nx_vec_room(list->items, list->count, &list->cap, sizeof *items);

	if (!items)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	list->items = items;
	items[list->count++] = member;
	return NX_OK;
}

static int nearest_first(const void *a, const void *b)
{
	const story_member *x = a, *y = b;

	if (x->degree.kind != y->degree.kind)
		return (int)x->degree.kind - (int)y->degree.kind;
	if (x->degree.score != y->degree.score)
		return x->degree.score < y->degree.score ? 1 : -1;
	return (x->rowid > y->rowid) - (x->rowid < y->rowid);
}

/* The articles that share shingles with the text. */
static nx_status find_alike(
	nx_store *store, const alike_text *text, nx_str keys, member_list *out, nx_error *err)
{
	candidate_list list = { 0 };
	alike_text other = { 0 };
	nx_status st = NX_OK;
	nx_str key;
	size_t i;

	while (st == NX_OK && nx_str_split(&keys, ' ', &key))
		if (key.n)
			st = add_articles_of(&list, store, key, err);
	count_shared(&list);
	for (i = 0; st == NX_OK && i < list.count && i < MOST_READ; i++) {
		story_member member = { .rowid = list.items[i].rowid };

		if (member.rowid == text->rowid)
			continue;
		st = alike_read(&other, store, member.rowid, err);
		if (st == NX_OK) {
			member.degree = alike_compare(text, &other);
			if (member.degree.kind != NX_LIKE_NONE)
				st = add_member(out, member, err);
		} else if (st == NX_ERR_NOTFOUND) {
			st = NX_OK;
		}
	}
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, nearest_first);
	alike_release(&other);
	free(list.items);
	return st;
}

static nx_status add_related(
	nx_store *store, int64_t rowid, size_t limit, member_list *out, nx_error *err)
{
	size_t near = out->count, i, k;
	related_list related = { 0 };
	nx_status st = related_find(store, rowid, (int64_t)near, limit, &related, err);

	for (i = 0; st == NX_OK && i < related.count && out->count < limit; i++) {
		for (k = 0; k < near && out->items[k].rowid != related.items[i].rowid; k++)
			;
		if (k == near)
			st = add_member(out,
				(story_member){ related.items[i].rowid,
					{ .kind = NX_LIKE_RELATED,
						.score = related.items[i].score } },
				err);
	}
	free(related.items);
	return st;
}

typedef struct telling {
	nx_hit_fn fn;
	void *ctx;
	alike_degree degree;
} telling;

static nx_status tell(void *ctx, const nx_hit *hit, nx_error *err)
{
	telling *t = ctx;
	nx_hit told = *hit;

	told.likeness = t->degree.kind;
	told.score = t->degree.score;
	return t->fn(t->ctx, &told, err);
}

nx_status nx_store_similar(
	nx_store *store, nx_str id, size_t limit, nx_hit_fn fn, void *ctx, nx_error *err)
{
	nx_search_options options = { .with_text = true };
	telling t = { .fn = fn, .ctx = ctx };
	alike_text text = { 0 };
	member_list list = { 0 };
	nx_buf keys = NX_BUF_INIT;
	int64_t rowid = 0;
	char name[NX_ID_MAX];
	nx_status st = store_resolve(store, id, &rowid, err);

	if (st != NX_OK)
		return st;
	nx_id_format(name, rowid);
	st = alike_read(&text, store, rowid, err);
	if (st == NX_ERR_NOTFOUND)
		st = nx_fail(err, st, "no article %s", name);
	else if (st == NX_OK && text.shingles.words == 0)
		st = nx_fail(err, NX_ERR_NOTFOUND, "%s: the article has no text", name);
	if (st == NX_OK) {
		shingle_keys_of(&keys, &text.shingles);
		st = nx_buf_status(&keys, err);
	}
	if (st == NX_OK)
		st = find_alike(store, &text, nx_buf_str(&keys), &list, err);
	if (st == NX_OK && list.count < limit)
		st = add_related(store, rowid, limit, &list, err);
	for (size_t i = 0; st == NX_OK && i < list.count && i < limit; i++) {
		t.degree = list.items[i].degree;
		st = hit_give(
			store, NULL, NULL, &options, list.items[i].rowid, 0, i + 1, tell, &t, err);
	}
	alike_release(&text);
	free(list.items);
	nx_buf_release(&keys);
	return st;
}
