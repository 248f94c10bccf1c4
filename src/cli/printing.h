/* What commands that print articles share: formats and how they look. */
#ifndef NX_CLI_PRINTING_H
#define NX_CLI_PRINTING_H

#include "cli/screen.h"
#include "newsidx/output.h"

/* These options stand side by side in a table, PRINT_OPTIONS of them, from whatever place;
 * PRINT_OPTION_TABLE(place, "text, json ...") is their part of it. */
enum {
	PRINT_FORMAT,
	PRINT_FIELDS,
	PRINT_TEMPLATE,
	PRINT_NUL,
	PRINT_BOM,
	PRINT_VERSION,
	PRINT_COLOR,
	PRINT_SCREEN,
	PRINT_OPTIONS = PRINT_SCREEN + SCREEN_OPTIONS
};
#define PRINT_OPTION_TABLE(at, formats) \
	[(at) + PRINT_FORMAT] = { "format", 'f', "FORMAT", formats }, \
	[(at) + PRINT_FIELDS] = { "fields", 0, "NAME,...", "of csv, tsv, json and jsonl" }, \
	[(at) + PRINT_TEMPLATE] = { "template", 0, "TEXT", "print this, {date} for the date" }, \
	[(at) + PRINT_NUL] = { "null", '0', NULL, "end ids, paths, templates with NUL" }, \
	[(at) + PRINT_BOM] = { "bom", 0, NULL, "csv: begin with a mark for spreadsheets" }, \
	[(at) + PRINT_VERSION] = { "format-version", 0, "N", "of the output; there is 1" }, \
	[(at) + PRINT_COLOR] = { "color", 0, "WHEN", "auto, always or never" }, \
	SCREEN_OPTION_TABLE((at) + PRINT_SCREEN)

typedef struct printing {
	const nx_printer *printer;
	nx_print print;
	nx_buf out;
	size_t rows; /* of the screen, when what is longer goes through a pager; else 0 */
} printing;

/* Choose the printer by the options from `at` on. `formats` are the names of those that
 * the command has, "|" between them, the first for when none is asked for. False after a
 * report. Release it always. */
bool printing_choose(printing *p, const command *self, const cli_values *values, int at,
	const char *formats);
void printing_release(printing *p);

/* Page what comes, if it is to be paged; printing_begin() does so by itself. */
void printing_arm(const printing *p);
void printing_begin(printing *p);
/* Begin a group of articles, with a printer that knows groups, and write it out. */
nx_status printing_group(const nx_printer *printer, nx_print *print, nx_buf *out,
	const nx_facet_value *group, nx_error *err);
/* Print an article and write it out; an nx_hit_fn for `ctx` a printing. */
nx_status printing_hit(void *ctx, const nx_hit *hit, nx_error *err);
void printing_end(printing *p);

#endif
