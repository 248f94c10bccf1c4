/* What is counted of the whole result, in Arabic. */
#include "output/html.h"

static const char *const labels[NX_FACETS] = { [NX_FACET_SOURCE] = "المصدر",
	[NX_FACET_AUTHOR] = "الكاتب",
	[NX_FACET_TAG] = "الوسم",
	[NX_FACET_SECTION] = "القسم",
	[NX_FACET_ENTITY] = "الاسم",
	[NX_FACET_YEAR] = "السنة",
	[NX_FACET_MONTH] = "الشهر",
	[NX_FACET_DAY] = "اليوم" };

static const char *kind_label(nx_str type)
{
	return nx_str_eq(type, NX_STR("person"))  ? "شخص"
	       : nx_str_eq(type, NX_STR("place")) ? "مكان"
						  : "منظمة";
}

/* Articles that have no value are counted, too. */
static void add_value(nx_buf *out, const nx_facet_value *value)
{
	nx_buf_adds(out, "<bdi>");
	if (value->value.n)
		html_text(out, value->value);
	else
		nx_buf_adds(out, "بلا");
	nx_buf_adds(out, "</bdi>");
	if (value->type.n)
		nx_buf_addf(out, " <small>%s</small>", kind_label(value->type));
	nx_buf_addf(out, " <b>%lld</b>", (long long)value->articles);
}

void html_facets(nx_buf *out, const nx_facets *facets)
{
	for (size_t i = 0; i < facets->count; i++) {
		const nx_facet_counts *counts = &facets->list[i];

		if (!counts->count)
			continue;
		nx_buf_addf(out, "<h2 class=\"facet\">%s</h2>\n<ul class=\"chips\">\n",
			labels[counts->facet]);
		for (size_t k = 0; k < counts->count; k++) {
			nx_buf_adds(out, "<li>");
			add_value(out, &counts->values[k]);
			nx_buf_adds(out, "</li>\n");
		}
		nx_buf_adds(out, "</ul>\n");
	}
}

void html_group(nx_buf *out, nx_print *print)
{
	nx_buf_adds(out, "<h2 class=\"group\">");
	add_value(out, print->group);
	nx_buf_adds(out, "</h2>\n");
}
