#include <string.h>

#include "cli/completion.h"

static const char head[] =
	"#compdef newsidx\n"
	"# zsh completion of newsidx; made by `newsidx completion zsh`\n"
	"\n"
	"_newsidx_names() { # KIND: names of the index that --db or the configuration names\n"
	"\tlocal -a names db\n"
	"\n"
	"\t[[ -z ${opt_args[--db]} ]] || db=(--db ${(Q)opt_args[--db]})\n"
	"\tnames=(\"${(@f)$(newsidx complete $db $1 -- ${(Q)PREFIX} 2>/dev/null)}\")\n"
	"\tcompadd -U -- ${names:#}\n"
	"}\n"
	"\n"
	"_newsidx() {\n"
	"\tlocal curcontext=$curcontext state line\n"
	"\tlocal -a commands common\n"
	"\ttypeset -A opt_args\n"
	"\n"
	"\tcommands=(\n";

/* Within single quotes and within brackets of a specification. */
static void add_text(nx_buf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\'')
			nx_buf_adds(out, "'\\'");
		else if (strchr("[]:\\", *text))
			nx_buf_addc(out, '\\');
		nx_buf_addc(out, *text);
	}
}

static void add_action(nx_buf *out, completes what, const char *list)
{
	if (what == COMPLETES_FILES)
		nx_buf_adds(out, "_files");
	else if (what == COMPLETES_WORDS)
		nx_buf_addf(out, "(%s)", list);
	else if (what == COMPLETES_NAMES)
		nx_buf_addf(out, "{_newsidx_names %s}", list);
	else
		nx_buf_addc(out, ' '); /* something, of which nothing is known */
}

static void add_option(nx_buf *out, const char *indent, const cli_option *o)
{
	nx_buf words = NX_BUF_INIT;
	const char *list, *equals = o->argument ? "=" : "";
	completes what = completion_of_option(o, &words, &list);

	/* An option may be given again, as --source and --field are. */
	nx_buf_adds(out, indent);
	if (o->letter)
		nx_buf_addf(out, "'*'{-%c,--%s%s}'[", o->letter, o->name, equals);
	else
		nx_buf_addf(out, "'*--%s%s[", o->name, equals);
	add_text(out, o->help);
	nx_buf_addc(out, ']');
	if (o->argument) {
		nx_buf_addc(out, ':');
		add_text(out, o->argument);
		nx_buf_addc(out, ':');
		add_action(out, what, list);
	}
	nx_buf_adds(out, "'");
	nx_buf_release(&words);
}

static void add_command(nx_buf *out, const command *c)
{
	nx_buf words = NX_BUF_INIT;
	const cli_option *o;
	const char *list;
	completes what = completion_of_operand(c, &words, &list);

	nx_buf_addf(out, "\t\t%s)\n\t\t\t_arguments -s $common", c->name);
	for (o = c->options; o->name; o++)
		add_option(out, " \\\n\t\t\t\t", o);
	/* zsh inserts nothing while it tells what else may stand there. */
	if (what != COMPLETES_NOTHING) {
		nx_buf_adds(out, " \\\n\t\t\t\t'*:");
		add_text(out, c->arguments);
		nx_buf_addc(out, ':');
		add_action(out, what, list);
		nx_buf_addc(out, '\'');
	}
	nx_buf_adds(out, "\n\t\t\t;;\n");
	nx_buf_release(&words);
}

void completion_zsh(nx_buf *out)
{
	const command *const *c;
	const cli_option *o;

	nx_buf_adds(out, head);
	for (c = cli_commands; *c; c++) {
		nx_buf_addf(out, "\t\t'%s:", (*c)->name);
		add_text(out, (*c)->summary);
		nx_buf_adds(out, "'\n");
	}
	nx_buf_adds(out, "\t\t'help:Tell more of a command'\n\t)\n\tcommon=(");
	for (o = cli_common_options; o->name; o++)
		add_option(out, "\n\t\t", o);
	nx_buf_adds(out,
		"\n\t)\n"
		"\t_arguments -C $common '--version[print versions]' '(-): :->command' '(-)*:: :->rest'\n"
		"\tcase $state in\n"
		"\tcommand) _describe command commands ;;\n"
		"\trest)\n"
		"\t\tcurcontext=${curcontext%:*:*}:newsidx-$words[1]:\n"
		"\t\tcase $words[1] in\n"
		"\t\thelp) _describe command commands ;;\n");
	for (c = cli_commands; *c; c++)
		add_command(out, *c);
	nx_buf_adds(out, "\t\tesac\n\t\t;;\n\tesac\n}\n\n"
			 "if [[ $funcstack[1] = _newsidx ]]; then\n\t_newsidx \"$@\"\nelse\n"
			 "\tcompdef _newsidx newsidx\nfi\n");
}
