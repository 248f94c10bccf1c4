/* A stream that keeps what goes through it, up to a limit. */
#ifndef NX_INGEST_TEE_H
#define NX_INGEST_TEE_H

#include "ingest/stream.h"

typedef struct nx_tee {
	nx_stream stream; /* to be read instead of `from` */
	nx_stream *from;
	nx_buf *kept;
	size_t limit;
	bool off;   /* nothing is kept: more than the limit came, or nobody wants it */
	bool ended; /* `kept` is all of it */
} nx_tee;

/* `from`, whose head may have been looked at, and `kept`, emptied, stay the caller's. */
void nx_tee_open(nx_tee *tee, nx_stream *from, nx_buf *kept, size_t limit);
/* Go on without keeping anything. */
void nx_tee_stop(nx_tee *tee);
void nx_tee_close(nx_tee *tee);

#endif
