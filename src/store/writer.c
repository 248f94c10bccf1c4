/* Analyses articles on the caller's thread, fills batches, and hands each full one
 * to a thread that stores it while the next is filled. */
#include <stdlib.h>
#include <string.h>

#include "store/mentions.h"
#include "store/writer.h"

/* A batch is one transaction and one segment of the index. The first is small, so that
 * storing begins soon, and each is twice the one before. */
#define FIRST_BATCH_BYTES ((size_t)1 << 20)
#define BATCH_BYTES ((size_t)8 << 20)
#define BATCH_ARTICLES 8192

nx_status nx_writer_open(nx_writer **out, nx_store *store, const nx_lexicon *lexicon,
	const nx_writer_options *options, nx_error *err)
{
	static const nx_writer_options none;
	nx_writer *w = calloc(1, sizeof *w);
	nx_status st = NX_OK;

	*out = NULL;
	options = options ? options : &none;
	if (!w)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	w->store = store;
	w->lexicon = lexicon;
	w->batch_bytes = FIRST_BATCH_BYTES;
	w->dry = options->dry_run;
	w->furniture = options->furniture;
	w->loader = loader_new(store, options, err);
	if (!w->loader)
		st = err && err->status != NX_OK ? err->status : NX_ERR_NOMEM;
	if (st == NX_OK)
		st = known_files_load(&w->files, store, err);
	if (st == NX_OK && w->furniture)
		st = furniture_load(store, w->furniture, err);
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

nx_status writer_wait(nx_writer *w, nx_error *err)
{
	if (w->running) {
		pthread_join(w->thread, NULL);
		w->running = false;
	}
	if (w->status != NX_OK)
		return nx_fail(err, w->status, "%s", w->error.text);
	return NX_OK;
}

nx_status writer_hand_over(nx_writer *w, nx_error *err)
{
	nx_status st = writer_wait(w, err);
	batch swap = w->storing;

	if (st != NX_OK || w->filling.count == 0)
		return st;
	st = furniture_take(&w->filling.furniture, w->furniture, err);
	if (st != NX_OK)
		return st;
	w->storing = w->filling;
	w->filling = swap;
	if (w->batch_bytes < BATCH_BYTES)
		w->batch_bytes *= 2;
	w->running = pthread_create(&w->thread, NULL, store_batch, w) == 0;
	if (!w->running) {
		store_batch(w);
		return writer_wait(w, err);
	}
	return NX_OK;
}

nx_status writer_check_full(nx_writer *w, nx_error *err)
{
	if (w->pages.begin ||
		(w->filling.bytes < w->batch_bytes && w->filling.count < BATCH_ARTICLES))
		return NX_OK;
	return writer_hand_over(w, err);
}

void nx_writer_close(nx_writer *w)
{
	size_t i;

	if (!w)
		return;
	writer_wait(w, NULL);
	batch_release(&w->filling);
	batch_release(&w->storing);
	for (i = 0; i < w->kept_count; i++)
		free(w->kept[i]);
	free(w->kept);
	known_files_release(&w->files);
	packer_release(&w->packer);
	page_queue_release(&w->pages);
	nx_mentions_release(&w->mentions);
	shingle_set_release(&w->shingles);
	loader_free(w->loader);
	free(w);
}

/* FNV-1a over the field and a separator. */
static uint64_t hash_field(uint64_t h, nx_str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return (h ^ 0x1F) * 1099511628211u;
}

/* Articles that have nothing in it keep the hash that they had before there was such a
 * field. */
static uint64_t hash_later_field(uint64_t h, char number, nx_str s)
{
	return s.n ? hash_field(hash_field(h, (nx_str){ &number, 1 }), s) : h;
}

static int64_t hash_article(const batch_item *item)
{
	const nx_article *a = &item->article;
	uint64_t h = 14695981039346656037u;
	size_t i;

	h = hash_field(h, a->docno);
	h = hash_field(h, a->title);
	h = hash_field(h, item->date);
	h = hash_field(h, a->source);
	h = hash_field(h, a->author);
	h = hash_field(h, a->section);
	h = hash_field(h, a->url);
	for (i = 0; i < a->tag_count; i++)
		h = hash_field(h, a->tags[i]);
	h = hash_field(h, a->body);
	h = hash_later_field(h, 1, a->alternative_title);
	h = hash_later_field(h, 2, a->dateline);
	h = hash_later_field(h, 3, a->captions);
	h = hash_later_field(h, 4, a->subheadings);
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
	spelled_texts texts = { w->lexicon, a->body, a->title, 0 };
	nx_status st;

	w->mentions.count = 0;
	w->mentions.tokens = 0;
	st = analyse_text(w, a->body, &item->body_tape, err);
	texts.in_body = w->mentions.count;
	if (st == NX_OK)
		st = analyse_text(w, a->title, &item->title_tape, err);
	item->tokens = w->mentions.tokens;
	return st == NX_OK ? names_spelled(&w->mentions, &texts, &a->arena, &item->names,
				     &item->name_count, err)
			   : st;
}

/* What is stored of an article beside its fields. */
static nx_status prepare(nx_writer *w, batch_item *item, nx_error *err)
{
	nx_article *a = &item->article;
	nx_buf text = NX_BUF_INIT;
	article_facts facts;
	nx_status st;
	size_t i;

	nx_date_format(&text, &a->date);
	if (text.n)
		item->date = nx_arena_str(&a->arena, nx_buf_str(&text));
	nx_buf_clear(&text);
	for (i = 0; i < a->tag_count; i++) {
		if (i)
			nx_buf_addc(&text, '\n');
		nx_buf_add(&text, a->tags[i]);
	}
	if (text.n)
		item->tags = nx_arena_str(&a->arena, nx_buf_str(&text));
	nx_buf_clear(&text);
	mentions_keys(&text, a->title, a->body, &a->date);
	shingle_keys_played(&text, &w->shingles, item, &w->filling.recording);
	item->text_keys = nx_arena_str(&a->arena, nx_buf_str(&text));
	st = nx_buf_status(&text, err);
	nx_buf_release(&text);
	if (st == NX_OK && a->arena.failed)
		st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	facts = item_facts(item);
	item->text_key = same_text_key(text_sum_played(item, &w->filling.recording), &facts);
	item->docno_key = same_docno_key(a->docno, a->source);
	return st;
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
	item->sole = place->sole;
	item->article = *article;
	nx_article_init(article);
	article = &item->article;
	item->member = place->member.n ? nx_arena_str(&article->arena, place->member) : NX_STR("");
	article->title = store_clean(&article->arena, article->title);
	article->alternative_title = store_clean(&article->arena, article->alternative_title);
	article->captions = store_clean(&article->arena, article->captions);
	article->body = store_clean(&article->arena, article->body);
	w->filling.bytes += article->title.n + article->body.n;
	st = analyse(w, item, err);
	if (st == NX_OK)
		st = prepare(w, item, err);
	item->hash = hash_article(item);
	return st == NX_OK ? writer_check_full(w, err) : st;
}

nx_status nx_writer_finish(nx_writer *w, nx_write_counts *counts, nx_error *err)
{
	nx_status st = writer_page_end(w, err);

	if (st == NX_OK)
		st = writer_hand_over(w, err);
	if (st == NX_OK)
		st = writer_wait(w, err);
	if (counts) {
		*counts = w->counts;
		counts->files_unchanged = w->files_unchanged;
		counts->files_renamed = w->files_renamed;
		counts->files_removed = w->files_removed;
	}
	return st;
}
