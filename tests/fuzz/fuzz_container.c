/* Any bytes as a file, or an archive of some kind with some of its bytes changed: no
 * crash, names and messages are well-formed text without control characters, and no
 * more comes out than the limits allow. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

#include "ingest/container.h"
#include "newsidx/utf8.h"

#define MOST_BYTES ((size_t)8 << 20) /* read of one file */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct {
	const char *format, *filter;
} kinds[] = { { "ustar", "" }, { "pax", "" }, { "gnutar", "" }, { "zip", "" }, { "7zip", "" },
	{ "ustar", "gzip" }, { "ustar", "bzip2" }, { "ustar", "xz" }, { "ustar", "zstd" },
	{ "ustar", "lz4" }, { "ustar", "lzip" }, { "ustar", "compress" }, { "raw", "gzip" } };

#define KINDS (sizeof kinds / sizeof *kinds)

static la_ssize_t keep(struct archive *a, void *ctx, const void *p, size_t n)
{
	(void)a;
	nx_buf_add(ctx, (nx_str){ p, n });
	return (la_ssize_t)n;
}

static void pack(nx_buf *out, size_t kind, const nx_buf *held)
{
	struct archive *a = archive_write_new();
	const char *text = "text of a member, text of a member";
	int count = held ? 3 : 2;

	if (*kinds[kind].filter)
		archive_write_add_filter_by_name(a, kinds[kind].filter);
	archive_write_set_format_by_name(a, kinds[kind].format);
	archive_write_set_bytes_in_last_block(a, 1);
	archive_write_open(a, out, NULL, keep, NULL);
	for (int i = 0; i < (kinds[kind].format[0] == 'r' ? 1 : count); i++) {
		struct archive_entry *entry = archive_entry_new();
		nx_str bytes = i == 2 ? (nx_str){ held->p, held->n } : nx_str_from(text);

		archive_entry_set_pathname(entry, i ? "b/long name of a member.html" : "a.txt");
		archive_entry_set_mode(entry, AE_IFREG | 0644);
		archive_entry_set_size(entry, (la_int64_t)bytes.n);
		archive_write_header(a, entry);
		archive_write_data(a, bytes.p, bytes.n);
		archive_entry_free(entry);
	}
	archive_write_free(a);
}

/* Every kind alone, and every kind in a ZIP. */
static nx_str packed(size_t which)
{
	static nx_buf made[2 * KINDS];

	if (made[which].n == 0 && which < KINDS) {
		pack(&made[which], which, NULL);
	} else if (made[which].n == 0) {
		packed(which - KINDS);
		pack(&made[which], 3, &made[which - KINDS]);
	}
	return nx_buf_str(&made[which]);
}

/* The first byte picks the archive, the next two cut it; then places and what to put. */
static void make_file(nx_buf *file, const uint8_t *data, size_t size)
{
	nx_str base;

	if (size < 3 || data[0] >= 2 * KINDS) {
		nx_buf_add(file, (nx_str){ (const char *)data, size });
		return;
	}
	base = packed(data[0]);
	nx_buf_add(file, base);
	for (size_t i = 3; i + 3 <= size; i += 3) {
		size_t at = ((size_t)data[i] << 8 | data[i + 1]) % base.n;

		file->p[at] = (char)data[i + 2];
	}
	file->n -= ((size_t)data[1] << 8 | data[2]) % base.n;
}

static void check_text(nx_str text)
{
	assert(nx_utf8_valid(text) == text.n);
	for (size_t i = 0; i < text.n; i++)
		assert((unsigned char)text.p[i] >= ' ' && text.p[i] != 0x7F);
}

static void read_file(const char *path)
{
	nx_container *container;
	nx_member member;
	nx_error err = NX_ERROR_INIT;
	nx_status st;
	size_t left = MOST_BYTES;

	assert(nx_container_open(&container, path, &err) == NX_OK);
	while ((st = nx_container_next(container, &member, &err)) == NX_OK && member.stream) {
		nx_error why = NX_ERROR_INIT;
		nx_str chunk;

		if (member.name.p)
			check_text(member.name);
		while ((st = nx_stream_read(member.stream, &chunk, &why)) == NX_OK && chunk.n &&
			chunk.n < left)
			left -= chunk.n;
		assert(st != NX_ERR_NOMEM);
		check_text(nx_str_from(why.text));
		assert((st == NX_OK) == (why.text[0] == '\0'));
	}
	assert(st != NX_ERR_NOMEM);
	check_text(nx_str_from(err.text));
	nx_container_close(container);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	nx_buf file = NX_BUF_INIT;
	char path[32];

	make_file(&file, data, size);
	if (fd < 0 || write(fd, file.p ? file.p : "", file.n) != (ssize_t)file.n)
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	read_file(path);
	close(fd);
	nx_buf_release(&file);
	return 0;
}
