/* One transaction's changes to articles, their other places, their keys and the
 * full-text index. Tables are changed at once, so that what comes later in the
 * transaction sees them; the index and the lengths follow at its end. */
#ifndef NX_STORE_EDIT_H
#define NX_STORE_EDIT_H

#include "store/day_lengths.h"
#include "store/fts_changes.h"
#include "store/name_ids.h"
#include "store/same.h"

typedef struct edit {
	nx_store *store;
	bool dry; /* there are stand-ins for the tables; no index and no lengths */
	name_ids *names;
	day_lengths lengths;
	fts_changes fts;
	const nx_buf *recording; /* of the batch at hand, or NULL */
	int64_t *fewer;          /* articles that may have keys of a place that is gone */
	size_t fewer_count, fewer_cap;
	int64_t *bare; /* pages of which articles went */
	size_t bare_count, bare_cap;
	int64_t last_file, last_copy; /* ids given away */
	int64_t last_dry;             /* row ids of a dry run */
	nx_buf keys;
} edit;

nx_status edit_init(edit *e, nx_store *store, bool dry, nx_error *err);
void edit_release(edit *e);
nx_status edit_begin(edit *e, const nx_buf *recording, nx_error *err);
nx_status edit_commit(edit *e, nx_error *err);
/* Nothing of the transaction stays. Does nothing when there is none. */
void edit_rollback(edit *e);

/* Where a record stands, and what was read there. */
typedef struct record_place {
	int64_t file_id, ordinal, hash;
	nx_str member; /* "" for none */
} record_place;

/* What is stored of an article or of another place of one. Views live in `arena`. */
typedef struct record_row {
	article_facts facts; /* no title of another place */
	nx_str tags;
	record_place place;
	int64_t text_key; /* of an article; 0 when it was never worked out */
	int64_t article;  /* of another place */
	nx_arena arena;
} record_row;

/* NX_ERR_NOTFOUND without a message when there is no such row. `row` must be zeroed, or
 * have been read before. */
nx_status record_read_article(record_row *row, nx_store *store, int64_t rowid, nx_error *err);
nx_status record_read_copy(record_row *row, nx_store *store, int64_t copy, nx_error *err);
void record_release(record_row *row);

article_facts item_facts(const batch_item *item);
record_place item_place(const batch_item *item);

/* article_rows.c */
/* A new article; item->rowid is set. */
nx_status edit_add_article(edit *e, batch_item *item, nx_error *err);
/* The item becomes the article `rowid`, which keeps its other places, and its id unless
 * the day is another. */
nx_status edit_replace_article(edit *e, int64_t rowid, batch_item *item, nx_error *err);
/* The article goes. It must have no other places. */
nx_status edit_drop_article(edit *e, int64_t rowid, nx_error *err);
/* The id of one leads to another from now on. */
nx_status edit_lead(edit *e, int64_t from, int64_t to, nx_error *err);

/* copy_rows.c */
/* Remember another place of an article, with what is said there. */
nx_status edit_add_copy(edit *e, int64_t rowid, const article_facts *facts, nx_str tags,
	const record_place *place, int64_t *copy, nx_error *err);
nx_status edit_drop_copy(edit *e, int64_t copy, nx_error *err);
nx_status edit_drop_copies(edit *e, int64_t rowid, nx_error *err);
/* The place of the article is gone: the first of its other places takes it over, with
 * docno, source and URL; the text stays. *copy is that place, 0 when there is none and
 * nothing was done. */
nx_status edit_pass_on(edit *e, int64_t rowid, int64_t *copy, nx_error *err);
/* The article has less places than it had: its keys are looked at before the end. */
nx_status edit_fewer_keys(edit *e, int64_t rowid, nx_error *err);
/* Take away the keys of places that are gone. */
nx_status edit_settle_keys(edit *e, nx_error *err);
/* Append the keys of the other places of an article that are not in `keys` yet. */
nx_status copy_add_keys(nx_store *store, int64_t rowid, nx_buf *keys, nx_error *err);

#endif
