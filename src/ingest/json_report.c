/* Objects of JSON on their way to the sink, and why some do not get there. */
#include <inttypes.h>

#include "ingest/clean.h"
#include "ingest/json_record.h"
#include "ingest/record_keys.h"
#include "newsidx/utf8.h"

#define KEYS_NAMED 6 /* in a message */

/* Keys that nobody knows, for the message that asks what they are. */
static void add_unknown(nx_buf *out, json_t *object)
{
	int named = 0;

	for (void *m = json_object_iter(object); m; m = json_object_iter_next(object, m)) {
		if (nx_key_is(NX_KEY_FIELD, nx_json_key(m), NULL))
			continue;
		if (named++ == KEYS_NAMED) {
			nx_buf_adds(out, " ...");
			return;
		}
		if (named > 1)
			nx_buf_adds(out, ", ");
		nx_clean_line(out, nx_json_key(m));
	}
}

static nx_status refuse_unknown(
	nx_reading *reading, uint64_t ordinal, json_t *object, nx_error *err)
{
	nx_error why = NX_ERROR_INIT;
	nx_buf keys = NX_BUF_INIT;
	nx_status st;

	add_unknown(&keys, object);
	if (keys.n)
		nx_fail(&why, NX_ERR_FORMAT,
			"line %" PRIu64
			": none of its keys is known; say what they are with --field title=KEY "
			"--field body=KEY: %.*s",
			reading->line, NX_FMT(nx_buf_str(&keys)));
	else
		nx_fail(&why, NX_ERR_FORMAT, "line %" PRIu64 ": no value in it that newsidx knows",
			reading->line);
	st = nx_reading_refuse(reading, ordinal, &why, err);
	nx_buf_release(&keys);
	return st;
}

nx_status nx_reading_object(
	nx_reading *reading, uint64_t ordinal, json_t *object, nx_str id, nx_error *err)
{
	nx_arena made = NX_ARENA_INIT;
	nx_error why = NX_ERROR_INIT;
	nx_record record;
	nx_status st;

	if (!json_is_object(object)) {
		nx_fail(&why, NX_ERR_FORMAT, "line %" PRIu64 ": a JSON %s, not an object",
			reading->line, nx_message(nx_json_kind_name(object)));
		return nx_reading_refuse(reading, ordinal, &why, err);
	}
	st = nx_json_record(&record, &made, reading->options, object, err);
	if (st != NX_OK)
		goto done;
	if (nx_record_is_empty(&record)) {
		st = refuse_unknown(reading, ordinal, object, err);
		goto done;
	}
	if (!record.value[NX_FIELD_DOCNO].p)
		record.value[NX_FIELD_DOCNO] = id;
	st = nx_reading_record(reading, ordinal, &record, err);
done:
	nx_arena_release(&made);
	return st;
}

/* Where the fault is, in characters, as editors count. */
static void describe(nx_error *why, const nx_reading *reading, nx_str text, size_t column,
	const nx_json_fault *fault)
{
	nx_str before = nx_str_slice(text, 0, fault->at), line = before;
	uint64_t number = reading->line;

	for (size_t i = 0; i < before.n; i++) {
		if (before.p[i] != '\n')
			continue;
		number++;
		line = nx_str_slice(before, i + 1, before.n);
		column = 1;
	}
	nx_fail(why, NX_ERR_FORMAT, "line %" PRIu64 ", column %zu: %s", number,
		column + nx_utf8_length(line), fault->why);
}

nx_status nx_reading_json(nx_reading *reading, uint64_t ordinal, nx_str text, size_t column,
	json_t **value, nx_error *err)
{
	const nx_str mark = NX_STR("\xEF\xBB\xBF"); /* BYTE ORDER MARK */
	nx_error why = NX_ERROR_INIT;
	nx_buf mended = NX_BUF_INIT;
	nx_json_fault fault;
	nx_status st;

	text = nx_str_starts(text, mark) ? nx_str_slice(text, mark.n, text.n) : text;
	st = nx_json_parse(value, text, &fault);
	/* Jansson checks UTF-8 itself, so that sound text is checked only once. */
	if (st == NX_ERR_FORMAT && nx_utf8_valid(text) < text.n) {
		st = nx_reading_mend(reading, ordinal, &text, &mended, err);
		if (st != NX_OK || !text.p)
			goto done;
		st = nx_json_parse(value, text, &fault);
	}
	if (st == NX_ERR_NOMEM) {
		nx_fail(err, st, "out of memory");
	} else if (st != NX_OK) {
		describe(&why, reading, text, column, &fault);
		why.status = st;
		st = nx_reading_refuse(reading, ordinal, &why, err);
	} else if (fault.halves) {
		st = nx_reading_warn(reading, ordinal, err,
			"line %" PRIu64 ": %zu halves of surrogate pairs replaced", reading->line,
			fault.halves);
	}
done:
	nx_buf_release(&mended);
	return st;
}
