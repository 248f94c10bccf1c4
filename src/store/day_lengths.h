/* The day table: which row ids of a day are given away, and how long each article is.
 * One day is held at a time; callers come in order of days. */
#ifndef NX_STORE_DAY_LENGTHS_H
#define NX_STORE_DAY_LENGTHS_H

#include "store/internal.h"

typedef struct day_lengths {
	nx_store *store;
	int64_t day;    /* at hand, -1 none */
	nx_buf lengths; /* one packed length a number; number 0 is not used */
	bool changed;
} day_lengths;

void day_lengths_init(day_lengths *d, nx_store *store);
void day_lengths_release(day_lengths *d);
/* Drop what is held: the transaction was rolled back. */
void day_lengths_forget(day_lengths *d);
/* The next free row id of a day; day 0 stands for no date. */
nx_status day_lengths_new_rowid(day_lengths *d, int64_t day, int64_t *rowid, nx_error *err);
/* Set the length of an article in tokens. */
nx_status day_lengths_set(day_lengths *d, int64_t rowid, size_t tokens, nx_error *err);
nx_status day_lengths_save(day_lengths *d, nx_error *err);

#endif
