/* Records with all their facts, written in runs of one or several files, and the index
 * as text, to compare one with another. */
#ifndef NX_TESTS_RECORD_INDEX_H
#define NX_TESTS_RECORD_INDEX_H

#include "scratch_index.h"

typedef struct record {
	const char *docno, *date, *title, *body, *source, *tag, *url, *member;
	uint64_t ordinal; /* 0: by its place in the list */
	bool sole;
} record;

/* Enough words to be known by. */
#define LONG(word)                                                                                                                                       \
	word " عاد قطار الشرق السريع إلى محطته بعد رحلة طويلة عبر الجبال والسهول واستقبله" \
	     " أهل المدينة بالورود والأعلام على الرصيف الأول قبل غروب الشمس"

/* A run of the writer. */
typedef struct run {
	nx_store *store;
	nx_writer *writer;
	nx_write_counts counts;
} run;

static inline run run_begin(const nx_writer_options *options)
{
	nx_error err = NX_ERROR_INIT;
	run r = { .store = open_index(
			  options && options->dry_run ? NX_STORE_DRY : NX_STORE_CREATE) };

	if (nx_writer_open(&r.writer, r.store, lexicon, options, &err) != NX_OK)
		fail_msg("%s", err.text);
	return r;
}

static inline void run_put(run *r, const record *rec, uint64_t ordinal)
{
	const sample s = { rec->docno, rec->date, rec->title, rec->body, rec->source, rec->tag };
	nx_article_place place = { nx_str_from(rec->member), rec->ordinal ? rec->ordinal : ordinal,
		rec->sole };
	nx_error err = NX_ERROR_INIT;
	nx_article article;

	nx_article_init(&article);
	fill_article(&article, &s);
	article.url = nx_arena_str(&article.arena, nx_str_from(rec->url));
	if (nx_writer_put(r->writer, &place, &article, &err) != NX_OK)
		fail_msg("%s", err.text);
	nx_article_release(&article);
}

static inline void run_file_to(run *r, const char *path, const record *records, size_t count,
	bool complete, const nx_file_info *info)
{
	size_t i;

	assert_int_equal(nx_writer_file_begin(r->writer, nx_str_from(path), NULL), NX_OK);
	for (i = 0; i < count; i++)
		run_put(r, &records[i], i + 1);
	assert_int_equal(
		nx_writer_file_end(r->writer, nx_str_from(path), info, complete, NULL), NX_OK);
}

static inline void run_file(run *r, const char *path, const record *records, size_t count)
{
	const nx_file_info info = { .size = 1, .mtime = 1 };

	run_file_to(r, path, records, count, true, &info);
}

static inline nx_write_counts run_end(run *r)
{
	nx_error err = NX_ERROR_INIT;

	if (nx_writer_finish(r->writer, &r->counts, &err) != NX_OK)
		fail_msg("%s", err.text);
	nx_writer_close(r->writer);
	nx_store_close(r->store);
	return r->counts;
}

/* One file in a run of its own. */
static inline nx_write_counts write_records(const char *path, const record *records, size_t count)
{
	run r = run_begin(NULL);

	run_file(&r, path, records, count);
	return run_end(&r);
}

/* "2 added 1 duplicates": the counts of articles that are not 0. */
static inline void say(nx_buf *out, nx_write_counts n)
{
	const struct {
		uint64_t count;
		const char *what;
	} parts[] = { { n.added, "added" }, { n.updated, "updated" }, { n.unchanged, "unchanged" },
		{ n.duplicates, "duplicates" }, { n.removed, "removed" } };
	size_t i;

	for (i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i].count)
			nx_buf_addf(out, "%s%llu %s", out->n ? " " : "",
				(unsigned long long)parts[i].count, parts[i].what);
}

static inline void check_said(nx_write_counts n, const char *want)
{
	nx_buf got = NX_BUF_INIT;

	say(&got, n);
	assert_string_equal(nx_buf_cstr(&got), want);
	nx_buf_release(&got);
}

/* The rows that SQL gives: fields by '|', rows by newline. */
static inline void ask_sql(nx_buf *out, const char *sql)
{
	sqlite3_stmt *stmt;
	sqlite3 *db;
	int i;

	assert_int_equal(sqlite3_open(index_path, &db), SQLITE_OK);
	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		for (i = 0; i < sqlite3_column_count(stmt); i++) {
			const char *text = (const char *)sqlite3_column_text(stmt, i);

			nx_buf_addf(out, "%s%s", i ? "|" : "", text ? text : "-");
		}
		nx_buf_addc(out, '\n');
	}
	sqlite3_finalize(stmt);
	sqlite3_close(db);
}

static inline void check_sql(const char *sql, const char *want)
{
	nx_buf got = NX_BUF_INIT;

	ask_sql(&got, sql);
	assert_string_equal(nx_buf_cstr(&got), want);
	nx_buf_release(&got);
}

#define ARTICLE_ROWS                                                                               \
	"SELECT a.id & 1048575, a.docno, path, member, ordinal FROM article AS a"                  \
	" JOIN file ON file.id = file_id ORDER BY a.id"
#define COPY_ROWS                                                                                  \
	"SELECT article & 1048575, docno, path, member, ordinal FROM copy"                         \
	" JOIN file ON file.id = file_id ORDER BY path, member, ordinal"

/* Everything that a reader can tell: articles, ids, places, results. */
static inline void dump_index(nx_buf *out)
{
	static const char *const queries[] = { "قطار", "محطة -كلمة3", "source:وفا", "source:سانا",
		"tag:سفر", "entity:بوتين", "الورود OR خبر" };
	nx_search_options options = { .sort = NX_SORT_RANK, .limit = 1000 };
	nx_store *store;
	nx_buf hits = NX_BUF_INIT;
	size_t i;

	ask_sql(out,
		"SELECT a.id, path, member, ordinal, a.hash, text_key, docno, title, date, source,"
		" tags, url, body FROM article AS a JOIN file ON file.id = file_id ORDER BY a.id");
	ask_sql(out, "SELECT article, path, member, ordinal, copy.hash, docno, source, date, url,"
		     " tags FROM copy JOIN file ON file.id = file_id ORDER BY 1, 2, 3, 4");
	ask_sql(out, "SELECT key, article FROM identity ORDER BY 1, 2");
	ask_sql(out, "SELECT old_id, new_id FROM moved ORDER BY 1, 2");
	ask_sql(out, "SELECT day, hex(lengths) FROM day ORDER BY 1");
	ask_sql(out, "SELECT path, size, mtime FROM file ORDER BY 1");
	store = open_index(NX_STORE_READ);
	for (i = 0; i < sizeof queries / sizeof *queries; i++) {
		search(&hits, store, nx_str_from(queries[i]), NX_MATCH_ALL, &options, list_id);
		nx_buf_addf(out, "%s: %s\n", queries[i], nx_buf_cstr(&hits));
	}
	nx_buf_release(&hits);
	nx_store_close(store);
}

#endif
