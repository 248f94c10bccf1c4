#include "output/column.h"
#include "output/printers.h"

#include "newsidx/utf8.h"

static void escape(nx_buf *out, unsigned cp)
{
	switch (cp) {
	case '"':
		nx_buf_adds(out, "\\\"");
		break;
	case '\\':
		nx_buf_adds(out, "\\\\");
		break;
	case '\n':
		nx_buf_adds(out, "\\n");
		break;
	case '\r':
		nx_buf_adds(out, "\\r");
		break;
	case '\t':
		nx_buf_adds(out, "\\t");
		break;
	default:
		nx_buf_addf(out, "\\u%04x", cp);
	}
}

/* The end of what can go out as it is from `pos` on: ASCII and two-byte sequences, which
 * hold all of the Arabic block. */
static size_t plain_end(nx_str s, size_t pos)
{
	const unsigned char *p = (const unsigned char *)s.p;

	while (pos < s.n) {
		if (p[pos] >= 0x20 && p[pos] < 0x7F && p[pos] != '"' && p[pos] != '\\')
			pos++;
		else if (p[pos] >= 0xC2 && p[pos] < 0xE0 && s.n - pos > 1 &&
			 (p[pos + 1] & 0xC0) == 0x80)
			pos += 2;
		else
			break;
	}
	return pos;
}

void nx_json_string(nx_buf *out, nx_str s)
{
	size_t pos = 0;

	if (!s.p) {
		nx_buf_adds(out, "null");
		return;
	}
	nx_buf_addc(out, '"');
	while (pos < s.n) {
		size_t end = plain_end(s, pos);
		unsigned cp;

		nx_buf_add(out, nx_str_slice(s, pos, end));
		pos = end;
		if (pos == s.n)
			break;
		cp = nx_utf8_next(s, &pos);
		if (cp < 0x20 || cp == '"' || cp == '\\' || cp == 0x7F || cp == 0x2028 ||
			cp == 0x2029)
			escape(out, cp);
		else
			nx_buf_add_cp(out, cp);
	}
	nx_buf_addc(out, '"');
}

/* `group` is named in the object itself where nothing around it does. */
static void json_object(
	nx_buf *out, const nx_print *print, const nx_hit *hit, const nx_facet_value *group)
{
	nx_fields fields = column_choice(print);

	nx_buf_addc(out, '{');
	if (group) {
		nx_buf_adds(out, "\"group\": {");
		facets_json_value(out, group);
		nx_buf_adds(out, "}, ");
	}
	for (size_t i = 0; i < fields.count; i++) {
		nx_buf_addf(out, "%s\"%s\": ", i ? ", " : "", column_name(fields.items[i]));
		column_json(out, print, hit, fields.items[i]);
	}
	nx_buf_addc(out, '}');
}

static void json_begin(nx_buf *out, nx_print *print)
{
	if (print->facets) {
		nx_buf_addc(out, '{');
		facets_json(out, print);
		nx_buf_adds(out, print->grouped ? ",\n\"groups\": " : ",\n\"hits\": ");
	} else if (print->with_suggestions) {
		nx_buf_adds(out, "{\"hits\": ");
	}
	nx_buf_adds(out, "[");
}

static void json_group(nx_buf *out, nx_print *print)
{
	nx_buf_adds(out, print->groups ? "]},\n {" : "\n {");
	facets_json_value(out, print->group);
	nx_buf_adds(out, ", \"hits\": [");
}

static void json_hit(nx_buf *out, nx_print *print, const nx_hit *hit)
{
	if (print->group)
		nx_buf_adds(out, print->in_group ? ",\n  " : "\n  ");
	else
		nx_buf_adds(out, print->count ? ",\n " : "\n ");
	json_object(out, print, hit, NULL);
}

static void json_end(nx_buf *out, nx_print *print)
{
	bool suggests = print->with_suggestions && !print->facets;

	nx_buf_adds(out, print->groups ? "]}\n]" : print->count ? "\n]" : "]");
	if (suggests)
		nx_buf_addf(out, ",\n\"suggestions\": [%.*s]", NX_FMT(print->suggestions));
	nx_buf_adds(out, print->facets || suggests ? "}\n" : "\n");
}

static void jsonl_hit(nx_buf *out, nx_print *print, const nx_hit *hit)
{
	json_object(out, print, hit, print->group);
	nx_buf_addc(out, '\n');
}

static void jsonl_end(nx_buf *out, nx_print *print)
{
	if (!print->facets || !print->facets->count)
		return;
	nx_buf_addc(out, '{');
	facets_json(out, print);
	nx_buf_adds(out, "}\n");
}

/* Each line names its group. */
static void jsonl_group(nx_buf *out, nx_print *print)
{
	(void)out;
	(void)print;
}

const nx_printer printer_json = { .name = "json",
	.needs_text = true,
	.needs_snippet = true,
	.needs_match = true,
	.begin = json_begin,
	.hit = json_hit,
	.end = json_end,
	.group = json_group };
const nx_printer printer_jsonl = { .name = "jsonl",
	.needs_text = true,
	.needs_snippet = true,
	.needs_match = true,
	.hit = jsonl_hit,
	.end = jsonl_end,
	.group = jsonl_group };
