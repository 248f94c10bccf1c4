#include "cli/pager.h"
#include "cli/screen.h"

enum { OPT_DB, OPT_LIMIT, OPT_FORMAT, OPT_COLOR, OPT_SCREEN };

#define FORMATS "text|json|jsonl|tsv|csv|ids"

static const cli_option options[] = {
	[OPT_DB] = { "db", 0, "FILE", "the index" },
	[OPT_LIMIT] = { "limit", 'n', "N", "at most N articles (10)" },
	[OPT_FORMAT] = { "format", 'f', "FORMAT", "text, json, jsonl, tsv, csv or ids" },
	[OPT_COLOR] = { "color", 0, "WHEN", "auto, always or never" },
	SCREEN_OPTION_TABLE(OPT_SCREEN),
	{ NULL, 0, NULL, NULL },
};

typedef struct listing {
	const nx_printer *printer;
	nx_print print;
	nx_buf out;
} listing;

static nx_status print_article(void *ctx, const nx_hit *hit, nx_error *err)
{
	listing *l = ctx;

	l->printer->hit(&l->out, &l->print, hit);
	l->print.count++;
	if (nx_buf_status(&l->out, err) != NX_OK)
		return NX_ERR_NOMEM;
	return cli_write(&l->out) ? NX_OK : nx_fail(err, NX_ERR_STOPPED, "output closed");
}

static int list(listing *l, nx_store *store, const char *id, size_t limit)
{
	nx_error err = NX_ERROR_INIT;
	nx_status st;

	if (l->printer->begin)
		l->printer->begin(&l->out, &l->print);
	st = nx_store_similar(store, nx_str_from(id), limit, print_article, l, &err);
	if (st != NX_OK)
		cli_fail(&err);
	if (l->printer->end)
		l->printer->end(&l->out, &l->print);
	cli_write(&l->out);
	if (st != NX_OK && st != NX_ERR_STOPPED && st != NX_ERR_NOTFOUND)
		return cli_finish(EXIT_FAILED);
	return cli_finish(l->print.count ? EXIT_FOUND : EXIT_NOTHING);
}

static int run(const command *self, int argc, char **argv)
{
	listing l = { .out = NX_BUF_INIT, .print.with_reason = true };
	size_t limit = 10, rows;
	nx_store *store;
	cli_values v;
	int code = cli_parse(self, argc, argv, &v);
	const char *format;

	if (code >= 0)
		return code;
	if (v.arg_count != 1)
		return v.arg_count ? cli_usage(self, "takes one id")
				   : cli_usage(self, "no id given");
	format = v.value[OPT_FORMAT] ? v.value[OPT_FORMAT] : "text";
	l.printer = nx_printer_find(nx_str_from(format));
	if (!cli_choice(self, "format", format, FORMATS))
		return EXIT_FAILED;
	if (!cli_number(self, "limit", v.value[OPT_LIMIT], 10000, &limit) ||
		!cli_color(self, v.value[OPT_COLOR], &l.print.color) ||
		!screen_choose(&l.print, self, &v, OPT_SCREEN, &rows))
		return EXIT_FAILED;
	if (!(store = cli_open(v.value[OPT_DB], NX_STORE_READ)))
		return EXIT_FAILED;
	if (rows)
		pager_arm(rows);
	code = list(&l, store, v.args[0], limit);
	nx_store_close(store);
	nx_buf_release(&l.out);
	return code;
}

const command command_similar = {
	"similar",
	"ID",
	"Find articles that are like one: copies, the same story, related",
	"  newsidx similar 20201027-1\n"
	"  newsidx similar 20201027-1 --format tsv | cut -f 1,8,9\n\n"
	"The nearest first, each with the reason and a score from 0 to 1:\n"
	"  copy        the same text but for a few words\n"
	"  same story  the same report rewritten or cut, at most three days apart\n"
	"  part        all of one stands in the other, which is much longer\n"
	"  related     another text with the same rare words and names\n"
	"For all but the last the score is how much of the shorter text both have.\n",
	options,
	run,
};
