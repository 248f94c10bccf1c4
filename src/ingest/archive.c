/* The members of a tar, ZIP or 7-Zip archive. */
#include "ingest/archive.h"

#include <inttypes.h>
#include <locale.h>
#include <stdlib.h>

#include <archive_entry.h>

#include "ingest/archive_source.h"

/* Each beginning anew reads the table of members again. */
#define RECOVERY_LIMIT 100

#define ENCRYPTED NX_MESSAGE("encrypted; unpack the archive with its password first")

typedef struct archive_members archive_members;

/* The present member. */
typedef struct entry_stream {
	nx_stream base;
	archive_members *members;
	uint64_t bytes;
	nx_error late; /* found at the end of a block that is given first */
} entry_stream;

struct archive_members {
	nx_members base;
	nx_packing packing;
	nx_archive_source source;
	nx_budget *budget;
	struct archive *archive;
	/* libarchive recodes names to the encoding of the thread's locale; in the C
	 * locale those of ZIP and 7-Zip are lost. */
	locale_t utf8;
	nx_buf held;       /* a 7-Zip archive that cannot be sought in ... */
	nx_stream *memory; /* ... as a stream that can */
	uint64_t headers;  /* read so far */
	uint64_t given;
	int recovered;
	bool astray; /* the last header was damaged */
	bool open;
	bool inside; /* a member, all of which may not have been read */
	nx_buf name;
	entry_stream entry;
};

static nx_status next_block(nx_stream *stream, nx_str *block, nx_error *err)
{
	entry_stream *entry = (entry_stream *)stream;
	archive_members *members = entry->members;
	struct archive *a = members->archive;
	const void *p = NULL;
	size_t n = 0;
	la_int64_t offset = 0;
	int code;

	if (entry->late.status != NX_OK)
		return nx_fail(err, entry->late.status, "%s", entry->late.text);
	do {
		code = archive_read_data_block(a, &p, &n, &offset);
	} while (code == ARCHIVE_RETRY || (code == ARCHIVE_OK && n == 0));
	if (code == ARCHIVE_EOF)
		return NX_OK;
	if (code < ARCHIVE_WARN)
		return nx_archive_source_failure(&members->source, a, "damaged", entry->bytes, err);
	if ((uint64_t)offset != entry->bytes)
		return nx_fail(err, NX_ERR_FORMAT, "not text (a hole after %" PRIu64 " bytes)",
			entry->bytes);
	entry->bytes += n;
	/* A checksum is compared after the last byte. */
	if (code == ARCHIVE_WARN)
		nx_archive_source_failure(
			&members->source, a, "damaged", entry->bytes, n ? &entry->late : err);
	if (code == ARCHIVE_WARN && n == 0)
		return NX_ERR_FORMAT;
	if (entry->bytes > NX_MEMBER_LIMIT)
		return nx_fail(err, NX_ERR_LIMIT,
			"longer than %" PRIu64 " bytes, the limit of a member", NX_MEMBER_LIMIT);
	*block = (nx_str){ p, n };
	return members->packing == NX_PACKING_TAR ? NX_OK
						  : nx_budget_unpack(members->budget, n, err);
}

static void close_nothing(nx_stream *stream)
{
	(void)stream;
}

static int support_format(archive_members *members)
{
	struct archive *a = members->archive;

	switch (members->packing) {
	case NX_PACKING_ZIP:
		return archive_read_support_format_zip(a);
	case NX_PACKING_7ZIP:
		return archive_read_support_format_7zip(a);
	default:
		/* Two tar archives one after the other are one. */
		if (archive_read_support_format_tar(a) != ARCHIVE_OK)
			return ARCHIVE_FATAL;
		return archive_read_set_format_option(a, "tar", "read_concatenated_archives", "1");
	}
}

/* A code of libarchive's; ARCHIVE_FATAL without an archive is want of memory. */
static int begin(archive_members *members)
{
	int code;

	archive_read_free(members->archive);
	members->open = members->inside = false;
	members->archive = archive_read_new();
	if (!members->archive || support_format(members) < ARCHIVE_WARN)
		return ARCHIVE_FATAL;
	code = nx_archive_source_open(&members->source, members->archive);
	members->open = code >= ARCHIVE_WARN;
	return code;
}

/* The limit is for headers and tables, not for what is left of the member before. */
static int read_header(archive_members *members, struct archive_entry **entry)
{
	locale_t before = members->utf8 ? uselocale(members->utf8) : (locale_t)0;
	int code = ARCHIVE_OK;

	if (members->inside)
		code = archive_read_data_skip(members->archive);
	if (code == ARCHIVE_EOF)
		code = ARCHIVE_FATAL;
	members->source.limit = members->source.left = NX_TABLE_LIMIT;
	if (code != ARCHIVE_FATAL)
		code = archive_read_next_header(members->archive, entry);
	members->source.limit = 0;
	members->inside = code == ARCHIVE_OK || code == ARCHIVE_WARN;
	if (before)
		uselocale(before);
	return code;
}

/* libarchive cannot pass over a member of a 7-Zip archive that it could not read, an
 * encrypted one included, but it can when the archive is opened again: then nothing
 * is unpacked on the way. */
static int recover(archive_members *members, struct archive_entry **entry)
{
	uint64_t passed = 0;
	int code;

	if (members->packing != NX_PACKING_7ZIP || members->source.error.status != NX_OK ||
		members->recovered == RECOVERY_LIMIT ||
		nx_stream_seek(members->source.stream, 0, SEEK_SET) != 0)
		return ARCHIVE_FATAL;
	members->recovered++;
	code = begin(members);
	while (code >= ARCHIVE_WARN && code != ARCHIVE_EOF && passed++ <= members->headers)
		code = read_header(members, entry);
	return code;
}

static nx_status archive_failure(const archive_members *members, nx_error *err)
{
	nx_error why;
	nx_status st;

	if (!members->archive)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	st = nx_archive_source_why(&members->source, members->archive, &why);
	if (st == NX_ERR_NOMEM)
		return nx_fail(err, st, "%s", why.text);
	/* The names of its members are encrypted too. */
	if (members->open && members->given == 0 &&
		archive_read_has_encrypted_entries(members->archive) > 0)
		return nx_fail(err, st, ENCRYPTED);
	return nx_fail(
		err, st, "archive broken after %" PRIu64 " members: %s", members->given, why.text);
}

/* The blocks of NULs behind the last member of a tar archive tell that it is the last. */
static nx_status end_of_archive(const archive_members *members, nx_error *err)
{
	struct archive *a = members->archive;

	if (members->packing != NX_PACKING_TAR ||
		archive_filter_bytes(a, 0) > archive_read_header_position(a))
		return NX_OK;
	return nx_fail(err, NX_ERR_FORMAT,
		"archive broken after %" PRIu64 " members: no mark of its end; it may be cut off",
		members->given);
}

static void set_name(archive_members *members, struct archive_entry *entry)
{
	const char *name = archive_entry_pathname(entry);

	nx_buf_clear(&members->name);
	nx_archive_name(&members->name, nx_str_from(name && *name ? name : "?"));
}

/* Why the member cannot be had. */
static nx_status judge(struct archive_entry *entry, nx_error *why)
{
	*why = (nx_error)NX_ERROR_INIT;
	if (archive_entry_is_encrypted(entry))
		return nx_fail(why, NX_ERR_FORMAT, ENCRYPTED);
	if (archive_entry_size_is_set(entry) &&
		(uint64_t)archive_entry_size(entry) > NX_MEMBER_LIMIT)
		return nx_fail(why, NX_ERR_LIMIT,
			"longer than %" PRIu64 " bytes, the limit of a member", NX_MEMBER_LIMIT);
	return NX_OK;
}

static nx_status give(
	archive_members *members, nx_member *member, const nx_error *why, nx_error *err)
{
	entry_stream *entry = &members->entry;

	*entry = (entry_stream){ .members = members };
	entry->base.next = next_block;
	entry->base.close = close_nothing;
	if (why->status != NX_OK)
		nx_stream_break(&entry->base, why);
	member->name = nx_buf_str(&members->name);
	member->stream = &entry->base;
	members->given++;
	return nx_buf_status(&members->name, err);
}

/* libarchive looks for the next header of a tar archive a block at a time; that is
 * told once, as a member that cannot be had. */
static nx_status give_astray(archive_members *members, nx_member *member, nx_error *err)
{
	nx_error why;

	nx_fail(&why, NX_ERR_FORMAT,
		"header of the member damaged; the next one that is not follows");
	nx_buf_clear(&members->name);
	nx_buf_addf(&members->name, "(member %" PRIu64 ")", members->given + 1);
	members->astray = true;
	return give(members, member, &why, err);
}

static nx_status next_member(nx_members *base, nx_member *member, nx_error *err)
{
	archive_members *members = (archive_members *)base;
	struct archive_entry *entry;
	nx_error why;
	nx_status st;

	*member = (nx_member){ NX_STR_NULL, NX_STR_NULL, NX_STR_NULL, NULL };
	nx_buf_release(&members->entry.base.head);
	for (;;) {
		int code = read_header(members, &entry);

		if (code == ARCHIVE_FATAL)
			code = recover(members, &entry);
		if (code == ARCHIVE_EOF)
			return end_of_archive(members, err);
		if (code == ARCHIVE_RETRY && !members->astray)
			return give_astray(members, member, err);
		if (code == ARCHIVE_RETRY)
			continue;
		if (code < ARCHIVE_WARN)
			return archive_failure(members, err);
		members->astray = false;
		members->headers++;
		if ((st = nx_budget_member(members->budget, err)) != NX_OK)
			return st;
		/* A hard link is another name of a member that came before. */
		if (archive_entry_filetype(entry) == AE_IFREG && !archive_entry_hardlink(entry))
			break;
	}
	set_name(members, entry);
	judge(entry, &why);
	return give(members, member, &why, err);
}

static void close_members(nx_members *base)
{
	archive_members *members = (archive_members *)base;

	archive_read_free(members->archive);
	nx_stream_close(members->memory);
	nx_buf_release(&members->held);
	nx_buf_release(&members->name);
	nx_buf_release(&members->entry.base.head);
	if (members->utf8)
		freelocale(members->utf8);
	free(members);
}

/* The table of a 7-Zip archive is at its end. */
static nx_status hold(archive_members *members, nx_error *err)
{
	nx_stream *stream = members->source.stream;
	nx_status st;

	if (members->packing != NX_PACKING_7ZIP || stream->seek)
		return NX_OK;
	st = nx_stream_read_all(stream, &members->held, NX_HELD_LIMIT, err);
	if (st == NX_ERR_LIMIT)
		return nx_fail(err, st,
			"7-Zip archive longer than %zu bytes, the limit in an archive or a pipe; unpack it first",
			NX_HELD_LIMIT);
	if (st != NX_OK)
		return st;
	members->memory = nx_stream_of(nx_buf_str(&members->held));
	if (!members->memory)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	members->source.stream = members->memory;
	return NX_OK;
}

nx_status nx_archive_open(
	nx_members **out, nx_packing packing, nx_stream *stream, nx_budget *budget, nx_error *err)
{
	nx_status st;
	archive_members *members = calloc(1, sizeof *members);

	*out = NULL;
	if (!members)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	members->base.next = next_member;
	members->base.close = close_members;
	members->packing = packing;
	members->source.stream = stream;
	members->budget = budget;
	members->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	st = hold(members, err);
	if (st == NX_OK && packing == NX_PACKING_7ZIP)
		st = nx_7zip_check(members->source.stream, err);
	if (st == NX_OK && begin(members) < ARCHIVE_WARN)
		st = archive_failure(members, err);
	if (st == NX_OK)
		*out = &members->base;
	else
		close_members(&members->base);
	return st;
}
