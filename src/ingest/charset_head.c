/* What the first bytes say: is it text, and in which encoding? */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/embed.h"
#include "ingest/charset.h"
#include "newsidx/utf8.h"

NX_EMBED(magic_tsv, "src/ingest/data/magic.tsv")

static bool is_control(unsigned char c)
{
	return (c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1B) || c == 0x7F;
}

static bool starts_with_hex(nx_str head, nx_str hex)
{
	for (size_t i = 0; i * 2 + 1 < hex.n; i++) {
		const char digits[] = { hex.p[i * 2], hex.p[i * 2 + 1], '\0' };

		if (i >= head.n || (unsigned char)head.p[i] != strtoul(digits, NULL, 16))
			return false;
	}
	return hex.n > 0;
}

/* What a file is that begins like this; NX_STR_NULL when nobody knows. */
static nx_str magic_name(nx_str head, bool binary)
{
	nx_str rest = magic_tsv(), line, hex, name, when;

	while (nx_str_split(&rest, '\n', &line)) {
		if (line.n == 0 || line.p[0] == '#')
			continue;
		nx_str_split(&line, '\t', &hex);
		nx_str_split(&line, '\t', &name);
		nx_str_split(&line, '\t', &when);
		if ((binary || nx_str_eq(when, NX_STR("always"))) && starts_with_hex(head, hex))
			return name;
	}
	return NX_STR_NULL;
}

static nx_status refuse_magic(nx_str head, bool binary, nx_error *err)
{
	nx_str name = magic_name(head, binary);

	if (!name.p)
		return NX_OK;
	return nx_fail(err, NX_ERR_FORMAT, "binary file (%.*s)", NX_FMT(name));
}

static nx_status refuse_controls(nx_str head, nx_error *err)
{
	const char *nul = memchr(head.p, '\0', head.n);
	size_t controls = 0;
	nx_status st;

	for (size_t i = 0; i < head.n; i++)
		controls += is_control((unsigned char)head.p[i]);
	if (!nul && controls * 10 <= head.n)
		return NX_OK;
	if ((st = refuse_magic(head, true, err)) != NX_OK)
		return st;
	if (nul)
		return nx_fail(err, NX_ERR_FORMAT, "binary file (NUL at byte %zu)",
			(size_t)(nul - head.p) + 1);
	return nx_fail(err, NX_ERR_FORMAT, "binary file (%zu control characters)", controls);
}

/* Byte order marks (Unicode 15, section 23.8); that of UTF-32LE begins with that of
 * UTF-16LE. */
static const char *marked(nx_str head)
{
	static const struct {
		nx_str mark;
		const char *name;
	} marks[] = { { { "\xEF\xBB\xBF", 3 }, "UTF-8" }, { { "\xFF\xFE\0\0", 4 }, "UTF-32LE" },
		{ { "\0\0\xFE\xFF", 4 }, "UTF-32BE" }, { { "\xFF\xFE", 2 }, "UTF-16LE" },
		{ { "\xFE\xFF", 2 }, "UTF-16BE" } };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (nx_str_starts(head, marks[i].mark))
			return marks[i].name;
	}
	return NULL;
}

/* The value behind `name` and '=', without quotes; empty when there is none. */
static nx_str attribute_in(nx_str tag, const char *name)
{
	size_t n = strlen(name), start, end;

	for (size_t i = 0; i + n < tag.n; i++) {
		if (strncasecmp(tag.p + i, name, n) != 0)
			continue;
		start = i + n;
		while (start < tag.n && strchr(" \t\r\n", tag.p[start]) && tag.p[start])
			start++;
		if (start >= tag.n || tag.p[start] != '=')
			continue;
		start++;
		while (start < tag.n && strchr(" \t\r\n\"'", tag.p[start]) && tag.p[start])
			start++;
		for (end = start; end < tag.n && !strchr(" \t\r\n\"';,/>?", tag.p[end]); end++)
			;
		return nx_str_slice(tag, start, end);
	}
	return NX_STR("");
}

/* What markup declares of itself: <?xml encoding="...">, <meta charset="...">, <meta
 * http-equiv content="...; charset=...">. Empty when it does not, or is no markup. */
static nx_str declared_in(nx_str head)
{
	nx_str text = nx_str_trim(head), found = NX_STR("");
	size_t pos = 0, end;

	if (!nx_str_starts(text, NX_STR("<")))
		return found;
	while (found.n == 0 && (pos = nx_str_find(text, NX_STR("<"), pos)) != (size_t)-1) {
		nx_str rest = nx_str_slice(text, pos, text.n);

		end = nx_str_find(
			rest, nx_str_starts(rest, NX_STR("<!--")) ? NX_STR("-->") : NX_STR(">"), 0);
		if (end == (size_t)-1)
			break;
		if (nx_str_starts(rest, NX_STR("<?xml")))
			found = attribute_in(nx_str_slice(rest, 0, end), "encoding");
		else if (rest.n > 5 && strncasecmp(rest.p, "<meta", 5) == 0)
			found = attribute_in(nx_str_slice(rest, 0, end), "charset");
		pos += end;
	}
	return found;
}

/* Under the name that is meant: pages that say Latin-1 are in windows-1252 (WHATWG,
 * Encoding). NULL for what nobody knows, and for UTF-8, -16 and -32: their bytes are
 * asked first, and if they are not in it the declaration is wrong. */
static const char *declaration(nx_str head, nx_str declared)
{
	const char *name = nx_charset_canonical(declared);

	if (!name)
		name = nx_charset_canonical(declared_in(head));
	if (!name || strncmp(name, "UTF-", 4) == 0)
		return NULL;
	if (strcmp(name, "ISO-8859-1") == 0 || strcmp(name, "US-ASCII") == 0)
		return "windows-1252";
	return name;
}

/* One of those that nx_charset_guess() tells apart? */
static bool is_told_by_letters(const char *name)
{
	static const char *const names[] = { "windows-1256", "ISO-8859-6", "x-mac-arabic",
		"windows-1252" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(name, names[i]) == 0)
			return true;
	}
	return false;
}

/* Can hardly anything of the text not be decoded? */
static bool decodes(const char *name, nx_str text)
{
	nx_decoder *decoder = NULL;
	nx_buf out = NX_BUF_INIT;
	size_t bad = 0;
	bool ok;

	ok = nx_decoder_open(&decoder, name, NULL) == NX_OK &&
	     nx_decoder_feed(decoder, text, false, &out, &bad, NULL) == NX_OK;
	nx_decoder_close(decoder);
	nx_buf_release(&out);
	return ok && bad * 200 <= text.n;
}

/* The head may end within a character. */
static nx_str without_cut(nx_str head)
{
	size_t first = nx_utf8_valid(head), pos = first;

	if (head.n < NX_STREAM_HEAD || first == head.n || head.n - first > 3)
		return head;
	nx_utf8_next(head, &pos);
	return pos == head.n ? nx_str_slice(head, 0, first) : head;
}

static bool is_ascii(nx_str text)
{
	for (size_t i = 0; i < text.n; i++) {
		if ((unsigned char)text.p[i] >= 0x80)
			return false;
	}
	return true;
}

static const char *encoding_of(nx_str text, const char *declared, const char *guess, bool sure)
{
	size_t bad, first;

	/* What is ASCII so far is decided line by line, unless only the declaration
	 * can tell. */
	if (is_ascii(text))
		return declared && !is_told_by_letters(declared) ? declared : NULL;
	if (nx_charset_is_utf8(text, &bad, &first))
		return NULL;
	if (declared && !decodes(declared, text))
		declared = NULL;
	/* Accents do not tell windows-1252 from its sisters. */
	if (guess && sure && !(declared && strcmp(guess, "windows-1252") == 0))
		return guess;
	return declared;
}

nx_status nx_charset_check_head(
	nx_str head, nx_str declared, const char *forced, const char **encoding, nx_error *err)
{
	const char *name = forced ? nx_charset_canonical(nx_str_from(forced)) : marked(head),
		   *guess;
	bool sure;
	nx_str text;
	nx_status st;

	*encoding = NULL;
	if (forced && !name)
		return nx_fail(err, NX_ERR_USAGE, "%s: encoding not known", forced);
	if (head.n == 0 || (st = refuse_magic(head, false, err)) != NX_OK)
		return head.n ? st : NX_OK;
	if (name) {
		*encoding = strcmp(name, "UTF-8") == 0 ? NULL : name;
		return *encoding ? NX_OK : refuse_controls(head, err);
	}
	text = without_cut(head);
	guess = nx_charset_guess(text, &sure);
	if (guess && strncmp(guess, "UTF-16", 6) == 0) {
		*encoding = guess;
		return NX_OK;
	}
	if ((st = refuse_controls(head, err)) != NX_OK)
		return st;
	*encoding = encoding_of(text, declaration(head, declared), guess, sure);
	return NX_OK;
}
