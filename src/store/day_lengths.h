/* The day table: which row ids of a day are given away, and how long each article is.
 * The days of a transaction are held until day_lengths_save(). */
#ifndef NX_STORE_DAY_LENGTHS_H
#define NX_STORE_DAY_LENGTHS_H

#include "store/internal.h"

typedef struct day_entry {
	int64_t day;    /* -1 in an empty slot */
	nx_buf lengths; /* one packed length a number; number 0 is not used */
	bool changed;
} day_entry;

typedef struct day_lengths {
	nx_store *store;
	day_entry *slots; /* open addressing, a power of two */
	size_t count, size;
	int64_t undated; /* the million that undated articles are in, -1 not known */
} day_lengths;

void day_lengths_init(day_lengths *d, nx_store *store);
void day_lengths_release(day_lengths *d);
/* Drop what is held: it was saved, or the transaction was rolled back. */
void day_lengths_forget(day_lengths *d);
/* The next free row id of a day; day 0 stands for no date. */
nx_status day_lengths_new_rowid(day_lengths *d, int64_t day, int64_t *rowid, nx_error *err);
/* Set the length of an article in tokens. */
nx_status day_lengths_set(day_lengths *d, int64_t rowid, size_t tokens, nx_error *err);
/* Write what has changed, in order of days, and hold nothing any more. */
nx_status day_lengths_save(day_lengths *d, nx_error *err);

#endif
