#include "output/column.h"
#include "output/printers.h"

static const nx_printer *const printers[] = { &printer_text, &printer_json, &printer_jsonl,
	&printer_tsv, &printer_csv, &printer_ids, &printer_paths, &printer_trec, &printer_html,
	&printer_markdown, &printer_template };

const nx_printer *nx_printer_find(nx_str name)
{
	size_t i;

	for (i = 0; i < sizeof printers / sizeof *printers; i++)
		if (nx_str_eq(name, nx_str_from(printers[i]->name)))
			return printers[i];
	return NULL;
}

const char *nx_printer_names(void)
{
	return "text|json|jsonl|tsv|csv|ids|paths|trec|html|markdown";
}

void nx_print_release(nx_print *print)
{
	paths_forget(print);
}

void nx_print_needs(const nx_printer *printer, const nx_print *print, nx_search_options *options)
{
	bool snippet = printer->needs_snippet, match = printer->needs_match;

	if (print->fields.count || printer == &printer_template) {
		snippet = match = false;
		for (size_t i = 0; i < print->fields.count; i++) {
			snippet = snippet || print->fields.items[i] == COLUMN_SNIPPET;
			match = match || print->fields.items[i] == COLUMN_MATCH;
		}
	} else if (printer == &printer_tsv) {
		match = false;
	}
	options->with_text = printer->needs_text;
	options->snippet_width = snippet ? 200 : 0;
	options->with_match = match;
}

void nx_hit_from_article(
	nx_hit *hit, const nx_article *article, nx_str path, nx_buf *tags, nx_buf *date)
{
	size_t i;

	nx_buf_clear(tags);
	nx_buf_clear(date);
	for (i = 0; i < article->tag_count; i++) {
		if (i)
			nx_buf_addc(tags, '\n');
		nx_buf_add(tags, article->tags[i]);
	}
	nx_date_format(date, &article->date);
	*hit = (nx_hit){
		.rank = 1,
		.docno = article->docno,
		.title = article->title,
		.alternative_title = article->alternative_title,
		.dateline = article->dateline,
		.captions = article->captions,
		.subheadings = article->subheadings,
		.date = date->n ? nx_buf_str(date) : NX_STR_NULL,
		.date_origin = nx_str_from(nx_date_origin_name(article->date_origin)),
		.source = article->source,
		.author = article->author,
		.section = article->section,
		.tags = tags->n ? nx_buf_str(tags) : NX_STR_NULL,
		.url = article->url,
		.path = path,
		.body = article->body,
	};
}

void print_marked(nx_buf *out, nx_str s, const nx_span *marks, size_t count,
	void (*add)(nx_buf *out, nx_str s), const char *before, const char *behind)
{
	size_t at = 0;

	for (size_t i = 0; i < count; i++) {
		add(out, nx_str_slice(s, at, marks[i].start));
		nx_buf_adds(out, before);
		add(out, nx_str_slice(s, marks[i].start, marks[i].end));
		nx_buf_adds(out, behind);
		at = marks[i].end;
	}
	add(out, nx_str_slice(s, at, s.n));
}
