/* CommonMark, to be put into notes and mails: a heading an article. */
#include "newsidx/markdown.h"
#include "output/printers.h"

static void add_marked(nx_buf *out, nx_str s, const nx_span *marks, size_t count)
{
	print_marked(out, s, marks, count, nx_markdown_text, "**", "**");
}

static bool is_link(nx_str url)
{
	return nx_str_starts(url, NX_STR("https://")) || nx_str_starts(url, NX_STR("http://"));
}

/* Between < and >, where only these, the backslash and line ends mean something. */
static void add_address(nx_buf *out, nx_str url)
{
	nx_buf_addc(out, '<');
	for (size_t i = 0; i < url.n; i++) {
		unsigned char c = (unsigned char)url.p[i];

		if (c <= ' ' || c == '<' || c == '>' || c == '\\')
			nx_buf_addf(out, "%%%02X", c);
		else
			nx_buf_addc(out, url.p[i]);
	}
	nx_buf_addc(out, '>');
}

static void add_title(nx_buf *out, const nx_print *print, const nx_hit *hit)
{
	nx_buf_adds(out, print->with_body ? "# " : print->group ? "### " : "## ");
	if (is_link(hit->url))
		nx_buf_addc(out, '[');
	if (hit->title.n)
		add_marked(out, hit->title, print->with_body ? NULL : hit->title_marks,
			print->with_body ? 0 : hit->title_mark_count);
	else
		nx_buf_addc(out, '-');
	if (is_link(hit->url)) {
		nx_buf_adds(out, "](");
		add_address(out, hit->url);
		nx_buf_addc(out, ')');
	}
	nx_buf_adds(out, "\n\n");
}

static void add_meta(nx_buf *out, const nx_print *print, const nx_hit *hit)
{
	const nx_str parts[] = { hit->date, hit->source, hit->author, hit->dateline };
	bool any = false;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (!parts[i].n)
			continue;
		nx_buf_adds(out, any ? " · " : "");
		nx_markdown_text(out, parts[i]);
		any = true;
	}
	if (!print->is_extract)
		nx_buf_addf(out, "%s`%s`", any ? " · " : "", hit->id);
	nx_buf_adds(out, "\n");
}

static void add_paragraphs(nx_buf *out, nx_str text)
{
	nx_str line;

	while (text.n && nx_str_split(&text, '\n', &line)) {
		if (!line.n)
			continue;
		nx_buf_addc(out, '\n');
		nx_markdown_text(out, nx_str_trim(line));
		nx_buf_addc(out, '\n');
	}
}

static void add_tags(nx_buf *out, nx_str tags)
{
	nx_str tag;
	bool first = true;

	if (!tags.n)
		return;
	nx_buf_adds(out, "\n*");
	while (nx_str_split(&tags, '\n', &tag)) {
		nx_buf_adds(out, first ? "" : "، ");
		nx_markdown_text(out, nx_str_trim(tag));
		first = false;
	}
	nx_buf_adds(out, "*\n");
}

static void markdown_hit(nx_buf *out, nx_print *print, const nx_hit *hit)
{
	nx_buf_adds(out, print->count || print->group ? "\n" : "");
	add_title(out, print, hit);
	if (print->with_body && hit->alternative_title.n) {
		nx_buf_adds(out, "**");
		nx_markdown_text(out, nx_str_trim(hit->alternative_title));
		nx_buf_adds(out, "**\n\n");
	}
	add_meta(out, print, hit);
	if (print->with_body) {
		add_paragraphs(out, hit->body);
		add_tags(out, hit->tags);
	} else if (hit->snippet.n) {
		nx_buf_adds(out, hit->cut_start ? "\n> …" : "\n> ");
		add_marked(out, hit->snippet, hit->marks, hit->mark_count);
		nx_buf_adds(out, hit->cut_end ? "…\n" : "\n");
	}
}

static void add_value(nx_buf *out, const nx_facet_value *value)
{
	if (value->value.n)
		nx_markdown_text(out, value->value);
	else
		nx_buf_addc(out, '-');
	nx_buf_addf(out, " (%lld)\n", (long long)value->articles);
}

static void markdown_group(nx_buf *out, nx_print *print)
{
	nx_buf_adds(out, print->groups || print->count ? "\n## " : "## ");
	add_value(out, print->group);
}

/* Counts of the whole result stand behind it, a list each. */
static void markdown_end(nx_buf *out, nx_print *print)
{
	bool any = print->count || print->groups;

	for (size_t i = 0; print->facets && i < print->facets->count; i++) {
		const nx_facet_counts *counts = &print->facets->list[i];

		nx_buf_addf(out, "%s## %s\n\n", any ? "\n" : "", nx_facet_name(counts->facet));
		for (size_t k = 0; k < counts->count; k++) {
			nx_buf_adds(out, "- ");
			add_value(out, &counts->values[k]);
		}
		any = true;
	}
}

const nx_printer printer_markdown = { .name = "markdown",
	.needs_text = true,
	.needs_snippet = true,
	.hit = markdown_hit,
	.end = markdown_end,
	.group = markdown_group };
