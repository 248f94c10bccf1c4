/* Colours, isolates and marks of text for a terminal; each only as `print` asks for it. */
#ifndef NX_OUTPUT_TERMINAL_H
#define NX_OUTPUT_TERMINAL_H

#include "newsidx/output.h"

typedef struct terminal_text {
	nx_str s;
	const nx_span *marks; /* in order */
	size_t count;
	const char *color; /* an escape sequence, "" for none */
} terminal_text;

/* Open and close an isolate whose direction is that of what stands in it, which is `s`; but
 * for a part of a text, that of the whole, which is `rtl`. */
void terminal_open(nx_buf *out, const nx_print *print, nx_str s, bool rtl);
void terminal_close(nx_buf *out, const nx_print *print);
/* The text from byte `from` to before byte `to`, on one line. */
void terminal_piece(
	nx_buf *out, const nx_print *print, const terminal_text *text, size_t from, size_t to);
/* A value by itself: isolated and in its colour. */
void terminal_value(nx_buf *out, const nx_print *print, const char *color, nx_str s);

#endif
