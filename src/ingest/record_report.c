/* Records on their way to the sink, and what the user should hear of them. */
#include <inttypes.h>
#include <stdio.h>

#include "ingest/charset.h"
#include "ingest/record.h"

/* Where the trouble is: the line if it is known, else the record's number. */
typedef struct position {
	char text[40];
} position;

static position position_of(const nx_reading *reading, uint64_t ordinal)
{
	position p;

	snprintf(p.text, sizeof p.text, "%s %" PRIu64,
		reading->line ? nx_message("line") : nx_message("record"),
		reading->line ? reading->line : ordinal);
	return p;
}

nx_status nx_reading_warn_record(
	nx_reading *reading, uint64_t ordinal, const nx_record_report *report, nx_error *err)
{
	const position at = position_of(reading, ordinal);
	nx_status st = NX_OK;

	if (report->bad_date.p)
		st = nx_reading_warn(reading, ordinal, err,
			"%s: article kept undated, its date cannot be read: \"%.*s\"", at.text,
			NX_FMT(report->bad_date));
	if (st == NX_OK && report->mojibake == NX_MOJIBAKE_LOST)
		st = nx_reading_warn(reading, ordinal, err,
			"%s: text that was read in a wrong encoding, too damaged to repair",
			at.text);
	else if (st == NX_OK && report->mojibake != NX_MOJIBAKE_NONE)
		st = nx_reading_warn(reading, ordinal, err, "%s: text repaired that was %s",
			at.text, nx_message(nx_mojibake_name(report->mojibake)));
	return st;
}

nx_status nx_reading_record(
	nx_reading *reading, uint64_t ordinal, const nx_record *record, nx_error *err)
{
	const position at = position_of(reading, ordinal);
	nx_error why = NX_ERROR_INIT;
	nx_record_report report;
	nx_article article;
	nx_status st;

	if (nx_record_is_empty(record)) {
		nx_fail(&why, NX_ERR_FORMAT, "%s: no value in it that newsidx knows", at.text);
		return nx_reading_refuse(reading, ordinal, &why, err);
	}
	nx_article_init(&article);
	st = nx_record_apply(&article, record, &report, err);
	if (st == NX_OK)
		st = nx_reading_warn_record(reading, ordinal, &report, err);
	if (st == NX_OK && nx_article_is_empty(&article))
		st = nx_reading_warn(
			reading, ordinal, err, "%s: article has neither title nor text", at.text);
	if (st == NX_OK)
		st = nx_reading_article(reading, ordinal, &article, err);
	nx_article_release(&article);
	return st;
}

nx_status nx_reading_mend(
	nx_reading *reading, uint64_t ordinal, nx_str *text, nx_buf *mended, nx_error *err)
{
	const position at = position_of(reading, ordinal);
	nx_error cause = NX_ERROR_INIT, why = NX_ERROR_INIT;
	nx_mending what;
	nx_status st = nx_charset_mend(text, mended, &what, &cause);

	if (st == NX_ERR_NOMEM)
		return nx_fail(err, st, "%s", cause.text);
	if (st != NX_OK) {
		*text = NX_STR_NULL;
		nx_fail(&why, st, "%s: %s", at.text, cause.text);
		return nx_reading_refuse(reading, ordinal, &why, err);
	}
	if (what.encoding)
		return nx_reading_warn(
			reading, ordinal, err, "%s: not UTF-8, read as %s", at.text, what.encoding);
	if (what.count)
		return nx_reading_warn(reading, ordinal, err,
			"%s: %zu ill-formed UTF-8 sequences replaced, the first at byte %zu",
			at.text, what.count, what.first);
	return NX_OK;
}
