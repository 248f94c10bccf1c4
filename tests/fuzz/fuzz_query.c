/* Any text is a query or is refused with NX_ERR_QUERY; the tree can be printed. */
#include <stdint.h>
#include <stdlib.h>

#include "newsidx/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	nx_query query;
	nx_error err = NX_ERROR_INIT;
	nx_buf tree = NX_BUF_INIT;
	nx_status st;

	if (size == 0)
		return 0;
	nx_query_init(&query);
	st = nx_query_parse(&query, (nx_str){ (const char *)data + 1, size - 1 },
		data[0] & 1 ? NX_MATCH_ANY : NX_MATCH_ALL, &err);
	if (st != NX_OK && st != NX_ERR_QUERY)
		abort();
	if (st == NX_OK)
		nx_query_print(&tree, &query);
	nx_buf_release(&tree);
	nx_query_release(&query);
	return 0;
}
