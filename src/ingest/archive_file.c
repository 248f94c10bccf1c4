/* A file, or standard input, as a stream. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/archive.h"

#define BLOCK_SIZE ((size_t)128 << 10)

typedef struct file_stream {
	nx_stream base;
	nx_budget *budget;
	int fd;
	bool owned;    /* standard input is not ours to close */
	int64_t start; /* where the file begins for us: standard input may be read into */
	int64_t pos;   /* of the next block, from `start` */
	char block[BLOCK_SIZE];
} file_stream;

static nx_status next_block(nx_stream *stream, nx_str *block, nx_error *err)
{
	file_stream *file = (file_stream *)stream;
	ssize_t n;

	do {
		if (stream->seek)
			n = pread(file->fd, file->block, BLOCK_SIZE, file->start + file->pos);
		else
			n = read(file->fd, file->block, BLOCK_SIZE);
	} while (n < 0 && errno == EINTR);
	if (n < 0 && file->pos == 0)
		return nx_fail(err, NX_ERR_IO, "%s", nx_message_errno(errno));
	if (n < 0)
		return nx_fail(err, NX_ERR_IO, "reading stopped after %" PRId64 " bytes: %s",
			file->pos, nx_message_errno(errno));
	file->pos += n;
	file->budget->consumed += (uint64_t)n;
	*block = (nx_str){ file->block, (size_t)n };
	return NX_OK;
}

static int64_t seek_file(nx_stream *stream, int64_t offset, int whence)
{
	file_stream *file = (file_stream *)stream;
	int64_t size = (int64_t)file->budget->size;
	int64_t from = whence == SEEK_END ? size : whence == SEEK_CUR ? file->pos : 0;

	if (offset < -from || offset > size - from)
		return -1;
	/* What is passed over on the way is done with. */
	if (whence == SEEK_CUR && offset > 0)
		file->budget->consumed += (uint64_t)offset;
	file->pos = from + offset;
	return file->pos;
}

static void close_file(nx_stream *stream)
{
	file_stream *file = (file_stream *)stream;

	if (file->owned && file->fd >= 0)
		close(file->fd);
	free(file);
}

/* Only a regular file has a size and can be sought in for sure. */
static void measure(file_stream *file)
{
	struct stat st;

	if (fstat(file->fd, &st) != 0 || !S_ISREG(st.st_mode))
		return;
	file->start = file->owned ? 0 : lseek(file->fd, 0, SEEK_CUR);
	if (file->start < 0 || file->start >= st.st_size)
		return;
	file->budget->size = (uint64_t)(st.st_size - file->start);
	file->base.seek = seek_file;
}

nx_status nx_archive_file(nx_stream **out, const char *path, nx_budget *budget, nx_error *err)
{
	file_stream *file = malloc(sizeof *file);

	*out = NULL;
	if (!file)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	file->base = (nx_stream){ .next = next_block, .close = close_file };
	file->budget = budget;
	file->owned = strcmp(path, "-") != 0;
	file->start = file->pos = 0;
	file->fd = file->owned ? open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY) : STDIN_FILENO;
	if (file->fd < 0) {
		nx_status st = nx_fail(err, NX_ERR_IO, "%s", nx_message_errno(errno));

		free(file);
		return st;
	}
	measure(file);
	*out = &file->base;
	return NX_OK;
}
