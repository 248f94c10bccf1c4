/* TOML front matter (TOML 1.0) as a tree. Numbers, dates and times are texts, and what
 * is only forbidden, such as a key given twice, is let through. */
#include <stdio.h>
#include <string.h>

#include "ingest/markdown.h"

typedef struct parser {
	nx_json_tree *tree;
	nx_arena *texts;
	nx_str s;
	size_t i;
	const char *why; /* what is wrong at byte `i`, or NULL */
} parser;

static uint32_t value(parser *p, int depth);

static int peek(const parser *p)
{
	return p->i < p->s.n ? (unsigned char)p->s.p[p->i] : -1;
}

static bool ahead(const parser *p, const char *text)
{
	return nx_str_starts(nx_str_slice(p->s, p->i, p->s.n), nx_str_from(text));
}

static uint32_t fault(parser *p, const char *why)
{
	if (!p->why)
		p->why = why;
	return 0;
}

static void skip_blanks(parser *p)
{
	while (peek(p) == ' ' || peek(p) == '\t')
		p->i++;
}

/* Blanks, line ends and comments. */
static void skip_space(parser *p)
{
	for (;;) {
		skip_blanks(p);
		if (peek(p) == '#') {
			while (peek(p) != -1 && peek(p) != '\n')
				p->i++;
		} else if (peek(p) == '\n') {
			p->i++;
		} else {
			return;
		}
	}
}

static void add_escape(parser *p, nx_buf *out)
{
	static const char letters[] = "btnfr\"\\", meanings[] = "\b\t\n\f\r\"\\";
	int c = peek(p);
	const char *at = c > 0 ? strchr(letters, c) : NULL;
	size_t digits = c == 'u' ? 4 : c == 'U' ? 8 : 0;
	unsigned cp = 0;

	if (at) {
		nx_buf_addc(out, meanings[at - letters]);
		p->i++;
		return;
	}
	if (!digits || p->s.n - p->i <= digits) {
		fault(p, "no such escape");
		return;
	}
	for (p->i++; digits; digits--, p->i++) {
		const char *hex = "0123456789abcdef", *digit = strchr(hex, peek(p) | 0x20);

		if (!digit || !peek(p)) {
			fault(p, "no such escape");
			return;
		}
		cp = cp << 4 | (unsigned)(digit - hex);
	}
	nx_buf_add_cp(out, cp);
}

/* A backslash at the end of a line takes the white space behind it away. */
static bool skip_joint(parser *p)
{
	size_t i = p->i;

	while (i < p->s.n && (p->s.p[i] == ' ' || p->s.p[i] == '\t'))
		i++;
	if (i >= p->s.n || p->s.p[i] != '\n')
		return false;
	while (i < p->s.n && strchr(" \t\n", p->s.p[i]) && p->s.p[i])
		i++;
	p->i = i;
	return true;
}

/* The text between quotes, which open at the present byte. */
static nx_str quoted(parser *p)
{
	bool basic = peek(p) == '"';
	const char *three = basic ? "\"\"\"" : "'''";
	bool many = ahead(p, three);
	nx_buf out = NX_BUF_INIT;
	nx_str text;

	p->i += many ? 3 : 1;
	if (many && peek(p) == '\n')
		p->i++;
	while (!p->why && !ahead(p, many ? three : basic ? "\"" : "'")) {
		if (peek(p) == -1 || (!many && peek(p) == '\n')) {
			fault(p, "a quote is not closed");
		} else if (basic && peek(p) == '\\') {
			p->i++;
			if (!many || !skip_joint(p))
				add_escape(p, &out);
		} else {
			nx_buf_addc(&out, p->s.p[p->i++]);
		}
	}
	if (!p->why)
		p->i += many ? 3 : 1;
	/* Quotes may stand right before those that close. */
	while (many && !p->why && peek(p) == (basic ? '"' : '\''))
		nx_buf_addc(&out, p->s.p[p->i++]);
	text = nx_arena_str(p->texts, nx_buf_str(&out));
	p->tree->texts.failed |= out.failed;
	nx_buf_release(&out);
	return text;
}

static bool is_bare(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-' || c >= 0x80;
}

/* One part of a dotted key. */
static nx_str key(parser *p)
{
	size_t start;

	skip_blanks(p);
	if (peek(p) == '"' || peek(p) == '\'')
		return quoted(p);
	start = p->i;
	while (is_bare(peek(p)))
		p->i++;
	if (p->i == start)
		fault(p, "no key");
	return nx_str_slice(p->s, start, p->i);
}

static uint32_t member(const parser *p, uint32_t object, nx_str name)
{
	uint32_t at = p->tree->values[object].first;

	while (at && !nx_str_eq(p->tree->values[at].key, name))
		at = p->tree->values[at].next;
	return at;
}

static uint32_t put(parser *p, uint32_t object, nx_str name, uint32_t child)
{
	if (child) {
		p->tree->values[child].key = name;
		nx_front_append(p->tree, object, child);
	}
	return child;
}

static uint32_t last_item(const parser *p, uint32_t list)
{
	uint32_t at = p->tree->values[list].first;

	while (at && p->tree->values[at].next)
		at = p->tree->values[at].next;
	return at;
}

/* The object of that name in another one, made if need be; of a list of them its
 * last. */
static uint32_t descend(parser *p, uint32_t object, nx_str name)
{
	uint32_t at = member(p, object, name);

	if (at && p->tree->values[at].kind == NX_JSON_ARRAY)
		at = last_item(p, at);
	if (!at)
		at = put(p, object, name, nx_front_add(p->tree, NX_JSON_OBJECT, NX_STR("")));
	if (at && p->tree->values[at].kind != NX_JSON_OBJECT)
		return fault(p, "a value has no keys");
	return at;
}

/* The object that "a.b.c" stands in, seen from `object`, and *name "c". */
static uint32_t path(parser *p, uint32_t object, nx_str *name)
{
	bool root = true;

	*name = key(p);
	skip_blanks(p);
	while (!p->why && peek(p) == '.') {
		p->i++;
		object = descend(p, object, *name);
		root = false;
		*name = key(p);
		skip_blanks(p);
	}
	if (!object && !root)
		fault(p, "a value has no keys");
	return object;
}

static void pair(parser *p, uint32_t object, int depth)
{
	nx_str name;

	object = path(p, object, &name);
	if (!p->why && peek(p) != '=')
		fault(p, "no \"=\" after the key");
	if (p->why)
		return;
	p->i++;
	skip_blanks(p);
	put(p, object, name, value(p, depth));
}

static uint32_t list(parser *p, int depth)
{
	uint32_t index = nx_front_add(p->tree, NX_JSON_ARRAY, NX_STR("")), item;

	for (p->i++; !p->why; p->i++) {
		skip_space(p);
		if (peek(p) == ']')
			break;
		item = value(p, depth);
		if (index && item)
			nx_front_append(p->tree, index, item);
		skip_space(p);
		if (peek(p) == ']')
			break;
		if (peek(p) != ',')
			fault(p, "a list is not closed");
	}
	p->i++;
	return p->why ? 0 : index;
}

static uint32_t inline_table(parser *p, int depth)
{
	uint32_t index = nx_front_add(p->tree, NX_JSON_OBJECT, NX_STR(""));

	for (p->i++; index && !p->why; p->i++) {
		skip_space(p);
		if (peek(p) == '}')
			break;
		pair(p, index, depth);
		skip_space(p);
		if (peek(p) == '}')
			break;
		if (!p->why && peek(p) != ',')
			fault(p, "a table is not closed");
	}
	p->i++;
	return p->why ? 0 : index;
}

static uint32_t plain(parser *p)
{
	size_t start = p->i;
	nx_str text;
	bool literal;

	while (peek(p) != -1 && !strchr(",]}\n#", peek(p)))
		p->i++;
	text = nx_str_trim(nx_str_slice(p->s, start, p->i));
	if (text.n == 0)
		return fault(p, "no value");
	literal = nx_str_eq(text, NX_STR("true")) || nx_str_eq(text, NX_STR("false"));
	return nx_front_add(p->tree, literal ? NX_JSON_LITERAL : NX_JSON_STRING, text);
}

static uint32_t value(parser *p, int depth)
{
	if (depth == NX_FRONT_DEPTH)
		return fault(p, "nested too deep");
	switch (peek(p)) {
	case '"':
	case '\'':
		return nx_front_add(p->tree, NX_JSON_STRING, quoted(p));
	case '[':
		return list(p, depth + 1);
	case '{':
		return inline_table(p, depth + 1);
	default:
		return plain(p);
	}
}

/* "[author]", "[[authors]]": what follows stands in there. */
static uint32_t header(parser *p)
{
	bool many = ahead(p, "[[");
	uint32_t object, items, at;
	nx_str name;

	p->i += many ? 2 : 1;
	object = path(p, 0, &name);
	if (!p->why && !ahead(p, many ? "]]" : "]"))
		fault(p, "the name of a table is not closed");
	if (p->why)
		return 0;
	p->i += many ? 2 : 1;
	if (!many)
		return descend(p, object, name);
	items = member(p, object, name);
	if (!items)
		items = put(p, object, name, nx_front_add(p->tree, NX_JSON_ARRAY, NX_STR("")));
	if (items && p->tree->values[items].kind != NX_JSON_ARRAY)
		return fault(p, "a value has no items");
	at = nx_front_add(p->tree, NX_JSON_OBJECT, NX_STR(""));
	if (items && at)
		nx_front_append(p->tree, items, at);
	return at;
}

nx_status nx_toml_parse(nx_json_tree *tree, nx_arena *texts, nx_str text, size_t *bad_line,
	char why[128], nx_error *err)
{
	parser p = { .tree = tree, .texts = texts, .s = text };
	uint32_t table = 0;

	for (skip_space(&p); !p.why && peek(&p) != -1; skip_space(&p)) {
		if (peek(&p) == '[')
			table = header(&p);
		else
			pair(&p, table, 0);
		skip_blanks(&p);
		if (!p.why && peek(&p) != -1 && peek(&p) != '\n' && peek(&p) != '#')
			fault(&p, "more than one value in a line");
	}
	if (p.why) {
		*bad_line = 1;
		for (size_t i = 0; i < p.i && i < text.n; i++)
			*bad_line += text.p[i] == '\n';
		snprintf(why, 128, "%s", p.why);
	}
	return nx_buf_status(&tree->texts, err);
}
