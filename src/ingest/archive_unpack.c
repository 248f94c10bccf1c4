/* A stream without its compression. */
#include <inttypes.h>
#include <stdlib.h>

#include <archive_entry.h>

#include "ingest/archive.h"
#include "ingest/archive_source.h"

typedef struct unpacked_stream {
	nx_stream base;
	struct archive *archive;
	nx_archive_source source;
	nx_budget *budget;
	uint64_t bytes, limit;
	nx_gzip_check gzip;
	bool is_gzip; /* and nothing else around or in it */
} unpacked_stream;

static nx_status failure(const unpacked_stream *unpacked, nx_error *err)
{
	return nx_archive_source_failure(&unpacked->source, unpacked->archive,
		"compressed data damaged", unpacked->bytes, err);
}

/* libarchive takes what is no gzip header for the end, as gzip does: it may also be a
 * damaged header, before much that is not. */
static nx_status verify(unpacked_stream *unpacked, nx_error *err)
{
	nx_archive_source *source = &unpacked->source;
	la_int64_t end = archive_filter_bytes(unpacked->archive, -1);
	nx_status st = NX_OK;
	nx_str chunk;

	if (!unpacked->is_gzip || end < 0)
		return NX_OK;
	st = nx_gzip_verify(&unpacked->gzip, (uint64_t)end, err);
	while (st == NX_OK && unpacked->gzip.later < (uint64_t)end) {
		nx_gzip_keep(&unpacked->gzip);
		st = nx_stream_read(source->stream, &chunk, err);
		if (st != NX_OK || chunk.n == 0)
			return st;
		nx_gzip_packed(&unpacked->gzip, chunk);
	}
	return st == NX_OK ? nx_gzip_verify(&unpacked->gzip, (uint64_t)end, err) : st;
}

static nx_status next_block(nx_stream *stream, nx_str *block, nx_error *err)
{
	unpacked_stream *unpacked = (unpacked_stream *)stream;
	const void *p = NULL;
	size_t n = 0;
	la_int64_t offset;
	int code;

	do {
		code = archive_read_data_block(unpacked->archive, &p, &n, &offset);
	} while (code == ARCHIVE_RETRY || (code == ARCHIVE_OK && n == 0));
	if (code == ARCHIVE_EOF)
		return verify(unpacked, err);
	if (code != ARCHIVE_OK)
		return failure(unpacked, err);
	unpacked->bytes += n;
	if (unpacked->is_gzip)
		nx_gzip_unpacked(&unpacked->gzip, (nx_str){ p, n });
	if (unpacked->bytes > unpacked->limit)
		return nx_fail(err, NX_ERR_LIMIT,
			"unpacks to more than %" PRIu64 " bytes, the limit", unpacked->limit);
	*block = (nx_str){ p, n };
	return nx_budget_unpack(unpacked->budget, n, err);
}

static void close_unpacked(nx_stream *stream)
{
	unpacked_stream *unpacked = (unpacked_stream *)stream;

	archive_read_free(unpacked->archive);
	free(unpacked);
}

/* filter_all is not used: it runs external programs for lrzip, lzop and grzip when
 * a file claims to be one, and takes a text with a line "begin 644 x" for uuencoded. */
static bool support_filters(struct archive *a)
{
	static int (*const filters[])(struct archive *) = {
		archive_read_support_filter_bzip2,
		archive_read_support_filter_compress,
		archive_read_support_filter_gzip,
		archive_read_support_filter_lz4,
		archive_read_support_filter_lzip,
		archive_read_support_filter_xz,
		archive_read_support_filter_zstd,
	};

	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
		if (filters[i](a) < ARCHIVE_WARN)
			return false;
	}
	/* The raw format wants at least one byte: "empty" is for streams of none. */
	return archive_read_support_format_raw(a) == ARCHIVE_OK &&
	       archive_read_support_format_empty(a) == ARCHIVE_OK;
}

static nx_status start(unpacked_stream *unpacked, nx_error *err)
{
	struct archive *a = unpacked->archive;
	struct archive_entry *entry;
	int code;

	unpacked->source.gzip = &unpacked->gzip;
	if (nx_archive_source_open(&unpacked->source, a) != ARCHIVE_OK)
		return failure(unpacked, err);
	unpacked->is_gzip =
		archive_filter_count(a) == 2 && archive_filter_code(a, 0) == ARCHIVE_FILTER_GZIP;
	if (!unpacked->is_gzip)
		unpacked->source.gzip = NULL;
	/* The last filter is the one that does nothing. */
	if (archive_filter_count(a) - 1 > NX_FILTER_LIMIT)
		return nx_fail(err, NX_ERR_LIMIT,
			"compressed %d times over, beyond the limit of %d; unpack it first",
			archive_filter_count(a) - 1, NX_FILTER_LIMIT);
	code = archive_read_next_header(a, &entry);
	if (code < ARCHIVE_WARN)
		return failure(unpacked, err);
	/* Damage may look like nothing at all. */
	unpacked->base.ended = code == ARCHIVE_EOF;
	return unpacked->base.ended ? verify(unpacked, err) : NX_OK;
}

nx_status nx_archive_unpack(nx_stream **out, nx_stream *packed, nx_budget *budget, nx_error *err)
{
	nx_status st;
	unpacked_stream *unpacked = calloc(1, sizeof *unpacked);

	*out = NULL;
	if (!unpacked)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	unpacked->base.next = next_block;
	unpacked->base.close = close_unpacked;
	unpacked->source.stream = packed;
	unpacked->budget = budget;
	unpacked->limit = UINT64_MAX;
	unpacked->archive = archive_read_new();
	if (!unpacked->archive || !support_filters(unpacked->archive))
		st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	else
		st = start(unpacked, err);
	if (st == NX_OK)
		*out = &unpacked->base;
	else
		close_unpacked(&unpacked->base);
	return st;
}

void nx_archive_limit(nx_stream *unpacked)
{
	((unpacked_stream *)unpacked)->limit = NX_MEMBER_LIMIT;
}
