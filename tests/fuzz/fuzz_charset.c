/* Bytes of any encoding: judged, decoded in pieces, mended, and mojibake repaired. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/charset.h"
#include "newsidx/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void repair(nx_str text)
{
	nx_mojibake kind = nx_mojibake_detect(text);
	nx_buf out = NX_BUF_INIT;
	size_t lost;

	for (int k = NX_MOJIBAKE_CP1256_AS_LATIN; k < NX_MOJIBAKE_LOST; k++) {
		nx_buf_clear(&out);
		assert(nx_mojibake_repair(&out, text, (nx_mojibake)k, &lost, NULL) == NX_OK);
		assert(nx_utf8_valid(nx_buf_str(&out)) == out.n);
	}
	assert(nx_mojibake_name(kind));
	nx_buf_release(&out);
}

static void mend(nx_str bytes)
{
	nx_buf mended = NX_BUF_INIT;
	nx_mending what;

	if (nx_charset_mend(&bytes, &mended, &what, NULL) == NX_OK) {
		assert(nx_utf8_valid(bytes) == bytes.n);
		repair(bytes);
	}
	nx_buf_release(&mended);
}

static size_t decode(nx_buf *out, const char *encoding, nx_str bytes, size_t step)
{
	nx_decoder *decoder = NULL;
	size_t bad = 0;

	assert(nx_decoder_open(&decoder, encoding, NULL) == NX_OK);
	for (size_t pos = 0; pos < bytes.n; pos += step)
		assert(nx_decoder_feed(decoder, nx_str_slice(bytes, pos, pos + step), false, out,
			       &bad, NULL) == NX_OK);
	assert(nx_decoder_feed(decoder, NX_STR(""), true, out, &bad, NULL) == NX_OK);
	nx_decoder_close(decoder);
	assert(nx_utf8_valid(nx_buf_str(out)) == out->n);
	return bad;
}

/* However it is cut, the text is the same and the damage too. */
static void compare_cuts(const char *encoding, nx_str bytes)
{
	nx_buf whole = NX_BUF_INIT, cut = NX_BUF_INIT;
	size_t bad = decode(&whole, encoding, bytes, bytes.n + 1);

	assert(decode(&cut, encoding, bytes, 1) == bad);
	assert(nx_str_eq(nx_buf_str(&whole), nx_buf_str(&cut)));
	nx_buf_release(&whole);
	nx_buf_release(&cut);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const encodings[] = { "windows-1256", "ISO-8859-6", "x-mac-arabic",
		"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-8" };
	const char *encoding;
	nx_str bytes;
	char *copy;

	if (size == 0)
		return 0;
	/* A copy of its own size, so that reading beyond it is seen. */
	copy = malloc(size);
	if (!copy)
		return 0;
	memcpy(copy, data, size);
	bytes = (nx_str){ copy + 1, size - 1 };
	compare_cuts(encodings[data[0] % (sizeof encodings / sizeof *encodings)], bytes);
	if (nx_charset_check_head(bytes, NX_STR_NULL, NULL, &encoding, NULL) == NX_OK && encoding)
		compare_cuts(encoding, bytes);
	nx_charset_canonical(bytes);
	mend(bytes);
	free(copy);
	return 0;
}
