/* Forgetting files and articles, in transactions of bounded size. */
#ifndef NX_STORE_FORGET_H
#define NX_STORE_FORGET_H

#include "store/place.h"

/* The files go with their articles, but for those that have another place. Interrupted,
 * the first are gone and the last of them counts as not read to its end. */
nx_status forget_files(edit *e, const int64_t *files, size_t count, uint64_t *removed,
	uint64_t *files_removed, nx_error *err);
/* The articles go with all their places. */
nx_status forget_articles(
	edit *e, const int64_t *rowids, size_t count, uint64_t *removed, nx_error *err);

#endif
