/* The options with which a page was read, as text that is kept beside it: a line KEY=VALUE
 * for each that was given. */
#ifndef NX_CLI_REMEMBERED_H
#define NX_CLI_REMEMBERED_H

#include "newsidx/ingest.h"

/* Append them. `name`, NX_STR_NULL for none, is that of the file when it was read under
 * another than the index has for it: through a link. */
void remember_options(nx_buf *out, const nx_ingest_options *options, nx_str name);

typedef struct remembered {
	nx_ingest_options options;
	nx_str name;
	nx_field_key *fields; /* owned */
	size_t field_cap;
	nx_arena arena; /* of all strings */
} remembered;

/* What the text says, read into `r`, which is zeroed or was read into before; without the
 * furniture. Lines that are not understood are passed over. False without memory. */
bool remembered_read(remembered *r, nx_str text);
void remembered_release(remembered *r);

#endif
