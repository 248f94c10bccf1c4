#include "ingest/container.h"

#include <stdlib.h>

#include "ingest/archive.h"
#include "ingest/warc.h"

/* The file, a member of it, a member of an archive in it. */
typedef struct level {
	nx_stream *unpacked; /* what it is without compression; NULL if it has none */
	nx_members *members; /* if it is an archive */
	size_t prefix;       /* bytes of `name` before those of its members */
} level;

struct nx_container {
	nx_budget budget;
	nx_stream *file;
	bool begun;
	/* `depth` levels are archives, and one more may be a member of the last. */
	level levels[NX_NESTING_LIMIT + 1];
	size_t depth;
	nx_buf name; /* of the present member, through all archives */
	nx_stream broken;
};

nx_status nx_container_open(nx_container **out, const char *path, nx_error *err)
{
	nx_container *container = calloc(1, sizeof *container);
	nx_status st;

	*out = NULL;
	if (!container)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	st = nx_archive_file(&container->file, path, &container->budget, err);
	if (st == NX_OK)
		*out = container;
	else
		nx_container_close(container);
	return st;
}

/* What reads goes before what it reads from. */
static void close_level(level *at)
{
	if (at->members)
		at->members->close(at->members);
	nx_stream_close(at->unpacked);
	*at = (level){ NULL, NULL, 0 };
}

void nx_container_close(nx_container *container)
{
	if (!container)
		return;
	for (size_t i = NX_NESTING_LIMIT + 1; i-- > 0;)
		close_level(&container->levels[i]);
	nx_stream_close(container->file);
	nx_buf_release(&container->name);
	free(container);
}

static void give_broken(nx_container *container, nx_member *member, const nx_error *why)
{
	nx_stream_break(&container->broken, why);
	member->stream = &container->broken;
}

/* An archive to go into? *entered says so; else member->stream is what the member
 * holds. A failure is the member's. */
static nx_status look_into(nx_container *container, nx_member *member, bool *entered, nx_error *err)
{
	level *at = &container->levels[container->depth];
	nx_packing packing;
	nx_str head;
	nx_status st;

	*entered = false;
	/* A failure here comes again when the stream is read. */
	if (nx_stream_head(member->stream, &head, NULL) != NX_OK)
		return NX_OK;
	packing = nx_packing_of(head);
	if (packing == NX_PACKING_COMPRESSED) {
		st = nx_archive_unpack(&at->unpacked, member->stream, &container->budget, err);
		if (st != NX_OK)
			return st;
		member->stream = at->unpacked;
		if (nx_stream_head(member->stream, &head, NULL) != NX_OK)
			return NX_OK;
		packing = nx_packing_of(head);
	}
	if (packing == NX_PACKING_OFFICE)
		return nx_fail(err, NX_ERR_FORMAT,
			"office document or e-book; convert it to text or HTML");
	if (packing == NX_PACKING_NONE || packing == NX_PACKING_COMPRESSED) {
		if (at->unpacked)
			nx_archive_limit(at->unpacked);
		return NX_OK;
	}
	if (container->depth == NX_NESTING_LIMIT)
		return nx_fail(err, NX_ERR_LIMIT,
			"archive in %d archives, one in another, the limit; unpack it first",
			NX_NESTING_LIMIT);
	if (packing == NX_PACKING_WARC)
		st = nx_warc_open(&at->members, member->stream, &container->budget, err);
	else
		st = nx_archive_open(
			&at->members, packing, member->stream, &container->budget, err);
	*entered = st == NX_OK;
	return st;
}

/* The next member of the innermost archive; without stream when that has ended. The
 * failure of an archive in another is that of a member of the other. */
static nx_status next_of_archive(nx_container *container, nx_member *member, nx_error *err)
{
	level *at = &container->levels[container->depth - 1];
	nx_error why = NX_ERROR_INIT;
	nx_status st = at->members->next(at->members, member, &why);

	if (st == NX_OK && member->stream) {
		container->name.n = at->prefix;
		nx_buf_add(&container->name, member->name);
		return nx_buf_status(&container->name, err);
	}
	container->name.n = at->prefix - (at->prefix > 0);
	close_level(at);
	container->depth--;
	if (st == NX_OK)
		return st;
	if (container->depth == 0 || st == NX_ERR_NOMEM)
		return nx_fail(err, st, "%s", why.text);
	give_broken(container, member, &why);
	return NX_OK;
}

/* Go into the archive that the present member, or the file, turned out to be. */
static void descend(nx_container *container)
{
	level *at = &container->levels[container->depth];

	if (container->depth > 0)
		nx_buf_addc(&container->name, '/');
	at->prefix = container->name.n;
	container->depth++;
}

nx_status nx_container_next(nx_container *container, nx_member *member, nx_error *err)
{
	nx_status st = NX_OK;
	bool entered = true;

	*member = (nx_member){ NX_STR_NULL, NX_STR_NULL, NX_STR_NULL, NULL };
	close_level(&container->levels[container->depth]);
	while (entered && (container->depth > 0 || !container->begun)) {
		nx_error why = NX_ERROR_INIT;

		if (container->depth == 0)
			member->stream = container->file;
		else
			st = next_of_archive(container, member, err);
		container->begun = true;
		if (st != NX_OK)
			break;
		if (!member->stream)
			continue;
		st = look_into(container, member, &entered, &why);
		if (st == NX_ERR_NOMEM)
			return nx_fail(err, st, "%s", why.text);
		if (st != NX_OK)
			give_broken(container, member, &why);
		st = NX_OK;
		if (entered)
			descend(container);
		else if (container->depth > 0)
			member->name = nx_buf_str(&container->name);
	}
	if (st != NX_OK || entered)
		*member = (nx_member){ NX_STR_NULL, NX_STR_NULL, NX_STR_NULL, NULL };
	return st == NX_OK ? nx_buf_status(&container->name, err) : st;
}

uint64_t nx_container_consumed(const nx_container *container)
{
	return nx_budget_consumed(&container->budget);
}
