#include "newsidx/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"

#define HASH_BLOCK ((size_t)1 << 20)

nx_status nx_file_stat(nx_file_info *out, const char *path, nx_error *err)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return nx_fail(err, NX_ERR_IO, "%s: %s", path, nx_message_errno(errno));
	out->size = (int64_t)st.st_size;
	out->mtime = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
	out->is_dir = S_ISDIR(st.st_mode);
	out->is_regular = S_ISREG(st.st_mode);
	return NX_OK;
}

nx_status nx_file_read(nx_buf *out, const char *path, size_t limit, nx_error *err)
{
	nx_status st = NX_OK;
	size_t start = out->n;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return nx_fail(err, NX_ERR_IO, "%s: %s", path, nx_message_errno(errno));
	for (;;) {
		ssize_t n;

		if (!nx_buf_reserve(out, 65536)) {
			st = nx_buf_status(out, err);
			break;
		}
		n = read(fd, out->p + out->n, out->cap - out->n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			st = nx_fail(err, NX_ERR_IO, "%s: %s", path, nx_message_errno(errno));
		if (n <= 0)
			break;
		out->n += (size_t)n;
		if (out->n - start > limit) {
			st = nx_fail(err, NX_ERR_LIMIT, "%s: longer than %zu bytes", path, limit);
			break;
		}
	}
	close(fd);
	return st;
}

/* Fill the block as far as the file goes; -1 on failure. */
static ssize_t read_block(int fd, char *block, size_t size)
{
	size_t n = 0;

	while (n < size) {
		ssize_t got = read(fd, block + n, size - n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		n += (size_t)got;
	}
	return (ssize_t)n;
}

nx_status nx_file_hash(uint64_t *out, const char *path, nx_error *err)
{
	nx_status st = NX_OK;
	char *block = NULL;
	ssize_t n;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	*out = 0;
	if (fd < 0)
		return nx_fail(err, NX_ERR_IO, "%s: %s", path, nx_message_errno(errno));
	if (!(block = malloc(HASH_BLOCK)))
		st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	while (st == NX_OK && (n = read_block(fd, block, HASH_BLOCK)) != 0) {
		if (n < 0)
			st = nx_fail(err, NX_ERR_IO, "%s: %s", path, nx_message_errno(errno));
		else
			*out = nx_hash_stored(*out, (nx_str){ block, (size_t)n });
	}
	free(block);
	close(fd);
	return st;
}

nx_status nx_file_make_parents(const char *path, nx_error *err)
{
	nx_status st = NX_OK;
	nx_buf part = NX_BUF_INIT;
	const char *slash = path;

	while (st == NX_OK && (slash = strchr(slash + 1, '/'))) {
		const char *dir;

		nx_buf_clear(&part);
		nx_buf_add(&part, (nx_str){ path, (size_t)(slash - path) });
		dir = nx_buf_cstr(&part);
		if (!dir)
			st = nx_buf_status(&part, err);
		else if (mkdir(dir, 0777) != 0 && errno != EEXIST)
			st = nx_fail(err, NX_ERR_IO, "%s: %s", dir, nx_message_errno(errno));
	}
	nx_buf_release(&part);
	return st;
}
