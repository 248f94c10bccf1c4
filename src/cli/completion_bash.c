#include "cli/completion.h"

static const char head[] =
	"# bash completion of newsidx; made by `newsidx completion bash`\n"
	"\n"
	"_newsidx_names() { # KIND BEGINNING: names of the index that --db or the configuration names\n"
	"\tlocal i db=() typed=${2//\\\\/}\n"
	"\n"
	"\ttyped=${typed#[\\'\\\"]}\n"
	"\tfor ((i = 1; i + 1 < COMP_CWORD; i++)); do\n"
	"\t\t[ \"${COMP_WORDS[i]}\" != --db ] || db=(--db \"${COMP_WORDS[i + 1]}\")\n"
	"\tdone\n"
	"\tmapfile -t COMPREPLY < <(\"${COMP_WORDS[0]}\" complete \"${db[@]}\" \"$1\" -- \"$typed\" \\\n"
	"\t\t2>/dev/null)\n"
	"\tcompopt -o filenames 2>/dev/null # they may need quotation marks\n"
	"}\n"
	"\n"
	"_newsidx() {\n"
	"\tlocal command='' i current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
	"\tlocal options\n"
	"\n"
	"\tCOMPREPLY=()\n"
	"\tif [ \"$current\" = = ]; then\n"
	"\t\tcurrent=''\n"
	"\telif [ \"$before\" = = ] && [ \"$COMP_CWORD\" -gt 2 ]; then\n"
	"\t\tbefore=${COMP_WORDS[COMP_CWORD - 2]}\n"
	"\tfi\n"
	"\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	"\t\tcase ${COMP_WORDS[i]} in\n"
	"\t\t-*) ;;\n"
	"\t\t*)\n"
	"\t\t\tcommand=${COMP_WORDS[i]}\n"
	"\t\t\tbreak\n"
	"\t\t\t;;\n"
	"\t\tesac\n"
	"\tdone\n"
	"\tcase $command:$before in\n";

/* What fills COMPREPLY. */
static void add_action(nx_buf *out, completes what, const char *list)
{
	switch (what) {
	case COMPLETES_NOTHING:
		break;
	case COMPLETES_FILES:
		nx_buf_adds(out, "\t\tcompopt -o filenames 2>/dev/null\n"
				 "\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n");
		break;
	case COMPLETES_WORDS:
		nx_buf_addf(out, "\t\tmapfile -t COMPREPLY < <(compgen -W '%s' -- \"$current\")\n",
			list);
		break;
	case COMPLETES_NAMES:
		nx_buf_addf(out, "\t\t_newsidx_names %s \"$current\"\n", list);
		break;
	}
}

static void add_values(nx_buf *out, const command *c)
{
	nx_buf words = NX_BUF_INIT;
	const cli_option *o;

	for (o = c->options; o->name; o++) {
		const char *list;
		completes what = completion_of_option(o, &words, &list);

		if (!o->argument)
			continue;
		nx_buf_addf(out, "\t%s:--%s", c->name, o->name);
		if (o->letter)
			nx_buf_addf(out, " | %s:-%c", c->name, o->letter);
		nx_buf_adds(out, ")\n");
		add_action(out, what, list);
		nx_buf_adds(out, "\t\treturn\n\t\t;;\n");
	}
	nx_buf_release(&words);
}

static void add_option_names(nx_buf *out, const cli_option *o)
{
	for (; o->name; o++) {
		nx_buf_addf(out, " --%s", o->name);
		if (o->letter)
			nx_buf_addf(out, " -%c", o->letter);
	}
}

static void add_command(nx_buf *out, const command *c)
{
	nx_buf words = NX_BUF_INIT;
	const char *list;
	completes what = completion_of_operand(c, &words, &list);

	nx_buf_addf(out, "\t%s)\n\t\toptions='", c->name);
	add_option_names(out, c->options);
	add_option_names(out, cli_common_options);
	nx_buf_adds(out, "'\n");
	add_action(out, what, list);
	nx_buf_adds(out, "\t\t;;\n");
	nx_buf_release(&words);
}

static void add_names(nx_buf *out)
{
	const command *const *c;

	for (c = cli_commands; *c; c++)
		nx_buf_addf(out, "%s ", (*c)->name);
}

void completion_bash(nx_buf *out)
{
	const command *const *c;

	nx_buf_adds(out, head);
	for (c = cli_commands; *c; c++)
		add_values(out, *c);
	nx_buf_adds(out, "\tesac\n\tcase $command in\n\t'')\n\t\toptions='--version");
	add_option_names(out, cli_common_options);
	nx_buf_adds(out, "'\n\t\tmapfile -t COMPREPLY < <(compgen -W '");
	add_names(out);
	nx_buf_adds(out, "help' -- \"$current\")\n\t\t;;\n"
			 "\thelp)\n\t\toptions=''\n\t\tmapfile -t COMPREPLY < <(compgen -W '");
	add_names(out);
	nx_buf_adds(out, "' -- \"$current\")\n\t\t;;\n");
	for (c = cli_commands; *c; c++)
		add_command(out, *c);
	nx_buf_adds(out, "\tesac\n\tcase $current in\n\t-*) mapfile -t COMPREPLY < <(compgen -W"
			 " \"$options\" -- \"$current\") ;;\n\tesac\n}\n\n"
			 "complete -F _newsidx newsidx\n");
}
