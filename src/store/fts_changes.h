/* What is to change in the full-text index, gathered until the end of a transaction:
 * FTS5 ends a segment at every step back in row ids, so that removals come first and
 * additions after them, each in ascending order. */
#ifndef NX_STORE_FTS_CHANGES_H
#define NX_STORE_FTS_CHANGES_H

#include "store/batch.h"

typedef enum fts_before {
	FTS_ABSENT, /* not in the index when the transaction began */
	FTS_AS_ROW, /* title and body are those of its row */
	FTS_KEPT    /* as kept here: the row has another text now */
} fts_before;

typedef enum fts_after {
	FTS_NOTHING,
	FTS_ITEM, /* the item's texts, from the recording */
	FTS_ROW   /* what the row says then */
} fts_after;

typedef struct fts_change {
	int64_t rowid;
	fts_before before;
	fts_after after;
	bool drop_row;            /* the article's row goes too: its text is read until then */
	nx_str title, body, keys; /* that are in the index; keys.p NULL: those of the row */
	batch_item *item;
} fts_change;

typedef struct fts_changes {
	nx_store *store;
	fts_change *items;
	size_t count, cap;
	size_t *slots; /* by row id: 1 + place in items; open addressing */
	size_t size;
	nx_arena kept;
} fts_changes;

void fts_changes_init(fts_changes *changes, nx_store *store);
void fts_changes_release(fts_changes *changes);
void fts_changes_clear(fts_changes *changes);

/* A new article, whose row is there. */
nx_status fts_changes_add(fts_changes *changes, batch_item *item, nx_error *err);
/* The keys of an article become `keys` instead of `old`. */
nx_status fts_changes_keys(
	fts_changes *changes, int64_t rowid, nx_str old, nx_str keys, nx_error *err);
/* The row is about to be replaced, under the same id, by the item. */
nx_status fts_changes_replace(fts_changes *changes, batch_item *item, nx_error *err);
/* The article goes. Its row is deleted at the end of the transaction. */
nx_status fts_changes_drop(fts_changes *changes, int64_t rowid, nx_error *err);
/* Is the article on its way out? */
bool fts_changes_drops(const fts_changes *changes, int64_t rowid);
/* Bring the index up to date and forget all. */
nx_status fts_changes_apply(fts_changes *changes, const nx_buf *recording, nx_error *err);

#endif
