#include "cli/cli.h"
#include "newsidx/output.h"

enum { OPT_DB, OPT_FORMAT, OPT_COLOR, OPT_RAW };

static const cli_option options[] = {
	[OPT_DB] = { "db", 0, "FILE", "the index" },
	[OPT_FORMAT] = { "format", 'f', "FORMAT", "text, json, jsonl or tsv" },
	[OPT_COLOR] = { "color", 0, "WHEN", "auto, always or never" },
	[OPT_RAW] = { "raw", 0, NULL, "the page as it was read, to the byte; one id" },
	{ NULL, 0, NULL, NULL },
};

typedef struct showing {
	const nx_printer *printer;
	nx_print print;
	nx_buf out;
} showing;

static nx_status print_article(void *ctx, const nx_hit *hit, nx_error *err)
{
	showing *s = ctx;

	s->printer->hit(&s->out, &s->print, hit);
	s->print.count++;
	return nx_buf_status(&s->out, err);
}

static int show_all(showing *s, nx_store *store, const cli_values *v)
{
	int i, code = EXIT_FOUND;

	if (s->printer->begin)
		s->printer->begin(&s->out, &s->print);
	for (i = 0; i < v->arg_count; i++) {
		nx_error err = NX_ERROR_INIT;
		nx_status st =
			nx_store_read(store, nx_str_from(v->args[i]), print_article, s, &err);

		if (st != NX_OK)
			cli_fail(&err);
		if (st == NX_ERR_NOTFOUND && code == EXIT_FOUND)
			code = EXIT_NOTHING;
		else if (st != NX_OK && st != NX_ERR_NOTFOUND)
			code = EXIT_FAILED;
		if (!cli_write(&s->out))
			break;
	}
	if (s->printer->end)
		s->printer->end(&s->out, &s->print);
	cli_write(&s->out);
	return cli_finish(code);
}

static int show_page(nx_store *store, const char *id)
{
	nx_error err = NX_ERROR_INIT;
	nx_buf page = NX_BUF_INIT;
	nx_status st = nx_store_original(store, nx_str_from(id), &page, &err);
	int code = st == NX_OK ? EXIT_FOUND : st == NX_ERR_NOTFOUND ? EXIT_NOTHING : EXIT_FAILED;

	if (st != NX_OK)
		cli_fail(&err);
	else
		cli_write(&page);
	nx_buf_release(&page);
	return cli_finish(code);
}

/* What --raw excludes; false after a report. */
static bool is_raw_alone(const command *self, const cli_values *v)
{
	if (cli_is_given(v, OPT_FORMAT) || cli_is_given(v, OPT_COLOR))
		cli_usage(self, "--raw: the page has its own format and no colour");
	else if (v->arg_count > 1)
		cli_usage(self, "--raw: takes one id, as pages have nothing between them");
	else
		return true;
	return false;
}

static int run(const command *self, int argc, char **argv)
{
	cli_values v;
	showing s = { .out = NX_BUF_INIT, .print.with_body = true };
	nx_store *store;
	int code = cli_parse(self, argc, argv, &v);
	const char *format;

	if (code >= 0)
		return code;
	if (v.arg_count == 0)
		return cli_usage(self, "no id given");
	if (v.value[OPT_RAW] && !is_raw_alone(self, &v))
		return EXIT_FAILED;
	format = v.value[OPT_FORMAT] ? v.value[OPT_FORMAT] : "text";
	s.printer = nx_printer_find(nx_str_from(format));
	if (!s.printer || !s.printer->needs_text)
		return cli_usage(
			self, "--format: \"%s\" is none of text, json, jsonl, tsv", format);
	if (!cli_color(self, v.value[OPT_COLOR], &s.print.color))
		return EXIT_FAILED;
	store = cli_open(v.value[OPT_DB], NX_STORE_READ);
	code = EXIT_FAILED;
	if (store)
		code = v.value[OPT_RAW] ? show_page(store, v.args[0]) : show_all(&s, store, &v);
	nx_store_close(store);
	nx_buf_release(&s.out);
	return code;
}

const command command_show = {
	"show",
	"ID...",
	"Print whole articles by their ids",
	"  newsidx show 20201027-1\n"
	"  newsidx search --format ids كاراباخ | xargs newsidx show --format jsonl\n"
	"  newsidx show --raw 20201027-1 >page.html\n",
	options,
	run,
};
