/* YAML front matter as a tree. */
#include <stdio.h>
#include <string.h>

#include <yaml.h>

#include "ingest/markdown.h"

typedef struct reader {
	yaml_parser_t parser;
	yaml_event_t event; /* not yet read */
	bool broken;        /* there is none, as the text makes no sense behind the last */
	bool failed;
	size_t lines; /* of the text */
} reader;

static json_t *read_value(reader *r, int depth);

static void next(reader *r)
{
	yaml_event_delete(&r->event);
	r->broken = r->broken || !yaml_parser_parse(&r->parser, &r->event);
}

/* Plain words that YAML's core schema does not take for strings. */
static bool is_literal(const yaml_event_t *event)
{
	static const char *const words[] = { "~", "null", "Null", "NULL", "true", "True", "TRUE",
		"false", "False", "FALSE", "" };
	const char *value = (const char *)event->data.scalar.value;

	if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strcmp(value, words[i]) == 0)
			return true;
	}
	return false;
}

/* What is nested too deep stands for a literal. */
static void skip(reader *r)
{
	size_t depth = 0;

	do {
		depth += r->event.type == YAML_MAPPING_START_EVENT ||
			 r->event.type == YAML_SEQUENCE_START_EVENT;
		depth -= r->event.type == YAML_MAPPING_END_EVENT ||
			 r->event.type == YAML_SEQUENCE_END_EVENT;
		next(r);
	} while (!r->broken && depth);
}

static void read_items(reader *r, json_t *list, int depth)
{
	next(r);
	while (!r->broken && r->event.type != YAML_SEQUENCE_END_EVENT)
		r->failed |= json_array_append_new(list, read_value(r, depth)) != 0;
	next(r);
}

/* A member counts only when the event after it is sound: "title: a: b" gives a text "a"
 * before it gives an error. */
static void read_members(reader *r, json_t *object, int depth)
{
	next(r);
	while (!r->broken && r->event.type != YAML_MAPPING_END_EVENT) {
		json_t *key = read_value(r, depth);
		json_t *value = r->broken ? NULL : read_value(r, depth);
		nx_str name = nx_json_text(key);

		if (!r->broken && name.p)
			r->failed |= json_object_setn_nocheck(object, name.p, name.n, value) != 0;
		json_decref(key);
		json_decref(value);
	}
	next(r);
}

/* Read the value that the event begins. */
static json_t *read_value(reader *r, int depth)
{
	json_t *value = NULL;

	if (depth < NX_FRONT_DEPTH && r->event.type == YAML_MAPPING_START_EVENT) {
		value = json_object();
		read_members(r, value, depth + 1);
	} else if (depth < NX_FRONT_DEPTH && r->event.type == YAML_SEQUENCE_START_EVENT) {
		value = json_array();
		read_items(r, value, depth + 1);
	} else if (r->event.type == YAML_SCALAR_EVENT && !is_literal(&r->event)) {
		value = json_stringn_nocheck(
			(const char *)r->event.data.scalar.value, r->event.data.scalar.length);
		next(r);
	} else {
		value = json_null();
		skip(r);
	}
	r->failed |= !value;
	return value;
}

/* False when the text is no mapping. */
static bool read_document(reader *r, json_t *root)
{
	bool is_map = false;

	while (!r->broken && r->event.type != YAML_DOCUMENT_END_EVENT &&
		r->event.type != YAML_STREAM_END_EVENT) {
		if (r->event.type == YAML_MAPPING_START_EVENT) {
			is_map = true;
			read_members(r, root, 1);
		} else {
			skip(r);
		}
	}
	return is_map;
}

/* What is not closed is missed at the end only; where it opens is of more use. */
static size_t problem_line(const reader *r)
{
	if (r->parser.context && r->parser.problem_mark.line >= r->lines)
		return r->parser.context_mark.line;
	return r->parser.problem_mark.line;
}

nx_status nx_yaml_parse(json_t *root, nx_str text, size_t *bad_line, char why[128], nx_error *err)
{
	reader r = { .broken = false };
	bool is_map;

	for (size_t i = 0; i < text.n; i++)
		r.lines += text.p[i] == '\n';
	if (!yaml_parser_initialize(&r.parser))
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)text.p, text.n);
	is_map = read_document(&r, root);
	if (r.broken) {
		*bad_line = problem_line(&r) + 1;
		snprintf(why, 128, "%s",
			r.parser.problem ? r.parser.problem : nx_message("malformed"));
	} else if (!is_map && nx_str_trim(text).n) {
		*bad_line = 1;
		snprintf(why, 128, "%s", nx_message("not a list of keys with values"));
	}
	r.failed |= r.parser.error == YAML_MEMORY_ERROR;
	yaml_event_delete(&r.event);
	yaml_parser_delete(&r.parser);
	return r.failed ? nx_fail(err, NX_ERR_NOMEM, "out of memory") : NX_OK;
}
