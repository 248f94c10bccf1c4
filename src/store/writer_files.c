/* The files of a run: which are known, which have another name, which are read. */
#include <stdlib.h>
#include <string.h>

#include "store/writer.h"

static nx_status no_memory(nx_error *err)
{
	return nx_fail(err, NX_ERR_NOMEM, "out of memory");
}

static nx_status add_item(
	nx_writer *w, batch_kind kind, nx_str path, batch_item **out, nx_error *err)
{
	*out = batch_add(&w->filling);
	if (*out) {
		(*out)->kind = kind;
		(*out)->path = strndup(path.p, path.n);
	}
	return *out && (*out)->path ? NX_OK : no_memory(err);
}

/* The file has another time than the index says, or another path as well. */
static nx_status note_change(nx_writer *w, known_file *file, nx_str path, const nx_file_info *info,
	const known_file *former, nx_error *err)
{
	batch_item *item;
	nx_status st;

	if (w->dry)
		return NX_OK;
	st = add_item(w, former ? BATCH_FILE_PATH : BATCH_FILE_TIME, path, &item, err);
	if (st != NX_OK)
		return st;
	item->info = *info;
	if (former && !(item->former_path = strdup(former->path)))
		return no_memory(err);
	file->mtime = info->mtime;
	return writer_check_full(w, err);
}

/* Only the time differs, or is it another file? */
static bool has_same_bytes(const known_file *file, const nx_file_info *info)
{
	uint64_t hash;

	return file->has_hash && file->size == info->size &&
	       nx_file_hash(&hash, file->path, NULL) == NX_OK && hash == file->hash;
}

static nx_status look_for_former(
	nx_writer *w, nx_str path, const nx_file_info *info, bool *known, nx_error *err)
{
	known_file *file, *former = NULL;
	char *name = strndup(path.p, path.n);

	if (!name)
		return no_memory(err);
	former = known_files_former(&w->files, name, info->size);
	free(name);
	if (!former)
		return NX_OK;
	if (!(file = known_files_add(&w->files, path)))
		return no_memory(err);
	*known = true;
	file->size = former->size;
	file->hash = former->hash;
	file->has_hash = file->indexed = file->met = true;
	former->gone = true;
	former->size = -1;
	w->files_renamed++;
	return note_change(w, file, path, info, former, err);
}

nx_status nx_writer_knows_file(
	nx_writer *w, nx_str path, const nx_file_info *info, bool *known, nx_error *err)
{
	known_file *file = known_files_find(&w->files, path);
	bool again = file && file->met; /* it may be named twice */
	nx_status st = NX_OK;

	*known = false;
	if (!file || file->gone) {
		st = look_for_former(w, path, info, known, err);
	} else {
		file->met = true;
		*known = file->size == info->size && file->mtime == info->mtime;
		if (!*known && has_same_bytes(file, info)) {
			*known = true;
			st = note_change(w, file, path, info, NULL, err);
		}
	}
	w->files_unchanged += *known && !again;
	return st;
}

nx_status nx_writer_file_begin(nx_writer *w, nx_str path, nx_error *err)
{
	known_file *file = known_files_add(&w->files, path);
	batch_item *item;
	nx_status st = NX_OK;

	if (!file)
		return no_memory(err);
	/* A file that is read once more must find its articles stored. */
	if (file->begun)
		st = writer_hand_over(w, err);
	file->begun = file->met = true;
	file->gone = false;
	return st == NX_OK ? add_item(w, BATCH_FILE_BEGIN, path, &item, err) : st;
}

/* The bytes as they are now that the articles are read. What changed meanwhile is read
 * again the next time. */
static void look_again(batch_item *item, const nx_file_info *info)
{
	nx_file_info now;

	if (!info->is_regular)
		return;
	item->has_file_hash = nx_file_hash(&item->file_hash, item->path, NULL) == NX_OK;
	if (nx_file_stat(&now, item->path, NULL) == NX_OK &&
		(now.size != info->size || now.mtime != info->mtime))
		item->info.size = -1;
}

nx_status nx_writer_file_end(
	nx_writer *w, nx_str path, const nx_file_info *info, bool complete, nx_error *err)
{
	known_file *file = known_files_add(&w->files, path);
	batch_item *item;
	nx_status st = file ? add_item(w, BATCH_FILE_END, path, &item, err) : no_memory(err);

	if (st != NX_OK)
		return st;
	item->info = *info;
	item->complete = complete;
	if (complete && !w->dry)
		look_again(item, info);
	file->size = complete ? item->info.size : -1;
	file->mtime = info->mtime;
	file->hash = item->file_hash;
	file->has_hash = item->has_file_hash;
	return writer_check_full(w, err);
}

nx_status nx_writer_keep(nx_writer *w, nx_str path, nx_error *err)
{
	char **kept = nx_vec_room(w->kept, w->kept_count, &w->kept_cap, sizeof *kept);

	if (kept) {
		w->kept = kept;
		kept[w->kept_count] = strndup(path.p, path.n);
	}
	if (!kept || !kept[w->kept_count])
		return no_memory(err);
	w->kept_count++;
	return NX_OK;
}
