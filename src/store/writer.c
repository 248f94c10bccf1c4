/* Analyses articles on the caller's thread, fills batches, and hands each full one
 * to a thread that stores it while the next is filled. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "store/batch.h"
#include "store/known_files.h"
#include "store/name_ids.h"

/* A batch is one transaction and one segment of the index. The first is small, so that
 * storing begins soon, and each is twice the one before. */
#define FIRST_BATCH_BYTES ((size_t)1 << 20)
#define BATCH_BYTES ((size_t)8 << 20)
#define BATCH_ARTICLES 8192

struct nx_writer {
	nx_store *store;
	const nx_lexicon *lexicon;
	loader *loader;
	known_files files;
	batch filling, storing;
	size_t batch_bytes; /* at which `filling` is full */
	nx_mentions mentions;
	bool running; /* the thread is, and owns `storing`, `loader` and the store */
	pthread_t thread;
	nx_status status; /* of the last batch */
	nx_error error;
	nx_write_counts counts; /* but files_unchanged, the thread's own */
	uint64_t files_unchanged;
};

void batch_clear(batch *b)
{
	size_t i;

	for (i = 0; i < b->count; i++) {
		batch_item *item = &b->items[i];

		free(item->path);
		free(item->entities);
		if (item->kind == BATCH_ARTICLE)
			nx_article_release(&item->article);
	}
	nx_buf_clear(&b->recording);
	b->count = 0;
	b->bytes = 0;
}

batch_item *batch_add(batch *b)
{
	batch_item *items = nx_vec_room(b->items, b->count, &b->cap, sizeof *items);

	if (!items)
		return NULL;
	b->items = items;
	memset(&items[b->count], 0, sizeof *items);
	return &items[b->count++];
}

nx_status nx_writer_open(nx_writer **out, nx_store *store, const nx_lexicon *lexicon,
	const nx_writer_options *options, nx_error *err)
{
	nx_writer *w = calloc(1, sizeof *w);
	nx_status st = NX_OK;

	(void)options;
	*out = NULL;
	if (!w)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	w->store = store;
	w->lexicon = lexicon;
	w->batch_bytes = FIRST_BATCH_BYTES;
	w->loader = loader_new(store, err);
	if (!w->loader)
		st = NX_ERR_NOMEM;
	if (st == NX_OK)
		st = known_files_load(&w->files, store, err);
	if (st != NX_OK)
		nx_writer_close(w);
	else
		*out = w;
	return st;
}

static void *store_batch(void *arg)
{
	nx_writer *w = arg;

	w->status = loader_store(w->loader, &w->storing, &w->counts, &w->error);
	batch_clear(&w->storing);
	return NULL;
}

/* Wait for the batch that is being stored. */
static nx_status wait_for_batch(nx_writer *w, nx_error *err)
{
	if (w->running) {
		pthread_join(w->thread, NULL);
		w->running = false;
	}
	if (w->status != NX_OK)
		return nx_fail(err, w->status, "%s", w->error.text);
	return NX_OK;
}

static nx_status hand_over(nx_writer *w, nx_error *err)
{
	nx_status st = wait_for_batch(w, err);
	batch swap = w->storing;

	if (st != NX_OK || w->filling.count == 0)
		return st;
	w->storing = w->filling;
	w->filling = swap;
	if (w->batch_bytes < BATCH_BYTES)
		w->batch_bytes *= 2;
	w->running = pthread_create(&w->thread, NULL, store_batch, w) == 0;
	if (!w->running) {
		store_batch(w);
		return wait_for_batch(w, err);
	}
	return NX_OK;
}

void nx_writer_close(nx_writer *w)
{
	if (!w)
		return;
	wait_for_batch(w, NULL);
	batch_clear(&w->filling);
	batch_clear(&w->storing);
	free(w->filling.items);
	free(w->storing.items);
	nx_buf_release(&w->filling.recording);
	nx_buf_release(&w->storing.recording);
	known_files_release(&w->files);
	nx_mentions_release(&w->mentions);
	loader_free(w->loader);
	free(w);
}

nx_status nx_writer_knows_file(
	nx_writer *w, nx_str path, const nx_file_info *info, bool *known, nx_error *err)
{
	const known_file *file = known_files_find(&w->files, path);

	(void)err;
	*known = file && file->size == info->size && file->mtime == info->mtime;
	w->files_unchanged += *known;
	return NX_OK;
}

static nx_status add_file_item(
	nx_writer *w, batch_kind kind, nx_str path, batch_item **out, nx_error *err)
{
	*out = batch_add(&w->filling);
	if (*out) {
		(*out)->kind = kind;
		(*out)->path = strndup(path.p, path.n);
	}
	return *out && (*out)->path ? NX_OK : nx_fail(err, NX_ERR_NOMEM, "out of memory");
}

nx_status nx_writer_file_begin(nx_writer *w, nx_str path, nx_error *err)
{
	known_file *file = known_files_add(&w->files, path);
	batch_item *item;
	nx_status st = NX_OK;

	if (!file)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	/* A file that is read once more must find its articles stored. */
	if (file->begun)
		st = hand_over(w, err);
	file->begun = true;
	return st == NX_OK ? add_file_item(w, BATCH_FILE_BEGIN, path, &item, err) : st;
}

nx_status nx_writer_file_end(
	nx_writer *w, nx_str path, const nx_file_info *info, bool complete, nx_error *err)
{
	batch_item *item;
	known_file *file;
	nx_status st = add_file_item(w, BATCH_FILE_END, path, &item, err);

	if (st != NX_OK)
		return st;
	item->info = *info;
	item->complete = complete;
	file = complete ? known_files_add(&w->files, path) : NULL;
	if (file) {
		file->size = info->size;
		file->mtime = info->mtime;
	}
	return w->filling.count > BATCH_ARTICLES ? hand_over(w, err) : NX_OK;
}

/* FNV-1a over the field and a separator. */
static uint64_t hash_field(uint64_t h, nx_str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return (h ^ 0x1F) * 1099511628211u;
}

static int64_t hash_article(const nx_article *a)
{
	nx_buf date = NX_BUF_INIT;
	uint64_t h = 14695981039346656037u;
	size_t i;

	nx_date_format(&date, &a->date);
	h = hash_field(h, a->docno);
	h = hash_field(h, a->title);
	h = hash_field(h, nx_buf_str(&date));
	h = hash_field(h, a->source);
	h = hash_field(h, a->author);
	h = hash_field(h, a->section);
	h = hash_field(h, a->url);
	for (i = 0; i < a->tag_count; i++)
		h = hash_field(h, a->tags[i]);
	h = hash_field(h, a->body);
	nx_buf_release(&date);
	return (int64_t)h;
}

static void record_token(void *ctx, const nx_token *token)
{
	tape_record(ctx, token);
}

/* Find the names in one text and record its tokens. */
static nx_status analyse_text(nx_writer *w, nx_str text, tape_part *part, nx_error *err)
{
	nx_buf *recording = &w->filling.recording;
	nx_status st;

	part->text = text;
	part->start = recording->n;
	if (!text.p)
		return NX_OK;
	w->mentions.on_token = record_token;
	w->mentions.ctx = recording;
	st = nx_entities_find(&w->mentions, w->lexicon, text, err);
	part->end = recording->n;
	return st == NX_OK ? nx_buf_status(recording, err) : st;
}

/* The body first: it tells who a surname in the title is. */
static nx_status analyse(nx_writer *w, batch_item *item, nx_error *err)
{
	nx_article *a = &item->article;
	nx_status st;

	w->mentions.count = 0;
	w->mentions.tokens = 0;
	st = analyse_text(w, a->body, &item->body_tape, err);
	if (st == NX_OK)
		st = analyse_text(w, a->title, &item->title_tape, err);
	item->tokens = w->mentions.tokens;
	return st == NX_OK ? names_distinct(&w->mentions, &item->entities, &item->entity_count, err)
			   : st;
}

nx_status nx_writer_put(
	nx_writer *w, const nx_article_place *place, nx_article *article, nx_error *err)
{
	batch_item *item = batch_add(&w->filling);
	nx_status st;

	if (!item)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	item->kind = BATCH_ARTICLE;
	item->ordinal = place->ordinal;
	item->article = *article;
	nx_article_init(article);
	article = &item->article;
	article->title = store_clean(&article->arena, article->title);
	article->body = store_clean(&article->arena, article->body);
	item->hash = hash_article(article);
	w->filling.bytes += article->title.n + article->body.n;
	st = analyse(w, item, err);
	if (st == NX_OK &&
		(w->filling.bytes >= w->batch_bytes || w->filling.count >= BATCH_ARTICLES))
		st = hand_over(w, err);
	return st;
}

nx_status nx_writer_finish(nx_writer *w, nx_write_counts *counts, nx_error *err)
{
	nx_status st = hand_over(w, err);

	if (st == NX_OK)
		st = wait_for_batch(w, err);
	if (counts) {
		*counts = w->counts;
		counts->files_unchanged = w->files_unchanged;
	}
	return st;
}
