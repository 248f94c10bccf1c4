/* What is remembered from batch to batch: the file at hand, names with their ids. */
#ifndef NX_STORE_LOADER_H
#define NX_STORE_LOADER_H

#include "store/place.h"

typedef struct loader {
	nx_writer_options options;
	edit edit;
	file_reading reading;
} loader;

loader *loader_new(nx_store *store, const nx_writer_options *options, nx_error *err);
void loader_free(loader *loader);
/* Store the batch, all of it or nothing. */
nx_status loader_store(loader *loader, batch *b, nx_write_counts *counts, nx_error *err);

#endif
