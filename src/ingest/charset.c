#include "ingest/charset.h"

#include "newsidx/utf8.h"

static bool is_control(unsigned char c)
{
	return (c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1B) || c == 0x7F;
}

nx_status nx_charset_check_head(nx_str head, nx_error *err)
{
	size_t controls = 0;

	if (nx_str_starts(head, NX_STR("\xFF\xFE")) || nx_str_starts(head, NX_STR("\xFE\xFF")))
		return nx_fail(err, NX_ERR_FORMAT, "UTF-16; convert it with iconv -f UTF-16");
	/* A PDF can open with a page of plain ASCII before its first stream. */
	if (nx_str_starts(head, NX_STR("%PDF-")))
		return nx_fail(err, NX_ERR_FORMAT, "binary file (PDF)");
	for (size_t i = 0; i < head.n; i++) {
		if (head.p[i] == '\0')
			return nx_fail(err, NX_ERR_FORMAT, "binary file (NUL at byte %zu)", i + 1);
		controls += is_control((unsigned char)head.p[i]);
	}
	if (controls * 10 > head.n)
		return nx_fail(
			err, NX_ERR_FORMAT, "binary file (%zu control characters)", controls);
	return NX_OK;
}

static void count_bad(nx_str text, nx_mending *what, size_t *bad_bytes, size_t *high_bytes)
{
	size_t pos = 0;

	*bad_bytes = *high_bytes = 0;
	for (size_t i = 0; i < text.n; i++)
		*high_bytes += (unsigned char)text.p[i] >= 0x80;
	while (pos < text.n) {
		size_t start;

		pos += nx_utf8_valid(nx_str_slice(text, pos, text.n));
		if (pos >= text.n)
			break;
		if (what->count++ == 0)
			what->first = pos;
		start = pos;
		nx_utf8_next(text, &pos);
		*bad_bytes += pos - start;
	}
}

/* Damage is rare beside well-formed sequences. A text in another encoding has
 * hardly any of those: in windows-1256 an Arabic letter is one byte, and two of
 * them make a UTF-8 sequence only by accident. */
static bool is_damage(size_t count, size_t good_bytes)
{
	return count * 200 <= good_bytes || (count <= 3 && count * 4 <= good_bytes);
}

static void replace_bad(nx_buf *out, nx_str text)
{
	size_t pos = 0;

	while (pos < text.n) {
		nx_str rest = nx_str_slice(text, pos, text.n);

		rest.n = nx_utf8_valid(rest);
		nx_buf_add(out, rest);
		pos += rest.n;
		if (pos < text.n)
			nx_buf_add_cp(out, nx_utf8_next(text, &pos));
	}
}

nx_status nx_charset_mend(nx_str *text, nx_buf *mended, nx_mending *what, nx_error *err)
{
	size_t mark = nx_str_starts(*text, NX_STR("\xEF\xBB\xBF")) ? 3 : 0;
	size_t bad_bytes, high_bytes;
	nx_status st;

	*what = (nx_mending){ 0, 0 };
	*text = nx_str_slice(*text, mark, text->n);
	if (nx_utf8_valid(*text) == text->n)
		return NX_OK;
	count_bad(*text, what, &bad_bytes, &high_bytes);
	what->first += mark + 1;
	if (!is_damage(what->count, high_bytes - bad_bytes))
		return nx_fail(err, NX_ERR_FORMAT,
			"not UTF-8 (first bad byte %zu); convert it with iconv", what->first);
	nx_buf_clear(mended);
	replace_bad(mended, *text);
	if ((st = nx_buf_status(mended, err)) == NX_OK)
		*text = nx_buf_str(mended);
	return st;
}
