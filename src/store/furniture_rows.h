/* Lines of pages that were counted, in the table furniture. */
#ifndef NX_STORE_FURNITURE_ROWS_H
#define NX_STORE_FURNITURE_ROWS_H

#include "newsidx/furniture.h"
#include "store/internal.h"

/* Lines that changed, on their way from the reader's thread to the database. */
typedef struct furniture_changes {
	nx_furniture_line *lines; /* owned */
	size_t count, cap;
	uint32_t horizon; /* nx_furniture_horizon() at the time */
} furniture_changes;

/* Give `furniture` what is stored. */
nx_status furniture_load(nx_store *store, nx_furniture *furniture, nx_error *err);
/* Take the changes of `furniture` over; adds to those that are there. */
nx_status furniture_take(furniture_changes *changes, nx_furniture *furniture, nx_error *err);
/* Store them, and forget what is beyond the horizon. */
nx_status furniture_save(nx_store *store, const furniture_changes *changes, nx_error *err);

#endif
