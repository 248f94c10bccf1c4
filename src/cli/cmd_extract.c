#include "cli/reading.h"
#include "newsidx/output.h"

enum { OPT_FORMAT = READ_OPTIONS };

#define FORMATS "jsonl|json|text|tsv|csv"

static const cli_option options[] = {
	READ_OPTION_TABLE("input", 0),
	[OPT_FORMAT] = { "format", 'f', "FORMAT", "of the output: jsonl, json, text, tsv or csv" },
	{ NULL, 0, NULL, NULL },
};

typedef struct extracting {
	reading reading;
	const nx_printer *printer;
	nx_print print;
	nx_buf out, tags, date;
} extracting;

static nx_status on_article(void *ctx, const nx_place *place, nx_article *article, nx_error *err)
{
	extracting *x = ctx;
	nx_hit hit;

	nx_hit_from_article(&hit, article, place->path, &x->tags, &x->date);
	hit.member = place->member;
	x->printer->hit(&x->out, &x->print, &hit);
	x->print.count++;
	if (nx_buf_status(&x->out, err) != NX_OK)
		return NX_ERR_NOMEM;
	return cli_write(&x->out) ? NX_OK : nx_fail(err, NX_ERR_STOPPED, "output closed");
}

static nx_status on_refused(void *ctx, const nx_place *place, const nx_error *why, nx_error *err)
{
	return reading_refuse(&((extracting *)ctx)->reading, place, why, err);
}

static nx_status on_warning(void *ctx, const nx_place *place, const char *message, nx_error *err)
{
	(void)err;
	reading_warn(&((extracting *)ctx)->reading, place, message);
	return NX_OK;
}

static int extract_all(extracting *x)
{
	nx_ingest_sink sink = {
		.ctx = x, .article = on_article, .refused = on_refused, .warning = on_warning
	};
	nx_error err = NX_ERROR_INIT;
	nx_status st;
	int code;

	if (x->printer->begin)
		x->printer->begin(&x->out, &x->print);
	st = reading_run(&x->reading, &sink, &err);
	if (x->printer->end && (st == NX_OK || x->reading.stopped))
		x->printer->end(&x->out, &x->print);
	cli_write(&x->out);
	code = x->print.count ? EXIT_FOUND : EXIT_NOTHING;
	if (reading_refused(&x->reading) || (st != NX_OK && st != NX_ERR_STOPPED))
		code = EXIT_FAILED;
	if (st != NX_OK)
		cli_fail(&err);
	return code;
}

static int run(const command *self, int argc, char **argv)
{
	extracting x = { .out = NX_BUF_INIT,
		.tags = NX_BUF_INIT,
		.date = NX_BUF_INIT,
		.print = { .is_extract = true, .with_body = true } };
	const char *format;
	cli_values v;
	int code = cli_parse(self, argc, argv, &v);

	if (code >= 0)
		return code;
	format = v.value[OPT_FORMAT] ? v.value[OPT_FORMAT] : "jsonl";
	x.printer = nx_printer_find(nx_str_from(format));
	if (!cli_choice(self, "format", format, FORMATS))
		return EXIT_FAILED;
	code = reading_init(&x.reading, self, &v) ? extract_all(&x) : EXIT_FAILED;
	if (!reading_release(&x.reading))
		code = EXIT_FAILED;
	nx_buf_release(&x.out);
	nx_buf_release(&x.tags);
	nx_buf_release(&x.date);
	return cli_finish(code);
}

const command command_extract = {
	"extract",
	"PATH...",
	"Print the articles found in files, without indexing them",
	"  newsidx extract page.txt | jq .title\n"
	"  newsidx extract --format text dumps/\n",
	options,
	run,
};
