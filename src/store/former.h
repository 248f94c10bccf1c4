/* The places that a file had when it was read before, so that what comes now is known
 * again. 80 bytes a place, held while the file is read once more. */
#ifndef NX_STORE_FORMER_H
#define NX_STORE_FORMER_H

#include "store/edit.h"

/* By what a place is looked up. */
typedef enum former_by {
	FORMER_PLACE,
	FORMER_HASH,
	FORMER_DOCNO,
	FORMER_TARGET,
	FORMER_KEYS
} former_by;

typedef struct former_row {
	uint64_t keys[FORMER_KEYS]; /* the docno's with the member; the target is the article,
	                             * or another place of one as a negative number */
	uint32_t next[FORMER_KEYS];
	bool seen;      /* this time too */
	bool displaced; /* another record stands there now */
} former_row;

typedef struct former_places {
	former_row *rows; /* in order of member and ordinal */
	size_t count, cap;
	size_t unseen;
	uint32_t *heads[FORMER_KEYS];
	size_t size; /* of each, a power of two */
} former_places;

/* A part of a file: of a member the places from one to another. */
typedef struct former_part {
	nx_str member;
	int64_t first, last;
} former_part;

/* All places of the file, or with `part` (may be NULL) those of it. */
nx_status former_load(
	former_places *f, edit *e, int64_t file_id, const former_part *part, nx_error *err);
void former_clear(former_places *f);
void former_release(former_places *f);

uint64_t former_place_key(nx_str member, int64_t ordinal);
/* 0 without a docno. */
uint64_t former_docno_key(nx_str member, nx_str docno);

static inline int64_t former_target(const former_row *row)
{
	return (int64_t)row->keys[FORMER_TARGET];
}

/* The first row after `row` (NULL: from the start) with this key that has not been seen,
 * or NULL. */
former_row *former_next(former_places *f, former_by by, uint64_t key, former_row *row);
/* The article or other place that a row stands for is another row of the database now. */
void former_retarget(former_places *f, int64_t from, int64_t to);
void former_see(former_places *f, former_row *row);

#endif
