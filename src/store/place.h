/* Which article is it that comes: one that this file had before, one that is known from
 * another place, or a new one. */
#ifndef NX_STORE_PLACE_H
#define NX_STORE_PLACE_H

#include "store/former.h"

/* The members of the file at hand that were met: a name may come twice in an archive. */
typedef struct member_count {
	uint64_t name; /* hash; 0 in an empty slot */
	uint32_t count;
} member_count;

/* A file that is being read. */
typedef struct file_reading {
	nx_buf path;
	int64_t file_id;      /* 0: it has no row yet */
	bool counted_as_read; /* the row says that it was read to its end */
	former_places former;
	uint32_t *displaced; /* rows of `former` whose place is taken, not yet written */
	size_t displaced_count, displaced_cap;
	member_count *members; /* open addressing, a power of two */
	size_t member_count, member_size;
	nx_buf member;   /* at hand */
	uint32_t again;  /* how often it came before */
	int64_t ordinal; /* of the last article */
	bool has_member;
	/* Of the page at hand: the articles that came, and where the first of them stands. */
	uint64_t page_articles;
	int64_t page_first;
	int64_t *originals; /* rows of the pages that came */
	size_t original_count, original_cap;
	/* A page that is kept is read once more. */
	int64_t page;         /* its row, or 0 */
	int64_t page_span[2]; /* where its articles stood, first and last */
	bool passed_over;     /* its articles are not wanted */
	bool same_count;      /* it holds as many articles as it did */
} file_reading;

void file_reading_release(file_reading *r);
/* Another file begins, or the same once more. The page is none. */
nx_status file_reading_begin(file_reading *r, edit *e, const char *path, nx_error *err);
/* Make sure that the file has a row, which says that it was not read to its end. */
nx_status file_reading_touch(file_reading *r, edit *e, nx_error *err);
/* Tell apart articles that have the same place. */
nx_status file_reading_number(file_reading *r, batch_item *item, nx_error *err);
/* Write where the articles stand whose places others have taken. */
nx_status file_reading_settle(file_reading *r, edit *e, nx_error *err);
/* What has not been seen this time is gone. */
nx_status file_reading_drop_rest(file_reading *r, edit *e, nx_write_counts *counts, nx_error *err);

/* place.c */
nx_status place_article(file_reading *r, edit *e, batch_item *item, bool replace,
	nx_write_counts *counts, nx_error *err);
/* The article loses its place: it passes to another one, or is dropped and *dropped set. */
nx_status place_release(file_reading *r, edit *e, int64_t rowid, bool *dropped, nx_error *err);

/* identity.c */
typedef enum same_kind { SAME_NONE, SAME_RECORD, SAME_TEXT } same_kind;
/* An article other than `except` that is the same, and in which way. The docno is looked
 * at when `by_docno` says so. */
nx_status identity_find(edit *e, const batch_item *item, int64_t except, bool by_docno,
	int64_t *rowid, same_kind *kind, nx_error *err);

#endif
