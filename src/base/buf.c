#include "newsidx/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "newsidx/utf8.h"

nx_str nx_str_from(const char *cstr)
{
	return cstr ? (nx_str){ cstr, strlen(cstr) } : NX_STR_NULL;
}

bool nx_str_eq(nx_str a, nx_str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

int nx_str_cmp(nx_str a, nx_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool nx_str_starts(nx_str s, nx_str prefix)
{
	return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

bool nx_str_ends(nx_str s, nx_str suffix)
{
	return s.n >= suffix.n &&
	       (suffix.n == 0 || memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

size_t nx_str_find(nx_str s, nx_str needle, size_t from)
{
	const char *hit;

	if (from > s.n || needle.n > s.n - from)
		return (size_t)-1;
	if (needle.n == 0)
		return from;
	hit = needle.n == 1 ? memchr(s.p + from, needle.p[0], s.n - from)
			    : memmem(s.p + from, s.n - from, needle.p, needle.n);
	return hit ? (size_t)(hit - s.p) : (size_t)-1;
}

nx_str nx_str_slice(nx_str s, size_t start, size_t end)
{
	if (end > s.n)
		end = s.n;
	if (start > end)
		start = end;
	return (nx_str){ s.p ? s.p + start : NULL, end - start };
}

/* White space that ends or begins a field, and marks that nobody sees there. */
static bool trims(unsigned cp)
{
	return cp <= 0x20 || cp == 0x7F || cp == 0x85 || cp == 0xA0 || cp == 0x061C ||
	       (cp >= 0x2000 && cp <= 0x200F) || (cp >= 0x2028 && cp <= 0x202F) ||
	       (cp >= 0x2060 && cp <= 0x206F) || cp == 0x3000 || cp == 0xFEFF;
}

nx_str nx_str_trim(nx_str s)
{
	size_t start = 0, end = s.n;

	while (start < end) {
		size_t next = start;

		if (!trims(nx_utf8_next(s, &next)))
			break;
		start = next;
	}
	while (end > start) {
		size_t before = end;

		if (!trims(nx_utf8_prev(s, &before)))
			break;
		end = before;
	}
	return nx_str_slice(s, start, end);
}

bool nx_str_split(nx_str *rest, char sep, nx_str *field)
{
	const char *hit;

	if (!rest->p)
		return false;
	hit = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
	if (!hit) {
		*field = *rest;
		*rest = NX_STR_NULL;
		return true;
	}
	field->p = rest->p;
	field->n = (size_t)(hit - rest->p);
	rest->n -= field->n + 1;
	rest->p = hit + 1;
	return true;
}

void nx_buf_release(nx_buf *buf)
{
	free(buf->p);
	*buf = (nx_buf)NX_BUF_INIT;
}

void nx_buf_clear(nx_buf *buf)
{
	buf->n = 0;
	buf->failed = false;
}

bool nx_buf_reserve(nx_buf *buf, size_t extra)
{
	size_t cap;
	char *p;

	if (buf->failed)
		return false;
	if (extra < buf->cap - buf->n)
		return true;
	if (extra > SIZE_MAX / 2 - buf->n) {
		buf->failed = true;
		return false;
	}
	cap = buf->cap ? buf->cap : 64;
	while (cap <= buf->n + extra)
		cap += cap / 2;
	p = realloc(buf->p, cap);
	if (!p) {
		buf->failed = true;
		return false;
	}
	buf->p = p;
	buf->cap = cap;
	return true;
}

void nx_buf_add(nx_buf *buf, nx_str s)
{
	if (s.n == 0 || !nx_buf_reserve(buf, s.n))
		return;
	memcpy(buf->p + buf->n, s.p, s.n);
	buf->n += s.n;
}

void nx_buf_adds(nx_buf *buf, const char *cstr)
{
	nx_buf_add(buf, nx_str_from(cstr));
}

void nx_buf_addc(nx_buf *buf, char c)
{
	if (nx_buf_reserve(buf, 1))
		buf->p[buf->n++] = c;
}

void nx_buf_addf(nx_buf *buf, const char *format, ...)
{
	va_list args, again;
	int n;

	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	if (n >= 0 && nx_buf_reserve(buf, (size_t)n + 1)) {
		vsnprintf(buf->p + buf->n, (size_t)n + 1, format, again);
		buf->n += (size_t)n;
	}
	va_end(again);
	va_end(args);
}

void nx_buf_add_cp(nx_buf *buf, unsigned cp)
{
	if (nx_buf_reserve(buf, 4))
		buf->n += nx_utf8_put(buf->p + buf->n, cp);
}

nx_str nx_buf_str(const nx_buf *buf)
{
	return buf->n ? (nx_str){ buf->p, buf->n } : NX_STR("");
}

const char *nx_buf_cstr(nx_buf *buf)
{
	if (!nx_buf_reserve(buf, 1))
		return NULL;
	buf->p[buf->n] = '\0';
	return buf->p;
}

nx_status nx_buf_status(const nx_buf *buf, nx_error *err)
{
	return buf->failed ? nx_fail(err, NX_ERR_NOMEM, "out of memory") : NX_OK;
}
