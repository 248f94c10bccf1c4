/* The values of a record, gathered one at a time from markup. */
#ifndef NX_INGEST_GATHER_H
#define NX_INGEST_GATHER_H

#include "ingest/record.h"

typedef struct nx_gather {
	nx_buf value[NX_FIELDS];
	size_t rank[NX_FIELDS];
	bool date_read;       /* the date that is held can be read */
	bool too_long;        /* NX_LINE_LIMIT was reached, and values were left out */
	size_t mended;        /* ill-formed UTF-8 sequences that were replaced */
	const char *encoding; /* that values turned out to be in, or NULL */
	nx_buf scratch;
} nx_gather;

void nx_gather_release(nx_gather *gather);
/* Empty it for the next record. */
void nx_gather_clear(nx_gather *gather);
/* Take a value, which may be ill-formed UTF-8. Blank ones are ignored. Among several
 * for a field the lowest `rank` wins, then the first; but tags, and bodies, summaries
 * and authors of one rank, are all kept; and a date that can be read beats one that
 * cannot. NX_OK or NX_ERR_NOMEM. */
nx_status nx_gather_add(
	nx_gather *gather, nx_field field, size_t rank, nx_str value, nx_error *err);
/* The same for a list with commas or semicolons, Arabic ones too. */
nx_status nx_gather_add_list(
	nx_gather *gather, nx_field field, size_t rank, nx_str list, nx_error *err);
bool nx_gather_has(const nx_gather *gather, nx_field field);
/* Views of the values, until the next change. */
nx_record nx_gather_record(const nx_gather *gather);
/* Warn of values that were not UTF-8. */
nx_status nx_gather_warn(
	const nx_gather *gather, nx_reading *reading, uint64_t ordinal, nx_error *err);

#endif
