#include "ingest/warc.h"

#include <inttypes.h>
#include <stdlib.h>

#include "ingest/warc_body.h"
#include "ingest/warc_record.h"

typedef struct warc {
	nx_members base;
	nx_budget *budget;
	nx_warc_reader reader;
	uint64_t given;
	bool astray; /* between records, none of which begins where it should */
	nx_buf line, head, http, name;
	/* The codings of the body, each over the one before. */
	nx_warc_block block;
	nx_warc_chunked chunked;
	nx_warc_deflated deflated;
	nx_stream broken;
} warc;

static void reset(warc *w)
{
	nx_buf_release(&w->chunked.base.head);
	nx_buf_release(&w->deflated.base.head);
	nx_buf_release(&w->block.base.head);
	w->chunked.base.head = w->deflated.base.head = (nx_buf)NX_BUF_INIT;
}

/* Pass over what is left of the block. */
static nx_status skip_block(warc *w, nx_error *err)
{
	while (w->block.left > 0) {
		nx_str piece;
		nx_status st = nx_warc_take(&w->reader, w->block.left, &piece, err);

		if (st != NX_OK)
			return st;
		if (piece.n == 0)
			return nx_warc_fail(&w->reader, NX_ERR_FORMAT, err, "cut off");
		w->block.left -= piece.n;
	}
	return NX_OK;
}

static bool is_version(nx_str line)
{
	return nx_str_starts(line, NX_STR("WARC/")) && line.n >= 8 && line.n <= 10 &&
	       line.p[5] >= '0' && line.p[5] <= '9' && line.p[6] == '.';
}

/* Find the version line of the next record: *found is false at the end. Records are
 * parted by empty lines; *lost is set when something else is there, the first time. */
static nx_status find_record(warc *w, bool *found, bool *lost, nx_error *err)
{
	nx_status st = NX_OK;
	bool got = true;

	*found = *lost = false;
	while (got && !*found && !*lost) {
		uint64_t all = UINT64_MAX, start = w->reader.offset;

		st = nx_warc_line(&w->reader, &all, &w->line, &got, err);
		if (st != NX_OK)
			break;
		*found = is_version(nx_buf_str(&w->line));
		if (*found)
			w->reader.start = start;
		*lost = !*found && w->line.n > 0 && !w->astray;
	}
	w->astray = *lost || (w->astray && !*found);
	w->reader.record += *found;
	return st;
}

/* Decimal digits only, and no more than fit. */
static bool parse_length(nx_str text, uint64_t *length)
{
	*length = 0;
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] < '0' || text.p[i] > '9' || i == 18)
			return false;
		*length = *length * 10 + (uint64_t)(text.p[i] - '0');
	}
	return text.n > 0;
}

/* Read the header of the record and that of the answer in it. *wanted says whether it
 * is a member; a failure that is not of the stream is the member's. */
static nx_status read_heads(warc *w, nx_warc_record *record, bool *wanted, nx_error *err)
{
	uint64_t all = UINT64_MAX, length;
	nx_status st;

	*wanted = true;
	nx_buf_clear(&w->head);
	nx_buf_clear(&w->http);
	w->block.left = 0;
	if ((st = nx_warc_head(&w->reader, &all, &w->head, err)) != NX_OK) {
		w->astray = true;
		return st;
	}
	*wanted = nx_warc_record_read(record, nx_buf_str(&w->head));
	if (!parse_length(nx_warc_field(nx_buf_str(&w->head), "Content-Length"), &length)) {
		w->astray = *wanted = true;
		return nx_fail(err, NX_ERR_FORMAT, "no Content-Length, or none that can be meant");
	}
	w->block.left = length;
	if (!*wanted || !record->is_answer)
		return NX_OK;
	if ((st = nx_warc_head(&w->reader, &w->block.left, &w->http, err)) != NX_OK)
		return st;
	if (!nx_str_starts(nx_buf_str(&w->http), NX_STR("HTTP/")))
		return nx_fail(err, NX_ERR_FORMAT, "no HTTP header in the answer");
	*wanted = nx_warc_record_answer(record, nx_buf_str(&w->head), nx_buf_str(&w->http));
	return NX_OK;
}

/* The body without the codings that the header names and the bytes confirm. */
static nx_status open_body(
	warc *w, const nx_warc_record *record, nx_stream **body, bool *wanted, nx_error *err)
{
	nx_str head = NX_STR("");

	nx_warc_block_init(&w->block, &w->reader, w->block.left);
	*body = &w->block.base;
	if (record->is_chunked &&
		nx_warc_chunked_init(&w->chunked, &w->reader, *body, record->is_truncated))
		*body = &w->chunked.base;
	if (record->is_deflated && nx_warc_deflated_init(&w->deflated, *body))
		*body = &w->deflated.base;
	if (w->block.left > NX_MEMBER_LIMIT)
		return nx_fail(err, NX_ERR_LIMIT,
			"longer than %" PRIu64 " bytes, the limit of a member", NX_MEMBER_LIMIT);
	if (!record->is_unsure && !record->foreign)
		return NX_OK;
	nx_stream_head(*body, &head, NULL);
	if (nx_warc_looks_marked(head) ||
		(record->is_unsure && nx_packing_of(head) == NX_PACKING_COMPRESSED))
		return NX_OK;
	*wanted = !record->is_unsure;
	return nx_fail(err, NX_ERR_FORMAT, "Content-Encoding %s cannot be read",
		record->foreign ? record->foreign : "");
}

static nx_status give(warc *w, const nx_warc_record *record, nx_stream *body, const nx_error *why,
	nx_member *member, nx_error *err)
{
	nx_error told;

	nx_buf_clear(&w->name);
	if (record->url.p)
		nx_archive_name(&w->name, record->url);
	else
		nx_buf_addf(&w->name, "record %" PRIu64, w->reader.record);
	member->name = nx_buf_str(&w->name);
	if (record->url.p)
		member->url = member->name;
	member->charset = record->charset;
	member->stream = body;
	if (why->status != NX_OK) {
		nx_warc_fail(&w->reader, why->status, &told, "%s", why->text);
		nx_stream_break(&w->broken, &told);
		member->stream = &w->broken;
	}
	w->given++;
	return nx_buf_status(&w->name, err);
}

static nx_status broken(const warc *w, const nx_error *why, nx_error *err)
{
	if (why->status == NX_ERR_NOMEM)
		return nx_fail(err, why->status, "%s", why->text);
	return nx_fail(err, why->status, "archive broken after %" PRIu64 " members: %s", w->given,
		why->text);
}

static nx_status next_member(nx_members *base, nx_member *member, nx_error *err)
{
	warc *w = (warc *)base;
	nx_warc_record record = { .url = NX_STR_NULL, .charset = NX_STR_NULL };
	nx_stream *body = NULL;
	bool wanted = false;
	nx_error why = NX_ERROR_INIT;

	*member = (nx_member){ NX_STR_NULL, NX_STR_NULL, NX_STR_NULL, NULL };
	while (!wanted) {
		bool found, lost;
		nx_status st;

		reset(w);
		why = (nx_error)NX_ERROR_INIT;
		if (skip_block(w, &why) != NX_OK || find_record(w, &found, &lost, &why) != NX_OK)
			return broken(w, &why, err);
		if (lost) {
			nx_fail(&why, NX_ERR_FORMAT,
				"does not end where its Content-Length says; "
				"passed over to the next record");
			break;
		}
		if (!found)
			return NX_OK;
		if ((st = nx_budget_member(w->budget, err)) != NX_OK)
			return st;
		st = read_heads(w, &record, &wanted, &why);
		if (st == NX_ERR_NOMEM || w->reader.failed)
			return broken(w, &why, err);
		if (st == NX_OK && wanted)
			open_body(w, &record, &body, &wanted, &why);
	}
	return give(w, &record, body, &why, member, err);
}

static void close_warc(nx_members *base)
{
	warc *w = (warc *)base;

	reset(w);
	nx_buf_release(&w->line);
	nx_buf_release(&w->head);
	nx_buf_release(&w->http);
	nx_buf_release(&w->name);
	free(w);
}

nx_status nx_warc_open(nx_members **out, nx_stream *stream, nx_budget *budget, nx_error *err)
{
	warc *w = calloc(1, sizeof *w);

	*out = NULL;
	if (!w)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	w->base.next = next_member;
	w->base.close = close_warc;
	w->budget = budget;
	w->reader = (nx_warc_reader){ .stream = stream, .chunk = NX_STR("") };
	*out = &w->base;
	return NX_OK;
}
