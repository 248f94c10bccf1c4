/* The printers, one file a format. */
#ifndef NX_OUTPUT_PRINTERS_H
#define NX_OUTPUT_PRINTERS_H

#include "newsidx/output.h"

extern const nx_printer printer_text, printer_json, printer_jsonl, printer_tsv, printer_ids,
	printer_trec, printer_csv, printer_paths, printer_template, printer_html, printer_markdown;

/* Free the paths that were seen. */
void paths_forget(nx_print *print);

/* Append a text by `add`, with what is marked in it between `before` and `behind`. */
void print_marked(nx_buf *out, nx_str s, const nx_span *marks, size_t count,
	void (*add)(nx_buf *out, nx_str s), const char *before, const char *behind);

/* facets.c: counts of the whole result in each format, at the end or, of json, at the begin. */
void facets_text(nx_buf *out, nx_print *print);
void facets_tsv(nx_buf *out, nx_print *print);
/* The members "total" and "facets" of an object. */
void facets_json(nx_buf *out, const nx_print *print);
/* The members "value", "type" of a name, and "articles". */
void facets_json_value(nx_buf *out, const nx_facet_value *value);
/* A value on one line, "-" for the articles that have none. */
void facets_add_value(nx_buf *out, const nx_print *print, const nx_facet_value *value);

#endif
