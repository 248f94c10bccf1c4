/* One page that needs nothing else, in Arabic, from right to left. */
#include "output/html.h"

#include "output/printers.h"

/* The page begins with the first thing in it, which gives it its title. */
static void open_page(nx_buf *out, nx_print *print, nx_str title)
{
	if (!print->is_open)
		html_open(out, title);
	print->is_open = true;
}

/* "3 نتائج": Arabic counts in four ways. */
static void add_count(nx_buf *out, int64_t n)
{
	if (n == 0)
		nx_buf_adds(out, "لا نتائج");
	else if (n == 1)
		nx_buf_adds(out, "نتيجة واحدة");
	else if (n == 2)
		nx_buf_adds(out, "نتيجتان");
	else if (n % 100 >= 3 && n % 100 <= 10)
		nx_buf_addf(out, "%lld نتائج", (long long)n);
	else
		nx_buf_addf(out, "%lld نتيجة", (long long)n);
}

static nx_str filter_label(nx_str name)
{
	static const struct {
		nx_str name, label;
	} labels[] = {
		{ { "from", 4 }, { "من", 4 } },
		{ { "to", 2 }, { "إلى", 6 } },
		{ { "on", 2 }, { "في", 4 } },
		{ { "entity", 6 }, { "يذكر", 8 } },
		{ { "source", 6 }, { "المصدر", 12 } },
		{ { "tag", 3 }, { "الوسم", 10 } },
	};

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (nx_str_eq(labels[i].name, name))
			return labels[i].label;
	return name;
}

static void add_filters(nx_buf *out, nx_str filters)
{
	nx_str line, name;

	if (!filters.n)
		return;
	nx_buf_adds(out, "<ul class=\"chips\">\n");
	while (nx_str_split(&filters, '\n', &line)) {
		if (!nx_str_split(&line, '\t', &name) || !name.n)
			continue;
		nx_buf_addf(out, "<li>%.*s: <b dir=\"auto\">", NX_FMT(filter_label(name)));
		html_text(out, line);
		nx_buf_adds(out, "</b></li>\n");
	}
	nx_buf_adds(out, "</ul>\n");
}

/* How many of the result stand in the page, behind them. */
static void end_result(nx_buf *out, nx_print *print)
{
	if (print->shown && print->total > (int64_t)print->shown)
		nx_buf_addf(out, "<p class=\"end\">عُرض %zu من %lld</p>\n", print->shown,
			(long long)print->total);
	print->shown = 0;
	print->total = 0;
}

static void add_sources(nx_buf *out, const nx_overview *overview)
{
	bool any = false;

	for (size_t i = 0; i < overview->source_count; i++) {
		const nx_facet_value *source = &overview->sources[i];

		if (!source->value.n)
			continue;
		nx_buf_adds(out, any ? "" : "<ul class=\"chips\" aria-label=\"المصادر\">\n");
		nx_buf_adds(out, "<li><bdi>");
		html_text(out, source->value);
		nx_buf_addf(out, "</bdi> <b>%lld</b></li>\n", (long long)source->articles);
		any = true;
	}
	nx_buf_adds(out, any ? "</ul>\n" : "");
}

static void html_overview(nx_buf *out, nx_print *print, const nx_overview *overview)
{
	nx_str title = overview->query.n ? overview->query : NX_STR("newsidx");

	open_page(out, print, title);
	end_result(out, print);
	nx_buf_adds(out, "<header>\n<h1 dir=\"auto\">");
	html_text(out, title);
	nx_buf_adds(out, "</h1>\n");
	add_filters(out, overview->filters);
	nx_buf_adds(out, "<p class=\"meta\"><span>");
	add_count(out, overview->total);
	nx_buf_adds(out, "</span>");
	if (overview->undated && overview->undated < overview->total)
		nx_buf_addf(out, "<span>بلا تاريخ: %lld</span>", (long long)overview->undated);
	if (print->qid.n) {
		nx_buf_adds(out, "<bdi class=\"id\">");
		html_text(out, print->qid);
		nx_buf_adds(out, "</bdi>");
	}
	nx_buf_adds(out, "</p>\n");
	html_chart(out, overview);
	if (print->facets && print->facets->count)
		html_facets(out, print->facets);
	else
		add_sources(out, overview);
	nx_buf_adds(out, "</header>\n");
	print->total = overview->total;
}

/* Nothing but what leads to a page: "javascript:" is an address too. */
static bool is_link(nx_str url)
{
	return nx_str_starts(url, NX_STR("https://")) || nx_str_starts(url, NX_STR("http://"));
}

static void add_title(nx_buf *out, const nx_hit *hit)
{
	bool link = is_link(hit->url);

	nx_buf_adds(out, "<h2 dir=\"auto\">");
	if (link) {
		nx_buf_adds(out, "<a href=\"");
		html_url(out, hit->url);
		nx_buf_adds(out, "\">");
	}
	if (hit->title.n)
		html_marked(out, hit->title, hit->title_marks, hit->title_mark_count);
	else
		nx_buf_adds(out, "بلا عنوان");
	nx_buf_adds(out, link ? "</a></h2>\n" : "</h2>\n");
}

/* An ISO date as HTML has it; to be read, the hour stands apart. */
static void add_date(nx_buf *out, nx_str date)
{
	size_t t = nx_str_find(date, NX_STR("T"), 0);

	nx_buf_adds(out, "<time dir=\"ltr\" datetime=\"");
	html_text(out, date);
	nx_buf_adds(out, "\">");
	html_text(out, nx_str_slice(date, 0, t == (size_t)-1 ? date.n : t));
	if (t != (size_t)-1) {
		nx_buf_addc(out, ' ');
		html_text(out, nx_str_slice(date, t + 1, t + 6));
	}
	nx_buf_adds(out, "</time>");
}

static void add_span(nx_buf *out, const char *open, nx_str value, const char *close)
{
	if (!value.n)
		return;
	nx_buf_adds(out, open);
	html_text(out, value);
	nx_buf_adds(out, close);
}

static void add_meta(nx_buf *out, const nx_print *print, const nx_hit *hit)
{
	nx_buf_adds(out, "<p class=\"meta\">");
	if (hit->date.n)
		add_date(out, hit->date);
	else
		nx_buf_adds(out, "<span>بلا تاريخ</span>");
	add_span(out, "<bdi>", hit->source, "</bdi>");
	add_span(out, "<bdi>", hit->author, "</bdi>");
	add_span(out, "<bdi>", hit->dateline, "</bdi>");
	if (!print->is_extract)
		nx_buf_addf(out, "<bdi class=\"id\">%s</bdi>", hit->id);
	nx_buf_adds(out, "</p>\n");
}

static void add_paragraphs(nx_buf *out, const char *open, nx_str text, const char *close)
{
	nx_str line;

	while (text.n && nx_str_split(&text, '\n', &line))
		add_span(out, open, nx_str_trim(line), close);
}

static void add_list(nx_buf *out, const char *label, nx_str items)
{
	nx_str item;
	bool first = true;

	if (!items.n)
		return;
	nx_buf_addf(out, "<dt>%s</dt><dd>", label);
	while (nx_str_split(&items, '\n', &item)) {
		nx_buf_adds(out, first ? "" : "، ");
		add_span(out, "<bdi>", item, "</bdi>");
		first = false;
	}
	nx_buf_adds(out, "</dd>\n");
}

/* What is known of the article besides its text. */
static void add_facts(nx_buf *out, const nx_hit *hit)
{
	nx_buf_adds(out, "<dl>\n");
	add_list(out, "القسم", hit->section);
	add_list(out, "الوسوم", hit->tags);
	if (is_link(hit->url)) {
		nx_buf_adds(out, "<dt>الرابط</dt><dd><a dir=\"ltr\" href=\"");
		html_url(out, hit->url);
		add_span(out, "\">", hit->url, "</a></dd>\n");
	} else {
		add_span(out, "<dt>الرابط</dt><dd><bdi dir=\"ltr\">", hit->url, "</bdi></dd>\n");
	}
	add_span(out, "<dt>الملف</dt><dd><bdi class=\"place\" dir=\"ltr\">", hit->path,
		"</bdi></dd>\n");
	add_span(out, "<dt>العضو</dt><dd><bdi class=\"place\" dir=\"ltr\">", hit->member,
		"</bdi></dd>\n");
	for (size_t i = 0; i < hit->copy_count; i++) {
		const nx_copy *copy = &hit->copies[i];

		nx_buf_adds(out, "<dt>نسخة</dt><dd>");
		add_span(out, "<bdi>", copy->date, "</bdi> ");
		add_span(out, "<bdi>", copy->source, "</bdi> ");
		add_span(out, "<bdi class=\"place\" dir=\"ltr\">", copy->path, "</bdi>");
		nx_buf_adds(out, "</dd>\n");
	}
	nx_buf_adds(out, "</dl>\n");
}

static void html_hit(nx_buf *out, nx_print *print, const nx_hit *hit)
{
	open_page(out, print, hit->title);
	nx_buf_adds(out, print->with_body ? "<article class=\"whole\">\n" : "<article>\n");
	add_title(out, hit);
	if (print->with_body)
		add_span(out, "<p class=\"lead\" dir=\"auto\">", hit->alternative_title, "</p>\n");
	add_meta(out, print, hit);
	if (print->with_body) {
		add_paragraphs(out, "<p dir=\"auto\">", hit->body, "</p>\n");
		add_facts(out, hit);
	} else if (hit->snippet.n) {
		nx_buf_adds(out, hit->cut_start ? "<p class=\"passage\" dir=\"auto\">…"
						: "<p class=\"passage\" dir=\"auto\">");
		html_marked(out, hit->snippet, hit->marks, hit->mark_count);
		nx_buf_adds(out, hit->cut_end ? "…</p>\n" : "</p>\n");
	}
	if (hit->similar_count)
		nx_buf_addf(out, "<p class=\"end\">من القصة نفسها: %zu</p>\n", hit->similar_count);
	nx_buf_adds(out, "</article>\n");
	print->shown++;
}

static void html_end(nx_buf *out, nx_print *print)
{
	open_page(out, print, NX_STR_NULL);
	end_result(out, print);
	html_close(out);
}

const nx_printer printer_html = { .name = "html",
	.needs_text = true,
	.needs_snippet = true,
	.hit = html_hit,
	.end = html_end,
	.overview = html_overview,
	.group = html_group };
