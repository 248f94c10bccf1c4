/* Taking articles out. NEEDSWORK: what was read from a path, and pruning. */
#include "store/internal.h"

nx_status nx_store_remove(
	nx_store *store, const nx_str *ids, size_t count, uint64_t *removed, nx_error *err)
{
	(void)store, (void)ids, (void)count;
	*removed = 0;
	return nx_fail(err, NX_ERR_USAGE, "removing articles is not built yet");
}

nx_status nx_store_remove_path(nx_store *store, nx_str path, uint64_t *removed, nx_error *err)
{
	(void)store, (void)path;
	*removed = 0;
	return nx_fail(err, NX_ERR_USAGE, "removing by path is not built yet");
}

nx_status nx_writer_keep(nx_writer *writer, nx_str path, nx_error *err)
{
	(void)writer, (void)path, (void)err;
	return NX_OK;
}

nx_status nx_writer_prune(nx_writer *writer, nx_str folder, nx_error *err)
{
	(void)writer, (void)folder;
	return nx_fail(err, NX_ERR_USAGE, "--prune is not built yet");
}
