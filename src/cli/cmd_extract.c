#include "cli/cli.h"
#include "newsidx/ingest.h"
#include "newsidx/output.h"

enum { OPT_FORMAT, OPT_INPUT };

static const cli_option options[] = {
	[OPT_FORMAT] = { "format", 'f', "FORMAT", "jsonl, json, text or tsv" },
	[OPT_INPUT] = { "input", 0, "FORMAT", "of the input: auto, page, markdown or jsonl" },
	{ NULL, 0, NULL, NULL },
};

typedef struct extracting {
	const nx_printer *printer;
	nx_print print;
	nx_buf out, tags, date;
	uint64_t refused;
} extracting;

static nx_status on_article(void *ctx, const nx_place *place, nx_article *article, nx_error *err)
{
	extracting *x = ctx;
	nx_hit hit;

	nx_hit_from_article(&hit, article, place->path, &x->tags, &x->date);
	x->printer->hit(&x->out, &x->print, &hit);
	x->print.count++;
	if (nx_buf_status(&x->out, err) != NX_OK)
		return NX_ERR_NOMEM;
	return cli_write(&x->out) ? NX_OK : nx_fail(err, NX_ERR_STOPPED, "output closed");
}

static nx_status on_refused(void *ctx, const nx_place *place, const nx_error *why, nx_error *err)
{
	(void)err;
	((extracting *)ctx)->refused++;
	if (nx_str_starts(nx_str_from(why->text), place->path))
		cli_say("%s", why->text);
	else
		cli_say("%.*s: %s", NX_FMT(place->path), why->text);
	return NX_OK;
}

static nx_status on_warning(void *ctx, const nx_place *place, const char *message, nx_error *err)
{
	(void)ctx;
	(void)err;
	cli_say("warning: %.*s: %s", NX_FMT(place->path), message);
	return NX_OK;
}

static int run(const command *self, int argc, char **argv)
{
	extracting x = { .out = NX_BUF_INIT,
		.tags = NX_BUF_INIT,
		.date = NX_BUF_INIT,
		.print = { .is_extract = true, .with_body = true } };
	nx_ingest_sink sink = { &x, NULL, on_article, on_refused, on_warning, NULL };
	nx_format input = NX_FORMAT_AUTO;
	nx_error err = NX_ERROR_INIT;
	nx_status st = NX_OK;
	const char *format;
	cli_values v;
	int i, code = cli_parse(self, argc, argv, &v);

	if (code >= 0)
		return code;
	if (v.arg_count == 0)
		return cli_usage(self, "no file or folder given (- is standard input)");
	format = v.value[OPT_FORMAT] ? v.value[OPT_FORMAT] : "jsonl";
	x.printer = nx_printer_find(nx_str_from(format));
	if (!x.printer || !x.printer->needs_text)
		return cli_usage(
			self, "--format: \"%s\" is none of jsonl, json, text, tsv", format);
	if (v.value[OPT_INPUT] && !nx_format_from_name(&input, nx_str_from(v.value[OPT_INPUT])))
		return cli_usage(self, "--input: \"%s\" is none of auto, page, markdown, jsonl",
			v.value[OPT_INPUT]);
	if (x.printer->begin)
		x.printer->begin(&x.out, &x.print);
	for (i = 0; st == NX_OK && i < v.arg_count; i++)
		st = nx_ingest_path(v.args[i], input, &sink, &err);
	if (st == NX_OK && x.printer->end)
		x.printer->end(&x.out, &x.print);
	cli_write(&x.out);
	code = x.print.count ? EXIT_FOUND : EXIT_NOTHING;
	if (x.refused || (st != NX_OK && st != NX_ERR_STOPPED))
		code = EXIT_FAILED;
	if (st != NX_OK)
		cli_fail(&err);
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
