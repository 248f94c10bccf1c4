/* Furniture learnt from a corpus: lines that several articles of one source have are
 * none of the articles'. */
#ifndef NEWSIDX_FURNITURE_H
#define NEWSIDX_FURNITURE_H

#include <stdint.h>

#include "newsidx/buf.h"

/* Lines of fewer characters are too likely to be said twice; a line is furniture from
 * that many articles on. */
#define NX_FURNITURE_CPS 15
#define NX_FURNITURE_ARTICLES 3
/* A line that was not seen again among so many articles is forgotten, unless it is
 * furniture already. */
#define NX_FURNITURE_MEMORY 20000

/* Lines by source, with the number of articles that had them. For one thread. */
typedef struct nx_furniture nx_furniture;

/* What is kept of a line between runs. */
typedef struct nx_furniture_line {
	uint64_t key;      /* of source and line, the same on every machine; not 0 */
	uint32_t articles; /* that had the line */
	uint32_t last;     /* the number of the last of them, counted over all sources */
} nx_furniture_line;

/* Empty, and learning. NX_OK or NX_ERR_NOMEM, with *out NULL. */
nx_status nx_furniture_new(nx_furniture **out, nx_error *err);
/* May be NULL. */
void nx_furniture_free(nx_furniture *furniture);

/* From now on only what is known is applied, or learning goes on. */
void nx_furniture_learning(nx_furniture *furniture, bool on);

/* Take in a line that was kept. NX_OK or NX_ERR_NOMEM. */
nx_status nx_furniture_load(nx_furniture *furniture, const nx_furniture_line *line, nx_error *err);

/* The key of a line of a source; both folded. An unknown source is the empty string. */
uint64_t nx_furniture_key(nx_str source, nx_str line);
/* Articles that had the line. */
uint32_t nx_furniture_articles(const nx_furniture *furniture, uint64_t key);
/* Count an article with these lines, each named once. NX_OK or NX_ERR_NOMEM. */
nx_status nx_furniture_add(
	nx_furniture *furniture, const uint64_t *keys, size_t count, nx_error *err);

/* Append the lines that changed since the last call to *out, an array of *count lines
 * that the caller frees. NX_OK or NX_ERR_NOMEM. */
nx_status nx_furniture_changes(nx_furniture *furniture, nx_furniture_line **out, size_t *count,
	size_t *cap, nx_error *err);
/* Lines whose last article has a number below this, and that are no furniture, need not
 * be kept. */
uint32_t nx_furniture_horizon(const nx_furniture *furniture);

#endif
