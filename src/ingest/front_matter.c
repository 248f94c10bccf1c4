#include <stdio.h>
#include <string.h>

#include <yaml.h>

#include "ingest/clean.h"
#include "ingest/markdown.h"
#include "ingest/record.h"

/* Real front matter is some hundred bytes. libyaml takes time by the square of the
 * brackets left open: 16 KB of them some tenths of a second. */
#define FRONT_MATTER_LIMIT 16384

/* Cut one line off *rest, without its LF and the blanks before it. */
static bool next_line(nx_str *rest, nx_str *line)
{
	if (!nx_str_split(rest, '\n', line))
		return false;
	while (line->n && (line->p[line->n - 1] == ' ' || line->p[line->n - 1] == '\t'))
		line->n--;
	return true;
}

/* Part `text` into the YAML and what follows; false when there is no fence. *yaml
 * is NX_STR_NULL when the fence is not closed. */
static bool split(nx_str text, nx_str *yaml, nx_str *body)
{
	nx_str rest = text, line;
	const char *start;

	*yaml = NX_STR_NULL;
	*body = text;
	if (!next_line(&rest, &line) || !nx_str_eq(line, NX_STR("---")))
		return false;
	start = rest.p;
	while (next_line(&rest, &line)) {
		if (!nx_str_eq(line, NX_STR("---")) && !nx_str_eq(line, NX_STR("...")))
			continue;
		*yaml = (nx_str){ start, (size_t)(line.p - start) };
		*body = rest.p ? rest : NX_STR("");
		break;
	}
	return true;
}

/* State of a walk over the events. A value counts only when the event after it is
 * sound: "title: a: b" gives a scalar "a" before it gives an error. */
typedef struct walk {
	nx_arena *arena;
	nx_record record;
	size_t rank[NX_FIELDS]; /* of the key that gave the value */
	int depth;              /* 1 inside the outermost mapping */
	bool is_mapping;
	bool known;             /* the key of the value that comes next is */
	nx_field field;         /* and fills this */
	size_t key;             /* its rank */
	bool key_read;
	nx_str value;
	bool value_listed;
	nx_buf list;
} walk;

static void commit(walk *w)
{
	nx_field field = w->field;

	if (w->known && nx_str_trim(w->value).n) {
		if (!w->record.value[field].p || w->key < w->rank[field]) {
			w->record.value[field] = w->value;
			w->rank[field] = w->key;
			if (field == NX_FIELD_TAGS)
				w->record.tags_listed = w->value_listed;
		}
	}
	w->known = false;
	w->value = NX_STR_NULL;
	w->value_listed = false;
}

/* Plain words that YAML's core schema does not take for strings. */
static bool is_no_value(const yaml_event_t *event)
{
	static const char *const words[] = { "~", "null", "Null", "NULL", "true", "false" };
	const char *value = (const char *)event->data.scalar.value;

	if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strcmp(value, words[i]) == 0)
			return true;
	}
	return false;
}

static void take_scalar(walk *w, const yaml_event_t *event)
{
	nx_str text = { (const char *)event->data.scalar.value, event->data.scalar.length };

	if (w->depth == 2 && w->value_listed) {
		nx_clean_line(&w->list, text);
		nx_buf_addc(&w->list, '\n');
	} else if (w->depth == 1 && !w->key_read) {
		w->known = nx_key_find(NULL, text, &w->field, &w->key);
		w->key_read = true;
	} else if (w->depth == 1) {
		if (!is_no_value(event))
			w->value = nx_arena_str(w->arena, text);
		w->key_read = false;
	}
}

/* A mapping or list as a value is looked into only when it is a list of tags; a
 * mapping or list as a key is one that nobody knows. */
static void enter(walk *w, bool is_list)
{
	if (w->depth == 0)
		w->is_mapping = !is_list;
	if (w->depth == 1 && w->key_read && is_list && w->known &&
		w->field == NX_FIELD_TAGS) {
		nx_buf_clear(&w->list);
		w->value_listed = true;
	}
	w->depth++;
}

static void leave(walk *w)
{
	w->depth--;
	if (w->depth != 1)
		return;
	if (w->value_listed)
		w->value = nx_arena_str(w->arena, nx_buf_str(&w->list));
	if (!w->key_read)
		w->known = false;
	w->key_read = !w->key_read;
}

static void take_event(walk *w, const yaml_event_t *event)
{
	if (w->depth == 1 && !w->key_read)
		commit(w);
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		take_scalar(w, event);
		break;
	case YAML_ALIAS_EVENT:
		if (w->depth == 1) {
			if (!w->key_read)
				w->known = false;
			w->key_read = !w->key_read;
		}
		break;
	case YAML_SEQUENCE_START_EVENT:
	case YAML_MAPPING_START_EVENT:
		enter(w, event->type == YAML_SEQUENCE_START_EVENT);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		leave(w);
		break;
	default:
		break;
	}
}

/* The parser counts lines from 0 at the line after the fence. */
static nx_status parse(walk *w, nx_str yaml, nx_front_matter *out, nx_error *err)
{
	nx_status st = NX_OK;
	yaml_parser_t parser;
	yaml_event_t event;
	bool done = false;

	if (!yaml_parser_initialize(&parser))
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)yaml.p, yaml.n);
	while (!done) {
		if (!yaml_parser_parse(&parser, &event)) {
			if (parser.error == YAML_MEMORY_ERROR)
				st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
			out->bad_line = parser.problem_mark.line + 2;
			snprintf(out->why, sizeof out->why, "%s",
				parser.problem ? parser.problem : "malformed");
			break;
		}
		take_event(w, &event);
		done = event.type == YAML_DOCUMENT_END_EVENT || event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	if (done && !w->is_mapping && nx_str_trim(yaml).n) {
		out->bad_line = 2;
		snprintf(out->why, sizeof out->why, "not a list of keys with values");
	}
	yaml_parser_delete(&parser);
	return st;
}

nx_status nx_front_matter_read(
	nx_article *article, nx_str text, nx_front_matter *out, nx_error *err)
{
	walk w = { .arena = &article->arena, .list = NX_BUF_INIT };
	nx_record_report report;
	nx_status st = NX_OK;
	nx_str yaml;

	*out = (nx_front_matter){ .body = text, .bad_date = NX_STR_NULL };
	if (!split(text, &yaml, &out->body))
		return NX_OK;
	if (!yaml.p || yaml.n > FRONT_MATTER_LIMIT) {
		out->bad_line = 1;
		snprintf(out->why, sizeof out->why, "%s",
			yaml.p ? "longer than 16384 bytes" : "no line \"---\" closes it");
		return NX_OK;
	}
	st = parse(&w, yaml, out, err);
	/* A body in front matter would be a page's text without the page. */
	w.record.value[NX_FIELD_BODY] = NX_STR_NULL;
	if (st == NX_OK && w.list.failed)
		st = nx_buf_status(&w.list, err);
	if (st == NX_OK)
		st = nx_record_apply(article, &w.record, &report, err);
	if (st == NX_OK)
		out->bad_date = report.bad_date;
	nx_buf_release(&w.list);
	return st;
}
