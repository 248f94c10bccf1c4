#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/matching.h"
#include "cli/pager.h"
#include "cli/screen.h"

enum { OPT_BY = CLI_FILTERS, OPT_MENTIONED, OPT_FORMAT, OPT_SCREEN };

static const cli_option options[] = {
	CLI_FILTER_OPTIONS,
	[OPT_BY] = { "by", 0, "PERIOD", "day, week, month (default) or year" },
	[OPT_MENTIONED] = { "mentioned", 0, NULL, "by the days that articles speak of" },
	[OPT_FORMAT] = { "format", 'f', "FORMAT", "text, tsv, json or jsonl" },
	SCREEN_OPTION_TABLE(OPT_SCREEN),
	{ NULL, 0, NULL, NULL },
};

static const char *const periods[] = { "day", "week", "month", "year" };

#define BAR_WIDTH 40 /* where there is no terminal */
#define BAR_LEAST 10
#define GAP_ROWS 3 /* empty periods in a row that are shown one by one */

typedef struct row {
	int32_t day;
	int64_t articles;
} row;

typedef struct plot {
	enum { AS_TEXT, AS_TSV, AS_JSON, AS_JSONL } format;
	nx_period period;
	bool mentioned;
	row *rows;
	size_t count, cap;
	int64_t none, most;
	int digits, bar; /* columns of the numbers and of the longest bar */
	nx_buf out;
	nx_print print;
	size_t rows_of_screen;
} plot;

static nx_status add_row(void *ctx, int32_t day, int64_t articles, nx_error *err)
{
	plot *p = ctx;
	row *rows = nx_vec_room(p->rows, p->count, &p->cap, sizeof *rows);

	if (!rows)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	p->rows = rows;
	rows[p->count++] = (row){ day, articles };
	if (articles > p->most)
		p->most = articles;
	return NX_OK;
}

/* 2020-10-27; a week 2020-W44; 2020-10; 2020. */
static void add_period(plot *p, int32_t first)
{
	int year, month, day;

	/* The week is that of its Thursday. */
	nx_day_split(p->period == NX_PERIOD_WEEK ? first + 3 : first, &year, &month, &day);
	switch (p->period) {
	case NX_PERIOD_DAY:
		nx_buf_addf(&p->out, "%04d-%02d-%02d", year, month, day);
		break;
	case NX_PERIOD_WEEK:
		nx_buf_addf(&p->out, "%04d-W%02d", year,
			(int)(first + 3 - nx_day_number(year, 1, 1)) / 7 + 1);
		break;
	case NX_PERIOD_MONTH:
		nx_buf_addf(&p->out, "%04d-%02d", year, month);
		break;
	case NX_PERIOD_YEAR:
		nx_buf_addf(&p->out, "%04d", year);
		break;
	}
}

static void add_bar(plot *p, int64_t articles)
{
	int64_t eighths = articles * p->bar * 8 / p->most;

	if (articles && !eighths)
		eighths = 1;
	for (; eighths >= 8; eighths -= 8)
		nx_buf_add_cp(&p->out, 0x2588 /* FULL BLOCK */);
	if (eighths > 0)
		nx_buf_add_cp(&p->out, 0x2590 - (unsigned)eighths); /* ONE EIGHTH and up */
}

/* The first day of the period that follows. */
static int32_t next_period(const plot *p, int32_t first)
{
	int year, month, day;

	nx_day_split(first, &year, &month, &day);
	switch (p->period) {
	case NX_PERIOD_DAY:
		break;
	case NX_PERIOD_WEEK:
		return first + 7;
	case NX_PERIOD_MONTH:
		return month == 12 ? nx_day_number(year + 1, 1, 1)
				   : nx_day_number(year, month + 1, 1);
	case NX_PERIOD_YEAR:
		return nx_day_number(year + 1, 1, 1);
	}
	return first + 1;
}

static void add_text(plot *p, int32_t first, int64_t articles)
{
	add_period(p, first);
	nx_buf_addf(&p->out, "  %*lld", p->digits, (long long)articles);
	if (articles)
		nx_buf_adds(&p->out, "  ");
	add_bar(p, articles);
}

/* The empty periods between two that have articles, or how many they are. */
static void add_gap(plot *p, int32_t before, int32_t after)
{
	size_t count = 0;
	int32_t day;

	for (day = next_period(p, before); day < after; day = next_period(p, day))
		count++;
	if (count > GAP_ROWS) {
		nx_buf_addf(&p->out, "…  %zu %ss without an article\n", count, periods[p->period]);
		return;
	}
	for (day = next_period(p, before); day < after; day = next_period(p, day)) {
		add_text(p, day, 0);
		nx_buf_addc(&p->out, '\n');
	}
}

/* The bars fill what the periods and numbers leave of the terminal. */
static void measure(plot *p)
{
	static const int names[] = { 10, 8, 7, 4 };

	p->digits = snprintf(NULL, 0, "%lld", (long long)p->most);
	p->bar = BAR_WIDTH;
	if (!p->print.width)
		return;
	p->bar = (int)p->print.width - names[p->period] - p->digits - 4;
	if (p->bar < BAR_LEAST)
		p->bar = BAR_LEAST;
}

static void add_line(plot *p, size_t i)
{
	long long articles = (long long)p->rows[i].articles;

	switch (p->format) {
	case AS_TEXT:
		if (i)
			add_gap(p, p->rows[i - 1].day, p->rows[i].day);
		add_text(p, p->rows[i].day, articles);
		break;
	case AS_TSV:
		add_period(p, p->rows[i].day);
		nx_buf_addf(&p->out, "\t%lld", articles);
		break;
	case AS_JSON:
	case AS_JSONL:
		nx_buf_adds(&p->out, p->format == AS_JSONL ? "" : i ? "," : "[");
		nx_buf_adds(&p->out,
			p->format == AS_JSON && i ? "\n {\"period\": \"" : "{\"period\": \"");
		add_period(p, p->rows[i].day);
		nx_buf_addf(&p->out, "\", \"articles\": %lld}", articles);
		if (p->format == AS_JSON && i + 1 < p->count)
			return;
		nx_buf_adds(&p->out, p->format == AS_JSON ? "]" : "");
		break;
	}
	nx_buf_addc(&p->out, '\n');
}

static nx_status print_rows(plot *p, nx_error *err)
{
	size_t i;

	if (p->rows_of_screen)
		pager_arm(p->rows_of_screen);
	measure(p);
	if (p->format == AS_JSON && p->count == 0)
		nx_buf_adds(&p->out, "[]\n");
	for (i = 0; i < p->count; i++)
		add_line(p, i);
	if (nx_buf_status(&p->out, err) != NX_OK)
		return NX_ERR_NOMEM;
	return cli_write(&p->out) ? NX_OK : nx_fail(err, NX_ERR_STOPPED, "output closed");
}

static bool choose(const command *self, const cli_values *v, plot *p)
{
	static const char *const formats[] = { "text", "tsv", "json", "jsonl" };
	const char *by = v->value[OPT_BY], *format = v->value[OPT_FORMAT];
	unsigned i, k;

	for (i = 0; by && i < 4 && strcmp(by, periods[i]) != 0; i++)
		;
	for (k = 0; format && k < 4 && strcmp(format, formats[k]) != 0; k++)
		;
	if (!cli_choice(self, "by", by, "day|week|month|year") ||
		!cli_choice(self, "format", format, "text|tsv|json|jsonl"))
		return false;
	p->period = by ? (nx_period)i : NX_PERIOD_MONTH;
	p->format = k;
	p->mentioned = v->value[OPT_MENTIONED] != NULL;
	return screen_choose(&p->print, self, v, OPT_SCREEN, &p->rows_of_screen);
}

static nx_status show_timeline(void *ctx, nx_store *store, nx_query *query,
	const nx_lexicon *lexicon, const nx_search_options *how, bool *found, nx_error *err)
{
	plot *p = ctx;
	nx_status st = nx_store_timeline(
		store, query, lexicon, how, p->period, p->mentioned, add_row, p, &p->none, err);

	*found = p->count > 0;
	return st == NX_OK ? print_rows(p, err) : st;
}

static int run(const command *self, int argc, char **argv)
{
	plot p = { .out = NX_BUF_INIT };
	nx_search_options how = { 0 };
	cli_values v;
	int code = cli_parse(self, argc, argv, &v);

	if (code >= 0)
		return code;
	code = choose(self, &v, &p) ? matching_run(self, &v, &how, show_timeline, &p) : EXIT_FAILED;
	if (p.none && code == EXIT_FOUND && p.mentioned)
		cli_tell_count("%s article without a date in them",
			"%s articles without a date in them", (uint64_t)p.none);
	else if (p.none && code == EXIT_FOUND)
		cli_tell_count("%s article without a date", "%s articles without a date",
			(uint64_t)p.none);
	free(p.rows);
	nx_buf_release(&p.out);
	return code;
}

const command command_timeline = {
	"timeline",
	"[QUERY...]",
	"Count articles by day, week, month or year",
	"  newsidx timeline\n"
	"  newsidx timeline كاراباخ --from 2020-09 --to 2020-11 --by day\n"
	"  newsidx timeline --entity بوتين --by year --format tsv\n"
	"  newsidx timeline هدنة --mentioned --by day\n\n"
	"Text is a plot as wide as the terminal, in which periods without an article are\n"
	"shown, or counted where they are many; the other formats leave them out.\n"
	"A date known to the month or year counts as its first day. With --mentioned an\n"
	"article counts once for each period that it speaks of.\n",
	options,
	run,
};
