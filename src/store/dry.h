/* A dry run: stand-ins for the tables take what would be written. */
#ifndef NX_STORE_DRY_H
#define NX_STORE_DRY_H

#include "store/internal.h"

/* Hide file, article, copy and identity behind temporary views of the same names, which
 * show the tables with the changes of this connection. Nothing else may be written. */
nx_status dry_begin(nx_store *store, nx_error *err);
void dry_end(nx_store *store);

#endif
