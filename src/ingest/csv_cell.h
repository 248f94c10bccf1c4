/* Lists in a cell, as Python prints them and JSON writes them. */
#ifndef NX_INGEST_CSV_CELL_H
#define NX_INGEST_CSV_CELL_H

#include "newsidx/buf.h"

/* If the cell is a list of strings in single or double quotes, append them to `out`,
 * parted by `between`, white space in an item being one space when `one_line`; else
 * false, and nothing is appended. */
bool nx_csv_list(nx_buf *out, nx_str cell, const char *between, bool one_line);

#endif
