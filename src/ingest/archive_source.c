#include "ingest/archive_source.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Less is read, not skipped: a seek throws away what is read ahead. */
#define SKIP_LEAST ((int64_t)1 << 20)

static la_ssize_t read_source(struct archive *a, void *data, const void **block)
{
	nx_archive_source *source = data;
	nx_str chunk;

	if (source->limit && source->left == 0) {
		nx_fail(&source->error, NX_ERR_LIMIT,
			"table or header of more than %" PRIu64
			" bytes, the limit; unpack the archive first",
			source->limit);
		archive_set_error(a, EIO, "%s", source->error.text);
		return -1;
	}
	if (source->gzip)
		nx_gzip_keep(source->gzip);
	if (nx_stream_read(source->stream, &chunk, &source->error) != NX_OK) {
		archive_set_error(a, EIO, "%s", source->error.text);
		return -1;
	}
	if (source->gzip)
		nx_gzip_packed(source->gzip, chunk);
	source->left -= chunk.n < source->left ? chunk.n : source->left;
	*block = chunk.p;
	return (la_ssize_t)chunk.n;
}

static la_int64_t seek_source(struct archive *a, void *data, la_int64_t offset, int whence)
{
	nx_archive_source *source = data;

	(void)a;
	return nx_stream_seek(source->stream, offset, whence);
}

/* Never past the end: the read behind it tells libarchive what is missing. */
static la_int64_t skip_source(struct archive *a, void *data, la_int64_t request)
{
	nx_archive_source *source = data;
	int64_t from;

	(void)a;
	if (request < SKIP_LEAST)
		return 0;
	from = nx_stream_seek(source->stream, 0, SEEK_CUR);
	if (from < 0 || nx_stream_seek(source->stream, request, SEEK_CUR) < 0)
		return 0;
	return request;
}

int nx_archive_source_open(nx_archive_source *source, struct archive *a)
{
	archive_read_set_read_callback(a, read_source);
	archive_read_set_callback_data(a, source);
	if (source->stream->seek) {
		archive_read_set_seek_callback(a, seek_source);
		archive_read_set_skip_callback(a, skip_source);
	}
	return archive_read_open1(a);
}

nx_status nx_archive_source_why(const nx_archive_source *source, struct archive *a, nx_error *why)
{
	const char *text = archive_error_string(a);

	if (source->error.status != NX_OK)
		return nx_fail(why, source->error.status, "%s", source->error.text);
	if (archive_errno(a) == ENOMEM)
		return nx_fail(why, NX_ERR_NOMEM, "out of memory");
	/* libarchive says nothing when the last bytes are missing. */
	if (!text || !*text)
		text = "cut off";
	return nx_fail(why, NX_ERR_FORMAT, "%.*s", (int)strcspn(text, "\n"), text);
}

nx_status nx_archive_source_failure(const nx_archive_source *source, struct archive *a,
	const char *what, uint64_t bytes, nx_error *err)
{
	nx_error why;
	nx_status st = nx_archive_source_why(source, a, &why);

	if (st == NX_ERR_NOMEM || source->error.status != NX_OK)
		return nx_fail(err, st, "%s", why.text);
	return nx_fail(
		err, st, "%s after %" PRIu64 " bytes: %s", nx_message(what), bytes, why.text);
}
