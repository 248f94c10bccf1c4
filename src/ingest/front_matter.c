#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/json_record.h"
#include "ingest/markdown.h"

/* Real front matter is some hundred bytes. libyaml takes time by the square of the
 * brackets left open: 16 KB of them some tenths of a second. */
#define FRONT_MATTER_LIMIT 16384
/* Of a key; longer ones are the begin of a sentence. */
#define KEY_BYTES 64

uint32_t nx_front_add(nx_json_tree *tree, nx_json_kind kind, nx_str text)
{
	nx_json *values = nx_vec_room(tree->values, tree->count, &tree->cap, sizeof *tree->values);

	if (!values) {
		tree->texts.failed = true;
		return 0;
	}
	tree->values = values;
	values[tree->count] = (nx_json){ .kind = kind, .text = text };
	return (uint32_t)tree->count++;
}

void nx_front_append(nx_json_tree *tree, uint32_t parent, uint32_t child)
{
	uint32_t *link = &tree->values[parent].first;

	while (*link)
		link = &tree->values[*link].next;
	*link = child;
}

/* Cut one line off *rest, without its LF and the blanks before it. */
static bool next_line(nx_str *rest, nx_str *line)
{
	if (!nx_str_split(rest, '\n', line))
		return false;
	while (line->n && (line->p[line->n - 1] == ' ' || line->p[line->n - 1] == '\t' ||
				  line->p[line->n - 1] == '\r'))
		line->n--;
	return true;
}

/* "key:" at the begin of a line, in quotes or not. */
static nx_str yaml_key(nx_str line)
{
	size_t i = 0;

	while (i < line.n && i < KEY_BYTES && line.p[i] != ':')
		i++;
	if (i == 0 || i >= line.n || line.p[i] != ':' || strchr(" \t-#[{&*!|>%@`", line.p[0]) ||
		(i + 1 < line.n && line.p[i + 1] != ' ' && line.p[i + 1] != '\t'))
		return NX_STR_NULL;
	line = nx_str_trim(nx_str_slice(line, 0, i));
	if (line.n > 2 && (line.p[0] == '"' || line.p[0] == '\''))
		line = nx_str_slice(line, 1, line.n - 1);
	return line;
}

/* A list item, what is indented, a comment: lines between keys. */
static bool is_between_keys(nx_str line)
{
	return line.n == 0 || strchr(" \t#-?:]}", line.p[0]);
}

static bool is_ascii(nx_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	}
	return true;
}

/* What the lines after a "---" are. */
typedef struct yaml_looks {
	bool has_key; /* above all that is none */
	bool ascii;   /* that key */
	bool titled;  /* one of the keys fills the title */
	size_t known; /* keys that fill a field */
	bool closed;
} yaml_looks;

/* "---" alone could be a rule or an ornament of the page. */
static yaml_looks look_at_yaml(nx_str text, const nx_ingest_options *options)
{
	yaml_looks looks = { .has_key = false };
	nx_field field;
	nx_str line;
	size_t rank;

	if (!next_line(&text, &line) || !nx_str_eq(line, NX_STR("---")))
		return looks;
	while (!looks.closed && next_line(&text, &line)) {
		nx_str key = yaml_key(line);

		if (nx_str_eq(line, NX_STR("---")) || nx_str_eq(line, NX_STR("..."))) {
			looks.closed = true;
		} else if (key.p) {
			looks.ascii |= !looks.has_key && is_ascii(key);
			looks.has_key = true;
			if (nx_key_find(options, key, &field, &rank)) {
				looks.titled |= field == NX_FIELD_TITLE;
				looks.known++;
			}
		} else if (!looks.has_key && !is_between_keys(line)) {
			break;
		}
	}
	return looks;
}

static bool is_toml(nx_str text)
{
	nx_str line;

	if (!next_line(&text, &line) || !nx_str_eq(line, NX_STR("+++")))
		return false;
	while (next_line(&text, &line)) {
		size_t at = nx_str_find(line, NX_STR("="), 0);

		line = nx_str_trim(line);
		if (line.n && line.p[0] != '#')
			return line.p[0] == '[' || (at != (size_t)-1 && at < KEY_BYTES);
	}
	return false;
}

/* The byte after the object that begins the text; 0 without one that ends. */
static size_t object_end(nx_str text)
{
	size_t depth = 0;
	bool quoted = false;

	for (size_t i = 0; i < text.n && i < FRONT_MATTER_LIMIT; i++) {
		char c = text.p[i];

		if (quoted)
			i += c == '\\';
		if (c == '"')
			quoted = !quoted;
		if (quoted)
			continue;
		depth += c == '{';
		if (c == '}' && --depth == 0)
			return i + 1;
	}
	return 0;
}

/* An object with a text below it; one without is a document of JSON. */
bool nx_front_matter_is_json(nx_str text)
{
	size_t end;
	nx_str rest;

	if (!nx_str_starts(text, NX_STR("{")))
		return false;
	rest = nx_str_trim(nx_str_slice(text, 1, text.n));
	end = object_end(text);
	if (!nx_str_starts(rest, NX_STR("\"")) || !end)
		return false;
	rest = nx_str_slice(text, end, text.n);
	while (rest.n && (rest.p[0] == ' ' || rest.p[0] == '\r'))
		rest = nx_str_slice(rest, 1, rest.n);
	if (!nx_str_starts(rest, NX_STR("\n")))
		return false;
	rest = nx_str_trim(rest);
	return rest.n && rest.p[0] != '{' && rest.p[0] != '[' && rest.p[0] != ',';
}

bool nx_front_matter_opens(nx_str head)
{
	yaml_looks looks = look_at_yaml(head, NULL);

	return (looks.has_key && (looks.closed || looks.ascii)) || is_toml(head);
}

size_t nx_front_matter_next(nx_str text, const nx_ingest_options *options)
{
	nx_str rest = text, line;
	bool blank = true, first = true;

	while (rest.p) {
		size_t start = (size_t)(rest.p - text.p);

		if (!next_line(&rest, &line))
			break;
		if (!first && blank && nx_str_eq(line, NX_STR("---"))) {
			yaml_looks looks = look_at_yaml(
				nx_str_slice(text, start, start + FRONT_MATTER_LIMIT), options);

			/* "Source: ..." between rules is the end of an article. */
			if (looks.closed && (looks.titled || looks.known > 1))
				return start;
		}
		blank = line.n == 0;
		first = false;
	}
	return (size_t)-1;
}

static size_t count_lines(nx_str text)
{
	size_t lines = 0;

	for (size_t i = 0; i < text.n; i++)
		lines += text.p[i] == '\n';
	return lines;
}

/* Part `text` at the fences, which the first line is one of. *inner is NX_STR_NULL
 * when the second is missing. */
static void split(nx_str text, nx_str *inner, nx_str *body)
{
	nx_str rest = text, fence, line;
	const char *start;

	*inner = NX_STR_NULL;
	*body = text;
	next_line(&rest, &fence);
	start = rest.p;
	while (next_line(&rest, &line)) {
		if (!nx_str_eq(line, fence) &&
			!(fence.p[0] == '-' && nx_str_eq(line, NX_STR("..."))))
			continue;
		*inner = (nx_str){ start, (size_t)(line.p - start) };
		*body = rest.p ? rest : NX_STR("");
		break;
	}
}

/* Tables of Hugo and Zola whose keys belong to the page as those outside do. */
static void hoist(nx_json_tree *tree)
{
	static const char *const names[] = { "params", "extra", "taxonomies" };

	for (uint32_t at = tree->values[0].first; at; at = tree->values[at].next) {
		for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
			uint32_t first = tree->values[at].first;

			if (tree->values[at].kind != NX_JSON_OBJECT || !first ||
				!nx_str_eq(tree->values[at].key, nx_str_from(names[i])))
				continue;
			tree->values[at].first = 0;
			nx_front_append(tree, 0, first);
		}
	}
}

static bool has_member(const nx_json_tree *tree, nx_str key)
{
	uint32_t at = tree->values[0].first;

	while (at && !nx_str_eq(tree->values[at].key, key))
		at = tree->values[at].next;
	return at != 0;
}

/* The value of a line as its writer meant it; NX_STR_NULL for what only a parser could
 * tell. */
static nx_str loose_value(nx_str value)
{
	char quote;

	value = nx_str_trim(value);
	if (!value.n || strchr("[{&*!|>#", value.p[0]))
		return NX_STR_NULL;
	quote = value.p[0];
	if (quote != '"' && quote != '\'')
		return value;
	if (value.n > 1 && value.p[value.n - 1] == quote)
		return nx_str_slice(value, 1, value.n - 1);
	if (!memchr(value.p + 1, quote, value.n - 1))
		return nx_str_slice(value, 1, value.n);
	return value;
}

/* What YAML refuses is most often a headline with a colon in it, or a quote that was
 * not closed: the lines tell what was meant. */
static void take_loose_lines(nx_front_matter *out, nx_str text)
{
	nx_str line;

	while (next_line(&text, &line)) {
		nx_str key = yaml_key(line), value;
		uint32_t index;

		if (!key.p || has_member(&out->tree, key))
			continue;
		value = loose_value(
			nx_str_slice(line, nx_str_find(line, NX_STR(":"), 0) + 1, line.n));
		index = value.p ? nx_front_add(&out->tree, NX_JSON_STRING, value) : 0;
		if (!index)
			continue;
		out->tree.values[index].key = key;
		nx_front_append(&out->tree, 0, index);
	}
}

static nx_status parse_json(nx_front_matter *out, nx_str text, nx_error *err)
{
	nx_json_fault fault = { 0, NULL };
	nx_status st = nx_json_parse(&out->tree, text, &fault);

	if (st == NX_ERR_NOMEM)
		return nx_fail(err, st, "out of memory");
	if (st != NX_OK) {
		out->bad_line = 1 + count_lines(nx_str_slice(text, 0, fault.at));
		snprintf(out->why, sizeof out->why, "%s", fault.why);
		out->tree.count = 0;
		nx_front_add(&out->tree, NX_JSON_OBJECT, NX_STR(""));
	}
	return nx_buf_status(&out->tree.texts, err);
}

static nx_status parse(nx_front_matter *out, nx_str text, nx_error *err)
{
	nx_str inner;
	nx_status st;

	if (text.p[0] == '{') {
		size_t end = object_end(text);

		out->body = nx_str_slice(text, end, text.n);
		return parse_json(out, nx_str_slice(text, 0, end), err);
	}
	split(text, &inner, &out->body);
	nx_front_add(&out->tree, NX_JSON_OBJECT, NX_STR(""));
	if (nx_buf_status(&out->tree.texts, err) != NX_OK)
		return NX_ERR_NOMEM;
	if (!inner.p || inner.n > FRONT_MATTER_LIMIT) {
		out->body = text;
		out->bad_line = 1;
		if (inner.p)
			snprintf(out->why, sizeof out->why, "longer than %d bytes",
				FRONT_MATTER_LIMIT);
		else
			snprintf(out->why, sizeof out->why, "no line \"%.3s\" closes it", text.p);
		return NX_OK;
	}
	st = (text.p[0] == '-' ? nx_yaml_parse : nx_toml_parse)(
		&out->tree, &out->texts, inner, &out->bad_line, out->why, err);
	if (out->bad_line && text.p[0] == '-')
		take_loose_lines(out, inner);
	out->bad_line += out->bad_line > 0;
	return st;
}

nx_status nx_front_matter_read(
	nx_front_matter *out, nx_str text, const nx_ingest_options *options, nx_error *err)
{
	nx_status st;

	*out = (nx_front_matter){ .body = text, .body_line = 1 };
	if (!look_at_yaml(text, options).has_key && !is_toml(text) &&
		!nx_front_matter_is_json(text))
		return NX_OK;
	st = parse(out, text, err);
	if (st == NX_OK)
		st = nx_buf_status(&out->tree.texts, err);
	if (st != NX_OK)
		return st;
	hoist(&out->tree);
	st = nx_json_record(
		&out->record, &out->texts, options, &out->tree, &out->tree.values[0], err);
	out->body_line += count_lines(nx_str_slice(text, 0, text.n - out->body.n));
	out->summary = out->record.value[NX_FIELD_SUMMARY];
	/* A text in front matter would be a page's text without the page. */
	out->record.value[NX_FIELD_SUMMARY] = out->record.value[NX_FIELD_BODY] = NX_STR_NULL;
	return st;
}

void nx_front_matter_release(nx_front_matter *front)
{
	nx_json_tree_release(&front->tree);
	nx_arena_release(&front->texts);
}
