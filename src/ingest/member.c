/* One file, or one member of an archive, through the reader of its format. */
#include "ingest/reader.h"
#include "ingest/tee.h"

/* The bytes as UTF-8. *decoded is to be closed after reading. */
static nx_status decode(nx_reading *reading, nx_stream *raw, const nx_member *member,
	nx_stream **decoded, nx_error *why)
{
	const char *encoding = NULL;
	nx_str head;
	nx_status st;

	*decoded = NULL;
	reading->stream = raw;
	if ((st = nx_stream_head(raw, &head, why)) != NX_OK || head.n == 0)
		return st;
	st = nx_charset_check_head(
		head, member->charset, reading->options->encoding, &encoding, why);
	if (st != NX_OK || !encoding)
		return st;
	st = nx_charset_stream(decoded, raw, encoding, why);
	if (st == NX_OK)
		reading->stream = *decoded;
	return st;
}

/* All others are streams of records. */
static bool is_page(const nx_reader *reader)
{
	return reader->format == NX_FORMAT_PAGE || reader->format == NX_FORMAT_MARKDOWN ||
	       reader->format == NX_FORMAT_HTML;
}

static nx_status read_with(nx_reading *reading, const nx_reader *reader, nx_tee *tee, nx_error *err)
{
	const nx_ingest_sink *sink = reading->sink;
	uint64_t before = reading->found;
	nx_place place = { .path = reading->path, .member = reading->member };
	nx_status st;

	if (tee && !is_page(reader))
		nx_tee_stop(tee);
	st = reader->read(reading, err);
	if (st != NX_OK || !tee || tee->off || !tee->ended || reading->found == before)
		return st;
	return sink->original(
		sink->ctx, &place, nx_buf_str(tee->kept), reading->found - before, err);
}

/* What stands in a WARC is a record of it. */
static bool wants_original(const nx_reading *reading, const nx_member *member)
{
	return reading->sink->original && !member->url.p;
}

nx_status nx_reading_member(nx_reading *reading, const nx_member *member, nx_error *err)
{
	nx_str name = member->name.p ? member->name : reading->path, head = NX_STR("");
	nx_error why = NX_ERROR_INIT;
	nx_stream *decoded, *raw = member->stream;
	nx_tee tee, *keeps = NULL;
	nx_status st;

	reading->member = member->name;
	reading->url = member->url;
	reading->line = 0;
	reading->refused = false;
	if (wants_original(reading, member)) {
		nx_tee_open(&tee, raw, &reading->original, NX_PAGE_LIMIT);
		keeps = &tee;
		raw = &tee.stream;
	}
	st = decode(reading, raw, member, &decoded, &why);
	if (st == NX_OK)
		st = nx_stream_head(reading->stream, &head, &why);
	if (st == NX_ERR_NOMEM)
		st = nx_fail(err, st, "%s", why.text);
	else if (st != NX_OK)
		st = nx_reading_refuse(reading, 0, &why, err);
	else if (head.n == 0)
		st = nx_reading_warn(reading, 0, err, "empty file");
	else
		st = read_with(
			reading, nx_reader_for(reading->options->format, head, name), keeps, err);
	nx_stream_close(decoded);
	if (keeps)
		nx_tee_close(keeps);
	return st;
}

nx_status nx_ingest_page(nx_str bytes, nx_str path, nx_str member, const nx_ingest_options *options,
	const nx_ingest_sink *sink, nx_error *err)
{
	static const nx_ingest_options none;
	nx_ingest_sink quiet = { .ctx = sink->ctx,
		.article = sink->article,
		.refused = sink->refused,
		.warning = sink->warning };
	nx_reading reading = { .path = path, .options = options ? options : &none, .sink = &quiet };
	nx_member page = { .name = member, .stream = nx_stream_of(bytes) };
	nx_status st;

	if (!page.stream)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	st = nx_reading_member(&reading, &page, err);
	nx_stream_close(page.stream);
	return st;
}
