#include "ingest/front_matter.h"

#include <stdio.h>
#include <string.h>

#include "ingest/json_record.h"

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
	nx_front_line(&rest, &fence);
	start = rest.p;
	while (nx_front_line(&rest, &line)) {
		if (!nx_str_eq(line, fence) &&
			!(fence.p[0] == '-' && nx_str_eq(line, NX_STR("..."))))
			continue;
		*inner = (nx_str){ start, (size_t)(line.p - start) };
		*body = rest.p ? rest : NX_STR("");
		break;
	}
}

/* Without a second fence an empty line ends what holds a title and nothing but keys. */
static void split_unclosed(
	nx_str text, const nx_ingest_options *options, nx_str *inner, nx_str *body)
{
	nx_str rest = text, line;
	bool titled = false;
	const char *start;

	nx_front_line(&rest, &line);
	start = rest.p;
	while (nx_front_line(&rest, &line) && line.n) {
		nx_str key = nx_front_key(line);
		nx_field field;
		size_t rank;

		if (key.p && nx_key_find(options, key, &field, &rank))
			titled |= field == NX_FIELD_TITLE;
		if (!key.p && !nx_front_is_between_keys(line))
			return;
	}
	if (titled) {
		*body = rest.p ? rest : nx_str_slice(text, text.n, text.n);
		*inner = (nx_str){ start, (size_t)(body->p - start) };
	}
}

/* Does the page say something under that key? */
static bool says(const json_t *tree, nx_str key)
{
	const json_t *value = json_object_getn(tree, key.p, key.n);

	return json_is_array(value) || json_is_object(value) || nx_json_text(value).n > 0;
}

/* Tables of Hugo and Zola whose keys belong to the page as those outside do. */
static bool hoist(json_t *tree)
{
	static const char *const names[] = { "params", "extra", "taxonomies" };
	int failed = 0;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		json_t *table = json_object_get(tree, names[i]);

		for (void *m = json_object_iter(table); m; m = json_object_iter_next(table, m)) {
			nx_str key = nx_json_key(m);

			if (!says(tree, key))
				failed |= json_object_setn_nocheck(
					tree, key.p, key.n, json_object_iter_value(m));
		}
	}
	return failed == 0;
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

	while (nx_front_line(&text, &line)) {
		nx_str key = nx_front_key(line), value;

		if (!key.p || json_object_getn(out->tree, key.p, key.n))
			continue;
		value = loose_value(
			nx_str_slice(line, nx_str_find(line, NX_STR(":"), 0) + 1, line.n));
		if (value.p)
			json_object_setn_new_nocheck(
				out->tree, key.p, key.n, json_stringn_nocheck(value.p, value.n));
	}
}

static nx_status parse_json(nx_front_matter *out, nx_str text, nx_error *err)
{
	nx_json_fault fault;
	nx_status st = nx_json_parse(&out->tree, text, &fault);

	if (st == NX_ERR_NOMEM)
		return nx_fail(err, st, "out of memory");
	if (st != NX_OK) {
		out->bad_line = 1 + count_lines(nx_str_slice(text, 0, fault.at));
		snprintf(out->why, sizeof out->why, "%s", fault.why);
		out->tree = json_object();
	}
	return out->tree ? NX_OK : nx_fail(err, NX_ERR_NOMEM, "out of memory");
}

static nx_status parse_fenced(
	nx_front_matter *out, nx_str text, const nx_ingest_options *options, nx_error *err)
{
	bool is_yaml = text.p[0] == '-', closed;
	nx_str inner;
	nx_status st;

	out->tree = json_object();
	if (!out->tree)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	split(text, &inner, &out->body);
	closed = inner.p != NULL;
	if (!closed && is_yaml)
		split_unclosed(text, options, &inner, &out->body);
	if (inner.n > NX_FRONT_LIMIT) {
		out->bad_line = 1;
		snprintf(out->why, sizeof out->why, nx_message("longer than %d bytes"),
			NX_FRONT_LIMIT);
		out->body = text;
		return NX_OK;
	}
	st = inner.p ? (is_yaml ? nx_yaml_parse : nx_toml_parse)(
			       out->tree, inner, &out->bad_line, out->why, err)
		     : NX_OK;
	if (out->bad_line && is_yaml)
		take_loose_lines(out, inner);
	out->bad_line += out->bad_line > 0;
	if (!closed) {
		out->bad_line = 1;
		snprintf(out->why, sizeof out->why, nx_message("no line \"%.3s\" closes it"),
			text.p);
	}
	return st;
}

static nx_status parse(
	nx_front_matter *out, nx_str text, const nx_ingest_options *options, nx_error *err)
{
	size_t end;

	if (text.p[0] != '{')
		return parse_fenced(out, text, options, err);
	end = nx_front_object_end(text);
	out->body = nx_str_slice(text, end, text.n);
	return parse_json(out, nx_str_slice(text, 0, end), err);
}

nx_status nx_front_matter_read(
	nx_front_matter *out, nx_str text, const nx_ingest_options *options, nx_error *err)
{
	nx_str fenced = nx_front_skip_blank(text);
	nx_status st;

	*out = (nx_front_matter){ .body = text, .body_line = 1 };
	if (!nx_front_is_there(fenced, options))
		return NX_OK;
	st = parse(out, fenced, options, err);
	if (out->bad_line)
		out->bad_line += count_lines(nx_str_slice(text, 0, text.n - fenced.n));
	if (st != NX_OK)
		return st;
	if (!hoist(out->tree))
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	st = nx_json_record(&out->record, &out->texts, options, out->tree, err);
	out->body_line += count_lines(nx_str_slice(text, 0, text.n - out->body.n));
	out->summary = out->record.value[NX_FIELD_SUMMARY];
	/* A text in front matter would be a page's text without the page. */
	out->record.value[NX_FIELD_SUMMARY] = out->record.value[NX_FIELD_BODY] = NX_STR_NULL;
	return st;
}

void nx_front_matter_release(nx_front_matter *front)
{
	json_decref(front->tree);
	front->tree = NULL;
	nx_arena_release(&front->texts);
}
