/* An index of a few articles in a folder of its own, and searches in it that answer
 * with the docnos of what was found. */
#ifndef NX_TESTS_SCRATCH_INDEX_H
#define NX_TESTS_SCRATCH_INDEX_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sqlite3.h>
#include <unistd.h>

#include "newsidx/store.h"

typedef struct sample {
	const char *docno, *date, *title, *body, *source, *tag;
} sample;

static nx_lexicon *lexicon;
static char scratch[] = "/tmp/t_store.XXXXXX";
static char index_path[64];

static inline int make_scratch(void **state)
{
	nx_error err = NX_ERROR_INIT;

	(void)state;
	memcpy(scratch + sizeof scratch - 7, "XXXXXX", 6);
	if (!mkdtemp(scratch) || (!lexicon && nx_lexicon_new(&lexicon, &err) != NX_OK))
		return -1;
	snprintf(index_path, sizeof index_path, "%s/news.db", scratch);
	return 0;
}

static inline int remove_scratch(void **state)
{
	static const char *const parts[] = { "", "-wal", "-shm", "-journal" };
	char path[80];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof parts / sizeof *parts; i++) {
		snprintf(path, sizeof path, "%s%s", index_path, parts[i]);
		unlink(path);
	}
	return rmdir(scratch);
}

static inline int free_lexicon(void **state)
{
	(void)state;
	nx_lexicon_free(lexicon);
	lexicon = NULL;
	return 0;
}

static inline nx_store *open_index(nx_store_mode mode)
{
	nx_error err = NX_ERROR_INIT;
	nx_store *store;

	if (nx_store_open(&store, index_path, mode, &err) != NX_OK)
		fail_msg("%s", err.text);
	return store;
}

static inline void fill_article(nx_article *article, const sample *s)
{
	nx_arena *arena = &article->arena;

	article->docno = nx_arena_str(arena, nx_str_from(s->docno));
	article->title = nx_arena_str(arena, nx_str_from(s->title));
	article->body = nx_arena_str(arena, nx_str_from(s->body));
	article->source = nx_arena_str(arena, nx_str_from(s->source));
	if (s->date && nx_date_parse(&article->date, nx_str_from(s->date)))
		article->date_origin = NX_ORIGIN_METADATA;
	if (s->tag)
		assert_true(nx_article_add_tag(article, nx_str_from(s->tag)));
}

static inline void put_file(
	nx_writer *writer, const char *path, const sample *samples, size_t count, bool complete)
{
	nx_file_info info = { .size = 1, .mtime = 1, .is_regular = true };
	nx_error err = NX_ERROR_INIT;
	nx_article article;
	size_t i;

	nx_article_init(&article);
	assert_int_equal(nx_writer_file_begin(writer, nx_str_from(path), &err), NX_OK);
	for (i = 0; i < count; i++) {
		fill_article(&article, &samples[i]);
		assert_int_equal(
			nx_writer_put(writer, &(nx_article_place){ .ordinal = i }, &article, &err),
			NX_OK);
	}
	assert_int_equal(
		nx_writer_file_end(writer, nx_str_from(path), &info, complete, &err), NX_OK);
	nx_article_release(&article);
}

/* Read the file `path` anew, to its end or not: it holds these articles. */
static inline nx_write_counts write_part(
	const char *path, const sample *samples, size_t count, bool complete)
{
	nx_store *store = open_index(NX_STORE_CREATE);
	nx_error err = NX_ERROR_INIT;
	nx_write_counts counts;
	nx_writer *writer;

	assert_int_equal(nx_writer_open(&writer, store, lexicon, NULL, &err), NX_OK);
	put_file(writer, path, samples, count, complete);
	if (nx_writer_finish(writer, &counts, &err) != NX_OK)
		fail_msg("%s", err.text);
	nx_writer_close(writer);
	nx_store_close(store);
	return counts;
}

static inline nx_write_counts write_file(const char *path, const sample *samples, size_t count)
{
	return write_part(path, samples, count, true);
}

/* Append a field of the hit, and a space between hits. */
static inline nx_status list_docno(void *ctx, const nx_hit *hit, nx_error *err)
{
	nx_buf *out = ctx;

	if (out->n)
		nx_buf_addc(out, ' ');
	nx_buf_add(out, hit->docno);
	return nx_buf_status(out, err);
}

static inline nx_status list_id(void *ctx, const nx_hit *hit, nx_error *err)
{
	nx_buf *out = ctx;

	if (out->n)
		nx_buf_addc(out, ' ');
	nx_buf_adds(out, hit->id);
	return nx_buf_status(out, err);
}

/* What `fn` writes of the hits; an empty text finds everything. */
static inline void search(nx_buf *out, nx_store *store, nx_str text, nx_match match,
	const nx_search_options *options, nx_hit_fn fn)
{
	nx_error err = NX_ERROR_INIT;
	nx_query query;

	nx_query_init(&query);
	nx_buf_clear(out);
	if (text.n && nx_query_parse(&query, text, match, &err) != NX_OK)
		fail_msg("%.*s: %s", NX_FMT(text), err.text);
	if (nx_search(store, &query, lexicon, options, fn, out, NULL, &err) != NX_OK)
		fail_msg("%.*s: %s", NX_FMT(text), err.text);
	nx_query_release(&query);
}

/* A query finds these ids, in order of date. */
static inline void check_ids(const char *query, const char *want)
{
	nx_search_options options = { .sort = NX_SORT_OLDEST, .limit = 100 };
	nx_store *store = open_index(NX_STORE_READ);
	nx_buf got = NX_BUF_INIT;

	search(&got, store, nx_str_from(query), NX_MATCH_ALL, &options, list_id);
	assert_string_equal(nx_buf_cstr(&got), want);
	nx_buf_release(&got);
	nx_store_close(store);
}

/* The docno of the article that an id finds, "-" for none. */
static inline void check_read(const char *id, const char *want)
{
	nx_store *store = open_index(NX_STORE_READ);
	nx_buf got = NX_BUF_INIT;
	nx_error err = NX_ERROR_INIT;
	nx_status st = nx_store_read(store, nx_str_from(id), list_docno, &got, &err);

	if (st == NX_ERR_NOTFOUND) {
		nx_buf_adds(&got, "-");
		assert_non_null(strstr(err.text, "no article"));
	} else {
		assert_int_equal(st, NX_OK);
	}
	assert_string_equal(nx_buf_cstr(&got), want);
	nx_buf_release(&got);
	nx_store_close(store);
}

static inline void check_sound(void)
{
	nx_store *store = open_index(NX_STORE_WRITE);
	nx_error err = NX_ERROR_INIT;

	if (nx_store_check(store, &err) != NX_OK)
		fail_msg("%s", err.text);
	nx_store_close(store);
}

/* Go behind the back of the store. */
static inline void run_sql(const char *sql)
{
	char *message = NULL;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(index_path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s", message);
	sqlite3_close(db);
}

#endif
