#include "store/hit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void nx_id_format(char out[NX_ID_MAX], int64_t rowid)
{
	int year, month, day;

	if (rowid < ROWID_FIRST_DATED) {
		snprintf(out, NX_ID_MAX, "undated-%lld", (long long)rowid);
		return;
	}
	nx_day_split((int32_t)rowid_day(rowid), &year, &month, &day);
	snprintf(out, NX_ID_MAX, "%04d%02d%02d-%lld", year, month, day,
		(long long)(rowid & ROWID_SEQ_MAX));
}

/* A positive number of up to 18 ASCII digits, or -1. */
static int64_t parse_digits(nx_str s)
{
	int64_t value = 0;
	size_t i;

	if (s.n == 0 || s.n > 18)
		return -1;
	for (i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return -1;
		value = value * 10 + (s.p[i] - '0');
	}
	return value;
}

nx_status nx_id_parse(int64_t *rowid, nx_str id, nx_error *err)
{
	nx_str undated = NX_STR("undated-");
	int64_t day, seq;

	id = nx_str_trim(id);
	if (nx_str_starts(id, undated)) {
		*rowid = parse_digits(nx_str_slice(id, undated.n, id.n));
		if (*rowid > 0 && *rowid < ROWID_FIRST_DATED)
			return NX_OK;
	} else if (id.n > 9 && id.p[8] == '-') {
		day = parse_digits(nx_str_slice(id, 0, 8));
		seq = parse_digits(nx_str_slice(id, 9, id.n));
		if (day > 0 && seq > 0 && seq <= ROWID_SEQ_MAX &&
			nx_date_valid(
				(int)(day / 10000), (int)(day / 100 % 100), (int)(day % 100))) {
			*rowid = rowid_make(nx_day_number((int)(day / 10000),
						    (int)(day / 100 % 100), (int)(day % 100)),
				seq);
			return NX_OK;
		}
	}
	return nx_fail(err, NX_ERR_USAGE,
		"\"%.*s\" is not an id; ids look like 20201027-3 or undated-7", NX_FMT(id));
}

enum {
	COL_DOCNO,
	COL_TITLE,
	COL_DATE,
	COL_ORIGIN,
	COL_SOURCE,
	COL_AUTHOR,
	COL_SECTION,
	COL_TAGS,
	COL_URL,
	COL_PATH,
	COL_MEMBER,
	COL_ALTERNATIVE_TITLE,
	COL_DATELINE,
	COL_CAPTIONS,
	COL_SUBHEADINGS,
	COL_BODY
};

static void read_fields(nx_hit *hit, sqlite3_stmt *stmt, bool with_text)
{
	hit->docno = store_column(stmt, COL_DOCNO);
	if (!with_text)
		return;
	hit->title = store_column(stmt, COL_TITLE);
	hit->date = store_column(stmt, COL_DATE);
	hit->date_origin = store_column(stmt, COL_ORIGIN);
	hit->source = store_column(stmt, COL_SOURCE);
	hit->author = store_column(stmt, COL_AUTHOR);
	hit->section = store_column(stmt, COL_SECTION);
	hit->tags = store_column(stmt, COL_TAGS);
	hit->url = store_column(stmt, COL_URL);
	hit->path = store_column(stmt, COL_PATH);
	hit->member = store_column(stmt, COL_MEMBER);
	if (!hit->member.n)
		hit->member = NX_STR_NULL;
	hit->alternative_title = store_column(stmt, COL_ALTERNATIVE_TITLE);
	hit->dateline = store_column(stmt, COL_DATELINE);
	hit->captions = store_column(stmt, COL_CAPTIONS);
	hit->subheadings = store_column(stmt, COL_SUBHEADINGS);
	hit->body = store_column(stmt, COL_BODY);
}

/* Choose the passage and move the marks to count from its first byte. */
static nx_status add_snippet(nx_hit *hit, nx_spans *body, nx_spans *title, const nx_query *query,
	const nx_lexicon *lexicon, size_t width, nx_error *err)
{
	nx_status st = NX_OK;
	size_t i, kept = 0, start;

	if (hit->title.p)
		st = nx_highlight(title, query, lexicon, hit->title, true, err);
	if (st == NX_OK && hit->body.p)
		st = nx_highlight(body, query, lexicon, hit->body, false, err);
	if (st != NX_OK)
		return st;
	hit->title_marks = title->items;
	hit->title_mark_count = title->count;
	if (!hit->body.p)
		return NX_OK;
	if (width == NX_PASSAGE_WHOLE)
		hit->snippet = hit->body;
	else
		hit->snippet = nx_snippet(hit->body, body, width, &hit->cut_start, &hit->cut_end);
	start = (size_t)(hit->snippet.p - hit->body.p);
	for (i = 0; i < body->count; i++) {
		nx_span span = body->items[i];

		if (span.start >= start && span.end <= start + hit->snippet.n)
			body->items[kept++] = (nx_span){ span.start - start, span.end - start,
				span.node, span.weight };
	}
	hit->marks = body->items;
	hit->mark_count = kept;
	return NX_OK;
}

nx_status hit_give(nx_store *store, const nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *options, int64_t rowid, double score, size_t rank, nx_hit_fn fn,
	void *ctx, nx_error *err)
{
	sqlite3_stmt *stmt = store_stmt(store, ST_ARTICLE_GET, err);
	nx_hit hit = { .rank = rank, .score = score, .snippet = NX_STR_NULL };
	nx_spans body = NX_SPANS_INIT, title = NX_SPANS_INIT;
	nx_arena arena = NX_ARENA_INIT;
	nx_status st = NX_OK;
	int rc;

	if (!stmt)
		return NX_ERR_DB;
	nx_id_format(hit.id, rowid);
	sqlite3_bind_int64(stmt, 1, rowid);
	rc = sqlite3_step(stmt);
	if (rc == SQLITE_DONE)
		st = nx_fail(err, NX_ERR_NOTFOUND, "no article %s", hit.id);
	else if (rc != SQLITE_ROW)
		st = store_fail(store, err);
	if (st == NX_OK) {
		read_fields(&hit, stmt, options->with_text);
		st = copies_of_hit(store, rowid, options->with_text, &hit, &arena, err);
		if (st == NX_OK && options->with_match && query)
			st = match_tier(store, query, lexicon, rowid, &hit.match, err);
		if (st == NX_OK && options->snippet_width)
			st = add_snippet(
				&hit, &body, &title, query, lexicon, options->snippet_width, err);
	}
	if (st == NX_OK)
		st = fn(ctx, &hit, err);
	sqlite3_reset(stmt);
	nx_spans_release(&body);
	nx_spans_release(&title);
	nx_arena_release(&arena);
	return st;
}

nx_status store_resolve(nx_store *store, nx_str id, int64_t *rowid, nx_error *err)
{
	int64_t step;
	nx_status st = nx_id_parse(rowid, id, err);

	if (st != NX_OK)
		return st;
	/* An article may have moved more than once, but never in a circle of many. */
	for (step = 0; step < 64; step++) {
		int64_t before = *rowid;

		st = store_find(store, ST_MOVED_GET, before, rowid, err);
		if (st != NX_OK || *rowid == before)
			break;
	}
	return st;
}

nx_status nx_store_read(nx_store *store, nx_str id, nx_hit_fn fn, void *ctx, nx_error *err)
{
	nx_search_options options = { .with_text = true };
	int64_t rowid = 0;
	nx_status st = store_resolve(store, id, &rowid, err);

	return st == NX_OK ? hit_give(store, NULL, NULL, &options, rowid, 0, 1, fn, ctx, err) : st;
}
