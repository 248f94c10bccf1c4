#include "ingest/json_parse.h"

#include <stdlib.h>
#include <string.h>

#include "newsidx/arena.h"
#include "newsidx/utf8.h"

/* Memory that one large text has taken is not kept for the small ones. */
#define VALUES_KEPT ((size_t)1 << 12)
#define TEXTS_KEPT ((size_t)1 << 20)

typedef struct parser {
	nx_json_tree *tree;
	nx_str in;
	size_t pos;
	int depth;
	nx_json_fault *fault;
} parser;

void nx_json_tree_release(nx_json_tree *tree)
{
	free(tree->values);
	nx_buf_release(&tree->texts);
	*tree = (nx_json_tree){ .values = NULL };
}

static nx_status fail_at(parser *p, size_t at, const char *why)
{
	*p->fault = (nx_json_fault){ at, why };
	return NX_ERR_FORMAT;
}

static int peek(parser *p)
{
	while (p->pos < p->in.n) {
		char c = p->in.p[p->pos];

		if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
			return (unsigned char)c;
		p->pos++;
	}
	return -1;
}

/* *index is that of a new value, all 0. */
static nx_status add_value(parser *p, uint32_t *index)
{
	nx_json_tree *tree = p->tree;
	nx_json *values;

	if (tree->count == NX_JSON_VALUES) {
		fail_at(p, p->pos, "more than 1048576 values in one record");
		return NX_ERR_LIMIT;
	}
	values = nx_vec_room(tree->values, tree->count, &tree->cap, sizeof *values);
	if (!values)
		return NX_ERR_NOMEM;
	tree->values = values;
	*index = (uint32_t)tree->count++;
	values[*index] = (nx_json){ .kind = NX_JSON_LITERAL };
	return NX_OK;
}

/* Four hexadecimal digits at `at`, or -1. */
static int hex_at(nx_str s, size_t at)
{
	int value = 0;

	if (s.n < at + 4)
		return -1;
	for (size_t i = at; i < at + 4; i++) {
		char c = s.p[i];

		value *= 16;
		if (c >= '0' && c <= '9')
			value += c - '0';
		else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
			value += (c | 0x20) - 'a' + 10;
		else
			return -1;
	}
	return value;
}

/* \uXXXX, p->pos at the first digit; a pair of them for what lies beyond U+FFFF. */
static nx_status read_code_point(parser *p)
{
	int unit = hex_at(p->in, p->pos), low = -1;
	unsigned cp = (unsigned)unit;

	if (unit < 0)
		return fail_at(p, p->pos, "\\u needs four hexadecimal digits");
	p->pos += 4;
	if (unit >= 0xD800 && unit <= 0xDBFF &&
		nx_str_starts(nx_str_slice(p->in, p->pos, p->in.n), NX_STR("\\u")))
		low = hex_at(p->in, p->pos + 2);
	if (low >= 0xDC00 && low <= 0xDFFF) {
		cp = 0x10000 + ((cp - 0xD800) << 10) + ((unsigned)low - 0xDC00);
		p->pos += 6;
	} else if (unit >= 0xD800 && unit <= 0xDFFF) {
		cp = NX_REPLACEMENT;
		p->tree->mended++;
	}
	nx_buf_add_cp(&p->tree->texts, cp);
	return NX_OK;
}

static nx_status read_escape(parser *p)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *which;
	char c;

	if (p->pos + 1 >= p->in.n)
		return fail_at(p, p->pos, "the text ends within a string");
	c = p->in.p[p->pos + 1];
	p->pos += 2;
	if (c == 'u')
		return read_code_point(p);
	which = c ? strchr(from, c) : NULL;
	if (!which)
		return fail_at(p, p->pos - 2, "no such escape in JSON");
	nx_buf_addc(&p->tree->texts, to[which - from]);
	return NX_OK;
}

/* Bytes from `at` on up to a quote, a backslash or the end; two-byte sequences, which
 * Arabic is made of, are checked here, longer ones by the library. */
static nx_status plain_run(parser *p, size_t at, size_t *end)
{
	const unsigned char *s = (const unsigned char *)p->in.p;
	size_t i = at, n = p->in.n;

	while (i < n && s[i] != '"' && s[i] != '\\') {
		if (s[i] < 0x80) {
			i++;
		} else if (s[i] >= 0xC2 && s[i] < 0xE0 && i + 1 < n && (s[i + 1] & 0xC0) == 0x80) {
			i += 2;
		} else {
			size_t length = s[i] >= 0xF0 ? 4 : 3;
			nx_str one = nx_str_slice(p->in, i, i + length);

			if (s[i] < 0xE0 || one.n < length || nx_utf8_valid(one) < length)
				return fail_at(p, i, "not UTF-8");
			i += length;
		}
	}
	*end = i;
	return NX_OK;
}

/* A string is viewed where it stands, unless it has escapes: then it is built. */
static nx_status read_string(parser *p, nx_str *out)
{
	nx_buf *texts = &p->tree->texts;
	size_t start = ++p->pos, made = texts->n, end = 0;
	nx_status st;

	while ((st = plain_run(p, p->pos, &end)) == NX_OK) {
		if (end == p->in.n)
			return fail_at(p, end, "the text ends within a string");
		if (p->in.p[end] == '"')
			break;
		/* Escapes are longer than what they mean, so that the buffer holds all
		 * strings of the text and never moves. */
		if (texts->cap < p->in.n && !nx_buf_reserve(texts, p->in.n))
			return NX_ERR_NOMEM;
		nx_buf_add(texts, nx_str_slice(p->in, p->pos, end));
		p->pos = end;
		if ((st = read_escape(p)) != NX_OK)
			break;
		start = 0;
	}
	if (st != NX_OK)
		return st;
	if (start) {
		*out = nx_str_slice(p->in, start, end);
	} else {
		nx_buf_add(texts, nx_str_slice(p->in, p->pos, end));
		*out = nx_str_slice(nx_buf_str(texts), made, texts->n);
	}
	p->pos = end + 1;
	return NX_OK;
}

static size_t digits_at(nx_str s, size_t at)
{
	size_t i = at;

	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	return i - at;
}

static nx_status read_number(parser *p, nx_str *out)
{
	nx_str in = p->in;
	size_t start = p->pos, n;

	p->pos += in.p[start] == '-';
	n = digits_at(in, p->pos);
	if (n == 0 || (n > 1 && in.p[p->pos] == '0'))
		return fail_at(p, start, "no number in JSON");
	p->pos += n;
	if (p->pos < in.n && in.p[p->pos] == '.') {
		n = digits_at(in, ++p->pos);
		if (n == 0)
			return fail_at(p, p->pos, "digits missing after the point");
		p->pos += n;
	}
	if (p->pos < in.n && (in.p[p->pos] | 0x20) == 'e') {
		p->pos++;
		if (p->pos < in.n && (in.p[p->pos] == '+' || in.p[p->pos] == '-'))
			p->pos++;
		n = digits_at(in, p->pos);
		if (n == 0)
			return fail_at(p, p->pos, "digits missing in the exponent");
		p->pos += n;
	}
	*out = nx_str_slice(in, start, p->pos);
	return NX_OK;
}

static nx_status read_literal(parser *p, nx_str *out)
{
	static const char *const words[] = { "true", "false", "null" };
	nx_str rest = nx_str_slice(p->in, p->pos, p->in.n);

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (nx_str_starts(rest, nx_str_from(words[i]))) {
			*out = nx_str_slice(rest, 0, strlen(words[i]));
			p->pos += out->n;
			return NX_OK;
		}
	}
	if (nx_str_starts(rest, NX_STR("NaN")) || nx_str_starts(rest, NX_STR("Infinity")) ||
		nx_str_starts(rest, NX_STR("-Infinity")))
		return fail_at(p, p->pos, "NaN and Infinity are no JSON; write null");
	if (nx_str_starts(rest, NX_STR("'")))
		return fail_at(p, p->pos, "JSON quotes with \", not with '");
	return fail_at(p, p->pos, "a value expected");
}

static nx_status read_value(parser *p, uint32_t index);

/* One item, or member with its key, linked behind the one before it. */
static nx_status read_child(parser *p, uint32_t parent, uint32_t *last, bool is_member)
{
	uint32_t child = 0;
	nx_str key = NX_STR_NULL;
	nx_status st;

	if (is_member) {
		if (peek(p) == '\'')
			return fail_at(p, p->pos, "JSON quotes with \", not with '");
		if (peek(p) != '"')
			return fail_at(p, p->pos, "a key in quotes expected");
		if ((st = read_string(p, &key)) != NX_OK)
			return st;
		if (peek(p) != ':')
			return fail_at(p, p->pos, "a colon expected after the key");
		p->pos++;
	}
	if ((st = add_value(p, &child)) != NX_OK)
		return st;
	p->tree->values[child].key = key;
	if (*last)
		p->tree->values[*last].next = child;
	else
		p->tree->values[parent].first = child;
	*last = child;
	return read_value(p, child);
}

static nx_status read_children(parser *p, uint32_t index, bool is_object)
{
	const int close = is_object ? '}' : ']';
	uint32_t last = 0;
	nx_status st;
	int c;

	if (++p->depth > NX_JSON_DEPTH) {
		fail_at(p, p->pos, "nested deeper than 256 levels");
		return NX_ERR_LIMIT;
	}
	p->pos++;
	if (peek(p) == close) {
		p->pos++;
		p->depth--;
		return NX_OK;
	}
	for (;;) {
		if ((st = read_child(p, index, &last, is_object)) != NX_OK)
			return st;
		c = peek(p);
		if (c != ',')
			break;
		p->pos++;
		if (peek(p) == close)
			return fail_at(p, p->pos, "nothing follows the last comma");
	}
	if (c != close)
		return fail_at(
			p, p->pos, is_object ? "',' or '}' expected" : "',' or ']' expected");
	p->pos++;
	p->depth--;
	return NX_OK;
}

static nx_status read_value(parser *p, uint32_t index)
{
	nx_json_kind kind;
	nx_str text = NX_STR_NULL;
	nx_status st;
	int c = peek(p);

	if (c < 0)
		return fail_at(p, p->pos, "the text ends where a value is expected");
	if (c == '{' || c == '[') {
		kind = c == '{' ? NX_JSON_OBJECT : NX_JSON_ARRAY;
		p->tree->values[index].kind = kind;
		return read_children(p, index, c == '{');
	}
	if (c == '"') {
		kind = NX_JSON_STRING;
		st = read_string(p, &text);
	} else if ((c >= '0' && c <= '9') || (c == '-' && digits_at(p->in, p->pos + 1))) {
		kind = NX_JSON_NUMBER;
		st = read_number(p, &text);
	} else {
		kind = NX_JSON_LITERAL;
		st = read_literal(p, &text);
	}
	p->tree->values[index].kind = kind;
	p->tree->values[index].text = text;
	return st;
}

nx_status nx_json_parse(nx_json_tree *tree, nx_str text, nx_json_fault *fault)
{
	parser p = { .tree = tree, .in = text, .fault = fault };
	uint32_t root = 0;
	nx_status st;

	if (tree->cap > VALUES_KEPT || tree->texts.cap > TEXTS_KEPT)
		nx_json_tree_release(tree);
	tree->count = tree->mended = 0;
	nx_buf_clear(&tree->texts);
	*fault = (nx_json_fault){ 0, NULL };
	st = add_value(&p, &root);
	if (st == NX_OK)
		st = read_value(&p, root);
	if (st == NX_OK && peek(&p) >= 0)
		st = fail_at(&p, p.pos,
			tree->values[0].kind == NX_JSON_OBJECT && peek(&p) == '{'
				? "a second object on the line; the format json takes it"
				: "nothing may follow the value");
	return st;
}

const nx_json *nx_json_first(const nx_json_tree *tree, const nx_json *value)
{
	return value->first ? &tree->values[value->first] : NULL;
}

const nx_json *nx_json_next(const nx_json_tree *tree, const nx_json *value)
{
	return value->next ? &tree->values[value->next] : NULL;
}

const char *nx_json_kind_name(nx_json_kind kind)
{
	static const char *const names[] = { "literal", "number", "string", "array", "object" };

	return names[kind];
}
