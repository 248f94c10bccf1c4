/* TOML front matter (TOML 1.0) as a tree. Numbers, dates and times are texts, and what
 * is only forbidden, such as a key given twice, is let through. */
#include <stdio.h>
#include <string.h>

#include "ingest/markdown.h"

typedef struct parser {
	nx_arena keys;
	bool failed;
	nx_str s;
	size_t i;
	const char *why; /* what is wrong, or NULL */
	size_t at;       /* byte where it is wrong, or where what is not closed begins */
} parser;

static json_t *value(parser *p, int depth);

static int peek(const parser *p)
{
	return p->i < p->s.n ? (unsigned char)p->s.p[p->i] : -1;
}

static bool ahead(const parser *p, const char *text)
{
	return nx_str_starts(nx_str_slice(p->s, p->i, p->s.n), nx_str_from(text));
}

static void *fault_at(parser *p, size_t at, const char *why)
{
	if (!p->why) {
		p->why = why;
		p->at = at;
	}
	return NULL;
}

static void *fault(parser *p, const char *why)
{
	return fault_at(p, p->i, why);
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

/* Append the text between quotes, which open at the present byte. */
static void quoted(parser *p, nx_buf *out)
{
	bool basic = peek(p) == '"';
	const char *three = basic ? "\"\"\"" : "'''";
	bool many = ahead(p, three);
	size_t start = p->i;

	p->i += many ? 3 : 1;
	if (many && peek(p) == '\n')
		p->i++;
	while (!p->why && !ahead(p, many ? three : basic ? "\"" : "'")) {
		if (peek(p) == -1 || (!many && peek(p) == '\n')) {
			fault_at(p, start, "a quote is not closed");
		} else if (basic && peek(p) == '\\') {
			p->i++;
			if (!many || !skip_joint(p))
				add_escape(p, out);
		} else {
			nx_buf_addc(out, p->s.p[p->i++]);
		}
	}
	if (!p->why)
		p->i += many ? 3 : 1;
	/* Quotes may stand right before those that close. */
	while (many && !p->why && peek(p) == (basic ? '"' : '\''))
		nx_buf_addc(out, p->s.p[p->i++]);
}

static bool is_bare(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-' || c >= 0x80;
}

/* One part of a dotted key. */
static nx_str key(parser *p)
{
	nx_buf out = NX_BUF_INIT;
	nx_str text;
	size_t start;

	skip_blanks(p);
	start = p->i;
	if (peek(p) == '"' || peek(p) == '\'') {
		quoted(p, &out);
		p->keys.failed |= out.failed;
		text = nx_arena_str(&p->keys, nx_buf_str(&out));
		nx_buf_release(&out);
		return text;
	}
	while (is_bare(peek(p)))
		p->i++;
	if (p->i == start)
		fault(p, "no key");
	return nx_str_slice(p->s, start, p->i);
}

/* Give `value` to the object; NULL after a fault. */
static json_t *put(parser *p, json_t *object, nx_str name, json_t *value)
{
	if (json_object_setn_new_nocheck(object, name.p, name.n, value) == 0)
		return value;
	p->failed |= !p->why;
	return NULL;
}

/* The object of that name in another one, made if need be; of a list of them its
 * last. */
static json_t *descend(parser *p, json_t *object, nx_str name)
{
	json_t *at = json_object_getn(object, name.p, name.n);

	if (json_is_array(at) && json_array_size(at))
		at = json_array_get(at, json_array_size(at) - 1);
	if (!at)
		at = put(p, object, name, json_object());
	return json_is_object(at) ? at : fault(p, "a value has no keys");
}

/* The object that "a.b.c" stands in, seen from `object`, and *name "c". */
static json_t *path(parser *p, json_t *object, nx_str *name)
{
	int depth = 0;

	*name = key(p);
	skip_blanks(p);
	while (!p->why && peek(p) == '.') {
		p->i++;
		if (++depth == NX_FRONT_DEPTH)
			fault(p, "nested too deep");
		object = descend(p, object, *name);
		*name = key(p);
		skip_blanks(p);
	}
	return object;
}

static void pair(parser *p, json_t *object, int depth)
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

static json_t *list(parser *p, int depth)
{
	json_t *items = json_array();
	size_t start = p->i;

	for (p->i++; !p->why; p->i++) {
		json_t *item;

		skip_space(p);
		if (peek(p) == ']')
			break;
		item = value(p, depth);
		p->failed |= json_array_append_new(items, item) != 0 && !p->why;
		skip_space(p);
		if (peek(p) == ']')
			break;
		if (peek(p) != ',')
			fault_at(p, start, "a list is not closed");
	}
	p->i++;
	return items;
}

static json_t *inline_table(parser *p, int depth)
{
	json_t *table = json_object();
	size_t start = p->i;

	for (p->i++; !p->why; p->i++) {
		skip_space(p);
		if (peek(p) == '}')
			break;
		pair(p, table, depth);
		skip_space(p);
		if (peek(p) == '}')
			break;
		if (!p->why && peek(p) != ',')
			fault_at(p, start, "a table is not closed");
	}
	p->i++;
	return table;
}

static json_t *plain(parser *p)
{
	size_t start = p->i;
	nx_str text;

	while (peek(p) != -1 && !strchr(",]}\n#", peek(p)))
		p->i++;
	text = nx_str_trim(nx_str_slice(p->s, start, p->i));
	if (text.n == 0)
		return fault(p, "no value");
	if (nx_str_eq(text, NX_STR("true")) || nx_str_eq(text, NX_STR("false")))
		return json_null();
	return json_stringn_nocheck(text.p, text.n);
}

static json_t *text_value(parser *p)
{
	nx_buf out = NX_BUF_INIT;
	json_t *text;

	quoted(p, &out);
	p->failed |= out.failed;
	text = json_stringn_nocheck(nx_buf_str(&out).p, out.n);
	nx_buf_release(&out);
	return text;
}

/* NULL after a fault; half of a text is better than none, half of a list is not. */
static json_t *value(parser *p, int depth)
{
	json_t *made;

	if (depth == NX_FRONT_DEPTH)
		return fault(p, "nested too deep");
	if (peek(p) == '"' || peek(p) == '\'')
		return text_value(p);
	if (peek(p) != '[' && peek(p) != '{')
		return plain(p);
	made = peek(p) == '[' ? list(p, depth + 1) : inline_table(p, depth + 1);
	if (!p->why)
		return made;
	json_decref(made);
	return NULL;
}

/* "[author]", "[[authors]]": what follows stands in there. */
static json_t *header(parser *p, json_t *root)
{
	bool many = ahead(p, "[[");
	json_t *object, *items, *at;
	nx_str name;

	p->i += many ? 2 : 1;
	object = path(p, root, &name);
	if (!p->why && !ahead(p, many ? "]]" : "]"))
		fault(p, "the name of a table is not closed");
	if (p->why)
		return NULL;
	p->i += many ? 2 : 1;
	if (!many)
		return descend(p, object, name);
	items = json_object_getn(object, name.p, name.n);
	if (!items)
		items = put(p, object, name, json_array());
	if (!json_is_array(items))
		return fault(p, "a value has no items");
	at = json_object();
	p->failed |= json_array_append_new(items, at) != 0;
	return p->failed ? NULL : at;
}

nx_status nx_toml_parse(json_t *root, nx_str text, size_t *bad_line, char why[128], nx_error *err)
{
	parser p = { .s = text };
	json_t *table = root;

	for (skip_space(&p); !p.why && !p.failed && peek(&p) != -1; skip_space(&p)) {
		if (peek(&p) == '[')
			table = header(&p, root);
		else
			pair(&p, table, 0);
		skip_blanks(&p);
		if (!p.why && peek(&p) != -1 && peek(&p) != '\n' && peek(&p) != '#')
			fault(&p, "more than one value in a line");
	}
	if (p.why) {
		*bad_line = 1;
		for (size_t i = 0; i < p.at && i < text.n; i++)
			*bad_line += text.p[i] == '\n';
		snprintf(why, 128, "%s", nx_message(p.why));
	}
	p.failed |= p.keys.failed;
	nx_arena_release(&p.keys);
	return p.failed ? nx_fail(err, NX_ERR_NOMEM, "out of memory") : NX_OK;
}
