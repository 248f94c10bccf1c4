#include "ingest/json_object.h"

#include "newsidx/ingest.h"

/* Lines or columns that are filled with blanks at most where a list was taken out. */
#define GAP_MAX 65536

void nx_json_object_add(
	nx_json_object *o, const nx_json_scan *scan, uint64_t line, uint64_t column, nx_str text)
{
	uint64_t from = line > o->line ? 1 : o->column;

	if (o->by_id)
		return;
	if (line - o->line < GAP_MAX && column - from < GAP_MAX) {
		for (; o->line < line; o->line++)
			nx_buf_addc(&o->text, '\n');
		for (; from < column; from++)
			nx_buf_addc(&o->text, ' ');
	}
	o->too_long |= text.n > NX_LINE_LIMIT || o->text.n > NX_LINE_LIMIT - text.n;
	if (o->too_long)
		nx_buf_clear(&o->text);
	else
		nx_buf_add(&o->text, text);
	o->line = scan->line;
	o->column = scan->column;
}

void nx_json_object_mark(nx_json_object *o, nx_json_scan *scan, int c)
{
	const char mark = (char)c;
	uint64_t line = scan->line, column = scan->column;

	nx_json_scan_skip(scan);
	nx_json_object_add(o, scan, line, column, (nx_str){ &mark, 1 });
}

bool nx_json_object_take(nx_json_object *o, nx_json_scan *scan)
{
	nx_json_piece piece;

	nx_json_scan_value(scan, &piece, true);
	o->too_long |= piece.too_long;
	nx_json_object_add(o, scan, piece.line, piece.column, piece.text);
	return !piece.cut;
}

void nx_json_object_hole(nx_json_object *o, const nx_json_scan *scan)
{
	nx_json_object_add(o, scan, o->line, o->column, NX_STR("null"));
}

void nx_json_object_begin(nx_json_object *o, nx_json_scan *scan)
{
	nx_buf text = o->text, id = o->first_id;

	nx_buf_clear(&text);
	nx_buf_clear(&id);
	*o = (nx_json_object){ .text = text,
		.first_id = id,
		.start_line = scan->line,
		.start_column = scan->column,
		.line = scan->line,
		.column = scan->column };
	nx_json_object_mark(o, scan, '{');
}

void nx_json_object_release(nx_json_object *o)
{
	nx_buf_release(&o->text);
	nx_buf_release(&o->first_id);
}
