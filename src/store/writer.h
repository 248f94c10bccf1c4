/* The writer: what its files share. */
#ifndef NX_STORE_WRITER_H
#define NX_STORE_WRITER_H

#include <pthread.h>

#include "store/known_files.h"
#include "store/loader.h"
#include "store/pack.h"
#include "store/shingle.h"

/* A page that is kept, waiting to be read again; in the queue's arena. */
typedef struct waiting_page {
	int64_t id, size;
	uint64_t hash;
	nx_str path, member, options, packed;
} waiting_page;

typedef struct page_queue {
	waiting_page *items;
	size_t count, cap, next;
	int64_t last; /* the row of the last that was queued */
	nx_arena arena;
	nx_buf page;  /* at hand */
	size_t begin; /* 1 + its place in the batch, 0 for none */
} page_queue;

struct nx_writer {
	nx_store *store;
	const nx_lexicon *lexicon;
	loader *loader;
	known_files files;
	char **kept; /* paths at and below which nothing is pruned */
	size_t kept_count, kept_cap;
	batch filling, storing;
	size_t batch_bytes; /* at which `filling` is full */
	nx_mentions mentions;
	shingle_set shingles;
	nx_furniture *furniture; /* the caller's, or NULL */
	packer packer;
	page_queue pages;
	bool dry;
	bool running; /* the thread is, and owns `storing`, `loader` and the store */
	pthread_t thread;
	nx_status status; /* of the last batch */
	nx_error error;
	nx_write_counts counts; /* but those of files, the thread's own */
	uint64_t files_unchanged, files_renamed, files_removed;
};

/* Let the thread store what was gathered. */
nx_status writer_hand_over(nx_writer *writer, nx_error *err);
/* Wait for the batch that is being stored. */
nx_status writer_wait(nx_writer *writer, nx_error *err);
/* Hand over when a batch is full, but not in the middle of a page that is read again. */
nx_status writer_check_full(nx_writer *writer, nx_error *err);
/* writer_pages.c */
nx_status writer_page_end(nx_writer *writer, nx_error *err);
void page_queue_release(page_queue *queue);

#endif
