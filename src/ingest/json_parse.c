#include "ingest/json_parse.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "newsidx/utf8.h"

/* Digits that fit a long long whatever they are. */
#define INTEGER_DIGITS 18
/* Digits before the point, and of an exponent, that fit a double whatever they are. */
#define REAL_DIGITS 300
#define EXPONENT_DIGITS 2

nx_str nx_json_text(const json_t *string)
{
	return (nx_str){ json_string_value(string), json_string_length(string) };
}

nx_str nx_json_key(void *member)
{
	return (nx_str){ json_object_iter_key(member), json_object_iter_key_len(member) };
}

const char *nx_json_kind_name(const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		return NX_MESSAGE("object");
	case JSON_ARRAY:
		return NX_MESSAGE("array");
	case JSON_STRING:
		return NX_MESSAGE("string");
	case JSON_INTEGER:
	case JSON_REAL:
		return NX_MESSAGE("number");
	default:
		return NX_MESSAGE("literal");
	}
}

/* Brackets and commas outside of strings: as many as values, or up to twice that. */
static bool has_too_many(nx_str text)
{
	size_t count = 1;
	bool in_string = false;

	if (text.n / 2 < NX_JSON_VALUES)
		return false;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c == '"')
			in_string = !in_string;
		else if (in_string)
			i += c == '\\';
		else
			count += c == ',' || c == '[' || c == '{';
	}
	return count > NX_JSON_VALUES;
}

/* Four hexadecimal digits behind "\u" at `at`, or -1. */
static int unit_at(nx_str s, size_t at)
{
	int unit = 0;

	if (s.n < at + 6 || s.p[at] != '\\' || s.p[at + 1] != 'u')
		return -1;
	for (size_t i = at + 2; i < at + 6; i++) {
		const char *hex = "0123456789abcdef";
		const char *digit = s.p[i] ? strchr(hex, s.p[i] | 0x20) : NULL;

		if (!digit)
			return -1;
		unit = unit << 4 | (int)(digit - hex);
	}
	return unit;
}

/* The escape at `at`; returns its length. */
static size_t mend_escape(nx_buf *out, nx_str s, size_t at, size_t *halves)
{
	int unit = unit_at(s, at), low = unit_at(s, at + 6);
	size_t n = unit < 0 ? 2 : 6;

	if (unit == 0) {
		nx_buf_addc(out, ' ');
	} else if (unit >= 0xD800 && unit <= 0xDBFF && low >= 0xDC00 && low <= 0xDFFF) {
		n = 12;
		nx_buf_add(out, nx_str_slice(s, at, at + n));
	} else if (unit >= 0xD800 && unit <= 0xDFFF) {
		++*halves;
		nx_buf_add_cp(out, NX_REPLACEMENT);
	} else {
		nx_buf_add(out, nx_str_slice(s, at, at + n));
	}
	return n;
}

/* A character of a string, or a run of those that are as they should be. */
static size_t mend_string(nx_buf *out, nx_str s, size_t at, size_t *halves)
{
	size_t i = at;

	if (s.p[at] == '\\')
		return mend_escape(out, s, at, halves);
	if ((unsigned char)s.p[at] < ' ') {
		nx_buf_addf(out, s.p[at] ? "\\u%04x" : " ", (unsigned)s.p[at]);
		return 1;
	}
	while (i < s.n && (unsigned char)s.p[i] >= ' ' && s.p[i] != '"' && s.p[i] != '\\')
		i++;
	nx_buf_add(out, nx_str_slice(s, at, i));
	return i - at;
}

static size_t digits_at(nx_str s, size_t at)
{
	size_t i = at;

	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	return i - at;
}

/* Numbers and words, behind which neither follows. */
static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '+' ||
	       c == '-' || c == '.';
}

/* Is it a number in JSON with a point or an exponent, but not for a double? */
static bool is_beyond(nx_str real)
{
	size_t i = real.p[0] == '-', exponent = 0;

	i += digits_at(real, i);
	if (i < real.n && real.p[i] == '.')
		i += 1 + digits_at(real, i + 1);
	if (i < real.n && (real.p[i] | 0x20) == 'e') {
		i++;
		i += i < real.n && (real.p[i] == '+' || real.p[i] == '-');
		exponent = digits_at(real, i);
	}
	return i + exponent == real.n && (real.n > REAL_DIGITS || exponent > EXPONENT_DIGITS);
}

static size_t mend_word(nx_buf *out, nx_str s, size_t at)
{
	size_t end = at, sign, digits;
	nx_str word;

	while (end < s.n && is_word(s.p[end]))
		end++;
	if (end == at) {
		nx_buf_addc(out, s.p[at]);
		return 1;
	}
	word = nx_str_slice(s, at, end);
	sign = word.p[0] == '-';
	digits = digits_at(word, sign);
	if (nx_str_eq(nx_str_slice(word, sign, word.n), NX_STR("Infinity")) ||
		nx_str_eq(word, NX_STR("NaN")))
		nx_buf_adds(out, "null");
	else if (digits > INTEGER_DIGITS && sign + digits == word.n)
		nx_buf_addf(out, "\"%.*s\"", NX_FMT(word));
	else if (digits && is_beyond(word))
		nx_buf_adds(out, "null");
	else
		nx_buf_add(out, word);
	return word.n;
}

/* Append `s`, mended, until byte `upto` of it is there; returns which of `s` that is. */
static size_t mend(nx_buf *out, nx_str s, size_t upto, size_t *halves)
{
	bool in_string = false;
	size_t i = 0, n = 0;

	*halves = 0;
	while (i < s.n && out->n <= upto && !out->failed) {
		if (s.p[i] == '"')
			in_string = !in_string;
		n = in_string && s.p[i] != '"' ? mend_string(out, s, i, halves)
					       : mend_word(out, s, i);
		i += n;
	}
	if (out->n <= upto)
		return s.n;
	return i - (out->n - upto < n ? out->n - upto : n);
}

/* Where jansson stops, and why, in words that a person can use. */
static nx_status explain(nx_json_fault *fault, nx_str text, const json_error_t *error)
{
	const enum json_error_code code = json_error_code(error);
	const bool ended = code == json_error_premature_end_of_input;
	/* What it refuses it has read. */
	size_t at = (size_t)error->position - (error->position > 0 && !ended), halves;
	/* What stands "near" can be a control character. */
	nx_str why = nx_str_from(error->text);
	nx_buf before = NX_BUF_INIT;

	if (code == json_error_out_of_memory || !why.n)
		return NX_ERR_NOMEM;
	at = mend(&before, text, at, &halves);
	nx_buf_release(&before);
	/* To the begin of the character or the word. */
	while (at > 0 && at < text.n &&
		((text.p[at] & 0xC0) == 0x80 || (is_word(text.p[at]) && is_word(text.p[at - 1]))))
		at--;
	fault->at = at;
	if (code == json_error_stack_overflow) {
		snprintf(fault->why, sizeof fault->why, nx_message("nested deeper than %d levels"),
			JSON_PARSER_MAX_DEPTH);
		return NX_ERR_LIMIT;
	}
	why = nx_str_slice(why, 0, nx_str_find(why, NX_STR(" near "), 0));
	if (ended)
		why = nx_str_from(nx_message("the text ends too early"));
	else if (code == json_error_end_of_input_expected)
		why = at < text.n && text.p[at] == '{'
			      ? nx_str_from(nx_message("a second object on the line; the "
						       "format json takes it"))
			      : nx_str_from(nx_message("nothing may follow the value"));
	else if (code == json_error_invalid_syntax && at < text.n && text.p[at] == '\'')
		why = nx_str_from(nx_message("JSON quotes with \", not with '"));
	snprintf(fault->why, sizeof fault->why, "%.*s", NX_FMT(why));
	return NX_ERR_FORMAT;
}

nx_status nx_json_parse(json_t **out, nx_str text, nx_json_fault *fault)
{
	nx_buf mended = NX_BUF_INIT;
	json_error_t error;
	nx_status st = NX_OK;

	*out = NULL;
	*fault = (nx_json_fault){ .halves = 0 };
	if (has_too_many(text)) {
		snprintf(fault->why, sizeof fault->why,
			nx_message("more than %zu values in one record"), NX_JSON_VALUES);
		return NX_ERR_LIMIT;
	}
	*out = json_loadb(text.p, text.n, JSON_DECODE_ANY, &error);
	if (!*out) {
		mend(&mended, text, SIZE_MAX, &fault->halves);
		*out = json_loadb(nx_buf_str(&mended).p, mended.n, JSON_DECODE_ANY, &error);
		st = mended.failed ? NX_ERR_NOMEM : *out ? NX_OK : explain(fault, text, &error);
	}
	nx_buf_release(&mended);
	return st;
}
