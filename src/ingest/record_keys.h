/* The table of keys, src/ingest/data/keys.tsv, beyond what nx_key_find() tells. */
#ifndef NX_INGEST_RECORD_KEYS_H
#define NX_INGEST_RECORD_KEYS_H

#include "ingest/record.h"

/* What a key is for. */
typedef enum nx_key_use {
	NX_KEY_FIELD = 1, /* fills a field, or is known to fill none */
	NX_KEY_VALUE,     /* where an object keeps the text that it stands for */
	NX_KEY_ENVELOPE,  /* an object around the record */
	NX_KEY_LIST       /* a member that holds records */
} nx_key_use;

/* Is the key known for this use? *rank, if not NULL, is its place in the table. */
bool nx_key_is(nx_key_use use, nx_str key, size_t *rank);

/* The field of that name, "title", "body" ...; false when there is none. */
bool nx_field_from_name(nx_field *out, nx_str name);

/* Ranks of this value and above are nobody's key. */
#define NX_KEY_RANKS ((size_t)1 << 16)

#endif
