/* What the user wrote, with the fields of each article in it. */
#include "output/column.h"
#include "output/printers.h"

typedef struct piece {
	nx_str text;     /* when it is no field */
	column_id field; /* COLUMNS for text */
} piece;

/* {name} at *pos; fails with the byte of what is wrong, counted from 1. */
static nx_status read_field(nx_str text, size_t *pos, piece *out, nx_error *err)
{
	size_t end = nx_str_find(text, NX_STR("}"), *pos);
	nx_str name = nx_str_slice(text, *pos + 1, end == (size_t)-1 ? text.n : end);

	if (end == (size_t)-1)
		return nx_fail(err, NX_ERR_USAGE,
			"the bracket at byte %zu is not closed; {{ stands for one", *pos + 1);
	out->field = column_find(nx_str_trim(name));
	if (out->field == COLUMNS) {
		nx_fields ignored;
		nx_error why = NX_ERROR_INIT;

		nx_fields_parse(&ignored, name.n ? name : NX_STR(" "), &why);
		return nx_fail(err, NX_ERR_USAGE, "at byte %zu: %s", *pos + 2, why.text);
	}
	*pos = end + 1;
	return NX_OK;
}

/* The piece at *pos, which is before the end. */
static nx_status next_piece(nx_str text, size_t *pos, piece *out, nx_error *err)
{
	size_t at = *pos;
	char c = text.p[at], next = at + 1 < text.n ? text.p[at + 1] : '\0';

	out->field = COLUMNS;
	if (c == '{' && next != '{')
		return read_field(text, pos, out, err);
	if (c == '}' && next != '}')
		return nx_fail(err, NX_ERR_USAGE,
			"the bracket at byte %zu closes nothing; }} stands for one", at + 1);
	if (c == '{' || c == '}') {
		out->text = nx_str_slice(text, at, at + 1);
		*pos = at + 2;
	} else if (c == '\\' && (next == 'n' || next == 't' || next == '\\')) {
		out->text = next == 'n' ? NX_STR("\n") : next == 't' ? NX_STR("\t") : NX_STR("\\");
		*pos = at + 2;
	} else {
		do
			at++;
		while (at < text.n && text.p[at] != '{' && text.p[at] != '}' && text.p[at] != '\\');
		out->text = nx_str_slice(text, *pos, at);
		*pos = at;
	}
	return NX_OK;
}

nx_status nx_template_check(nx_fields *out, nx_str text, nx_error *err)
{
	bool named[COLUMNS] = { false };
	nx_status st = NX_OK;
	size_t pos = 0;
	piece p;

	while (st == NX_OK && pos < text.n) {
		st = next_piece(text, &pos, &p, err);
		if (st != NX_OK || p.field == COLUMNS || named[p.field])
			continue;
		named[p.field] = true;
		out->items[out->count++] = (unsigned char)p.field;
	}
	return st;
}

/* A line stays a line: what would break it is a space, unless the end is a NUL. */
static void add_value(nx_buf *out, const nx_print *print, nx_str value, bool is_list)
{
	for (size_t i = 0; i < value.n; i++) {
		bool breaks = value.p[i] == '\n' || value.p[i] == '\r';

		if (is_list && value.p[i] == '\n')
			nx_buf_adds(out, ", ");
		else
			nx_buf_addc(out, breaks && !print->ends_nul ? ' ' : value.p[i]);
	}
}

static void template_hit(nx_buf *out, nx_print *print, const nx_hit *hit)
{
	nx_buf scratch = NX_BUF_INIT;
	size_t pos = 0;
	piece p;

	while (pos < print->pattern.n && next_piece(print->pattern, &pos, &p, NULL) == NX_OK) {
		if (p.field == COLUMNS)
			nx_buf_add(out, p.text);
		else
			add_value(out, print, column_text(&scratch, print, hit, p.field),
				column_is_list(p.field));
	}
	nx_buf_addc(out, print->ends_nul ? '\0' : '\n');
	out->failed |= scratch.failed;
	nx_buf_release(&scratch);
}

const nx_printer printer_template = { .name = "template",
	.needs_text = true,
	.needs_snippet = true,
	.needs_match = true,
	.hit = template_hit };
