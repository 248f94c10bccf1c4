#include <stdint.h>
#include <string.h>

#include "cli/matching.h"
#include "cli/pager.h"
#include "cli/survey.h"
#include "newsidx/kwic.h"

enum { OPT_WIDTH = CLI_FILTERS, OPT_SORT, OPT_LIMIT, OPT_FORMAT, OPT_COLOR, OPT_SCREEN };

static const cli_option options[] = {
	CLI_FILTER_OPTIONS,
	[OPT_WIDTH] = { "width", 'w', "N", "words on each side (8)" },
	[OPT_SORT] = { "sort", 0, "left|right|date", "by the words on that side, or by date" },
	[OPT_LIMIT] = { "limit", 'n', "N", "at most N lines (100)" },
	[OPT_FORMAT] = { "format", 'f', "FORMAT", "text, tsv, jsonl or html" },
	[OPT_COLOR] = { "color", 0, "WHEN", "auto, always or never" },
	SCREEN_OPTION_TABLE(OPT_SCREEN),
	{ NULL, 0, NULL, NULL },
};

#define SPARE_LINES 4000 /* besides twice the limit, before they are sorted */

typedef struct concordance {
	nx_kwics lines;
	size_t words, limit;
	enum { BY_DATE, BY_LEFT, BY_RIGHT } sort;
	nx_str format, title;
	nx_print print;
	size_t rows;
	const command *self;
	const cli_values *values;
} concordance;

/* By date the first lines are known before all have been seen; else only those are kept that
 * are the first so far, now and then. */
static nx_status add_article(void *ctx, const nx_hit *hit, nx_error *err)
{
	concordance *c = ctx;
	nx_status st = nx_kwics_add(&c->lines, hit, c->words, err);

	if (st == NX_OK && c->sort == BY_DATE && c->lines.count > c->limit)
		return nx_fail(err, NX_ERR_STOPPED, "enough");
	if (st == NX_OK && c->sort != BY_DATE && c->lines.count > 2 * c->limit + SPARE_LINES)
		st = nx_kwics_sort(&c->lines, c->sort == BY_LEFT, c->limit, err);
	return st;
}

/* A page says of all articles what a search's does. */
static nx_status print_lines(concordance *c, const survey *s, nx_error *err)
{
	printing p = { .printer = nx_printer_find(c->format), .print = c->print };
	nx_status st = NX_OK;

	if (c->rows)
		pager_arm(c->rows);
	if (p.printer && p.printer->overview)
		st = survey_print(&p, c->self, c->values, s, err);
	nx_kwics_print(&p.out, &p.print, c->format, c->title, &c->lines, c->limit);
	if (st == NX_OK)
		st = nx_buf_status(&p.out, err);
	if (st == NX_OK)
		cli_write(&p.out);
	printing_release(&p);
	return st;
}

static nx_status concord(void *ctx, nx_store *store, nx_query *query, const nx_lexicon *lexicon,
	const nx_search_options *how, bool *found, nx_error *err)
{
	concordance *c = ctx;
	nx_status st = nx_search(store, query, lexicon, how, add_article, c, NULL, err);

	if (st == NX_ERR_STOPPED)
		st = NX_OK;
	if (st == NX_OK && c->sort != BY_DATE)
		st = nx_kwics_sort(&c->lines, c->sort == BY_LEFT, c->limit, err);
	*found = c->lines.seen > 0;
	return st == NX_OK ? print_lines(c, &(survey){ store, query, lexicon, how, c->title }, err)
			   : st;
}

static bool choose_look(const command *self, const cli_values *v, concordance *c)
{
	const char *format = v->value[OPT_FORMAT] ? v->value[OPT_FORMAT] : "text";

	c->format = nx_str_from(format);
	return cli_choice(self, "format", format, "text|tsv|jsonl|html") &&
	       cli_color(self, v->value[OPT_COLOR], &c->print.color) &&
	       screen_choose(&c->print, self, v, OPT_SCREEN, &c->rows);
}

static bool choose(const command *self, const cli_values *v, concordance *c)
{
	const char *sort = v->value[OPT_SORT] ? v->value[OPT_SORT] : "date";

	c->self = self;
	c->values = v;
	if (!v->arg_count && !cli_filters(v))
		return cli_usage(self, "a query is needed"), false;
	if (!cli_choice(self, "sort", sort, "left|right|date"))
		return false;
	c->sort = !strcmp(sort, "left") ? BY_LEFT : !strcmp(sort, "right") ? BY_RIGHT : BY_DATE;
	return cli_number(self, "width", v->value[OPT_WIDTH], 1000, &c->words) &&
	       cli_number(self, "limit", v->value[OPT_LIMIT], 1000000000, &c->limit) &&
	       choose_look(self, v, c);
}

static int run(const command *self, int argc, char **argv)
{
	concordance c = { .lines = NX_KWICS_INIT, .words = 8, .limit = 100 };
	nx_search_options how = { .sort = NX_SORT_OLDEST,
		.limit = SIZE_MAX,
		.with_text = true,
		.snippet_width = NX_PASSAGE_WHOLE };
	nx_buf title = NX_BUF_INIT;
	cli_values v;
	int code = cli_parse(self, argc, argv, &v);

	if (code >= 0)
		return code;
	code = EXIT_FAILED;
	if (!choose(self, &v, &c))
		goto done;
	for (int i = 0; i < v.arg_count; i++)
		nx_buf_addf(&title, "%s%s", i ? " " : "", v.args[i]);
	c.title = nx_buf_str(&title);
	code = matching_run(self, &v, &how, concord, &c);
	if (code == EXIT_FOUND && c.lines.seen > c.limit)
		cli_tell("the first %zu lines; --limit shows more", c.limit);
done:
	nx_buf_release(&title);
	nx_kwics_release(&c.lines);
	return code;
}

const command command_kwic = {
	"kwic",
	"QUERY...",
	"Line up the words found with what stands around them",
	"  newsidx kwic هدنة\n"
	"  newsidx kwic 'وقف إطلاق' --sort right --width 5\n"
	"  newsidx kwic --entity بوتين --sort left --format tsv | cut -f 4-\n\n"
	"Left is what comes before the word as one reads, right what follows; where\n"
	"Arabic is drawn from right to left they change sides. --sort goes by the\n"
	"nearest word of that side, then by the next; date begins with the oldest. The N\n"
	"lines are held in memory, about 1 kB each, whatever number there is. TSV:\n"
	"id, date, source, left, word, right. JSON lines also say in which field the word\n"
	"stands and at which bytes of it.\n",
	options,
	run,
};
