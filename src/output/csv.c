/* RFC 4180: a header, CR LF behind each record, quotation marks doubled inside a field.
 * Values are those of JSON; of a list there is an item a line, and null is empty. */
#include "output/column.h"
#include "output/printers.h"

void nx_csv_field(nx_buf *out, nx_str s)
{
	bool quoted = s.n && (s.p[0] == ' ' || s.p[s.n - 1] == ' ');
	size_t i;

	for (i = 0; i < s.n && !quoted; i++)
		quoted = s.p[i] == '"' || s.p[i] == ',' || s.p[i] == '\n' || s.p[i] == '\r' ||
			 s.p[i] == '\t' || s.p[i] == ';';
	if (!quoted) {
		nx_buf_add(out, s);
		return;
	}
	nx_buf_addc(out, '"');
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			nx_buf_addc(out, '"');
		nx_buf_addc(out, s.p[i]);
	}
	nx_buf_addc(out, '"');
}

static void csv_begin(nx_buf *out, nx_print *print)
{
	nx_fields fields = column_choice(print);

	if (print->with_bom)
		nx_buf_add_cp(out, 0xFEFF);
	for (size_t i = 0; i < fields.count; i++)
		nx_buf_addf(out, "%s%s", i ? "," : "", column_name(fields.items[i]));
	nx_buf_adds(out, "\r\n");
}

static void csv_hit(nx_buf *out, nx_print *print, const nx_hit *hit)
{
	nx_fields fields = column_choice(print);
	nx_buf scratch = NX_BUF_INIT;

	for (size_t i = 0; i < fields.count; i++) {
		nx_buf_adds(out, i ? "," : "");
		nx_csv_field(out, column_text(&scratch, print, hit, fields.items[i]));
	}
	/* A line without anything would be read as no record. */
	if (out->n && fields.count == 1 && !column_text(&scratch, print, hit, fields.items[0]).n)
		nx_buf_adds(out, "\"\"");
	nx_buf_adds(out, "\r\n");
	out->failed |= scratch.failed;
	nx_buf_release(&scratch);
}

const nx_printer printer_csv = { .name = "csv",
	.needs_text = true,
	.needs_snippet = true,
	.needs_match = true,
	.begin = csv_begin,
	.hit = csv_hit };
