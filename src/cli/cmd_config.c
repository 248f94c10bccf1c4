#include <string.h>

#include "cli/choices.h"
#include "cli/config.h"

/* The keys of the file, which are options of other commands. */
static const cli_option options[] = {
	{ "db", 0, "FILE", "the index" },
	{ "limit", 'n', "N", "at most N results (10)" },
	{ "format", 'f', "FORMAT", "of what is printed, where a command knows it" },
	{ "color", 0, "WHEN", "auto, always or never" },
	{ "progress", 0, "WHEN", "auto, always or never" },
	{ "match", 0, "all|any", "all words must be there, or one is enough" },
	{ "sort", 0, "rank|newest|oldest", "order of the results" },
	{ "names", 0, "FILE", "a table of names" },
	{ "model", 0, "FILE", "a model of names" },
	{ NULL, 0, NULL, NULL },
};

/* What the first command with such an option, and a list of values for it, does. */
static nx_str common_default(const char *name)
{
	const command *const *c;
	const cli_option *o;

	for (c = cli_commands; *c; c++) {
		for (o = (*c)->options; o->name; o++) {
			nx_str values[CHOICES_MAX];
			size_t first, n = strcmp(o->name, name) ? 0 : choices_of(o, values, &first);

			if (n)
				return values[first];
		}
	}
	return NX_STR_NULL;
}

static void add_default(nx_buf *out, const cli_option *option)
{
	nx_str value = common_default(option->name);

	if (value.n)
		nx_buf_add(out, value);
	else if (!option->argument)
		nx_buf_adds(out, "no");
	else if (!strcmp(option->name, "db"))
		cli_db_path(out, NULL);
	else if (!strcmp(option->argument, "FILE"))
		nx_buf_adds(out, option->argument);
	else
		nx_buf_add(out, choices_number(option));
}

static void add_line(nx_buf *out, const cli_values *v, int i)
{
	const cli_option *o = &options[i];
	const char *from = "default";
	size_t start = out->n;

	if (!strcmp(o->argument ? o->argument : "", "FILE") && strcmp(o->name, "db") &&
		!cli_is_given(v, i) && !config_value(o, NULL))
		nx_buf_adds(out, "# "); /* there is none */
	nx_buf_addf(out, "%s = ", o->name);
	if (cli_is_given(v, i))
		nx_buf_adds(out, o->argument ? v->value[i] : "yes");
	else if (config_value(o, &from))
		nx_buf_adds(out, o->argument ? v->value[i] : "yes");
	else
		add_default(out, o);
	while (out->n < start + 24 && !out->failed)
		nx_buf_addc(out, ' ');
	if (cli_is_given(v, i))
		nx_buf_addf(out, "  # --%s\n", o->name);
	else
		nx_buf_addf(out, "  # %s\n", from);
}

static int run(const command *self, int argc, char **argv)
{
	nx_buf out = NX_BUF_INIT;
	bool exists;
	const char *path;
	cli_values v;
	int code = cli_parse(self, argc, argv, &v);

	if (code >= 0)
		return code;
	path = config_path(&exists);
	nx_buf_addf(&out, "# %s%s\n", path, exists ? "" : " (there is none)");
	for (int i = 0; options[i].name; i++)
		add_line(&out, &v, i);
	cli_write(&out);
	nx_buf_release(&out);
	return cli_finish(EXIT_FOUND);
}

const command command_config = {
	"config",
	"",
	"Print what holds for options that are not given, and from where",
	"  newsidx config\n"
	"  NEWSIDX_LIMIT=20 newsidx config --sort newest\n\n"
	"The file newsidx/config in $XDG_CONFIG_HOME, else in ~/.config, has lines\n"
	"\"key = value\"; # begins a comment. Variables NEWSIDX_DB, NEWSIDX_LIMIT and so on\n"
	"weigh more than the file, options more than both. Keys are the options below.\n",
	options,
	run,
};
