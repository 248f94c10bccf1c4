#include "ingest/gather.h"

#include <inttypes.h>

#include "ingest/charset.h"
#include "ingest/clean.h"
#include "newsidx/utf8.h"

/* Buffers that one long record has blown up are not kept for the short ones. */
#define KEPT ((size_t)1 << 20)

static void empty(nx_buf *buf)
{
	if (buf->cap > KEPT)
		nx_buf_release(buf);
	nx_buf_clear(buf);
}

void nx_gather_release(nx_gather *gather)
{
	for (int i = 0; i < NX_FIELDS; i++)
		nx_buf_release(&gather->value[i]);
	nx_buf_release(&gather->scratch);
}

void nx_gather_clear(nx_gather *gather)
{
	for (int i = 0; i < NX_FIELDS; i++)
		empty(&gather->value[i]);
	empty(&gather->scratch);
	gather->date_read = gather->too_long = false;
	gather->mended = 0;
	gather->encoding = NULL;
}

bool nx_gather_has(const nx_gather *gather, nx_field field)
{
	return gather->value[field].n > 0;
}

static bool is_within_limit(nx_gather *gather, size_t more)
{
	size_t all = more;

	for (int i = 0; i < NX_FIELDS; i++)
		all += gather->value[i].n;
	gather->too_long |= all > NX_LINE_LIMIT;
	return !gather->too_long;
}

/* Append to what is held, parted from it by `mark`. */
static void append(nx_buf *held, nx_str value, const char *mark)
{
	if (held->n)
		nx_buf_adds(held, mark);
	nx_buf_add(held, value);
}

/* What parts the values of a field that are kept side by side; NULL for one that has
 * a single value. */
static const char *mark_of(nx_field field)
{
	switch (field) {
	case NX_FIELD_BODY:
	case NX_FIELD_SUMMARY:
	case NX_FIELD_TAGS:
	case NX_FIELD_CAPTIONS:
	case NX_FIELD_SUBHEADINGS:
		return "\n";
	case NX_FIELD_AUTHOR:
		return ", ";
	default:
		return NULL;
	}
}

/* Does the new value push out what is held? */
static bool wins(nx_gather *gather, nx_field field, size_t rank, nx_str value)
{
	bool held = nx_gather_has(gather, field), read;
	bool better = !held || rank < gather->rank[field];
	nx_date date;

	if (field == NX_FIELD_TAGS)
		return false;
	if (field != NX_FIELD_DATE)
		return better;
	read = nx_record_date(&date, value);
	better = read == gather->date_read ? better : read;
	gather->date_read |= read;
	return better;
}

static void take(nx_gather *gather, nx_field field, size_t rank, nx_str value)
{
	nx_buf *held = &gather->value[field];
	const char *mark = mark_of(field);

	if (wins(gather, field, rank, value)) {
		nx_buf_clear(held);
		nx_buf_add(held, value);
		gather->rank[field] = rank;
	} else if (field == NX_FIELD_TAGS) {
		/* One a line, so that a line end in a tag is a space. */
		nx_buf_clear(&gather->scratch);
		nx_clean_line(&gather->scratch, value);
		append(held, nx_buf_str(&gather->scratch), mark);
	} else if (mark && rank == gather->rank[field] && !nx_str_eq(nx_buf_str(held), value)) {
		append(held, value, mark);
	}
}

/* Each ill-formed sequence of `text` as U+FFFD; returns how many there were. */
static size_t replace(nx_buf *out, nx_str text)
{
	size_t count = 0, at = 0;

	while (at < text.n) {
		size_t good = nx_utf8_valid(nx_str_slice(text, at, text.n));

		nx_buf_add(out, nx_str_slice(text, at, at + good));
		at += good;
		if (at < text.n) {
			nx_buf_add_cp(out, nx_utf8_next(text, &at));
			count++;
		}
	}
	return count;
}

/* *value as well-formed UTF-8, built in `mended` when it is not. Letters too few to
 * tell an encoding are no reason to leave the value out. */
static nx_status mend(nx_gather *gather, nx_str *value, nx_buf *mended, nx_error *err)
{
	nx_mending mending = { .count = 0 };
	nx_error why = NX_ERROR_INIT;
	nx_status st;

	if (nx_utf8_valid(*value) == value->n)
		return NX_OK;
	st = nx_charset_mend(value, mended, &mending, &why);
	if (st == NX_ERR_FORMAT) {
		nx_buf_clear(mended);
		mending = (nx_mending){ .count = replace(mended, *value) };
		*value = nx_buf_str(mended);
		st = nx_buf_status(mended, &why);
	}
	gather->mended += mending.count;
	if (mending.encoding)
		gather->encoding = mending.encoding;
	return st == NX_OK ? st : nx_fail(err, st, "%s", why.text);
}

nx_status nx_gather_add(nx_gather *gather, nx_field field, size_t rank, nx_str value, nx_error *err)
{
	nx_buf mended = NX_BUF_INIT;
	nx_status st = mend(gather, &value, &mended, err);

	value = nx_str_trim(value);
	if (st == NX_OK && value.n && is_within_limit(gather, value.n)) {
		take(gather, field, rank, value);
		st = nx_buf_status(&gather->scratch, err);
		if (st == NX_OK)
			st = nx_buf_status(&gather->value[field], err);
	}
	nx_buf_release(&mended);
	return st;
}

nx_status nx_gather_add_list(
	nx_gather *gather, nx_field field, size_t rank, nx_str list, nx_error *err)
{
	const nx_str marks[] = { NX_STR(","), NX_STR(";"), NX_STR("،"), NX_STR("؛") };
	nx_status st = NX_OK;
	size_t start = 0, i = 0;

	while (st == NX_OK && i <= list.n) {
		size_t mark = i == list.n;

		for (size_t k = 0; !mark && k < sizeof marks / sizeof *marks; k++) {
			if (nx_str_starts(nx_str_slice(list, i, list.n), marks[k]))
				mark = marks[k].n;
		}
		if (mark)
			st = nx_gather_add(gather, field, rank, nx_str_slice(list, start, i), err);
		i += mark ? mark : 1;
		start = mark ? i : start;
	}
	return st;
}

nx_record nx_gather_record(const nx_gather *gather)
{
	nx_record record = { .tags_listed = true };

	for (int i = 0; i < NX_FIELDS; i++) {
		if (nx_gather_has(gather, (nx_field)i))
			record.value[i] = nx_buf_str(&gather->value[i]);
	}
	return record;
}

nx_status nx_gather_warn(
	const nx_gather *gather, nx_reading *reading, uint64_t ordinal, nx_error *err)
{
	nx_status st = NX_OK;

	if (gather->encoding)
		st = nx_reading_warn(reading, ordinal, err,
			"line %" PRIu64 ": not UTF-8, read as %s", reading->line, gather->encoding);
	if (st != NX_OK || !gather->mended)
		return st;
	return nx_reading_warn(reading, ordinal, err,
		"line %" PRIu64 ": %zu ill-formed UTF-8 sequences replaced", reading->line,
		gather->mended);
}
