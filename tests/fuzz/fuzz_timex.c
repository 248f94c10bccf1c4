/* Expressions of time in arbitrary bytes: every span lies in the text, behind the one
 * before it, and what is resolved has its days in order and a value; a day of publication is a day. */
#include <assert.h>
#include <stdint.h>

#include "extract/date_infer.h"
#include "newsidx/timex.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const nx_timex *timex, size_t from, size_t size)
{
	nx_buf value = NX_BUF_INIT;

	assert(timex->start >= from && timex->end > timex->start && timex->end <= size);
	assert(timex->weekday >= -1 && timex->weekday <= 6);
	assert(timex->weekday >= 0 || !timex->weekday_conflict);
	assert(timex->first <= timex->last && !timex->first == !timex->last);
	assert(timex->kind == NX_TIMEX_VAGUE || timex->ref == NX_REF_NONE);
	assert(timex->deictic ? timex->offset >= -2 && timex->offset <= 2 : timex->offset == 0);
	if (timex->date.precision != NX_PRECISION_NONE)
		assert(nx_date_valid(timex->date.year, timex->date.month ? timex->date.month : 1,
			timex->date.day ? timex->date.day : 1));
	nx_timex_value(&value, timex);
	assert(timex->kind == NX_TIMEX_VAGUE || !timex->first == !value.n);
	nx_buf_release(&value);
}

/* The first bytes are the reference: its precision, year, month, day and time. */
static nx_date read_reference(const uint8_t *data)
{
	nx_date date = { .precision = data[0] % (NX_PRECISION_SECOND + 1),
		.year = 1 + ((data[1] << 8 | data[2]) % 9999),
		.month = 1 + data[3] % 12,
		.day = 1 + data[4] % 28,
		.zone = NX_ZONE_UNKNOWN };

	if (date.precision >= NX_PRECISION_MINUTE) {
		date.hour = data[5] % 24;
		date.minute = data[5] % 60;
	}
	if (data[0] & 0x80)
		date.year = 1900 + date.year % 200;
	return date;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	nx_str text;
	nx_date reference, inferred;
	nx_timex timex;
	size_t from = 0;

	if (size < 6)
		return 0;
	reference = read_reference(data);
	text = (nx_str){ (const char *)data + 6, size - 6 };
	for (; nx_timex_find(text, from, &reference, &timex); from = timex.end)
		check(&timex, from, text.n);
	if (nx_date_parse_relative(&timex, text, &reference))
		assert(timex.first && timex.first <= timex.last);
	if (nx_date_infer(&inferred, text))
		assert(inferred.precision == NX_PRECISION_DAY &&
			nx_date_valid(inferred.year, inferred.month, inferred.day));
	else
		assert(inferred.precision == NX_PRECISION_NONE);
	return 0;
}
