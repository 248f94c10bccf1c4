/* The day of publication of an article whose page prints none. */
#ifndef NX_EXTRACT_DATE_INFER_H
#define NX_EXTRACT_DATE_INFER_H

#include "newsidx/date.h"

/* Work out the day from which a text counts, from what it says of the days around it.
 *
 * `text` is the article alone, title and body, in UTF-8; other articles on the page
 * have days of their own. That is a day which it names in full and counts from
 * ("yesterday Thursday 1 October 2020", "tomorrow 3 October 2020"), or names without
 * its year where the weekday fits the last year that the text speaks of, or names with
 * its weekday close to the same weekday said of today or yesterday, or the only day
 * named in full, of a statement that another paragraph dates to today or yesterday with
 * that day's weekday. What contradicts itself, as a weekday that is not that day's,
 * gives nothing: false, and *out is NX_DATE_NONE, else exact to the day. Whether that
 * day has come is not asked. Call nx_phrases_load() before. */
bool nx_date_infer(nx_date *out, nx_str text);

#endif
