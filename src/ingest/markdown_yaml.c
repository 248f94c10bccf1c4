/* YAML front matter as a tree. */
#include <stdio.h>
#include <string.h>

#include <yaml.h>

#include "ingest/markdown.h"

/* A mapping or list that is open. */
typedef struct frame {
	uint32_t index;
	bool is_map;
	bool has_key; /* the next value belongs to `key` */
	nx_str key;   /* NX_STR_NULL for one that is no text */
} frame;

/* A member of the root counts only when the event after it is sound: "title: a: b"
 * gives a text "a" before it gives an error. */
typedef struct builder {
	nx_json_tree *tree;
	nx_arena *texts;
	frame open[NX_FRONT_DEPTH];
	size_t depth;  /* may go beyond the frames */
	uint32_t held; /* that member, 0 for none */
	bool is_map;   /* the root is one */
	size_t lines;  /* of the text */
} builder;

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

static frame *top(builder *b)
{
	return b->depth && b->depth <= NX_FRONT_DEPTH ? &b->open[b->depth - 1] : NULL;
}

static void attach(builder *b, uint32_t index)
{
	frame *parent = top(b);

	if (!parent || !index)
		return;
	if (parent->is_map) {
		parent->has_key = !parent->has_key;
		/* It was a key: one that is no text. */
		if (parent->has_key) {
			parent->key = NX_STR_NULL;
			return;
		}
		if (!parent->key.p)
			return;
		b->tree->values[index].key = parent->key;
	}
	if (b->depth == 1)
		b->held = index;
	else
		nx_front_append(b->tree, parent->index, index);
}

static void take_scalar(builder *b, const yaml_event_t *event)
{
	frame *parent = top(b);
	nx_str text = { (const char *)event->data.scalar.value, event->data.scalar.length };

	if (!parent)
		return;
	text = nx_arena_str(b->texts, text);
	if (parent->is_map && !parent->has_key) {
		parent->has_key = true;
		parent->key = text;
	} else {
		attach(b, nx_front_add(b->tree,
				  is_literal(event) ? NX_JSON_LITERAL : NX_JSON_STRING, text));
	}
}

static void enter(builder *b, bool is_map)
{
	uint32_t index = 0;

	if (b->depth == 0)
		b->is_map = is_map;
	else if (b->depth < NX_FRONT_DEPTH)
		index = nx_front_add(b->tree, is_map ? NX_JSON_OBJECT : NX_JSON_ARRAY, NX_STR(""));
	if (b->depth < NX_FRONT_DEPTH)
		b->open[b->depth] = (frame){ .index = index, .is_map = is_map };
	b->depth++;
}

static void leave(builder *b)
{
	uint32_t index = b->depth <= NX_FRONT_DEPTH ? b->open[b->depth - 1].index : 0;

	b->depth--;
	/* What was nested too deep stands for a literal. */
	if (b->depth == NX_FRONT_DEPTH)
		index = nx_front_add(b->tree, NX_JSON_LITERAL, NX_STR(""));
	attach(b, index);
}

static void take_event(builder *b, const yaml_event_t *event)
{
	if (b->held)
		nx_front_append(b->tree, 0, b->held);
	b->held = 0;
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		take_scalar(b, event);
		break;
	case YAML_ALIAS_EVENT:
		attach(b, nx_front_add(b->tree, NX_JSON_LITERAL, NX_STR("")));
		break;
	case YAML_SEQUENCE_START_EVENT:
	case YAML_MAPPING_START_EVENT:
		enter(b, event->type == YAML_MAPPING_START_EVENT);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		leave(b);
		break;
	default:
		break;
	}
}

/* What is not closed is missed at the end only; where it opens is of more use. */
static size_t problem_line(const builder *b, const yaml_parser_t *parser)
{
	if (parser->context && parser->problem_mark.line >= b->lines)
		return parser->context_mark.line;
	return parser->problem_mark.line;
}

static nx_status walk(builder *b, yaml_parser_t *parser, size_t *bad_line, char why[128])
{
	yaml_event_t event;
	bool done = false;

	while (!done) {
		if (!yaml_parser_parse(parser, &event)) {
			*bad_line = problem_line(b, parser) + 1;
			snprintf(why, 128, "%s", parser->problem ? parser->problem : "malformed");
			return parser->error == YAML_MEMORY_ERROR ? NX_ERR_NOMEM : NX_OK;
		}
		take_event(b, &event);
		done = event.type == YAML_DOCUMENT_END_EVENT || event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	return NX_OK;
}

nx_status nx_yaml_parse(nx_json_tree *tree, nx_arena *texts, nx_str text, size_t *bad_line,
	char why[128], nx_error *err)
{
	builder b = { .tree = tree, .texts = texts };
	yaml_parser_t parser;
	nx_status st;

	for (size_t i = 0; i < text.n; i++)
		b.lines += text.p[i] == '\n';
	if (!yaml_parser_initialize(&parser))
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text.p, text.n);
	st = walk(&b, &parser, bad_line, why);
	if (!*bad_line && !b.is_map && nx_str_trim(text).n) {
		*bad_line = 1;
		snprintf(why, 128, "not a list of keys with values");
	}
	/* Items of a list that should have been a mapping are nobody's members. */
	if (!b.is_map)
		tree->values[0].first = 0;
	yaml_parser_delete(&parser);
	return st == NX_OK ? st : nx_fail(err, st, "out of memory");
}
