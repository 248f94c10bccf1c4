/* The files that are in the index or were read in this run, by path. */
#ifndef NX_STORE_KNOWN_FILES_H
#define NX_STORE_KNOWN_FILES_H

#include "store/internal.h"

typedef struct known_file {
	char *path;          /* NULL in an empty slot */
	int64_t size, mtime; /* -1 when it was not read to its end */
	bool begun;          /* in this run */
} known_file;

typedef struct known_files {
	known_file *slots; /* open addressing, a power of two */
	size_t count, size;
} known_files;

/* Fill the table from the database. */
nx_status known_files_load(known_files *files, nx_store *store, nx_error *err);
void known_files_release(known_files *files);
/* The entry of a path, or NULL. */
known_file *known_files_find(const known_files *files, nx_str path);
/* The same, made when it is not there; NULL without memory. */
known_file *known_files_add(known_files *files, nx_str path);

#endif
