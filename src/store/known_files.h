/* The files that are in the index or were met in this run, by path. */
#ifndef NX_STORE_KNOWN_FILES_H
#define NX_STORE_KNOWN_FILES_H

#include "store/internal.h"

typedef struct known_file {
	char *path;
	int64_t size, mtime; /* -1 when it was not read to its end */
	uint64_t hash;       /* of its bytes */
	bool has_hash;
	bool indexed; /* was in the index when the run began */
	bool met;     /* in this run, under this path */
	bool begun;   /* was or is being read in this run */
	bool gone;    /* renamed or removed in this run */
} known_file;

/* A file as it was when the run began. */
typedef struct former_file {
	int64_t size;
	uint64_t hash;
	known_file *file;
} former_file;

typedef struct known_files {
	known_file **slots; /* open addressing, a power of two */
	size_t count, size;
	former_file *by_size; /* those with a hash, ascending */
	size_t by_size_count;
} known_files;

/* Fill the table from the database. */
nx_status known_files_load(known_files *files, nx_store *store, nx_error *err);
void known_files_release(known_files *files);
/* The entry of a path, or NULL. It stays where it is. */
known_file *known_files_find(const known_files *files, nx_str path);
/* The same, made when it is not there; NULL without memory. */
known_file *known_files_add(known_files *files, nx_str path);
/* The file that was renamed to `path`: one of its size and bytes whose own path does not
 * exist any more. NULL when there is none. */
known_file *known_files_former(const known_files *files, const char *path, int64_t size);

/* Is the file `path` at `folder`, or below it? */
bool path_is_below(nx_str path, nx_str folder);

#endif
