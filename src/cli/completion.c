#include "cli/completion.h"

#include <string.h>

#include "cli/choices.h"

completes completion_of_option(const cli_option *o, nx_buf *words, const char **list)
{
	static const struct {
		const char *option, *kind;
	} names[] = { { "source", "source" }, { "tag", "tag" }, { "entity", "entity" },
		{ "alert", "question" }, { "remove", "question" } };
	nx_str values[CHOICES_MAX];
	size_t first, i, n = choices_of(o, values, &first);

	nx_buf_clear(words);
	*list = "";
	if (!o->argument)
		return COMPLETES_NOTHING;
	for (i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(o->name, names[i].option)) {
			*list = names[i].kind;
			return COMPLETES_NAMES;
		}
	for (i = 0; i < n; i++)
		nx_buf_addf(words, "%s%.*s", i ? " " : "", NX_FMT(values[i]));
	if (n) {
		*list = nx_buf_cstr(words) ? words->p : "";
		return COMPLETES_WORDS;
	}
	return !strcmp(o->argument, "FILE") || !strcmp(o->argument, "PATH") ? COMPLETES_FILES
									    : COMPLETES_NOTHING;
}

completes completion_of_operand(const command *c, nx_buf *words, const char **list)
{
	*list = "";
	if (!strncmp(c->arguments, "PATH", 4))
		return COMPLETES_FILES;
	if (!strchr(c->arguments, '|') || strstr(c->arguments, "..."))
		return COMPLETES_NOTHING;
	return completion_of_option(&(cli_option){ "", 0, c->arguments, "" }, words, list);
}

enum { OPT_DB };

static const cli_option complete_options[] = {
	[OPT_DB] = { "db", 0, "FILE", "the index" },
	{ NULL, 0, NULL, NULL },
};

static nx_status print_name(void *ctx, nx_str name, nx_error *err)
{
	nx_buf *out = ctx;

	nx_buf_add(out, name);
	nx_buf_addc(out, '\n');
	return nx_buf_status(out, err);
}

static int run_complete(const command *self, int argc, char **argv)
{
	static const char *const kinds[] = { "source", "tag", "entity", "question" };
	const unsigned count = sizeof kinds / sizeof *kinds;
	nx_error err = NX_ERROR_INIT;
	nx_buf out = NX_BUF_INIT;
	nx_store *store;
	unsigned kind;
	cli_values v;
	int code = cli_parse(self, argc, argv, &v);

	if (code >= 0)
		return code;
	for (kind = 0; v.arg_count == 2 && kind < count && strcmp(v.args[0], kinds[kind]); kind++)
		;
	if (v.arg_count != 2 || kind == count)
		return cli_usage(
			self, "source, tag, entity or question and how it begins are needed");
	store = cli_open(v.value[OPT_DB], NX_STORE_READ);
	if (!store)
		return EXIT_FAILED;
	if (nx_store_complete(store, (nx_listed)kind, nx_str_from(v.args[1]), 200, print_name, &out,
		    &err) == NX_OK)
		code = out.n ? EXIT_FOUND : EXIT_NOTHING;
	else
		code = cli_fail(&err);
	cli_write(&out);
	nx_store_close(store);
	nx_buf_release(&out);
	return cli_finish(code);
}

const command command_complete = {
	"complete",
	"source|tag|entity|question PREFIX",
	"Print names of the index that begin so",
	NULL,
	complete_options,
	run_complete,
};
