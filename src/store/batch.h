/* A batch of what the writer was given, ready to be stored in one transaction. */
#ifndef NX_STORE_BATCH_H
#define NX_STORE_BATCH_H

#include "store/tape.h"

typedef enum batch_kind { BATCH_FILE_BEGIN, BATCH_ARTICLE, BATCH_FILE_END } batch_kind;

typedef struct batch_item {
	batch_kind kind;
	/* of a file */
	char *path; /* owned */
	nx_file_info info;
	bool complete;
	/* of an article */
	uint64_t ordinal;
	nx_article article;
	const nx_entity **entities; /* owned; once each */
	size_t entity_count;
	size_t tokens;                   /* of title and body */
	tape_part title_tape, body_tape; /* in the batch's recording */
	int64_t hash;                    /* of all fields */
	/* found out while storing */
	int64_t file_id, old_rowid, rowid;
	bool skip; /* it is there already */
} batch_item;

typedef struct batch {
	batch_item *items;
	size_t count, cap;
	size_t bytes;     /* of text */
	nx_buf recording; /* tokens of all its texts */
} batch;

void batch_clear(batch *b);
/* A zeroed item at the end, or NULL without memory. */
batch_item *batch_add(batch *b);

/* What is remembered from batch to batch: the file at hand, names with their ids. */
typedef struct loader loader;
loader *loader_new(nx_store *store, nx_error *err);
void loader_free(loader *loader);
/* Store the batch, all of it or nothing. */
nx_status loader_store(loader *loader, batch *b, nx_write_counts *counts, nx_error *err);

#endif
