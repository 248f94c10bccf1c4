#include "ingest/container.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK_SIZE ((size_t)256 << 10)

struct nx_stream {
	struct archive *archive;
	int fd; /* -1 for standard input, which is not ours to close */
	nx_buf head;
	bool head_read, head_given;
	bool ended;
	uint64_t bytes;   /* delivered by libarchive so far */
	nx_error pending; /* failure met while the head was read */
};

/* gzip and its kin by their magic numbers. The filter_all set is not used: it
 * runs external programs for lrzip, lzop and grzip when a file claims to be one,
 * and takes a text with a line "begin 644 x" for uuencoded. */
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
	/* The raw format wants at least one byte: "empty" is for files of none. */
	return archive_read_support_format_raw(a) == ARCHIVE_OK &&
	       archive_read_support_format_empty(a) == ARCHIVE_OK;
}

static nx_status archive_failure(const nx_stream *stream, nx_error *err)
{
	struct archive *a = stream->archive;
	int code = archive_errno(a);
	const char *why = archive_error_string(a);

	if (code == ENOMEM)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	/* A code of the system's is the file's; libarchive's own are about the data. */
	if (code <= 0 || code == EILSEQ)
		return nx_fail(err, NX_ERR_FORMAT,
			"compressed data damaged after %" PRIu64 " bytes: %s", stream->bytes,
			why ? why : "no reason given");
	if (stream->bytes == 0)
		return nx_fail(err, NX_ERR_IO, "%s", strerror(code));
	return nx_fail(err, NX_ERR_IO, "reading stopped after %" PRIu64 " bytes: %s", stream->bytes,
		strerror(code));
}

nx_status nx_stream_open(nx_stream **out, const char *path, nx_error *err)
{
	nx_status st = NX_OK;
	struct archive_entry *entry;
	nx_stream *stream;
	bool is_stdin = strcmp(path, "-") == 0;
	int code;

	*out = NULL;
	stream = calloc(1, sizeof *stream);
	if (!stream)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	stream->fd = -1;
	stream->archive = archive_read_new();
	if (!stream->archive || !support_filters(stream->archive)) {
		st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
		goto done;
	}
	if (!is_stdin) {
		stream->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
		if (stream->fd < 0) {
			st = nx_fail(err, NX_ERR_IO, "%s", strerror(errno));
			goto done;
		}
	}
	if (archive_read_open_fd(stream->archive, is_stdin ? STDIN_FILENO : stream->fd,
		    BLOCK_SIZE) != ARCHIVE_OK) {
		st = archive_failure(stream, err);
		goto done;
	}
	code = archive_read_next_header(stream->archive, &entry);
	stream->ended = code == ARCHIVE_EOF;
	if (code < ARCHIVE_WARN)
		st = archive_failure(stream, err);
done:
	if (st == NX_OK)
		*out = stream;
	else
		nx_stream_close(stream);
	return st;
}

void nx_stream_close(nx_stream *stream)
{
	if (!stream)
		return;
	archive_read_free(stream->archive);
	if (stream->fd >= 0)
		close(stream->fd);
	nx_buf_release(&stream->head);
	free(stream);
}

static nx_status next_block(nx_stream *stream, nx_str *block, nx_error *err)
{
	const void *p;
	size_t n;
	la_int64_t offset;
	int code;

	*block = NX_STR("");
	while (!stream->ended && block->n == 0) {
		code = archive_read_data_block(stream->archive, &p, &n, &offset);
		if (code == ARCHIVE_EOF) {
			stream->ended = true;
		} else if (code == ARCHIVE_RETRY) {
			continue;
		} else if (code < ARCHIVE_WARN) {
			stream->ended = true;
			return archive_failure(stream, err);
		} else {
			*block = (nx_str){ p, n };
			stream->bytes += n;
		}
	}
	return NX_OK;
}

/* Blocks are kept whole, so that nothing has to be cut and put back. */
nx_status nx_stream_head(nx_stream *stream, nx_str *head, nx_error *err)
{
	nx_status st = NX_OK;

	while (!stream->head_read) {
		nx_str block;

		st = next_block(stream, &block, &stream->pending);
		nx_buf_add(&stream->head, block);
		stream->head_read = st != NX_OK || block.n == 0 || stream->head.n >= NX_STREAM_HEAD;
	}
	*head = nx_str_slice(nx_buf_str(&stream->head), 0, NX_STREAM_HEAD);
	if (nx_buf_status(&stream->head, err) != NX_OK)
		return NX_ERR_NOMEM;
	if (stream->pending.status != NX_OK && head->n == 0)
		return nx_fail(err, stream->pending.status, "%s", stream->pending.text);
	return NX_OK;
}

nx_status nx_stream_read(nx_stream *stream, nx_str *chunk, nx_error *err)
{
	if (stream->head.n && !stream->head_given) {
		stream->head_given = true;
		*chunk = nx_buf_str(&stream->head);
		return NX_OK;
	}
	*chunk = NX_STR("");
	if (stream->pending.status != NX_OK)
		return nx_fail(err, stream->pending.status, "%s", stream->pending.text);
	return next_block(stream, chunk, err);
}
