/* Paths and folders: what is to be read, and in which order. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ingest/reader.h"

typedef struct walk {
	const nx_ingest_options *options;
	const nx_ingest_sink *sink;
	nx_buf path; /* of the folder or file at hand, extended and cut back */
} walk;

/* Names of one folder, each its own allocation. */
typedef struct names {
	char **items;
	size_t count, cap;
} names;

static nx_status refuse_path(walk *w, int code, nx_error *err)
{
	nx_place place = { .path = nx_buf_str(&w->path) };
	nx_error why = NX_ERROR_INIT;

	nx_fail(&why, NX_ERR_IO, "%s", nx_message_errno(code));
	return w->sink->refused(w->sink->ctx, &place, &why, err);
}

static void names_release(names *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->items[i]);
	free(list->items);
}

static bool names_add(names *list, const char *name)
{
	char **items = nx_vec_room(list->items, list->count, &list->cap, sizeof *items);
	char *copy = strdup(name);

	if (items)
		list->items = items;
	if (!items || !copy) {
		free(copy);
		return false;
	}
	list->items[list->count++] = copy;
	return true;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The folder is closed again before anything in it is read: a deep tree must not
 * use up the descriptors. *code is the system's reason when reading it failed. */
static nx_status read_names(const char *folder, names *list, int *code, nx_error *err)
{
	nx_status st = NX_OK;
	struct dirent *entry;
	DIR *dir = opendir(folder);

	*code = dir ? 0 : errno;
	if (!dir)
		return NX_OK;
	while (errno = 0, (entry = readdir(dir))) {
		if (entry->d_name[0] != '.' && !names_add(list, entry->d_name)) {
			st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
			break;
		}
	}
	if (st == NX_OK)
		*code = errno;
	closedir(dir);
	if (list->count)
		qsort(list->items, list->count, sizeof *list->items, by_bytes);
	return st;
}

static nx_status pass_file(walk *w, const char *why, nx_error *err)
{
	nx_place place = { .path = nx_buf_str(&w->path) };

	return w->sink->passed ? w->sink->passed(w->sink->ctx, &place, why, err) : NX_OK;
}

static nx_status walk_folder(walk *w, nx_error *err);

/* What stands at w->path inside a folder. A link to a folder is not followed, as
 * it may lead back to where we came from. */
static nx_status walk_entry(walk *w, const char *name, nx_error *err)
{
	const char *path = nx_buf_cstr(&w->path);
	nx_file_info info;
	struct stat link;
	const char *passed;

	if (!path)
		return nx_buf_status(&w->path, err);
	if (lstat(path, &link) != 0 || nx_file_stat(&info, path, NULL) != NX_OK)
		return refuse_path(w, errno, err);
	if (info.is_dir)
		return S_ISLNK(link.st_mode) ? NX_OK : walk_folder(w, err);
	if (!info.is_regular)
		return NX_OK;
	if ((passed = nx_reading_passes(nx_str_from(name))))
		return pass_file(w, passed, err);
	return nx_reading_file(path, &info, w->options, w->sink, err);
}

static nx_status walk_folder(walk *w, nx_error *err)
{
	nx_status st = NX_OK;
	names list = { NULL, 0, 0 };
	const char *path = nx_buf_cstr(&w->path);
	size_t folder = w->path.n;
	int code = 0;

	st = path ? read_names(path, &list, &code, err) : nx_buf_status(&w->path, err);
	if (st == NX_OK && code)
		st = refuse_path(w, code, err);
	for (size_t i = 0; st == NX_OK && i < list.count; i++) {
		if (w->path.p[folder - 1] != '/')
			nx_buf_addc(&w->path, '/');
		nx_buf_adds(&w->path, list.items[i]);
		st = walk_entry(w, list.items[i], err);
		w->path.n = folder;
	}
	names_release(&list);
	return st;
}

nx_status nx_ingest_path(const char *path, const nx_ingest_options *options,
	const nx_ingest_sink *sink, nx_error *err)
{
	static const nx_ingest_options none;
	walk w = { options ? options : &none, sink, NX_BUF_INIT };
	nx_file_info info = { 0 };
	nx_status st;

	nx_buf_adds(&w.path, path);
	if (w.path.failed)
		st = nx_buf_status(&w.path, err);
	else if (strcmp(path, "-") == 0)
		st = nx_reading_file(path, &info, w.options, sink, err);
	else if (nx_file_stat(&info, path, NULL) != NX_OK)
		st = refuse_path(&w, errno, err);
	else if (info.is_dir)
		st = walk_folder(&w, err);
	else
		st = nx_reading_file(path, &info, w.options, sink, err);
	nx_buf_release(&w.path);
	return st;
}
