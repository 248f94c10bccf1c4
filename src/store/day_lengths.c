#include "store/day_lengths.h"

#include <stdlib.h>

void day_lengths_init(day_lengths *d, nx_store *store)
{
	*d = (day_lengths){ .store = store, .undated = -1 };
}

void day_lengths_release(day_lengths *d)
{
	day_lengths_forget(d);
	free(d->slots);
	d->slots = NULL;
	d->size = 0;
}

void day_lengths_forget(day_lengths *d)
{
	size_t i;

	for (i = 0; i < d->size; i++) {
		nx_buf_release(&d->slots[i].lengths);
		d->slots[i].day = -1;
	}
	d->count = 0;
	d->undated = -1;
}

static day_entry *slot_of(day_entry *slots, size_t size, int64_t day)
{
	size_t slot = (size_t)day & (size - 1);

	while (slots[slot].day >= 0 && slots[slot].day != day)
		slot = (slot + 1) & (size - 1);
	return &slots[slot];
}

static bool grow(day_lengths *d)
{
	size_t size = d->size ? d->size * 2 : 64, i;
	day_entry *slots = calloc(size, sizeof *slots);

	if (!slots)
		return false;
	for (i = 0; i < size; i++)
		slots[i].day = -1;
	for (i = 0; i < d->size; i++)
		if (d->slots[i].day >= 0)
			*slot_of(slots, size, d->slots[i].day) = d->slots[i];
	free(d->slots);
	d->slots = slots;
	d->size = size;
	return true;
}

static int compare_days(const void *a, const void *b)
{
	const day_entry *x = *(const day_entry *const *)a, *y = *(const day_entry *const *)b;

	return (x->day > y->day) - (x->day < y->day);
}

nx_status day_lengths_save(day_lengths *d, nx_error *err)
{
	day_entry **order = calloc(d->count + 1, sizeof(day_entry *));
	nx_status st = NX_OK;
	size_t i, n = 0;

	if (!order)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	for (i = 0; i < d->size; i++)
		if (d->slots[i].day >= 0 && d->slots[i].changed)
			order[n++] = &d->slots[i];
	qsort(order, n, sizeof *order, compare_days);
	for (i = 0; st == NX_OK && i < n; i++) {
		sqlite3_stmt *stmt = store_stmt(d->store, ST_DAY_SET, err);

		if (stmt) {
			sqlite3_bind_int64(stmt, 1, order[i]->day);
			sqlite3_bind_blob64(
				stmt, 2, order[i]->lengths.p, order[i]->lengths.n, SQLITE_STATIC);
		}
		st = stmt ? store_run(d->store, stmt, err) : NX_ERR_DB;
	}
	free(order);
	day_lengths_forget(d);
	return st;
}

static nx_status load(day_lengths *d, int64_t day, day_entry **out, nx_error *err)
{
	sqlite3_stmt *stmt;
	day_entry *entry;
	nx_status st;
	bool row;

	if (d->count * 2 >= d->size && !grow(d))
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	*out = entry = slot_of(d->slots, d->size, day);
	if (entry->day == day)
		return NX_OK;
	if (!(stmt = store_stmt(d->store, ST_DAY_LENGTHS, err)))
		return NX_ERR_DB;
	sqlite3_bind_int64(stmt, 1, day);
	st = store_step(d->store, stmt, &row, err);
	if (st == NX_OK) {
		*entry = (day_entry){ .day = day, .lengths = NX_BUF_INIT };
		d->count++;
	}
	if (row)
		nx_buf_add(&entry->lengths, (nx_str){ sqlite3_column_blob(stmt, 0),
						    (size_t)sqlite3_column_bytes(stmt, 0) });
	else if (st == NX_OK)
		nx_buf_addc(&entry->lengths, '\0'); /* numbers begin with 1 */
	sqlite3_reset(stmt);
	return st == NX_OK ? nx_buf_status(&entry->lengths, err) : st;
}

/* Undated articles fill one million after the other below the first day. */
static nx_status load_undated(day_lengths *d, day_entry **out, nx_error *err)
{
	int64_t last = 0;
	nx_status st;

	if (d->undated < 0) {
		st = store_find(d->store, ST_LAST_UNDATED, ROWID_FIRST_DAY, &last, err);
		if (st != NX_OK)
			return st;
		d->undated = last;
	}
	while ((st = load(d, d->undated, out, err)) == NX_OK && (*out)->lengths.n > ROWID_SEQ_MAX &&
		d->undated + 1 < ROWID_FIRST_DAY)
		d->undated++;
	return st;
}

nx_status day_lengths_new_rowid(day_lengths *d, int64_t day, int64_t *rowid, nx_error *err)
{
	day_entry *entry;
	nx_status st = day ? load(d, day, &entry, err) : load_undated(d, &entry, err);

	if (st != NX_OK)
		return st;
	if (entry->lengths.n > ROWID_SEQ_MAX)
		return nx_fail(err, NX_ERR_LIMIT, "more than %lld articles of one day",
			(long long)ROWID_SEQ_MAX);
	*rowid = rowid_make(entry->day, (int64_t)entry->lengths.n);
	nx_buf_addc(&entry->lengths, '\0');
	entry->changed = true;
	return nx_buf_status(&entry->lengths, err);
}

nx_status day_lengths_set(day_lengths *d, int64_t rowid, size_t tokens, nx_error *err)
{
	size_t seq = (size_t)(rowid & ROWID_SEQ_MAX);
	day_entry *entry;
	nx_status st = load(d, rowid_day(rowid), &entry, err);

	if (st == NX_OK && seq < entry->lengths.n) {
		entry->lengths.p[seq] = (char)length_pack(tokens);
		entry->changed = true;
	}
	return st;
}
