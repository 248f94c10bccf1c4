/* JSON lines: one object a line. A line with two objects, or with Python's quotes, is
 * refused; a half of a surrogate pair is mended. */
#include <inttypes.h>

#include "ingest/json_look.h"
#include "ingest/json_record.h"
#include "ingest/line_reader.h"

/* The first line decides. One that is cut off by the end of the head, or broken,
 * still looks like an object: a brace and a quote. */
static int detect(nx_str head, nx_str name)
{
	switch (nx_json_look(head)) {
	case NX_JSON_LOOKS_LINES:
		return 100;
	case NX_JSON_LOOKS_BROKEN:
		return 70;
	default:
		return nx_str_ends(name, NX_STR(".jsonl")) ||
				       nx_str_ends(name, NX_STR(".ndjson")) ||
				       nx_str_ends(name, NX_STR(".jl"))
			       ? 50
			       : 0;
	}
}

static nx_status refuse_long(nx_reading *reading, const nx_line_reader *lines, nx_error *err)
{
	nx_error why = NX_ERROR_INIT;

	nx_fail(&why, NX_ERR_LIMIT, "line %" PRIu64 ": longer than %zu bytes, the limit of a line",
		lines->number, lines->limit);
	return nx_reading_refuse(reading, lines->number, &why, err);
}

static nx_status read_jsonl(nx_reading *reading, nx_error *err)
{
	nx_status st = NX_OK, stream = NX_OK;
	nx_error why = NX_ERROR_INIT;
	nx_line_reader lines;
	nx_str line;

	nx_line_reader_init(&lines, reading->stream, NX_LINE_LIMIT);
	while (st == NX_OK) {
		json_t *value = NULL;

		stream = nx_line_reader_next(&lines, &line, &why);
		if (stream != NX_OK || !line.p)
			break;
		reading->line = lines.number;
		if (lines.too_long) {
			st = refuse_long(reading, &lines, err);
			continue;
		}
		if (!nx_str_trim(line).n)
			continue;
		st = nx_reading_json(reading, lines.number, line, 1, &value, err);
		if (st == NX_OK && value)
			st = nx_reading_object(reading, lines.number, value, NX_STR_NULL, err);
		json_decref(value);
	}
	if (stream == NX_ERR_NOMEM)
		st = nx_fail(err, stream, "%s", why.text);
	else if (stream != NX_OK)
		st = nx_reading_refuse(reading, 0, &why, err);
	nx_line_reader_release(&lines);
	return st;
}

const nx_reader nx_jsonl_reader = { NX_FORMAT_JSONL, detect, read_jsonl };
