/* JSON documents: an array of articles, an object that holds a list of them, articles
 * by their ids, or one after another. One article is held at a time: values are cut
 * from the stream, and only those that can be articles are parsed. Commas that are
 * missing or too many between articles do no harm. */
#include <inttypes.h>

#include "ingest/json_emit.h"
#include "ingest/json_look.h"
#include "ingest/json_object.h"

typedef struct document {
	nx_json_scan scan;
	nx_json_emitter emitter;
	nx_json_object objects[NX_JSON_LEVELS + 1];
	uint64_t cut_line; /* the stream ended within the value that began here, or 0 */
} document;

static int detect(nx_str head, nx_str name)
{
	nx_str text = nx_str_trim(head);

	if (nx_json_look(head) == NX_JSON_LOOKS_DOCUMENT)
		return 100;
	if (!nx_str_ends(name, NX_STR(".json")))
		return 0;
	return nx_str_starts(text, NX_STR("{")) || nx_str_starts(text, NX_STR("[")) ? 60 : 40;
}

/* Consume a value into the object. */
static void take_value(document *d, nx_json_object *o)
{
	if (!nx_json_object_take(o, &d->scan))
		d->cut_line = o->start_line;
}

static nx_status cut_at(document *d, uint64_t line)
{
	d->cut_line = line;
	return NX_OK;
}

static nx_status refuse_long(document *d, uint64_t line, nx_error *err)
{
	nx_error why = NX_ERROR_INIT;

	nx_fail(&why, NX_ERR_LIMIT,
		"line %" PRIu64 ": longer than %zu bytes, the limit of a record", line,
		NX_LINE_LIMIT);
	return nx_json_refuse(&d->emitter, line, &why, err);
}

/* Consume a value and report it. */
static nx_status emit_value(
	document *d, nx_str id, bool always, nx_json_value_kind *kind, nx_error *err)
{
	nx_error why = NX_ERROR_INIT;
	nx_json_piece piece;

	*kind = NX_JSON_VALUE_REPORTED;
	nx_json_scan_value(&d->scan, &piece, true);
	if (piece.cut) {
		d->cut_line = piece.line;
		return NX_OK;
	}
	if (piece.too_long)
		return refuse_long(d, piece.line, err);
	if (piece.broken) {
		nx_fail(&why, NX_ERR_FORMAT, "line %" PRIu64 ": a string in it is not closed",
			piece.line);
		return nx_json_refuse(&d->emitter, piece.line, &why, err);
	}
	return nx_json_emit(
		&d->emitter, piece.text, piece.line, piece.column, id, always, kind, err);
}

/* Read an array whose bracket is consumed. In an object it is passed over when its
 * first item is no article. */
static nx_status read_list(document *d, int level, bool in_object, nx_error *err)
{
	const uint64_t start = d->scan.line;
	nx_json_value_kind kind = NX_JSON_VALUE_REPORTED;
	bool sure = !in_object, strange = in_object;
	nx_status st = NX_OK;
	int c;

	while (st == NX_OK && !d->cut_line && (c = nx_json_scan_peek(&d->scan)) != ']') {
		nx_json_piece piece;

		if (c < 0) {
			d->cut_line = start;
		} else if (c == ',' || c == ':' || c == '}') {
			nx_json_scan_skip(&d->scan);
		} else if (c == '[' && level < NX_JSON_LEVELS) {
			nx_json_scan_skip(&d->scan);
			st = read_list(d, level + 1, in_object, err);
		} else if (c == '{' || !strange) {
			strange |= c != '{';
			st = emit_value(d, NX_STR_NULL, sure, &kind, err);
			if (kind == NX_JSON_VALUE_OTHER && !sure)
				return nx_json_scan_leave(&d->scan) ? st : cut_at(d, start);
			sure |= kind == NX_JSON_VALUE_REPORTED;
		} else {
			nx_json_scan_value(&d->scan, &piece, false);
		}
	}
	if (st == NX_OK && !d->cut_line)
		nx_json_scan_skip(&d->scan);
	return st;
}

/* A member that may be a list of articles; other lists belong to the object. */
static nx_status read_inner_list(document *d, int level, nx_error *err)
{
	nx_json_object *o = &d->objects[level];
	nx_status st = NX_OK;
	int c;

	nx_json_object_mark(o, &d->scan, '[');
	c = nx_json_scan_peek(&d->scan);
	if (c == '{' || c == '[') {
		st = read_list(d, level + 1, true, err);
		nx_json_object_add(o, &d->scan, o->line, o->column, NX_STR("]"));
		return st;
	}
	while (c != ']' && !d->cut_line) {
		if (c == ',')
			nx_json_object_mark(o, &d->scan, c);
		else
			take_value(d, o);
		c = nx_json_scan_peek(&d->scan);
	}
	if (!d->cut_line)
		nx_json_object_mark(o, &d->scan, c);
	return st;
}

/* Is the first member an article, so that its key is an id? Then report it. */
static nx_status emit_first(document *d, nx_json_object *o, nx_error *err)
{
	nx_str value = nx_str_slice(nx_buf_str(&o->text), o->first, o->first_end);
	nx_json_value_kind kind;
	nx_json_fault fault;
	json_t *json = NULL;

	o->by_id = !o->too_long && nx_json_parse(&json, value, &fault) == NX_OK &&
		   nx_json_is_article(d->emitter.reading->options, json);
	json_decref(json);
	if (!o->by_id)
		return NX_OK;
	return nx_json_emit(&d->emitter, value, o->first_line, o->first_column,
		nx_buf_str(&o->first_id), true, &kind, err);
}

static nx_status read_object(document *d, int level, nx_error *err);

/* An object within: when articles were found in it, it is left out, else it belongs to
 * the object around it. */
static nx_status read_inner(document *d, int level, nx_error *err)
{
	nx_json_object *outer = &d->objects[level], *inner = &d->objects[level + 1];
	uint64_t before = d->emitter.count;
	nx_status st = read_object(d, level + 1, err);

	outer->too_long |= inner->too_long;
	if (d->emitter.count > before)
		nx_json_object_hole(outer, &d->scan);
	else
		nx_json_object_add(outer, &d->scan, inner->start_line, inner->start_column,
			nx_buf_str(&inner->text));
	return st;
}

/* An object under a key that nobody knows. Articles by their ids are told by the
 * second one of them, or the end after the first. */
static nx_status read_unknown(document *d, nx_json_object *o, nx_str key, nx_error *err)
{
	nx_json_value_kind kind;
	nx_status st = NX_OK;
	size_t before;

	if (o->members == 2 && o->first_end)
		st = emit_first(d, o, err);
	if (st == NX_OK && o->by_id) {
		nx_json_object_hole(o, &d->scan);
		return emit_value(d, key, true, &kind, err);
	}
	nx_json_scan_peek(&d->scan);
	if (o->members == 1) {
		nx_buf_add(&o->first_id, key);
		o->first_line = d->scan.line;
		o->first_column = d->scan.column;
	}
	before = o->text.n;
	take_value(d, o);
	if (o->members == 1 && !o->too_long) {
		o->first = nx_str_find(nx_buf_str(&o->text), NX_STR("{"), before);
		o->first_end = o->text.n;
	}
	return st;
}

static nx_status read_member(document *d, int level, nx_error *err)
{
	nx_json_object *o = &d->objects[level];
	nx_json_piece key;
	nx_buf name = NX_BUF_INIT;
	nx_status st = NX_OK;
	int c;

	nx_json_scan_value(&d->scan, &key, true);
	if (key.cut)
		d->cut_line = o->start_line;
	nx_buf_add(&name, nx_json_key_text(key.text));
	nx_json_object_add(o, &d->scan, key.line, key.column, key.text);
	if (nx_json_scan_peek(&d->scan) != ':')
		goto done;
	nx_json_object_mark(o, &d->scan, ':');
	o->members++;
	c = nx_json_scan_peek(&d->scan);
	switch (nx_json_member_of(nx_buf_str(&name), c)) {
	case NX_JSON_MEMBER_LIST:
		if (o->has_body)
			break;
		st = read_inner_list(d, level, err);
		goto done;
	case NX_JSON_MEMBER_OBJECT:
		if (o->has_body || level == NX_JSON_LEVELS)
			break;
		st = read_inner(d, level, err);
		goto done;
	case NX_JSON_MEMBER_UNKNOWN:
		st = read_unknown(d, o, nx_buf_str(&name), err);
		goto done;
	case NX_JSON_MEMBER_BODY:
		o->has_body |= c == '"' || c == '[';
		break;
	default:
		break;
	}
	if (c >= 0 && c != ',' && c != '}')
		take_value(d, o);
done:
	nx_buf_release(&name);
	return st;
}

/* Read an object into d->objects[level], and report the articles that are within. */
static nx_status read_object(document *d, int level, nx_error *err)
{
	nx_json_object *o = &d->objects[level];
	nx_status st = NX_OK;
	int c = 0;

	nx_json_object_begin(o, &d->scan);
	while (st == NX_OK && !d->cut_line && c != '}') {
		c = nx_json_scan_peek(&d->scan);
		if (c < 0)
			d->cut_line = o->start_line;
		else if (c == '"')
			st = read_member(d, level, err);
		else if (c == ',' || c == '}')
			nx_json_object_mark(o, &d->scan, c);
		else
			take_value(d, o); /* no JSON: the parser will say so */
	}
	if (st == NX_OK && !d->cut_line && o->members == 1 && o->first_end)
		st = emit_first(d, o, err);
	return st;
}

/* An object of the document's own level: an article, unless it was around others. */
static nx_status read_outermost(document *d, nx_error *err)
{
	nx_json_object *o = &d->objects[0];
	uint64_t before = d->emitter.count;
	nx_json_value_kind kind;
	nx_status st = read_object(d, 0, err);

	if (st != NX_OK || d->cut_line || (d->emitter.count > before && !o->has_body))
		return st;
	if (o->too_long)
		return refuse_long(d, o->start_line, err);
	return nx_json_emit(&d->emitter, nx_buf_str(&o->text), o->start_line, o->start_column,
		NX_STR_NULL, true, &kind, err);
}

static nx_status read_values(document *d, nx_error *err)
{
	nx_error why = NX_ERROR_INIT;
	nx_status st = NX_OK;
	int c;

	while (st == NX_OK && !d->cut_line && (c = nx_json_scan_peek(&d->scan)) >= 0) {
		if (c == '{') {
			st = read_outermost(d, err);
		} else if (c == '[') {
			nx_json_scan_skip(&d->scan);
			st = read_list(d, 0, false, err);
		} else if (c == ',') {
			nx_json_scan_skip(&d->scan);
		} else {
			nx_fail(&why, NX_ERR_FORMAT,
				"line %" PRIu64 ", column %" PRIu64
				": neither an object nor an array; the rest is not read",
				d->scan.line, d->scan.column);
			return nx_json_refuse(&d->emitter, d->scan.line, &why, err);
		}
	}
	return st;
}

static nx_status read_json(nx_reading *reading, nx_error *err)
{
	document d = { .emitter = { .reading = reading } };
	nx_error why = NX_ERROR_INIT;
	nx_status st;

	nx_json_scan_init(&d.scan, reading->stream, NX_LINE_LIMIT);
	st = read_values(&d, err);
	if (st == NX_OK && d.scan.status == NX_ERR_NOMEM) {
		st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	} else if (st == NX_OK && d.scan.status != NX_OK) {
		st = nx_reading_refuse(reading, 0, &d.scan.why, err);
	} else if (st == NX_OK && d.cut_line) {
		nx_fail(&why, NX_ERR_FORMAT,
			"the file ends within the value that began in line %" PRIu64, d.cut_line);
		st = nx_reading_refuse(reading, 0, &why, err);
	} else if (st == NX_OK && d.emitter.count == 0) {
		st = nx_reading_warn(reading, 0, err, "no article in it");
	}
	for (int i = 0; i <= NX_JSON_LEVELS; i++) {
		if (st == NX_OK && d.objects[i].text.failed)
			st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
		nx_json_object_release(&d.objects[i]);
	}
	nx_json_scan_release(&d.scan);
	return st;
}

const nx_reader nx_json_reader = { NX_FORMAT_JSON, detect, read_json };
