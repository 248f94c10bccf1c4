/* Any bytes as a WARC, in pieces of a size that the first byte tells: no crash, and what
 * names, charsets and messages say is well-formed text. */
#include "fuzz_reader.h"

#include "ingest/warc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_body(nx_stream *body)
{
	nx_error why = NX_ERROR_INIT;
	nx_status st;
	nx_str chunk;

	while ((st = nx_stream_read(body, &chunk, &why)) == NX_OK && chunk.n)
		continue;
	assert(st != NX_ERR_NOMEM);
	fuzz_text(nx_str_from(why.text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	piece_stream stream = pieces_of(NX_STR_NULL, 0);
	nx_budget budget = { .size = size };
	nx_members *members;
	nx_member member;
	nx_error err = NX_ERROR_INIT;
	nx_status st;

	if (size == 0)
		return 0;
	stream.left = (nx_str){ (const char *)data + 1, size - 1 };
	stream.piece = data[0] < 128 ? data[0] + 1u : size;
	assert(nx_warc_open(&members, &stream.base, &budget, &err) == NX_OK);
	while ((st = members->next(members, &member, &err)) == NX_OK && member.stream) {
		fuzz_text(member.name);
		fuzz_text(member.url);
		/* Every third is passed over. */
		if (budget.members % 3)
			read_body(member.stream);
	}
	assert(st != NX_ERR_NOMEM);
	fuzz_text(nx_str_from(err.text));
	members->close(members);
	nx_stream_close(&stream.base);
	return 0;
}
