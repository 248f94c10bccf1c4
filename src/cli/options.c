#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/config.h"
#include "cli/messages.h"
#include "cli/nearest.h"
#include "cli/words_apart.h"

static size_t count_options(const cli_option *options)
{
	size_t n = 0;

	while (options && options[n].name)
		n++;
	return n;
}

const cli_option cli_common_options[] = {
	{ "quiet", 'q', NULL, "tell failures only" },
	{ "verbose", 'v', NULL, "tell more" },
	{ "help", 'h', NULL, "show this text" },
	{ NULL, 0, NULL, NULL },
};

enum { COMMON_QUIET, COMMON_VERBOSE, COMMON_HELP, COMMON_OPTIONS };

static bool common_given[COMMON_OPTIONS];

bool cli_common_option(const char *arg)
{
	int i;

	for (i = 0; i < COMMON_HELP; i++) {
		const cli_option *o = &cli_common_options[i];

		if ((arg[0] == '-' && arg[1] == o->letter && !arg[2]) ||
			(!strncmp(arg, "--", 2) && !strcmp(arg + 2, o->name)))
			return common_given[i] = true;
	}
	return false;
}

bool cli_quiet(void)
{
	return common_given[COMMON_QUIET];
}

bool cli_verbose(void)
{
	return common_given[COMMON_VERBOSE] && !common_given[COMMON_QUIET];
}

bool cli_on_terminal(void)
{
	return isatty(STDOUT_FILENO);
}

bool cli_awaits_data(const command *self)
{
	if (!isatty(STDIN_FILENO))
		return true;
	cli_help(self, stderr);
	return false;
}

int cli_usage(const command *self, const char *format, ...)
{
	va_list args;

	nx_buf line = NX_BUF_INIT;

	va_start(args, format);
	message_format(&line, format, args);
	va_end(args);
	nx_buf_addf(&line, message("; see newsidx %s --help"), self->name);
	fprintf(stderr, "newsidx %s: ", self->name);
	message_put(stderr, nx_buf_str(&line));
	fputc('\n', stderr);
	nx_buf_release(&line);
	return EXIT_FAILED;
}

/* Number i of the command's table, then of those that all have. */
static const cli_option *option_at(const command *self, size_t i)
{
	size_t n = count_options(self->options);

	return i < n ? &self->options[i] : &cli_common_options[i - n];
}

/* The tables of getopt_long: option number + 256. */
static void make_tables(const command *self, struct option *longs, char *letters)
{
	size_t i, n = count_options(self->options) + COMMON_OPTIONS, at = 0;

	letters[at++] = ':';
	for (i = 0; i < n; i++) {
		const cli_option *o = option_at(self, i);

		longs[i] = (struct option){ o->name, o->argument ? required_argument : no_argument,
			NULL, (int)i + 256 };
		if (o->letter) {
			letters[at++] = o->letter;
			if (o->argument)
				letters[at++] = ':';
		}
	}
	longs[n] = (struct option){ NULL, 0, NULL, 0 };
	letters[at] = '\0';
}

static int option_of_letter(const command *self, int letter)
{
	size_t i, n = count_options(self->options) + COMMON_OPTIONS;

	for (i = 0; i < n; i++)
		if (option_at(self, i)->letter == letter)
			return (int)i;
	return -1;
}

/* A long option that is none, or the beginning of several. */
static int unknown_option(const command *self, const char *arg)
{
	nx_str rest = nx_str_from(arg + 2), name;
	size_t i, n = count_options(self->options) + COMMON_OPTIONS;
	nx_buf names = NX_BUF_INIT;

	nx_str_split(&rest, '=', &name);
	nearest near = NEAREST_INIT(name);
	for (i = 0; i < n; i++) {
		const char *option = option_at(self, i)->name;

		nearest_offer(&near, option);
		if (nx_str_starts(nx_str_from(option), name))
			nx_buf_addf(&names, "%s--%s", names.n ? nx_message(" or ") : "", option);
	}
	if (near.beginning > 1)
		cli_usage(self, "--%.*s may be %.*s", NX_FMT(name), NX_FMT(nx_buf_str(&names)));
	else if (near.best)
		cli_usage(self, "unknown option --%.*s (did you mean --%s?)", NX_FMT(name),
			near.best);
	else
		cli_usage(self, "unknown option %s", arg);
	nx_buf_release(&names);
	return EXIT_FAILED;
}

static int unknown_letter(const command *self)
{
	if (!strstr(self->arguments, "QUERY"))
		return cli_usage(self, "unknown option -%c", optopt);
	return cli_usage(self, "unknown option -%c (a word to leave out goes behind --)", optopt);
}

/* What getopt_long() refused; `arg` is the argument that it has just left behind, which
 * is not the one with the letter when more letters follow. */
static int wrong_option(const command *self, const char *arg)
{
	if (optopt >= 256)
		return cli_usage(
			self, "--%s takes no value", option_at(self, (size_t)optopt - 256)->name);
	if (optopt > ' ' && optopt < 0x7F)
		return unknown_letter(self);
	if (!strncmp(arg, "--", 2))
		return unknown_option(self, arg);
	return cli_usage(self, "unknown option %s", arg);
}

int cli_parse(const command *self, int argc, char **argv, cli_values *out)
{
	struct option longs[CLI_OPTIONS_MAX + COMMON_OPTIONS + 1];
	char letters[2 * (CLI_OPTIONS_MAX + COMMON_OPTIONS) + 2];
	int c, own = (int)count_options(self->options);

	memset(out, 0, sizeof *out);
	make_tables(self, longs, letters);
	argc = set_words_apart(letters, argc, argv);
	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		int i = c >= 256 ? c - 256 : option_of_letter(self, c);

		if (c == ':')
			return cli_usage(self, "%s needs a value", argv[optind - 1]);
		if (c == '?' || i < 0)
			return wrong_option(self, argv[optind - 1]);
		if (i == own + COMMON_HELP) {
			cli_help(self, stdout);
			return cli_finish(EXIT_FOUND);
		}
		if (i >= own) {
			common_given[i - own] = true;
			continue;
		}
		out->value[i] = optarg ? optarg : "";
		if (out->given_count == CLI_OPTIONS_MAX)
			return cli_usage(self, "more than %d options", CLI_OPTIONS_MAX);
		out->given[out->given_count] = i;
		out->given_value[out->given_count++] = out->value[i];
	}
	if (!config_load())
		return EXIT_FAILED;
	for (c = 0; c < own; c++)
		if (!out->value[c])
			out->value[c] = config_value(&self->options[c], NULL);
	out->args = argv + optind;
	out->arg_count = argc - optind;
	return out->arg_count && !*self->arguments ? cli_usage(self, "takes no argument") : -1;
}

bool cli_is_given(const cli_values *values, int option)
{
	for (int i = 0; i < values->given_count; i++)
		if (values->given[i] == option)
			return true;
	return false;
}

bool cli_number(const command *self, const char *option, const char *value, size_t max, size_t *out)
{
	size_t i, n = 0;
	bool ok;

	if (!value)
		return true;
	for (i = 0; value[i] >= '0' && value[i] <= '9' && n <= max; i++)
		n = n * 10 + (size_t)(value[i] - '0');
	ok = i > 0 && value[i] == '\0' && n <= max;
	if (!ok)
		cli_usage(self, "--%s: \"%s\" is not a number up to %zu", option, value, max);
	else
		*out = n;
	return ok;
}

void cli_operands(nx_buf *out, const cli_values *values, int first)
{
	for (int i = first; i < values->arg_count; i++) {
		nx_buf_adds(out, i > first ? " " : "");
		nx_buf_adds(out, values->args[i]);
	}
}

bool cli_match(const command *self, const char *value, nx_match *out)
{
	*out = value && !strcmp(value, "any") ? NX_MATCH_ANY : NX_MATCH_ALL;
	return cli_choice(self, "match", value, "all|any");
}

bool cli_days(
	const command *self, const char *option, const char *value, int32_t *first, int32_t *last)
{
	nx_date date;

	if (!nx_date_parse(&date, nx_str_from(value))) {
		cli_usage(self,
			"--%s: \"%s\" is not a date; write 2020-10-27, 2020-10, 2020 or 27 أكتوبر 2020",
			option, value);
		return false;
	}
	nx_date_days(&date, first, last);
	return true;
}

bool cli_is_among(const char *names, nx_str name)
{
	nx_str rest = nx_str_from(names), one;

	while (nx_str_split(&rest, '|', &one))
		if (nx_str_eq(one, name))
			return true;
	return false;
}

bool cli_choice(const command *self, const char *option, const char *value, const char *names)
{
	nx_str rest = nx_str_from(names), one;
	nx_buf list = NX_BUF_INIT;

	if (!value || cli_is_among(names, nx_str_from(value)))
		return true;
	while (nx_str_split(&rest, '|', &one))
		nx_buf_addf(&list, "%s%.*s", list.n ? ", " : "", NX_FMT(one));
	cli_usage(self, "--%s: \"%.*s\" is none of %s", option, NX_FMT(nx_str_from(value)),
		nx_buf_cstr(&list) ? list.p : "");
	nx_buf_release(&list);
	return false;
}

bool cli_color(const command *self, const char *value, bool *out)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	*out = isatty(STDOUT_FILENO) && !(no && *no) && !(term && !strcmp(term, "dumb"));
	if (value && strcmp(value, "auto"))
		*out = !strcmp(value, "always");
	return cli_choice(self, "color", value, "auto|always|never");
}

bool cli_filters(const cli_values *values)
{
	int i;

	for (i = CLI_FROM; i < CLI_NAMES; i++)
		if (values->value[i])
			return true;
	return false;
}

static bool apply_days(const command *self, const char *const *value, nx_search_options *options)
{
	const char *from = value[CLI_FROM], *to = value[CLI_TO], *on = value[CLI_ON];
	int32_t ignored;

	options->first_day = 0;
	options->last_day = INT32_MAX;
	options->dated = from || to || on;
	if (on && (from || to)) {
		cli_usage(self, "--on goes without --from and --to");
		return false;
	}
	if ((from && !cli_days(self, "from", from, &options->first_day, &ignored)) ||
		(to && !cli_days(self, "to", to, &ignored, &options->last_day)) ||
		(on && !cli_days(self, "on", on, &options->first_day, &options->last_day)))
		return false;
	if (options->first_day > options->last_day) {
		cli_usage(self, "--from %s is after --to %s", from, to);
		return false;
	}
	return true;
}

bool cli_apply(
	const command *self, const cli_values *values, nx_query *query, nx_search_options *options)
{
	static const nx_node_kind kinds[CLI_FILTERS] = { [CLI_ENTITY] = NX_NODE_ENTITY,
		[CLI_SOURCE] = NX_NODE_SOURCE,
		[CLI_TAG] = NX_NODE_TAG };
	nx_error err = NX_ERROR_INIT;
	int i;

	if (!apply_days(self, values->value, options))
		return false;
	for (i = 0; i < values->given_count; i++) {
		int option = values->given[i];

		if (option < CLI_ENTITY || option > CLI_TAG)
			continue;
		if (nx_query_require(query, kinds[option], nx_str_from(values->given_value[i]),
			    &err) != NX_OK) {
			cli_fail(&err);
			return false;
		}
	}
	return true;
}
