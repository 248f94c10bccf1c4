#include "ingest/archive.h"
#include "newsidx/utf8.h"

/* Longer names than any file system has. */
#define NAME_LIMIT ((size_t)4096)

/* Controls of ASCII and Latin-1, and the line ends of Unicode. */
static bool is_control(unsigned cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 || cp == 0x2029;
}

void nx_archive_name(nx_buf *out, nx_str raw)
{
	size_t start = out->n, pos = 0;

	while (nx_str_starts(raw, NX_STR("./")) && raw.n > 2)
		raw = nx_str_slice(raw, 2, raw.n);
	while (pos < raw.n && out->n - start < NAME_LIMIT && !out->failed) {
		unsigned cp = nx_utf8_next(raw, &pos);

		nx_buf_add_cp(out, is_control(cp) ? NX_REPLACEMENT : cp);
	}
}
