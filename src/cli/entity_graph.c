#include "cli/entity_graph.h"

#include <string.h>

/* Graphviz, the DOT language: in a quoted string only the quotation mark is escaped, and a
 * backslash must be. */
static void dot_begin(nx_buf *out)
{
	nx_buf_adds(out, "graph names {\n");
}

static void dot_name(nx_buf *out, const nx_name_count *name)
{
	nx_buf_addf(out, "  %lld [label=\"", (long long)name->id);
	for (size_t i = 0; i < name->name.n; i++) {
		if (name->name.p[i] == '"' || name->name.p[i] == '\\')
			nx_buf_addc(out, '\\');
		nx_buf_addc(out, name->name.p[i]);
	}
	nx_buf_addf(out, "\", kind=%.*s, articles=%lld];\n", NX_FMT(name->kind),
		(long long)name->articles);
}

static void dot_pair(nx_buf *out, const nx_name_count *a, const nx_name_count *b, int64_t articles)
{
	nx_buf_addf(out, "  %lld -- %lld [weight=%lld];\n", (long long)a->id, (long long)b->id,
		(long long)articles);
}

static void dot_end(nx_buf *out)
{
	nx_buf_adds(out, "}\n");
}

/* GraphML 1.0 (graphml.graphdrawing.org). */
static void graphml_begin(nx_buf *out)
{
	nx_buf_adds(out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
		"<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
		"<key id=\"kind\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n"
		"<key id=\"articles\" for=\"node\" attr.name=\"articles\" attr.type=\"long\"/>\n"
		"<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"long\"/>\n"
		"<graph edgedefault=\"undirected\">\n");
}

static void add_xml(nx_buf *out, nx_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '&')
			nx_buf_adds(out, "&amp;");
		else if (s.p[i] == '<')
			nx_buf_adds(out, "&lt;");
		else if (s.p[i] == '>')
			nx_buf_adds(out, "&gt;");
		else
			nx_buf_addc(out, s.p[i]);
	}
}

static void graphml_name(nx_buf *out, const nx_name_count *name)
{
	nx_buf_addf(out, "<node id=\"n%lld\"><data key=\"label\">", (long long)name->id);
	add_xml(out, name->name);
	nx_buf_addf(out,
		"</data><data key=\"kind\">%.*s</data><data key=\"articles\">%lld</data></node>\n",
		NX_FMT(name->kind), (long long)name->articles);
}

static void graphml_pair(
	nx_buf *out, const nx_name_count *a, const nx_name_count *b, int64_t articles)
{
	nx_buf_addf(out,
		"<edge source=\"n%lld\" target=\"n%lld\"><data key=\"weight\">%lld</data></edge>\n",
		(long long)a->id, (long long)b->id, (long long)articles);
}

static void graphml_end(nx_buf *out)
{
	nx_buf_adds(out, "</graph>\n</graphml>\n");
}

/* The table of edges that Gephi reads, which finds the names by them (RFC 4180). */
static void csv_begin(nx_buf *out)
{
	nx_buf_adds(out, "Source,Target,Type,Weight,SourceKind,TargetKind\r\n");
}

static void csv_name(nx_buf *out, const nx_name_count *name)
{
	(void)out, (void)name;
}

static void add_quoted(nx_buf *out, nx_str s)
{
	nx_buf_addc(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			nx_buf_addc(out, '"');
		nx_buf_addc(out, s.p[i]);
	}
	nx_buf_addc(out, '"');
}

static void csv_pair(nx_buf *out, const nx_name_count *a, const nx_name_count *b, int64_t articles)
{
	add_quoted(out, a->name);
	nx_buf_addc(out, ',');
	add_quoted(out, b->name);
	nx_buf_addf(out, ",Undirected,%lld,%.*s,%.*s\r\n", (long long)articles, NX_FMT(a->kind),
		NX_FMT(b->kind));
}

static void csv_end(nx_buf *out)
{
	(void)out;
}

const entity_graph *entity_graph_find(const char *format)
{
	static const entity_graph graphs[] = {
		{ "dot", dot_begin, dot_name, dot_pair, dot_end },
		{ "graphml", graphml_begin, graphml_name, graphml_pair, graphml_end },
		{ "csv", csv_begin, csv_name, csv_pair, csv_end },
	};

	for (size_t i = 0; i < sizeof graphs / sizeof *graphs; i++)
		if (!strcmp(format, graphs[i].format))
			return &graphs[i];
	return NULL;
}
