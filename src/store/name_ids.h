/* Names in the database: their ids, given at first sight, and the keys by which the
 * index finds their articles. */
#ifndef NX_STORE_NAME_IDS_H
#define NX_STORE_NAME_IDS_H

#include "store/internal.h"

typedef struct name_ids name_ids;

name_ids *name_ids_new(nx_store *store, nx_error *err);
void name_ids_free(name_ids *ids);

/* A name of an article and a form in which it is printed there. */
typedef struct spelled_name {
	const nx_entity *entity;
	nx_str spelling;
} spelled_name;

/* The texts in which the mentions stand: the first ones in the body. */
typedef struct spelled_texts {
	const nx_lexicon *lexicon;
	nx_str body, title;
	size_t in_body;
} spelled_texts;

/* The names of the mentions with their spellings, once each, those of one name side by side;
 * free() *out. The spellings live in the arena. */
nx_status names_spelled(const nx_mentions *mentions, const spelled_texts *texts, nx_arena *arena,
	spelled_name **out, size_t *count, nx_error *err);

/* Replace `out` by the keys of an article: names and their spellings by their ids, source,
 * tags (one a line), and `mentions`, which are keys already. */
nx_status name_ids_keys(name_ids *ids, nx_buf *out, const spelled_name *names, size_t count,
	nx_str source, nx_str tags, nx_str mentions, nx_error *err);

#endif
