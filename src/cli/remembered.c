#include "cli/remembered.h"

#include <stdlib.h>

#include "newsidx/charset.h"

/* A value is one line: \n and \\ stand for a line end and a backslash. */
static void add_line(nx_buf *out, const char *key, nx_str value)
{
	size_t i;

	nx_buf_adds(out, key);
	nx_buf_addc(out, '=');
	for (i = 0; i < value.n; i++) {
		if (value.p[i] == '\n' || value.p[i] == '\\')
			nx_buf_addc(out, '\\');
		nx_buf_addc(out, value.p[i] == '\n' ? 'n' : value.p[i]);
	}
	nx_buf_addc(out, '\n');
}

void remember_options(nx_buf *out, const nx_ingest_options *o, nx_str name)
{
	nx_buf value = NX_BUF_INIT;
	size_t i;

	if (o->format != NX_FORMAT_AUTO)
		add_line(out, "format", nx_str_from(nx_format_name(o->format)));
	if (o->encoding)
		add_line(out, "encoding", nx_str_from(o->encoding));
	if (o->split)
		add_line(out, "split", NX_STR("yes"));
	for (i = 0; i < o->field_count; i++) {
		nx_buf_clear(&value);
		nx_buf_addf(&value, "%s=%s", o->fields[i].field, o->fields[i].key);
		add_line(out, "field", nx_buf_str(&value));
	}
	if (o->source.p)
		add_line(out, "source", o->source);
	nx_buf_clear(&value);
	if (o->date.precision != NX_PRECISION_NONE) {
		nx_date_format(&value, &o->date);
		add_line(out, "date", nx_buf_str(&value));
	}
	if (name.p)
		add_line(out, "name", name);
	out->failed |= value.failed;
	nx_buf_release(&value);
}

/* The value behind the first '=' of the line, in the arena; its key is cut off. */
static nx_str take_value(remembered *r, nx_str *line)
{
	size_t equals = nx_str_find(*line, NX_STR("="), 0), i;
	nx_buf value = NX_BUF_INIT;
	nx_str kept;

	for (i = equals == (size_t)-1 ? line->n : equals + 1; i < line->n; i++) {
		bool escaped = line->p[i] == '\\' && i + 1 < line->n;

		i += escaped;
		nx_buf_addc(&value, escaped && line->p[i] == 'n' ? '\n' : line->p[i]);
	}
	*line = nx_str_slice(*line, 0, equals);
	kept = nx_arena_str(&r->arena, nx_buf_str(&value));
	r->arena.failed |= value.failed;
	nx_buf_release(&value);
	return kept;
}

static void take_field(remembered *r, nx_str value)
{
	nx_ingest_options *o = &r->options;
	size_t equals = nx_str_find(value, NX_STR("="), 0);
	nx_field_key *fields;

	if (equals == (size_t)-1)
		return;
	fields = nx_vec_room(r->fields, o->field_count, &r->field_cap, sizeof *fields);
	if (!fields) {
		r->arena.failed = true;
		return;
	}
	r->fields = fields;
	o->fields = fields;
	fields[o->field_count++] =
		(nx_field_key){ nx_arena_str(&r->arena, nx_str_slice(value, 0, equals)).p,
			nx_arena_str(&r->arena, nx_str_slice(value, equals + 1, value.n)).p };
}

static void take_line(remembered *r, nx_str line)
{
	nx_ingest_options *o = &r->options;
	nx_str value = take_value(r, &line);

	if (nx_str_eq(line, NX_STR("format")))
		nx_format_from_name(&o->format, value);
	else if (nx_str_eq(line, NX_STR("encoding")))
		o->encoding = nx_charset_canonical(value);
	else if (nx_str_eq(line, NX_STR("split")))
		o->split = true;
	else if (nx_str_eq(line, NX_STR("field")))
		take_field(r, value);
	else if (nx_str_eq(line, NX_STR("source")))
		o->source = value;
	else if (nx_str_eq(line, NX_STR("date")) && !nx_date_parse(&o->date, value))
		o->date = NX_DATE_NONE;
	else if (nx_str_eq(line, NX_STR("name")))
		r->name = value;
}

bool remembered_read(remembered *r, nx_str text)
{
	nx_str line;

	remembered_release(r);
	while (nx_str_split(&text, '\n', &line))
		if (line.n)
			take_line(r, line);
	return !r->arena.failed;
}

void remembered_release(remembered *r)
{
	free(r->fields);
	nx_arena_release(&r->arena);
	*r = (remembered){ .field_cap = 0 };
}
