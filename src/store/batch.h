/* A batch of what the writer was given, ready to be stored in one transaction. */
#ifndef NX_STORE_BATCH_H
#define NX_STORE_BATCH_H

#include "store/furniture_rows.h"
#include "store/name_ids.h"
#include "store/tape.h"

typedef enum batch_kind {
	BATCH_FILE_BEGIN,
	BATCH_ARTICLE,
	BATCH_FILE_END,
	BATCH_FILE_TIME,  /* a known file has another time */
	BATCH_FILE_PATH,  /* and another name */
	BATCH_ORIGINAL,   /* the page in which the articles before it stand */
	BATCH_PAGE_BEGIN, /* one that is kept is read again */
	BATCH_PAGE_END
} batch_kind;

typedef struct batch_item {
	batch_kind kind;
	/* of a file */
	char *path;        /* owned */
	char *former_path; /* owned */
	nx_file_info info; /* size -1: it changed while it was read */
	uint64_t file_hash;
	bool has_file_hash, complete;
	/* of a page; member and arena as of an article */
	int64_t original; /* its row */
	uint64_t articles;
	int64_t size; /* of its bytes, as the hash */
	uint64_t page_hash;
	nx_str options, packed;
	/* of an article */
	nx_article article;
	nx_str member; /* of the archive, "" for none; in the article's arena, as all below */
	uint64_t ordinal;
	bool sole;
	spelled_name *names; /* owned; their spellings in the article's arena */
	size_t name_count;
	size_t tokens;                   /* of title and body */
	tape_part title_tape, body_tape; /* in the batch's recording */
	nx_str date, tags;               /* as they are stored */
	nx_str text_keys;                /* of the days that the text speaks of, and its shingles */
	int64_t hash;                    /* of all fields */
	int64_t text_key, docno_key;
	/* found out while storing */
	int64_t file_id, rowid;
	nx_str keys;
} batch_item;

typedef struct batch {
	batch_item *items;
	size_t count, cap;
	size_t bytes;     /* of text */
	nx_buf recording; /* tokens of all its texts */
	furniture_changes furniture;
} batch;

void batch_clear(batch *b);
void batch_release(batch *b);
/* A zeroed item at the end, or NULL without memory. */
batch_item *batch_add(batch *b);

#endif
