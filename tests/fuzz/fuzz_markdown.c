/* Any bytes are Markdown: as one article and as one at each heading. */
#include <stdint.h>

#include "fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	nx_ingest_options options = { .format = NX_FORMAT_MARKDOWN };

	for (int split = 0; split < 2; split++) {
		options.split = split;
		fuzz_reader_with(&nx_markdown_reader, &options, data, size);
	}
	return 0;
}
