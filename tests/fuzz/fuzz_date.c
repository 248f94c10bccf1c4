/* Dates in arbitrary bytes: every span lies in the text, behind the one before it,
 * and holds a date that exists. */
#include <assert.h>
#include <stdint.h>

#include "newsidx/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const nx_date *date)
{
	nx_buf printed = NX_BUF_INIT;
	int32_t first, last;

	nx_date_days(date, &first, &last);
	assert(date->precision != NX_PRECISION_NONE && first <= last);
	assert(nx_date_valid(date->year, date->month ? date->month : 1, date->day ? date->day : 1));
	assert(date->hour >= 0 && date->hour < 24 && date->minute >= 0 && date->minute < 60 &&
		date->second >= 0 && date->second < 60);
	nx_date_format(&printed, date);
	assert(printed.n >= 4);
	nx_buf_release(&printed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	nx_str text = { (const char *)data, size };
	nx_date_span span;
	nx_date date;
	size_t from = 0;

	while (nx_date_find(text, from, &span)) {
		assert(span.start >= from && span.end > span.start && span.end <= size);
		assert(span.weekday >= -1 && span.weekday <= 6);
		check(&span.date);
		from = span.end;
	}
	if (nx_date_parse(&date, text))
		check(&date);
	return 0;
}
