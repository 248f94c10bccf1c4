#include "cli/printing.h"

#include <string.h>

#include "cli/pager.h"

static bool is_one_of(const printing *p, const char *formats)
{
	return cli_is_among(formats, nx_str_from(p->printer->name));
}

static bool choose_printer(
	printing *p, const command *self, const cli_values *values, int at, const char *formats)
{
	const char *const *value = values->value + at;
	nx_str all = nx_str_from(formats), name;

	nx_str_split(&all, '|', &name);
	if (value[PRINT_FORMAT])
		name = nx_str_from(value[PRINT_FORMAT]);
	if (!cli_choice(self, "format", value[PRINT_FORMAT], formats))
		return false;
	if (value[PRINT_TEMPLATE] && cli_is_given(values, at + PRINT_FORMAT)) {
		cli_usage(self, "--template is a format and goes without --format");
		return false;
	}
	p->printer = nx_printer_find(value[PRINT_TEMPLATE] ? NX_STR("template") : name);
	return p->printer != NULL;
}

static bool choose_fields(printing *p, const command *self, const char *const *value)
{
	nx_error err = NX_ERROR_INIT;

	if (value[PRINT_TEMPLATE]) {
		p->print.pattern = nx_str_from(value[PRINT_TEMPLATE]);
		if (nx_template_check(&p->print.fields, p->print.pattern, &err) != NX_OK)
			return cli_usage(self, "--template: %s", err.text), false;
	}
	if (!value[PRINT_FIELDS])
		return true;
	if (!is_one_of(p, "csv|tsv|json|jsonl"))
		return cli_usage(self, "--fields goes with csv, tsv, json and jsonl"), false;
	if (nx_fields_parse(&p->print.fields, nx_str_from(value[PRINT_FIELDS]), &err) != NX_OK)
		return cli_usage(self, "--fields: %s", err.text), false;
	return true;
}

bool printing_choose(
	printing *p, const command *self, const cli_values *values, int at, const char *formats)
{
	const char *const *value = values->value + at;

	if (value[PRINT_VERSION] && strcmp(value[PRINT_VERSION], "1"))
		return cli_usage(self, "--format-version: \"%s\" is not known; there is 1",
			       value[PRINT_VERSION]),
		       false;
	if (!choose_printer(p, self, values, at, formats) || !choose_fields(p, self, value))
		return false;
	p->print.with_bom = value[PRINT_BOM] != NULL;
	p->print.ends_nul = value[PRINT_NUL] != NULL;
	if (p->print.with_bom && !is_one_of(p, "csv"))
		return cli_usage(self, "--bom goes with --format csv"), false;
	if (p->print.ends_nul && !is_one_of(p, "ids|paths|template"))
		return cli_usage(self, "-0 goes with --format ids or paths and --template"), false;
	if (!cli_color(self, value[PRINT_COLOR], &p->print.color) ||
		!screen_choose(&p->print, self, values, at + PRINT_SCREEN, &p->rows))
		return false;
	if (p->print.ends_nul)
		p->rows = 0;
	return true;
}

void printing_release(printing *p)
{
	nx_print_release(&p->print);
	nx_buf_release(&p->out);
}

void printing_arm(const printing *p)
{
	if (p->rows)
		pager_arm(p->rows);
}

void printing_begin(printing *p)
{
	printing_arm(p);
	if (p->printer->begin)
		p->printer->begin(&p->out, &p->print);
}

nx_status printing_group(const nx_printer *printer, nx_print *print, nx_buf *out,
	const nx_facet_value *group, nx_error *err)
{
	print->group = group;
	print->in_group = 0;
	printer->group(out, print);
	print->groups++;
	if (nx_buf_status(out, err) != NX_OK)
		return NX_ERR_NOMEM;
	return cli_write(out) ? NX_OK : nx_fail(err, NX_ERR_STOPPED, "output closed");
}

nx_status printing_hit(void *ctx, const nx_hit *hit, nx_error *err)
{
	printing *p = ctx;

	p->printer->hit(&p->out, &p->print, hit);
	p->print.count++;
	if (nx_buf_status(&p->out, err) != NX_OK)
		return NX_ERR_NOMEM;
	return cli_write(&p->out) ? NX_OK : nx_fail(err, NX_ERR_STOPPED, "output closed");
}

void printing_end(printing *p)
{
	if (p->printer->end)
		p->printer->end(&p->out, &p->print);
	cli_write(&p->out);
}
