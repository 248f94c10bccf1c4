/* Archives made on the spot by libarchive's writers, and what a container makes of
 * them, one line a member. */
#ifndef TEST_ARCHIVE_MAKER_H
#define TEST_ARCHIVE_MAKER_H

#include "ingest_recorder.h"

#include <locale.h>
#include <sys/mman.h>

#include "ingest/container.h"

/* A file unless `type` says otherwise; `n` bytes of `text`, all of it if 0. */
typedef struct packed_entry {
	const char *name, *text;
	mode_t type;
	const char *target; /* of a link */
	size_t n;
} packed_entry;

static inline la_ssize_t packed_bytes(struct archive *a, void *ctx, const void *p, size_t n)
{
	(void)a;
	nx_buf_add(ctx, (nx_str){ p, n });
	return (la_ssize_t)n;
}

static inline void pack_entry(struct archive *a, const packed_entry *from)
{
	struct archive_entry *entry = archive_entry_new();
	size_t n = from->n || !from->text ? from->n : strlen(from->text);

	archive_entry_set_pathname(entry, from->name);
	archive_entry_set_mode(entry, (from->type ? from->type : AE_IFREG) | 0644);
	archive_entry_set_mtime(entry, 1500000000, 0);
	if (from->type == AE_IFLNK)
		archive_entry_set_symlink(entry, from->target);
	else if (from->target)
		archive_entry_set_hardlink(entry, from->target);
	else if (!from->type)
		archive_entry_set_size(entry, (la_int64_t)n);
	assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
	if (n)
		assert_int_equal(archive_write_data(a, from->text, n), n);
	archive_entry_free(entry);
}

/* Append an archive to `out`: `filters` is "gzip", several parted by blanks, the first
 * outermost, or ""; `options` as libarchive takes them. */
static inline void pack_with(nx_buf *out, const char *format, const char *filters,
	const char *options, const packed_entry *entries, size_t count)
{
	locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0), before = uselocale(utf8);
	struct archive *a = archive_write_new();
	nx_str rest = nx_str_from(filters), word;
	char name[32];

	while (rest.n && nx_str_split(&rest, ' ', &word)) {
		snprintf(name, sizeof name, "%.*s", NX_FMT(word));
		assert_int_equal(archive_write_add_filter_by_name(a, name), ARCHIVE_OK);
	}
	assert_int_equal(archive_write_set_format_by_name(a, format), ARCHIVE_OK);
	assert_int_equal(archive_write_set_bytes_in_last_block(a, 1), ARCHIVE_OK);
	assert_int_equal(archive_write_set_passphrase(a, "secret"), ARCHIVE_OK);
	assert_int_equal(archive_write_set_options(a, options), ARCHIVE_OK);
	assert_int_equal(archive_write_open(a, out, NULL, packed_bytes, NULL), ARCHIVE_OK);
	for (size_t i = 0; i < count; i++)
		pack_entry(a, &entries[i]);
	assert_int_equal(archive_write_free(a), ARCHIVE_OK);
	assert_false(out->failed);
	uselocale(before);
	freelocale(utf8);
}

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define PACK(out, format, filters, entries)                                                        \
	pack_with(out, format, filters, "", entries, COUNT(entries))

/* One string through compressors. */
static inline void squeeze(nx_buf *out, const char *filters, const char *text, size_t n)
{
	packed_entry one = { .name = "x", .text = text, .n = n };

	pack_with(out, "raw", filters, "", &one, 1);
}

/* An entry whose text is an archive. */
static inline packed_entry held(const char *name, const nx_buf *archive)
{
	return (packed_entry){ .name = name, .text = archive->p, .n = archive->n };
}

/* Write over each `from` in the archive as many bytes. */
static inline void overwrite(nx_buf *archive, const char *from, const char *to)
{
	nx_str at = nx_str_from(from);
	size_t pos = 0, found = 0;

	while ((pos = nx_str_find(nx_buf_str(archive), at, pos)) != (size_t)-1) {
		memcpy(archive->p + pos, to, at.n);
		pos += at.n;
		found++;
	}
	assert_true(found > 0);
}

/* A member and what it holds, or "! " and why not. */
static inline nx_status list_member(nx_buf *log, const nx_member *member)
{
	nx_error why = NX_ERROR_INIT;
	nx_buf text = NX_BUF_INIT;
	nx_status st = nx_stream_read_all(member->stream, &text, 1 << 20, &why);

	nx_buf_addf(log, "%.*s", NX_FMT(member->name.p ? member->name : NX_STR("-")));
	if (member->charset.p)
		nx_buf_addf(log, " (%.*s)", NX_FMT(member->charset));
	nx_buf_adds(log, ": ");
	nx_buf_add(log, nx_buf_str(&text));
	if (st != NX_OK)
		nx_buf_addf(log, "%s! %s", text.n ? " " : "", why.text);
	nx_buf_addc(log, '\n');
	nx_buf_release(&text);
	return st;
}

/* All members of a file; the last line is why it ended early, if it did. Answers
 * whether nothing at all failed. */
static inline bool list_file(nx_buf *log, const char *path)
{
	nx_container *container;
	nx_error err = NX_ERROR_INIT;
	nx_status st = nx_container_open(&container, path, &err);
	nx_member member;
	bool whole = true;

	assert_int_equal(st, NX_OK);
	while ((st = nx_container_next(container, &member, &err)) == NX_OK && member.stream)
		whole &= list_member(log, &member) == NX_OK;
	if (st != NX_OK)
		nx_buf_addf(log, "! %s\n", err.text);
	nx_container_close(container);
	assert_non_null(nx_buf_cstr(log));
	return whole && st == NX_OK;
}

/* The same of bytes, as a file in memory: tens of thousands of files are slow on disk. */
static inline bool list_bytes(nx_buf *log, nx_str bytes)
{
	int fd = memfd_create("archive", MFD_CLOEXEC);
	char path[32];
	bool whole;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes.p, bytes.n), bytes.n);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	nx_buf_clear(log);
	whole = list_file(log, path);
	close(fd);
	return whole;
}

/* The archive is given up. */
static inline void expect_list(nx_buf *archive, const char *want)
{
	nx_buf log = NX_BUF_INIT;

	list_bytes(&log, nx_buf_str(archive));
	assert_string_equal(nx_buf_cstr(&log), want);
	nx_buf_release(&log);
	nx_buf_release(archive);
}

#endif
