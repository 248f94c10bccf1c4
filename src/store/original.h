/* The pages as they were read, kept beside the articles that were found in them. */
#ifndef NX_STORE_ORIGINAL_H
#define NX_STORE_ORIGINAL_H

#include "store/place.h"

/* The articles since the last page, or the begin of the member, stand in this one. Writes
 * nothing when it is kept already. */
nx_status original_store(file_reading *r, edit *e, const batch_item *item, nx_error *err);
/* The file is read to its end: pages that have not come are gone. */
nx_status original_drop_rest(file_reading *r, edit *e, nx_error *err);

/* The article is about to go with all its places: at the end of the transaction their
 * pages go too, unless they hold another one. */
nx_status original_note_bare(edit *e, int64_t rowid, nx_error *err);
nx_status original_settle(edit *e, nx_error *err);

/* Does each of the other places of an article stand in a page that is kept? */
nx_status original_of_all_copies(edit *e, int64_t rowid, bool *all, nx_error *err);

/* Every page can be had, and is what was read. */
nx_status original_check(nx_store *store, nx_error *err);

/* page_again.c: the articles between the two are those that a page which is kept holds
 * now; they take the place of those it held. Without any, all stays as it is. */
nx_status page_again_begin(file_reading *r, edit *e, const batch_item *item, nx_error *err);
nx_status page_again_end(file_reading *r, edit *e, nx_write_counts *counts, nx_error *err);

#endif
