#include "ingest/tee.h"

/* A buffer that one long page has blown up is not kept for the short ones. */
#define KEPT_ROOM ((size_t)1 << 20)

void nx_tee_stop(nx_tee *tee)
{
	tee->off = true;
	if (tee->kept->cap > KEPT_ROOM)
		nx_buf_release(tee->kept);
	nx_buf_clear(tee->kept);
}

static nx_status next_of_tee(nx_stream *stream, nx_str *block, nx_error *err)
{
	nx_tee *tee = (nx_tee *)stream;
	nx_status st = nx_stream_read(tee->from, block, err);

	if (st != NX_OK || tee->off)
		return st;
	tee->ended = block->n == 0;
	if (block->n > tee->limit - tee->kept->n)
		nx_tee_stop(tee);
	else
		nx_buf_add(tee->kept, *block);
	return nx_buf_status(tee->kept, err);
}

static void close_nothing(nx_stream *stream)
{
	(void)stream;
}

void nx_tee_open(nx_tee *tee, nx_stream *from, nx_buf *kept, size_t limit)
{
	*tee = (nx_tee){ .stream = { .next = next_of_tee, .close = close_nothing },
		.from = from,
		.kept = kept,
		.limit = limit };
	nx_buf_clear(kept);
}

void nx_tee_close(nx_tee *tee)
{
	nx_stream_close(&tee->stream);
	if (!tee->off)
		nx_tee_stop(tee);
}
