/* An index of a few articles in a folder of its own, and searches in it that answer
 * with the docnos of what was found. */
#ifndef NX_TESTS_SCRATCH_INDEX_H
#define NX_TESTS_SCRATCH_INDEX_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

/* Read the file `path` anew: it holds these articles and no others. */
static inline nx_write_counts write_file(const char *path, const sample *samples, size_t count)
{
	nx_file_info info = { .size = 1, .mtime = 1, .is_regular = true };
	nx_store *store = open_index(NX_STORE_CREATE);
	nx_error err = NX_ERROR_INIT;
	nx_write_counts counts;
	nx_article article;
	nx_writer *writer;
	size_t i;

	nx_article_init(&article);
	assert_int_equal(nx_writer_open(&writer, store, lexicon, &err), NX_OK);
	assert_int_equal(nx_writer_file_begin(writer, nx_str_from(path), &err), NX_OK);
	for (i = 0; i < count; i++) {
		fill_article(&article, &samples[i]);
		assert_int_equal(nx_writer_put(writer, i, &article, &err), NX_OK);
	}
	assert_int_equal(nx_writer_file_end(writer, nx_str_from(path), &info, true, &err), NX_OK);
	if (nx_writer_finish(writer, &counts, &err) != NX_OK)
		fail_msg("%s", err.text);
	nx_writer_close(writer);
	nx_article_release(&article);
	nx_store_close(store);
	return counts;
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

#endif
