/* Text in memory: nx_str borrows, nx_buf owns. Neither is NUL-terminated by
 * promise, except where a function says so. */
#ifndef NEWSIDX_BUF_H
#define NEWSIDX_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "newsidx/status.h"

/* A view of `n` bytes that somebody else owns. p == NULL means "no value", which
 * outputs show as null; {"", 0} is an empty value. */
typedef struct nx_str {
	const char *p;
	size_t n;
} nx_str;

#define NX_STR_NULL ((nx_str){ NULL, 0 })
#define NX_STR(literal) ((nx_str){ "" literal, sizeof(literal) - 1 })
#define NX_FMT(str) (int)(str).n, (str).p ? (str).p : ""

nx_str nx_str_from(const char *cstr);
bool nx_str_eq(nx_str a, nx_str b);
/* Order of bytes, which for UTF-8 is the order of code points. */
int nx_str_cmp(nx_str a, nx_str b);
bool nx_str_starts(nx_str s, nx_str prefix);
bool nx_str_ends(nx_str s, nx_str suffix);
/* Byte offset of the first `needle` at or after `from`, or (size_t)-1. */
size_t nx_str_find(nx_str s, nx_str needle, size_t from);
/* s from byte `start` to before byte `end`, both clamped to s. */
nx_str nx_str_slice(nx_str s, size_t start, size_t end);
/* Without ASCII white space, NO-BREAK SPACE and invisible marks (BOM, zero-width,
 * bidi controls) at either end. */
nx_str nx_str_trim(nx_str s);
/* Cut the text up to the first `sep` off *rest and return it; false at the end.
 * The last field is the one without a separator after it. */
bool nx_str_split(nx_str *rest, char sep, nx_str *field);

/* A growing buffer. The first failed allocation sets `failed`, and every later
 * append does nothing: append ten times, check once. */
typedef struct nx_buf {
	char *p;
	size_t n;
	size_t cap;
	bool failed;
} nx_buf;

#define NX_BUF_INIT                                                                                \
	{                                                                                          \
		NULL, 0, 0, false                                                                  \
	}

void nx_buf_release(nx_buf *buf); /* frees; the buffer is as after NX_BUF_INIT */
void nx_buf_clear(nx_buf *buf);   /* empties, keeps the memory, clears `failed` */
/* Make room for `extra` more bytes; false and `failed` set when there is none. */
bool nx_buf_reserve(nx_buf *buf, size_t extra);
void nx_buf_add(nx_buf *buf, nx_str s);
void nx_buf_adds(nx_buf *buf, const char *cstr);
void nx_buf_addc(nx_buf *buf, char c);
void nx_buf_addf(nx_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Append one code point as UTF-8 (a surrogate or a value beyond U+10FFFF as U+FFFD). */
void nx_buf_add_cp(nx_buf *buf, unsigned cp);
/* The contents, borrowed until the next append; p is never NULL. */
nx_str nx_buf_str(const nx_buf *buf);
/* The contents with a NUL after them, borrowed; NULL when an append has failed. */
const char *nx_buf_cstr(nx_buf *buf);
/* NX_OK, or NX_ERR_NOMEM with a message when an append has failed. */
nx_status nx_buf_status(const nx_buf *buf, nx_error *err);

#endif
