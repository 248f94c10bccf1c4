/* Any bytes as a table, with commas or other separators, and with tabs. */
#include <stddef.h>
#include <stdint.h>

#include "fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_reader(&nx_csv_reader, data, size);
	fuzz_reader(&nx_tsv_reader, data, size);
	return 0;
}
