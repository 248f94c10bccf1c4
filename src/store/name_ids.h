/* Names in the database: their ids, given at first sight, and the keys by which the
 * index finds their articles. */
#ifndef NX_STORE_NAME_IDS_H
#define NX_STORE_NAME_IDS_H

#include "store/internal.h"

typedef struct name_ids name_ids;

name_ids *name_ids_new(nx_store *store, nx_error *err);
void name_ids_free(name_ids *ids);

/* The entities of the mentions, once each, in no order of meaning; free() *out. */
nx_status names_distinct(
	const nx_mentions *mentions, const nx_entity ***out, size_t *count, nx_error *err);

/* Replace `out` by the keys of an article: names by their ids, source, tags (one a
 * line), and `mentions`, which are keys already. */
nx_status name_ids_keys(name_ids *ids, nx_buf *out, const nx_entity **entities, size_t count,
	nx_str source, nx_str tags, nx_str mentions, nx_error *err);

#endif
