/* What is counted of the whole result. */
#include <stdio.h>

#include "output/printers.h"

void facets_add_value(nx_buf *out, const nx_print *print, const nx_facet_value *value)
{
	if (value->value.p)
		nx_print_value(out, print, value->value);
	else
		nx_buf_addc(out, '-');
}

/* Digits of the largest number. */
static int width_of(const nx_facet_counts *counts)
{
	int64_t most = 0;
	size_t i;

	for (i = 0; i < counts->count; i++)
		if (counts->values[i].articles > most)
			most = counts->values[i].articles;
	return snprintf(NULL, 0, "%lld", (long long)most);
}

static void text_of(nx_buf *out, const nx_print *print, const nx_facet_counts *counts)
{
	int width = width_of(counts);
	size_t i;

	nx_buf_addf(
		out, print->color ? "\033[1m%s\033[0m\n" : "%s\n", nx_facet_name(counts->facet));
	for (i = 0; i < counts->count; i++) {
		const nx_facet_value *value = &counts->values[i];

		nx_buf_addf(out, "  %*lld  ", width, (long long)value->articles);
		if (value->type.p)
			nx_buf_addf(out, "%-12.*s  ", NX_FMT(value->type));
		facets_add_value(out, print, value);
		nx_buf_addc(out, '\n');
	}
}

void facets_text(nx_buf *out, nx_print *print)
{
	size_t i;

	for (i = 0; print->facets && i < print->facets->count; i++) {
		if (i || print->count || print->groups)
			nx_buf_addc(out, '\n');
		text_of(out, print, &print->facets->list[i]);
	}
}

void facets_tsv(nx_buf *out, nx_print *print)
{
	size_t i, k;

	for (i = 0; print->facets && i < print->facets->count; i++) {
		const nx_facet_counts *counts = &print->facets->list[i];

		for (k = 0; k < counts->count; k++) {
			nx_buf_addf(out, "%s\t", nx_facet_name(counts->facet));
			nx_tsv_field(out, counts->values[k].value);
			nx_buf_addf(out, "\t%lld\n", (long long)counts->values[k].articles);
		}
	}
}

void facets_json_value(nx_buf *out, const nx_facet_value *value)
{
	nx_buf_adds(out, "\"value\": ");
	nx_json_string(out, value->value);
	if (value->type.p) {
		nx_buf_adds(out, ", \"type\": ");
		nx_json_string(out, value->type);
	}
	nx_buf_addf(out, ", \"articles\": %lld", (long long)value->articles);
}

void facets_json(nx_buf *out, const nx_print *print)
{
	size_t i, k;

	nx_buf_addf(out, "\"total\": %lld, \"facets\": {", (long long)print->facets->total);
	for (i = 0; i < print->facets->count; i++) {
		const nx_facet_counts *counts = &print->facets->list[i];

		nx_buf_addf(out, "%s\"%s\": [", i ? ", " : "", nx_facet_name(counts->facet));
		for (k = 0; k < counts->count; k++) {
			nx_buf_adds(out, k ? ", {" : "{");
			facets_json_value(out, &counts->values[k]);
			nx_buf_addc(out, '}');
		}
		nx_buf_addc(out, ']');
	}
	nx_buf_addc(out, '}');
}
