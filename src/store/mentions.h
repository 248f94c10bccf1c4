/* The days that a text speaks of, as keys. */
#ifndef NX_STORE_MENTIONS_H
#define NX_STORE_MENTIONS_H

#include "store/internal.h"

/* Append a key for each day, month and year that title and body name or count from the
 * day of publication, once each: "d20201010", "d202010", "d2020" behind MARK_KEY,
 * parted by spaces. `published` may be NULL or inexact; then "yesterday" is no day. */
void mentions_keys(nx_buf *out, nx_str title, nx_str body, const nx_date *published);

/* The first day of what the key names, with its precision; false for other keys. */
bool mentions_read(nx_str key, nx_precision *precision, int32_t *day);

#endif
