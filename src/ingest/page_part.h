/* A part of a text file, and whether it is an article of its own. */
#ifndef NX_INGEST_PAGE_PART_H
#define NX_INGEST_PAGE_PART_H

#include "ingest/page_mark.h"
#include "ingest/reader.h"

/* A stretch of the file between two lines that could part articles. */
typedef struct nx_page_part {
	size_t start, end; /* of its bytes, where the holder keeps them */
	uint64_t line;     /* of the file, where its text begins */
	size_t lines;      /* that are not blank */
	bool has_paragraph;
	bool too_long; /* its bytes are not kept */
	/* Once it was read: */
	bool read;
	size_t read_bytes; /* of it when it was read last */
	nx_article article;
	nx_mending mending;
	nx_error why; /* it is no text */
	/* What has been found in any stretch of it. */
	bool has_title;
	size_t body_bytes;
	size_t joins; /* stretches that were joined to it */
} nx_page_part;

void nx_page_part_init(nx_page_part *part, size_t start);
void nx_page_part_release(nx_page_part *part);

/* Take one more line into account. */
void nx_page_part_add(nx_page_part *part, nx_str line, uint64_t number, size_t end);
/* Are its lines such as stand above a body: a title, a date? */
bool nx_page_part_is_head(const nx_page_part *part);

/* Extract the article, if that was not done yet, from the part's `bytes`, which
 * begin at byte `offset` of the file. Fails only without memory. */
nx_status nx_page_part_read(
	nx_page_part *part, nx_str bytes, uint64_t offset, nx_furniture *furniture, nx_error *err);

/* Is there a title with a body below it? */
bool nx_page_part_is_article(const nx_page_part *part);
/* Does the part, which was read and stands below the mark, begin an article?
 * `above` is the text before the mark; `known` says that another mark like this one
 * has parted articles before. */
bool nx_page_part_begins(
	const nx_page_part *part, nx_str bytes, nx_str above, const nx_page_mark *mark, bool known);

/* Join a part that proved to be no article of its own to the one before it. */
void nx_page_part_join(nx_page_part *part, nx_page_part *next);

#endif
