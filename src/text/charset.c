/* Names of encodings, and decoding: by table where there is one, else by ICU. */
#include <stdlib.h>
#include <string.h>

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>

#include "newsidx/utf8.h"
#include "text/charset_parts.h"

#define NAME_MAX 64
#define UNITS 2048 /* UTF-16 units decoded at a time */

struct nx_decoder {
	const unsigned *table; /* or NULL: */
	UConverter *converter;
	size_t bad;
	UChar high; /* surrogate at the end of the last piece, or 0 */
};

/* ICU keeps some names without their tables. */
static bool can_decode(const char *name)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(name, &status);

	ucnv_close(converter);
	return U_SUCCESS(status);
}

/* The names by which the world calls it; ICU's own files are called otherwise. */
static const char *standard_name(const char *name)
{
	static const char *const standards[] = { "MIME", "IANA" };
	UErrorCode status;

	for (size_t i = 0; i < sizeof standards / sizeof *standards; i++) {
		const char *standard;

		status = U_ZERO_ERROR;
		standard = ucnv_getStandardName(name, standards[i], &status);
		/* The name with the year is that of the registry alone. */
		if (U_SUCCESS(status) && standard && !strchr(standard, ':'))
			return standard;
	}
	status = U_ZERO_ERROR;
	return ucnv_getAlias(name, 0, &status);
}

const char *nx_charset_canonical(nx_str name)
{
	char text[NAME_MAX];

	name = nx_str_trim(name);
	if (name.n == 0 || name.n >= sizeof text || memchr(name.p, '\0', name.n))
		return NULL;
	memcpy(text, name.p, name.n);
	text[name.n] = '\0';
	for (int t = 0; t < NX_TABLES; t++) {
		if (ucnv_compareNames(text, nx_table_name((nx_table)t)) == 0)
			return nx_table_name((nx_table)t);
	}
	if (ucnv_compareNames(text, "MacArabic") == 0)
		return nx_table_name(NX_TABLE_MAC_ARABIC);
	return can_decode(text) ? standard_name(text) : NULL;
}

/* What cannot be decoded, be it ill-formed or without a character, is one U+FFFD. */
static void replace(const void *context, UConverterToUnicodeArgs *args, const char *bytes,
	int32_t length, UConverterCallbackReason reason, UErrorCode *status)
{
	static const UChar replacement = NX_REPLACEMENT;
	size_t *bad = (size_t *)context;

	(void)bytes;
	(void)length;
	if (reason > UCNV_IRREGULAR)
		return; /* reset, close, clone */
	*status = U_ZERO_ERROR;
	ucnv_cbToUWriteUChars(args, &replacement, 1, 0, status);
	(*bad)++;
}

nx_status nx_decoder_open(nx_decoder **out, const char *encoding, nx_error *err)
{
	const char *name = nx_charset_canonical(nx_str_from(encoding));
	nx_decoder *decoder;
	UErrorCode status = U_ZERO_ERROR;

	*out = NULL;
	if (!name)
		return nx_fail(err, NX_ERR_USAGE, "%s: encoding not known", encoding);
	decoder = calloc(1, sizeof *decoder);
	if (!decoder)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	for (int t = 0; t < NX_TABLES; t++) {
		if (strcmp(name, nx_table_name((nx_table)t)) == 0)
			decoder->table = nx_table_chars((nx_table)t);
	}
	if (!decoder->table) {
		decoder->converter = ucnv_open(name, &status);
		ucnv_setToUCallBack(
			decoder->converter, replace, &decoder->bad, NULL, NULL, &status);
	}
	if (U_FAILURE(status)) {
		nx_decoder_close(decoder);
		return nx_fail(err, NX_ERR_USAGE, "%s: %s", encoding, u_errorName(status));
	}
	*out = decoder;
	return NX_OK;
}

void nx_decoder_close(nx_decoder *decoder)
{
	if (!decoder)
		return;
	ucnv_close(decoder->converter);
	free(decoder);
}

static void feed_table(nx_decoder *decoder, nx_str bytes, nx_buf *out)
{
	/* At most three bytes a character: all of Unicode's first plane. */
	if (!nx_buf_reserve(out, bytes.n * 3))
		return;
	for (size_t i = 0; i < bytes.n; i++) {
		unsigned cp = decoder->table[(unsigned char)bytes.p[i]];

		decoder->bad += cp == NX_REPLACEMENT;
		if (cp < 0x80)
			out->p[out->n++] = (char)cp;
		else
			out->n += nx_utf8_put(out->p + out->n, cp);
	}
}

/* ICU passes lone surrogates of some encodings on; they count like all that is
 * ill-formed. */
static void add_units(nx_decoder *decoder, const UChar *units, const UChar *end, nx_buf *out)
{
	for (; units < end; units++) {
		if (decoder->high && U16_IS_TRAIL(*units)) {
			nx_buf_add_cp(out, U16_GET_SUPPLEMENTARY(decoder->high, *units));
			decoder->high = 0;
			continue;
		}
		if (decoder->high) {
			nx_buf_add_cp(out, NX_REPLACEMENT);
			decoder->bad++;
			decoder->high = 0;
		}
		if (U16_IS_LEAD(*units)) {
			decoder->high = *units;
			continue;
		}
		decoder->bad += U16_IS_TRAIL(*units);
		nx_buf_add_cp(out, *units);
	}
}

static void feed_icu(nx_decoder *decoder, nx_str bytes, bool last, nx_buf *out)
{
	const char *source = bytes.p ? bytes.p : "", *limit = source + bytes.n;
	UErrorCode status;

	do {
		UChar units[UNITS], *target = units;

		status = U_ZERO_ERROR;
		ucnv_toUnicode(decoder->converter, &target, units + UNITS, &source, limit, NULL,
			last, &status);
		add_units(decoder, units, target, out);
	} while (status == U_BUFFER_OVERFLOW_ERROR && !out->failed);
	if (status == U_MEMORY_ALLOCATION_ERROR)
		out->failed = true;
	if (last && decoder->high) {
		nx_buf_add_cp(out, NX_REPLACEMENT);
		decoder->bad++;
		decoder->high = 0;
	}
}

nx_status nx_decoder_feed(
	nx_decoder *decoder, nx_str bytes, bool last, nx_buf *out, size_t *bad, nx_error *err)
{
	decoder->bad = 0;
	if (decoder->table)
		feed_table(decoder, bytes, out);
	else
		feed_icu(decoder, bytes, last, out);
	*bad += decoder->bad;
	return nx_buf_status(out, err);
}
