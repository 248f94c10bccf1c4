/* The file that is being read: its row, its former places, the numbers of its articles. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "store/place.h"

/* Ordinals of a member that comes again begin here, and so on. */
#define AGAIN_SHIFT 32

void file_reading_release(file_reading *r)
{
	nx_buf_release(&r->path);
	nx_buf_release(&r->member);
	former_release(&r->former);
	free(r->displaced);
	free(r->originals);
	free(r->members);
}

static nx_status no_memory(nx_error *err)
{
	return nx_fail(err, NX_ERR_NOMEM, "out of memory");
}

nx_status file_reading_begin(file_reading *r, edit *e, const char *path, nx_error *err)
{
	sqlite3_stmt *stmt;
	nx_status st;
	bool row;

	r->file_id = 0;
	r->counted_as_read = false;
	r->displaced_count = 0;
	r->has_member = false;
	r->member_count = 0;
	r->page_articles = 0;
	r->page = 0;
	r->passed_over = false;
	r->original_count = 0;
	if (r->member_size)
		memset(r->members, 0, r->member_size * sizeof *r->members);
	former_clear(&r->former);
	nx_buf_clear(&r->path);
	nx_buf_adds(&r->path, path);
	st = nx_buf_cstr(&r->path) ? NX_OK : nx_buf_status(&r->path, err);
	if (st != NX_OK || strcmp(path, "-") == 0)
		return st;
	if (!(stmt = store_stmt(e->store, ST_FILE_FIND, err)))
		return NX_ERR_DB;
	store_bind(stmt, 1, nx_buf_str(&r->path));
	st = store_step(e->store, stmt, &row, err);
	if (row) {
		r->file_id = sqlite3_column_int64(stmt, 0);
		r->counted_as_read = sqlite3_column_int(stmt, 1);
	}
	sqlite3_reset(stmt);
	return st == NX_OK && r->file_id ? former_load(&r->former, e, r->file_id, NULL, err) : st;
}

nx_status file_reading_touch(file_reading *r, edit *e, nx_error *err)
{
	sqlite3_stmt *stmt;
	nx_status st = NX_OK;

	if (r->file_id) {
		if (r->counted_as_read)
			st = store_run_id(e->store, ST_FILE_OPEN, r->file_id, err);
	} else {
		r->file_id = ++e->last_file;
		if (!(stmt = store_stmt(e->store, ST_FILE_ADD, err)))
			return NX_ERR_DB;
		sqlite3_bind_int64(stmt, 1, r->file_id);
		store_bind(stmt, 2, nx_buf_str(&r->path));
		st = store_run(e->store, stmt, err);
	}
	r->counted_as_read = false;
	return st;
}

static member_count *slot_of(member_count *members, size_t size, uint64_t name)
{
	size_t slot = (size_t)name & (size - 1);

	while (members[slot].name && members[slot].name != name)
		slot = (slot + 1) & (size - 1);
	return &members[slot];
}

static bool grow(file_reading *r)
{
	size_t size = r->member_size ? r->member_size * 2 : 64, i;
	member_count *members = calloc(size, sizeof *members);

	if (!members)
		return false;
	for (i = 0; i < r->member_size; i++)
		if (r->members[i].name)
			*slot_of(members, size, r->members[i].name) = r->members[i];
	free(r->members);
	r->members = members;
	r->member_size = size;
	return true;
}

static nx_status next_member(file_reading *r, nx_str member, nx_error *err)
{
	uint64_t name = nx_hash(member) | (uint64_t)1 << 63;
	member_count *slot;

	nx_buf_clear(&r->member);
	nx_buf_add(&r->member, member);
	r->has_member = true;
	r->again = 0;
	r->ordinal = -1;
	r->page_articles = 0;
	if (!member.n) /* a plain file is one member */
		return NX_OK;
	if (r->member_count * 2 >= r->member_size && !grow(r))
		return no_memory(err);
	slot = slot_of(r->members, r->member_size, name);
	r->member_count += slot->name == 0;
	slot->name = name;
	r->again = slot->count++;
	return nx_buf_status(&r->member, err);
}

nx_status file_reading_number(file_reading *r, batch_item *item, nx_error *err)
{
	int64_t ordinal;

	if (!r->has_member || !nx_str_eq(nx_buf_str(&r->member), item->member)) {
		nx_status st = next_member(r, item->member, err);

		if (st != NX_OK)
			return st;
	}
	ordinal = (int64_t)item->ordinal + ((int64_t)r->again << AGAIN_SHIFT);
	r->ordinal = ordinal > r->ordinal ? ordinal : r->ordinal + 1;
	item->ordinal = (uint64_t)r->ordinal;
	if (r->page_articles++ == 0)
		r->page_first = r->ordinal;
	return NX_OK;
}

static nx_status write_displaced(edit *e, const former_row *row, nx_error *err)
{
	int64_t target = former_target(row);

	return target < 0 ? store_run_id(e->store, ST_COPY_DISPLACE, -target, err)
			  : store_run_id(e->store, ST_ARTICLE_DISPLACE, target, err);
}

nx_status file_reading_settle(file_reading *r, edit *e, nx_error *err)
{
	nx_status st = NX_OK;
	size_t i;

	for (i = 0; st == NX_OK && i < r->displaced_count; i++)
		if (!r->former.rows[r->displaced[i]].seen)
			st = write_displaced(e, &r->former.rows[r->displaced[i]], err);
	r->displaced_count = 0;
	return st;
}

nx_status file_reading_drop_rest(file_reading *r, edit *e, nx_write_counts *counts, nx_error *err)
{
	former_places *f = &r->former;
	nx_status st = NX_OK;
	bool dropped;
	size_t i;
	int pass;

	/* Other places first, so that no article passes to one that is gone too. */
	for (pass = 0; pass < 2 && f->unseen; pass++)
		for (i = 0; st == NX_OK && i < f->count; i++) {
			int64_t target = former_target(&f->rows[i]);

			if (f->rows[i].seen || (target < 0) != (pass == 0))
				continue;
			if (target < 0) {
				st = edit_drop_copy(e, -target, err);
			} else {
				st = place_release(r, e, target, &dropped, err);
				counts->removed += dropped;
			}
			former_see(f, &f->rows[i]);
		}
	return st;
}
